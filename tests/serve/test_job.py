"""The work of a worker, done here: what comes back for each kind of query and of fault."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from iceorg.query import Limits
from iceorg.serve.job import Job, answer

GRAPH = "https://example.org/graph"
FEW = Limits(rows=3, answer_bytes=2000)
FORMATS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Five triples in the default graph, one in a named one."""
    store = ox.Store()
    lines = "".join(f'<urn:{number}> <urn:p> "a\\nb, c" .\n' for number in range(5))
    store.load(f"{lines}<urn:g> <urn:p> <urn:q> <{GRAPH}> .\n", format=ox.RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize(("limit", "status"), [(3, 200), (4, 413)])
def test_rows_are_counted_in_every_format(store: ox.Store, media: str, limit: int, status: int) -> None:
    """Line breaks within values are no rows."""
    job = Job(f"SELECT ?o {{ ?s <urn:p> ?o }} LIMIT {limit}", solutions=media)
    assert answer(store, job, FEW).status == status


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("ASK { GRAPH ?g { ?s ?p ?o } }", 200, '{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 413, "longer than 3 rows"),
        ('SELECT ("' + "x" * 3000 + '" AS ?x) {}', 413, "longer than"),
        ("SELECT", 400, "parse"),
        ("ASK { SERVICE <urn:s> {} }", 400, "SERVICE"),
        (f"ASK FROM <{GRAPH}> {{ <urn:g> ?p ?o }}", 200, "true"),
        ("PREFIX e: <https://example.org/> ASK FROM NAMED e:graph { GRAPH ?g { ?s ?p ?o } }", 200, "true"),
        ("BASE <https://example.org/> ASK FROM <graph> { <urn:g> ?p ?o }", 200, "true"),
        ("BASE <https://example.com/> ASK FROM <graph> { ?s ?p ?o }", 400, "no graph <https://example.com/graph>"),
        ("ASK FROM <no iri> {}", 400, "IRI"),
    ],
)
def test_answers_and_refusals(store: ox.Store, query: str, status: int, words: str) -> None:
    """The answer, or what is wrong."""
    reply = answer(store, Job(query), FEW)
    assert (reply.status, words in reply.body.decode()) == (status, True), reply


def test_a_request_chooses_its_graphs(store: ox.Store) -> None:
    """What it leaves out is empty, and what is not here is refused."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    counts = [
        answer(
            store, Job(query, solutions="text/csv", default_graphs=default, named_graphs=named), Limits()
        ).body.split()[1]
        for default, named in (((), ()), ((GRAPH,), ()), ((), (GRAPH,)))
    ]
    assert counts == [b"5", b"1", b"0"]
    assert answer(store, Job(query, default_graphs=("urn:none",)), Limits()).status == 400
    assert answer(store, Job(query, default_graphs=("none",)), Limits()).status == 400


def test_a_format_that_there_is_not_is_refused(store: ox.Store) -> None:
    """Once it is known which kind of answer it is."""
    assert answer(store, Job("ASK {}", solutions=""), Limits()).status == 406
    assert answer(store, Job("CONSTRUCT WHERE { ?s ?p ?o }", graph=""), Limits()).status == 406


def test_a_job_travels_as_bytes() -> None:
    """And comes out as it went in."""
    job = Job("ASK {}", "http://localhost/", "text/csv", "", ("urn:a",), ("urn:b", "urn:c"))
    assert Job.from_bytes(job.to_bytes()) == job
