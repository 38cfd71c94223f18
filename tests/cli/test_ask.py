"""`iceorg ask`, as a person runs it on the bundled documents."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from click.testing import CliRunner, Result

from iceorg.cli.main import main
from iceorg.query import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def _ask(built: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["ask", *words, "--graph", str(built)])


def test_words_need_no_quotes_around_them(built: Path) -> None:
    """Rows go to standard output, what was understood beside them."""
    result = _ask(built, "who", "reports", "to", "the", "Assistant", "Secretary", "--labels", "--no-cite")
    assert result.exit_code == 0
    assert "Office of Policy,office or unit" in result.stdout.splitlines()
    assert result.stderr.startswith("Understood: Who reports to a post or a body; post: Assistant Secretary\n")


def test_not_stated_is_the_answer_for_people(built: Path) -> None:
    """In a table nothing else stands beside it."""
    result = _ask(built, "Who heads OPLA?", "--format", "table")
    assert result.exit_code == 0
    assert result.stdout.startswith("Not stated: no document says who heads Office of the Principal Legal Advisor.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "ask something, as in: iceorg ask"),
        (("how is the weather",), "no question of the catalogue is like 'how is the weather'; the nearest are"),
        (("Who heads the Zork?",), "nothing in the graph is called 'the Zork'"),
    ],
)
def test_what_is_not_understood_ends_with_2(built: Path, words: tuple[str, ...], message: str) -> None:
    """And nothing is answered from afar."""
    result = _ask(built, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_two_graphs_are_one_too_many(built: Path) -> None:
    """A folder and an endpoint cannot both be asked."""
    result = _ask(built, "Who heads OPLA?", "--store", "http://127.0.0.1:1/")
    assert (result.exit_code, result.stderr) == (2, "Error: --graph and --store name two graphs; give one of them\n")


def test_on_a_terminal_a_question_is_picked_from_the_list(built: Path) -> None:
    """By its number, and its values are asked for."""
    number = [question.name for question in catalogue()].index("list-reports") + 1
    command = ["-c", "from iceorg.cli.main import main; main()", "ask", "--graph", str(built), "--no-cite"]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20, dimensions=(60, 120))
    child.expect(r"Which: ")
    child.sendline(str(number))
    child.expect(r"post \(thing\): ")
    child.sendline("Deputy Assistant Secretary for Management")
    child.expect(r"Freedom of Information Act \(FOIA\) Office +office or unit")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
