"""What the documents were seen to say, and when: the claims of a graph with their words and dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from iceorg.model import Cited, CitedClaim, CitedPassage, Literal, Status
from iceorg.vocab import Iri, dcterms, foaf, iceorg, oa, org, prov, rdf, schema, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.model import Triple

    Cell = Iri | Literal
    Described = Mapping[Iri, Mapping[Iri, list[Cell]]]

SELECTORS: Final = frozenset({oa.TextPositionSelector, oa.TextQuoteSelector})
"""The classes of what says again where a passage stands: a quarter of a graph."""
_STATUSES: Final = {status.term: status for status in Status}
_NAMINGS: Final = (skos.PREF_LABEL, foaf.NAME, iceorg.FILE_NAME)
_ABOVE: Final = (org.SUB_ORGANIZATION_OF, org.POST_IN)


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A passage that a claim rests on.

    Args:
        file: Name of the document's file.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        quote: The exact words.
        passage: The passage's IRI.
        document: The document's IRI.
    """

    file: str
    start: int
    end: int
    quote: str
    passage: Iri
    document: Iri


@dataclass(frozen=True, slots=True)
class Observation:
    """One claim: that a document was seen to say something.

    Args:
        claim: The claim's IRI.
        fact: Subject, predicate and object.
        status: How it follows from the document.
        observed: The document's own date, as ISO text; empty for an undated one. Of a rename that a person dated, its day.
        captured: When an undated document was on line, by outside evidence; empty where not known.
        words: The passages, in text order.
    """

    claim: Iri
    fact: tuple[Iri, Iri, Cell]
    status: Status
    observed: str
    captured: str
    words: tuple[Words, ...]

    @property
    def documents(self) -> AbstractSet[Iri]:
        """The documents that it rests on."""
        return {words.document for words in self.words}


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody fills a post, from and until when as far as a document tells."""

    person: Iri
    post: Iri
    capacity: str
    begin: str
    end: str


@dataclass(frozen=True)
class Record:
    """All observations of a graph, and what it takes to speak of them.

    Args:
        observations: The claims, sorted by IRI.
        described: Every subject of the graph with its values by property.
    """

    observations: tuple[Observation, ...]
    described: Described = field(repr=False)

    def values(self, thing: Iri, predicate: Iri) -> list[Cell]:
        """Return the values of a property of a thing."""
        return self.described.get(thing, {}).get(predicate, [])

    def value(self, thing: Iri, predicate: Iri) -> str:
        """Return the first value of a property as text; nothing if there is none."""
        return min((_text(cell) for cell in self.values(thing, predicate)), default="")

    def name(self, cell: Cell) -> str:
        """Return what people call a thing; a value is its own name."""
        if isinstance(cell, Literal):
            return cell.value
        if number := self.value(cell, rdf.VALUE):
            bound = {iceorg.AtLeast: "at least ", iceorg.AtMost: "at most "}.get(
                Iri(self.value(cell, iceorg.BOUND)), ""
            )
            return f"{bound}{number} {self.value(cell, iceorg.COUNTED)}"
        if cell in self.memberships:
            return self._membership_name(self.memberships[cell])
        return next((name for naming in _NAMINGS if (name := self.value(cell, naming))), "") or shorten(cell)

    def _membership_name(self, membership: Membership) -> str:
        held = f"{self.name(membership.person)} as {self.name(membership.post)}"
        return f"{held} ({membership.capacity})" if membership.capacity else held

    @cached_property
    def asserted(self) -> tuple[Observation, ...]:
        """The observations whose fact the graph holds."""
        return tuple(one for one in self.observations if one.status.asserted)

    @cached_property
    def memberships(self) -> Mapping[Iri, Membership]:
        """The memberships that name both a person and a post."""
        found = {thing for thing, told in self.described.items() if org.MEMBER in told and iceorg.POST in told}
        return {thing: self._membership(thing) for thing in sorted(found)}

    def _membership(self, thing: Iri) -> Membership:
        capacities = {iceorg.Acting: "acting", iceorg.PerformingTheDuties: "performing the duties"}
        return Membership(
            Iri(self.value(thing, org.MEMBER)),
            Iri(self.value(thing, iceorg.POST)),
            capacities.get(Iri(self.value(thing, iceorg.CAPACITY)), ""),
            self.value(thing, schema.START_DATE),
            self.value(thing, schema.END_DATE),
        )

    def above(self, thing: Cell) -> AbstractSet[str]:
        """Return the bodies that a thing is part of or belongs to, directly and through others."""
        found: dict[str, None] = {}
        waiting = [str(thing)] if isinstance(thing, str) else []
        while waiting:
            at = Iri(waiting.pop())
            for body in (str(_text(cell)) for predicate in _ABOVE for cell in self.values(at, predicate)):
                if body not in found:
                    found[body] = None
                    waiting.append(body)
        return found.keys()

    def nested(self, one: Cell, other: Cell) -> bool:
        """Return whether one of two bodies is part of the other: then they do not exclude each other."""
        return _text(one) in self.above(other) or _text(other) in self.above(one)

    def is_document(self, thing: Iri) -> bool:
        """Return whether a thing is one of the documents."""
        return iceorg.SHA256 in self.described.get(thing, {})

    @cached_property
    def speaking(self) -> Mapping[Iri, AbstractSet[Iri]]:
        """The documents that speak of each thing."""
        found: dict[Iri, set[Iri]] = defaultdict(set)
        for one in self.observations:
            found[one.fact[0]] |= one.documents
        return found

    @cached_property
    def first_named(self) -> Mapping[Iri, str]:
        """The day of the first dated document that speaks of a thing."""
        found: dict[Iri, str] = {}
        for one in sorted(self.observations, key=lambda one: one.observed):
            if one.observed:
                found.setdefault(one.fact[0], one.observed)
        return found


def read_record(whole: Iterable[Triple] | Cited) -> Record:
    """Return what a graph knows of who said what when.

    Args:
        whole: A whole graph as `iceorg build` writes it, in any order; or with its claims read already.
    """
    cited = whole if isinstance(whole, Cited) else Cited((), {}, tuple(whole))
    described: dict[Iri, dict[Iri, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in cited.rest:
        described[subject][predicate].append(value)
    graph = {subject: dict(told) for subject, told in described.items()}
    # Several claims rest on one passage, and many passages are of one document.
    file = cache(lambda document: _first(graph, document, iceorg.FILE_NAME) or shorten(document))
    captured = cache(lambda document: _first(graph, document, iceorg.CAPTURED_ON))

    @cache
    def words(passage: Iri) -> Words:
        one = cited.passages.get(passage) or _passage(passage, graph)
        return Words(file(one.document), one.start, one.end, one.quote, passage, one.document)

    claims = (*cited.claims, *(_claim(name, told) for name, told in graph.items() if iceorg.STATUS in told))
    seen = [_observation(claim, words, captured) for claim in sorted(claims, key=itemgetter(0))]
    return Record(dated_by_people(tuple(seen), graph), graph)


def dated_by_people(observations: tuple[Observation, ...], described: Described) -> tuple[Observation, ...]:
    """Return observations in which all claims of a rename that a person dated count from its day.

    Args:
        observations: The claims.
        described: Every subject of the graph with its values by property.
    """
    days = {
        (new, dcterms.REPLACES, old): _text(told[dcterms.DATE][0])
        for told in described.values()
        if dcterms.DATE in told
        for new in told.get(org.RESULTING_ORGANIZATION, ())
        for old in told.get(org.ORIGINAL_ORGANIZATION, ())
    }
    if not days:
        return observations
    made = {one.claim: tuple(described.get(one.claim, {}).get(prov.WAS_GENERATED_BY, ())) for one in observations}
    decided = {made[one.claim]: days[one.fact] for one in observations if one.fact in days and made[one.claim]}
    return tuple(
        replace(one, observed=decided[made[one.claim]]) if made[one.claim] in decided else one for one in observations
    )


def without_selectors(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples of a graph but for those of selectors: a quarter of it, which says again what passages say.

    Args:
        triples: A graph, subject by subject.
    """
    for _, group in groupby(triples, key=itemgetter(0)):
        told = list(group)
        if not any(predicate == rdf.TYPE and value in SELECTORS for _, predicate, value in told):
            yield from told


