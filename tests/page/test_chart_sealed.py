"""Text from documents runs nothing: in every view, in print, in what is taken along, with the policy and without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hostile import PAYLOADS, hostile_graph, hostile_texts
from iceorg.chart import render_chart

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from page.conftest import Open, Visit

pytestmark = pytest.mark.browser

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
MADE_UNSAFE = """() => {
  Element.prototype.append = function (...children) {
    for (const child of children) typeof child === "string" ? this.insertAdjacentHTML("beforeend", child) : this.appendChild(child);
  };
}"""
"""What a careless change would do: text goes on the page as mark-up."""

FOREIGN = "img, script:not([type]), iframe, object, embed, video, base, link, form, math, template, details:has(object)"


@pytest.fixture(scope="module")
def hostile() -> str:
    """The page in which every text is a payload."""
    return render_chart(hostile_graph(PAYLOADS), title=PAYLOADS[0], texts=hostile_texts(PAYLOADS))


def tour(seen: Visit) -> None:
    """See everything: each card, line and document, all views, what is found, what is printed."""
    page = seen.page
    for number in range(len(PAYLOADS)):
        seen.go(f"#n-thing-{number}")
        seen.go(f"#l-reports~thing-{number - 1}~thing-{number}")
    page.click("[data-view=sources]")
    seen.settle()
    for paper in page.locator("#c-sources .papers button").all():
        paper.click()
        seen.settle()
    page.fill("#c-search", "<img")
    page.fill("#c-search", "alert")
    page.click("[data-view=network]")
    page.wait_for_selector("#c-network canvas")
    page.mouse.move(700, 400)
    page.click("[data-view=chart]")
    page.click("#c-open-all")
    seen.settle()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#c-print .entry").count() > 0
    page.wait_for_timeout(300)


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_hostile_text_runs_nothing(visit: Open, hostile: str, *, policy: bool) -> None:
    """Every payload in every field, seen in every view; no element comes of it."""
    assert len(PAYLOADS) >= 25
    assert len(POLICY.findall(hostile)) == 1
    seen = visit(hostile if policy else POLICY.sub("", hostile))
    foreign = seen.page.locator(FOREIGN).count()
    tour(seen)
    assert foreign <= seen.page.locator(FOREIGN).count() <= foreign + 1  # vis-network, as a script of its own
    assert seen.page.locator("#c-panel [style*=url], #c-print [onerror], [onload], [ontoggle]").count() == 0


def test_hostile_names_are_shown_letter_for_letter(visit: Open, hostile: str) -> None:
    """As what they are: text."""
    seen = visit(hostile)
    for number, payload in enumerate(PAYLOADS):
        seen.go(f"#n-thing-{number}")
        assert seen.page.eval_on_selector("#c-panel h2", "one => one.textContent") == payload


def test_a_page_made_unsafe_on_purpose_is_caught(browser: Browser, hostile: str, tmp_path: Path) -> None:
    """Without the policy the payloads run and are noticed: so this tour would notice a way in."""
    assert unsafe(browser, POLICY.sub("", hostile), tmp_path).dialogs


def test_should_a_way_in_be_missed_the_policy_stops_it(browser: Browser, hostile: str, tmp_path: Path) -> None:
    """Nothing runs, and the browser says why."""
    seen = unsafe(browser, hostile, tmp_path)
    assert seen.dialogs == []
    assert any("Content Security Policy" in message for message in seen.messages)


def unsafe(browser: Browser, html: str, folder: Path) -> Visit:
    """Return a visit to a page that puts text on the page as mark-up."""
    from page.conftest import Visit

    file = folder / "unsafe.html"
    file.write_text(html, encoding="utf-8")
    seen = Visit(browser, file, (1440, 900))
    seen.page.evaluate(MADE_UNSAFE)
    seen.go("#n-thing-1")
    seen.page.wait_for_timeout(200)
    seen.context.close()
    return seen


def test_only_safe_addresses_become_links(visit: Open) -> None:
    """A document's title is a link only to the web."""
    seen = visit(hostile_graph((*PAYLOADS, "https://harbour.example/leaflet")))
    found = set()
    for number in range(len(PAYLOADS) + 1):
        seen.go(f"#n-thing-{number}")
        found |= set(seen.page.eval_on_selector_all("a", "all => all.map((a) => a.href)"))
    seen.page.click("[data-view=sources]")
    seen.settle()  # the list is drawn with the next frame
    for paper in seen.page.locator("#c-sources .papers button").all():
        paper.click()
        seen.settle()
        found |= set(seen.page.eval_on_selector_all("a", "all => all.map((a) => a.href)"))
    assert {address for address in found if not address.startswith(seen.address)} == {"https://harbour.example/leaflet"}


@pytest.mark.parametrize("place", range(2), ids=["svg", "png"])
def test_pictures_of_hostile_names_run_nothing(
    visit: Open, browser: Browser, hostile: str, tmp_path: Path, place: int
) -> None:
    """A drawing that is opened as a page of its own is as quiet."""
    from page.conftest import Visit

    seen = visit(hostile)
    seen.page.click("#c-open-all")
    seen.settle()
    seen.page.click("#c-take")
    with seen.page.expect_download() as loading:
        seen.page.locator("#c-take-menu [role=menuitem]").nth(place).click()
    file = tmp_path / f"taken.{('svg', 'png')[place]}"
    loading.value.save_as(file)
    opened = Visit(browser, file, (800, 600))
    opened.page.wait_for_timeout(200)
    assert opened.was_quiet(), (opened.requests, opened.messages, opened.dialogs)
    opened.context.close()
