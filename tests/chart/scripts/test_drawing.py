"""The drawing as SVG, and the camera over it: what is kept, what is marked, what a pointer and a key do."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from chart.scripts.forests import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from chart.scripts.conftest import Run

    Draw = Callable[..., Any]

pytestmark = pytest.mark.browser

SIZE = {"width": 1000, "height": 700}
STYLE = (resources.files("iceorg.chart") / "assets" / "page" / "drawing.css").read_text(encoding="utf-8")
THINGS = {"Agency": "agency", "Chief": "post", "Deputy": "post", "Ada Moss": "person"} | {
    f"Office {place}": "unit" for place in range(6)
}
LINES = [
    ("Chief", "post", "Agency"),
    ("Deputy", "post", "Agency"),
    ("Ada Moss", "holds", "Chief"),
    *((f"Office {place}", "reports", "Chief" if place < 3 else "Deputy") for place in range(6)),
    ("Office 0", "partner", "Office 5"),
]

SET_UP = """async (_, block, opened, size, style) => {
  const [{ readGraph }, { shown }, { grow }, placing, { Drawing }, { Camera }, { Minimap }] = await Promise.all(
    ["graph", "shown", "tree", "layout", "draw", "camera", "minimap"].map((name) => import(`http://modules.invalid/${name}.js`)));
  document.body.replaceChildren();
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const svgs = [size, { width: 200, height: 140 }].map(({ width, height }) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.style.touchAction = "none";
    svg.style.display = "block";
    document.body.append(svg);
    return svg;
  });
  document.body.style.margin = "0";
  const graph = readGraph(block);
  const counting = shown(graph, { date: "", undated: true, kinds: new Set(), documents: new Set(), statuses: new Set() });
  const forest = grow(graph, counting);
  const open = opened === "all" ? placing.openAll(graph, forest) : new Set(opened.map((name) => graph.label.indexOf(name)));
  const said = [];
  let places = null;
  const drawing = new Drawing(svgs[0], graph, {
    choose: (what) => said.push(what.node === undefined ? `line ${what.line}` : graph.label[what.node]),
    toggle: (key) => said.push(`toggle ${graph.label[key]}`),
    reach: (card) => said.push(`reach ${graph.label[card.node]}`),
  });
  const camera = new Camera(svgs[0], drawing.group);
  const minimap = new Minimap(svgs[1], camera);
  camera.onmove((sight) => drawing.look(sight));
  const show = () => {
    places = placing.layout(graph, forest, open, size, { prefer: places?.params });
    camera.show(places);
    drawing.look(camera.sight());
    drawing.show(places, { shown: counting, date: "" });
    minimap.show(places);
  };
  show();
  camera.fit();
  const card = (name) => svgs[0].querySelector(`.card[data-key="${graph.label.indexOf(name)}"]`);
  window.test = { graph, forest, open, said, drawing, camera, show, card, svg: svgs[0], minimap: svgs[1], places: () => places };
}"""


@pytest.fixture
def drawn(run: Run, page: Page) -> Draw:
    """Draw a block, by default the small agency's, and run a function of what was made on the page."""

    def drawing(function: str = "() => undefined", *values: object, block: Any = None, opened: Any = "all") -> Any:
        run("draw.js", SET_UP, block or told(THINGS, LINES), opened, SIZE, STYLE)
        return page.evaluate(f"(values) => ({function})(window.test, ...values)", list(values))

    return drawing


def told_to(page: Page) -> list[str]:
    """Return what the drawing has told of choices, toggles and the keyboard."""
    return list(page.evaluate("window.test.said"))


def middle(page: Page, name: str, part: str = "") -> tuple[float, float]:
    """Return the middle of a card on the screen, or of a part of it."""
    script = """([name, part]) => {
      const card = window.test.card(name);
      const box = (part ? card.querySelector(part) : card.querySelector(".frame")).getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }"""
    x, y = page.evaluate(script, [name, part])
    return x, y


