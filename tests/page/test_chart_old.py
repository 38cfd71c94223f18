"""A browser that cannot unpack the page's scripts is told so, in a sentence that can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import DESK, PHONE
from chart_builders import harbour
from iceorg.chart import render_chart
from iceorg.chart import words as english

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ON_TOP = """(shown) => {
  const { x, y, width, height } = shown.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === shown;
}"""
"""Whether an element lies on the screen with nothing over its middle."""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_browser_that_cannot_unpack_is_told_that_it_is_too_old(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    """It lacks DecompressionStream; the page says so where the chart would be, and nothing fails in the console."""
    file = tmp_path / "chart.html"
    file.write_text(render_chart(harbour()), encoding="utf-8")
    said: list[str] = []
    with browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True) as context:
        context.add_init_script("delete globalThis.DecompressionStream")
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        told = page.get_by_text(english.PAGE["old_browser"])
        assert told.is_visible()
        assert told.evaluate(ON_TOP)
    assert said == []
