"""The chart as nested lists: the form that needs no script, no eyes and no wide screen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.chart import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.chart.tree import Branch, Forest
    from iceorg.chart.view import Line, Node, View


@dataclass(frozen=True, slots=True)
class Tie:
    """A line in words, and to whom, where the nesting does not show it."""

    id: str
    verb: str
    upper: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the outline. Items follow each other as they are read.

    Args:
        node: The thing.
        ties: Its lines upwards: first the one it hangs on.
        opens: Whether a list of its own begins after it.
        closes: How many lists end after it.
    """

    node: Node
    ties: tuple[Tie, ...]
    opens: bool
    closes: int


def outline(forest: Forest, view: View) -> tuple[Item, ...]:
    """Return the items of the outline; one list, in which lists open and close."""
    names = {node.id: node.label for node in view.nodes}
    seconds: dict[str, list[Line]] = defaultdict(list)
    for line in forest.seconds:
        if line.id not in forest.implied:
            seconds[line.lower].append(line)
    walk = [*((depth, branch) for tree in (*forest.trees, *forest.singles) for depth, branch in _deep(tree))]
    depths = [depth for depth, _ in walk] + [0]
    return tuple(
        Item(
            branch.node,
            (*_first(branch), *(_tie(line, names[line.upper]) for line in seconds[branch.node.id])),
            opens=bool(branch.children),
            closes=max(0, depth - depths[place + 1]),
        )
        for place, (depth, branch) in enumerate(walk)
    )


def _first(branch: Branch) -> Iterator[Tie]:
    if branch.line:
        yield _tie(branch.line)


def _tie(line: Line, upper: str = "") -> Tie:
    return Tie(line.id, words.LINES[line.kind][1], upper, line.note)


def _deep(tree: Branch) -> Iterator[tuple[int, Branch]]:
    """Yield every branch with its depth, from the top down."""
    waiting = [(0, tree)]
    while waiting:
        depth, branch = waiting.pop()
        yield depth, branch
        waiting.extend((depth + 1, child) for child in reversed(branch.children))
