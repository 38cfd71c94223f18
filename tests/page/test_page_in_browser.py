"""The chart as a person meets it: in a browser, from disk, with the network cut.

Needs Chromium or Chrome; where there is none these tests are skipped with a sentence, except in CI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import DESK, FLAGS, PHONE, browser_engine
from chart_builders import HARBOUR, harbour
from hostile import PAYLOADS, hostile_graph
from iceorg.chart import read_view, render_chart
from iceorg.chart import words as english
from iceorg.graph import to_triples
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserType, Dialog, Page

    from iceorg.model import Resolution, Triple

    Open = Callable[..., "Visit"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def engine() -> Iterator[tuple[BrowserType, str]]:
    """What starts browsers, and the browser to start."""
    with browser_engine() as found:
        yield found


@pytest.fixture(scope="module")
def browser(engine: tuple[BrowserType, str]) -> Iterator[Browser]:
    """A browser without a window and without a history."""
    chromium, path = engine
    running = chromium.launch(executable_path=path, args=list(FLAGS))
    yield running
    running.close()


class Visit:
    """A page opened from disk, and all that it did: what it asked for, said, ran."""

    def __init__(self, browser: Browser, file: Path, size: tuple[int, int], **options: object) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)  # type: ignore[arg-type] # Playwright types each option, a test passes any
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(file.as_uri())
        self.address = self.requests.pop(0)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def panel(self) -> str:
        """Return the text of the panel."""
        return self.page.inner_text("#c-panel")

    def was_quiet(self) -> bool:
        """Whether the page asked for nothing, said nothing and ran nothing of the documents'."""
        return self.requests == self.messages == self.dialogs == []


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a graph's page: `visit(triples, size)`; when the test ends, every page must have been quiet."""
    visits: list[Visit] = []

    def opened(triples: Sequence[Triple], size: tuple[int, int] = DESK, **options: object) -> Visit:
        file = tmp_path / f"chart {len(visits)}.html"
        file.write_bytes(render_chart(triples).encode())
        visits.append(Visit(browser, file, size, **options))
        return visits[-1]

    yield opened
    for one in visits:
        assert one.was_quiet(), (one.requests, one.messages, one.dialogs)
        one.context.close()


def test_the_page_opens_from_disk_and_asks_for_nothing(visit: Open) -> None:
    """Chart and outline are there, no request goes out, the console stays empty."""
    seen = visit(harbour())
    assert seen.address.startswith("file:")
    assert seen.page.locator("#c-drawing .card").count() == len(HARBOUR)
    assert seen.page.locator("#c-outline li").count() == len(HARBOUR)
    assert seen.page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_a_click_on_a_card_opens_its_sentences(visit: Open) -> None:
    """With document, date, status and rule."""
    seen = visit(harbour(Source(title="Harbour leaflet")))
    seen.page.click("#n-dive-office")
    shown = seen.panel()
    assert "Dive Office reportsTo Chief." in shown
    assert "Harbour leaflet, undated" in shown
    assert "stated · rule T-TEST" in shown
    assert "mission: keep the harbour floor clear" in shown


def test_a_click_on_a_line_opens_its_sentence(visit: Open) -> None:
    """The sentence of that line, and no other."""
    seen = visit(harbour())
    seen.page.locator("[id='l-reports~chief~dive-office'] .touch").click(force=True)
    assert "Dive Office reports to Chief" in seen.panel()
    assert seen.page.locator("#c-panel blockquote").all_inner_texts() == ["Dive Office reportsTo Chief."]


def test_a_layout_line_shows_the_heading_and_the_line(visit: Open, lake: Resolution) -> None:
    """Both passages, and which is which."""
    seen = visit(to_triples(lake))
    seen.page.goto(seen.address + "#l-reports~director~charts")
    quotes = seen.page.locator("#c-panel blockquote").all_inner_texts()
    assert quotes == ["stands under\nDirector", 'line\nOffice of "Charts \\ Maps" <b>& Plans</b>']
    assert "read off the layout" in seen.panel()


def test_an_acting_holder_and_an_inference_are_named(visit: Open, lake: Resolution) -> None:
    """Neither is passed off as more than it is."""
    seen = visit(to_triples(lake))
    seen.page.goto(seen.address + "#n-moss")
    assert "holds the post Director (acting)" in seen.panel()
    seen.page.goto(seen.address + "#l-part~lsa~soundings")
    assert "inferred · rule T-TEST" in seen.panel()


def test_every_card_and_every_line_opens_at_least_one_sentence(visit: Open, lake: Resolution) -> None:
    """By its address, as a link from elsewhere would."""
    triples = to_triples(lake)
    view = read_view(triples)
    seen = visit(triples)
    names = [f"n-{node.id}" for node in view.nodes] + [f"l-{line.id}" for line in view.lines]
    assert len(names) > 25
    for name in names:
        seen.page.goto(f"{seen.address}#{name}")
        assert seen.page.locator("#c-panel blockquote").count() > 0, name
        assert english.PAGE["no_evidence"] not in seen.panel(), name


def test_all_is_done_by_keyboard(visit: Open) -> None:
    """Tab reaches cards and lines of the outline, Enter opens, Escape closes."""
    seen = visit(harbour())
    seen.page.focus("#c-filter")
    for _ in range(2):
        seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert "Harbour Service" in seen.panel()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert "is part of" in seen.panel()
    seen.page.keyboard.press("Escape")
    assert not seen.page.is_visible("#c-panel")
    assert seen.page.evaluate("document.activeElement.textContent") == "is part of"


