"""The first view: drawn from what stands first on the page, before the rest of it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chart_builders import harbour
from iceorg.chart import render_chart

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from page.conftest import Open

pytestmark = pytest.mark.browser


def test_the_chart_is_drawn_before_the_evidence_is_read(visit: Open) -> None:
    """A page that ends before its sentences has the same cards and lines as the whole one."""
    whole = render_chart(harbour())
    shown = []
    for html in (whole, whole[: whole.index('<script type="application/json" id="c-evidence">')]):
        page = visit(html).page
        shown.append(page.eval_on_selector("#c-drawing .drawn", "drawn => drawn.innerHTML"))
        page.wait_for_timeout(600)  # what is made ready in idle moments asks for nothing that is not there
    assert shown[0] == shown[1]
    assert shown[0].count('class="card') > 3


def test_what_is_asked_before_the_page_is_whole_is_answered_then(visit: Open) -> None:
    """A choice waits for its sentences; nothing fails."""
    seen = visit(harbour())
    asked = """() => {
      Object.defineProperty(document, "readyState", { value: "loading", configurable: true });
      document.querySelector(".card").dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }"""
    seen.page.evaluate(asked)
    seen.settle()
    assert seen.page.locator("#c-panel").is_hidden()
    seen.page.evaluate("delete document.readyState; document.dispatchEvent(new Event('DOMContentLoaded'))")
    seen.settle()
    assert seen.page.locator("#c-panel blockquote").count() > 0


def test_what_stands_around_the_chart_follows_it(visit: Open) -> None:
    """The page says when outline, time line and filters are there too."""
    seen = visit(harbour())
    assert seen.page.locator("#c-tree [role=treeitem]").count() > 3
    assert seen.page.locator("#c-time .track").count() == 1
    assert seen.page.locator("#c-filters .chip").count() > 1


def test_a_chart_whose_surroundings_are_not_there_yet_answers(browser: Browser, tmp_path: Path) -> None:
    """In a browser that has never had a moment to make them: the card that is clicked is told of, and all is there."""
    file = tmp_path / "chart.html"
    file.write_text(render_chart(harbour()), encoding="utf-8")
    context = browser.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script("globalThis.requestIdleCallback = () => 0")
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=chart]", state="attached")
    assert page.locator("#c-tree [role=treeitem], #c-time .track, #c-filters .chip").count() == 0
    page.locator("#c-drawing .card .frame").first.click()
    page.wait_for_selector("html[data-ready=whole]", state="attached")
    page.wait_for_selector("#c-panel h2")
    assert page.locator("#c-tree [role=treeitem].chosen").count() == 1
    assert page.locator("#c-time .track, #c-filters .chip").count() > 2
    context.close()
