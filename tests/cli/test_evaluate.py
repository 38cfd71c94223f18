"""`iceorg evaluate`: the figures are score.py's, misses have their line, mistakes are answered in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.building import scored
from iceorg.cli.main import main
from iceorg.documents import read_documents
from iceorg.graph import dump_ntriples, to_triples
from iceorg.pipeline import read_alone

CORPUS = Path(__file__).parents[1] / "corpus"


def test_the_figures_are_those_of_the_scorer(tmp_path: Path) -> None:
    """The command counts what score.py counts, over documents of three formats."""
    prefixes, pairs = ("t10", "p0"), []
    for path in sorted(p for p in (CORPUS / "documents").iterdir() if p.name.startswith(prefixes)):
        (document,) = read_documents([path]).documents
        gold = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        pairs.append((gold, dump_ntriples(to_triples(read_alone(document)))))
    theirs, _words = scored(pairs, tmp_path)
    only = [part for prefix in prefixes for part in ("--only", prefix)]
    result = CliRunner().invoke(main, ["evaluate", str(CORPUS / "gold"), str(CORPUS / "documents"), "--json", *only])
    ours = json.loads(result.stdout)
    assert len(pairs) == 18
    for what in ("entities", "relations"):
        assert {key: round(ours[what][key], 3) for key in ("precision", "recall", "f1")} == theirs[what]
    assert ours["traps_sprung"] == theirs["traps_sprung"]


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
