"""Shapes are found wanting in words; `tests/ontology` proves each shape by its own example."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from iceorg.check import check_shapes
from iceorg.errors import ModelError, SettingsError, Severity, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from cited_graph import CitedGraph


@pytest.fixture(scope="module")
def shapes(root: Path) -> Path:
    """The folder of the shapes."""
    return root / "ontology" / "shapes"


def test_whole_graph(harbour: CitedGraph, shapes: Path) -> None:
    """A graph that keeps every promise fits every shape."""
    assert check_shapes(harbour.graph, shapes) == ()


def test_empty_graph(shapes: Path) -> None:
    """Nothing said is nothing wrong."""
    assert check_shapes(b"", shapes) == ()


def test_problem_says_what_is_wrong_and_what_to_do(harbour: CitedGraph, shapes: Path) -> None:
    """A problem names the shape, the thing by its label, what was found, and a command that shows more."""
    broken = harbour.minus("id:rescue org:reportsTo").plus("id:rescue org:reportsTo id:lee .")
    (problem,) = check_shapes(broken.graph, shapes)
    assert (problem.severity, problem.code) == (Severity.ERROR, "ReportsToObjectShape")
    assert problem.where == "Ana Lee (id:lee)"
    assert problem.message == "What is reported to is a post or a body. Found: foaf:Person"
    assert problem.hint == '`iceorg why "Ana Lee"` shows the sentences behind it'


DESCRIBED = [
    ("id:claim-lee-name iceorg:rule", "claim: Ana Lee — foaf:name — “Ana Lee” (id:claim-lee-name)"),
    ("id:passage-0-21 iceorg:end", "passage “Harbour Safety Agency” of page.txt (id:passage-0-21)"),
    ("id:lee-director iceorg:capacity", "Ana Lee as Director (id:lee-director)"),
    ("id:boats iceorg:bound", "12 boats (id:boats)"),
    ("id:page iceorg:sha256", "page.txt (id:page)"),
    ("id:towns skos:prefLabel", "id:towns"),
]


@pytest.mark.parametrize(("gone", "where"), DESCRIBED, ids=[gone for gone, _ in DESCRIBED])
def test_things_without_a_name_are_described(harbour: CitedGraph, shapes: Path, gone: str, where: str) -> None:
    """Claims, passages, memberships, counts and documents are told by what they say."""
    assert where in {problem.where for problem in check_shapes(harbour.minus(gone).graph, shapes)}


def test_one_problem_for_each_thing(harbour: CitedGraph, shapes: Path) -> None:
    """A shape that a thing breaks in two ways is one problem, and two things are two."""
    found = check_shapes(harbour.minus("id:lee skos:prefLabel", "id:rescue skos:prefLabel").graph, shapes)
    assert [(problem.code, problem.where) for problem in found] == [("NameShape", "id:lee"), ("NameShape", "id:rescue")]


def test_shape_that_asks_once_for_all(harbour: CitedGraph, shapes: Path) -> None:
    """A shape that looks at all claims in one query names the claim, not the query's focus."""
    first = "id:claim-rescue-reportsTo prov:wasDerivedFrom id:passage-29-37"
    (problem,) = check_shapes(harbour.minus(first).graph, shapes)
    assert problem.code == "LayoutClaimShape"
    assert problem.where == "claim: Office of Rescue — org:reportsTo — Director (id:claim-rescue-reportsTo)"


def test_severity_of_a_shape(harbour: CitedGraph, tmp_path: Path) -> None:
    """A shape may be a warning or a note."""
    shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s#MildShape> sh:severity sh:Warning ; sh:message 'Mild.' ; "
    shape += "sh:targetClass <http://xmlns.com/foaf/0.1/Person> ; sh:closed true ."
    (tmp_path / "mild.ttl").write_text(shape)
    found = check_shapes(harbour.graph, tmp_path)
    assert {(problem.severity, problem.code) for problem in found} == {(Severity.WARNING, "MildShape")}


def test_broken_graph(shapes: Path) -> None:
    """Bytes that are no N-Triples are refused in words."""
    with pytest.raises(StoreError, match="the graph is not N-Triples"):
        check_shapes(b"<x:a> <x:b>", shapes)


def test_no_shapes(tmp_path: Path) -> None:
    """A folder without shapes is refused: a check of nothing must not pass."""
    with pytest.raises(SettingsError, match="there are no shapes"):
        check_shapes(b"", tmp_path)


def test_broken_shapes(tmp_path: Path) -> None:
    """A shape file that is no Turtle is named."""
    (tmp_path / "names.ttl").write_text("<x:a> <x:b>")
    with pytest.raises(SettingsError, match=r"names\.ttl: the shapes are not Turtle"):
        check_shapes(b"", tmp_path)


def test_shape_that_cannot_be_evaluated(tmp_path: Path) -> None:
    """A shape with a query that SHACL does not allow is no pass."""
    shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape ; sh:targetNode <x:a> ; "
    shape += 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this ?p ?o } }" ] .'
    (tmp_path / "odd.ttl").write_text(shape)
    with pytest.raises(ModelError, match="a shape cannot be evaluated"):
        check_shapes(b"<x:a> <x:b> <x:c> .", tmp_path)


def test_shapes_do_not_load_a_query_engine_that_they_do_not_ask(shapes: Path) -> None:
    """Importing pySHACL asks for rdflib's SPARQL; whoever then uses it finds it as ever."""
    program = (
        "import sys; from pathlib import Path; from iceorg.check import check_shapes\n"
        f"check_shapes(b'', Path({str(shapes)!r}))\n"
        "assert sys.modules.keys().isdisjoint({'rdflib.plugins.sparql', 'html5rdf'})\n"
        "import rdflib; from pyshacl.graph_abstraction import Query; from rdflib.plugins.sparql import prepareQuery\n"
        "graph = rdflib.Graph().parse(data='<x:a> <x:b> <x:c> .')\n"
        "print(len(graph.query('ASK {}')), isinstance(prepareQuery('ASK {}'), Query), isinstance('ASK {}', Query))"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert told == "1 True False\n"
