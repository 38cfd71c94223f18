"""Where the documents give different answers to a question that has one answer at a time.

Nothing is decided here: every answer is kept, with the documents that give it and their dates. An
answer may have changed, or one may be part of the other; the words are there to be read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.model import SLOTS, Literal, differ
from iceorg.vocab import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from iceorg.model import Claim, DocumentId, Key, Reading, Resolution, Slot
    from iceorg.vocab import Iri

    Term = Iri | Key | Literal


@dataclass(frozen=True, slots=True, order=True)
class Witness:
    """A document that gives an answer: its name, and its own date if it states one."""

    document: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the answers.

    Args:
        answer: The answer, for people.
        witnesses: The documents that give it, sorted.
    """

    answer: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that the documents answer differently.

    Args:
        thing: What it is asked of, for people.
        question: The question.
        sides: The answers, sorted; at least two.
    """

    thing: str
    question: str
    sides: tuple[Side, ...]


def differences(resolution: Resolution) -> tuple[Difference, ...]:
    """Return where the documents differ, sorted by thing.

    Args:
        resolution: All documents as one.
    """
    labels: dict[str, str] = {thing.iri: thing.label for thing in resolution.things}
    readings = {reading.layout.document.id: reading for reading in resolution.readings}
    found = (
        Difference(_name(asked, labels), slot.question, _sides(answers, labels, readings))
        for slot in SLOTS
        for asked, answers in _answers(resolution.claims, slot).items()
        if differ(answers.values())
    )
    return tuple(sorted(found, key=lambda one: (one.thing, one.question)))


def _answers(claims: Iterable[Claim], slot: Slot) -> dict[Term, dict[Term, set[DocumentId]]]:
    """Return, for each thing that the question is asked of, every answer with the documents that give it."""
    found: dict[Term, dict[Term, set[DocumentId]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if claim.predicate == slot.predicate and claim.status.asserted:
            asked, answer = (claim.object, claim.subject) if slot.of_object else (claim.subject, claim.object)
            found[asked][answer] |= {passage.document for passage in claim.passages}
    return found


def _sides(
    answers: Mapping[Term, set[DocumentId]], labels: Mapping[str, str], readings: Mapping[DocumentId, Reading]
) -> tuple[Side, ...]:
    sides = (
        Side(_name(answer, labels), tuple(sorted(_witness(readings[document]) for document in documents)))
        for answer, documents in answers.items()
    )
    return tuple(sorted(sides, key=lambda side: (side.answer, side.witnesses)))


def _witness(reading: Reading) -> Witness:
    date = stated_date(reading)
    return Witness(reading.layout.document.name, date.isoformat() if date else None)


def stated_date(reading: Reading) -> date | None:
    """Return the date that a document states for itself; where a person has read it, as that person did."""
    return reading.layout.document.source.stated_date or reading.observed_on


def _name(term: Term, labels: Mapping[str, str]) -> str:
    if isinstance(term, Literal):
        return term.value
    return labels.get(str(term)) or shorten(str(term))
