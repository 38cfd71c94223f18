"""The claims behind facts as text for people and as data for programs."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from iceorg.query.grounds import Reason, why
from iceorg.query.names import labels
from iceorg.query.rows import Cell, text_of
from iceorg.query.words import find_property, in_words
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.store import Store

Said = tuple[Iri, Iri, Cell]


def tell_why(
    store: Store,
    subject: str,
    predicate: str | None = None,
    object: str | None = None,  # noqa: A002
    *,
    width: int | None = None,
) -> str:
    """Return the claims behind a fact as text; where there are none, say that it is not stated.

    Args:
        store: Where to look.
        subject: A thing, by name, acronym or IRI.
        predicate: A property, by CURIE, local name or words.
        object: A thing or a value.
        width: Columns of the screen that long sentences are broken for; by default each stays on one line.

    Raises:
        QueryError: A name means no thing, or several.
    """
    reasons = why(store, subject, predicate, object)
    if reasons:
        return _told(store, reasons, width)
    said = in_words(find_property(predicate)) if predicate else "is"
    lines = f"Not stated in the documents: {subject} {said or predicate} {object or '…'}\n"
    nearby = _of_both(store, subject, object) if predicate and object else ()
    return lines + (f"\nWhat they say of both:\n\n{_told(store, nearby, width)}" if nearby else "")


def reasons_as_json(store: Store, reasons: Sequence[Reason]) -> str:
    """Return claims as a JSON list: statement, labels, standing, and passages with offsets."""
    called = _labels(store, reasons)
    return json.dumps([_as_data(reason, called) for reason in reasons], ensure_ascii=False, indent=2) + "\n"


def _of_both(store: Store, one: str, other: str) -> tuple[Reason, ...]:
    return why(store, one, None, other) + why(store, other, None, one)


def _told(store: Store, reasons: Sequence[Reason], width: int | None) -> str:
    called = _labels(store, reasons)
    paragraphs = (_statement(said, list(group), called, width) for said, group in groupby(reasons, key=_said))
    return "\n".join(paragraphs)


def _labels(store: Store, reasons: Sequence[Reason]) -> dict[str, str]:
    return labels(store, {cell for reason in reasons for cell in _said(reason) if isinstance(cell, str)})


def _said(reason: Reason) -> Said:
    return reason.subject, reason.predicate, reason.object


def _statement(said: Said, reasons: list[Reason], called: Mapping[str, str], width: int | None) -> str:
    parts = (called.get(text_of(cell)) or (shorten(cell) if isinstance(cell, str) else cell.value) for cell in said)
    lines = [" — ".join(parts)]
    for reason in reasons:
        lines.append(f"  {_standing(reason)}")
        lines += [f"    because {reason.signs}"] if reason.signs else []
        lines += [f"    {reason.decision}"] if reason.decision else []
        lines += [f"    {words.start}-{words.end}  “{' '.join(words.quote.split())}”" for words in reason.words]
    return "".join(f"{_broken(line, width)}\n" for line in lines)


def _standing(reason: Reason) -> str:
    sure = "" if reason.confidence is None else f", right {reason.confidence:.0%} of the time"
    no_fact = ", not asserted," if reason.status in ("Suggested", "Rejected") else ""
    dated = reason.observed_on or "undated"
    return f"{reason.words[0].file} ({dated}): {reason.status.lower()}{no_fact} by rule {reason.rule}{sure}"


def _broken(line: str, width: int | None) -> str:
    """Return a line in lines that fit the screen, the further ones further in."""
    if width is None or len(line) <= width:
        return line
    return textwrap.fill(line, width, subsequent_indent="      ", break_on_hyphens=False)


def _as_data(reason: Reason, called: Mapping[str, str]) -> dict[str, object]:
    return {
        "subject": _named(reason.subject, called),
        "predicate": _named(reason.predicate, called),
        "object": _named(reason.object, called),
        "status": reason.status,
        "rule": reason.rule,
        "confidence": reason.confidence,
        "signs": reason.signs,
        "decision": reason.decision,
        "observedOn": reason.observed_on,
        "claim": reason.claim,
        "passages": [
            {"file": w.file, "title": w.title, "document": w.document, "start": w.start, "end": w.end, "quote": w.quote}
            for w in reason.words
        ],
    }


def _named(cell: Cell, called: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(cell, str):
        return {"value": cell.value, "datatype": cell.datatype}
    return {"iri": cell, "label": called.get(cell, shorten(cell))}
