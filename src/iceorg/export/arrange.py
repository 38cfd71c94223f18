"""A graph in the order in which people read it: things by kind, then documents, claims and passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from iceorg.model import Kind, Literal
from iceorg.store import read_triples
from iceorg.vocab import ID_BASE, Iri, iceorg, oa, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Triple
    from iceorg.store import Store

_CLAIM = "claim-"
"""What a claim's local name begins with."""

_SECTIONS = (
    ("Organisations", Kind.AGENCY.type),
    ("Units", Kind.UNIT.type),
    ("Posts", Kind.POST.type),
    ("People", Kind.PERSON.type),
    ("Programs", Kind.PROGRAM.type),
    ("Stakeholder groups", Kind.GROUP.type),
    ("Places", Kind.PLACE.type),
    ("Who holds which post", Kind.MEMBERSHIP.type),
    ("Partnerships with a name", Kind.COLLABORATION.type),
    ("Changes", Kind.CHANGE.type),
    ("Stated counts", Kind.COUNT.type),
    ("Other things", None),
    ("Documents", Kind.DOCUMENT.type),
    ("What people decided", iceorg.CurationFile),
    ("What people decided", iceorg.Decision),
    ("Claims: why each fact is believed", iceorg.Claim),
    ("Passages: the words that claims rest on", oa.SpecificResource),
    ("Passages: the words that claims rest on", oa.TextPositionSelector),
    ("Passages: the words that claims rest on", oa.TextQuoteSelector),
)
_TITLES = tuple(dict.fromkeys(title for title, _ in _SECTIONS))
_PLACES = {kind: _TITLES.index(title) for title, kind in _SECTIONS}
_OFFSET = re.compile("(?<=-)[0-9]+(?=-|$)")
_WIDTH = 12
_FIRST = (
    rdf.TYPE,
    skos.PREF_LABEL,
    rdf.SUBJECT,
    rdf.PREDICATE,
    rdf.OBJECT,
    oa.HAS_SOURCE,
    iceorg.QUOTE,
    iceorg.START,
    iceorg.END,
    oa.START,
    oa.END,
)
_RANKS = {predicate: rank for rank, predicate in enumerate(_FIRST)}


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
        return id_base(self.sections)


def arrange(triples: Iterable[Triple]) -> tuple[Section, ...]:
    """Return a graph in sections, those without a subject left out.

    Args:
        triples: Sorted, as a store yields them.
    """
    sections: dict[int, list[Node]] = defaultdict(list)
    for subject, group in groupby(triples, key=itemgetter(0)):
        node = _node(subject, list(group))
        sections[_place(node)].append(node)
    return tuple(Section(_TITLES[place], tuple(sorted(sections[place], key=_by_offset))) for place in sorted(sections))


def id_base(sections: Iterable[Section]) -> str:
    """Return what the IRIs of a graph's things begin with, as its claims show it."""
    claims = (
        node.subject
        for section in sections
        if section.title == _TITLES[_PLACES[iceorg.Claim]]
        for node in section.nodes
    )
    base, mark, _ = next(claims, "").rpartition(_CLAIM)
    return base if mark else ID_BASE


def _node(subject: Iri, triples: list[Triple]) -> Node:
    said = ((predicate, tuple(t[2] for t in group)) for predicate, group in groupby(triples, key=itemgetter(1)))
    return Node(subject, tuple(sorted(said, key=_reading_order)))


def _reading_order(said: tuple[Iri, tuple[Iri | Literal, ...]]) -> int:
    return _RANKS.get(said[0], len(_RANKS))


def _by_offset(node: Node) -> str:
    """Return a key that puts the passage from 98 on before that from 120 on."""
    return _OFFSET.sub(lambda digits: digits[0].zfill(_WIDTH), node.subject)


def _place(node: Node) -> int:
    predicate, types = node.said[0]
    known = [_PLACES[t] for t in types if t in _PLACES] if predicate == rdf.TYPE else []
    return min(known, default=_PLACES[None])
