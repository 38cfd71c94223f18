"""The graph as trees: every thing once, under one other; the lines that are left are second lines.

A thing hangs on its strongest line upwards: the first in the order of `relations.RELATIONS`, then
the one with more claims, then by id. A line that would close a circle becomes a second line, so
there is no way round that does not end.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.chart.relations import RANKS
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.chart.view import Line, Node, View

KIND_ORDER: Final = (
    Kind.PERSON,
    Kind.POST,
    Kind.UNIT,
    Kind.AGENCY,
    Kind.COLLABORATION,
    Kind.PROGRAM,
    Kind.GROUP,
    Kind.PLACE,
    Kind.UNKNOWN,
)
"""Who stands before whom under one thing: those inside before those outside."""

BELONGING: Final = frozenset({"post", "part", "within"})


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing with what hangs on it.

    Args:
        node: The thing.
        line: The line on which it hangs; None at the top of a tree.
        children: What hangs on it, in the order of the chart.
        size: How many things the branch has, itself included.
    """

    node: Node
    line: Line | None = None
    children: tuple[Branch, ...] = ()
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether others report to it."""
        return any(child.line is not None and child.line.kind == "reports" for child in self.children)

    def walk(self) -> Iterator[Branch]:
        """Yield this branch and all below it, from the top down."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting.extend(reversed(branch.children))


@dataclass(frozen=True, slots=True)
class Forest:
    """The whole chart.

    Args:
        trees: Things under which others hang, the largest first.
        singles: Things that no line joins to another.
        seconds: The lines on which nothing hangs.
        implied: Ids of those second lines that the drawing shows already, since the thing hangs
            below the same body by another way; an office that reports to a post of an agency is
            seen to be part of the agency.
    """

    trees: tuple[Branch, ...]
    singles: tuple[Branch, ...]
    seconds: tuple[Line, ...]
    implied: frozenset[str]

    def walk(self) -> Iterator[Branch]:
        """Yield every thing once, in the order of the chart."""
        for tree in (*self.trees, *self.singles):
            yield from tree.walk()


def grow(view: View) -> Forest:
    """Return the view as trees and second lines."""
    hung = _hang(view.lines)
    below: dict[str, list[Line]] = defaultdict(list)
    for line in hung.values():
        below[line.upper].append(line)
    roots = [node for node in view.nodes if node.id not in hung]
    grown = _grow(view, roots, below)
    trees = sorted((branch for branch in grown if branch.children), key=lambda tree: (-tree.size, _place(tree)))
    singles = sorted((branch for branch in grown if not branch.children), key=_place)
    chosen = {line.id for line in hung.values()}
    seconds = tuple(line for line in view.lines if line.id not in chosen)
    implied = (line.id for line in seconds if line.kind in BELONGING and line.upper in _way_up(line.lower, hung))
    return Forest(tuple(trees), tuple(singles), seconds, frozenset(implied))


def reporting_roots(view: View) -> tuple[Node, ...]:
    """Return the posts that others report to and that report to nobody, where no line joins two of them."""
    upper = {line.upper for line in view.lines if line.kind == "reports"}
    lower = {line.lower for line in view.lines if line.kind == "reports"}
    roots = [node for node in view.nodes if node.kind is Kind.POST and node.id in upper - lower]
    ids = {node.id for node in roots}
    joined = any({line.upper, line.lower} <= ids for line in view.lines)
    return () if joined else tuple(sorted(roots, key=lambda node: (node.label.casefold(), node.id)))


def _hang(lines: Iterable[Line]) -> dict[str, Line]:
    """Return the line on which each thing hangs, by the thing's id; none of them close a circle."""
    hung: dict[str, Line] = {}
    for line in sorted(lines, key=lambda one: (RANKS[one.kind], -len(one.evidence), one.upper, one.lower)):
        if line.lower not in hung and line.lower not in _way_up(line.upper, hung):
            hung[line.lower] = line
    return hung


def _way_up(node: str, hung: dict[str, Line]) -> Iterator[str]:
    yield node
    while node in hung:
        node = hung[node].upper
        yield node


def _grow(view: View, roots: Iterable[Node], below: dict[str, list[Line]]) -> list[Branch]:
    """Return the finished branches of the roots; built from the leaves up, so depth is no limit."""
    nodes = {node.id: node for node in view.nodes}
    order: list[tuple[str, Line | None]] = [(root.id, None) for root in roots]
    for node_id, _ in order:
        order.extend((line.lower, line) for line in below[node_id])
    done: dict[str, Branch] = {}
    for node_id, line in reversed(order):
        children = tuple(sorted((done[child.lower] for child in below[node_id]), key=_place))
        done[node_id] = Branch(nodes[node_id], line, children, 1 + sum(child.size for child in children))
    return [done[root.id] for root in roots]


def _place(branch: Branch) -> tuple[int, int, str, str]:
    """Return a branch's place among its siblings: by kind, posts that others report to first, then by name."""
    return KIND_ORDER.index(branch.node.kind), 0 if branch.leads else 1, branch.node.label.casefold(), branch.node.id
