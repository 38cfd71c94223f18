"""Places that a text announces as such: "in cities such as ...", "Sandy, Utah", "the office in ...".

Three ways, each taking what the one before has left: a noun for places with a list after it, a town
with its state or country, a seat after a unit or after a verb of location.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import lexicon
from iceorg.extract.phrases import Phrase
from iceorg.extract.values import MONTHS
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALS = r"(?:[A-Z][\w.’'-]*(?:\s+(?:de|of|upon|on|la)?\s*[A-Z][\w.’'-]*)*)"


def find_places(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the places that a stretch of text announces.

    >>> [p.text for p in find_places("in cities such as Ochre Bay, St. Ives and Port Fair since", 0, 56)]
    ['Ochre Bay', 'St. Ives', 'Port Fair']
    >>> [p.text for p in find_places("the Gauge Academy in Sandy, Utah, and the branch in Pell", 0, 56)]
    ['Sandy, Utah', 'Pell']
    """
    found: list[Phrase] = []
    for pattern in (_list_pattern(), _town_pattern(), _seat_pattern()):
        for match in pattern.finditer(text, start, end):
            found += [place for place in _places_in(match) if not any(_overlap(place, other) for other in found)]
    yield from sorted(found, key=lambda place: place.start)


def _overlap(one: Phrase, other: Phrase) -> bool:
    return one.start < other.end and other.start < one.end


def _places_in(match: re.Match[str]) -> Iterator[Phrase]:
    """Yield the place that a match has found, or the places of its list."""
    place = match.groupdict().get("place")
    if place and place.split()[0].rstrip(".,").casefold() in MONTHS:
        return
    if place:
        start = match.start("place")
        name = place if re.search(r"\.\w\.$", place) else place.rstrip(".,")
        yield Phrase(start, start + len(name), " ".join(name.split()), Kind.PLACE)
        return
    for one in re.finditer(_CAPITALS, match["places"]):
        start = match.start("places") + one.start()
        name = one.group() if re.search(r"\.\w\.$", one.group()) else one.group().rstrip(".,")
        yield Phrase(start, start + len(name), " ".join(name.split()), Kind.PLACE)


@lru_cache(maxsize=1)
def _list_pattern() -> re.Pattern[str]:
    """Return the pattern of "cities such as A, B and C"."""
    nouns = "|".join(lexicon().places)
    many = rf"{_CAPITALS}(?:\s*,\s*(?:and\s+)?{_CAPITALS})*(?:\s+and\s+{_CAPITALS})?"
    return re.compile(rf"\b(?:{nouns})\s+(?:such\s+as|including|like|of)\s+(?P<places>{many})")


@lru_cache(maxsize=1)
def _town_pattern() -> re.Pattern[str]:
    """Return the pattern of a town with its state or country after a comma."""
    ordered = sorted(lexicon().regions, key=lambda region: (-len(region), region))
    regions = "|".join(re.escape(region).replace(r"\ ", r"\s+") for region in ordered)
    town = r"[A-Z][a-z’'.-]+(?:\s+(?:[A-Z][a-z’'.-]+|of|de|la|upon)){0,8}"
    return re.compile(rf"(?<![\w’'-])(?<!, )(?P<place>{town},\s+(?:{regions}))(?!\w|\s+[A-Z])")


@lru_cache(maxsize=1)
def _seat_pattern() -> re.Pattern[str]:
    """Return the pattern of the place after a unit's head word and "in", or after "is based in" and the like."""
    located = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in lexicon().classes["LOCATED"])
    heads = sorted(head for head, kind in lexicon().heads.items() if kind is Kind.UNIT and " " not in head)
    return re.compile(rf"\b(?:{located}|(?i:{'|'.join(heads)}),?\s+(?:in|at|near))\s+(?P<place>{_CAPITALS})")
