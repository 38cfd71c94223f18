"""The ontology and the graph of the five documents contradict themselves nowhere, as HermiT finds; a planted contradiction is found."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from eval.building import five
from iceorg.vocab import ID_BASE, PREFIXES
from turtle_files import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable

LOGIC = ("iceorg.ttl", "logic.ttl")
APPARATUS = ("claim-", "passage-", "document-")
HEAD = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())


@pytest.fixture(scope="module", autouse=True)
def _java() -> None:
    """HermiT runs on Java."""
    if not shutil.which("java"):
        pytest.skip("there is no Java here: on Debian and Ubuntu, apt-get install default-jre-headless")


def contradicts(*graphs: Iterable[ox.Triple]) -> bool:
    """Return whether the ontology and some graphs say what cannot be so together."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import owlready2

    said = (quad.triple for name in LOGIC for quad in ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE))
    lines = ox.serialize([*said, *(triple for graph in graphs for triple in graph)], format=ox.RdfFormat.N_TRIPLES)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        file.write_bytes(lines or b"")
        world = owlready2.World()
        world.get_ontology(file.as_uri()).load()
        try:
            # Dates of a day are no type of OWL 2, and no conclusion here needs them.
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return True
        return bool(list(world.inconsistent_classes()))


def triples(turtle: str) -> list[ox.Triple]:
    """Return the triples of some lines of Turtle."""
    return [quad.triple for quad in ox.parse(f"{HEAD}\n{turtle}", format=ox.RdfFormat.TURTLE)]


def facts(graph: bytes) -> list[ox.Triple]:
    """Return what a graph says of things, without what says why."""
    read = (quad.triple for quad in ox.parse(graph, format=ox.RdfFormat.N_TRIPLES))
    return [one for one in read if not str(one.subject)[1:].removeprefix(ID_BASE).startswith(APPARATUS)]


def test_the_ontology_contradicts_itself_nowhere() -> None:
    """And every class can have members."""
    assert not contradicts()


def test_the_graph_of_the_five_documents_can_be_so() -> None:
    """No thing in it is of two kinds that exclude each other."""
    assert not contradicts(facts(five()))


@pytest.mark.parametrize(
    "planted",
    [
        "id:fair a iceorg:Program , org:OrganizationalUnit .",
        "id:tide iceorg:administers id:gate . id:gate a org:OrganizationalUnit .",
        "id:m a org:Membership ; iceorg:post id:ochs . id:ochs a foaf:Person .",
        "id:c a iceorg:Claim ; iceorg:status iceorg:Acting . iceorg:Acting a iceorg:Capacity .",
    ],
)
def test_a_planted_contradiction_is_found(planted: str) -> None:
    """By what the classes exclude, and by what the properties say of their ends."""
    assert contradicts(triples(planted))
