"""Where the cards of the chart stand, and which way its lines go.

A large branch spreads sideways, over several rows if it must; a small one hangs as an indented
list. All of it is computed here: the page moves nothing, and a rebuild gives equal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from iceorg.chart.relations import RANKS
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iceorg.chart.tree import Branch, Forest
    from iceorg.chart.view import Line

Point = tuple[float, float]

WIDTH: Final = 208
HEIGHT: Final = 50
"""Pixels: a card."""

GAP: Final = 22
ROW: Final = HEIGHT + 10
FALL: Final = 40
INDENT: Final = 20
MARGIN: Final = 24
"""Pixels: between columns, from row to row of a list, from a card to the branches under it, the step
of an indented list, around everything."""

LIST_ROWS: Final = 20
"""A branch of at most so many things hangs as one list."""

COLUMN_ROWS: Final = 12
"""Things with nothing under them stand in columns of at most so many."""

SHELF: Final = 1180
"""Pixels: what would spread wider goes on in another row."""

DEPTH: Final = 6
"""Below so many levels everything hangs as a list, so that a long chain of command does not sprawl."""


@dataclass(frozen=True, slots=True)
class Card:
    """A thing's place: the upper left corner of its card."""

    x: float
    y: float
    branch: Branch


@dataclass(frozen=True, slots=True)
class Route:
    """A line's way.

    Args:
        line: The line.
        corners: The way from the upper end to the lower; a second line has its two ends only.
        stem: Up to which corner the way is the stem of a fan, the same for lines of all kinds.
        alone: From which corner on no other line runs along.
        second: Whether it is a second line, on which nothing hangs.
    """

    line: Line
    corners: tuple[Point, ...]
    stem: int = 0
    alone: int = 0
    second: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole chart.

    Args:
        width: Pixels.
        height: Pixels.
        cards: In the order of the forest.
        routes: In the order of drawing: second lines first, the strongest kinds last and on top.
        singles_at: Where the words over the things without a line stand; None if there are none.
    """

    width: float
    height: float
    cards: tuple[Card, ...]
    routes: tuple[Route, ...]
    singles_at: Point | None = None


@dataclass(slots=True)
class _Box:
    """A part of the chart on its own, with its upper left corner at 0, 0."""

    width: float = 0
    height: float = 0
    door: float = WIDTH / 2
    """Where a line from above comes in."""
    cards: list[Card] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)

    def put(self, box: _Box, x: float, y: float) -> None:
        """Take another box in, at a place."""
        self.cards += [Card(card.x + x, card.y + y, card.branch) for card in box.cards]
        self.routes += [
            replace(route, corners=tuple((cx + x, cy + y) for cx, cy in route.corners)) for route in box.routes
        ]
        self.width = max(self.width, x + box.width)
        self.height = max(self.height, y + box.height)


def draw(forest: Forest) -> Drawing:
    """Return the places of all cards and the ways of all lines."""
    page = _Box()
    for shelf, y in _shelves([_box(tree, 1) for tree in forest.trees], MARGIN):
        for box, x in shelf:
            page.put(box, x + MARGIN, y)
    heading = (MARGIN, page.height + FALL)
    if forest.singles:
        page.put(_grid(forest.singles), MARGIN, page.height + FALL + INDENT)
    places = {card.branch.node.id: card for card in page.cards}
    seconds = [_second(line, places) for line in forest.seconds if line.id not in forest.implied]
    return Drawing(
        page.width + MARGIN,
        page.height + MARGIN,
        tuple(page.cards),
        (*seconds, *sorted(page.routes, key=lambda route: -RANKS[route.line.kind])),
        heading if forest.singles else None,
    )


def _second(line: Line, places: dict[str, Card]) -> Route:
    """Return the way of a second line: from the side of one card to the side of the other."""
    upper, lower = places[line.upper], places[line.lower]
    rightwards = upper.x < lower.x
    start = (upper.x + (WIDTH if rightwards else 0), upper.y + HEIGHT / 2)
    end = (lower.x + (0 if rightwards else WIDTH), lower.y + HEIGHT / 2)
    return Route(line, (start, end), second=True)


# --- boxes


def _box(branch: Branch, level: int) -> _Box:
    if branch.size <= LIST_ROWS or level > DEPTH:
        return _list(branch)
    return _fan(branch, level)


def _card(branch: Branch) -> _Box:
    return _Box(WIDTH, HEIGHT, cards=[Card(0, 0, branch)])


def _list(branch: Branch) -> _Box:
    """Return a branch as one column, each level a step further in."""
    box = _Box()
    waiting = [(branch, 0, (0.0, 0.0))]
    while waiting:
        one, depth, (above_x, above_y) = waiting.pop()
        x, y = depth * INDENT, len(box.cards) * ROW
        box.put(_card(one), x, y)
        if one.line and depth:
            rail, middle = above_x + INDENT / 2, y + HEIGHT / 2
            box.routes.append(Route(one.line, ((rail, above_y + HEIGHT), (rail, middle), (x, middle)), alone=1))
        waiting += [(child, depth + 1, (x, y)) for child in reversed(one.children)]
    return box


def _grid(branches: Iterable[Branch]) -> _Box:
    """Return things that nothing joins, in rows as wide as the chart may be."""
    box, columns = _Box(), int(SHELF // (WIDTH + GAP))
    for place, branch in enumerate(branches):
        row, column = divmod(place, columns)
        box.put(_card(branch), column * (WIDTH + GAP), row * ROW)
    return box


def _stack(branches: Iterable[Branch]) -> _Box:
    """Return things with nothing under them as a column along a rail, which is the door."""
    box = _Box(door=INDENT / 2)
    for place, branch in enumerate(branches):
        box.put(_card(branch), INDENT, place * ROW)
    return box


def _fan(branch: Branch, level: int) -> _Box:
    """Return a branch with its parts side by side, in as many rows as it takes."""
    shelves = list(_shelves(list(_cells(branch, level)), HEIGHT + FALL, trunk=INDENT))
    box = _Box()
    doors = [x + cell.door for cell, x in shelves[0][0]]
    middle = max((doors[0] + doors[-1]) / 2, WIDTH / 2)
    box.put(_card(branch), middle - WIDTH / 2, 0)
    box.door = middle
    for number, (shelf, y) in enumerate(shelves):
        bus = y - FALL / 2
        stem = [(middle, HEIGHT), (middle, HEIGHT + FALL / 2)]
        way = [*stem, (0.0, HEIGHT + FALL / 2), (0.0, bus)] if number else stem
        for cell, x in shelf:
            box.put(cell, x, y)
            box.routes += _entries(branch, cell, x, y, [*way, (x + cell.door, bus)])
    return box


def _entries(branch: Branch, cell: _Box, x: float, y: float, way: Sequence[Point]) -> Iterator[Route]:
    """Yield the ways from a branch's card into a cell: to its one head, or to each card of a stack."""
    for card in cell.cards:
        line = card.branch.line
        if line and line.upper == branch.node.id:
            top, side = y + card.y, y + card.y + HEIGHT / 2
            stacked = cell.door < card.x
            ends = [(x + cell.door, side), (x + card.x, side)] if stacked else [(x + cell.door, top)]
            alone = len(way) if stacked else len(way) - 1
            yield Route(line, (*way, *ends), stem=len(way) - 1, alone=alone)


