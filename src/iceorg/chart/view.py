"""What the chart shows: things, the lines between them, and the words behind both.

`read_view` is pure and its result is sorted, so equal graphs give equal pages, byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from iceorg.chart import words
from iceorg.chart.evidence import CitedDocument, Evidence, Statements, in_order, local_name
from iceorg.chart.relations import RANKS, RELATIONS, Relation
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, foaf, iceorg, org, rdf, rdfs, shorten, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.chart.evidence import Object
    from iceorg.model import Cited, Triple

SHOWN: Final = tuple(kind for kind in words.KINDS if kind is not Kind.UNKNOWN)
"""The kinds of things that have a card. Counts are facts of the things they are said of."""

NAMES: Final = frozenset({skos.PREF_LABEL, iceorg.ACRONYM, skos.ALT_LABEL, rdf.TYPE})
DATES: Final = frozenset({xsd.DATE, xsd.G_YEAR_MONTH, xsd.G_YEAR})
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
        predicate: The property.
        object: The value as the graph has it.
    """

    name: str
    value: str
    evidence: tuple[Evidence, ...]
    naming: bool
    predicate: Iri
    object: Object


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
        note: In what capacity a person holds a post, in words, where it is not the ordinary one.
        evidence: The claims that assert it.
        capacity: The same, as a word of the page's own: `acting` or `performing`.
    """

    upper: str
    lower: str
    kind: str
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    capacity: str = ""

    @property
    def id(self) -> str:
        """Its name in the page: kind and both ends."""
        return f"{self.kind}~{self.upper}~{self.lower}"


@dataclass(frozen=True, slots=True)
class View:
    """All that the chart shows.

    Args:
        documents: Every document of the graph, sorted by date, the undated last.
        nodes: Sorted by id.
        lines: Sorted by kind, the strongest first, and ends; no two have the same kind and ends.
    """

    documents: tuple[CitedDocument, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def read_view(whole: Iterable[Triple] | Cited) -> View:
    """Return what the chart shows of a graph.

    Args:
        whole: A whole graph, in any order; or with its claims read already.
    """
    graph = Statements(whole)
    stated = tuple(_stated_lines(graph))
    kinds = dict(_kinds(graph, stated))
    ids = _page_ids(kinds)
    facts = _facts(graph, kinds)
    nodes = (_node(graph, iri, kind, ids[iri], facts.get(iri, ())) for iri, kind in kinds.items())
    lines = _merged(_lines(graph, stated, ids))
    return View(graph.documents, tuple(sorted(nodes, key=lambda node: node.id)), lines)


def shown_claims(view: View) -> tuple[Evidence, ...]:
    """Return every claim behind something that is shown, once, sorted by name."""
    parts: Iterable[Line | Fact] = chain(view.lines, chain.from_iterable(node.facts for node in view.nodes))
    found = {claim.iri: claim for part in parts for claim in part.evidence}
    return tuple(found[iri] for iri in sorted(found))


def _kinds(graph: Statements, stated: Iterable[tuple[Relation, Iri, Iri]]) -> Iterator[tuple[Iri, Kind]]:
    """Yield everything that has a card: what is of a shown class, and what a line leads to."""
    for _, upper, lower in stated:
        yield upper, Kind.UNKNOWN
        yield lower, Kind.UNKNOWN
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


def _node(graph: Statements, iri: Iri, kind: Kind, page_id: str, facts: Iterable[Fact]) -> Node:
    label = graph.text(iri, skos.PREF_LABEL) or graph.text(iri, rdfs.LABEL) or local_name(iri) or iri
    return Node(page_id, iri, kind, label, graph.text(iri, iceorg.ACRONYM), tuple(facts))


# --- facts


def _facts(graph: Statements, things: Iterable[Iri]) -> dict[Iri, list[Fact]]:
    """Return what is said of each thing, in the order of `words.FACTS`."""
    found: dict[Iri, list[Fact]] = {thing: [] for thing in things}
    for predicate in sorted(graph.predicates, key=lambda one: (_ORDER.get(one, len(_ORDER)), one)):
        name, naming = words.FACTS.get(predicate, shorten(predicate)), predicate in NAMES
        for subject in graph.having(predicate) if predicate != foaf.NAME else ():
            if subject in found:
                for value in graph.values(subject, predicate):
                    if not _is_repeated(graph, subject, predicate, value):
                        evidence = graph.evidence(subject, predicate, value)
                        found[subject].append(Fact(name, _in_words(graph, value), evidence, naming, predicate, value))
    return found


def _is_repeated(graph: Statements, subject: Iri, predicate: Iri, value: Object) -> bool:
    """Whether a line or an acronym says the same."""
    if predicate in _LINES:
        return not isinstance(value, Literal)
    return predicate == skos.ALT_LABEL and value in graph.values(subject, iceorg.ACRONYM)


def _in_words(graph: Statements, value: Object) -> str:
    if isinstance(value, Literal):
        return words.date_in_words(value.value) if value.datatype in DATES else value.value
    if value in _TERMS:
        return _TERMS[value]
    if number := graph.text(value, rdf.VALUE):
        bounds = [words.BOUNDS.get(bound, "") for bound in graph.things(value, iceorg.BOUND)]
        return " ".join(filter(None, [*bounds, number, graph.text(value, iceorg.COUNTED)]))
    return graph.text(value, skos.PREF_LABEL) or shorten(value)


_TERMS: Final[dict[Iri, str]] = {kind.type: words.KINDS[kind] for kind in SHOWN} | {iceorg.HeadRole: words.HEAD_ROLE}


# --- lines


def _lines(graph: Statements, stated: Iterable[tuple[Relation, Iri, Iri]], ids: Mapping[Iri, str]) -> Iterator[Line]:
    for relation, upper, lower in stated:
        if upper != lower:
            subject, value = (lower, upper) if relation.upwards else (upper, lower)
            evidence = graph.evidence(subject, relation.predicate, value)
            yield Line(ids[upper], ids[lower], relation.key, evidence=evidence)
    for membership in graph.of_type(org.Membership):
        yield from _holding(graph, membership, ids)


def _holding(graph: Statements, membership: Iri, ids: Mapping[Iri, str]) -> Iterator[Line]:
    """Yield the line of a person in a post; of a person in a body where no post is stated."""
    capacities = [one for one in graph.things(membership, iceorg.CAPACITY) if words.CAPACITIES.get(one)]
    uppers = graph.things(membership, iceorg.POST) or graph.things(membership, org.ORGANIZATION)
    said = graph.said_of(membership)
    evidence = in_order(claim for predicate, value in said for claim in graph.evidence(membership, predicate, value))
    for person in graph.things(membership, org.MEMBER):
        for upper in uppers:
            if upper in ids and person in ids:
                yield Line(
                    ids[upper],
                    ids[person],
                    "holds",
                    ", ".join(words.CAPACITIES[one] for one in capacities),
                    evidence,
                    CAPACITIES.get(capacities[0], "") if capacities else "",
                )


CAPACITIES: Final[dict[Iri, str]] = {iceorg.Acting: "acting", iceorg.PerformingTheDuties: "performing"}
"""How a person may hold a post other than in the ordinary way, as the page's script names it."""


def _merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines in order, with those of one kind and the same ends as one."""
    merged: dict[str, Line] = {}
    for line in lines:
        known = merged.setdefault(line.id, line)
        if known is not line:
            merged[line.id] = _joined(known, line)
    return tuple(sorted(merged.values(), key=lambda line: (RANKS[line.kind], line.upper, line.lower)))


def _joined(one: Line, other: Line) -> Line:
    """Return two lines of one kind and the same ends as one."""
    return replace(
        one,
        note=", ".join(dict.fromkeys(filter(None, [one.note, other.note]))),
        capacity=one.capacity or other.capacity,
        evidence=in_order(one.evidence + other.evidence),
    )
