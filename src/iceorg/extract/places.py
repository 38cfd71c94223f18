"""Places that a text announces as such: "in cities such as ...", "is based in ..."."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import lexicon
from iceorg.extract.phrases import Phrase
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALS = r"(?:[A-Z][\w.’'-]*(?:\s+(?:de|of|upon|on|la)?\s*[A-Z][\w.’'-]*)*)"


@lru_cache(maxsize=1)
def _place_pattern() -> re.Pattern[str]:
    nouns = "|".join(lexicon().places)
    located = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in lexicon().classes["LOCATED"])
    one = rf"{_CAPITALS}"
    many = rf"{one}(?:\s*,\s*(?:and\s+)?{one})*(?:\s+and\s+{one})?"
    return re.compile(rf"\b(?:(?:{nouns})\s+(?:such\s+as|including|like|of)|(?:{located}))\s+(?P<places>{many})")


@lru_cache(maxsize=1)
def _town_pattern() -> re.Pattern[str]:
    """Return the pattern of a town with its state or country after a comma."""
    regions = "|".join(re.escape(region).replace(r"\ ", r"\s+") for region in sorted(lexicon().regions, key=len, reverse=True))
    town = r"[A-Z][a-z’'.-]+(?:\s+(?:[A-Z][a-z’'.-]+|of|de|la|upon))*"
    return re.compile(rf"(?<![\w’'-])(?<!, )(?P<town>{town}),\s+(?P<region>{regions})(?![\w]|\s+[A-Z])")


def find_places(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the places that a noun for places or a verb of location announces, and towns with their state.

    >>> [p.text for p in find_places("in cities such as Ochre Bay, St. Ives and Port Fair since", 0, 56)]
    ['Ochre Bay', 'St. Ives', 'Port Fair']
    """
    announced = list(_announced(text, start, end))
    yield from announced
    for match in _town_pattern().finditer(text, start, end):
        if not any(match.start() < place.end and place.start < match.end() for place in announced):
            yield Phrase(match.start(), match.end(), " ".join(match.group().split()), Kind.PLACE)


def _announced(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the places after "cities such as", "is based in" and the like."""
    for match in _place_pattern().finditer(text, start, end):
        for place in re.finditer(_CAPITALS, text[match.start("places") : match.end("places")]):
            first = match.start("places") + place.start()
            name = place.group().rstrip(".,") if not re.search(r"\.\w\.$", place.group()) else place.group()
            yield Phrase(first, first + len(name), " ".join(name.split()), Kind.PLACE)
