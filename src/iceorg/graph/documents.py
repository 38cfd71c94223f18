"""A document in the graph: what it is called, whose it is, and its dates, each kind apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.errors import ModelError
from iceorg.graph.names import document_iri
from iceorg.graph.terms import checked_iri, checked_literal, iri_fault, is_unicode
from iceorg.model import Literal
from iceorg.vocab import Iri, dcterms, foaf, iceorg, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iceorg.model import Document, Layout, Triple


def document_triples(layout: Layout, base: str, built_on: date | None) -> Iterator[Triple]:
    """Yield the description of a document; what is not known of it is left out.

    What its text says of itself, its date for one, comes from claims and is not written here.

    Args:
        layout: The document, with what its file says of itself.
        base: What its IRI begins with.
        built_on: The date of the build, if the graph is to tell it.

    Raises:
        ModelError: Its text or a name cannot be written.
    """
    document, source = layout.document, layout.document.source
    if not is_unicode(document.text):
        raise ModelError("the text holds half of a character", where=ascii(document.name))
    iri = checked_iri(document_iri(document.id, base), document.name)
    yield iri, rdf.TYPE, foaf.Document
    names = {
        dcterms.TITLE: source.title or layout.title,
        iceorg.PUBLISHER: source.publisher or layout.publisher,
        iceorg.REPUBLISHER: source.republisher,
        iceorg.SHA256: document.sha256,
    }
    for predicate, name in (*names.items(), *((iceorg.FILE_NAME, name) for name in document.file_names)):
        if name:
            yield iri, predicate, checked_literal(Literal(name), document.name)
    dates = {
        iceorg.STATED_DATE: source.stated_date,
        iceorg.REPUBLISHED_ON: source.republished,
        iceorg.CAPTURED_ON: source.captured,
        iceorg.BUILT_ON: built_on,
    }
    for predicate, day in dates.items():
        if day is not None:
            yield iri, predicate, Literal(day.isoformat(), xsd.DATE)
    for address in _addresses(document):
        yield iri, dcterms.SOURCE, address


def _addresses(document: Document) -> Iterator[Iri]:
    """Yield the web address of the original, where it can be one: an archive's note of a folder cannot."""
    address = document.source.original_address or ""
    if address.startswith(("http://", "https://")) and not iri_fault(address):
        yield Iri(address)