def test_a_card_keeps_its_element_when_others_come_and_go(drawn: Draw) -> None:
    """So that focus and what a reader's software holds of it stay."""
    script = """({ card, open, graph, show }) => {
      const before = ["Agency", "Office 5"].map(card);
      open.delete(graph.label.indexOf("Chief"));
      show();
      return [card("Agency") === before[0], card("Office 5") === before[1], card("Office 0") === null];
    }"""
    assert drawn(script) == [True, True, True]


def test_nothing_of_a_document_becomes_markup(drawn: Draw) -> None:
    """Names are text wherever they stand."""
    hostile = "<img src=x onerror=alert(1)>"
    block = told({hostile: "unit", "B": "unit"}, [("B", "part", hostile)])
    assert drawn("({ svg }) => svg.querySelectorAll('img, script, foreignObject').length", block=block) == 0
    assert drawn("({ svg }) => svg.querySelector('.card').getAttribute('aria-label')", block=block).startswith(hostile)


def test_a_graph_of_nothing_is_an_empty_drawing(drawn: Draw) -> None:
    """And no fault."""
    assert drawn("({ svg, places }) => [svg.querySelectorAll('.card').length, places().cards]", block=told({}, [])) == [
        0,
        [],
    ]


@pytest.mark.parametrize(
    ("name", "part", "expected"),
    [
        ("Office 1", "", "Office 1"),
        ("Chief", ".holder text", "Ada Moss"),
        ("Chief", ".toggle .badge", "toggle Chief"),
    ],
)
def test_a_click_chooses_what_is_under_it(drawn: Draw, page: Page, name: str, part: str, expected: str) -> None:
    """A card, a holder, a count."""
    drawn()
    page.mouse.click(*middle(page, name, part))
    assert told_to(page) == [expected]


def test_a_click_near_a_line_chooses_that_line(drawn: Draw, page: Page) -> None:
    """Five pixels beside it; where a rail is shared, the thing that it reaches next."""
    script = """({ places, graph, svg }) => {
      const name = (key) => graph.label[key];
      const route = places().routes.find(({ lower }) => name(lower) === "Office 1");
      const [[x, y]] = route.own.slice(-2);
      const at = new DOMPoint(x + 1, y - 12).matrixTransform(svg.querySelector("g").getCTM());
      return [route.line, at.x, at.y];
    }"""
    line, x, y = drawn(script)
    page.mouse.click(x + 4, y)
    assert told_to(page) == [f"line {line}"]


def test_what_folds_a_branch_is_large_enough_for_a_finger(drawn: Draw) -> None:
    """Twenty-four pixels on the screen both ways, in the start view and when all is open and fits at .6."""
    script = """({ camera, card }) => [1, 0.85, 0.6].map((zoom) => {
      camera.centre(300, 300, zoom);
      const { width, height } = card("Chief").querySelector(".toggle .hit").getBoundingClientRect();
      return Math.min(width, height) >= 24;
    })"""
    assert drawn(script) == [True, True, True]


def test_the_way_to_the_top_is_painted(drawn: Draw) -> None:
    """From the chosen card over every card that it hangs on."""
    script = """({ drawing, graph, svg }) => {
      drawing.select({ node: graph.label.indexOf("Office 4") });
      const names = (part) => [...svg.querySelectorAll(`.card.${part}`)].map(({ dataset }) => graph.label[dataset.key]);
      return [names("chosen"), names("up").sort(), svg.querySelectorAll(".over-up").length];
    }"""
    assert drawn(script) == [["Office 4"], ["Agency", "Deputy"], 2]


def test_a_chosen_line_is_painted(drawn: Draw) -> None:
    """A second line as well as one that something hangs on."""
    script = """({ drawing, forest, graph, svg }) => [forest.seconds[0], forest.via[graph.label.indexOf("Chief")]].map((line) => {
      drawing.select({ line });
      return [svg.querySelectorAll(".over-line").length, svg.querySelectorAll(".line.chosen").length];
    })"""
    assert drawn(script) == [[1, 1], [1, 1]]


