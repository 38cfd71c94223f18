"""What history found as tables that cite, and as data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from iceorg.model import Literal
from iceorg.query import Rows, in_words
from iceorg.vocab import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.history.candidates import Candidate
    from iceorg.history.changes import Change
    from iceorg.history.conflicts import Conflict, Side
    from iceorg.history.glimpses import Glimpse
    from iceorg.history.record import Observation, Record
    from iceorg.history.standing import Standing

_CITED = ("status", "document", "quote", "start")


def standing_rows(record: Record, found: Iterable[Standing]) -> Rows:
    """Return facts on a day as a table: the fact, its lane, when it was seen, and the words."""
    columns = ("lane", "subject", "predicate", "object", "seen", "gap", *_CITED)
    rows = (
        (one.lane, *_said(record, one.fact), one.last, one.gap, *cited)
        for one in found
        for cited in _cited(one.observations)
    )
    return _rows(columns, rows)


def change_rows(record: Record, found: Iterable[Change]) -> Rows:
    """Return changes as a table, with the sentences of both sides."""
    columns = ("change", "thing", "question", "before", "after", "note", "side", "observed", *_CITED)
    rows = (
        (one.kind, record.name(one.thing), one.question, one.before, one.after, one.note, side, *cited)
        for one in found
        for side, seen in (("before", one.earlier), ("after", one.later))
        for cited in _dated(seen)
    )
    return _rows(columns, rows)


def conflict_rows(record: Record, found: Iterable[Conflict]) -> Rows:
    """Return conflicts and agreements as a table, with the sentences of every side."""
    columns = ("sort", "thing", "question", "answer", "observed", *_CITED)
    rows = (
        (one.sort, record.name(one.thing), one.question, side.answer, *cited)
        for one in found
        for side in one.sides
        for cited in (*_dated(side.observations), *map(_glimpsed, side.glimpses))
    )
    return _rows(columns, rows)


def candidate_rows(record: Record, found: Iterable[Candidate]) -> Rows:
    """Return what may be one, or follow each other, as a table, with the sentences of both sides."""
    columns = ("sort", "score", "reasons", "thing", "observed", *_CITED)
    rows = (
        (one.sort, f"{one.score:.2f}", "; ".join(one.reasons), record.name(thing), *cited)
        for one in found
        for thing, seen in zip((one.first, one.second), one.observations, strict=True)
        for cited in _dated(seen)
    )
    return _rows(columns, rows)


def standing_data(record: Record, found: Iterable[Standing]) -> list[dict[str, Any]]:
    """Return facts on a day as data."""
    return [
        dict(zip(("subject", "predicate", "object"), (_term(record, cell) for cell in one.fact), strict=True))
        | {"lane": one.lane, "first": one.first, "last": one.last, "next": one.next, "ageInDays": one.age}
        | {"placedByCapture": one.placed, "ended": one.ended, "gap": one.gap, "claims": _claims(one.observations)}
        for one in found
    ]


def change_data(record: Record, found: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as data."""
    return [
        {"change": one.kind, "thing": _term(record, one.thing), "question": one.question, "note": one.note}
        | {"before": {"answer": one.before, "claims": _claims(one.earlier)}}
        | {"after": {"answer": one.after, "claims": _claims(one.later)}}
        for one in found
    ]


def conflict_data(record: Record, found: Iterable[Conflict]) -> list[dict[str, Any]]:
    """Return conflicts and agreements as data."""
    return [
        {"sort": one.sort, "thing": _term(record, one.thing), "question": one.question, "note": one.note}
        | {"sides": [_side(side) for side in one.sides]}
        for one in found
    ]


def candidate_data(record: Record, found: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Return what may be one, or follow each other, as data."""
    return [
        {"sort": one.sort, "score": one.score, "reasons": list(one.reasons)}
        | {
            "sides": [
                {"thing": _term(record, thing), "claims": _claims(seen)}
                for thing, seen in zip((one.first, one.second), one.observations, strict=True)
            ]
        }
        for one in found
    ]


def _rows(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Rows:
    return Rows(columns, tuple(tuple(Literal(cell) for cell in row) for row in rows))


def _said(record: Record, fact: tuple[Any, Any, Any]) -> tuple[str, str, str]:
    subject, predicate, value = fact
    return record.name(subject), in_words(predicate) or shorten(predicate), record.name(value)


def _cited(observations: Iterable[Observation]) -> Iterator[tuple[str, ...]]:
    for one in observations:
        for words in one.words:
            yield one.status.value, words.file, words.quote, str(words.start)


def _dated(observations: Iterable[Observation]) -> Iterable[tuple[str, ...]]:
    """Return the passages with their documents' dates, each once: the heading of a list licenses many claims."""
    return dict.fromkeys((one.observed, *cited) for one in observations for cited in _cited((one,)))


def _glimpsed(one: Glimpse) -> tuple[str, ...]:
    return one.observed, one.status, one.file, one.quote, str(one.start)


def _side(side: Side) -> dict[str, Any]:
    """Return an answer with its claims, or with the lines that only name the thing, of which no claim is made."""
    told: dict[str, Any] = {"answer": side.answer, "claims": _claims(side.observations)}
    return told | (
        {"glimpses": [asdict(one) | {"status": one.status} for one in side.glimpses]} if side.glimpses else {}
    )


def _claims(observations: Iterable[Observation]) -> list[dict[str, Any]]:
    return [
        {"claim": one.claim, "status": one.status, "observedOn": one.observed or None, "passages": _passages(one)}
        for one in observations
    ]


def _passages(one: Observation) -> list[dict[str, Any]]:
    return [{"file": words.file, "start": words.start, "end": words.end, "quote": words.quote} for words in one.words]


def _term(record: Record, cell: Any) -> dict[str, str]:
    if isinstance(cell, Literal):
        return {"value": cell.value, "datatype": cell.datatype}
    return {"iri": cell, "label": in_words(cell) or record.name(cell)}