def _observation(claim: CitedClaim, words_of: Callable[[Iri], Words], captured_on: Callable[[Iri], str]) -> Observation:
    words = tuple(sorted(map(words_of, claim.passages)))
    captured = {captured_on(one.document) for one in words}
    return Observation(
        claim.iri,
        claim.said,
        _STATUSES[claim.status],
        claim.observed_on,
        max(captured) if "" not in captured else "",
        words,
    )


def _claim(claim: Iri, told: Mapping[Iri, list[Cell]]) -> CitedClaim:
    return CitedClaim(
        claim,
        (Iri(_text(told[rdf.SUBJECT][0])), Iri(_text(told[rdf.PREDICATE][0])), told[rdf.OBJECT][0]),
        Iri(_text(told[iceorg.STATUS][0])),
        "",
        tuple(Iri(_text(passage)) for passage in told[prov.WAS_DERIVED_FROM]),
        observed_on=_least(told.get(iceorg.OBSERVED_ON, [])),
    )


def _passage(passage: Iri, graph: Described) -> CitedPassage:
    return CitedPassage(
        passage,
        Iri(_first(graph, passage, oa.HAS_SOURCE)),
        int(_first(graph, passage, iceorg.START)),
        int(_first(graph, passage, iceorg.END)),
        _first(graph, passage, iceorg.QUOTE),
    )


def _first(graph: Described, thing: Iri, predicate: Iri) -> str:
    return _least(graph.get(thing, {}).get(predicate, []))


def _least(cells: list[Cell]) -> str:
    return _text(cells[0]) if len(cells) == 1 else min(map(_text, cells), default="")


def _text(cell: Cell) -> str:
    return cell.value if isinstance(cell, Literal) else cell