def test_what_was_long_not_seen_has_its_year(drawn: Draw) -> None:
    """Measured from the last document until the date shown; the day is said to who asks for it."""
    block = told(THINGS, LINES)
    block["documents"] = [{"id": "old", "date": "2008-02-26"}, {"id": "new", "date": "2016-03-10"}]
    block["sightings"], block["lines"]["seen"] = [[0], [1]], [0, *[1] * (len(LINES) - 1)]
    script = """({ drawing, places, graph, card }) => {
      drawing.show(places(), { shown: { lines: new Uint8Array(graph.m).fill(1), fresh: new Uint8Array(graph.m), ghosts: new Uint8Array(graph.n), disputes: [] }, date: "2017-01-01" });
      return ["Chief", "Deputy"].map((name) => [card(name).querySelector(".age text")?.textContent, card(name).getAttribute("aria-label")]);
    }"""
    (year, label), (none, other) = drawn(script, block=block)
    assert year == "2008"
    assert label.endswith("last seen 26 February 2008")
    assert none is None
    assert "seen" not in other


def test_a_line_that_is_not_drawn_is_shown_by_what_it_is_about(drawn: Draw) -> None:
    """Of someone who holds two posts the second post's card; of two lines between the same two the one that is drawn."""
    block = told(THINGS, [*LINES, ("Ada Moss", "holds", "Deputy"), ("Chief", "partner", "Agency")])
    script = """({ drawing, graph, svg }) => {
      const chosen = (key, upper) => {
        drawing.select({ line: graph.lineKind.findIndex((kind, line) => graph.relations[kind].key === key && graph.label[graph.upper[line]] === upper) });
        return [svg.querySelectorAll(".over-line").length, ...[...svg.querySelectorAll(".card.chosen")].map(({ dataset }) => graph.label[dataset.key])];
      };
      return [chosen("holds", "Deputy"), chosen("partner", "Agency")];
    }"""
    assert drawn(script, block=block) == [[0, "Deputy"], [1]]


def test_marks_stand_on_cards(drawn: Draw) -> None:
    """What is new on the date, what has moved, and where documents disagree; said to those who do not see as well."""
    block = told(THINGS, LINES)
    script = """({ drawing, places, graph, card }) => {
      const fresh = new Uint8Array(graph.m);
      fresh[3] = 1;
      fresh[4] = 2;
      const disputes = [{ node: 1, question: "who holds it", sides: [{ lines: [0] }] }];
      drawing.show(places(), { shown: { lines: new Uint8Array(graph.m).fill(1), fresh, ghosts: new Uint8Array(graph.n), disputes }, date: "2016-03-10" });
      return ["Chief", "Office 0", "Office 1"].map((name) => card(name).getAttribute("aria-label"));
    }"""
    chief, new, moved = drawn(script, block=block)
    assert "documents disagree: who holds it" in chief
    assert new.endswith("new")
    assert moved.endswith("moved")


@pytest.mark.parametrize(("key", "reached"), [("ArrowDown", "Chief"), ("Home", "Agency"), ("Enter", ""), (" ", "")])
def test_the_keyboard_walks_the_cards(drawn: Draw, page: Page, key: str, reached: str) -> None:
    """From the top; one card at a time can be reached by tab."""
    drawn("({ card }) => card('Agency').focus()")
    page.keyboard.press(key)
    said = told_to(page)
    assert said == ([f"reach {reached}"] if reached else {"Enter": ["Agency"], " ": ["toggle Agency"]}.get(key, []))
    assert page.evaluate("document.querySelectorAll('.card[tabindex=\"0\"]').length") == 1


def test_only_what_is_in_sight_has_elements_when_many_cards_are_open(drawn: Draw) -> None:
    """From far away cards are plain rectangles; where the camera goes, cards come."""
    things = {"Agency": "agency", **{f"Office {place}": "unit" for place in range(2000)}}
    lines = [(f"Office {place}", "part", "Agency" if place < 40 else f"Office {place % 40}") for place in range(2000)]
    script = """async ({ camera, drawing, places, svg }) => {
      const counted = () => svg.querySelectorAll(".card").length;
      const last = places().cards.at(-1);
      camera.centre(last.x, last.y, 0.8);
      while (drawing.waits) await new Promise(requestAnimationFrame);
      const near = counted();
      const isThere = Boolean(svg.querySelector(`.card[data-key="${last.key}"]`));
      camera.fit({ least: 0.01 });
      return [places().cards.length, near > 5 && near < 300, isThere, counted()];
    }"""
    assert drawn(script, block=told(things, lines)) == [2001, True, True, 0]


