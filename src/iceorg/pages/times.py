"""What the pages on time and disagreement show: facts of a day, and answers that stand against each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from iceorg.errors import QueryError
from iceorg.history import Undated, agreements, as_of, candidates, conflicts, is_told, last_day
from iceorg.model import Literal
from iceorg.pages.things import Claim, Fact, Link, Passage, read_named
from iceorg.query import in_words
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.history import Conflict, Observation, Record, Side, Standing
    from iceorg.pages.site import Site


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answers.

    Args:
        thing: What is asked about.
        question: The question.
        note: What is to be known of it.
        sides: The answers as facts, with their claims.
    """

    thing: Link
    question: str
    note: str
    sides: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Two things that may be one, or follow each other.

    Args:
        sort: Which of the two it may be.
        score: How much the reasons tell together.
        reasons: What the two have in common.
        sides: The two as facts, with the claims that name them; the earlier one first.
    """

    sort: str
    score: str
    reasons: tuple[str, ...]
    sides: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact of a day, and when it was seen, in words."""

    fact: Fact
    gap: str


def read_conflicts(site: Site, record: Record) -> list[tuple[str, list[Answered]]]:
    """Return disagreements and agreements by their kinds, in order."""
    found = (*conflicts(record, site.glimpses), *agreements(record))
    return [
        (str(sort), [_answered(site, record, one) for one in group])
        for sort, group in groupby(found, key=lambda one: one.sort)
    ]


def read_candidates(site: Site, record: Record) -> list[Proposed]:
    """Return what may be one thing, or follow another, the likeliest first; nothing of it is applied."""
    return [
        Proposed(
            one.sort,
            f"{one.score:.2f}",
            one.reasons,
            tuple(
                Fact(Link(""), Link(""), _link(site, record, thing), _claims(site, seen))
                for thing, seen in zip((one.first, one.second), one.observations, strict=True)
            ),
        )
        for one in candidates(record)
    ]


def read_day(site: Site, record: Record, day: str, undated: str) -> list[tuple[str, list[Seen]]]:
    """Return the facts of a day by their lanes, in order.

    Raises:
        QueryError: The day is no date, or the switch for undated documents is none of those known.
    """
    if undated not in set(Undated):
        raise QueryError(f"undated is one of: {', '.join(Undated)}")
    standing = [one for one in as_of(record, last_day(day), Undated(undated)) if is_told(record, one.fact)]
    return [
        (str(lane), [_seen(site, record, one) for one in group])
        for lane, group in groupby(standing, key=lambda one: one.lane)
    ]


def _answered(site: Site, record: Record, one: Conflict) -> Answered:
    thing = _link(site, record, one.thing)
    return Answered(thing, one.question, one.note, tuple(_side(site, thing, side) for side in one.sides))


def _side(site: Site, thing: Link, side: Side) -> Fact:
    named = tuple(read_named(site, glimpse) for glimpse in side.glimpses)
    return Fact(thing, Link(""), Link(side.answer), _claims(site, side.observations), named)


def _seen(site: Site, record: Record, one: Standing) -> Seen:
    subject, predicate, value = one.fact
    said = Link(in_words(predicate) or shorten(predicate), "", predicate)
    fact = Fact(_link(site, record, subject), said, _link(site, record, value), _claims(site, one.observations))
    return Seen(fact, one.gap)


def _link(site: Site, record: Record, cell: Iri | Literal) -> Link:
    if isinstance(cell, Literal):
        return Link(cell.value)
    return Link(in_words(cell) or record.name(cell), site.address(cell), cell)


def _claims(site: Site, observations: Iterable[Observation]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            Link(one.claim, site.address(one.claim), one.claim),
            one.status.value,
            "",
            one.observed,
            tuple(
                Passage(
                    words.quote,
                    words.file,
                    f"{site.address(words.document)}#at-{words.start}-{words.end}",
                    words.start,
                    words.end,
                )
                for words in one.words
            ),
        )
        for one in observations
    )
