"""`iceorg evaluate`: misses have their line, mistakes are answered in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main

CORPUS = Path(__file__).parents[1] / "corpus"


def test_misses_are_listed_with_the_line_they_stand_on() -> None:
    """A person sees what is missed, what is wrong, where it stands and by which rule."""
    arguments = [str(CORPUS / "gold"), str(CORPUS / "documents"), "--only", "t119", "--misses"]
    result = CliRunner().invoke(main, ["evaluate", *arguments])
    assert result.exit_code == 0
    assert "missed" in result.stdout
    assert "t119-osha-archived-organization.txt" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no-such-folder", "documents"], 3, "no-such-folder"),
        (["gold", "documents", "--only", "zzz"], 2, "--only"),
        (["documents", "documents"], 3, "no gold"),
    ],
)
def test_a_mistake_is_answered_in_words(arguments: list[str], code: int, words: str) -> None:
    """A missing folder, a name that none has, a folder without annotations."""
    paths = [str(CORPUS / part) if part in ("gold", "documents") else part for part in arguments]
    result = CliRunner().invoke(main, ["evaluate", *paths])
    assert (result.exit_code, words in result.output) == (code, True), result.output
