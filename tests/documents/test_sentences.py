"""Where sentences end."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iceorg.documents.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Layout

SPLIT: list[str] = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text("utf-8"))["split"]


def test_all_cases_are_found() -> None:
    """No case of the table is lost."""
    assert len(SPLIT) == 21


@pytest.mark.parametrize("marked", SPLIT)
def test_a_paragraph_splits_where_it_is_marked(marked: str) -> None:
    """Abbreviations, initials, quotes and brackets do not mislead."""
    expected = [sentence.strip() for sentence in marked.split("|")]
    text = " ".join(expected)
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == expected


def test_offsets_are_those_of_the_text() -> None:
    """A sentence in the middle of a text is found where it stands, line ends and all."""
    text = "Heading\n\nIt is one\nsentence.  And another.\n"
    assert [text[a:b] for a, b in sentence_spans(text, 9, len(text))] == ["It is one\nsentence.", "And another."]


@pytest.mark.parametrize("kind", ["# Office of Policy", "* Office of Policy", "Director: Jane Roe"])
def test_a_heading_an_item_and_a_label_are_sentences(lay: Callable[..., Layout], kind: str) -> None:
    """What is no prose is a sentence of its own."""
    layout = lay(f"{kind}\n\nThe Office of Policy is part of the Bureau of Tides.\n", "text/markdown")
    assert [s.block for s in layout.sentences] == [0, 1]


def test_each_cell_of_a_row_is_a_sentence(lay: Callable[..., Layout]) -> None:
    """A sentence never runs from one cell into the next."""
    layout = lay("| Office | Head |\n|---|---|\n| Tides. Great ones. | Ada Ochs |\n", "text/markdown")
    assert [layout.words(s) for s in layout.sentences] == ["Office", "Head", "Tides.", "Great ones.", "Ada Ochs"]


def test_a_sentence_that_points_elsewhere_is_marked(lay: Callable[..., Layout]) -> None:
    """“Read more about ...” is part of its paragraph, and marked."""
    layout = lay("The Office of Tides is part of the Bureau. Read more about the Office of Tides.\n")
    assert [s.link for s in layout.sentences] == [False, True]
