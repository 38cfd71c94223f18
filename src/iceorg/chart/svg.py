"""The drawing as the template takes it: paths, places of letters, and nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from iceorg.chart import words
from iceorg.chart.layout import HEIGHT, WIDTH
from iceorg.chart.lettering import wrap
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.chart.layout import Card, Drawing, Point, Route

LEADING: Final = 15
"""Pixels from one line of letters to the next."""

LINES: Final = 3
BEND: Final = 6
"""Pixels: the radius at a line's corners."""

MARKED: Final = frozenset({Kind.PROGRAM, Kind.GROUP, Kind.PERSON, Kind.COLLABORATION})
"""Kinds with a mark before the name, beside their colour, so that colour is not all that tells them."""


@dataclass(frozen=True, slots=True)
class Letters:
    """One line of text: where its base line begins."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card: its place, the lines of its name, and a short line under them."""

    id: str
    kind: str
    label: str
    x: float
    y: float
    name: tuple[Letters, ...]
    below: Letters | None


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line: the stem that it shares with others, its own way, and where a click means this line and no other."""

    id: str
    kind: str
    label: str
    stem: str
    way: str
    touch: str
    second: bool


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The drawing, in whole pixels."""

    width: int
    height: int
    cards: tuple[DrawnCard, ...]
    lines: tuple[DrawnLine, ...]
    singles_at: Letters | None


def drawing(places: Drawing) -> DrawnPage:
    """Return a drawing ready for the template."""
    names = {card.branch.node.id: card.branch.node.label for card in places.cards}
    heading = Letters(*places.singles_at, words.PAGE["unplaced"]) if places.singles_at else None
    return DrawnPage(
        round(places.width),
        round(places.height),
        tuple(map(_card, places.cards)),
        tuple(_line(route, names) for route in places.routes),
        heading,
    )


def _card(card: Card) -> DrawnCard:
    node, line = card.branch.node, card.branch.line
    left = 32 if node.kind in MARKED else 15
    below = node.acronym or (line.note if line else "")
    name = wrap(node.label, WIDTH - left - 10, LINES - 1 if below else LINES)
    top = (HEIGHT - LEADING * (len(name) + bool(below))) / 2 + LEADING - 3
    letters = tuple(Letters(left, top + LEADING * place, text) for place, text in enumerate(name))
    short = wrap(below, WIDTH - left - 10, 1)[0]
    foot = Letters(left, top + LEADING * len(name), short) if short else None
    return DrawnCard(node.id, node.kind.value, node.label, card.x, card.y, letters, foot)


def _line(route: Route, names: dict[str, str]) -> DrawnLine:
    line = route.line
    if route.second:
        stem, way = "", _curve(*route.corners)
        touch = way
    else:
        stem = _path(route.corners[: route.stem + 1]) if route.stem else ""
        way, touch = _path(route.corners[route.stem :]), _path(route.corners[route.alone :])
    label = f"{names[line.lower]} {words.LINES[line.kind][1]} {names[line.upper]}"
    return DrawnLine(line.id, line.kind, label, stem, way, touch, route.second)


def _curve(start: Point, end: Point) -> str:
    middle = (start[0] + end[0]) / 2
    return f"M{start[0]:g},{start[1]:g}C{middle:g},{start[1]:g} {middle:g},{end[1]:g} {end[0]:g},{end[1]:g}"


def _path(corners: Sequence[Point]) -> str:
    """Return a way along corners, rounded where it turns.

    >>> _path([(0, 0), (0, 40), (30, 40)])
    'M0,0L0,34Q0,40 6,40L30,40'
    """
    way = [corners[0]]
    for before, after in pairwise(corners):
        if before != after:
            way.append(after)
    steps = [f"M{way[0][0]:g},{way[0][1]:g}"]
    for before, corner, after in zip(way, way[1:], way[2:], strict=False):
        (x1, y1), (x2, y2) = _towards(corner, before), _towards(corner, after)
        steps.append(f"L{x1:g},{y1:g}Q{corner[0]:g},{corner[1]:g} {x2:g},{y2:g}")
    return "".join([*steps, f"L{way[-1][0]:g},{way[-1][1]:g}"])


def _towards(corner: Point, other: Point) -> Point:
    """Return the point where the bend at a corner begins; half the stretch if that is short."""
    away_x, away_y = other[0] - corner[0], other[1] - corner[1]
    length = abs(away_x) + abs(away_y)
    share = min(BEND, length / 2) / length
    return round(corner[0] + away_x * share, 1), round(corner[1] + away_y * share, 1)
