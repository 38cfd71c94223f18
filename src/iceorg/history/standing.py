"""What held on a day, as far as documents tell: facts seen on that day or before, unless they had ended.

A document says what it saw on its day, and nothing of what was between. So a fact comes with how old its last
observation is and when it is seen next, and it is never said to hold. The chart's time line goes by the same sense.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from iceorg.errors import QueryError
from iceorg.history.slots import HOLDER, IN_TURN, PART, answers, excludes
from iceorg.history.titles import leading
from iceorg.model import SLOTS, Literal, Status
from iceorg.query.periods import read_period
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.history.record import Membership, Observation, Record
    from iceorg.history.slots import Answer

    Fact = tuple[Iri, Iri, Iri | Literal]

NAMING: Final = frozenset((rdf.TYPE, skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM, foaf.NAME, dcterms.TITLE))
"""What a thing is called and what it is: never over, and not told fact by fact."""

_EVENT: Final = frozenset((org.ORIGINAL_ORGANIZATION, org.RESULTING_ORGANIZATION, dcterms.DATE))

INSIDE: Final = _EVENT | {iceorg.POST, iceorg.CAPACITY, iceorg.BOUND, iceorg.COUNTED, rdf.VALUE, org.ORGANIZATION}
"""Facts that are parts of another one: of a membership, of a count, of a replacement."""

_OUTLIVING: Final = NAMING | _EVENT | {dcterms.REPLACES}
"""What is true of a body also after another took its place."""

_PREDICATES: Final = {slot.question: (slot.predicate, slot.of_object) for slot in (*SLOTS, PART)}


class Undated(StrEnum):
    """What is done with documents that state no date."""

    APART = "apart"
    """They stand in a lane of their own."""
    CAPTURED = "captured"
    """They count from the day on which outside evidence shows them on line; the others stand apart."""
    ALL = "all"
    """They count on any day."""


class Lane(StrEnum):
    """Where a fact stands on a day."""

    DATED = "dated"
    UNDATED = "undated"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact on a day.

    Args:
        fact: Subject, predicate and object.
        lane: Seen by a dated document, seen by undated ones alone, or over.
        first: When it was first seen, as ISO text; empty in the undated lane.
        last: When it was last seen on that day or before.
        next: When a later document sees it again; empty if none does.
        age: Days from `last` to the day; None in the undated lane.
        placed: Whether `last` is a day of capture, and so no date that the document states.
        ended: Why it is over, in words; empty if it is not.
        observations: The claims that count on that day.
    """

    fact: Fact
    lane: Lane
    first: str
    last: str
    next: str
    age: int | None
    placed: bool
    ended: str
    observations: tuple[Observation, ...]

    @property
    def gap(self) -> str:
        """What is known of the time since it was last seen, in words."""
        if self.lane is Lane.UNDATED:
            return "in undated documents only"
        if self.last and all(one.status is Status.CURATED for one in self.observations):
            return f"since {self.last}, as a person decided"
        seen = "on line on" if self.placed else "seen on"
        if self.ended:
            return f"{seen} {self.last}; {self.ended}"
        since = "on that day" if not self.age else f"{in_years(self.age)} before"
        after = f"seen again on {self.next}" if self.next else "no later document says so"
        return f"{seen} {self.last}, {since}; {after}"


@dataclass(frozen=True, slots=True)
class Ending:
    """A stretch of time in which a fact is over or has not begun, as `as_of` reckons it.

    Args:
        since: Its first day, as ISO text; empty for all days before `until`.
        until: The day after its last one; empty where it goes on.
        reason: Why it is over, in words; empty where it has not begun.
        by: The facts that took its place.
    """

    since: str
    until: str
    reason: str
    by: frozenset[Fact] = frozenset()

    def covers(self, day: str) -> bool:
        """Return whether a day lies in the stretch."""
        return self.since <= day and (not self.until or day < self.until)


def is_told(record: Record, fact: Fact) -> bool:
    """Return whether a fact is told by itself: not a name, a part of another fact, or of a document.

    That somebody fills a post is told once, as holding it or, of one who acts, as filling it.
    """
    subject, predicate, _ = fact
    if predicate == org.MEMBER and subject in record.memberships:
        return bool(record.memberships[subject].capacity)
    return predicate not in NAMING | INSIDE and not record.is_document(subject)


