"""Decisions last: over a rebuild, a renamed file, an added document, another order of rules."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import iceorg
from iceorg.errors import CurationError
from iceorg.extract.rulebook import sentence_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg import Built

AGENCY = Path(__file__).parents[1] / "history" / "agency"
TOLD = ("2011-05-02-fact-sheet.txt", "2013-02-11-news-release.txt", "2015-03-04-notice.txt")
PARTS = "SELECT ?part { ?part org:subOrganizationOf/skos:altLabel 'HSA' }"


def renamed(folder: Path) -> None:
    """Give a document another name."""
    (folder / TOLD[0]).rename(folder / "a-sheet.txt")


def added(folder: Path) -> None:
    """Add a document that says the same and more."""
    shutil.copy(AGENCY / "2021-04-15-fact-sheet.txt", folder)


def unchanged(_folder: Path) -> None:
    """Change nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents of the invented agency."""
    (tmp_path / "in").mkdir()
    for name in TOLD:
        shutil.copy(AGENCY / name, tmp_path / "in")
    return tmp_path


def decided(folder: Path) -> Built:
    """Return the graph with one claim rejected by its id, two units merged and a person suppressed."""
    return iceorg.build([folder / "in"], folder / "build", curation=folder / "ours.toml", jobs=1)


def decide(folder: Path) -> str:
    """Write the decisions, and return the id of the claim that is rejected."""
    graph = iceorg.build([folder / "in"], folder / "before", jobs=1)
    (reason, *_) = graph.why("Pilotage Division", "reports to", "Director")
    claim = reason.claim.rpartition("/")[2]
    signed = 'author = "Ann Lee"\ndate = 2026-11-25\nreason = "I looked."\n'
    entries = (
        f'[[reject]]\nclaim = "{claim}"',
        '[[merge]]\nthings = ["Office of Currents", "Office of Wharf Permits"]',
        '[[suppress]]\nperson = "Ada Merrow"',
    )
    (folder / "ours.toml").write_text("".join(f"{entry}\n{signed}\n" for entry in entries), "utf-8")
    return claim


@pytest.mark.parametrize("change", [unchanged, renamed, added])
def test_decisions_outlive_a_change_of_the_documents(folder: Path, change: Callable[[Path], None]) -> None:
    """The claim is still rejected, the two units still one, the person still nowhere, and nothing is reported as gone."""
    claim = decide(folder)
    change(folder / "in")
    graph = decided(folder)
    rejected = graph.query("SELECT ?claim { ?claim iceorg:status iceorg:Rejected }").column("claim")
    assert claim in {str(iri).rpartition("/")[2] for iri in rejected}
    assert "Office of Wharf Permits" not in {row["part"] for row in graph.query(PARTS).records()}
    assert b"Merrow" not in graph.export("n-triples")
    assert [problem for problem in graph.report.problems if problem.code == "decision-without-match"] == []


def test_decisions_outlive_another_order_of_the_rules(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim's id says what is said where, and not which rule read it."""
    claim = decide(folder)
    rules = sentence_rules()
    assert len(rules) > 20
    monkeypatch.setattr("iceorg.extract.matching.sentence_rules", lambda: rules[::-1])
    rejected = decided(folder).query("SELECT ?claim { ?claim iceorg:status iceorg:Rejected }").column("claim")
    assert claim in {str(iri).rpartition("/")[2] for iri in rejected}


def test_a_decision_about_what_is_gone_is_reported(folder: Path) -> None:
    """The build goes on without it."""
    decide(folder)
    (folder / "in" / TOLD[2]).unlink()
    (problem,) = [p for p in decided(folder).report.problems if p.code == "decision-without-match"]
    assert problem.where == "ours.toml:7"
    assert "the merge of 2026-11-25 matches nothing any more: nothing is called “Office of Currents”" in problem.message


SIGNED = 'author = "Ann Lee"\ndate = 2026-11-25\nreason = "I looked."\n'


def renamed_to(old: str, new: str) -> str:
    """Return an entry that renames a body."""
    return f'[[rename]]\nfrom = "{old}"\nto = "{new}"\nsource = "https://hsa.example/1"\n{SIGNED}'


@pytest.mark.parametrize(
    ("entries", "line", "said"),
    [
        ('[[merge]]\nthings = ["HSA", "Buoy Program"]\n', 1, "the merge lacks its author and date and reason"),
        (
            f'[[merge]]\nthings = ["HSA", "Buoy Program"]\n{SIGNED}',
            1,
            "unlike things cannot be one: .* is an agency and .* is a program",
        ),
        (f'[[mergee]]\nthings = ["HSA", "Buoy Program"]\n{SIGNED}', 1, "there is no decision “mergee”"),
        (
            f'[[assert]]\nsubject = "HSA"\npredicate = "also called"\nobject = "Harbours"\n{SIGNED}',
            1,
            "the assert lacks its source",
        ),
        (
            renamed_to("Office of Currents", "Office of Wharf Permits")
            + renamed_to("Office of Wharf Permits", "Office of Currents"),
            8,
            "renames go round in a ring",
        ),
    ],
    ids=["unsigned", "unlike kinds", "a typo", "no source", "a cycle"],
)
def test_a_file_that_cannot_be_meant_leaves_the_former_result(folder: Path, entries: str, line: int, said: str) -> None:
    """Byte for byte, and says in which line it stands and what to do."""
    decide(folder)
    decided(folder)
    before = {path.name: path.read_bytes() for path in (folder / "build").iterdir()}
    (folder / "ours.toml").write_text(entries, "utf-8")
    with pytest.raises(CurationError, match=said) as told:
        decided(folder)
    assert told.value.where.endswith(f"ours.toml:{line}")
    assert told.value.hint
    assert {path.name: path.read_bytes() for path in (folder / "build").iterdir()} == before