def test_a_count_of_many_digits_covers_no_letter(drawn: Draw) -> None:
    """The name is broken earlier, so that the sign has room."""
    things = {
        "Agency": "agency",
        "Office of Trade Safety 30": "unit",
        **{f"Desk {place}": "unit" for place in range(1234)},
    }
    lines = [("Office of Trade Safety 30", "part", "Agency")]
    lines += [(f"Desk {place}", "part", "Office of Trade Safety 30") for place in range(1234)]
    script = """({ card }) => {
      const box = (part) => card("Office of Trade Safety 30").querySelector(part).getBoundingClientRect();
      return [box(".toggle text").width > 0, box(".name").right <= box(".badge").left];
    }"""
    assert drawn(script, block=told(things, lines), opened=["Agency"]) == [True, True]


def test_who_comes_near_sees_plain_rectangles_until_all_cards_are_there(drawn: Draw) -> None:
    """Many cards take several frames to make: the camera does not wait for them."""
    things = {"Agency": "agency", **{f"Office {place}": "unit" for place in range(2000)}}
    lines = [(f"Office {place}", "part", "Agency" if place < 40 else f"Office {place % 40}") for place in range(2000)]
    script = """async ({ camera, drawing, places, svg }) => {
      const far = svg.querySelector(".far");
      camera.fit({ least: 0.01 });
      const last = places().cards.at(-1);
      camera.centre(last.x, last.y, 0.45);
      const seen = [[drawing.waits, far.getAttribute("display")]];
      while (drawing.waits) await new Promise(requestAnimationFrame);
      return [...seen, [drawing.waits, far.getAttribute("display")]];
    }"""
    assert drawn(script, block=told(things, lines)) == [[True, "inline"], [False, "none"]]


# --- the camera


def test_a_drag_moves_the_drawing_and_chooses_nothing(drawn: Draw, page: Page) -> None:
    """Also when it begins on a card."""
    drawn()
    x, y = middle(page, "Office 1")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    assert middle(page, "Office 1") == pytest.approx((x + 60, y + 30), abs=1)
    assert told_to(page) == []


def test_a_button_let_go_outside_ends_the_drag(drawn: Draw, page: Page) -> None:
    """The drawing does not stick to the pointer that comes back."""
    drawn()
    before = middle(page, "Office 1")
    page.mouse.move(SIZE["width"] - 1, 300)
    page.mouse.down()
    page.mouse.move(SIZE["width"] + 100, 300)
    page.mouse.up()
    page.mouse.move(500, 400, steps=3)
    assert middle(page, "Office 1") == pytest.approx(before, abs=1)


@pytest.mark.parametrize("turn", [-240, 240])
def test_the_wheel_zooms_at_the_pointer(drawn: Draw, page: Page, turn: int) -> None:
    """What is under it stays there."""
    drawn()
    before = page.evaluate("window.test.camera.scale")
    x, y = middle(page, "Office 1")
    page.mouse.move(x, y)
    page.mouse.wheel(0, turn)
    page.wait_for_function("(before) => window.test.camera.scale !== before", arg=before)
    assert middle(page, "Office 1") == pytest.approx((x, y), abs=1)
    assert (page.evaluate("window.test.camera.scale") > before) == (turn < 0)


def test_two_fingers_pinch(drawn: Draw) -> None:
    """Twice as far apart is twice as large, and what was between them is between them still."""
    script = """({ camera, svg, card }) => {
      const finger = (name, id, x, y) => svg.dispatchEvent(new PointerEvent(name, { pointerId: id, pointerType: "touch", clientX: x, clientY: y }));
      svg.setPointerCapture = () => {};
      const before = camera.scale;
      finger("pointerdown", 1, 400, 300);
      finger("pointerdown", 2, 500, 300);
      finger("pointermove", 1, 350, 300);
      finger("pointermove", 2, 550, 300);
      finger("pointerup", 1, 350, 300);
      finger("pointerup", 2, 550, 300);
      return camera.scale / before;
    }"""
    assert drawn(script) == pytest.approx(2)


