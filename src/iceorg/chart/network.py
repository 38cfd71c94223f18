"""The chart as a pyvis network: all things and lines at once, on rings around the middle.

`places` says where each stands, pyvis holds nodes, edges and options, and its vis-network draws them. The page around
it is ours, since pyvis's own runs mark-up that it finds in labels and asks other hosts for style sheets.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from iceorg.chart.places import places
from iceorg.loading import stood_in
from iceorg.model import Kind

if TYPE_CHECKING:
    from types import ModuleType

    from pyvis.network import Network

    from iceorg.chart.view import View

CROWDING: Final = frozenset({Kind.GROUP, Kind.PLACE})
"""Kinds that the page shows only when it is asked for them: without them the others stand nearer to each other."""

_UNUSED: Final = {"jsonpickle": (), "IPython": (), "IPython.display": ("IFrame",)}
"""What pyvis imports to give itself as JSON and to stand in a notebook, which takes longer than drawing."""


def network_block(view: View) -> dict[str, Any]:
    """Return what the page reads when the network is opened: the place of every thing, and vis-network's options.

    `few` has the places for when those are not shown that crowd it.
    """
    nodes, _, _, _, _, options = make_network(view).get_network_data()
    told = json.loads(options)
    del told["configure"]  # pyvis's own settings panel, which vis-network reports as unknown
    block: dict[str, Any] = {"x": [node["x"] for node in nodes], "y": [node["y"] for node in nodes]}
    if any(node.kind in CROWDING for node in view.nodes):
        x, y = zip(*places(view, without=CROWDING), strict=True)
        block["few"] = {"x": x, "y": y}
    return block | {"options": told | {"physics": {"enabled": False}}}


def make_network(view: View) -> Network:
    """Return the pyvis network of a view, with every thing in its place and physics off."""
    network: Network = load_pyvis().network.Network(directed=True)
    network.toggle_physics(status=False)
    network.options.edges.smooth.enabled = False
    network.options.edges.inherit_colors(status=False)
    # In bulk: add_node and add_edge look through a list each time, which is quadratic.
    network.nodes = [
        {"id": node.id, "label": node.label, "group": node.kind.value, "shape": "box", "x": x, "y": y}
        for node, (x, y) in zip(view.nodes, places(view), strict=True)
    ]
    network.node_ids = [node.id for node in view.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.edges = [{"id": line.id, "from": line.upper, "to": line.lower} for line in view.lines]
    return network


def load_pyvis() -> ModuleType:
    """Return pyvis, imported without what it loads for other uses than ours."""
    with stood_in(_UNUSED):
        return import_module("pyvis")
