"""IRIs and the prefixes that the project writes them with."""

from __future__ import annotations

from typing import Final, NewType

Iri = NewType("Iri", str)
"""An absolute IRI, as text. Turned into a library's term only where that library is used."""

ID_BASE: Final = "https://w3id.org/iceorg/id/"

PREFIXES: Final[dict[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "iceorg": "https://w3id.org/iceorg/ontology#",
    "id": ID_BASE,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def shorten(iri: str) -> str:
    """Return the IRI with its prefix, or unchanged where no prefix fits.

    >>> shorten("http://www.w3.org/ns/org#reportsTo")
    'org:reportsTo'
    >>> shorten("https://example.org/a")
    'https://example.org/a'
    """
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
