"""A reader's way through the chart: finding, reading, time, filters, sources, by pointer and by keyboard alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from browsing import DESK, PHONE
from builders import claim, document, reading, resolution
from chart_builders import graph, harbour
from iceorg.graph import to_triples
from iceorg.model import Kind, Literal, Source
from iceorg.vocab import ID_BASE, Iri, org, rdf, skos

if TYPE_CHECKING:
    from iceorg.model import Triple
    from page.conftest import Open, Visit

pytestmark = pytest.mark.browser

THINGS = {
    "Agency": Kind.AGENCY,
    "Chief": Kind.POST,
    "Deputy": Kind.POST,
    "Dive Office": Kind.UNIT,
    "Rope Office": Kind.UNIT,
}
YEARS = {
    "2008-02-26": (("Chief", org.POST_IN, "Agency"), ("Dive Office", org.REPORTS_TO, "Chief")),
    "2016-03-10": (("Deputy", org.POST_IN, "Agency"), ("Dive Office", org.REPORTS_TO, "Deputy")),
    "": (("Rope Office", org.REPORTS_TO, "Chief"),),
}


def changing() -> tuple[Triple, ...]:
    """Return the graph of three documents: in 2016 an office reports to another post than in 2008; one is undated."""
    readings = []
    for day, said in YEARS.items():
        names = sorted({end for low, _, up in said for end in (low, up)})
        sentences = [*(f"{name} is named." for name in names), *(f"{low} goes with {up}." for low, _, up in said)]
        source = Source(title=f"Leaflet {day or 'of no date'}", stated_date=date.fromisoformat(day) if day else None)
        page = document("\n\n".join(sentences), f"leaflet-{day or 'undated'}.txt", source=source)
        named = [
            one
            for name in names
            for one in (
                claim(page, _iri(name), rdf.TYPE, THINGS[name].type, f"{name} is named."),
                claim(page, _iri(name), skos.PREF_LABEL, Literal(name), f"{name} is named."),
            )
        ]
        told = [claim(page, _iri(low), relation, _iri(up), f"{low} goes with {up}.") for low, relation, up in said]
        readings.append(reading(page, (*named, *told)))
    return to_triples(resolution(*readings))


def _iri(name: str) -> Iri:
    return Iri(ID_BASE + name.lower().replace(" ", "-"))


def _cards(seen: Visit) -> list[str]:
    return sorted(
        seen.page.eval_on_selector_all(
            "#c-drawing .card", "all => all.map((one) => one.getAttribute('aria-label').split(',')[0])"
        )
    )


# --- finding


def test_a_name_is_found_chosen_and_shown_everywhere(visit: Open) -> None:
    """Slash, some letters, Enter: the card is marked, so is the row of the outline, and the panel tells of it."""
    seen = visit(harbour())
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("night")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.page.inner_text("#c-panel h2") == "Night Quays"
    assert seen.page.inner_text("#c-tree .row.chosen .label").startswith("Night Quays")
    assert seen.page.locator("#c-drawing .card.chosen").count() == 1
    assert seen.page.url.endswith("#n-night-quays")


def test_a_sentence_is_found_and_opened_in_its_document(visit: Open) -> None:
    """By its words; the panel says what facts rest on it."""
    seen = visit(harbour(Source(title="Harbour leaflet")))
    seen.page.fill("#c-search", "rope office reportsto deputy")
    seen.page.click("#c-found .sentence")
    seen.settle()
    assert seen.page.inner_text("#c-sources .fact.chosen") == "Rope Office reportsTo Deputy for Ships."
    assert "Rope Office reports to Deputy for Ships" in seen.panel()


def test_a_name_that_nobody_has_is_said_to_be_missing(visit: Open) -> None:
    """In words, for eyes and for screen readers."""
    seen = visit(harbour())
    seen.page.fill("#c-search", "zebra")
    seen.settle()
    assert "zebra" in seen.page.inner_text("#c-found")
    assert seen.page.inner_text("#c-told") == "0 found"


# --- reading


def test_what_no_document_states_is_said_to_be_not_stated(visit: Open) -> None:
    """Head, whole and superior of a body; holder of a post."""
    seen = visit(harbour())
    seen.go("#n-crane-office")
    unstated = seen.page.locator("#c-panel .unstated").all_inner_texts()
    assert [text.partition(":")[0] for text in unstated] == ["is part of", "headed by"]
    seen.go("#n-deputy-for-ships")
    assert "held by: not stated in the documents" in seen.page.locator("#c-panel .unstated").all_inner_texts()


def test_from_a_sentence_to_its_document_and_back(visit: Open) -> None:
    """The source opens at the sentence; the back button returns to the thing."""
    seen = visit(harbour(Source(title="Harbour leaflet")))
    seen.go("#n-dive-office")
    seen.page.click("#c-panel cite a >> nth=0")
    seen.settle()
    assert seen.page.inner_text("#c-sources h2") == "Harbour leaflet"
    assert seen.page.inner_text("#c-sources .fact.chosen") == "Dive Office reportsTo Chief."
    seen.page.go_back()
    seen.settle()
    assert seen.page.inner_text("#c-panel h2") == "Dive Office"
    assert seen.page.is_visible("#c-drawing")


def test_a_closed_branch_opens_for_what_is_chosen_below_it(visit: Open) -> None:
    """A link to a thing deep down shows it, whatever was open."""
    seen = visit(harbour())
    seen.page.click("#c-close-all")
    seen.settle()
    assert "Night Quays" not in _cards(seen)
    seen.go("#n-night-quays")
    assert "Night Quays" in _cards(seen)


def test_what_is_read_about_stays_legible(visit: Open) -> None:
    """The panel takes room from the chart: letters do not shrink for that, the card is in sight, and all is when it is closed."""
    things = dict.fromkeys([f"Office {number}" for number in range(49)], Kind.UNIT) | {"Agency": Kind.AGENCY}
    seen = visit(graph(things, *((name, org.SUB_ORGANIZATION_OF, "Agency") for name in things if name != "Agency")))
    scale = "new DOMMatrix(getComputedStyle(document.querySelector('.drawn')).transform).a || document.querySelector('.drawn').getCTM().a"
    before = seen.page.evaluate(scale)
    for name in ("Office 0", "Office 9"):
        seen.page.locator(f"#c-drawing .card[aria-label^='{name},'] .frame").click()
        seen.settle()
        assert seen.page.evaluate(scale) >= min(before, 0.78)
        card = seen.page.locator("#c-drawing .card.chosen .frame").bounding_box()
        panel = seen.page.locator("#c-panel").bounding_box()
        assert card is not None
        assert panel is not None
        assert card["x"] > 284
        assert card["x"] + card["width"] < panel["x"]
        seen.page.keyboard.press("Escape")
        seen.settle()
        assert seen.page.evaluate(scale) == before


# --- time


def test_a_date_shows_what_was_known_then(visit: Open) -> None:
    """Nothing of later documents; those without a date stay, in a lane of their own."""
    seen = visit(changing())
    seen.page.click(".stop >> nth=0")
    seen.settle()
    assert _cards(seen) == ["Agency", "Chief", "Dive Office", "Rope Office"]
    assert "no document between 26 February 2008 and 10 March 2016" in seen.page.inner_text(".changes")
    seen.page.uncheck("#c-undated")
    seen.settle()
    assert _cards(seen) == ["Agency", "Chief", "Dive Office"]


def test_what_moved_is_not_called_new(visit: Open) -> None:
    """The office hangs under its new post, is marked as moved, and the panel still knows the old line."""
    seen = visit(changing())
    seen.go("#n-dive-office&at=2016-03-10")
    assert "1 moved" in seen.page.inner_text(".changes")
    assert "reports to Deputy" in " ".join(seen.panel().split())
    assert "Dive Office reports to Chief" in seen.page.inner_text("#c-panel .times")
    assert "moved" in (seen.page.locator("#c-drawing .card.chosen").text_content() or "")


def test_an_address_carries_the_date(visit: Open) -> None:
    """Who opens it sees what was seen."""
    seen = visit(changing())
    seen.page.click(".stop >> nth=0")
    seen.page.uncheck("#c-undated")
    seen.settle()
    seen.page.reload()
    seen.settle()
    assert _cards(seen) == ["Agency", "Chief", "Dive Office"]
    assert not seen.page.is_checked("#c-undated")


def test_the_stops_of_time_are_walked_by_keyboard(visit: Open) -> None:
    """As in any group of choices: arrows move and choose."""
    seen = visit(changing())
    seen.page.focus(".track .all")
    seen.page.keyboard.press("ArrowRight")
    seen.settle()
    assert seen.page.get_attribute(".stop >> nth=0", "aria-checked") == "true"
    seen.page.keyboard.press("ArrowLeft")
    seen.settle()
    assert seen.page.get_attribute(".track .all", "aria-checked") == "true"


def test_words_of_gaps_come_back_with_the_room_for_them(visit: Open) -> None:
    """What a narrow window leaves no room for is there again when the window is wide."""
    seen = visit(changing())
    gap = seen.page.locator(".rail .gap")
    for width, is_there in ((1440, True), (390, False), (1440, True)):
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.settle()
        assert gap.is_visible() is is_there


# --- filters


def test_a_kind_that_is_hidden_leaves_what_hangs_on_it(visit: Open) -> None:
    """It hangs on the nearest thing that is shown, by a dashed line, and is not lost."""
    things = {"Agency": Kind.AGENCY, "Office": Kind.UNIT, "Scheme": Kind.PROGRAM}
    said = (
        ("Office", org.SUB_ORGANIZATION_OF, "Agency"),
        ("Office", Iri("https://w3id.org/iceorg/ontology#administers"), "Scheme"),
    )
    seen = visit(graph(things, *said))
    seen.page.click("label.chip >> text=Offices and units")
    seen.settle()
    assert _cards(seen) == ["Agency", "Scheme"]
    assert seen.page.locator("#c-drawing .bridged").count() > 0


def test_choosing_a_thing_of_a_hidden_kind_shows_the_kind(visit: Open) -> None:
    """Partner groups are hidden at first; a link to one is obeyed."""
    seen = visit(harbour())
    assert "fishing clubs" not in _cards(seen)
    seen.go("#n-fishing-clubs")
    assert seen.page.inner_text("#c-panel h2") == "fishing clubs"
    assert "fishing clubs" in _cards(seen)


def test_a_document_can_be_left_out(visit: Open) -> None:
    """With all that only it states; the summary says that a filter is on."""
    seen = visit(changing())
    seen.page.click("#c-filters summary")
    seen.page.uncheck("#c-filters label:has-text('Leaflet 2016') input")
    seen.settle()
    assert "Deputy" not in _cards(seen)
    assert "1 on" in seen.page.inner_text("#c-filters summary")


# --- by keyboard alone


def test_the_outline_is_a_tree_for_the_keyboard(visit: Open) -> None:
    """Arrows walk, open and close; letters jump; Enter reads; Escape closes the panel."""
    seen = visit(harbour())
    seen.page.focus("#c-tree")
    for key in ("Home", "ArrowDown", "ArrowLeft", "ArrowRight"):
        seen.page.keyboard.press(key)
        seen.settle()
    seen.page.keyboard.press("d")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.page.inner_text("#c-panel h2").startswith("D")
    active = seen.page.get_attribute("#c-tree", "aria-activedescendant")
    assert seen.page.get_attribute(f"#{active}", "aria-selected") == "true"
    seen.page.keyboard.press("Escape")
    seen.settle()
    assert not seen.page.is_visible("#c-panel")


def test_rows_of_the_outline_keep_their_element_and_their_order(visit: Open) -> None:
    """When a branch is closed and opened: so that a reader's software finds them where they are seen."""
    seen = visit(changing())
    page = seen.page
    rows = "[...document.querySelectorAll('#c-tree [role=treeitem]')]"
    page.evaluate(f"globalThis.kept = {rows}.at(0)")
    page.click("#c-close-all")
    seen.settle()
    assert page.evaluate(f"{rows}.length") == 1
    page.click("#c-open-all")
    seen.settle()
    assert page.evaluate(f"{rows}.length") > 4
    assert page.evaluate(f"{rows}.at(0) === globalThis.kept")
    assert page.evaluate(f"{rows}.map((row) => Number(row.dataset.place)).join() === {rows}.map((_, at) => at).join()")


