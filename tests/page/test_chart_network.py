"""The network: vis-network fed by pyvis, in our page."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from chart_builders import graph, harbour
from iceorg.chart import read_view
from iceorg.chart import words as english
from iceorg.chart.network import LABEL_ROOM, make_network, network_block, rings
from iceorg.model import Kind
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from iceorg.model import Triple
    from page.conftest import Open

browser_test = pytest.mark.browser


def wide() -> tuple[Triple, ...]:
    """Return an agency with many offices, programs and partners."""
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


def test_pyvis_has_every_thing_and_every_line() -> None:
    """Each in a place of its own, with physics off."""
    view = read_view(wide())
    network = make_network(view)
    assert network.get_nodes() == [node.id for node in view.nodes]
    assert [edge["id"] for edge in network.get_edges()] == [line.id for line in view.lines]
    block = network_block(view)
    assert len(set(zip(block["x"], block["y"], strict=True))) == len(view.nodes)
    assert block["options"]["physics"] == {"enabled": False}
    assert "configure" not in block["options"]


def test_names_on_the_rim_do_not_touch() -> None:
    """Neighbours keep a label's width one way or a line's height the other."""
    for one, other in combinations(rings(read_view(wide())), 2):
        assert abs(one[0] - other[0]) >= LABEL_ROOM or abs(one[1] - other[1]) >= 24, (one, other)


def test_places_are_the_same_every_time() -> None:
    """In any order of triples."""
    assert json.dumps(network_block(read_view(wide()[::-1]))) == json.dumps(network_block(read_view(wide())))


@browser_test
def test_nothing_of_the_engine_runs_until_the_network_is_opened(visit: Open) -> None:
    """It is most of the page, and most readers never open it."""
    seen = visit(harbour())
    assert seen.page.evaluate("typeof vis") == "undefined"
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    assert seen.page.evaluate("typeof vis.Network") == "function"


@browser_test
def test_a_click_on_a_thing_opens_the_same_panel(visit: Open) -> None:
    """And chart and network share the choice."""
    seen = visit(harbour())
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    box = seen.page.locator("#c-network canvas").bounding_box()
    assert box is not None
    for x in range(0, int(box["width"]), 20):
        for y in range(0, int(box["height"]), 20):
            seen.page.mouse.click(box["x"] + x, box["y"] + y)
            seen.settle()
            if "#n-" in seen.page.url:
                assert seen.page.locator("#c-panel blockquote").count() > 0
                seen.page.click("[data-view=chart]")
                seen.settle()
                assert seen.page.locator("#c-drawing .chosen").count() > 0
                return
    pytest.fail("no click on the network met a thing")


@browser_test
def test_a_filter_hides_things_of_the_network_too(visit: Open) -> None:
    """What is shown is one and the same in all views."""
    seen = visit(harbour())
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    before = seen.page.screenshot(clip=seen.page.locator("#c-network").bounding_box())
    seen.page.locator("#c-filters button, #c-filters label", has_text=english.KINDS_MANY[Kind.PROGRAM]).first.click()
    seen.settle()
    assert seen.page.screenshot(clip=seen.page.locator("#c-network").bounding_box()) != before


@browser_test
def test_a_large_network_is_drawn_only_when_asked_for(visit: Open) -> None:
    """With words that say what it takes."""
    seen = visit(graph(dict.fromkeys([f"Office {number}" for number in range(3001)], Kind.UNIT)))
    seen.page.click("[data-view=network]")
    seen.settle()
    assert english.PAGE["network_large"].format(n=3001) in seen.page.inner_text("#c-network")
    assert seen.page.locator("#c-network canvas").count() == 0
    seen.page.click(f"text={english.PAGE['network_draw']}")
    seen.page.wait_for_selector("#c-network canvas")
