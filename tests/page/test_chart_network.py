"""The network: vis-network fed by pyvis, in our page."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from browsing import DESK, PHONE
from chart_builders import graph, harbour
from iceorg.chart import read_view
from iceorg.chart import words as english
from iceorg.chart.network import CROWDING, make_network, network_block
from iceorg.chart.places import SCREEN, label_size, places
from iceorg.model import Kind
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Triple
    from page.conftest import Open, Visit

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


def scattered() -> tuple[Triple, ...]:
    """Return fifteen pairs and a dozen things that nothing joins to another, with names of all lengths."""
    things = {f"Office of {'Very Important ' * (number % 4)}Matters {number}": Kind.UNIT for number in range(42)}
    names = list(things)
    return graph(things, *((names[2 * pair], org.SUB_ORGANIZATION_OF, names[2 * pair + 1]) for pair in range(15)))


def _keys(seen: Visit, *keys: str) -> None:
    seen.page.evaluate("document.activeElement.blur()")
    for key in keys:
        seen.page.keyboard.press(key)


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


@pytest.mark.parametrize("without", [frozenset(), CROWDING])
@pytest.mark.parametrize("make", [wide, harbour, scattered])
def test_boxes_do_not_touch(make: Callable[[], tuple[Triple, ...]], without: frozenset[Kind]) -> None:
    """With long names and short ones, in what hangs together, beside it and below."""
    view = read_view(make())
    sizes = {place: label_size(node.label) for place, node in enumerate(view.nodes) if node.kind not in without}
    where = {place: at for place, at in enumerate(places(view, without)) if place in sizes}
    assert len(where) > 8
    for one, other in combinations(where, 2):
        dx, dy = (abs(where[one][axis] - where[other][axis]) for axis in (0, 1))
        assert dx >= (sizes[one][0] + sizes[other][0]) / 2 or dy >= (sizes[one][1] + sizes[other][1]) / 2


def test_what_does_not_hang_together_stands_in_the_shape_of_a_screen() -> None:
    """And not in one long row: the whole is shown as large as a page of names is."""
    view = read_view(scattered())
    assert len(view.nodes) > 40
    assert max(x for x, _ in places(view)) < SCREEN[0] * 1.25
    assert max(y for _, y in places(view)) < SCREEN[1] * 1.25


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


LETTERS = """() => {
  globalThis.letters = [];
  const fill = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    globalThis.letters.push([parseFloat(this.font.match(/[0-9.]+px/)[0]) * this.getTransform().a / devicePixelRatio, text]);
    return fill.call(this, text, ...place);
  };
}"""
"""Takes down how large letters are drawn."""


@browser_test
@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("make", [wide, harbour, scattered])
def test_names_can_be_read_at_once(visit: Open, make: Callable[[], tuple[Triple, ...]], size: tuple[int, int]) -> None:
    """Without zooming, on a desk and on a phone; all is seen by the button for it, and by its key."""
    seen = visit(make(), size)
    seen.page.evaluate(LETTERS)
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    seen.page.wait_for_function("globalThis.letters.length > 2")
    seen.page.evaluate("globalThis.letters.length = 0")
    seen.page.locator("#c-network .zoom button").nth(0).click()
    seen.page.locator("#c-network .zoom button").nth(1).click()
    seen.settle()
    drawn = seen.page.evaluate("globalThis.letters")
    assert len(drawn) > 2
    assert min(letters for letters, _ in drawn) > 9
    canvas = seen.page.locator("#c-network canvas")
    seen.page.locator("#c-network .zoom button").nth(2).click()
    seen.settle()
    whole = canvas.screenshot()
    _keys(seen, "+", "0")
    seen.settle()
    assert canvas.screenshot() == whole


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
