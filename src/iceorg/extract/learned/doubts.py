"""What rules read, in the light of what the learned parts think: measured confidence, and doubts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import LEGAL
from iceorg.extract.learned.things import Things, by_name, keys_of, related
from iceorg.extract.register import Entry
from iceorg.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.extract.drafts import Draft, Ledger
    from iceorg.extract.learned.model import Record
    from iceorg.extract.learned.scoring import Join


def second_rules(ledger: Ledger, things: Things, joins: Iterable[Join], records: Mapping[str, Record]) -> None:
    """Give the relations that rules read their measured confidence, and make suggestions of the doubtful ones.

    Doubtful is what a rule that is often wrong read between names that the tagger does not know, or that
    are unlikely to be joined.

    Args:
        ledger: What rules read.
        things: The things that the tagger knows.
        joins: What the pairs of these things are worth.
        records: How often each rule was right.
    """
    numbers = by_name(things)
    worth = {(j.name, j.pair.subject, j.pair.object): j.probability for j in joins}
    doubted: set[int] = set()
    for name, subject, object_, grounds in related(ledger):
        known = [_meant(end, numbers) for end in (subject, object_)]
        judged = [(a, b) for a, b in product(*known) if (things.kinds[a], things.kinds[b]) in LEGAL[name]]
        if not judged and all(known):
            continue  # of such kinds the learned parts have no opinion
        if max((worth.get((name, a, b), 0.0) for a, b in judged), default=0.0) < _DOUBTFUL:
            doubted.update(grounds)
    lost = _lost(ledger.drafts)
    ledger.drafts = [
        _seconded(draft, records, doubted=id(draft.ground) in doubted)
        for draft in ledger.drafts
        if _is_typed(draft) and id(draft.subject) not in lost
    ]


def _meant(end: Entry, numbers: Mapping[str, Iterable[int]]) -> set[int]:
    """Return the things that an end is: those of its names, else those whose name is a part of one ("the public" at large)."""
    keys = keys_of(end)
    named = {n for key in keys for n in numbers.get(key, ())}
    return named or {n for key in keys for n in _within(key, numbers)}


def _within(key: str, numbers: Mapping[str, Iterable[int]]) -> Iterator[int]:
    """Yield the things with a name that is a run of the words of a longer one."""
    words = key.split()[:_LONGEST]
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            yield from numbers.get(" ".join(words[first:last]), ())


_LONGEST: Final = 12
"""So many words of a name are looked at for shorter names in it."""


def _lost(drafts: Iterable[Draft]) -> set[int]:
    """Return the ids of counts, memberships and changes of which an end has no kind: they are nothing without it."""
    untyped = [draft for draft in drafts if not _is_typed(draft)]
    ends = [end for draft in untyped for end in (draft.subject, draft.object) if isinstance(end, Entry)]
    return {id(end) for end in ends if end.kind in (Kind.COUNT, Kind.MEMBERSHIP, Kind.CHANGE)}


def _is_typed(draft: Draft) -> bool:
    """Return whether the rules know the kinds of a draft's ends: the tagger's kinds make no statements of theirs."""
    ends = (draft.subject, draft.object)
    inferred = draft.ground.status is Status.INFERRED
    return inferred or all(end.kind is not None for end in ends if isinstance(end, Entry))


def _seconded(draft: Draft, records: Mapping[str, Record], *, doubted: bool) -> Draft:
    record = records.get(draft.ground.rule)
    if record is None:
        return draft
    status = Status.SUGGESTED if doubted and not record.trusted else draft.ground.status
    return replace(draft, ground=replace(draft.ground, status=status, confidence=record.confidence))


_DOUBTFUL: Final = 0.15
"""The probability under which what a rule read is only suggested."""
