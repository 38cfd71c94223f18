"""The prompt of `iceorg query`, typed at by a pipe and in a terminal of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from iceorg.cli.prompt import Conversation, history_file, is_whole, new_session
from iceorg.store import open_result

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def talk(built: Path) -> Conversation:
    """A conversation about the five documents."""
    return Conversation(open_result(built), "csv", named=True)


SAID = {
    "SPARQL": ("ASK { ?post a org:Post }", "true"),
    "a name": ("name-whole part=OPLA", "U.S. Immigration and Customs Enforcement"),
    "a name with blanks in a value": ('list-reports post="Assistant Secretary"', "Office of Policy"),
    "plain words": ("When was ICE established?", "2003-03"),
    "the list": (".list", "Who reports to a post or a body"),
    "anything else": (".hlep", ".format FORMAT"),
}


@pytest.mark.parametrize("kind", SAID)
def test_each_way_to_ask_is_answered(talk: Conversation, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """SPARQL, names, words and commands go into one line."""
    said, expected = SAID[kind]
    assert talk.answer(said)
    assert expected in capsys.readouterr().out


def test_a_mistake_does_not_end_the_conversation(talk: Conversation, capsys: pytest.CaptureFixture[str]) -> None:
    """It is shown with its caret."""
    assert talk.answer("ASK { ?a orgg:holds ?b }")
    assert capsys.readouterr().err.splitlines()[-2:] == ["    ASK { ?a orgg:holds ?b }", "             ^"]


def test_how_answers_come_can_be_changed(talk: Conversation, capsys: pytest.CaptureFixture[str]) -> None:
    """Another format, and sentences beside the rows."""
    for said in (".format markdown", ".cite", "SELECT ?o { ?o org:reportsTo ?p } LIMIT 1"):
        assert talk.answer(said)
    assert "| o | status | document | quote | start |" in capsys.readouterr().out


def test_quit_ends(talk: Conversation) -> None:
    """As Ctrl-D does."""
    assert not talk.answer(".quit")


@pytest.mark.parametrize(
    ("text", "whole"),
    [("SELECT ?a", False), ("ASK { ?a ?b ?c", False), ("ASK { ?a ?b '}' }", True), ("who heads ICE", True)],
)
def test_a_query_goes_on_until_its_braces_close(text: str, whole: bool) -> None:  # noqa: FBT001
    """A brace in a string is none."""
    assert is_whole(text) is whole


def test_lines_are_joined_and_remembered(tmp_path: Path) -> None:
    """What was asked over two lines comes back as it was, in the next session too."""
    history = tmp_path / "history"
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("ASK {\r?a ?b ?c }\r")
        assert new_session(history).prompt() == "ASK {\n?a ?b ?c }"
        keys.send_text("\x1b[A\r")
        assert new_session(history).prompt() == "ASK {\n?a ?b ?c }"


@pytest.mark.parametrize(("typed", "ending"), [("ASK { ?a org:reportsT", "o"), ("name-who", "le"), (".qu", "it")])
def test_names_and_terms_are_completed(typed: str, ending: str) -> None:
    """Terms of the vocabulary, names of questions, and commands."""
    completer = new_session(None).completer
    assert completer is not None
    (found,) = completer.get_completions(Document(typed), CompleteEvent())
    assert typed[: len(typed) + found.start_position] + found.text == typed + ending


def test_where_nothing_can_be_kept_there_is_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A home that is a file is told, and the prompt works all the same."""
    (tmp_path / "state").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert history_file() is None
    assert "Warning: no history is kept" in capsys.readouterr().err


def test_the_prompt_appears_on_a_terminal(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to ask on the command line; a table answers, and Ctrl-D ends with 0."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "dumb")
    command = ["-c", "from iceorg.cli.main import main; main()", "query", "--graph", str(built)]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20, dimensions=(40, 120))
    child.expect("iceorg> ")
    child.send("When was ICE established?\r")
    child.expect("2003-03")
    child.expect("iceorg> ")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "When was ICE established?" in (tmp_path / "iceorg" / "history").read_text("utf-8")
