"""The chart as a pyvis network: all things and lines at once, on rings around the middle.

networkx finds what hangs together and its middle, pyvis holds nodes, edges and options, and its vis-network draws
them. The page around it is ours, since pyvis's own runs mark-up that it finds in labels and asks other hosts for style
sheets.
"""

from __future__ import annotations

import json
import math
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from iceorg.chart.relations import RANKS
from iceorg.loading import stood_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from networkx import Graph
    from pyvis.network import Network

    from iceorg.chart.view import View

Place = tuple[int, int]

LABEL_ROOM: Final = 118
ARC: Final = 46
"""Pixels: the width of a label, and what a thing at the rim takes of its ring."""

STEP: Final = 64
"""Pixels by which every other thing at the rim stands further out."""

RING: Final = 150
"""Pixels at least from ring to ring."""

STRETCH: Final = 1.7
"""Rings are wider than tall, since labels are."""

_UNUSED: Final = {"jsonpickle": (), "IPython": (), "IPython.display": ("IFrame",)}
"""What pyvis imports to give itself as JSON and to stand in a notebook, which takes longer than drawing."""


def network_block(view: View) -> dict[str, Any]:
    """Return what the page reads when the network is opened: the place of every thing, and vis-network's options."""
    nodes, _, _, _, _, options = make_network(view).get_network_data()
    told = json.loads(options)
    del told["configure"]  # pyvis's own settings panel, which vis-network reports as unknown
    return {
        "x": [node["x"] for node in nodes],
        "y": [node["y"] for node in nodes],
        "options": told | {"physics": {"enabled": False}},
    }


def make_network(view: View) -> Network:
    """Return the pyvis network of a view, with every thing in its place and physics off."""
    network: Network = load_pyvis().network.Network(directed=True)
    network.toggle_physics(status=False)
    network.options.edges.smooth.enabled = False
    network.options.edges.inherit_colors(status=False)
    places = rings(view)
    # In bulk: add_node and add_edge look through a list each time, which is quadratic.
    network.nodes = [
        {"id": node.id, "label": node.label, "group": node.kind.value, "shape": "box", "x": x, "y": y}
        for node, (x, y) in zip(view.nodes, places, strict=True)
    ]
    network.node_ids = [node.id for node in view.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.edges = [{"id": line.id, "from": line.upper, "to": line.lower} for line in view.lines]
    return network


def load_pyvis() -> ModuleType:
    """Return pyvis, imported without what it loads for other uses than ours."""
    with stood_in(_UNUSED):
        return import_module("pyvis")


def rings(view: View) -> list[Place]:
    """Return a place for every thing: what hangs together around its middle, side by side; the single things below."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(view.nodes)))
    at = {node.id: place for place, node in enumerate(view.nodes)}
    graph.add_weighted_edges_from((at[line.upper], at[line.lower], RANKS[line.kind]) for line in reversed(view.lines))
    # Of several ways from one thing to another the strongest lines stay, so that what belongs together stands together.
    forest = nx.minimum_spanning_tree(graph)
    groups = sorted(nx.connected_components(forest), key=lambda group: (-len(group), min(group)))
    places: dict[int, Place] = {}
    left, bottom = 0, 0
    for group in (group for group in groups if len(group) > 1):
        tree = forest if len(group) == len(forest) else forest.subgraph(group).copy()
        around = dict(_rings(tree, min(nx.tree.centroid(tree))))
        reach = max(abs(x) for x, _ in around.values()) + LABEL_ROOM
        places |= {node: (left + reach + x, y) for node, (x, y) in around.items()}
        left += 2 * reach
        bottom = max(bottom, *(y for _, y in around.values()))
    singles = [min(group) for group in groups if len(group) == 1]
    columns = max(10, math.isqrt(len(singles)))
    for place, single in enumerate(singles):
        row, column = divmod(place, columns)
        places[single] = (column * (LABEL_ROOM + ARC), bottom + (row + 2) * 2 * ARC)
    return [places[node] for node in range(len(view.nodes))]


def _rings(forest: Graph, heart: int) -> Iterator[tuple[int, Place]]:
    """Yield the place of each thing of a tree around its heart at 0, 0.

    What has nothing behind it stands on the rim, in turn a step further out, so that neighbours do not touch;
    everything else stands as far in as what lies behind it needs.
    """
    import networkx as nx

    before = {heart: -1} | {node: above for above, node in nx.bfs_edges(forest, heart)}
    leaves, behind = dict.fromkeys((*before, -1), 0), dict.fromkeys((*before, -1), 0)
    for node, above in reversed(before.items()):
        leaves[node] = leaves[node] or 1
        leaves[above] += leaves[node]
        behind[above] = max(behind[above], behind[node] + 1)
    rim = max(RING * behind[heart], leaves[heart] * ARC / math.tau)
    begin = dict.fromkeys((*before, -1), 0)
    for node, above in before.items():
        angle = (begin[above] + leaves[node] / 2) / leaves[heart] * math.tau
        out = rim * (1 - behind[node] / behind[heart]) + (begin[above] % 2 * STEP if not behind[node] else 0)
        begin[node] = begin[above]
        begin[above] += leaves[node]
        yield node, (round(STRETCH * out * math.cos(angle)), round(out * math.sin(angle)))
