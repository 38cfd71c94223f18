"""GraphML, GEXF and Cytoscape JSON as networkx reads them back; Mermaid and dot by their lines."""

from __future__ import annotations

import io
import json
import re

import networkx as nx
import pytest

from builders import lake_resolution
from iceorg.export import export_graph
from iceorg.export.drawings import to_networkx
from iceorg.export.network import Edge, Network, Node
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, Iri

LAKE = OxigraphStore()
LAKE.load(dump_ntriples(to_triples(lake_resolution())))


def written(form: str) -> bytes:
    """Return the invented agency in a format."""
    stream = io.BytesIO()
    export_graph(LAKE, form, stream)
    return stream.getvalue()


def read_back(form: str) -> nx.Graph:
    """Return the network as networkx reads it."""
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(written(form)), force_multigraph=True)
    if form == "gexf":
        return nx.read_gexf(io.BytesIO(written(form)))
    return nx.cytoscape_graph(json.loads(written(form)))


NETWORKS = pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])


@NETWORKS
def test_things_are_read_back_with_name_and_kind(form: str) -> None:
    """Under their IRIs."""
    net = read_back(form)
    reed = net.nodes[f"{ID_BASE}reed"]
    assert (reed["label"], reed["kind"]) == ("Bo Reed", "person")
    assert {told["kind"] for _, told in net.nodes(data=True)} >= {"agency", "unit", "post", "person", "program"}


@NETWORKS
def test_facts_are_read_back_as_edges(form: str) -> None:
    """With the property, how it is known, and the number of claims; an acting holder's by the capacity."""
    edges = {(s.removeprefix(ID_BASE), told["relation"], t.removeprefix(ID_BASE)): told
             for s, t, told in read_back(form).edges(data=True)}  # fmt: skip
    assert edges["soundings", "reportsTo", "surveyor"]["status"]
    assert edges["reed", "holds", "surveyor"]["claims"] >= 1
    assert [(s, t) for s, relation, t in edges if relation == "Acting"] == [("moss", "director")]


@NETWORKS
def test_parallel_edges_are_kept(form: str) -> None:
    """Whatever the format takes an edge's key for."""
    assert read_back(form).number_of_edges() == len(written("dot").split(b" -> ")) - 1


@NETWORKS
def test_no_attribute_is_missing(form: str) -> None:
    """Gephi shows an empty cell; None would be no XML."""
    net = read_back(form)
    told = [value for _, data in net.nodes(data=True) for value in data.values()]
    told += [value for *_, data in net.edges(data=True) for value in data.values()]
    assert len(told) > 100
    assert None not in told


def test_a_control_character_is_marked_not_written() -> None:
    """XML cannot hold it."""
    one, other = Iri("urn:x:a"), Iri("urn:x:b")
    nodes = (Node(one, "a\x00b\x1b", "unit", ()), Node(other, "c", "unit", ("\ufffe",)))
    made = to_networkx(Network(nodes, (Edge(one, other, "reportsTo", (), 0),)))
    assert made.nodes[one]["label"] == "a\ufffdb\ufffd"
    assert nx.parse_graphml("\n".join(nx.generate_graphml(made))).number_of_edges() == 1


def test_a_gexf_has_no_date() -> None:
    """It would differ each day."""
    assert b"lastmodified" not in written("gexf")


def test_mermaid_has_a_line_for_each_box_and_each_arrow() -> None:
    """Names that could be markup are written by numbers."""
    first, *lines = written("mermaid").decode().splitlines()
    assert first == "flowchart BT"
    assert all(re.fullmatch(r"  n\d+(\S+\"[^\"<>]*\"\S+| -->\|\"\w+\"\| n\d+)", line) for line in lines)
    assert '  n0["Office of #34;Charts #92; Maps#34; #60;b#62;#38; Plans#60;/b#62;"]' in lines


def test_dot_quotes_names() -> None:
    """A quotation mark and a backslash in them do not end them."""
    assert r'[label="Office of \"Charts \\ Maps\" <b>& Plans</b>"]' in written("dot").decode()
