"""N-Triples: `graph.nt` itself, one line for each triple."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from iceorg.export.base import Exporter

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged


def write_ntriples(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as canonical N-Triples, sorted."""
    stream.write(graph.store.dump())


N_TRIPLES = Exporter("n-triples", ".nt", "application/n-triples", write_ntriples)
