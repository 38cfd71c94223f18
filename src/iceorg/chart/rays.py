"""Where the things of a tree stand around its middle: each in its share of the circle, as far in as there is room for its box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, count, takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from networkx import Graph

Place = tuple[int, int]
Size = tuple[int, int]

APART: Final = 8
"""Pixels that boxes keep from each other."""

STRETCH: Final = 1.7
"""Circles are wider than tall, since labels are."""

RING: Final = 64
PACE: Final = 12
PACES: Final = 40
ASIDE: Final = (0.0, -0.25, 0.25, -0.45, 0.45)
TRIED: Final = 120
"""Pixels that a thing stands further out than what it hangs on, at least; pixels from one try to the next, and how many
of them a line is worth that passes no box; how far beside its middle a thing may stand in its share of the circle; of
how many things, at most, that hang together all this is tried."""

BROAD: Final = 150
STEP: Final = 82
TALL: Final = 62
"""Where there are more: pixels from ring to ring, from row to row of things on the rim, and of the rim for each of them."""


@dataclass(frozen=True, slots=True)
class Ray:
    """The direction in which a thing stands from the middle, and its share of the circle."""

    angle: float
    share: float

    def at(self, out: float, aside: float = 0.0) -> Place:
        """Return the place so far out, beside the middle of the share by so much of it.

        >>> Ray(math.pi / 2, 1.0).at(100)
        (0, 100)
        """
        angle = self.angle + aside * self.share
        return round(STRETCH * out * math.cos(angle)), round(out * math.sin(angle))


def around(tree: Graph, heart: int, sizes: Mapping[int, Size]) -> dict[int, Place]:
    """Return the place of each thing of a tree around its heart at 0, 0.

    Args:
        tree: What hangs together.
        heart: The thing in the middle.
        sizes: How wide and tall the boxes are.
    """
    import networkx as nx

    before = {heart: -1} | {node: above for above, node in nx.bfs_edges(tree, heart)}
    leaves, behind = dict.fromkeys((*before, -1), 0), dict.fromkeys((*before, -1), 0)
    for node, above in reversed(before.items()):
        leaves[node] = leaves[node] or 1
        leaves[above] += leaves[node]
        behind[above] = max(behind[above], behind[node] + 1)
    begin = dict.fromkeys((*before, -1), 0)
    rays: dict[int, Ray] = {}
    for node, above in before.items():
        middle = (begin[above] + leaves[node] / 2) / leaves[heart] - 0.25
        rays[node] = Ray(middle * math.tau, leaves[node] / leaves[heart] * math.tau)
        begin[node] = begin[above]
        begin[above] += leaves[node]
    if len(before) <= TRIED:
        return _grown(before, rays, sizes)
    # Of so many no way is looked for: what has nothing behind it stands on the rim, in rows.
    rows = max(2, round(math.sqrt(leaves[heart] * TALL / math.tau / STEP)))
    rim = max(BROAD * behind[heart], leaves[heart] * TALL / math.tau / rows)
    inwards = {node: behind[node] / behind[heart] for node in before}
    return {
        node: ray.at(rim * (1 - inwards[node]) + (0 if inwards[node] else begin[node] % rows * STEP))
        for node, ray in rays.items()
    }


def _grown(before: Mapping[int, int], rays: Mapping[int, Ray], sizes: Mapping[int, Size]) -> dict[int, Place]:
    """Return things as near to the heart as can be, each further out than what it hangs on.

    None touches another, and no line runs behind a box if that can be helped.
    """
    found: dict[int, Place] = {}
    out: dict[int, float] = {-1: -RING}
    for node, above in before.items():
        out[node], found[node] = _nearest(rays[node], out[above] + RING, Drawn(found, before, sizes), node)
    return found


def _nearest(ray: Ray, least: float, drawn: Drawn, node: int) -> tuple[float, Place]:
    """Return the first place of a thing that is free and clear; if none is near, the first that is free."""
    tries = ((least + step * PACE, step, aside) for step in count() for aside in ASIDE)
    places = ((step, out, ray.at(out, aside)) for out, step, aside in tries)
    free = ((step, out, place) for step, out, place in places if drawn.is_free(node, place))
    first = next(free)
    near = takewhile(lambda one: one[0] <= PACES, free)
    clear = (one for one in chain((first,), near) if drawn.is_clear(node, one[2]))
    _, out, place = next(clear, first)
    return out, place


@dataclass(frozen=True, slots=True)
class Drawn:
    """What has its place already, and the lines between.

    Args:
        places: Where what is drawn stands.
        before: What each thing hangs on; -1 for the heart.
        sizes: How wide and tall the boxes are.
    """

    places: Mapping[int, Place]
    before: Mapping[int, int]
    sizes: Mapping[int, Size]

    def is_free(self, node: int, place: Place) -> bool:
        """Return whether a thing's box touches no other there."""
        wide, tall = self.sizes[node]
        for other, (x, y) in self.places.items():
            near = 2 * abs(x - place[0]) < wide + self.sizes[other][0] + 2 * APART
            if near and 2 * abs(y - place[1]) < tall + self.sizes[other][1] + 2 * APART:
                return False
        return True

    def is_clear(self, node: int, place: Place) -> bool:
        """Return whether the line to a thing passes no other box there, and no line passes its box."""
        above = self.before[node]
        own = (self.places.get(above, place), place)
        if any(passes(own, at, self.sizes[other]) for other, at in self.places.items() if other != above):
            return False
        lines = ((self.places[self.before[other]], at) for other, at in self.places.items() if self.before[other] >= 0)
        return not any(passes(line, place, self.sizes[node]) for line in lines)


def passes(line: tuple[Place, Place], at: Place, size: Size) -> bool:
    """Return whether a line passes through a box around a point.

    >>> passes(((0, 0), (100, 0)), (50, 5), (20, 12)), passes(((0, 0), (100, 0)), (50, 7), (20, 12))
    (True, False)
    """
    begin, end = 0.0, 1.0
    for axis in (0, 1):
        start, way = line[0][axis], line[1][axis] - line[0][axis]
        low, high = at[axis] - size[axis] / 2 - start, at[axis] + size[axis] / 2 - start
        if way:
            begin, end = max(begin, min(low / way, high / way)), min(end, max(low / way, high / way))
        elif low > 0 or high < 0:
            return False
    return begin < end
