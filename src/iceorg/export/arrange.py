"""A graph in the order in which people read it: things by kind, then documents, claims and passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from iceorg.export.lines import Chapter, base_of, chapters
from iceorg.export.order import FIRST, TITLES, by_offset, place_of
from iceorg.model import Literal
from iceorg.store import read_triples
from iceorg.vocab import Iri, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Triple
    from iceorg.store import Store

_RANKS = {predicate: rank for rank, predicate in enumerate(FIRST)}


Said = Mapping[Iri, tuple[Iri | Literal, ...]]
"""Everything that is said of a subject: values by property."""


@dataclass(frozen=True, slots=True)
class Node:
    """A subject with everything that is said of it: its type first, then its name, then what else heads such an entry."""

    subject: Iri
    said: tuple[tuple[Iri, tuple[Iri | Literal, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The subjects of one kind, sorted by IRI."""

    title: str
    nodes: tuple[Node, ...]


class Arranged:
    """A whole graph that is put in order once, when the first format wants it, for all that do.

    Args:
        store: The graph.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The same as the lines of its N-Triples, for formats that write all of a graph, however large."""
        return chapters(self.store.dump())

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Everything that the graph says, in sections."""
        return arrange(read_triples(self.store.dump()))  # which sorts lines, much faster than triples

    @cached_property
    def said(self) -> Mapping[Iri, Said]:
        """What is said of each subject, in the order of the sections."""
        return {node.subject: dict(node.said) for section in self.sections for node in section.nodes}

    @cached_property
    def base(self) -> str:
        """What the IRIs of the graph's things begin with."""
        return base_of(self.chapters)


def arrange(triples: Iterable[Triple]) -> tuple[Section, ...]:
    """Return a graph in sections, those without a subject left out.

    Args:
        triples: Sorted, as a store yields them.
    """
    sections: dict[int, list[Node]] = defaultdict(list)
    for subject, group in groupby(triples, key=itemgetter(0)):
        node = _node(subject, list(group))
        sections[_place(node)].append(node)
    return tuple(Section(TITLES[place], tuple(sorted(sections[place], key=_by_offset))) for place in sorted(sections))


def _node(subject: Iri, triples: list[Triple]) -> Node:
    said = ((predicate, tuple(t[2] for t in group)) for predicate, group in groupby(triples, key=itemgetter(1)))
    return Node(subject, tuple(sorted(said, key=_reading_order)))


def _reading_order(said: tuple[Iri, tuple[Iri | Literal, ...]]) -> int:
    return _RANKS.get(said[0], len(_RANKS))


def _by_offset(node: Node) -> bytes:
    return by_offset(node.subject.encode())


def _place(node: Node) -> int:
    predicate, types = node.said[0]
    return place_of(map(str, types)) if predicate == rdf.TYPE else place_of(())
