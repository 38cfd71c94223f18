"""What the chart shows: things, the lines between them, and the words behind both.

`read_view` is pure and its result is sorted, so equal graphs give equal pages, byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from iceorg.chart import words
from iceorg.chart.evidence import CitedDocument, Evidence, Statements, in_order, local_name
from iceorg.chart.relations import RANKS, RELATIONS, Relation
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, foaf, iceorg, org, rdf, rdfs, shorten, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.chart.evidence import Object
    from iceorg.model import Triple

SHOWN: Final = tuple(kind for kind in words.KINDS if kind is not Kind.UNKNOWN)
"""The kinds of things that have a card. Places and counts are facts of the things they are said of."""

NAMES: Final = frozenset({skos.PREF_LABEL, iceorg.ACRONYM, skos.ALT_LABEL, rdf.TYPE})
_DATES: Final = frozenset({xsd.DATE, xsd.G_YEAR_MONTH, xsd.G_YEAR})
_LINES: Final = frozenset(relation.predicate for relation in RELATIONS)
_ORDER: Final = {predicate: place for place, predicate in enumerate(words.FACTS)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a card that is not a line.

    Args:
        name: What the value is called, for people.
        value: The value, for people.
        evidence: The claims that assert it.
        naming: Whether it is a name or the kind of the thing.
    """

    name: str
    value: str
    evidence: tuple[Evidence, ...]
    naming: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with a card.

    Args:
        id: Its short name in the page, the same for the same thing.
        iri: Its name in the graph.
        kind: What it is.
        label: The name that people see.
        acronym: Its short name, or nothing.
        facts: What is said of it, in the order of `words.FACTS`.
    """

    id: str
    iri: Iri
    kind: Kind
    label: str
    acronym: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A stated relation between two cards.

    Args:
        upper: Id of the node at the upper end.
        lower: Id of the node at the lower end.
        kind: A key of `words.LINES`.
        note: In what capacity a person holds a post, where it is not the ordinary one.
        evidence: The claims that assert it.
    """

    upper: str
    lower: str
    kind: str
    note: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """Its name in the page: kind and both ends."""
        return f"{self.kind}~{self.upper}~{self.lower}"


