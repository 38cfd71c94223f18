"""The practice documents against their gold: three sets, each above its floors; figures only, no errors shown."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from eval.building import DOCUMENTS, NAMES, reading_of
from eval.corpus import (
    CORPUS,
    FLOORS,
    SETS,
    judged_set,
    measured,
    pairs_of,
    raised,
    read_floors,
    told_of,
    with_table,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.evaluate import Gold

FIGURES = [(name, figure) for name, floors in read_floors().items() for figure in floors]
UNREAD = {"language-not-read", "nothing-found"}


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_figure_is_above_its_floor(name: str, figure: str) -> None:
    """What is found of a set, and how much of it is right, is no less than it was."""
    value, floor = measured(judged_set(name))[figure], read_floors()[name][figure]
    enough = value <= floor if figure == "traps_sprung" else value >= floor
    assert enough, f"{name}: {figure} is {value}, and the floor {floor}"


def test_the_readme_tells_the_figures_of_today(root: Path) -> None:
    """What README.md says of read and unread pages is what is measured."""
    page = (root / "README.md").read_text("utf-8")
    assert with_table(page) == page


def test_no_page_of_an_organisation_is_told_of() -> None:
    """The bundled and the tuning documents are English, directories of names among them; where gold has a relation, something is found."""
    told = told_of("tuning")
    bundled = [reading_of(DOCUMENTS / name) for name in NAMES]
    assert len(pairs_of("tuning")) + len(bundled) == 100
    assert [gold.document for gold, code in told if code == "language-not-read"] == []
    assert [gold.document for gold, code in told if code == "nothing-found" and _states_a_relation(gold)] == []
    assert not UNREAD & {problem.code for reading in bundled for problem in reading.problems}


def _states_a_relation(gold: Gold) -> bool:
    return any(not relation.optional for relation in gold.relations)


def test_every_set_has_all_floors() -> None:
    """No set and no figure is without its floor."""
    figures = list(measured(()))
    assert {name: list(floors) for name, floors in read_floors().items()} == dict.fromkeys(SETS, figures)
    assert len(FIGURES) == 24


def test_every_document_is_in_one_set() -> None:
    """The sets hold all 130 documents, each once, and each document has its gold."""
    names = Counter(gold.document for name in SETS for gold, _ in pairs_of(name))
    assert names == Counter(path.name for path in (CORPUS / "documents").iterdir())
    assert [len(pairs_of(name)) for name in SETS] == [95, 25, 10]


def test_the_gold_is_as_large_as_it_was() -> None:
    """None of the annotation was lost on the way."""
    golds = [json.loads(path.read_text("utf-8")) for path in sorted((CORPUS / "gold").glob("*.json"))]
    counted = [sum(len(gold[key]) for gold in golds) for key in ("entities", "relations", "negatives")]
    assert counted == [4295, 4590, 692]


def test_floors_are_raised_and_never_lowered() -> None:
    """A better figure lifts its floor to a little below it; a worse one leaves it."""
    before = {"relations_f1": 0.5, "traps_sprung": 4}
    assert raised(before, {"relations_f1": 0.6, "traps_sprung": 1}) == {"relations_f1": 0.58, "traps_sprung": 3}
    assert raised(before, {"relations_f1": 0.4, "traps_sprung": 9}) == before


def test_floors_are_written_as_they_are_read() -> None:
    """Raising them by nothing changes no byte of the file."""
    assert written(read_floors()) == FLOORS.read_text("utf-8")
