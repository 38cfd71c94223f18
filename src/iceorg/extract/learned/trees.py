"""Boosted trees that say how likely each relation is, from numbers that the second look gives.

A tree asks of one number at a time whether it is above a bound; what it ends at are added up. The
trees of all relations lie in one small file. Evaluated in plain Python: no array library is loaded to
read a page. (Friedman, Greedy function approximation: a gradient boosting machine, 2001.)
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final
from zlib import compress, decompress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    def roots(self) -> tuple[_Branch | float, ...]:
        """Return every tree as branches inside branches, which is the quickest to walk; made when first asked."""
        built: dict[int, _Branch | float] = {}
        for at in range(len(self.features) - 1, -1, -1):
            feature, bound = self.features[at], self.bounds[at]
            if feature == LEAF:
                built[at] = bound
            else:
                built[at] = feature, bound, built.pop(at + 1), built.pop(at + self.rights[at])
        return tuple(built[at] for at in sorted(built))

    def score(self, row: Sequence[float]) -> float:
        """Return the logit of a relation for the numbers of a pair.

        >>> Trees.of(0.5, [Node(0, 1.0, 2), Node(LEAF, -1.0), Node(LEAF, 2.0)]).score([3.0])
        2.5
        """
        total = self.base
        for root in self.roots:
            at = root
            while not isinstance(at, float):
                feature, bound, below, above = at
                at = below if row[feature] <= bound else above
            total += at
        return total


_Branch = tuple[int, float, "_Branch | float", "_Branch | float"]


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
