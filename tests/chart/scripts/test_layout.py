"""Where cards stand and which way lines go: checked by geometry, on any forests and on the five documents' own."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart.scripts.forests import ROOM, graphs, told, with_forest
from iceorg.chart.data import columns, graph_block
from iceorg.chart.past import read_past
from iceorg.chart.view import read_view
from iceorg.store.oxigraph import read_triples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

PLACED = with_forest("""
  const [room, opened] = values;
  const open = opened === "start" ? placing.openStart(graph, forest, room) : opened === "all" ? placing.openAll(graph, forest)
    : new Set(opened.map((name) => graph.label.indexOf(name)));
  const drawn = placing.layout(graph, forest, open, room);
  return {
    width: drawn.width, height: drawn.height, fit: drawn.fit, params: drawn.params, seconds: drawn.seconds,
    cards: drawn.cards.map(({ cell, fan, ...card }) => card), routes: drawn.routes, stems: drawn.stems,
    ways: drawn.seconds.map((line) => ({ line, points: drawn.way(line) })), aboard: graph.label.filter((_, node) => forest.aboard[node]),
    loose: forest.roots.length - forest.singles, names: graph.label, way: graph.label.map((_, node) => forest.wayTo(node)),
  };""")

SLACK = 0.01
"""Pixels that rounding may take."""


@pytest.fixture(scope="module")
def five(built: Path) -> dict[str, Any]:
    """The data block of the five documents."""
    triples = tuple(read_triples((built / "graph.nt").read_bytes()))
    view = read_view(triples)
    return graph_block(columns(view), read_past(triples, view), title="Five")


def overlapping(cards: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Return the pairs of cards that cover each other."""
    return [(one["lines"], other["lines"]) for one, other in combinations(cards, 2) if _meet(_box(one), _box(other))]