def last_day(text: str) -> date:
    """Return the last day of a day, month or year as people write it: "as of 2008" takes in all of 2008.

    >>> last_day("2008").isoformat(), last_day("July 2020").isoformat(), last_day("26 February 2008").isoformat()
    ('2008-12-31', '2020-07-31', '2008-02-26')

    Raises:
        QueryError: It is no date.
    """
    period = read_period(text)
    if period is None:
        raise QueryError(f"'{text}' is no date", hint="write a year, a month or a day: 2008, 2008-02, 2008-02-26")
    year, month, day = ([*map(int, period.split("-")), 0, 0])[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def in_years(days: int) -> str:
    """Return a number of days as people say it.

    >>> in_years(1), in_years(45), in_years(4538)
    ('1 day', '45 days', '12 years')
    """
    years = round(days / 365.25)
    if days < 365:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{years} year{'' if years == 1 else 's'}"


def as_of(record: Record, day: date, undated: Undated = Undated.APART) -> tuple[Standing, ...]:
    """Return what had been seen on a day or before, and what of it was over.

    Args:
        record: What the documents were seen to say.
        day: The day.
        undated: What is done with documents that state no date.

    Returns:
        One for each fact, sorted by lane and fact. A fact that only later documents state is not among them.
    """
    until = day.isoformat()
    by_fact: dict[Fact, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        by_fact[one.fact].append(one)
    ended = _ends(record, until, undated)
    begun = by_fact.keys() - _not_begun(record, until)
    found = (_standing(fact, by_fact[fact], until, undated, ended.get(fact, "")) for fact in begun)
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: (list(Lane).index(one.lane), str(one.fact))))


def day_of(one: Observation, undated: Undated) -> str:
    """Return the day on which an observation counts; empty for none."""
    return one.observed or (one.captured if undated is Undated.CAPTURED else "")


def _standing(fact: Fact, seen: Iterable[Observation], until: str, undated: Undated, ended: str) -> Standing | None:
    """Return how a fact stands on a day; None if only later documents tell it."""
    placed = sorted(((day_of(one, undated), one) for one in seen), key=lambda pair: (pair[0], pair[1].claim))
    counting = tuple((day, one) for day, one in placed if day <= until)
    if not counting:
        return None
    days = [day for day, _ in counting if day]
    later = next((day for day, _ in placed if day > until), "")
    lane = _lane(bool(days), ended, undated)
    last, witness = counting[-1]
    return Standing(
        fact,
        lane,
        first=days[0] if days else "",
        last=last,
        next=later,
        age=(date.fromisoformat(until) - date.fromisoformat(last)).days if last else None,
        placed=bool(last) and not witness.observed,
        ended=ended if lane is Lane.ENDED else "",
        observations=tuple(one for _, one in counting),
    )


def _lane(dated: bool, ended: str, undated: Undated) -> Lane:  # noqa: FBT001
    if not dated and undated is not Undated.ALL:
        return Lane.UNDATED
    return Lane.ENDED if ended else Lane.DATED


# ------------------------------------------------------------------ what is over


def _ends(record: Record, until: str, undated: Undated) -> Mapping[Fact, str]:
    """Return the facts that were over on a day, with the reason in words.

    A stated end that is a year or a month is over when the day lies after it for certain.
    """
    found: dict[Fact, str] = {}
    for (thing, question), given in answers(record).items():
        if question in IN_TURN or question.startswith("how many"):
            for answer, _, reason in _taken_over(record, question, given, until, undated):
                found |= dict.fromkeys(_facts_of(record, thing, question, answer), reason)
    for thing, membership in record.memberships.items():
        if membership.end and membership.end < until[: len(membership.end)]:
            reason = f"ended {membership.end}, as stated"
            found |= dict.fromkeys(_membership_facts(record, thing, membership), reason)
    for thing, reason in _replaced(record, until).items():
        mine = (one.fact for one in record.asserted if thing in (one.fact[0], one.fact[2]))
        found |= {fact: reason for fact in mine if fact[1] not in _OUTLIVING and fact not in found}
    return found


def _taken_over(
    record: Record, question: str, given: Iterable[Answer], until: str, undated: Undated
) -> Iterator[tuple[Answer, list[Answer], str]]:
    """Yield the answers that a later document, on the day or before, answers otherwise, and how."""
    last = {answer: _last(answer, until, undated) for answer in given}
    latest = max(last.values(), default="")
    now = [answer for answer, day in last.items() if day == latest]
    for answer, day in last.items():
        if day and day < latest and all(_takes_turn(record, question, answer, other) for other in now):
            names = " and ".join(record.name(other.value) for other in now)
            yield answer, now, f"on {latest} a document says {names}"


def _takes_turn(record: Record, question: str, one: Answer, other: Answer) -> bool:
    """Whether a later answer means that an earlier one is over: of numbers, one of the same."""
    nouns = {record.name(answer.value).split()[-1] for answer in (one, other)}
    return excludes(record, question, one, other) and (question in IN_TURN or len(nouns) == 1)


def _last(answer: Answer, until: str, undated: Undated) -> str:
    return max((day for one in answer.observations if (day := day_of(one, undated)) <= until), default="")


