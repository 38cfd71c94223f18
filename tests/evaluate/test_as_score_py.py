"""The figures are those of score.py, to the last digit: over the five documents and over the practice documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from eval.building import DOCUMENTS, GOLD, NAMES, graph_of, reading_of, scored
from eval.corpus import CORPUS
from iceorg.evaluate import as_data, judge, read_gold
from iceorg.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FIVE = [(GOLD / name, DOCUMENTS / name) for name in NAMES]
PRACTICE = [(CORPUS / "gold" / path.name, path) for path in sorted((CORPUS / "documents").iterdir())]


def ours(pairs: Sequence[tuple[Path, Path]]) -> dict[str, Any]:
    """Return our figures in the form of score.py's."""
    judged = [judge(read_gold(gold.with_suffix(".json")), resolve([reading_of(page)])) for gold, page in pairs]
    data = as_data(judged)
    relations = {kind: _shares(row) | {"gold": row["gold"]} for kind, row in data["by_relation"].items()}
    return {
        "entities": _shares(data["entities"]),
        "relations": _shares(data["relations"]),
        "traps_sprung": data["traps_sprung"],
        **relations,
    }


def _shares(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("precision", "recall", "f1")}


def theirs(pairs: Sequence[tuple[Path, Path]], folder: Path) -> dict[str, Any]:
    """Return the figures of score.py over the graphs of the same documents."""
    golds = [json.loads(gold.with_suffix(".json").read_text("utf-8")) for gold, _ in pairs]
    figures, _ = scored(zip(golds, [graph_of(page) for _, page in pairs], strict=True), folder)
    return figures


@pytest.mark.parametrize("pair", FIVE, ids=NAMES)
def test_each_of_the_five(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """A document alone has the same figures."""
    assert ours([pair]) == theirs([pair], tmp_path)


def test_the_five_together(tmp_path: Path) -> None:
    """So have the five together."""
    assert ours(FIVE) == theirs(FIVE, tmp_path)


@pytest.mark.parametrize("part", range(5))
def test_practice_documents(part: int, tmp_path: Path) -> None:
    """So have the practice documents, a fifth of them at a time."""
    pairs = PRACTICE[part::5]
    assert len(pairs) == 26
    assert ours(pairs) == theirs(pairs, tmp_path)
