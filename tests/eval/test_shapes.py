"""The same facts in twenty shapes, read by the rules alone: the same claims come out of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from builders import document
from eval.shapes import ORGANISATIONS, SHAPES
from extract.conftest import labels, spoken
from iceorg.documents import lay_out
from iceorg.extract import read_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.shapes import Fact

KNOWN_LOSSES: Final[Mapping[str, Mapping[str, int]]] = {
    "piped_roster": {"iceorg:administers": 9, "org:holds": 1, "org:postIn": 1},
    "dotted_leaders": {"iceorg:administers": 9, "schema:location": 1, "org:postIn": 1, "org:subOrganizationOf": 1},
    "two_columns": {"iceorg:administers": 9},
    "lead_in_list": {"iceorg:administers": 9, "schema:location": 9},
}
"""How many facts of the three organisations a shape still loses, by property.

A program in a row without heads may be one that the unit takes part in. "Samuel Park" is a place to one who has no
head or key that says otherwise. The tail of an item ("based in ...", "which runs ...") is read for its name only.
"""

PROPERTIES: Final = {fact[1] for one in ORGANISATIONS for fact in one.facts()}


@cache
def claimed(shape: str) -> tuple[set[Fact], set[Fact]]:
    """Return the facts that a shape's three pages claim, and those of them that are asserted."""
    found, asserted = set(), set()
    for number, one in enumerate(ORGANISATIONS):
        text = SHAPES[shape](one)
        page = replace(document(text, f"{number}.txt"), media_type=media_type(text))
        reading = read_layout(lay_out(page), learned=False)
        names = labels(reading)
        for claim in reading.claims:
            subject, property_, what = spoken(claim, names).split(" | ")
            found |= {(subject, property_, what)} if property_ in PROPERTIES else set()
            asserted |= {(subject, property_, what)} if property_ in PROPERTIES and claim.status.asserted else set()
    return found, asserted


def media_type(text: str) -> str:
    """Return what a page is written in."""
    if text.startswith("<!doctype"):
        return "text/html"
    return "text/markdown" if "\n#" in text or "|---" in text else "text/plain"


FACTS: Final = {fact for one in ORGANISATIONS for fact in one.facts()}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(shape: str) -> None:
    """What is claimed of the organisations does not depend on the shape, but for the losses that are known."""
    lost = FACTS - claimed(shape)[0]
    assert Counter(fact[1] for fact in lost) == KNOWN_LOSSES.get(shape, {}), sorted(lost)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_says_more(shape: str) -> None:
    """Nothing else is asserted of how the organisations are made up."""
    assert claimed(shape)[1] - FACTS == set()


def test_twenty_shapes_of_three_organisations() -> None:
    """There are as many shapes and facts as the table of losses is about, and each shape is a page of its own."""
    assert len({shape(one) for shape in SHAPES.values() for one in ORGANISATIONS}) == 60
    assert len(FACTS) == 48
    assert set(KNOWN_LOSSES) <= set(SHAPES)
