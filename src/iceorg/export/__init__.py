"""A graph in the formats that other programs read: one module for each, one contract for all."""

from __future__ import annotations

from difflib import get_close_matches
from io import BytesIO
from typing import IO, TYPE_CHECKING

from iceorg.errors import ExportError
from iceorg.export.arrange import Arranged
from iceorg.export.base import Exporter
from iceorg.export.drawings import CYTOSCAPE, DOT, GEXF, GRAPHML, MERMAID
from iceorg.export.followthemoney import FOLLOWTHEMONEY
from iceorg.export.jsonld import JSON_LD
from iceorg.export.ntriples import N_TRIPLES
from iceorg.export.parquet import PARQUET
from iceorg.export.patched import patched
from iceorg.export.popolo import POPOLO
from iceorg.export.quads import N_QUADS, TRIG
from iceorg.export.reading import read_export
from iceorg.export.reifiers import TURTLE_12
from iceorg.export.tables import CSV, CSV_BARE
from iceorg.export.tree import JSON_LD_TREE
from iceorg.export.turtle import TURTLE
from iceorg.export.xml import RDF_XML
from iceorg.lazy import collecting_later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.store import Store

__all__ = ["EXPORTERS", "Exporter", "export_graph", "exported", "exporter", "patched", "read_export"]

EXPORTERS: tuple[Exporter, ...] = (
    TURTLE,
    JSON_LD,
    N_TRIPLES,
    N_QUADS,
    TRIG,
    RDF_XML,
    TURTLE_12,
    GRAPHML,
    GEXF,
    CYTOSCAPE,
    MERMAID,
    DOT,
    CSV,
    CSV_BARE,
    FOLLOWTHEMONEY,
    POPOLO,
    PARQUET,
    JSON_LD_TREE,
)
"""Every format; a new one is a module with an `Exporter`, and its name here."""


def export_graph(store: Store, format: str, stream: IO[bytes]) -> None:  # noqa: A002 (the word that people use)
    """Write a graph in one of the formats; the same graph gives the same bytes.

    Args:
        store: The graph.
        format: The name of one of `EXPORTERS`, such as `turtle`.
        stream: Where to write.

    Raises:
        ExportError: There is no such format.

    Example:
        >>> import io
        >>> from iceorg.store import OxigraphStore
        >>> store, stream = OxigraphStore(), io.BytesIO()
        >>> store.load(b'<https://w3id.org/iceorg/id/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A" .')
        >>> export_graph(store, "turtle", stream)
        >>> stream.getvalue().decode().splitlines()[-1]
        'id:a skos:prefLabel "A" .'
    """
    with collecting_later():
        exporter(format).write(Arranged(store), stream)


def exported(store: Store, formats: Iterable[str]) -> Iterator[bytes]:
    """Yield a graph in one format after the other, put in order once for all of them.

    Args:
        store: The graph.
        formats: Names of formats, such as `turtle`.

    Raises:
        ExportError: There is no such format.
    """
    graph = Arranged(store)
    for name in formats:
        stream = BytesIO()
        with collecting_later():
            exporter(name).write(graph, stream)
        yield stream.getvalue()


def exporter(format: str) -> Exporter:  # noqa: A002
    """Return the format of that name.

    Raises:
        ExportError: There is none.
    """
    names = {one.name: one for one in EXPORTERS}
    if format in names:
        return names[format]
    near = get_close_matches(format, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    raise ExportError(f"no format is called '{format}'", hint=hint)
