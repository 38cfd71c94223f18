"""Where documents answer one question differently, where they agree, and names that may mislead.

Nothing is decided here. That answers differ is found by general rules over the questions of `slots`; whether it is a
change over time, a disagreement of one day or a document at odds with itself follows from the dates alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Final

from iceorg.history.alike import NOTE, SHARING, alike, named
from iceorg.history.glimpses import Telling
from iceorg.history.slots import HEADS, HOLDER, RUNS, TOP, answers, excludes
from iceorg.history.standing import INSIDE, NAMING
from iceorg.model import differ
from iceorg.query import in_words
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.history.glimpses import Glimpse
    from iceorg.history.record import Observation, Record
    from iceorg.history.slots import Answer
    from iceorg.history.standing import Fact


class Sort(StrEnum):
    """What kind of difference it is, by the dates of the documents."""

    ITSELF = "one document against itself"
    SAME_DAY = "documents of one day"
    UNDATED = "undated on one side"
    OVER_TIME = "documents of different dates"
    NAMES = "names, perhaps of one thing"
    UNREAD = "named only in text that is not read"
    AGREED = "documents agree"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the answers.

    Args:
        answer: The answer, for people.
        observations: The claims that give it, by date; the undated first.
        glimpses: Where documents only name the thing, in text that is not read, or may mean it by an entry: no claim is
            made of that.
    """

    answer: str
    observations: tuple[Observation, ...]
    glimpses: tuple[Glimpse, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that documents answer differently, or a fact in which they agree.

    Args:
        sort: What kind it is.
        thing: What the question is asked of.
        question: The question.
        note: What is to be known, as that one answer is part of the other.
        sides: The answers, by date.
    """

    sort: Sort
    thing: Iri
    question: str
    note: str
    sides: tuple[Side, ...]


_SEVERAL: Final = (RUNS, HOLDER, HEADS, TOP)
"""Questions that one document may well answer several times, as of a post that one held after the other."""

_FULLNESS: Final = "how much is told of it"


def conflicts(record: Record, glimpses: Iterable[Glimpse] = ()) -> tuple[Conflict, ...]:
    """Return where documents answer a question differently, and names that may be of one thing.

    Args:
        record: What the documents were seen to say.
        glimpses: What documents name only in text that is not read, or perhaps in bare entries, and others say more of.
    """
    seen = tuple(glimpses)
    found = *differences(record, answers(record, charges=True)), *_alike(record, seen), *fullness(record, seen)
    return _sorted(record, found)


def agreements(record: Record) -> tuple[Conflict, ...]:
    """Return the facts that two or more documents state, those of most documents first by name."""
    seen: dict[Fact, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] not in NAMING | INSIDE:
            seen[one.fact].append(one)
    found = (
        Conflict(Sort.AGREED, fact[0], in_words(fact[1]) or shorten(fact[1]), "", (_side(record.name(fact[2]), of),))
        for fact, of in seen.items()
        if len({document for one in of for document in one.documents}) > 1
    )
    return _sorted(record, found)


def _sorted(record: Record, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    order = list(Sort)
    return tuple(sorted(found, key=lambda one: (order.index(one.sort), record.name(one.thing), one.question, one.note)))


def differences(record: Record, asked: Mapping[tuple[Iri, str], tuple[Answer, ...]]) -> Iterator[Conflict]:
    """Yield where documents answer a question differently.

    Args:
        record: What the documents were seen to say.
        asked: The answers of `iceorg.history.slots.answers`.
    """
    for (thing, question), given in asked.items():
        pairs = [
            (a, b)
            for a, b in combinations(given, 2)
            if a.value != b.value and (question == RUNS or excludes(record, question, a, b))
        ]
        itself = question not in _SEVERAL and any(a.documents & b.documents for a, b in pairs)
        if pairs and (itself or differ([answer.documents for answer in given])):
            yield Conflict(_sort(pairs, itself=itself), thing, question, "", _sides(record, given))


def _sides(record: Record, given: Iterable[Answer]) -> tuple[Side, ...]:
    sides = (_side(record.name(one.value) + (f" ({one.note})" if one.note else ""), one.observations) for one in given)
    return tuple(sorted(sides, key=_by_date))


def _by_date(side: Side) -> tuple[str, str]:
    return side.observations[0].observed, side.answer


def _side(answer: str, observations: Iterable[Observation]) -> Side:
    return Side(answer, tuple(sorted(observations, key=lambda one: (one.observed, one.words))))


def _sort(pairs: list[tuple[Answer, Answer]], *, itself: bool) -> Sort:
    if itself:
        return Sort.ITSELF
    if any(a.days & b.days for a, b in pairs):
        return Sort.SAME_DAY
    return Sort.OVER_TIME if all(a.days and b.days for a, b in pairs) else Sort.UNDATED


def _alike(record: Record, glimpses: Iterable[Glimpse]) -> Iterator[Conflict]:
    """Yield names that may be of one thing; an entry stands with every pair of what it may mean, alone if there is none."""
    alone = {one.thing: one for one in bare(record, glimpses)}
    paired: set[Iri] = set()
    for pair in alike(record):
        things = [thing for thing, _ in pair.named]
        sides = (_side(record.name(thing), seen) for thing, seen in pair.named)
        entries = (side for thing in things if thing in alone for side in alone[thing].sides if side.glimpses)
        yield Conflict(Sort.NAMES, things[0], pair.question, pair.note, (*sides, *entries))
        paired.update(things)
    yield from (one for thing, one in alone.items() if thing not in paired)


def bare(record: Record, glimpses: Iterable[Glimpse]) -> Iterator[Conflict]:
    """Yield the things that entries of documents may mean, of which these say nothing.

    Args:
        record: What the documents were seen to say.
        glimpses: What documents name so; those that are in text that is not read are left out.
    """
    called = named(record)
    for thing, those in _by_thing(record, (one for one in glimpses if not one.reason)):
        entries = (Side(f"“{one.name}”, {one.place}", (), (one,)) for one in those)
        if thing in called:
            yield Conflict(Sort.NAMES, thing, SHARING, NOTE, (_side(record.name(thing), called[thing]), *entries))


def fullness(record: Record, glimpses: Iterable[Glimpse]) -> Iterator[Conflict]:
    """Yield the things that some documents only name, in text that is not read, and of which others say more.

    Args:
        record: What the documents were seen to say.
        glimpses: What documents name so; entries, which are read, are left out.
    """
    telling = Telling(record)
    for thing, those in _by_thing(record, (one for one in glimpses if one.reason)):
        more = {seen: None for one in those for seen in telling.more(one)}
        if more:
            only = (Side(f"{one.name}, only {one.place}", (), (one,)) for one in those)
            fuller = sorted((_fuller(record, thing, seen) for seen in more), key=_by_date)
            yield Conflict(Sort.UNREAD, thing, _FULLNESS, "", (*only, *fuller))


def _by_thing(record: Record, glimpses: Iterable[Glimpse]) -> Iterable[tuple[Iri, list[Glimpse]]]:
    """Return the glimpses of each thing; not those in documents that the record knows nothing of."""
    found: dict[Iri, list[Glimpse]] = defaultdict(list)
    for one in sorted(glimpses):
        if record.is_document(one.document):
            found[one.thing].append(one)
    return sorted(found.items())


def _fuller(record: Record, thing: Iri, seen: tuple[Observation, ...]) -> Side:
    """Return what a document says of a thing: its name, and how many facts beside that."""
    facts = len({one.fact for one in seen if one.fact[1] not in NAMING | INSIDE})
    told = f", {facts} fact{'' if facts == 1 else 's'}" if facts else ""
    return _side(record.name(thing) + told, seen)
