"""Changes as candidates of `org:ChangeEvent`: claims of status Suggested, with the passages of both sides.

Nothing is asserted. That documents of two times differ is observed; that something happened, when and why, is not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from iceorg.history.changes import Kind
from iceorg.model import Literal, Status
from iceorg.vocab import ID_BASE, Iri, dcterms, iceorg, oa, org, prov, rdf, rdfs, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.history.changes import Change
    from iceorg.history.record import Record, Words
    from iceorg.model import Triple

RULE: Final = "D-OBSERVED-DIFFERENCE"
_BODIES: Final = (org.FormalOrganization, org.OrganizationalUnit)


def event_triples(record: Record, changes: Iterable[Change], base: str = ID_BASE) -> tuple[Triple, ...]:
    """Return the change events that observed differences of bodies suggest, as claims that are not asserted.

    Args:
        record: Where the changes were found.
        changes: The changes; those of no body give none.
        base: What the IRIs begin with.
    """
    found = {triple for change in changes for triple in _event(record, change, base)}
    return tuple(sorted(found, key=str))


def _event(record: Record, change: Change, base: str) -> Iterator[Triple]:
    ends = list(_ends(record, change))
    if not ends:
        return
    event = Iri(f"{base}change-{_digest(change.kind, change.thing, change.question, change.before, change.after)}")
    said = f"observed difference, no cause is stated: {_told(record, change)}"
    told: tuple[tuple[Iri, Iri | Literal], ...] = ((rdf.TYPE, org.ChangeEvent), *ends, *_days(change))
    for predicate, value in told:
        claim = Iri(f"{base}claim-{_digest(event, predicate, str(value))}")
        yield claim, rdf.TYPE, iceorg.Claim
        yield claim, rdf.SUBJECT, event
        yield claim, rdf.PREDICATE, predicate
        yield claim, rdf.OBJECT, value
        yield claim, iceorg.STATUS, Status.SUGGESTED.term
        yield claim, iceorg.RULE, Literal(RULE)
        yield claim, rdfs.COMMENT, Literal(said)
        for one in (*change.earlier, *change.later):
            for words in one.words:
                yield claim, prov.WAS_DERIVED_FROM, words.passage
                yield from _passage(words)


def _ends(record: Record, change: Change) -> Iterator[tuple[Iri, Iri]]:
    """Yield the bodies before and after."""
    if change.kind is Kind.RENAMED:
        older = next(one.fact[2] for one in change.later if one.fact[1] == dcterms.REPLACES)
        yield org.ORIGINAL_ORGANIZATION, Iri(str(older))
        yield org.RESULTING_ORGANIZATION, change.thing
    elif any(known in record.values(change.thing, rdf.TYPE) for known in _BODIES):
        if change.kind is not Kind.APPEARED:
            yield org.ORIGINAL_ORGANIZATION, change.thing
        if change.kind is not Kind.GONE:
            yield org.RESULTING_ORGANIZATION, change.thing


def _days(change: Change) -> Iterator[tuple[Iri, Literal]]:
    """Yield the day of a rename, where a person dated it."""
    for one in change.later:
        if one.fact[1] == dcterms.REPLACES and one.status is Status.CURATED and one.observed:
            yield dcterms.DATE, Literal(one.observed, xsd.DATE)


def _told(record: Record, change: Change) -> str:
    before, after = (side or "(not said)" for side in (change.before, change.after))
    return f"{change.kind}: {record.name(change.thing)}, {change.question}: {before} → {after}"


def _passage(words: Words) -> Iterator[Triple]:
    yield words.passage, rdf.TYPE, oa.SpecificResource
    yield words.passage, oa.HAS_SOURCE, words.document
    yield words.passage, iceorg.QUOTE, Literal(words.quote)
    yield words.passage, iceorg.START, Literal(str(words.start), xsd.NON_NEGATIVE_INTEGER)
    yield words.passage, iceorg.END, Literal(str(words.end), xsd.NON_NEGATIVE_INTEGER)
    yield words.document, iceorg.FILE_NAME, Literal(words.file)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
