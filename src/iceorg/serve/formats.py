"""What an answer may be written as, and which of these a client would like best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mimeparse
import pyoxigraph as ox

from iceorg.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

SOLUTIONS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Of the answers to SELECT and ASK; the first is what those get who do not care."""

GRAPHS: Final[Mapping[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Of the answers to CONSTRUCT and DESCRIBE."""

_ALSO: Final = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples",),
}
"""General types that people ask for, and what they get."""


def choose(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return which of the offered media types an Accept header likes best, or None if it likes none.

    >>> choose("text/csv;q=0.1, application/json", tuple(SOLUTIONS))
    'application/sparql-results+json'
    >>> choose("", ("text/turtle", "text/html")), choose("image/png", ("text/turtle",))
    ('text/turtle', None)

    Raises:
        Refusal: It is no Accept header.
    """
    if not accept.strip():
        return offered[0]
    names = {general: exact for general, exacts in _ALSO.items() for exact in exacts if exact in offered}
    names = {**names, **{media: media for media in reversed(offered)}}  # of equals, mimeparse takes the last
    try:
        liked = mimeparse.best_match(list(names), accept)
    except mimeparse.MimeTypeParseException:
        raise Refusal(406, "the Accept header is no list of media types", offered=offered) from None
    return names.get(liked)
