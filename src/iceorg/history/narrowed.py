"""A graph as it was on a day: facts that had been seen and were not over, with their claims, words and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.history.record import read_record
from iceorg.history.standing import Lane, Undated, as_of
from iceorg.vocab import Iri, iceorg, oa

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import date

    from iceorg.history.record import Cell, Record
    from iceorg.model import Triple


def graph_as_of(triples: Iterable[Triple], day: date, undated: Undated = Undated.APART) -> tuple[Triple, ...]:
    """Return the part of a graph that had been seen on a day or before and was not over then.

    Every fact in it still has a claim, every claim its passages, every passage its document. What things are called is
    kept where a document of the time calls them so.

    Args:
        triples: A whole graph.
        day: The day.
        undated: What is done with documents that state no date; those that stand apart are left out.
    """
    whole = tuple(triples)
    record = read_record(whole)
    claims = _claims(record, day, undated)
    dropped = _unwanted(record, claims)
    facts = {one.fact for one in record.asserted}
    held = {one.fact for one in record.asserted if one.claim in claims}
    return tuple(t for t in whole if t[0] not in dropped and (t not in facts or t in held))


def _claims(record: Record, day: date, undated: Undated) -> AbstractSet[Iri]:
    """Return the claims that count: of the asserted those whose fact stands, of the suggested those of the time."""
    standing = [one for one in as_of(record, day, undated) if one.lane is Lane.DATED]
    found = {
        one.claim for fact in standing for one in fact.observations if one.observed or undated is not Undated.APART
    }
    suggested = (one for one in record.observations if not one.status.asserted)
    return found | {one.claim for one in suggested if one.observed and one.observed <= day.isoformat()}


def _unwanted(record: Record, claims: AbstractSet[Iri]) -> AbstractSet[Iri]:
    """Return the claims, passages and documents that are left out."""
    kept = [one for one in record.observations if one.claim in claims]
    words = {words.passage for one in kept for words in one.words}
    documents = {words.document for one in kept for words in one.words}
    apparatus: set[Iri] = {one.claim for one in record.observations if one.claim not in claims}
    for thing, told in record.described.items():
        if (iceorg.QUOTE in told and thing not in words) or (iceorg.SHA256 in told and thing not in documents):
            apparatus |= {thing, *_selectors(told.get(oa.HAS_SELECTOR, []))}
    return apparatus


def _selectors(cells: list[Cell]) -> AbstractSet[Iri]:
    return {Iri(cell) for cell in cells if isinstance(cell, str)}