def test_the_cards_are_walked_by_keyboard(visit: Open) -> None:
    """One stop for Tab, arrows from card to card, Enter reads."""
    seen = visit(harbour())
    assert seen.page.locator("#c-drawing [tabindex='0']").count() == 1
    seen.page.focus("#c-drawing [tabindex='0']")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.page.inner_text("#c-panel h2") == "Harbour Service"


def test_every_control_is_reached_by_tab(visit: Open) -> None:
    """Search, views, take along, time, filters, outline, chart, zoom: nothing needs a pointer."""
    seen = visit(harbour())
    reached = set()
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        reached.add(seen.page.evaluate("(document.activeElement.closest('[id]') || document.body).id"))
    assert {"c-search", "c-take", "c-theme", "c-tree", "c-filters", "c-drawing", "c-larger", "c-fit"} <= reached


def _tab_to(seen: Visit, selector: str) -> None:
    """Press Tab until the focus is there, and see that it can be seen."""
    for _ in range(150):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("(selector) => Boolean(document.activeElement.closest(selector))", selector):
            outline = seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or seen.page.locator("#c-drawing .card:focus-visible").count() == 1
            return
    pytest.fail(f"Tab does not lead to {selector}")


def _press(seen: Visit, *keys: str) -> None:
    for key in keys:
        seen.page.keyboard.press(key)
        seen.settle()


