"""The chart as a pyvis network: all things and lines at once, on rings around the middle.

pyvis holds nodes, edges and options, and its vis-network draws them; the page around it is ours,
since pyvis's own runs mark-up that it finds in labels and asks other hosts for style sheets.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from iceorg.chart import words
from iceorg.chart.lettering import wrap
from iceorg.loading import stood_in
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from pyvis.network import Network

    from iceorg.chart.tree import Branch, Forest
    from iceorg.chart.view import View

ROUND: Final = frozenset({Kind.PERSON, Kind.PROGRAM, Kind.COLLABORATION})
"""Kinds with round corners, beside their colour."""

DASHED: Final = frozenset({"partner", "linked", "member", "replaced"})

LABEL_ROOM: Final = 118
LABEL_LINES: Final = 3
ARC: Final = 46
"""Pixels that a thing at the rim takes of its ring."""

STEP: Final = 64
"""Pixels by which every other thing at the rim stands further out."""

RING: Final = 150
"""Pixels at least from ring to ring."""

STRETCH: Final = 1.7
"""Rings are wider than tall, since labels are."""

ROW: Final = 10
"""Single things in a row."""

_UNUSED: Final = {"networkx": (), "jsonpickle": (), "IPython": (), "IPython.display": ("IFrame",)}
"""What pyvis imports to take over graphs of networkx, to give itself as JSON and to stand in a notebook, which takes longer than drawing."""


def make_network(view: View, forest: Forest) -> Network:
    """Return the pyvis network of a view, with every thing in its place and physics off."""
    network: Network = load_pyvis().network.Network(directed=True)
    network.toggle_physics(status=False)
    network.options.edges.smooth.enabled = False
    network.options.edges.inherit_colors(status=False)
    places = rings(forest)
    # In bulk: add_node and add_edge look through a list each time, which is quadratic.
    network.nodes = [
        {
            "id": node.id,
            "label": "\n".join(wrap(node.label, LABEL_ROOM, LABEL_LINES)),
            "shape": "box",
            "shapeProperties": {"borderRadius": 14 if node.kind in ROUND else 3},
            "group": node.kind.value,
            "x": places[node.id][0],
            "y": places[node.id][1],
        }
        for node in view.nodes
    ]
    network.node_ids = [node.id for node in view.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.edges = [
        {
            "id": line.id,
            "from": line.upper,
            "to": line.lower,
            "title": words.LINES[line.kind][1],
            "dashes": line.kind in DASHED,
        }
        for line in view.lines
    ]
    return network


def load_pyvis() -> ModuleType:
    """Return pyvis, imported without what it loads for other uses than ours."""
    with stood_in(_UNUSED):
        return import_module("pyvis")


def network_data(network: Network) -> dict[str, Any]:
    """Return what vis-network takes: nodes, edges, options."""
    nodes, edges, _, _, _, options = network.get_network_data()
    options = json.loads(options)
    del options["configure"]  # pyvis's own settings panel, which vis-network reports as unknown
    return {"nodes": nodes, "edges": edges, "options": options | {"physics": {"enabled": False}}}


def rings(forest: Forest) -> dict[str, tuple[int, int]]:
    """Return a place for every thing: each tree around its heart, side by side; the single things below."""
    places: dict[str, tuple[int, int]] = {}
    left, bottom = 0, 0
    for tree in forest.trees:
        around = dict(_rings(tree))
        reach = max(abs(x) for x, _ in around.values()) + LABEL_ROOM
        places |= {node: (left + reach + x, y) for node, (x, y) in around.items()}
        left += 2 * reach
        bottom = max(bottom, *(y for _, y in around.values()))
    for place, single in enumerate(forest.singles):
        row, column = divmod(place, ROW)
        places[single.node.id] = (column * (LABEL_ROOM + ARC), bottom + (row + 2) * 2 * ARC)
    return places


def _rings(tree: Branch) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the place of each thing of a tree around 0, 0.

    What has nothing behind it stands on the rim, in turn a step further out, so that neighbours do
    not touch; everything else stands as far in as what lies behind it needs.
    """
    steps = list(_outwards(tree))
    leaves: dict[str, int] = defaultdict(int)
    behind: dict[str, int] = defaultdict(int)
    for node, before, _ in reversed(steps):
        leaves[node] = leaves[node] or 1
        leaves[before] += leaves[node]
        behind[before] = max(behind[before], behind[node] + 1)
    heart = steps[0][0]
    rim = max(RING * behind[heart], leaves[heart] * ARC / math.tau)
    begin: dict[str, float] = defaultdict(float)
    for node, before, _ in steps:
        angle = (begin[before] + leaves[node] / 2) / leaves[heart] * math.tau
        out = rim * (1 - behind[node] / behind[heart]) + (round(begin[before]) % 2 * STEP if not behind[node] else 0)
        begin[node] = begin[before]
        begin[before] += leaves[node]
        yield node, (round(STRETCH * out * math.cos(angle)), round(out * math.sin(angle)))


def _outwards(tree: Branch) -> Iterator[tuple[str, str, int]]:
    """Yield each thing, the one before it on the way from the heart, and how many steps it is away."""
    beside: dict[str, list[str]] = defaultdict(list)
    for branch in tree.walk():
        for child in branch.children:
            beside[branch.node.id].append(child.node.id)
            beside[child.node.id].append(branch.node.id)
    steps = [(_heart(tree), "", 0)]
    for node, before, depth in steps:
        steps.extend((other, node, depth + 1) for other in beside[node] if other != before)
    yield from steps


def _heart(tree: Branch) -> str:
    """Return the thing with no branch that holds more than half of the tree: the agency, not its department."""
    branch, half = tree, tree.size / 2
    while heavy := next((child for child in branch.children if child.size > half), None):
        branch = heavy
    return branch.node.id
