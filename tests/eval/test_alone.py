"""Each of the five documents, built alone, against what a careful reader annotated."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from eval.building import GOLD, HERE, NAMES, alone, gold_of, scored
from spec.facts.patterns import FactGraph, Pattern

ABSENT = tomllib.loads((HERE / "absent.toml").read_text(encoding="utf-8"))
FIGURES = [("entities", "f1"), ("relations", "precision"), ("relations", "recall")]


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The figures over the five documents, and everything that is missed or wrong."""
    return scored([(gold_of(name), alone(name)) for name in NAMES], tmp_path_factory.mktemp("score"))


@pytest.mark.parametrize(("what", "figure"), FIGURES)
def test_the_five_documents_score_above_the_floors(score: tuple[dict[str, Any], str], what: str, figure: str) -> None:
    """What is found in a document alone is what a careful reader finds in it."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    assert score[0][what][figure] >= floors[what][figure], score[1]


def test_the_gold_is_as_large_as_it_was() -> None:
    """The figures are over all five documents: none of the annotation was lost on the way."""
    golds = [gold_of(name) for name in NAMES]
    counted = {
        key: sum(not item.get("optional") for gold in golds for item in gold[key]) for key in ("entities", "relations")
    }
    assert len(NAMES) == len(list(GOLD.glob("*.json"))) == 5
    assert counted == {"entities": 75, "relations": 75}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_that_must_be_absent(name: str) -> None:
    """Navigation, reviews, phone numbers and tempting readings leave no trace in the graph."""
    graph = FactGraph(alone(name))
    held = [
        f"{entry['absent']}: {text}"
        for entry in ABSENT[name]
        for text in entry["never"]
        if graph.solutions(Pattern.read(text), name)
    ]
    assert not held, "\n".join(held)


@pytest.mark.parametrize("name", NAMES)
def test_every_absent_entry_of_the_gold_has_its_patterns(name: str) -> None:
    """The table of patterns follows the lists of the gold, entry by entry."""
    assert [entry["absent"] for entry in ABSENT[name]] == gold_of(name)["absent"]
    assert all(entry["never"] for entry in ABSENT[name])