def test_the_network_draws_and_opens_sentences(visit: Open) -> None:
    """The network that pyvis builds, in our page: a click on a thing opens the same panel."""
    seen = visit(harbour())
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    box = seen.page.locator("#c-network canvas").bounding_box()
    assert box is not None
    for x in range(0, int(box["width"]), 24):
        for y in range(0, int(box["height"]), 24):
            seen.page.mouse.click(box["x"] + x, box["y"] + y)
            if "#n-" in seen.page.url:
                assert seen.page.locator("#c-panel blockquote").count() > 0
                return
    pytest.fail("no click on the network met a thing")


def test_chart_and_network_share_the_choice(visit: Open) -> None:
    """What is chosen in one view is chosen in the other, and closing the panel undoes both."""
    seen = visit(harbour())
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    seen.page.click("[data-view=chart]")
    seen.page.click("#n-crane-office")
    seen.page.click("[data-view=network]")
    seen.page.click("[data-view=chart]")
    assert seen.page.locator(".card.chosen").get_attribute("id") == "n-crane-office"
    seen.page.click("#c-panel .close")
    assert seen.page.locator(".chosen").count() == 0


def test_the_filter_leaves_what_matches_and_the_way_to_it(visit: Open) -> None:
    """Names below a match are hidden, names above it stay."""
    seen = visit(harbour())
    seen.page.fill("#c-filter", "night")
    shown = [text.splitlines()[0] for text in seen.page.locator("#c-outline li:visible > .item").all_inner_texts()]
    assert len(shown) == 6
    assert "Night Quays" in shown[-1]


def test_without_script_outline_and_chart_are_there(visit: Open) -> None:
    """And the page says where the sentences are."""
    seen = visit(harbour(), java_script_enabled=False)
    assert seen.page.is_visible("#c-outline li >> text=Night Quays")
    assert seen.page.is_visible("#n-night-quays")
    assert english.PAGE["no_script"] in seen.page.inner_text("#c-outline")


def test_a_phone_shows_the_outline_and_nothing_sticks_out(visit: Open) -> None:
    """At 390 pixels: the outline first, the chart behind a button, the sentences over the lower half."""
    seen = visit(harbour(), PHONE)
    assert seen.page.is_visible("#c-outline")
    assert not seen.page.is_visible("#c-drawing")
    for action in ("[data-view=chart]", "[data-view=outline]", "#c-outline li a"):
        seen.page.click(action)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], action
    assert seen.page.locator("#c-panel").bounding_box()["width"] == PHONE[0]  # type: ignore[index] # visible, so it has a box


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colour_scheme(visit: Open, scheme: str) -> None:
    """Dark letters on light ground, or light on dark."""
    seen = visit(harbour(), color_scheme=scheme)
    ink = seen.page.evaluate("getComputedStyle(document.body).color.match(/\\d+/g).map(Number)")
    assert (sum(ink) > 3 * 128) == (scheme == "dark")


def test_hostile_text_runs_nothing_anywhere(visit: Open) -> None:
    """Every payload as name, sentence, rule and title, seen in every view and every panel."""
    seen = visit(hostile_graph(PAYLOADS))
    assert len(PAYLOADS) >= 25
    for number, payload in enumerate(PAYLOADS):
        seen.page.goto(f"{seen.address}#n-thing-{number}")
        assert " ".join(payload.split())[:20] in " ".join(seen.page.inner_text("#c-panel h2").split()), payload
        if number:
            seen.page.goto(f"{seen.address}#l-reports~thing-{number - 1}~thing-{number}")
    seen.page.click("[data-view=network]")
    seen.page.wait_for_selector("#c-network canvas")
    seen.page.mouse.move(700, 400)
    seen.page.fill("#c-filter", "<img")
    assert seen.page.locator("#c-panel img, #c-panel script, #c-outline img, #c-drawing img").count() == 0


def test_only_safe_addresses_become_links(visit: Open) -> None:
    """A document's title is a link only to the web."""
    seen = visit(hostile_graph((*PAYLOADS, "https://harbour.example/leaflet")))
    found = set()
    for number in range(len(PAYLOADS) + 1):
        seen.page.goto(f"{seen.address}#n-thing-{number}")
        found |= set(seen.page.eval_on_selector_all("#c-panel cite a", "all => all.map(a => a.href)"))
    assert found == {"https://harbour.example/leaflet"}


def test_should_a_way_in_be_missed_the_policy_stops_it(browser: Browser, tmp_path: Path) -> None:
    """A handler put on the page on purpose does not run, and the browser says why."""
    file = tmp_path / "chart.html"
    file.write_bytes(render_chart(harbour()).encode())
    seen = Visit(browser, file, DESK)
    seen.page.evaluate("document.querySelector('h1').innerHTML = '<img src=x onerror=alert(1)>'")
    seen.page.wait_for_timeout(200)
    assert seen.dialogs == []
    assert any("Content Security Policy" in message for message in seen.messages)
    seen.context.close()


@pytest.mark.parametrize("fragment", ["#n-nobody", "#l-", "#%E0%A4%A", "#n-%22><img src=x onerror=alert(1)>", "#"])
def test_an_address_that_leads_nowhere_opens_nothing(visit: Open, fragment: str) -> None:
    """And breaks nothing."""
    seen = visit(harbour())
    seen.page.goto(seen.address + fragment)
    assert not seen.page.is_visible("#c-panel")
