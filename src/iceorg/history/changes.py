"""What documents of one time say and those of another do not: observed differences, never their causes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from iceorg.history.slots import HOLDER, IN_TURN, PART, RUNS, answers, excludes
from iceorg.history.standing import Lane, Undated, as_of, day_of
from iceorg.model import Literal
from iceorg.query import in_words
from iceorg.vocab import Iri, dcterms, iceorg, org, schema, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from iceorg.history.record import Observation, Record
    from iceorg.history.slots import Answer
    from iceorg.history.standing import Fact, Standing

    Side = Mapping[Fact, tuple[Observation, ...]]


class Kind(StrEnum):
    """What differs."""

    RENAMED = "renamed or replaced"
    """Only where a document or a curator says so."""
    MOVED = "moved"
    HOLDER = "holder changed"
    RUNNER = "run by another"
    OTHERWISE = "told otherwise"
    APPEARED = "appeared"
    GONE = "no longer seen"


@dataclass(frozen=True, slots=True)
class Change:
    """One observed difference.

    Args:
        kind: What differs.
        thing: The thing that it is about.
        question: What of it.
        before: What the earlier side says; empty if it is silent.
        after: What the later side says; empty if it is silent.
        note: What is to be known, as that no later document names the thing.
        earlier: The claims of the earlier side.
        later: The claims of the later side.
    """

    kind: Kind
    thing: Iri
    question: str
    before: str
    after: str
    note: str
    earlier: tuple[Observation, ...]
    later: tuple[Observation, ...]


_TOLD: Final = frozenset(
    (
        org.REPORTS_TO,
        org.SUB_ORGANIZATION_OF,
        org.HEAD_OF,
        org.POST_IN,
        org.LINKED_TO,
        org.MEMBER,
        iceorg.ADMINISTERS,
        iceorg.PARTNERS_WITH,
        iceorg.STATED_COUNT,
        iceorg.ESTABLISHED,
        dcterms.IS_PART_OF,
        dcterms.REPLACES,
        schema.LOCATION,
    )
)
"""The properties whose facts are told; what a body does is said in other words by every document."""

_LASTING: Final = frozenset((iceorg.ESTABLISHED, dcterms.REPLACES))
"""What happened once, and is not over where nobody tells it again."""

_KINDS: Final = {
    HOLDER: Kind.HOLDER,
    RUNS: Kind.RUNNER,
    "who heads it": Kind.HOLDER,
    "whom it reports to": Kind.MOVED,
    PART.question: Kind.MOVED,
}
_ASKED: Final = (*IN_TURN, "how many")
"""How the questions begin in which two sides are laid beside each other."""


def changes(record: Record, earlier: date, later: date, undated: Undated = Undated.APART) -> tuple[Change, ...]:
    """Return what differs between what had been seen by one day and by another.

    A fact that is seen again after the later day is not called gone, and one that undated documents state as well is
    not called new: it may be older than any date.

    Args:
        record: What the documents were seen to say.
        earlier: One day.
        later: A day after it.
        undated: What is done with documents that state no date.
    """
    before = {one.fact: one for one in as_of(record, earlier, undated) if one.lane is Lane.DATED}
    standing = {one.fact: one for one in as_of(record, later, undated) if one.lane is not Lane.UNDATED}
    after = {fact: one for fact, one in standing.items() if one.lane is Lane.DATED}
    last = earlier.isoformat()
    gone = {fact for fact in before if fact not in after or not (after[fact].next or after[fact].last > last)}
    timeless = {one.fact for one in record.asserted if not day_of(one, undated)}
    new = {fact for fact in after if fact not in before and not (fact in timeless or after[fact].first <= last)}
    reasons = {fact: one.ended for fact, one in standing.items() if one.ended}
    seen = {fact: one.observations for fact, one in before.items()}
    return _Comparison(record, record, seen, _since(after, last), reasons).changes(gone, new)


def _since(after: Mapping[Fact, Standing], last: str) -> Side:
    """Return what was seen after a day, or what was seen by then if there is nothing since."""
    return {
        fact: tuple(one for one in standing.observations if one.observed > last) or standing.observations
        for fact, standing in after.items()
    }


def changes_of_results(old: Record, new: Record) -> tuple[Change, ...]:
    """Return what differs between two graphs, whatever the dates of their documents."""
    before, after = _all(old), _all(new)
    return _Comparison(old, new, before, after, {}).changes(before.keys() - after.keys(), after.keys() - before.keys())


def _all(record: Record) -> Side:
    seen: dict[Fact, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        seen[one.fact].append(one)
    return {fact: tuple(of) for fact, of in seen.items()}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two sides laid beside each other.

    Args:
        old: The record of the earlier side.
        new: The record of the later side.
        before: Its facts with the claims that count.
        after: The same of the later side.
        reasons: Why facts of the earlier side are over, where that is known.
    """

    old: Record
    new: Record
    before: Side
    after: Side
    reasons: Mapping[Fact, str]

    def changes(self, gone: AbstractSet[Fact], new: AbstractSet[Fact]) -> tuple[Change, ...]:
        """Return the changes, the pairs first, in the order of kinds and names."""
        told = (
            {fact for fact in gone if fact[1] in _TOLD - _LASTING and not _told_by_post(self.old, fact)},
            {
                fact
                for fact in new
                if fact[1] in _TOLD and not (self._known_post(fact) or _told_by_post(self.new, fact))
            },
        )
        pairs = list(self._pairs(gone, told[1]))
        renamed = [change for fact in sorted(told[1], key=str) for change in self._renamed(fact)]
        paired = {one.fact for change in (*pairs, *renamed) for one in (*change.earlier, *change.later)}
        carried = self._carried(told[1])
        single = [self._single(Kind.GONE, fact) for fact in told[0] - paired - carried]
        single += [self._single(Kind.APPEARED, fact) for fact in told[1] - paired - carried]
        order = list(Kind)
        found = (*renamed, *pairs, *single)
        return tuple(sorted(found, key=lambda one: (order.index(one.kind), self.new.name(one.thing), _text(one))))

    def _carried(self, new: AbstractSet[Fact]) -> AbstractSet[Fact]:
        """Return what a renaming or a replacement says already: facts of the older body, and the same of the newer."""
        found: set[Fact] = set()
        for newer, predicate, older in new:
            if predicate == dcterms.REPLACES:
                mine = {fact for fact in self.before if older in (fact[0], fact[2])}
                found |= mine | {(newer if s == older else s, p, newer if o == older else o) for s, p, o in mine}
        return found

    def _known_post(self, fact: Fact) -> bool:
        """Whether a fact tells a post's body, which is part of its name, and the post was named before."""
        earlier = max((one.observed for seen in self.before.values() for one in seen), default="")
        return fact[1] == org.POST_IN and self.new.first_named.get(fact[0], earlier + "~") <= earlier

    def _pairs(self, gone: AbstractSet[Fact], new: AbstractSet[Fact]) -> Iterator[Change]:
        """Yield the questions that the two sides answer differently."""
        old_answers, new_answers = answers(self.old), answers(self.new)
        for (thing, question), given in old_answers.items():
            if question.startswith(_ASKED):
                left = [a for a in given if not a.note.startswith("through") and _facts(a) & gone]
                right = [a for a in new_answers.get((thing, question), ()) if _facts(a) & new]
                right = [a for a in right if not a.note.startswith("through")]
                if left and right and any(excludes(self.new, question, a, b) for a in left for b in right):
                    yield self._pair(thing, question, left, right)

    def _pair(self, thing: Iri, question: str, left: list[Answer], right: list[Answer]) -> Change:
        return Change(
            _KINDS.get(question, Kind.OTHERWISE),
            thing,
            question,
            _listed(self.old, left),
            _listed(self.new, right),
            "",
            tuple(one for answer in left for one in self.before.get(answer.observations[0].fact, answer.observations)),
            tuple(one for answer in right for one in self.after.get(answer.observations[0].fact, answer.observations)),
        )

    def _renamed(self, fact: Fact) -> Iterator[Change]:
        newer, predicate, older = fact
        if predicate == dcterms.REPLACES and not isinstance(older, Literal):
            seen = tuple(one for known, of in self.before.items() if older in (known[0], known[2]) for one in of)
            names = tuple(one for one in seen if one.fact[1] == skos.PREF_LABEL) or seen[:1] or self.after[fact]
            yield Change(
                Kind.RENAMED,
                newer,
                "what it was before",
                self.new.name(older),
                self.new.name(newer),
                "",
                names,
                self.after[fact],
            )

    def _single(self, kind: Kind, fact: Fact) -> Change:
        subject, predicate, value = fact
        record, side = (self.old, self.before) if kind is Kind.GONE else (self.new, self.after)
        if predicate == org.MEMBER and subject in record.memberships:
            held = record.memberships[subject]
            thing, question, said = (
                held.post,
                HOLDER,
                record.name(held.person) + (f" ({held.capacity})" if held.capacity else ""),
            )
        elif predicate == iceorg.ADMINISTERS and isinstance(value, str):
            thing, question, said = value, RUNS, record.name(subject)
        else:
            thing, question, said = subject, in_words(predicate) or shorten(predicate), record.name(value)
        claims = side[fact]
        if kind is Kind.GONE:
            return Change(kind, thing, question, said, "", self._silence(fact), claims, ())
        return Change(kind, thing, question, "", said, "", (), claims)

    def _silence(self, fact: Fact) -> str:
        """Return what is known of a fact that is not seen any more."""
        if reason := self.reasons.get(fact):
            return reason
        latest = max((one.observed for one in self.before[fact]), default="")
        subject = self.old.memberships[fact[0]].post if fact[0] in self.old.memberships else fact[0]
        named = any(
            one.observed > latest for known, of in self.after.items() if subject in (known[0], known[2]) for one in of
        )
        since = f"last seen on {latest}; " if latest else ""
        return since + ("a later document names it and does not say so" if named else "no later document names it")


def _told_by_post(record: Record, fact: Fact) -> bool:
    """Whether it is said that somebody heads a body of whom the post in it is told as well."""
    person, predicate, body = fact
    return predicate == org.HEAD_OF and any(
        held.person == person and body in record.values(held.post, org.POST_IN) for held in record.memberships.values()
    )


def _text(change: Change) -> tuple[str, ...]:
    return change.question, change.after, change.before, change.thing


def _facts(answer: Answer) -> AbstractSet[Fact]:
    return {one.fact for one in answer.observations}


def _listed(record: Record, given: list[Answer]) -> str:
    return ", ".join(record.name(one.value) + (f" ({one.note})" if one.note else "") for one in given)
