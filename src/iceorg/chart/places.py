"""Where things stand in the network: what hangs together on rings around its middle, in rows; the single things below.

Names have to be read: things stand as near to each other as their boxes allow, and rows are as wide as shows the whole largest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.chart.rays import APART, around
from iceorg.chart.relations import RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from networkx import Graph

    from iceorg.chart.rays import Place, Size
    from iceorg.chart.view import View
    from iceorg.model import Kind

LABEL_ROOM: Final = 118
"""Pixels: the width of the letters of a label that has several lines."""

LETTER: Final = 6.8
WIDE_LETTER: Final = 12.5
LEADING: Final = 14
BORDER: Final = 12
"""Pixels: how wide a letter is, at most, of names in ASCII and of others; from line to line; both borders of a box."""

LINES: Final = 3
"""How many lines a label has at most."""

BETWEEN: Final = 46
"""Pixels between what hangs together and the next."""

CELL: Final = (LABEL_ROOM + 2 * BORDER + APART, 78)
"""Pixels that a thing takes which nothing joins to another."""

SCREEN: Final = (1100, 730)
WIDTHS: Final = (0.8, 0.9, 1, 1.1, 1.25, 1.5, 2)
"""Pixels that a common screen leaves to the network; how wide rows may be, as shares of what all covers in that shape."""


@dataclass(frozen=True, slots=True)
class Block:
    """What hangs together, in its places from its upper left corner."""

    width: int
    height: int
    places: Mapping[int, Place]


def places(view: View, without: frozenset[Kind] = frozenset()) -> list[Place]:
    """Return a place for every thing; those of the kinds that are left out all have the same."""
    import networkx as nx

    kept = [place for place, node in enumerate(view.nodes) if node.kind not in without]
    sizes = {place: label_size(view.nodes[place].label) for place in kept}
    forest = _forest(view, kept)
    groups = sorted(map(sorted, nx.connected_components(forest)), key=lambda group: (-len(group), group[0]))
    blocks = [_block(forest, group, sizes) for group in groups if len(group) > 1]
    singles = [group[0] for group in groups if len(group) == 1]
    found = dict(_laid(blocks, singles))
    return [found.get(node, (0, 0)) for node in range(len(view.nodes))]


def label_size(label: str) -> Size:
    """Return how wide and how tall the box of a label is, at most.

    >>> label_size("ICE"), label_size("Office of Congressional Relations")
    ((33, 26), (130, 54))
    """
    letters = len(label) * (LETTER if label.isascii() else WIDE_LETTER)
    if letters <= LABEL_ROOM:
        return math.ceil(letters) + BORDER, LEADING + BORDER
    lines = min(LINES, math.ceil(letters / (LABEL_ROOM - 2 * LETTER)))
    return LABEL_ROOM + BORDER, LEADING * lines + BORDER


def _forest(view: View, kept: Sequence[int]) -> Graph:
    """Return the strongest lines that join what is kept, so that what belongs together stands together."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(kept)
    at = {view.nodes[place].id: place for place in kept}
    graph.add_weighted_edges_from(
        (at[line.upper], at[line.lower], RANKS[line.kind])
        for line in reversed(view.lines)
        if line.upper in at and line.lower in at
    )
    return nx.minimum_spanning_tree(graph)


def _block(forest: Graph, group: Sequence[int], sizes: Mapping[int, Size]) -> Block:
    import networkx as nx

    tree = forest if len(group) == len(forest) else forest.subgraph(group).copy()
    places = around(tree, min(nx.tree.centroid(tree)), sizes)
    left = min(x - sizes[node][0] // 2 for node, (x, _) in places.items())
    top = min(y - sizes[node][1] // 2 for node, (_, y) in places.items())
    right = max(x + sizes[node][0] // 2 for node, (x, _) in places.items())
    bottom = max(y + sizes[node][1] // 2 for node, (_, y) in places.items())
    return Block(right - left, bottom - top, {node: (x - left, y - top) for node, (x, y) in places.items()})


def _laid(blocks: Sequence[Block], singles: Sequence[int]) -> Iterator[tuple[int, Place]]:
    """Yield all places: blocks in rows, single things below, in the width that shows the whole largest."""
    covered = (
        sum((block.width + BETWEEN) * (block.height + BETWEEN) for block in blocks) + len(singles) * CELL[0] * CELL[1]
    )
    ideal = math.sqrt(covered * SCREEN[0] / SCREEN[1])
    widest = max((block.width for block in blocks), default=CELL[0])
    tried = (max(widest, round(ideal * share)) for share in WIDTHS)
    width = max(tried, key=lambda width: _zoom(blocks, len(singles), width))
    bottom = 0
    for block, (left, top) in zip(blocks, _rows(blocks, width), strict=True):
        bottom = max(bottom, top + block.height + BETWEEN)
        for node, (x, y) in block.places.items():
            yield node, (left + x, top + y)
    columns = max(1, width // CELL[0])
    for place, single in enumerate(singles):
        row, column = divmod(place, columns)
        yield single, (column * CELL[0] + CELL[0] // 2, bottom + row * CELL[1] + CELL[1] // 2)


def _zoom(blocks: Sequence[Block], singles: int, width: int) -> float:
    """Return how large a screen shows rows of a width with all that stands below them."""
    rows = list(zip(blocks, _rows(blocks, width), strict=True))
    columns = max(1, width // CELL[0])
    wide = max([left + block.width for block, (left, _) in rows] + [min(singles, columns) * CELL[0]])
    tall = max([top + block.height for block, (_, top) in rows] + [0]) + math.ceil(singles / columns) * CELL[1]
    return min(SCREEN[0] / max(1, wide), SCREEN[1] / max(1, tall))


def _rows(blocks: Iterable[Block], width: int) -> Iterator[Place]:
    """Yield the upper left corner of each block, in rows that are no wider."""
    left = top = height = 0
    for block in blocks:
        if left and left + block.width > width:
            left, top, height = 0, top + height + BETWEEN, 0
        yield left, top
        left += block.width + BETWEEN
        height = max(height, block.height)