def test_a_whole_tour_needs_no_pointer(visit: Open) -> None:
    """Move, open and close, read a claim in its document, come back, find, change view and date, take along: keys alone."""
    seen = visit(changing())
    page = seen.page
    cards = len(_cards(seen))

    _tab_to(seen, "#c-drawing .card")
    _press(seen, "Home", "Space")
    assert len(_cards(seen)) < cards
    _press(seen, "Space", "ArrowDown")
    assert len(_cards(seen)) == cards
    _press(seen, "Enter")
    assert page.inner_text("#c-panel h2") == "Deputy"

    _tab_to(seen, "#c-panel cite a")
    _press(seen, "Enter")
    assert page.locator("#c-sources .fact.chosen").count() == 1
    _tab_to(seen, "#c-panel .says a")
    _press(seen, "Enter")
    assert page.is_visible("#c-panel")
    _press(seen, "Escape")
    assert not page.is_visible("#c-panel")

    _press(seen, "/")
    page.keyboard.type("office")
    _press(seen, "ArrowDown", "Enter")
    assert page.inner_text("#c-panel h2") == "Rope Office"
    _press(seen, "Escape")

    for view, there in (("network", "#c-network canvas"), ("sources", "#c-sources pre"), ("chart", "#c-drawing .card")):
        _tab_to(seen, f"[data-view={view}]")
        _press(seen, "Enter")
        page.wait_for_selector(there)

    _tab_to(seen, ".track")
    _press(seen, "ArrowRight", "ArrowRight")
    assert "1 moved" in page.inner_text(".changes")

    _tab_to(seen, "#c-filters .chip")
    _press(seen, "Space")
    assert len(_cards(seen)) < cards
    _press(seen, "Space")

    _tab_to(seen, "#c-take")
    _press(seen, "Enter", "ArrowDown")
    with page.expect_download() as loading:
        _press(seen, "ArrowDown", "ArrowDown", "Enter")
    assert loading.value.suggested_filename.endswith("-2016-03-10.csv")


