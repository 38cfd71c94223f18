"""`iceorg ask`: plain words, taken for a question of the catalogue."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from iceorg.cli.asked import ask_question, chosen, graph_options, open_graph, tell, timeout_option
from iceorg.cli.days import as_of_options, narrowed
from iceorg.query import Format, Understood, catalogue, uncited, understand
from iceorg.store import FOR_ONE_QUESTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.query import Question
    from iceorg.store import Store


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="Default: a table on a terminal; piped, CSV.",
)
@click.option(
    "--labels/--no-labels", "named", default=None, help="Names in place of IRIs. Default: in tables and Markdown."
)
@click.option("--cite/--no-cite", default=True, help="The sentences beside each row. Default: yes.")
@as_of_options
@graph_options
@timeout_option
def ask(  # noqa: PLR0913, PLR0917 (click passes each option)
    words: tuple[str, ...],
    form: str | None,
    named: bool | None,  # noqa: FBT001
    cite: bool,  # noqa: FBT001
    day: str | None,
    undated: str,
    graph: str | None,
    store: str | None,
    timeout: float,
) -> None:
    """Ask in plain words: who, what, where, since when.

    The words are taken for one of the named questions, and what they were taken for is told. With no
    words on a terminal, the questions are listed to pick from.

    \b
    iceorg ask who reports to the Assistant Secretary
    iceorg ask "When was ICE established?"
    """  # noqa: D301 (click reads the character, not the letters)
    if not words and not sys.stdin.isatty():
        raise click.UsageError('ask something, as in: iceorg ask "Who heads OPLA?"')
    asked = narrowed(open_graph(graph, store, timeout, large=None if day else FOR_ONE_QUESTION), day, undated)
    for meant in understand(asked, " ".join(words)) if words else _pick():
        answer(asked, meant, form, named=named, cite=cite, timeout=timeout)


def answer(  # noqa: PLR0913 - all but three go by name
    store: Store, meant: Understood, form: str | None, *, named: bool | None, cite: bool, timeout: float
) -> None:
    """Say what was understood, and answer it."""
    click.echo(str(meant), err=True)
    rows = ask_question(store, meant.question.name, meant.parameters, timeout)
    alone = True if named is None and chosen(form) is Format.TABLE else named
    tell(store, rows if cite else uncited(rows), form, named=alone, note=rows.note)


def _pick() -> Sequence[Understood]:
    """Let a person pick a question from the list, and give its values."""
    listed = catalogue()
    for number, question in enumerate(listed, 1):
        click.echo(f"{number:3}  {question.asks[0]}", err=True)
    chosen = listed[click.prompt("Which", type=click.IntRange(1, len(listed)), err=True) - 1]
    return (Understood(chosen, _values(chosen)),)


def _values(question: Question) -> dict[str, str]:
    return {
        parameter.name: click.prompt(f"{parameter.name} ({parameter.kind})", default=parameter.default, err=True)
        for parameter in question.parameters
    }
