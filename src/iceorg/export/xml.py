"""RDF/XML, for older programs."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from iceorg.errors import ExportError
from iceorg.export.base import Exporter
from iceorg.model import Literal
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged
    from iceorg.model import Triple

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEFORE_NAME = re.compile(r"[^\w.\-·%]")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_HINT = "export turtle, which can"


def write_rdf_xml(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as RDF/XML.

    Raises:
        ExportError: A text has a character, or a property a name, that XML has no way to write.
    """
    import pyoxigraph as ox

    for triple in graph.store.triples():
        _refuse(triple)
    prefixes = {name: base for name, base in (PREFIXES | {"id": graph.base}).items() if name != "rdf"}
    quads = ox.parse(graph.store.dump(), format=ox.RdfFormat.N_TRIPLES)
    whole = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b""
    # Readers of XML take a bare carriage return for a line feed.
    stream.write(whole.replace(b"\r", b"&#13;"))


def _refuse(triple: Triple) -> None:
    subject, predicate, what = triple
    *before, name = _BEFORE_NAME.split(predicate)
    if not (before and _NAME.fullmatch(name)):
        raise ExportError(f"RDF/XML cannot write the property <{predicate}>", where=subject, hint=_HINT)
    if isinstance(what, Literal) and _CONTROLS.search(what.value):
        raise ExportError("XML cannot hold a control character", where=f"{subject} {predicate}", hint=_HINT)


RDF_XML = Exporter("rdf-xml", ".rdf", "application/rdf+xml", write_rdf_xml)
