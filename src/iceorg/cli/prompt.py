"""The prompt of `iceorg query`: one question after the other, with history, completion and the mistakes shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from iceorg.cli.ask import answer
from iceorg.cli.asked import ask_question, ask_text, tell
from iceorg.errors import IceorgError, without_controls
from iceorg.query import (
    PATIENT,
    Format,
    catalogue,
    cited,
    describe_catalogue,
    remark,
    understand,
    vocabulary,
    warnings,
)
from iceorg.query.syntax import FORMS, tokens
from iceorg.settings import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer

    from iceorg.query import Rows
    from iceorg.store import Store

WELCOME: Final = "SPARQL, the name of a question (.list shows them), or plain words. .help helps, Ctrl-D ends."
HELP: Final = """\
SELECT ...                      SPARQL; an open brace lets the next line go on
list-reports post="Director"    a named question with its parameters
who reports to the Director     plain words, as iceorg ask takes them
.list                           the named questions
.format FORMAT                  how answers are written: {formats}
.cite                           sentences beside the rows of SPARQL, on and off
.quit                           end, as Ctrl-D does
"""
_PAIR: Final = re.compile(r"""\b(\w+)=("[^"]*"|'[^']*'|\S+)""")
_KEYWORDS: Final = (*FORMS, "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "VALUES", "ORDER BY", "GROUP BY", "LIMIT")


class Conversation:
    """What a person says at the prompt, answered.

    Args:
        store: The graph.
        form: How answers are written; by default as a table.
        named: Whether names stand in place of IRIs.
        cite: Whether sentences stand beside the rows of SPARQL.
        timeout: How many seconds an answer may take.
    """

    def __init__(
        self,
        store: Store,
        form: str | None = None,
        *,
        named: bool | None = None,
        cite: bool = False,
        timeout: float = PATIENT.seconds,
    ) -> None:
        self.store, self.form, self.named, self.cite, self.timeout = store, form, named, cite, timeout

    def answer(self, line: str) -> bool:
        """Answer what was typed; return whether the conversation goes on."""
        said = line.strip()
        try:
            if said.startswith("."):
                return self._command(*said[1:].split(maxsplit=1))
            if said:
                self._ask(said)
        except IceorgError as error:
            click.echo(f"Error: {without_controls(str(error))}", err=True)
        return True

    def _ask(self, said: str) -> None:
        first = said.split(maxsplit=1)[0]
        if any(first == question.name for question in catalogue()):
            given = {name: value.strip("\"'") for name, value in _PAIR.findall(said)}
            rows = ask_question(self.store, first, given, self.timeout)
            self._tell(rows, rows.note)
        elif is_sparql(said):
            self._sparql(said)
        else:
            for meant in understand(self.store, said):
                answer(self.store, meant, self.form, named=self.named, cite=True, timeout=self.timeout)

    def _sparql(self, text: str) -> None:
        rows = ask_text(self.store, text, {}, self.timeout)
        for warning in warnings(text, answered=bool(rows.rows)):
            click.echo(f"Warning: {warning}", err=True)
        note = "" if rows.rows else remark(text)
        self._tell(cited(self.store, text, rows) if self.cite else rows, note)

    def _tell(self, rows: Rows, note: str) -> None:
        tell(self.store, rows, self.form, named=self.named, note=note)

    def _command(self, name: str = "", value: str = "") -> bool:
        if name == "list":
            click.echo(describe_catalogue(), nl=False)
        elif name == "format" and value in set(Format):
            self.form = value
        elif name == "cite":
            self.cite = not self.cite
            click.echo(f"sentences are {'shown' if self.cite else 'not shown'}", err=True)
        elif name in ("quit", "exit", "q"):
            return False
        else:
            click.echo(HELP.format(formats=" ".join(Format)), nl=False)
        return True


def converse(store: Store, form: str | None, *, named: bool | None, cite: bool, timeout: float) -> None:
    """Answer one question after the other until the person has had enough."""
    conversation = Conversation(store, form, named=named, cite=cite, timeout=timeout)
    session = new_session(history_file())
    click.echo(WELCOME, err=True)
    while True:
        try:
            if not conversation.answer(session.prompt("iceorg> ")):
                return
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def new_session(history: Path | None) -> PromptSession[str]:
    """Return a prompt that goes on over lines while a brace is open, and remembers what was asked."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.newline()

    return PromptSession(
        history=FileHistory(str(history)) if history else InMemoryHistory(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=_completer(),
        complete_while_typing=False,
        multiline=True,
        key_bindings=keys,
        prompt_continuation="   ...> ",
    )


def is_sparql(text: str) -> bool:
    """Whether a text is a query and no plain words.

    >>> is_sparql("ask { ?a a org:Post }"), is_sparql("PREFIX x: <urn:x> SELECT"), is_sparql("who heads ICE")
    (True, True, False)
    """
    found = [token.text.upper() for token in tokens(text)]
    return "{" in found or (bool(found) and found[0] in (*FORMS, "PREFIX", "BASE"))


def is_whole(text: str) -> bool:
    """Whether what was typed is done: every brace is closed, and a query has some; an empty line ends anything.

    >>> is_whole("SELECT ?a {"), is_whole("SELECT ?a { ?a a org:Post }"), is_whole("who heads ICE")
    (False, True, True)
    """
    marks = [token.text for token in tokens(text)]
    if text.endswith("\n"):
        return True
    return marks.count("{") <= marks.count("}") and ("{" in marks or not is_sparql(text))


def history_file() -> Path | None:
    """Return the file of what was asked before, where the system keeps such; none where it cannot be written."""
    folder = state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "history"
        file.touch(mode=0o600)
    except OSError as fault:
        click.echo(f"Warning: no history is kept: {fault.strerror}: {fault.filename}", err=True)
        return None
    return file


def _completer() -> Completer:
    from prompt_toolkit.completion import WordCompleter

    return WordCompleter(list(_words()), pattern=re.compile(r"[\w.:-]+"))


def _words() -> Iterable[str]:
    yield from (question.name for question in catalogue())
    yield from (".list", ".help", ".quit", ".cite", *(f".format {form}" for form in Format))
    yield from _KEYWORDS
    yield from vocabulary()