def _cells(branch: Branch, level: int) -> Iterator[_Box]:
    """Yield what stands side by side under a branch: those that lead, people and bare posts, the others."""
    bare = [child for child in branch.children if not child.children]
    for child in branch.children:
        if child.leads:
            yield _box(child, level + 1)
    yield from map(_stack, _columns([child for child in bare if child.node.kind in (Kind.PERSON, Kind.POST)]))
    for child in branch.children:
        if child.children and not child.leads:
            yield _box(child, level + 1)
    rest = (child for child in bare if child.node.kind not in (Kind.PERSON, Kind.POST))
    for _, alike in groupby(rest, key=lambda child: child.node.kind):
        yield from map(_stack, _columns(list(alike)))


def _columns(branches: Sequence[Branch]) -> Iterator[Sequence[Branch]]:
    """Yield equal columns that are not too tall."""
    count = -(-len(branches) // COLUMN_ROWS)
    rows = -(-len(branches) // count) if count else 1
    for start in range(0, len(branches), rows):
        yield branches[start : start + rows]


def _shelves(boxes: Sequence[_Box], top: float, trunk: float = 0) -> Iterator[tuple[list[tuple[_Box, float]], float]]:
    """Yield rows of boxes that are not too wide, each box with its x, each row with its y.

    Args:
        boxes: What to place, in order.
        top: Where the first row stands.
        trunk: Room to the left of every row, taken if there are several.
    """
    rows: list[list[_Box]] = [[]]
    for box in boxes:
        if rows[-1] and sum(other.width + GAP for other in rows[-1]) + box.width > SHELF:
            rows.append([])
        rows[-1].append(box)
    y = top
    for row in rows:
        x, placed = (trunk if len(rows) > 1 else 0), []
        for box in row:
            placed.append((box, x))
            x += box.width + GAP
        yield placed, y
        y += max((box.height for box in row), default=0) + FALL
