"""The W3C's tests of the SPARQL Protocol: queries are answered as it wants, updates refused, and nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, BNode, Namespace
from rdflib.collection import Collection

from serving import served_dataset
from w3c.answers import read_json
from w3c.manifests import MF, SUITE, UT, entries, file_of, read_manifest, to_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from serving import Response, Server

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MANIFEST = SUITE / "protocol" / "manifest.ttl"
ELSEWHERE = b"<urn:a> <urn:b> <urn:c> <http://kasei.us/2009/09/sparql/data/data0.rdf> .\n"
"""A graph that many of the requests name, and the suite does not hold."""
EVERYTHING = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a test, and what must come back."""

    method: str
    path: str
    body: bytes | None
    headers: tuple[tuple[str, str], ...]
    statuses: frozenset[str]
    form: str
    truth: bool | None

    @property
    def asks(self) -> bool:
        """Whether it is a query of the protocol."""
        return (
            "update" not in self.path
            and b"update=" not in (self.body or b"")
            and "application/sparql-query" in str(self.headers)
        )


def _tests() -> dict[str, list[Request]]:
    if not MANIFEST.is_file():
        return {}
    graph = read_manifest(MANIFEST)
    return {str(entry).rpartition("#")[2]: [*_requests(graph, entry)] for entry in entries(graph)}


def _requests(graph: Graph, entry: Node) -> Iterator[Request]:
    listed = graph.value(graph.value(entry, MF.action), HT.requests)
    for node in Collection(graph, listed or BNode()):
        response = graph.value(node, HT.resp)
        truth = graph.value(response, MF.expectedBoolean)
        yield Request(
            method=str(graph.value(node, HT.methodName)),
            path=str(graph.value(node, HT.absolutePath)),
            body=_body(graph, graph.value(node, HT.body)),
            headers=tuple(_headers(graph, graph.value(node, HT.headers))),
            statuses=frozenset(str(status)[-3:-2] for status in graph.objects(response, MF.expectedStatus)),
            form=str(graph.value(response, MF.expectedFormat) or ""),
            truth=None if truth is None else str(truth) == "true",
        )


def _body(graph: Graph, node: Node | None) -> bytes | None:
    text = graph.value(node, CNT.chars)
    return None if text is None else str(text).encode(str(graph.value(node, CNT.characterEncoding)))


def _headers(graph: Graph, listed: Node | None) -> Iterator[tuple[str, str]]:
    for node in Collection(graph, listed or BNode()):
        yield str(graph.value(node, HT.fieldName)), str(graph.value(node, HT.fieldValue))


TESTS = _tests()
QUERIES = [name for name in TESTS if "update" not in name]
UPDATES = [name for name in TESTS if "update" in name]


@pytest.fixture(scope="module")
def server(suite: object) -> Iterator[Server]:
    """A server of the graphs that the manifest names."""
    assert suite
    graph = read_manifest(MANIFEST)
    described = {node for _, node in graph.subject_objects(UT.graphData)}
    named = {(str(graph.value(n, UT.graph)), str(graph.value(n, RDFS.label))) for n in described}
    assert all(file_of(file).is_file() for file, _ in named)
    with served_dataset(to_nquads((), tuple(sorted(named))) + ELSEWHERE) as running:
        yield running


def send(server: Server, request: Request) -> Response:
    """Send a request as the manifest has it."""
    return server.send(request.method, request.path, request.body, dict(request.headers))


def test_the_manifest_is_whole(suite: object) -> None:
    """It has as many tests as are counted on."""
    assert suite
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


@pytest.mark.usefixtures("suite")
@pytest.mark.parametrize("name", QUERIES)
def test_query_of_the_protocol(server: Server, name: str) -> None:
    """Status, format and truth are as the manifest wants them."""
    for request in TESTS[name]:
        answer = send(server, request)
        assert str(answer.status)[0] in request.statuses, answer.text
        assert not request.form or answer.media in FORMATS[request.form]
        assert request.truth is None or read_json(answer.body).truth == request.truth


@pytest.mark.usefixtures("suite")
@pytest.mark.parametrize("name", UPDATES)
def test_update_is_refused(server: Server, name: str) -> None:
    """Every request that is no query is the client's fault, and the dataset is what it was."""
    before = server.post(EVERYTHING).body
    refused = [send(server, request).status for request in TESTS[name] if not request.asks]
    assert refused
    assert [status for status in refused if not 400 <= status < 500] == []
    assert server.post(EVERYTHING).body == before