def test_a_folded_card_stays_where_it_is_on_the_screen(drawn: Draw, page: Page) -> None:
    """Whatever the new layout does with it."""
    drawn()
    before = middle(page, "Deputy")
    page.evaluate(
        """() => {
          const { camera, graph, open, places, show } = window.test;
          const key = graph.label.indexOf("Deputy");
          camera.hold(key, places());
          open.delete(key);
          show();
        }"""
    )
    assert middle(page, "Deputy") == pytest.approx(before, abs=1)


def test_the_whole_is_never_shown_too_small_to_read(drawn: Draw) -> None:
    """It is shown in part instead, from its top."""
    things = {"Agency": "agency", **{f"Office {place}": "unit" for place in range(400)}}
    lines = [(f"Office {place}", "part", "Agency") for place in range(400)]
    script = "({ camera }) => { camera.fit(); return [camera.scale, camera.sight().y <= 0]; }"
    assert drawn(script, block=told(things, lines)) == [0.45, True]


def test_what_fits_stands_beside_the_buttons(drawn: Draw) -> None:
    """They lie over the right edge, and not over a card as long as there is room to the left."""
    script = """({ camera }) => {
      camera.size = { width: camera.room.width - 70, height: 100 };
      camera.fit();
      return [camera.scale, camera.room.width - camera.x - camera.size.width];
    }"""
    assert drawn(script) == [1, 62]


@pytest.mark.parametrize(("key", "grows"), [("+", True), ("-", False)])
def test_keys_zoom(drawn: Draw, page: Page, key: str, grows: bool) -> None:  # noqa: FBT001 - the case itself
    """And nought shows the whole again."""
    before = drawn("({ camera }) => camera.scale")
    page.keyboard.press(key)
    assert (page.evaluate("window.test.camera.scale") > before) == grows
    page.keyboard.press("0")
    assert page.evaluate("window.test.camera.scale") == before


def test_keys_move_the_drawing_only_where_nobody_writes(drawn: Draw, page: Page) -> None:
    """An arrow in a field moves in the text."""
    before = drawn("({ camera }) => camera.x")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("window.test.camera.x")
    page.evaluate("document.body.append(document.createElement('input')); document.querySelector('input').focus()")
    page.keyboard.press("ArrowRight")
    assert after < before
    assert page.evaluate("window.test.camera.x") == after


def test_what_is_sought_is_brought_above_what_covers_the_drawing(drawn: Draw, page: Page) -> None:
    """On a phone the sheet with the sentences lies over the lower half."""
    script = """({ camera, drawing, graph }) => {
      camera.covered = 400;
      camera.zoom(2);
      camera.reveal([drawing.cardOf(graph.label.indexOf("Office 5"))]);
    }"""
    drawn(script)
    assert middle(page, "Office 5")[1] < SIZE["height"] - 400


def test_the_minimap_shows_and_moves_what_is_in_sight(drawn: Draw, page: Page) -> None:
    """It is not needed where all is in sight."""
    needless = drawn("({ minimap }) => minimap.classList.contains('needless')")
    script = """() => {
      const { camera, minimap } = window.test;
      camera.zoom(2.5);
      const { x, y, width, height } = minimap.getBoundingClientRect();
      return [minimap.classList.contains("needless"), x + width / 2, y + height / 2];
    }"""
    still_needless, x, y = page.evaluate(script)
    assert (needless, still_needless) == (True, False)
    page.mouse.click(x, y)
    sight, size = page.evaluate("[window.test.camera.sight(), window.test.camera.size]")
    assert sight["x"] + sight["width"] / 2 == pytest.approx(size["width"] / 2, abs=2)
    assert sight["y"] + sight["height"] / 2 == pytest.approx(size["height"] / 2, abs=2)
