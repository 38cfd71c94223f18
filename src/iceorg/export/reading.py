"""Our own exports read back to the graph that they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.errors import ExportError
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

_APART = ("subject", "predicate", "object")


def read_export(data: bytes, media_type: str, where: str = "") -> bytes:
    r"""Return the graph that an export holds, as graph.nt has it; named graphs are laid together, reifiers taken apart.

    Args:
        data: The file.
        media_type: What it is, as the exporter says.
        where: What the file is called, for messages.

    Raises:
        ExportError: It does not parse, or has a node without an IRI, which no export of ours has.

    Example:
        >>> read_export(b'<urn:x:a> <urn:x:b> "c" .', "text/turtle")
        b'<urn:x:a> <urn:x:b> "c" .\n'
    """
    import pyoxigraph as ox

    form = ox.RdfFormat.from_media_type(media_type.partition(";")[0])
    assert form is not None, media_type
    try:
        triples = {triple for quad in ox.parse(data, format=form) for triple in _taken_apart(quad)}
    except (SyntaxError, ValueError) as fault:
        raise ExportError(f"cannot be read: {fault}", where=where, hint="is it whole, and of this format?") from fault
    if any(isinstance(part, ox.BlankNode) for triple in triples for part in triple):
        raise ExportError("has nodes without an IRI", where=where, hint="only exports of iceorg are read")
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def _taken_apart(quad: ox.Quad) -> list[ox.Triple]:
    """Return a triple, or in place of a reifier's the three that say the same in RDF 1.1."""
    import pyoxigraph as ox

    stated = quad.object
    if not isinstance(stated, ox.Triple):
        return [quad.triple]
    rdf = PREFIXES["rdf"]
    parts = (stated.subject, stated.predicate, stated.object)
    return [ox.Triple(quad.subject, ox.NamedNode(rdf + name), part) for name, part in zip(_APART, parts, strict=True)]
