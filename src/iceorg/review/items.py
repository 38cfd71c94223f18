"""The queue: pairs that may be one thing, answers that stand against each other, suggestions that are unsure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from iceorg.history import candidates, conflicts
from iceorg.model import Act, Status
from iceorg.query import in_words
from iceorg.vocab import Iri, iceorg, rdf, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.history import Conflict, Observation, Record
    from iceorg.model import Decision

PAIRS, CONFLICTS, SUGGESTIONS = "pairs", "conflicts", "suggestions"
SORTS: Final = (PAIRS, CONFLICTS, SUGGESTIONS)
_SENTENCES: Final = 8
"""Sentences of an answer that are shown."""
_NAMING: Final = frozenset({rdf.TYPE, skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM})


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers to a question, and the entry that it becomes.

    Args:
        key: The letter by which a person gives it.
        words: What it says.
        act: The decision.
        values: The fields of the entry, but for who, when and why.
        needs_source: Whether it must say what it rests on.
    """

    key: str
    words: str
    act: Act
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    needs_source: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A question for a person.

    Args:
        sort: `pairs`, `conflicts` or `suggestions`.
        id: What tells it from others, the same in the next build.
        question: The question.
        notes: What speaks for one answer or another.
        sides: Sentences by what they say, each with document and date.
        answers: What can be answered.
    """

    sort: str
    id: str
    question: str
    notes: tuple[str, ...]
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    answers: tuple[Answer, ...]


def queue(record: Record, base: str, decided: Iterable[Decision] = ()) -> tuple[Item, ...]:
    """Return what is for a person to decide, the likeliest pairs first, then conflicts, then suggestions.

    Args:
        record: What documents were seen to say.
        base: What the IRIs of things begin with.
        decided: Decisions that were taken already; their questions are not asked again.
    """
    settled = {about for decision in decided for about in _settled(decision)}
    short = _Short(record, base)
    items = (*_pairs(record, short), *_conflicts(record, short), *_suggestions(record, short))
    return tuple(item for item in items if item.id not in settled)


def _settled(decision: Decision) -> Iterator[str]:
    """Yield the ids of the items that a decision settles."""
    yield " ".join(sorted(decision.about[:2]))
    yield from decision.about


@dataclass(frozen=True, slots=True)
class _Short:
    """How entries and people name things."""

    record: Record
    base: str

    def id(self, thing: Iri) -> str:
        """Return how an entry names a thing."""
        return f"id:{thing.removeprefix(self.base)}"

    def name(self, thing: Any) -> str:
        """Return how people name it."""
        return self.record.name(thing)


def _pairs(record: Record, short: _Short) -> Iterator[Item]:
    for one in candidates(record):
        ids = short.id(one.first), short.id(one.second)
        names = short.name(one.first), short.name(one.second)
        sides = tuple((name, _told(seen)) for name, seen in zip(names, one.observations, strict=True))
        notes = (f"{one.sort}, score {one.score:.2f}", *one.reasons)
        question = f"Are “{names[0]}” and “{names[1]}” one?"
        yield Item(PAIRS, " ".join(sorted(ids)), question, notes, sides, _pair_answers(ids, names))


def _pair_answers(ids: tuple[str, str], names: tuple[str, str]) -> tuple[Answer, ...]:
    renames = [
        Answer(key, f"“{old}” became “{new}”", Act.RENAME, {"from": before, "to": after}, needs_source=True)
        for key, (before, after), (old, new) in (("r", ids, names), ("b", ids[::-1], names[::-1]))
    ]
    return (
        Answer("s", "the same", Act.MERGE, {"things": ids}),
        Answer("d", "different things", Act.NEVER_MERGE, {"things": ids}),
        *renames,
    )


def _conflicts(record: Record, short: _Short) -> Iterator[Item]:
    for one in conflicts(record):
        answers = tuple(_rejections(one, short))
        if answers:
            sides = tuple((side.answer, _told(side.observations)) for side in one.sides)
            question = f"{short.name(one.thing)}: {one.question}"
            yield Item(CONFLICTS, f"{short.id(one.thing)} {one.question}", question, (one.sort.value,), sides, answers)


def _rejections(one: Conflict, short: _Short) -> Iterator[Answer]:
    """Yield, for each side that rests on one claim, the answer that it is mistaken."""
    number = 0
    for side in one.sides:
        claims = {seen.claim for seen in side.observations if seen.fact[1] not in _NAMING}
        if len(claims) == 1 and number < 9:
            number += 1
            claim = short.id(next(iter(claims))).removeprefix("id:")
            yield Answer(str(number), f"“{side.answer}” is mistaken", Act.REJECT, {"claim": claim})


def _suggestions(record: Record, short: _Short) -> Iterator[Item]:
    found = [one for one in record.observations if one.status is Status.SUGGESTED and one.fact[1] not in _NAMING]
    for one in sorted(found, key=lambda seen: (-_sure(record, seen), seen.claim)):
        subject, predicate, object_ = one.fact
        claim = short.id(one.claim).removeprefix("id:")
        said = " ".join((short.name(subject), in_words(predicate) or shorten(predicate), short.name(object_)))
        sure = _sure(record, one)
        notes = (f"right in {sure:.0%} of such cases",) if sure else ()
        answers = (
            Answer("a", "it is so", Act.ACCEPT, {"claim": claim}),
            Answer("n", "it is not so", Act.REJECT, {"claim": claim}),
        )
        yield Item(SUGGESTIONS, claim, f"{said}?", notes, ((said, _told((one,))),), answers)


def _sure(record: Record, one: Observation) -> float:
    return float(record.value(one.claim, iceorg.CONFIDENCE) or 0)


def _told(seen: Iterable[Observation]) -> tuple[str, ...]:
    """Return the sentences of claims, each once, with document and date; of very many the first."""
    told = [
        f"{words.file} ({one.observed or 'undated'}) {words.start}: “{' '.join(words.quote.split())}”"
        for one in seen
        for words in one.words
    ]
    once = tuple(dict.fromkeys(told))
    return once if len(once) <= _SENTENCES + 1 else (*once[:_SENTENCES], f"and {len(once) - _SENTENCES} more")


def item_data(item: Item) -> dict[str, Any]:
    """Return an item for programs."""
    return {
        "sort": item.sort,
        "id": item.id,
        "question": item.question,
        "notes": list(item.notes),
        "sides": [{"answer": answer, "sentences": list(sentences)} for answer, sentences in item.sides],
        "answers": [{"words": one.words, "act": one.act.value, "entry": dict(one.values)} for one in item.answers],
    }
