"""Texts read on the spot: what the extractor makes of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Claim, Key, Kind, Literal, Reading
from iceorg.vocab import shorten, skos

if TYPE_CHECKING:
    from collections.abc import Callable


def labels(reading: Reading) -> dict[Key, str]:
    """Return the label of every thing of a reading; a count is called by its number and words."""
    found: dict[Key, str] = {}
    for claim in reading.claims:
        if isinstance(claim.subject, Key) and isinstance(claim.object, Literal) and claim.predicate == skos.PREF_LABEL:
            found[claim.subject] = claim.object.value
    return found


def spoken(claim: Claim, names: dict[Key, str]) -> str:
    """Return a claim as "subject | predicate | object", with things by label and values in quotes."""
    ends = []
    for end in (claim.subject, claim.object):
        if isinstance(end, Literal):
            ends.append(f'"{end.value}"')
        elif isinstance(end, Key):
            ends.append("document" if end.kind is Kind.DOCUMENT else names.get(end, end.name))
        else:
            ends.append(shorten(end))
    return f"{ends[0]} | {shorten(claim.predicate)} | {ends[1]}"


@pytest.fixture
def says() -> Callable[..., list[str]]:
    """Return the function that reads a text by rules alone and returns its claims, of one rule or of one predicate."""

    def read(text: str, *, rule: str | None = None, about: str | None = None) -> list[str]:
        reading = read_layout(lay_out(document(text)), learned=False)
        names = labels(reading)
        chosen = [c for c in reading.claims if rule is None or c.rule == rule]
        return [line for c in chosen if about in (None, shorten(c.predicate)) for line in [spoken(c, names)]]

    return read