def _facts_of(record: Record, thing: Iri, question: str, answer: Answer) -> Iterator[Fact]:
    """Yield the facts that give an answer."""
    if question == HOLDER:
        for one in answer.observations:
            yield from _membership_facts(record, one.fact[0], record.memberships[one.fact[0]])
    elif question.startswith("how many"):
        yield thing, iceorg.STATED_COUNT, answer.value
    elif not answer.note:
        predicate, of_object = _PREDICATES[question]
        yield (Iri(str(answer.value)), predicate, thing) if of_object else (thing, predicate, answer.value)


def _membership_facts(record: Record, thing: Iri, membership: Membership) -> Iterator[Fact]:
    """Yield what a membership comes to: its own facts, the post held, and the body headed by its leading post."""
    yield from ((thing, predicate, value) for predicate, told in record.described[thing].items() for value in told)
    yield membership.person, org.HOLDS, membership.post
    if leading({membership.post: record.name(membership.post)}):
        yield from ((membership.person, org.HEAD_OF, body) for body in record.values(membership.post, org.POST_IN))


def _not_begun(record: Record, until: str) -> AbstractSet[Fact]:
    """Return what begins after a day, as a document states: it is announced, and does not stand yet."""
    later = ((thing, one) for thing, one in record.memberships.items() if one.begin > until)
    return {fact for thing, membership in later for fact in _membership_facts(record, thing, membership)}


def _replaced(record: Record, until: str) -> Mapping[Iri, str]:
    """Return the bodies that others are said to have replaced, in documents of a day or before."""
    return {thing: reason for thing, (day, reason) in replacements(record).items() if day <= until}


def endings(record: Record, asked: Mapping[tuple[Iri, str], tuple[Answer, ...]]) -> Mapping[Fact, tuple[Ending, ...]]:
    """Return when each fact is over or has not begun: what `as_of` says of every day, undated documents apart.

    Args:
        record: What the documents were seen to say.
        asked: The answers of `iceorg.history.slots.answers`.

    Returns:
        The facts that are over on some day; of each the stretches, in order.
    """
    found: dict[Fact, list[Ending]] = defaultdict(list)
    for (thing, question), given in asked.items():
        if len(given) > 1 and (question in IN_TURN or question.startswith("how many")):
            for answer, ending in _outdated(record, question, given):
                for fact in _facts_of(record, thing, question, answer):
                    found[fact].append(ending)
    for thing, membership in record.memberships.items():
        for fact in _membership_facts(record, thing, membership):
            found[fact].extend(_term(membership))
    for fact, ending in _of_replaced(record):
        found[fact].append(ending)
    return {
        fact: tuple(sorted(those, key=lambda one: (one.since, one.reason))) for fact, those in found.items() if those
    }


def _outdated(record: Record, question: str, given: tuple[Answer, ...]) -> Iterator[tuple[Answer, Ending]]:
    """Yield the stretches in which an answer is over since later documents answer otherwise."""
    days = sorted({day for answer in given for day in answer.days})
    for day, until in zip(days, [*days[1:], ""], strict=False):  # no day, no stretch
        for answer, now, reason in _taken_over(record, question, given, day, Undated.APART):
            yield answer, Ending(day, until, reason, frozenset(one.fact for other in now for one in other.observations))


def _term(membership: Membership) -> Iterator[Ending]:
    """Yield the stretches before and after a membership, as far as they are stated."""
    if membership.begin:
        yield Ending("", membership.begin, "")
    if membership.end:
        yield Ending(_after(membership.end), "", f"ended {membership.end}, as stated")


def _after(period: str) -> str:
    """Return what sorts right before the first day after a day, month or year.

    >>> _after("2010") < "2011", _after("2010") > "2010-12-31", _after("2016-03-09") < "2016-03-10"
    (True, True, True)
    """
    return f"{period}~"


def _of_replaced(record: Record) -> Iterator[tuple[Fact, Ending]]:
    """Yield when facts of bodies are over that others are stated to have replaced."""
    ends = {thing: Ending(day, "", reason) for thing, (day, reason) in replacements(record).items()}
    for one in record.asserted if ends else ():
        for thing in (one.fact[0], one.fact[2]):
            if thing in ends and one.fact[1] not in _OUTLIVING:
                yield one.fact, ends[thing]


def replacements(record: Record) -> Mapping[Iri, tuple[str, str]]:
    """Return the bodies that others are said to have replaced: since when, and what is said, in words."""
    return {
        one.fact[2]: (one.observed, f"replaced by {record.name(one.fact[0])}{_told_on(one)}")
        for one in sorted(record.asserted, key=lambda one: one.observed, reverse=True)
        if one.fact[1] == dcterms.REPLACES and one.observed and isinstance(one.fact[2], str)
    }


def _told_on(one: Observation) -> str:
    if one.status is Status.CURATED:
        return f" on {one.observed}, as a person decided"
    return f", as stated on {one.observed}"
