"""A graph in the order in which people read it, as the lines of its N-Triples: for whole graphs of any size.

To make an object of each term takes ten times as long as to write it down, and memory for all of them at once. So one pass
over the lines notes where each subject's stand and of which kind it is, and another hands out one subject after the other.
Terms stay as N-Triples writes them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from iceorg.export.order import FIRST, TITLES, by_offset, place_of
from iceorg.vocab import ID_BASE, iceorg, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TYPE = f" <{rdf.TYPE}> ".encode()
_RANKS = {f"<{predicate}>": rank for rank, predicate in enumerate(FIRST)}
_LAST = len(_RANKS)
_AT_ONCE = 400
_CLAIM = "claim-"

Written = str
"""A term as N-Triples writes it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A subject with everything that is said of it: its type first, then its name, then what else heads such an entry."""

    subject: Written
    said: list[tuple[Written, list[Written]]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The subjects of one kind, sorted by IRI.

    Args:
        title: What they are.
        places: Where the lines of each begin and end.
        graph: The graph, as sorted N-Triples.
    """

    title: str
    places: list[tuple[int, int]]
    graph: bytes

    def __iter__(self) -> Iterator[Paragraph]:
        """Yield what is said of each subject."""
        for begin, end in self.places:
            yield _paragraph(self.graph[begin:end].decode())


def in_parts(chapter: Chapter) -> Iterator[list[Paragraph]]:
    """Yield the subjects of a chapter some hundreds at a time: so many are written at once."""
    subjects = iter(chapter)
    while some := list(islice(subjects, _AT_ONCE)):
        yield some


def chapters(graph: bytes) -> tuple[Chapter, ...]:
    """Return a graph in chapters, those without a subject left out.

    Args:
        graph: Sorted, canonical N-Triples.
    """
    found: dict[int, list[tuple[bytes, int, int]]] = defaultdict(list)
    for subject, types, begin, end in _subjects(graph):
        found[place_of(types)].append((by_offset(subject[1:-1]), begin, end))
    return tuple(
        Chapter(TITLES[place], [(begin, end) for _, begin, end in sorted(found[place])], graph)
        for place in sorted(found)
    )


def base_of(found: Iterable[Chapter]) -> str:
    """Return what the IRIs of a graph's things begin with, as its claims show it."""
    title = TITLES[place_of([iceorg.Claim])]
    claims = (paragraph.subject[1:-1] for chapter in found if chapter.title == title for paragraph in chapter)
    base, mark, _ = next(claims, "").rpartition(_CLAIM)
    return base if mark else ID_BASE


def _subjects(graph: bytes) -> Iterator[tuple[bytes, list[str], int, int]]:
    """Yield each subject with its types, and where its lines begin and end."""
    at = begin = 0
    head, typed = b"", b""
    types: list[str] = []
    for line in BytesIO(graph):
        if not head or not line.startswith(head):
            if head:
                yield head[:-1], types, begin, at
            head = line[: line.index(b" ") + 1]
            typed, types, begin = head[:-1] + _TYPE, [], at
        if line.startswith(typed):
            types.append(line[len(typed) + 1 : line.rindex(b">")].decode())
        at += len(line)
    if head:
        yield head[:-1], types, begin, at


def _paragraph(text: str) -> Paragraph:
    subject = text[: text.index(" ")]
    # No line of N-Triples has a line break in it, so that this is the end of one and the beginning of the next.
    lines = [line.split(" ", 1) for line in text[len(subject) + 1 : -3].split(f" .\n{subject} ")]
    plan = _plan(tuple([predicate for predicate, _ in lines]))
    said = [
        (predicate, [lines[first][1], *(lines[place][1] for place in others)] if others else [lines[first][1]])
        for predicate, first, others in plan
    ]
    return Paragraph(subject, said)


@lru_cache(maxsize=4096)
def _plan(predicates: tuple[Written, ...]) -> tuple[tuple[Written, int, tuple[int, ...]], ...]:
    """Return the predicates of lines in the order in which they are read, each with the places of its lines; few combinations occur."""
    places: dict[Written, list[int]] = {}
    for place, predicate in enumerate(predicates):
        places.setdefault(predicate, []).append(place)
    ordered = sorted(places, key=lambda predicate: _RANKS.get(predicate, _LAST))
    return tuple((predicate, places[predicate][0], tuple(places[predicate][1:])) for predicate in ordered)
