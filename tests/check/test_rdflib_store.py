"""Our store answers as rdflib's own does, and pySHACL finds the same with either."""

from __future__ import annotations

from itertools import product

import pyshacl
import pytest
import rdflib

from cited_graph import ntriples
from iceorg.check.rdflib_store import FilledStore
from iceorg.check.statements import parse_graph
from turtle_files import files, triples

TURTLE = """
id:lee a foaf:Person ; skos:prefLabel "Ana Lee" ; org:holds id:director , id:deputy ; schema:url _:page .
id:director a org:Post ; skos:prefLabel "Director" , "Direktorin"@de ; rdf:value 12 , 12.0 , "012"^^xsd:integer .
_:page skos:prefLabel "Ana Lee" .
"""


@pytest.fixture(scope="module")
def ours() -> rdflib.Graph:
    """The triples in our store."""
    return rdflib.Graph(store=FilledStore(parse_graph(ntriples(TURTLE))), bind_namespaces="none")


@pytest.fixture(scope="module")
def theirs(ours: rdflib.Graph) -> rdflib.Graph:
    """The same triples in rdflib's own store."""
    graph = rdflib.Graph()
    for triple in ours:
        graph.add(triple)
    return graph


def test_size(ours: rdflib.Graph, theirs: rdflib.Graph) -> None:
    """Every triple is there once."""
    assert len(ours) == len(theirs) == 12


def test_every_pattern(ours: rdflib.Graph, theirs: rdflib.Graph) -> None:
    """Every pattern of known and unknown terms has the same triples."""
    subjects, predicates, nodes = ([None, rdflib.URIRef("x:unknown"), *set(part)] for part in zip(*theirs, strict=True))
    patterns = list(product(subjects, predicates, nodes))
    assert len(patterns) > 400
    for subject, predicate, node in patterns:
        pattern = (subject, predicate, node)
        assert set(ours.triples(pattern)) == set(theirs.triples(pattern)), pattern


def test_terms_keep_their_form(ours: rdflib.Graph) -> None:
    """Numbers stay as they are written, and languages and blank nodes are kept."""
    values = {str(value) for value in ours.objects(None, rdflib.RDF.value)}
    assert values == {"12", "12.0", "012"}
    assert rdflib.Literal("Direktorin", lang="de") in set(ours.objects())
    assert any(isinstance(subject, rdflib.BNode) for subject in ours.subjects())


GIVEN = [
    rdflib.URIRef("https://w3id.org/iceorg/id/lee"),
    rdflib.Literal("Ana Lee"),
    rdflib.Literal("Direktorin", lang="de"),
    rdflib.Literal("12", datatype=rdflib.XSD.integer),
]


@pytest.mark.parametrize("given", GIVEN, ids=str)
def test_queries_with_given_terms(
    ours: rdflib.Graph, theirs: rdflib.Graph, given: rdflib.URIRef | rdflib.Literal
) -> None:
    """A SPARQL query with a term given for a variable has the same solutions."""
    query = "SELECT ?given ?s ?p WHERE { { ?s ?p ?given } UNION { ?given ?p ?s } OPTIONAL { ?s a ?given } }"
    found = [set(graph.query(query, initBindings={"given": given})) for graph in (ours, theirs)]
    assert found[0] == found[1] != set()


def findings(data: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, ...]]:
    """Return shape, focus and value of everything that pySHACL finds, blank nodes left out."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    parts = [rdflib.SH.sourceShape, rdflib.SH.focusNode, rdflib.SH.value]
    rows = [[report.value(result, part) for part in parts] for result in report.objects(None, rdflib.SH.result)]
    return {tuple(str(term) for term in row) for row in rows if not any(isinstance(term, rdflib.BNode) for term in row)}


def test_same_findings() -> None:
    """All examples at once have the same findings with rdflib's own parser, store and SPARQL."""
    examples, shapes = files("examples/*/*.ttl"), files("shapes/*.ttl")
    theirs = [rdflib.Graph(), rdflib.Graph()]
    for graph, paths in zip(theirs, (examples, shapes), strict=True):
        for path in paths:
            graph.parse(path)
    ours = [rdflib.Graph(store=FilledStore(triples(*paths)), bind_namespaces="none") for paths in (examples, shapes)]
    found = findings(*ours)
    assert found == findings(*theirs)
    assert len(found) > 60
