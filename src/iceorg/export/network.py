"""The graph as a network for programs that draw and measure: things, and what joins them; no claims, but how many there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.export.quads import statements, things
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, iceorg, org, prov, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.export.arrange import Arranged, Said
    from iceorg.model import Triple

_KINDS = {kind.type: kind.value for kind in Kind if kind is not Kind.UNKNOWN}
_NO_NODES = {Kind.MEMBERSHIP, Kind.COUNT, Kind.DOCUMENT}
_NOT_ASSERTED = (iceorg.Suggested, iceorg.Rejected)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its IRI, its name (the end of its IRI if it has none), what it is, and its other names."""

    iri: Iri
    name: str
    kind: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Something stated between two things: the property's short name, or the capacity in which a person fills a post."""

    source: Iri
    target: Iri
    relation: str
    statuses: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Network:
    """Things and what joins them, both sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(graph: Arranged) -> Network:
    """Return the network of a graph: its things, and the facts between them.

    A membership is an edge from person to post; where it is substantive the plain `holds` says so already.
    """
    kinds = {subject: kind for subject, about in graph.said.items() if (kind := kind_of(about))}
    nodes = [_node(iri, kinds[iri], graph.said[iri]) for iri in sorted(kinds) if kinds[iri] not in _NO_NODES]
    known = {node.iri for node in nodes}
    claims = claims_by_fact(graph.said)
    joined = [*_facts(graph.said, known, claims), *_memberships(graph.said, kinds, known, claims)]
    return Network(tuple(nodes), tuple(sorted(joined, key=lambda edge: (edge.source, edge.relation, edge.target))))


def kind_of(about: Said) -> str:
    """Return what kind of thing something is, such as `unit`; empty for claims, passages and the like."""
    return next((_KINDS[one] for one in sorted(things(about, rdf.TYPE)) if one in _KINDS), "")


def name_of(iri: Iri, about: Said) -> str:
    """Return a thing's preferred name, or the end of its IRI."""
    return next(iter(texts(about, skos.PREF_LABEL)), local_name(iri))


def texts(about: Said, predicate: Iri) -> tuple[str, ...]:
    """Return the texts among the values of a property."""
    return tuple(term.value for term in about.get(predicate, ()) if isinstance(term, Literal))


def local_name(iri: Iri) -> str:
    """Return what follows the last `#` or `/`.

    >>> local_name(Iri("http://www.w3.org/ns/org#reportsTo"))
    'reportsTo'
    """
    return iri.rstrip("#/").replace("#", "/").rpartition("/")[2]


def claims_by_fact(said: Mapping[Iri, Said]) -> dict[Triple, list[Iri]]:
    """Return the claims of each fact, without those that are only suggested or were rejected."""
    claims: dict[Triple, list[Iri]] = defaultdict(list)
    for claim, about in said.items():
        if iceorg.Claim in about.get(rdf.TYPE, ()) and not set(_NOT_ASSERTED) & set(about.get(iceorg.STATUS, ())):
            for fact in statements(about):
                claims[fact].append(claim)
    return claims


def _node(iri: Iri, kind: str, about: Said) -> Node:
    return Node(iri, name_of(iri, about), kind, tuple(sorted(texts(about, skos.ALT_LABEL))))


def _facts(said: Mapping[Iri, Said], known: set[Iri], claims: Mapping[Triple, list[Iri]]) -> Iterator[Edge]:
    for source in known:
        for predicate, values in said[source].items():
            for target in values:
                if not isinstance(target, Literal) and target in known:
                    backing = claims.get((source, predicate, target), [])
                    yield Edge(source, target, local_name(predicate), _statuses(said, backing), len(backing))


def _memberships(
    said: Mapping[Iri, Said], kinds: Mapping[Iri, str], known: set[Iri], claims: Mapping[Triple, list[Iri]]
) -> Iterator[Edge]:
    for membership in (iri for iri, kind in kinds.items() if kind == Kind.MEMBERSHIP):
        about = said[membership]
        capacities = things(about, iceorg.CAPACITY) - {iceorg.Substantive}
        for person in things(about, org.MEMBER) & known:
            backing = claims.get((membership, org.MEMBER, person), [])
            for post in things(about, iceorg.POST) & known:
                for capacity in capacities:
                    yield Edge(person, post, local_name(capacity), _statuses(said, backing), len(backing))


def _statuses(said: Mapping[Iri, Said], claims: list[Iri]) -> tuple[str, ...]:
    return tuple(sorted({local_name(status) for claim in claims for status in things(said[claim], iceorg.STATUS)}))


def documents_of(claim: Said, said: Mapping[Iri, Said], source: Iri) -> tuple[Iri, ...]:
    """Return the documents that a claim rests on."""
    passages = things(claim, prov.WAS_DERIVED_FROM)
    return tuple(sorted({one for passage in passages for one in things(said.get(passage, {}), source)}))
