"""JSON-LD with the organisation nested."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from builders import lake_resolution
from eval.building import five
from iceorg.export import export_graph
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, Iri, org, rdf

if TYPE_CHECKING:
    from collections.abc import Iterator

LAKE = dump_ntriples(to_triples(lake_resolution()))
APPARATUS = ("claim-", "passage-", "document-", "agent-", "decision-", "curator-")
CHAIN = [(Iri(f"{ID_BASE}u{n}"), org.SUB_ORGANIZATION_OF, Iri(f"{ID_BASE}u{n + 1}")) for n in range(400)]
CIRCLE = [(Iri(f"{ID_BASE}u{n}"), org.SUB_ORGANIZATION_OF, Iri(f"{ID_BASE}u{(n + 1) % 3}")) for n in range(3)]


def tree(graph: bytes) -> dict[str, Any]:
    """Return a graph as a tree."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(graph)
    export_graph(store, "json-ld-tree", stream)
    told: dict[str, Any] = json.loads(stream.getvalue())
    return told


def typed(links: list[tuple[Iri, Iri, Iri]]) -> bytes:
    """Return a graph of units with such ties."""
    units = {end for one, _, other in links for end in (one, other)}
    return dump_ntriples([*links, *((unit, rdf.TYPE, org.OrganizationalUnit) for unit in units)])


def walked(told: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a tree that says something of a thing."""
    for part in told if isinstance(told, list) else told.values() if isinstance(told, dict) else ():
        yield from walked(part)
    if isinstance(told, dict) and {"id", "type"} <= set(told):
        yield told


@pytest.mark.parametrize("graph", [LAKE, five(), typed(CHAIN), typed(CIRCLE)], ids=["lake", "five", "chain", "circle"])
def test_a_tree_says_all_facts_and_no_others(graph: bytes) -> None:
    """As PyLD reads it: what the graph says of things, each fact once."""
    quads = jsonld.to_rdf(tree(graph), {"format": "application/n-quads"})
    read = {str(quad.triple) for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}
    lines = ox.parse(graph, format=ox.RdfFormat.N_TRIPLES)
    about = {str(quad.triple) for quad in lines if not quad.subject.value.removeprefix(ID_BASE).startswith(APPARATUS)}
    assert read == about


@pytest.mark.parametrize("graph", [LAKE, five(), typed(CHAIN), typed(CIRCLE)], ids=["lake", "five", "chain", "circle"])
def test_each_thing_stands_in_one_place(graph: bytes) -> None:
    """And is named by its id elsewhere."""
    ids = [told["id"] for told in walked(tree(graph)["@graph"])]
    assert len(ids) == len(set(ids)) > 1


def test_parts_stand_within_bodies_and_holders_within_posts() -> None:
    """And a part need not name the body again."""
    objects = {told["id"]: told for told in walked(tree(five())["@graph"])}
    ice = objects["agency-immigration-and-customs-enforcement"]
    parts = {part["id"]: part for part in ice["parts"]}
    investigations = parts["unit-homeland-security-investigations.immigration-and-customs-enforcement"]
    assert "subOrganizationOf" not in investigations
    assert len(investigations["parts"]) > 3
    (coordinator,) = (post for post in ice["posts"] if "coordinator" in post["id"])
    assert coordinator["memberships"][0]["member"]["type"]
