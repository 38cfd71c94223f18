"""The manifests of the W3C's tests: what to ask of which data, and what must come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "sparql" / "sparql11"
BASE = "https://w3c.example/sparql11/"
"""What stands for the folder in IRIs; nothing is fetched from there."""

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".nt": "nt", ".trig": "trig", ".nq": "nquads"}
_ENGINE = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}


@dataclass(frozen=True, slots=True)
class Case:
    """One test of the evaluation of queries.

    Args:
        id: Its folder and its name in the manifest.
        query: The IRI of the query's file.
        default: The IRIs of the files of the default graph.
        named: The files of named graphs, each with the graph's name.
        result: The IRI of the file with the expected result.
        lax: Whether equal rows may be fewer.
    """

    id: str
    query: str
    default: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    result: str
    lax: bool


def evaluation_cases() -> list[Case]:
    """Return the tests of the evaluation of SPARQL 1.1 queries, or none where the suite is not here."""
    manifest = SUITE / "manifest-sparql11-query.ttl"
    return [*_cases(manifest)] if manifest.is_file() else []


def read_manifest(manifest: Path) -> Graph:
    """Return a manifest as a graph."""
    return Graph().parse(data=manifest.read_text("utf-8"), format="turtle", publicID=iri_of(manifest))


def entries(graph: Graph) -> Iterator[Node]:
    """Yield the tests of a manifest in its order."""
    for listed in graph.objects(None, MF.entries):
        yield from Collection(graph, listed)


def iri_of(file: Path) -> str:
    """Return the IRI that stands for a file of the suite."""
    return BASE + file.relative_to(SUITE).as_posix()


def file_of(iri: str) -> Path:
    """Return the file of the suite that an IRI stands for."""
    return SUITE / iri.removeprefix(BASE)


def to_nquads(default: tuple[str, ...], named: tuple[tuple[str, str], ...]) -> bytes:
    """Return a dataset of files of the suite."""
    store = ox.Store()
    for file, name in [*((file, "") for file in default), *named]:
        path, graph = file_of(file), ox.NamedNode(name) if name else ox.DefaultGraph()
        store.load(path.read_bytes(), format=_ENGINE[path.suffix], base_iri=file, to_graph=graph)
    return store.dump(format=ox.RdfFormat.N_QUADS) or b""


def _cases(manifest: Path) -> Iterator[Case]:
    graph = read_manifest(manifest)
    for included in graph.objects(None, MF.include):
        for inner in Collection(graph, included):
            yield from _cases(file_of(str(inner)))
    for entry in entries(graph):
        if (entry, RDF.type, MF.QueryEvaluationTest) in graph:
            yield _case(graph, entry, manifest.parent.name)


def _case(graph: Graph, entry: Node, folder: str) -> Case:
    action = graph.value(entry, MF.action)
    named = [_named(graph, each) for each in graph.objects(action, QT.graphData)]
    default = [str(each) for each in graph.objects(action, QT.data)]
    query = str(graph.value(action, QT.query))
    if not (named or default):
        named = [(iri, iri) for iri in _from_clauses(query)]
    return Case(
        id=f"{folder}/{str(entry).rpartition('#')[2]}",
        query=query,
        default=tuple(default),
        named=tuple(named),
        result=str(graph.value(entry, MF.result)),
        lax=graph.value(entry, MF.resultCardinality) is not None,
    )


def _named(graph: Graph, node: Node) -> tuple[str, str]:
    file = graph.value(node, QT.graph) or node
    return str(file), str(graph.value(node, RDFS.label) or file)


def _from_clauses(query: str) -> Iterator[str]:
    """Yield the files of the suite that a query names itself."""
    words = file_of(query).read_text("utf-8").split()
    for word in words:
        iri = str(URIRef(word.strip("<>"), base=query)) if word.startswith("<") and word.endswith(">") else ""
        if iri.startswith(BASE) and file_of(iri).suffix in _ENGINE and file_of(iri).is_file():
            yield iri