def behind(points: list[list[float]], cards: list[dict[str, Any]]) -> list[Any]:
    """Return the cards behind which a way passes."""
    strokes = [(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for (x1, y1), (x2, y2) in pairwise(points)]
    return [card["lines"] for card in cards for stroke in strokes if _meet(stroke, _box(card, 0.5))]


def _box(card: dict[str, Any], inset: float = SLACK) -> tuple[float, float, float, float]:
    right, bottom = card["x"] + card["width"], card["y"] + card["height"]
    return card["x"] + inset, card["y"] + inset, right - inset, bottom - inset


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def ways(found: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Yield the way of every line, of those also that show when a card is chosen."""
    for way in (*found["routes"], *found["stems"], *found["ways"]):
        yield way["points"]


@settings(max_examples=60, deadline=None)
@given(block=graphs(), width=st.integers(300, 2000), height=st.integers(300, 1200))
def test_no_two_cards_overlap_and_no_line_passes_behind_one(
    run: Run, block: dict[str, Any], width: int, height: int
) -> None:
    """With all that can be open, in a room of any shape."""
    found = run("layout.js", PLACED, block, {"width": width, "height": height}, "all")
    assert overlapping(found["cards"]) == []
    assert [card for way in ways(found) for card in behind(way, found["cards"])] == []


@settings(max_examples=40, deadline=None)
@given(block=graphs())
def test_every_thing_has_one_card_when_all_is_open(run: Run, block: dict[str, Any]) -> None:
    """Whoever stands on the card of their post has none."""
    found = run("layout.js", PLACED, block, ROOM, "all")
    things = [found["names"][card["node"]] for card in found["cards"] if card["node"] >= 0]
    assert sorted(things + found["aboard"]) == sorted(found["names"])


@settings(max_examples=40, deadline=None)
@given(block=graphs())
def test_every_card_but_the_first_hangs_by_one_line(run: Run, block: dict[str, Any]) -> None:
    """Its way goes straight across or straight down, from a card's edge to a card's edge, within the drawing."""
    found = run("layout.js", PLACED, block, ROOM, "all")
    cards = {card["key"]: card for card in found["cards"]}
    hung = [route for route in found["routes"] if not route["second"]]
    loose = {found["names"].index(name) for name in found["names"] if not found["way"][found["names"].index(name)]}
    assert sorted(route["lower"] for route in hung) == sorted(
        card["key"] for card in found["cards"] if card["up"] != -1
    )
    for route in found["routes"]:
        for (x1, y1), (x2, y2) in pairwise(route["points"]):
            assert x1 == x2 or y1 == y2
            assert 0 <= min(x1, x2) <= max(x1, x2) <= found["width"]
            assert 0 <= min(y1, y2) <= max(y1, y2) <= found["height"]
        assert _touches(route["points"][0], cards[route["upper"]])
        assert _touches(route["points"][-1], cards[route["lower"]])
    assert {card["node"] for card in found["cards"] if card["up"] == -1 and card["node"] >= 0} <= loose


def _touches(point: list[float], card: dict[str, Any]) -> bool:
    left, top, right, bottom = _box(card, 0)
    x, y = point
    on_side = x in (left, right) and top <= y <= bottom
    return on_side or (y in (top, bottom) and left <= x <= right)


@settings(max_examples=20, deadline=None)
@given(block=graphs())
def test_the_same_is_always_placed_the_same(run: Run, block: dict[str, Any]) -> None:
    """To the last number, so that a picture can be made again."""
    assert run("layout.js", PLACED, block, ROOM, "all") == run("layout.js", PLACED, block, ROOM, "all")


@settings(max_examples=40, deadline=None)
@given(block=graphs())
def test_what_is_opened_for_a_thing_shows_its_card(run: Run, block: dict[str, Any]) -> None:
    """Its own, or the card it stands on; whatever bundles it is in."""
    script = with_forest("""
      const unseen = (node) => !placing.layout(graph, forest, new Set(placing.opensFor(graph, forest, node)), values[0]).cardOf(node);
      return graph.label.filter((_, node) => unseen(node));""")
    assert run("layout.js", script, block, ROOM) == []


CLUBS = [f"club {place:02}" for place in range(12)]


@pytest.mark.parametrize(("opened", "cards"), [(["Agency"], 3), ([], 1)])
def test_many_partner_groups_beside_others_are_one_bundle(run: Run, opened: list[str], cards: int) -> None:
    """With how many they are; it opens as a card does."""
    things = {"Agency": "agency", "Dive Office": "unit", **dict.fromkeys(CLUBS, "group")}
    lines = [("Dive Office", "part", "Agency"), *((club, "partner", "Agency") for club in CLUBS)]
    found = run("layout.js", PLACED, told(things, lines), ROOM, opened)
    assert len(found["cards"]) == cards
    if opened:
        assert found["cards"][-1]["lines"] == ["12 of the kind group"]
        assert found["cards"][-1]["count"] == len(CLUBS)


def test_a_bundle_stands_in_columns_and_not_as_a_long_tail(run: Run) -> None:
    """Sixty groups are about as wide as they are high."""
    clubs = [f"club {place:02}" for place in range(60)]
    things = {"Agency": "agency", "Dive Office": "unit", **dict.fromkeys(clubs, "group")}
    lines = [("Dive Office", "part", "Agency"), *((club, "partner", "Agency") for club in clubs)]
    found = run("layout.js", PLACED, told(things, lines), ROOM, "all")
    places = {card["x"] for card in found["cards"] if card["kind"] == "group"}
    assert len(places) > 3
    assert found["fit"] > 0.6


def test_staff_offices_stand_in_one_column(run: Run) -> None:
    """What reports straight to the head and has nothing below it."""
    offices = [f"Office {place}" for place in range(5)]
    deputies = ["Deputy for Ships", "Deputy for Quays"]
    below = [f"Branch {place}" for place in range(12)]
    things = {"Chief": "post", **dict.fromkeys(deputies, "post"), **dict.fromkeys([*offices, *below], "unit")}
    lines = [(name, "reports", "Chief") for name in (*offices, *deputies)]
    lines += [(name, "reports", deputies[place % 2]) for place, name in enumerate(below)]
    found = run("layout.js", PLACED, told(things, lines), ROOM, "all")
    places = {card["lines"][0]: card["x"] for card in found["cards"]}
    assert len({places[name] for name in offices}) == 1
    assert len({places[name] for name in (*deputies, offices[0])}) == 3


def test_a_holder_stands_on_the_card_with_the_capacity(run: Run) -> None:
    """Three holders are one name and how many more there are."""
    things = {"Chief": "post", "Deputy": "post", **dict.fromkeys(["Ada Moss", "Ben Kay", "Cy Lund"], "person")}
    lines = [
        ("Ada Moss", "holds", "Chief"),
        *((name, "holds", "Deputy") for name in ("Ada Moss", "Ben Kay", "Cy Lund")),
    ]
    found = run("layout.js", PLACED, told(things, lines, note={"0": "acting"}), ROOM, "all")
    holders = {card["lines"][0]: [holder["text"] for holder in card["holders"]] for card in found["cards"]}
    assert holders["Chief"] == ["Ada Moss (acting)"]
    assert holders["Deputy"] == ["Ada Moss", "and 2 more"]


def test_a_form_is_kept_unless_another_shows_much_more(run: Run) -> None:
    """Opening a branch does not throw the whole drawing about."""
    things = {"Agency": "agency", **{f"Office {place}": "unit" for place in range(30)}}
    lines = [(f"Office {place}", "part", "Agency" if place < 6 else f"Office {place % 6}") for place in range(30)]
    script = with_forest("""
      const [room] = values;
      const open = new Set([0, 1, 2]);
      const before = placing.layout(graph, forest, open, room);
      open.add(3);
      return [before.params, placing.layout(graph, forest, open, room, { prefer: before.params }).params];""")
    before, after = run("layout.js", script, told(things, lines), ROOM)
    assert before == after


def test_a_narrow_room_gets_one_list_to_be_read_downwards(run: Run) -> None:
    """On a phone nothing stands beside anything else."""
    things = {"Agency": "agency", **{f"Office {place}": "unit" for place in range(9)}}
    lines = [(f"Office {place}", "part", "Agency") for place in range(9)]
    found = run("layout.js", PLACED, told(things, lines), {"width": 390, "height": 560}, "all")
    assert len({card["x"] for card in found["cards"]}) == 2
    assert found["fit"] == 1


# --- the five documents


def test_the_five_documents_fully_open_can_be_read(run: Run, five: dict[str, Any]) -> None:
    """All programs, groups, posts and places, in a window of 1440 by 900, and nothing lies on anything."""
    found = run("layout.js", PLACED, five, ROOM, "all")
    assert len(found["cards"]) > 80
    assert found["fit"] >= 0.55
    assert overlapping(found["cards"]) == []
    assert [card for way in ways(found) for card in behind(way, found["cards"])] == []


def test_the_start_view_shows_letters_of_nine_pixels(run: Run, five: dict[str, Any]) -> None:
    """The root and the first levels are open as far as that allows."""
    found = run("layout.js", PLACED, five, ROOM, "start")
    smallest = run("layout.js", "({ FOOT_SIZE }) => FOOT_SIZE")
    assert found["fit"] >= 0.85
    assert smallest * found["fit"] >= 9
    assert len(found["cards"]) > 20
