"""The service's description of itself: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from iceorg.serve.formats import GRAPHS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_PREFIXES: Final = {"sd": _SD, "formats": _FORMATS, "void": "http://rdfs.org/ns/void#"}

_DESCRIPTION: Final = """
<> a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
        formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:JSON-LD , formats:RDF_XML ;
    sd:defaultDataset <#dataset> .
<#dataset> a sd:Dataset ; sd:defaultGraph <#graph> .
<#graph> a sd:Graph ; void:triples TRIPLES .
"""


def describe_service(url: str, triples: int, media: str) -> bytes:
    """Return what the endpoint at an address can do, as RDF.

    >>> b"SPARQL11Query" in describe_service("http://localhost/sparql", 3, "text/turtle")
    True
    """
    head = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in _PREFIXES.items())
    text = head + _DESCRIPTION.replace("TRIPLES", str(triples))
    read = (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=url))
    prefixes = None if media == "application/ld+json" else _PREFIXES
    return ox.serialize(read, format=GRAPHS[media], prefixes=prefixes) or b""