@dataclass(frozen=True, slots=True)
class View:
    """All that the chart shows.

    Args:
        documents: Every document of the graph, sorted by IRI.
        nodes: Sorted by id.
        lines: Sorted by kind, the strongest first, and ends; no two have the same kind and ends.
    """

    documents: tuple[CitedDocument, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def read_view(triples: Iterable[Triple]) -> View:
    """Return what the chart shows of a graph.

    Args:
        triples: A whole graph, in any order.
    """
    graph = Statements(triples)
    kinds = dict(_kinds(graph))
    ids = _page_ids(kinds)
    lines = _merged(_lines(graph, ids))
    nodes = (_node(graph, iri, kinds[iri], ids[iri]) for iri in ids)
    return View(graph.documents, tuple(sorted(nodes, key=lambda node: node.id)), lines)


def _kinds(graph: Statements) -> Iterator[tuple[Iri, Kind]]:
    """Yield everything that has a card: what is of a shown class, and what a line leads to."""
    for iri in sorted({end for _, upper, lower in _stated_lines(graph) for end in (upper, lower)}):
        yield iri, Kind.UNKNOWN
    for kind in reversed(SHOWN):
        for iri in graph.of_type(kind.type):
            yield iri, kind


def _stated_lines(graph: Statements) -> Iterator[tuple[Relation, Iri, Iri]]:
    """Yield relation, upper end and lower end of every line that is one triple."""
    for relation in RELATIONS:
        for subject in graph.having(relation.predicate):
            for value in graph.things(subject, relation.predicate):
                yield relation, *((value, subject) if relation.upwards else (subject, value))


def _page_ids(kinds: Iterable[Iri]) -> dict[Iri, str]:
    """Return a short name for each thing: the local name, or the whole IRI where two have the same."""
    by_name: dict[str, list[Iri]] = defaultdict(list)
    for iri in sorted(kinds):
        by_name[local_name(iri) or iri].append(iri)
    return {iri: name if len(sharers) == 1 else iri for name, sharers in by_name.items() for iri in sharers}


def _node(graph: Statements, iri: Iri, kind: Kind, page_id: str) -> Node:
    label = graph.text(iri, skos.PREF_LABEL) or graph.text(iri, rdfs.LABEL) or local_name(iri) or iri
    return Node(page_id, iri, kind, label, graph.text(iri, iceorg.ACRONYM), tuple(_facts(graph, iri)))


# --- facts


def _facts(graph: Statements, iri: Iri) -> Iterator[Fact]:
    acronyms = graph.values(iri, iceorg.ACRONYM)
    for predicate in sorted(graph.predicates(iri), key=lambda one: (_ORDER.get(one, len(_ORDER)), one)):
        for value in graph.values(iri, predicate):
            repeated = predicate == foaf.NAME or (predicate == skos.ALT_LABEL and value in acronyms)
            if predicate not in _LINES and not repeated:
                yield Fact(
                    words.FACTS.get(predicate, shorten(predicate)),
                    _in_words(graph, value),
                    graph.evidence(iri, predicate, value),
                    naming=predicate in NAMES,
                )


def _in_words(graph: Statements, value: Object) -> str:
    if isinstance(value, Literal):
        return words.date_in_words(value.value) if value.datatype in _DATES else value.value
    if value == iceorg.HeadRole:
        return words.HEAD_ROLE
    if number := graph.text(value, rdf.VALUE):
        bounds = [words.BOUNDS.get(bound, "") for bound in graph.things(value, iceorg.BOUND)]
        return " ".join(filter(None, [*bounds, number, graph.text(value, iceorg.COUNTED)]))
    return graph.text(value, skos.PREF_LABEL) or _KIND_NAMES.get(value) or shorten(value)


_KIND_NAMES: Final[dict[str, str]] = {kind.type: words.KINDS[kind] for kind in SHOWN}


# --- lines


def _lines(graph: Statements, ids: Mapping[Iri, str]) -> Iterator[Line]:
    for relation, upper, lower in _stated_lines(graph):
        if upper != lower:
            subject, value = (lower, upper) if relation.upwards else (upper, lower)
            evidence = graph.evidence(subject, relation.predicate, value)
            yield Line(ids[upper], ids[lower], relation.key, evidence=evidence)
    for membership in graph.of_type(org.Membership):
        yield from _holding(graph, membership, ids)


def _holding(graph: Statements, membership: Iri, ids: Mapping[Iri, str]) -> Iterator[Line]:
    """Yield the line of a person in a post; of a person in a body where no post is stated."""
    capacities = graph.things(membership, iceorg.CAPACITY)
    note = ", ".join(filter(None, (words.CAPACITIES.get(capacity, "") for capacity in capacities)))
    uppers = graph.things(membership, iceorg.POST) or graph.things(membership, org.ORGANIZATION)
    evidence = in_order(
        claim
        for predicate in graph.predicates(membership)
        for value in graph.values(membership, predicate)
        for claim in graph.evidence(membership, predicate, value)
    )
    for person in graph.things(membership, org.MEMBER):
        for upper in uppers:
            if upper in ids and person in ids:
                yield Line(ids[upper], ids[person], "holds", note, evidence)


def _merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines in order, with those of one kind and the same ends as one."""
    merged: dict[str, Line] = {}
    for line in lines:
        known = merged.get(line.id, line)
        notes = ", ".join(dict.fromkeys(filter(None, [known.note, line.note])))
        merged[line.id] = replace(known, note=notes, evidence=in_order(known.evidence + line.evidence))
    return tuple(sorted(merged.values(), key=lambda line: (RANKS[line.kind], line.upper, line.lower)))
