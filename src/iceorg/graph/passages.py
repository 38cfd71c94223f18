"""A passage in the graph: the exact words, and two ways to find them again, by offsets and by what stands around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.errors import ModelError
from iceorg.graph.names import document_iri, passage_iri
from iceorg.model import Literal
from iceorg.vocab import Iri, iceorg, oa, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Document, Passage, Triple

AROUND = 32
"""Characters before and after a passage by which a changed document can be searched for it."""


def passage_triples(passage: Passage, document: Document, base: str) -> Iterator[Triple]:
    """Yield the description of a passage and of its two selectors.

    Args:
        passage: The words of a claim.
        document: The document that they stand in.
        base: What the IRIs begin with.

    Raises:
        ModelError: The words do not stand there.
    """
    if document.text[passage.start : passage.end] != passage.quote or not passage.quote:
        where = f"{document.name} {passage.start}-{passage.end}"
        raise ModelError("the quote is not what the document says there", where=where)
    iri = passage_iri(passage, base)
    start = Literal(str(passage.start), xsd.NON_NEGATIVE_INTEGER)
    end = Literal(str(passage.end), xsd.NON_NEGATIVE_INTEGER)
    position, quote = Iri(f"{iri}-position"), Iri(f"{iri}-quote")
    yield iri, rdf.TYPE, oa.SpecificResource
    yield iri, oa.HAS_SOURCE, document_iri(passage.document, base)
    yield iri, iceorg.QUOTE, Literal(passage.quote)
    yield iri, iceorg.START, start
    yield iri, iceorg.END, end
    yield iri, oa.HAS_SELECTOR, position
    yield iri, oa.HAS_SELECTOR, quote
    yield position, rdf.TYPE, oa.TextPositionSelector
    yield position, oa.START, start
    yield position, oa.END, end
    yield quote, rdf.TYPE, oa.TextQuoteSelector
    yield quote, oa.EXACT, Literal(passage.quote)
    yield quote, oa.PREFIX, Literal(document.text[max(0, passage.start - AROUND) : passage.start])
    yield quote, oa.SUFFIX, Literal(document.text[passage.end : passage.end + AROUND])
