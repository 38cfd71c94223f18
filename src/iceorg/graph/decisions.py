"""A person's decision in the graph: what was decided, by whom, when, why, and the entry that says so."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from iceorg.graph.names import document_iri, passage_iri
from iceorg.graph.terms import checked_iri, checked_literal
from iceorg.model import Literal
from iceorg.vocab import Iri, dcterms, iceorg, prov, rdf, rdfs, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Decision, Document, Triple


def decision_iri(decision: Decision, base: str) -> Iri:
    """Return the IRI of a decision."""
    return Iri(base + decision.id)


def decision_triples(decision: Decision, base: str) -> Iterator[Triple]:
    """Yield the description of a decision and of the person behind it.

    Args:
        decision: The decision.
        base: What the IRIs begin with.
    """
    iri = checked_iri(decision_iri(decision, base), decision.id)
    person = _curator_iri(decision.author, base)
    yield iri, rdf.TYPE, iceorg.Decision
    yield iri, iceorg.ACT, Literal(decision.act.value)
    yield iri, prov.WAS_ASSOCIATED_WITH, person
    yield iri, dcterms.DATE, Literal(decision.on.isoformat(), xsd.DATE)
    yield iri, iceorg.REASON, checked_literal(Literal(decision.reason), decision.id)
    if decision.source:
        yield iri, iceorg.RESTS_ON, checked_literal(Literal(decision.source), decision.id)
    yield iri, prov.WAS_DERIVED_FROM, passage_iri(decision.passage, base)
    for thing in decision.apart:
        yield iri, prov.USED, checked_iri(thing, decision.id)
    yield person, rdf.TYPE, prov.Person
    yield person, rdfs.LABEL, checked_literal(Literal(decision.author), decision.id)


def curation_triples(file: Document, base: str) -> Iterator[Triple]:
    """Yield the description of a file of decisions."""
    iri = document_iri(file.id, base)
    yield iri, rdf.TYPE, iceorg.CurationFile
    yield iri, iceorg.SHA256, Literal(file.sha256)
    yield iri, iceorg.FILE_NAME, checked_literal(Literal(file.name), file.name)


def _curator_iri(name: str, base: str) -> Iri:
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "person"
    return Iri(f"{base}curator-{slug[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}")
