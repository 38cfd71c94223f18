"""Why a fact is believed: the claims behind it, with the words of the documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from iceorg.model import Literal
from iceorg.query.names import find_thing
from iceorg.query.rows import Cell, text_of
from iceorg.query.solve import solve
from iceorg.query.words import find_property
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.query.rows import Row
    from iceorg.store import Store

_CLAIMS = """
SELECT ?subject ?predicate ?object ?claim ?status ?rule ?confidence ?observed ?signs
       ?document ?start ?end ?quote WHERE {
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         iceorg:status ?status ; iceorg:rule ?rule ; prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?document ; iceorg:start ?start ; iceorg:end ?end ; iceorg:quote ?quote .
  OPTIONAL { ?claim iceorg:confidence ?confidence }
  OPTIONAL { ?claim iceorg:observedOn ?observed }
  OPTIONAL { ?claim rdfs:comment ?signs }
}
"""
_MEMBERSHIPS = "SELECT ?person ?membership { ?membership org:member ?person }"
_COUNTS = "SELECT ?thing ?count { ?thing iceorg:statedCount ?count }"
_DOCUMENTS = (
    "SELECT ?document ?file ?title { ?document iceorg:fileName ?file OPTIONAL { ?document dcterms:title ?title } }"
)
_DECISIONS = """
SELECT ?claim ?who ?on ?reason ?rests {
  ?decision a iceorg:Decision ; prov:wasAssociatedWith/rdfs:label ?who ; dcterms:date ?on ; iceorg:reason ?reason .
  OPTIONAL { ?decision iceorg:restsOn ?rests }
  VALUES ?link { prov:wasGeneratedBy prov:wasInfluencedBy prov:wasInvalidatedBy }
  ?claim ?link ?decision
}
"""
_CLAIM = 3
"""The column of the claim in the answer to `_CLAIMS`."""
_UNDATED = "~"
"""Sorts after every date."""


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A passage that a claim rests on.

    Args:
        file: Name of the document's file.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        quote: The exact words.
        title: The document's title, if it has one.
        document: The document's IRI.
    """

    file: str
    start: int
    end: int
    quote: str
    title: str
    document: Iri


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim: what a document says, how it follows, and the words.

    Args:
        subject: The thing spoken of.
        predicate: What is said of it.
        object: A thing or a value.
        status: `Stated`, `Layout`, `Inferred`, `Curated`; `Suggested` and `Rejected` are not facts.
        rule: Id of the rule that read it.
        confidence: How often the rule is right, 0 to 1; None where not measured.
        observed_on: The date of the document, as ISO text; None for an undated one.
        words: The passages, in text order; at least one.
        claim: The claim's IRI.
        signs: What carried a claim of the learned parts, in words; empty for one of a rule.
        decision: Who decided so, when and why; empty where no person did.
    """

    subject: Iri
    predicate: Iri
    object: Cell
    status: str
    rule: str
    confidence: float | None
    observed_on: str | None
    words: tuple[Words, ...]
    claim: Iri
    signs: str = ""
    decision: str = ""


def why(store: Store, subject: str, predicate: str | None = None, object: str | None = None) -> tuple[Reason, ...]:  # noqa: A002
    """Return the claims behind a fact, sorted by statement and by date, the undated last.

    With a subject alone, those of all its facts, of its counts and of the posts it holds.

    Args:
        store: Where to look.
        subject: A thing, by name, acronym or IRI.
        predicate: A property, by CURIE, local name or words ("reports to").
        object: A thing as above, or a value as text.

    Returns:
        Nothing where no document says so.

    Raises:
        QueryError: A name means no thing, or several.
    """
    thing = find_thing(store, subject)
    wanted = find_property(predicate) if predicate else None
    subjects = [thing] if wanted else [thing, *_unnamed_parts(store, thing)]
    files = _files(store)
    reasons = [reason for each in subjects for reason in _reasons(store, files, each, wanted)]
    if object is not None:
        reasons = _with_object(store, reasons, object)
    return tuple(sorted(reasons, key=lambda reason: (reason.subject != thing, _order(reason))))


def _unnamed_parts(store: Store, thing: Iri) -> list[Iri]:
    """Return the things without a name of their own that tell about a thing: memberships and counts."""
    found = (solve(store, _MEMBERSHIPS, {"person": thing}), solve(store, _COUNTS, {"thing": thing}))
    return [Iri(text_of(row[1])) for rows in found for row in rows]


def _with_object(store: Store, reasons: list[Reason], name: str) -> list[Reason]:
    """Return the reasons whose object is the thing or the value of that name."""
    values = [r for r in reasons if isinstance(r.object, Literal) and r.object.value.casefold() == name.casefold()]
    if values:
        return values
    thing = find_thing(store, name)
    return [r for r in reasons if r.object == thing]


def _files(store: Store) -> dict[str, tuple[str, str]]:
    """Return the file name and the title of each document."""
    rows = sorted(tuple(text_of(cell) for cell in row) for row in solve(store, _DOCUMENTS))
    return {document: (file, title) for document, file, title in reversed(rows)}


def _reasons(
    store: Store, files: Mapping[str, tuple[str, str]], subject: Iri, predicate: Iri | None
) -> Iterator[Reason]:
    values: dict[str, Cell] = {"subject": subject}
    if predicate:
        values["predicate"] = predicate
    rows = sorted(solve(store, _CLAIMS, values), key=_claim_of)
    decided = _decisions(store)
    for claim, group in groupby(rows, key=_claim_of):
        yield replace(_reason(list(group), files), decision=decided.get(claim, ""))


def _decisions(store: Store) -> Mapping[str, str]:
    """Return who decided about each claim that somebody decided about, when and why."""
    told = [tuple(map(text_of, row)) for row in solve(store, _DECISIONS)]
    return {
        claim: f"{who}, {on}: {reason}" + (f" ({rests})" if rests else "") for claim, who, on, reason, rests in told
    }


def _claim_of(row: Row) -> str:
    return text_of(row[_CLAIM])


def _reason(rows: list[Row], files: Mapping[str, tuple[str, str]]) -> Reason:
    subject, predicate, what, claim, status, rule, confidence, observed, carried, *_ = rows[0]
    assert what is not None
    return Reason(
        subject=Iri(text_of(subject)),
        predicate=Iri(text_of(predicate)),
        object=what,
        status=shorten(text_of(status)).partition(":")[2],
        rule=text_of(rule),
        confidence=float(text_of(confidence)) if confidence else None,
        observed_on=text_of(observed) or None,
        words=tuple(sorted({_words(row, files) for row in rows})),
        claim=Iri(text_of(claim)),
        signs=text_of(carried),
    )


def _words(row: Row, files: Mapping[str, tuple[str, str]]) -> Words:
    document, start, end, quote = (text_of(cell) for cell in row[-4:])
    file, title = files.get(document, (shorten(document), ""))
    return Words(file, int(start), int(end), quote, title, Iri(document))


def _order(reason: Reason) -> tuple[str, ...]:
    said = (reason.subject, reason.predicate, text_of(reason.object))
    first = reason.words[0]
    return (*said, reason.observed_on or _UNDATED, first.file, f"{first.start:012}", reason.claim)
