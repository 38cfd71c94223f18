"""What history says of the chart: when a line is over, what was replaced, where documents differ, what may be one thing.

The rules are those of `iceorg.history`, so that the chart, the report and `iceorg as-of` never say different things.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.chart.evidence import APPARATUS
from iceorg.chart.relations import RELATIONS
from iceorg.chart.view import shown_claims
from iceorg.history import (
    Ending,
    Observation,
    Record,
    Words,
    answers,
    bare,
    candidates,
    differences,
    endings,
    fullness,
    replacements,
)
from iceorg.history.candidates import SUCCESSOR
from iceorg.history.record import dated_by_people
from iceorg.history.slots import HOLDER, PART
from iceorg.model import SLOTS, Status
from iceorg.vocab import Iri, iceorg, oa, org

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.chart.view import View
    from iceorg.history import Candidate, Conflict, Glimpse, Side, Sort
    from iceorg.model import Literal, Triple

    Fact = tuple[Iri, Iri, Iri | Literal]

_APPARATUS_TYPES: Final = frozenset((iceorg.Claim, oa.SpecificResource, oa.TextPositionSelector, oa.TextQuoteSelector))
"""The types of claims, passages and their selectors, of which nothing is asked here."""

_DRAWN: Final = {slot.question: slot.predicate for slot in (*SLOTS, PART)} | {HOLDER: org.HOLDS}
"""The property whose lines answer a question."""

_RELATIONS: Final = {relation.key: relation for relation in RELATIONS}


@dataclass(frozen=True, slots=True)
class Over:
    """A stretch of time in which a line is over or has not begun.

    Args:
        since: Its first day; empty for all days before `until`.
        until: The day after its last one; empty where it goes on.
        reason: Why it is over, in words; empty where it has not begun.
        by: The places of the lines that took its place.
    """

    since: str
    until: str
    reason: str
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One of the answers to a question.

    Args:
        answer: The answer, for people.
        claims: The claims that give it.
        lines: The places of the lines that draw it.
        glimpses: Where a document only names the thing, or may.
    """

    answer: str
    claims: tuple[Iri, ...]
    lines: tuple[int, ...]
    glimpses: tuple[Glimpse, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that documents answer differently.

    Args:
        thing: What it is asked of.
        question: The question.
        sort: What kind of difference it is.
        sides: The answers.
    """

    thing: Iri
    question: str
    sort: Sort
    sides: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two things that may be one, or of which the second may have taken the first's place; no document says so.

    Args:
        first: A thing; the earlier one.
        second: The other.
        follows: Whether the second may have taken the first's place.
        reasons: What they have in common.
        claims: The claims that name the first, and the second.
    """

    first: Iri
    second: Iri
    follows: bool
    reasons: tuple[str, ...]
    claims: tuple[tuple[Iri, ...], tuple[Iri, ...]]


@dataclass(frozen=True, slots=True)
class Past:
    """What history says of a view.

    Args:
        over: By the place of a line, when it is over.
        since: By the place of a line that a person decided and dated, its first day.
        decided: The claims that count from a day that a person gave, and not since a document.
        replaced: By thing, the day since which it is stated to be replaced.
        disputes: Where documents answer differently.
        alike: What may be one thing.
    """

    over: Mapping[int, tuple[Over, ...]]
    since: Mapping[int, str]
    decided: frozenset[Iri]
    replaced: Mapping[Iri, str]
    disputes: tuple[Dispute, ...]
    alike: tuple[Alike, ...]


def read_past(triples: Iterable[Triple], view: View, glimpses: Iterable[Glimpse] = ()) -> Past:
    """Return what history says of a view.

    Args:
        triples: The graph that the view shows; of claims and passages it may say nothing.
        view: What the chart shows.
        glimpses: What documents only name, or may.
    """
    record, seen = _record(triples, view), tuple(glimpses)
    asked = answers(record)
    ended = endings(record, asked)
    days = {one.claim: one.observed for one in record.asserted if one.status is Status.CURATED and one.observed}
    found = *differences(record, answers(record, charges=True)), *bare(record, seen), *fullness(record, seen)
    return Past(
        dict(_lines_over(record, view, ended)) if ended else {},
        dict(_lines_since(view, days)),
        frozenset(days),
        {thing: day for thing, (day, _) in replacements(record).items()},
        tuple(_disputes(view, found)),
        tuple(map(_alike, candidates(record))),
    )


def _record(triples: Iterable[Triple], view: View) -> Record:
    """Return what documents were seen to say of what is shown: the claims are read already, which spares most of the time."""
    described: dict[Iri, dict[Iri, list[Iri | Literal]]] = {}
    for subject, predicate, value in triples:
        if predicate not in APPARATUS and value not in _APPARATUS_TYPES:
            described.setdefault(subject, {}).setdefault(predicate, []).append(value)
    files = {document.iri: document.file for document in view.documents}
    words: dict[Iri, Words] = {}
    observations = []
    for claim in shown_claims(view):
        for quote in claim.quotes:
            if quote.iri not in words:
                file = files.get(quote.document, "")
                words[quote.iri] = Words(file, quote.start, quote.end, quote.words, quote.iri, quote.document)
        those = tuple(words[quote.iri] for quote in claim.quotes)
        observations.append(Observation(claim.iri, claim.said, claim.status, claim.observed_on, "", those))
    return Record(dated_by_people(tuple(observations), described), described)


def _lines_over(
    record: Record, view: View, ended: Mapping[Fact, tuple[Ending, ...]]
) -> Iterator[tuple[int, tuple[Over, ...]]]:
    first = _first_seen(record)
    facts = [{claim.said for claim in line.evidence} for line in view.lines]
    places: dict[Fact, list[int]] = defaultdict(list)
    for place, said in enumerate(facts):
        for fact in said:
            places[fact].append(place)
    for place, said in enumerate(facts):
        if not ended.keys().isdisjoint(said):
            dated = [fact for fact in said if fact in first]
            yield place, tuple(_stretches(dated, first, ended, places))


def _first_seen(record: Record) -> Mapping[Fact, str]:
    """Return the day of the first dated document that states each fact."""
    found: dict[Fact, str] = {}
    for one in record.asserted:
        if one.observed and one.observed < found.get(one.fact, "~"):
            found[one.fact] = one.observed
    return found


def _stretches(
    facts: list[Fact],
    first: Mapping[Fact, str],
    ended: Mapping[Fact, tuple[Ending, ...]],
    places: Mapping[Fact, list[int]],
) -> Iterator[Over]:
    """Yield the stretches in which all that had been seen of a line is over."""
    bounds = {first[fact] for fact in facts}
    bounds |= {day for fact in facts for one in ended.get(fact, ()) for day in (one.since, one.until) if day}
    days = sorted(bounds)
    for day, until in zip(days, [*days[1:], ""], strict=False):  # no day, no stretch
        known = [fact for fact in facts if first[fact] <= day]
        ends = [next((one for one in ended.get(fact, ()) if one.covers(day)), None) for fact in sorted(known, key=str)]
        those = [one for one in ends if one]
        if those and len(those) == len(ends):
            by = {place for one in those for fact in one.by for place in places.get(fact, ())}
            yield Over(day, until, those[0].reason, tuple(sorted(by)))


def _lines_since(view: View, days: Mapping[Iri, str]) -> Iterator[tuple[int, str]]:
    for place, line in enumerate(view.lines) if days else ():
        told = [days.get(claim.iri, "") for claim in line.evidence]
        if told and all(told):
            yield place, min(told)


def _disputes(view: View, conflicts: Iterable[Conflict]) -> Iterator[Dispute]:
    iris = {node.id: node.iri for node in view.nodes}
    touching: dict[Iri, list[int]] = defaultdict(list)
    for place, line in enumerate(view.lines):
        touching[iris[line.upper]].append(place)
        touching[iris[line.lower]].append(place)
    for conflict in conflicts:
        predicate = _DRAWN.get(conflict.question)
        lines = {place: view.lines[place] for place in touching[conflict.thing]}
        drawn = {
            claim.iri: place
            for place, line in lines.items()
            if _RELATIONS[line.kind].predicate == predicate
            for claim in line.evidence
        }
        sides = tuple(_told(side, drawn) for side in conflict.sides)
        yield Dispute(conflict.thing, conflict.question, conflict.sort, sides)


def _alike(one: Candidate) -> Alike:
    first, second = (tuple(seen.claim for seen in side) for side in one.observations)
    return Alike(one.first, one.second, one.sort == SUCCESSOR, one.reasons, (first, second))


def _told(side: Side, drawn: Mapping[Iri, int]) -> Told:
    claims = tuple(one.claim for one in side.observations)
    lines = sorted({drawn[claim] for claim in claims if claim in drawn})
    return Told(side.answer, claims, tuple(lines), side.glimpses)
