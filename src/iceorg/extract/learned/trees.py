"""Boosted trees that say how likely each relation is, from numbers that the second look gives.

A tree asks of one number at a time whether it is above a bound; what it ends at are added up. The
trees of all relations lie in one small file. Evaluated in plain Python: no array library is loaded to
read a page. (Friedman, Greedy function approximation: a gradient boosting machine, 2001.)
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, getitem
from struct import Struct
from typing import TYPE_CHECKING, Final
from zlib import compress, decompress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEAF: Final = 255
"""The number of the feature of a node that asks nothing: its bound is what it adds."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a tree, as it lies in the file.

    Args:
        feature: Number of the feature that it asks about; `LEAF` where it asks nothing.
        bound: The bound; of a leaf, what it adds to the logit.
        right: How far after it the node lies that a number above the bound leads to; the other is the next.
    """

    feature: int
    bound: float
    right: int = 0


@dataclass(frozen=True)
class Trees:
    """The trees of one relation.

    Args:
        base: The logit before any tree has spoken.
        features: The feature of each node, each tree from its root on.
        rights: How far after each node the other branch lies.
        bounds: The bound of each node.
    """

    base: float
    features: bytes
    rights: bytes
    bounds: array[float]

    @classmethod
    def of(cls, base: float, nodes: Sequence[Node]) -> Trees:
        """Return trees with these nodes."""
        bounds = array("f", [node.bound for node in nodes])
        return cls(base, bytes(node.feature for node in nodes), bytes(node.right for node in nodes), bounds)

    @cached_property
    def quick(self) -> Quick:
        """The trees in the form in which they are quick to ask; made when first wanted."""
        return Quick.of(self)

    def score(self, row: Sequence[float]) -> float:
        """Return the logit of a relation for the numbers of a pair.

        >>> Trees.of(0.5, [Node(0, 1.0, 2), Node(LEAF, -1.0), Node(LEAF, 2.0)]).score([3.0])
        2.5
        """
        return self.quick.score(row)


@dataclass(frozen=True, slots=True)
class Quick:
    """Trees that are asked all at once, as bits: no tree is walked.

    Every leaf is a bit of one number, each tree a field of it, its leaves from left to right. A number of a pair that is
    above the bound of a node rules out the leaves on the node's left. When all have spoken, each tree ends at the
    lowest leaf that is left. (Lucchese and others, QuickScorer, SIGIR 2015.)

    Args:
        base: The logit before any tree has spoken.
        leaves: All leaves.
        lowest: The lowest bit of every field.
        form: How the fields are unpacked.
        questions: For each feature that is asked about, its bounds in order, and the leaves that are left above so many of them.
        adds: For each tree, what each leaf adds, by its bit.
    """

    base: float
    leaves: int
    lowest: int
    form: Struct
    questions: tuple[tuple[int, list[float], list[int]], ...]
    adds: tuple[dict[int, float], ...]

    @classmethod
    def of(cls, trees: Trees) -> Quick:
        """Return some trees in this form."""
        grown = list(_grown(trees))
        wide = max((len(values) for values, _ in grown), default=1)
        width, sign = next((width, sign) for width, sign in _FIELDS if wide <= width)
        leaves = lowest = 0
        ruled_out: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for place, (values, nodes) in enumerate(grown):
            leaves |= ((1 << len(values)) - 1) << place * width
            lowest |= 1 << place * width
            for feature, bound, first, last in nodes:
                ruled_out[feature].append((bound, ((1 << last) - (1 << first)) << place * width))
        return cls(
            trees.base,
            leaves,
            lowest,
            Struct(f"<{len(grown)}{sign}"),
            tuple((feature, *_question(ruled_out[feature], leaves)) for feature in sorted(ruled_out)),
            tuple({1 << i: value for i, value in enumerate(values)} for values, _ in grown),
        )

    def score(self, row: Sequence[float]) -> float:
        """Return the base and what all trees add, in their order, so that the sum is the same to the last bit."""
        left = self.leaves
        for feature, bounds, still in self.questions:
            left &= still[bisect_left(bounds, row[feature])]
        ends = left & ~(left - self.lowest)
        return reduce(
            add, map(getitem, self.adds, self.form.unpack(ends.to_bytes(self.form.size, "little"))), self.base
        )


_FIELDS: Final = ((16, "H"), (32, "I"), (64, "Q"))
"""How many leaves a tree may have, and how such a field is unpacked."""

_Asking = tuple[int, float, int, int]
"""A node: its feature, its bound, and its left leaves from the first up to the last."""


def _grown(trees: Trees) -> Iterator[tuple[list[float], list[_Asking]]]:
    """Yield of every tree what its leaves add, from left to right, and its nodes."""
    at = 0
    while at < len(trees.features):
        values: list[float] = []
        nodes: list[_Asking] = []
        at = _grow(trees, at, values, nodes)
        yield values, nodes


def _grow(trees: Trees, at: int, values: list[float], nodes: list[_Asking]) -> int:
    """Take in a node and all below it; return where the next one lies."""
    feature, bound = trees.features[at], trees.bounds[at]
    if feature == LEAF:
        values.append(bound)
        return at + 1
    first = len(values)
    above = _grow(trees, at + 1, values, nodes)
    nodes.append((feature, bound, first, len(values)))
    return _grow(trees, above, values, nodes)


def _question(ruled_out: list[tuple[float, int]], leaves: int) -> tuple[list[float], list[int]]:
    """Return the bounds of a feature in order, and the leaves that are left above none of them, above one, and so on."""
    bounds: list[float] = []
    still = [leaves]
    for bound, gone in sorted(ruled_out):
        left = still[-1] & ~gone
        if bounds and bound == bounds[-1]:
            still[-1] = left
        else:
            bounds.append(bound)
            still.append(left)
    return bounds, still


def dump_trees(models: Mapping[str, Trees]) -> bytes:
    """Return models as a file: a line of JSON with names, bases and sizes, then the nodes, packed."""
    ordered = [models[name] for name in sorted(models)]
    head = {name: [models[name].base, len(models[name].features)] for name in sorted(models)}
    parts = (
        *(trees.features for trees in ordered),
        *(trees.rights for trees in ordered),
        *(trees.bounds.tobytes() for trees in ordered),
    )
    return json.dumps(head).encode() + b"\n" + compress(b"".join(parts), 9)


def load_trees(content: bytes) -> dict[str, Trees]:
    """Return the models of a file that `dump_trees` wrote.

    >>> load_trees(dump_trees({"partOf": Trees.of(0.5, [Node(LEAF, 0.25)])}))["partOf"].score([])
    0.75
    """
    line, _, packed = content.partition(b"\n")
    head: dict[str, tuple[float, int]] = json.loads(line)
    numbers = decompress(packed)
    total = sum(size for _, size in head.values())
    bounds = array("f")
    bounds.frombytes(numbers[2 * total :])
    found, at = {}, 0
    for name, (base, size) in head.items():
        found[name] = Trees(
            base, numbers[at : at + size], numbers[total + at : total + at + size], bounds[at : at + size]
        )
        at += size
    return found