# --- phones


@pytest.mark.parametrize("view", ["outline", "chart", "network", "sources"])
def test_nothing_sticks_out_on_a_phone(visit: Open, view: str) -> None:
    """Every view at 390 pixels, with the panel over its lower part."""
    seen = visit(harbour(), PHONE)
    seen.page.click(f"[data-view={view}]")
    seen.settle()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert seen.page.evaluate("document.documentElement.scrollHeight") <= PHONE[1]
    seen.go("#n-dive-office")
    box = seen.page.locator("#c-panel").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE[0])


def test_on_a_phone_the_words_are_seen_above_what_they_say(visit: Open) -> None:
    """The panel covers the lower part: the sentence that is told of begins above it."""
    seen = visit(
        graph(dict.fromkeys([f"Office {number}{' of Long Names' * 12}" for number in range(50)], Kind.UNIT)), PHONE
    )
    seen.page.fill("#c-search", "office 40 of long names named")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#c-sources .fact.chosen")
    seen.settle()
    words = seen.page.locator("#c-sources .fact.chosen").first.bounding_box()
    panel = seen.page.locator("#c-panel").bounding_box()
    paper = seen.page.locator("#c-sources .paper").bounding_box()
    assert words is not None
    assert panel is not None
    assert paper is not None
    assert paper["y"] <= words["y"] < panel["y"] - 40


def test_two_fingers_make_the_chart_larger(visit: Open) -> None:
    """Pinching, as on any map."""
    seen = visit(harbour(), PHONE, has_touch=True)
    seen.page.click("[data-view=chart]")
    seen.settle()
    before = seen.page.locator("#c-drawing .card").first.bounding_box()
    session = seen.context.new_cdp_session(seen.page)
    for spread, kind in ((40, "touchStart"), (60, "touchMove"), (110, "touchMove")):
        points = [{"x": 195 + sign * spread, "y": 520, "id": place} for place, sign in enumerate((-1, 1))]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    seen.settle()
    after = seen.page.locator("#c-drawing .card").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.5 * before["width"]


def test_the_theme_can_be_changed_by_hand(visit: Open) -> None:
    """Against the machine's own choice."""
    seen = visit(harbour(), DESK, color_scheme="light")
    light = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    seen.page.click("#c-theme")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_what_has_changed_is_listed_with_its_sentences(visit: Open) -> None:
    """New, moved and ended apart, for the date shown."""
    seen = visit(changing())
    seen.page.click(".stop >> nth=1")
    seen.settle()
    seen.page.click(".changes button")
    seen.settle()
    assert seen.page.inner_text("#c-panel h2") == "What is different on 10 March 2016"
    headings = [text.partition(":")[0].upper() for text in seen.page.locator("#c-panel h3").all_inner_texts()]
    assert headings == ["NEW (1)", "MOVED", "ENDED OR ANSWERED OTHERWISE SINCE (1)"]
    assert "Dive Office goes with Chief." in seen.panel()
