"""Whose page it is: the body that "we", "the agency" and a bare title speak of.

Every body of the page is weighed by what pages do with their own name: they put it at the top and
into headings, say what it is, and use its short form throughout. A body that another is said to be
a part of is the parent, not the page's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from iceorg.extract.index import NameIndex
from iceorg.extract.lexicon import lexicon
from iceorg.model import BlockKind, Kind, Layout, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.extract.register import Entry, Register

_TOP_HEADING = 6.0
_HEADING = 1.0
_DEFINED = 4.0
_FIRST_BLOCK = 2.0
_TITLE = 6.0
_PUBLISHER = 8.0
_PARENT = 0.3
_UNIT = 0.8


def find_focus(layout: Layout, register: Register) -> Entry | None:
    """Return the body whose page it is, or None where no body is named.

    Args:
        layout: The document; its own title and publisher count, where it gives them.
        register: Its names.
    """
    index = NameIndex.of(e for e in register.entries if e.kind in (None, Kind.AGENCY, Kind.UNIT))
    weights: defaultdict[int, float] = defaultdict(float)
    for entry, weight in _weights(layout, index):
        weights[id(entry)] += weight
    entries = [e for e in register.entries if id(e) in weights and (e.kind is not None or e.acronyms)]
    shares = {id(entry): weights[id(entry)] * _share(layout, entry) for entry in entries}
    return max(entries, key=lambda e: (shares[id(e)], -e.place.start), default=None)


def _weights(layout: Layout, index: NameIndex) -> Iterator[tuple[Entry, float]]:
    """Yield every mention of a body with its weight."""
    first = next((i for i, b in enumerate(layout.blocks) if b.kind is BlockKind.PARAGRAPH), None)
    for i, block in enumerate(layout.blocks):
        if block.kind.skipped:
            continue
        weight = 1.0 + (_FIRST_BLOCK if i == first else 0.0)
        if block.kind is BlockKind.HEADING:
            weight += _TOP_HEADING if block.level == 1 and block.parent is None else _HEADING
        for found in index.find(layout.view, block.start, block.end):
            yield found.entry, weight
    yield from _defined(layout, index)
    yield from _metadata(layout, index)


_IS = re.compile(r"(?<!\s)\s*(?:\([^)]{1,12}\)\s*)?(?:is|was|are)\s+(?:an?|the|comprised|established|responsible)\b")


def _defined(layout: Layout, index: NameIndex) -> Iterator[tuple[Entry, float]]:
    """Yield the bodies of which the page says what they are."""
    for sentence in layout.sentences:
        found = next(index.find(layout.view, sentence.start, sentence.end), None)
        if found and found.start - sentence.start < len("The name") and _IS.match(layout.view, found.end):
            yield found.entry, _DEFINED


def _metadata(layout: Layout, index: NameIndex) -> Iterator[tuple[Entry, float]]:
    source = layout.document.source
    for text, weight in ((layout.title, _TITLE), (layout.publisher, _PUBLISHER), (source.publisher, _PUBLISHER)):
        key = f" {name_key(text)} " if text else ""
        for name, entry in index.names.items():
            if key and f" {name_key(name)} " in key and len(name_key(name)) > 2:
                yield entry, weight / 2


def _share(layout: Layout, entry: Entry) -> float:
    """Return by how much a body's weight is lessened: a parent or a part is seldom the page's own."""
    share = 1.0
    names = [name for name in (*entry.names, *entry.acronyms) if name]
    if any(_stands_at(layout.view, at, name) for at in _after_part_of(layout.view) for name in names):
        share *= _PARENT
    if entry.kind is Kind.UNIT:
        share *= _UNIT
    return share


def _stands_at(view: str, at: int, name: str) -> bool:
    after = at + len(name)
    return view.startswith(name, at) and not (view[after : after + 1].isalnum() or view[after : after + 1] == "_")


@lru_cache(maxsize=4)  # asked for every body of a page
def _after_part_of(view: str) -> tuple[int, ...]:
    """Return the places after words that say what something is a part of: "a bureau of the", "belongs to"."""
    starts = (match.end() for match in _part_pattern().finditer(view))
    return tuple(dict.fromkeys(at for start in starts for at in _past_articles(view, start)))


def _past_articles(view: str, start: int) -> Iterator[int]:
    """Yield a place, and the places after the articles and the country that stand there."""
    yield start
    for pattern in (_THE, _COUNTRY):
        for at in (start, the.end() if (the := _THE.match(view, start)) else start):
            if found := pattern.match(view, at):
                yield found.end()


_THE = re.compile(r"the\s+")
_COUNTRY = re.compile(r"U\.S\.\s+")


@lru_cache(maxsize=1)
def _part_pattern() -> re.Pattern[str]:
    components = "|".join(lexicon().classes["COMPONENT"])
    return re.compile(
        rf"(?:\b(?:{components})\s+(?:of|within|in|inside|under)|\b(?:part\s+of|belongs\s+to|reports\s+to|within))\s+"
    )
