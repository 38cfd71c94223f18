"""A graph in the order in which people read it, as the lines of its N-Triples: for whole graphs of any size.

To make an object of each term takes ten times as long as to write it down, and memory for all of them at once. So one pass
over the lines notes where each subject's stand and of which kind it is, and another hands out one subject after the other.
Terms stay as N-Triples writes them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from iceorg.export.order import FIRST, TITLES, by_offset, place_of
from iceorg.vocab import ID_BASE, iceorg, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SUBJECT = re.compile(rb"([^ ]+ ).*\n(?:\1.*\n)*+")
"""All lines of a subject, which stand one after the other: a line of N-Triples has no line break in it."""
_SAID = re.compile(r"^[^ ]+ ([^ ]+) (.*) \.\n", re.MULTILINE)
"""A line. Lines split by it are nothing, and then for each line predicate, value, nothing."""
_TYPE = f"<{rdf.TYPE}> ".encode()
_RANKS = {f"<{predicate}>": rank for rank, predicate in enumerate(FIRST)}
_LAST = len(_RANKS)
_AT_ONCE = 400
_CLAIM = "claim-"
OUTLINES: Final = 4096
"""So many outlines are remembered, with what follows from each."""

Written = str
"""A term as N-Triples writes it."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Which properties a subject has, without their values: few combinations occur, so that what follows from one is found once.

    Args:
        said: Each property with the number of its values: the type first, then the name, then what else heads such an entry.
        ordered: Takes the subject and the values, in this order, out of its lines as they are split.
    """

    said: tuple[tuple[Written, int], ...]
    ordered: Callable[[list[str]], tuple[Written, ...]]


class Paragraph(NamedTuple):
    """A subject with everything that is said of it.

    Args:
        terms: The subject, and then the values of one property after the other.
        outline: The properties.
    """

    terms: tuple[Written, ...]
    outline: Outline


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
            yield paragraph_of(self.graph[begin:end])


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
    for lines in _SUBJECT.finditer(graph):
        place, key = place_in_order(lines[1], lines[0])
        found[place].append((key, lines.start(), lines.end()))
    return tuple(
        Chapter(TITLES[place], [(begin, end) for _, begin, end in sorted(found[place])], graph)
        for place in sorted(found)
    )


def base_of(found: Iterable[Chapter]) -> str:
    """Return what the IRIs of a graph's things begin with, as its claims show it."""
    title = TITLES[place_of([iceorg.Claim])]
    claims = (paragraph.terms[0][1:-1] for chapter in found if chapter.title == title for paragraph in chapter)
    base, mark, _ = next(claims, "").rpartition(_CLAIM)
    return base if mark else ID_BASE


def place_in_order(subject: bytes, lines: bytes) -> tuple[int, bytes]:
    """Return what a graph is put in order by: the place of a subject's chapter, and its own in that.

    Args:
        subject: The subject as N-Triples writes it, with the blank after it.
        lines: Its lines.
    """
    return _place(_types(subject, lines)), by_offset(subject[1:-2])


def _types(subject: bytes, lines: bytes) -> tuple[bytes, ...]:
    """Return the types that the lines of a subject state, as N-Triples writes them; these lines stand together."""
    said = subject + _TYPE
    at = 0 if lines.startswith(said) else lines.find(b"\n" + said) + 1
    types = []
    while lines.startswith(said, at):
        end = lines.index(b"\n", at)
        types.append(lines[at + len(said) : end - 2])
        at = end + 1
    return tuple(types)


@lru_cache(maxsize=OUTLINES)
def _place(types: tuple[bytes, ...]) -> int:
    return place_of(written[1:-1].decode() for written in types if written.startswith(b"<"))


def paragraph_of(lines: bytes) -> Paragraph:
    """Return what the lines of a subject say."""
    text = lines.decode()
    parts = _SAID.split(text)
    parts[0] = text[: text.index(" ")]
    outline = _outline(tuple(parts[1::3]))
    return Paragraph(outline.ordered(parts), outline)


@lru_cache(maxsize=OUTLINES)
def _outline(predicates: tuple[Written, ...]) -> Outline:
    """Return the outline of lines with such predicates."""
    places: dict[Written, list[int]] = {}
    for line, predicate in enumerate(predicates):
        places.setdefault(predicate, []).append(2 + 3 * line)
    ordered = sorted(places, key=lambda predicate: _RANKS.get(predicate, _LAST))
    said = tuple((predicate, len(places[predicate])) for predicate in ordered)
    return Outline(said, itemgetter(0, *(place for predicate in ordered for place in places[predicate])))
