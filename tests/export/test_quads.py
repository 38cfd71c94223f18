"""N-Quads and TriG: what a document states stands in the graph that it names."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from builders import lake_resolution
from iceorg.export import export_graph
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore
from iceorg.vocab import iceorg, oa, prov


@pytest.fixture(scope="module", params=["n-quads", "trig"])
def dataset(request: pytest.FixtureRequest) -> ox.Store:
    """The invented agency's graph as pyoxigraph reads it from the export."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(dump_ntriples(to_triples(lake_resolution())))
    export_graph(store, request.param, stream)
    read = ox.Store()
    read.load(stream.getvalue(), format=ox.RdfFormat.N_QUADS if request.param == "n-quads" else ox.RdfFormat.TRIG)
    return read


def asked(dataset: ox.Store, text: str) -> list[str]:
    """Return the first column of an answer."""
    solutions = dataset.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [str(solution[0]) for solution in solutions]


def test_there_is_a_graph_for_each_document(dataset: ox.Store) -> None:
    """And each describes its document."""
    graphs = sorted(str(name) for name in dataset.named_graphs())
    assert len(graphs) == 2
    assert graphs == sorted(asked(dataset, "SELECT ?g { GRAPH ?g { ?g a <http://xmlns.com/foaf/0.1/Document> } }"))


def test_a_claim_stands_in_the_graph_of_its_document(dataset: ox.Store) -> None:
    """With its passage."""
    away = f"SELECT ?c {{ GRAPH ?g {{ ?c <{prov.WAS_DERIVED_FROM}> ?p . ?p <{oa.HAS_SOURCE}> ?d }} FILTER (?g != ?d) }}"
    assert asked(dataset, away) == []
    there = f"SELECT ?c {{ GRAPH ?g {{ ?c a <{iceorg.Claim}> ; <{prov.WAS_DERIVED_FROM}>/<{oa.HAS_SOURCE}> ?g }} }}"
    assert len(asked(dataset, there)) > 50


def test_a_graph_has_only_facts_that_its_document_states(dataset: ox.Store) -> None:
    """Each with a claim in the same graph that is more than a suggestion."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    unclaimed = f"""SELECT ?s {{
        GRAPH ?g {{ ?s <http://www.w3.org/ns/org#reportsTo> ?o }}
        FILTER NOT EXISTS {{ GRAPH ?g {{ ?c <{rdf}subject> ?s ; <{rdf}object> ?o ; <{iceorg.STATUS}> ?status }}
                             FILTER (?status NOT IN (<{iceorg.Suggested}>, <{iceorg.Rejected}>)) }} }}"""
    assert asked(dataset, unclaimed) == []
    assert asked(dataset, "SELECT ?s { GRAPH ?g { ?s <http://www.w3.org/ns/org#reportsTo> ?o } }") != []


def test_nothing_else_is_in_the_default_graph(dataset: ox.Store) -> None:
    """Every triple of this graph has a document behind it."""
    assert asked(dataset, "SELECT ?s { ?s ?p ?o }") == []
