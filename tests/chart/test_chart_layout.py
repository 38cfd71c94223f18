"""Where things stand: no card on another, no name out of its card, every line drawn."""

from __future__ import annotations

from itertools import combinations

import pytest

from chart_builders import graph, harbour
from iceorg.chart import read_view
from iceorg.chart.layout import HEIGHT, SHELF, WIDTH, Drawing, draw
from iceorg.chart.lettering import width_of, wrap
from iceorg.chart.network import LABEL_ROOM, make_network, network_data, rings
from iceorg.chart.svg import drawing
from iceorg.chart.tree import grow
from iceorg.model import Kind, Triple
from iceorg.vocab import iceorg, org


def wide() -> tuple[Triple, ...]:
    """Return an agency with more offices, programs and partners than one row takes."""
    offices = [f"Office {number}" for number in range(12)]
    programs = [f"Program {number}" for number in range(48)]
    groups = [f"group {number}" for number in range(40)]
    things = {"Agency": Kind.AGENCY} | dict.fromkeys(offices, Kind.UNIT)
    things |= dict.fromkeys(programs, Kind.PROGRAM) | dict.fromkeys(groups, Kind.GROUP)
    return graph(
        things,
        *((office, org.SUB_ORGANIZATION_OF, "Agency") for office in offices),
        *((offices[place % 12], iceorg.ADMINISTERS, program) for place, program in enumerate(programs)),
        *(("Agency", iceorg.PARTNERS_WITH, group) for group in groups),
    )


GRAPHS = {"harbour": harbour, "wide": wide}


@pytest.fixture(params=GRAPHS)
def places(request: pytest.FixtureRequest) -> Drawing:
    """A drawing of each graph."""
    return draw(grow(read_view(GRAPHS[request.param]())))


def test_no_card_stands_on_another(places: Drawing) -> None:
    """Cards keep a gap."""
    assert len(places.cards) > 10
    for one, other in combinations(places.cards, 2):
        assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT + 4, (one, other)


def test_all_cards_are_on_the_page_and_the_page_is_not_too_wide(places: Drawing) -> None:
    """What spreads too wide goes on below."""
    assert all(0 <= card.x <= places.width - WIDTH and 0 <= card.y <= places.height - HEIGHT for card in places.cards)
    assert places.width <= SHELF + 2 * WIDTH


def test_a_way_begins_at_the_upper_card_and_ends_at_the_lower(places: Drawing) -> None:
    """Lines touch what they join."""
    at = {card.branch.node.id: card for card in places.cards}
    routes = [route for route in places.routes if not route.second]
    assert len(routes) == len(places.cards) - (places.singles_at is not None) - 1
    for route in routes:
        upper, lower = at[route.line.upper], at[route.line.lower]
        (x1, y1), (x2, y2) = route.corners[0], route.corners[-1]
        assert upper.x <= x1 <= upper.x + WIDTH
        assert y1 == upper.y + HEIGHT
        assert (x2, y2) == (lower.x, lower.y + HEIGHT / 2) or (y2 == lower.y and lower.x < x2 < lower.x + WIDTH)


def test_ways_run_straight_across_or_straight_down(places: Drawing) -> None:
    """No slanting lines but second ones."""
    for route in places.routes:
        if not route.second:
            for (x1, y1), (x2, y2) in zip(route.corners, route.corners[1:], strict=False):
                assert x1 == x2 or y1 == y2


def test_letters_stay_on_their_card() -> None:
    """A long name is cut, with an ellipsis, and its whole is in the card's title."""
    name = "Interdepartmental Coordination Directorate for Extraordinarily Long Designations " * 3
    page = drawing(draw(grow(read_view(graph({name: Kind.UNIT})))))
    (card,) = page.cards
    assert card.label == name
    assert all(0 < letters.y < HEIGHT and letters.x + width_of(letters.text) < WIDTH for letters in card.name)
    assert card.name[-1].text.endswith("…")


@pytest.mark.parametrize("text", ["", " ", "W" * 400, "a " * 400, "水" * 80])
def test_wrapped_text_fits(text: str) -> None:
    """Whatever the letters are."""
    lines = wrap(text, 100, 3)
    assert 1 <= len(lines) <= 3
    assert all(width_of(line) <= 100 for line in lines)


def test_the_network_has_every_thing_and_every_line() -> None:
    """Each in a place of its own, with physics off."""
    view = read_view(wide())
    data = network_data(make_network(view, grow(view)))
    assert [node["id"] for node in data["nodes"]] == [node.id for node in view.nodes]
    assert [edge["id"] for edge in data["edges"]] == [line.id for line in view.lines]
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == len(view.nodes)
    assert data["options"]["physics"] == {"enabled": False}
    assert "configure" not in data["options"]


def test_names_on_the_rim_do_not_touch() -> None:
    """Neighbours keep a label's width one way or a line's height the other."""
    places = rings(grow(read_view(wide())))
    for one, other in combinations(places.values(), 2):
        assert abs(one[0] - other[0]) >= LABEL_ROOM or abs(one[1] - other[1]) >= 24, (one, other)
