"""Nothing keeps anybody from using the chart's page, as axe judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import DESK, PHONE
from iceorg.chart import render_chart
from iceorg.graph import to_triples

if TYPE_CHECKING:
    from iceorg.model import Resolution
    from page.conftest import Open, Visit

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
CONTRASTS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  const ground = parts(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("#c-drawing .line .way")].map((way) => {
    const { stroke, opacity } = getComputedStyle(way);
    const seen = parts(stroke).map((part, place) => part * Number(opacity) + ground[place] * (1 - Number(opacity)));
    const [low, high] = [luminance(ground), luminance(seen)].sort((one, other) => one - other);
    return [way.parentNode.getAttribute("class"), (high + 0.05) / (low + 0.05)];
  });
}"""
"""How much each line stands out from its ground, as WCAG measures it: axe judges letters only."""
VIEWS = ("outline", "chart", "network", "sources")


@pytest.fixture(scope="module")
def html(lake: Resolution) -> str:
    """The chart of the Lake Survey Agency, which has every kind of thing."""
    return render_chart(to_triples(lake))


def grave(seen: Visit) -> list[tuple[str, str]]:
    """Return what keeps people from using the page, as axe finds it: the rule, and where."""
    found = Axe().run(seen.page).response["violations"]
    return [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_keeps_anybody_out(visit: Open, html: str, view: str, size: tuple[int, int], scheme: str) -> None:
    """Light and dark, wide and narrow, with nothing chosen and with a thing chosen."""
    seen = visit(html, size, color_scheme=scheme)
    seen.go(f"#view={view}")
    assert grave(seen) == []
    seen.go(f"#n-soundings&view={view}")
    assert seen.page.is_visible("#c-panel")
    assert grave(seen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_keeps_nobody_out(visit: Open, html: str, scheme: str) -> None:
    """The menu, what is found, the filters, a date."""
    seen = visit(html, color_scheme=scheme)
    seen.go("#at=2019-05-02")
    seen.page.click("#c-filters summary")
    assert grave(seen) == []
    seen.page.fill("#c-search", "sound")
    assert grave(seen) == []
    seen.page.keyboard.press("Escape")
    seen.page.click("#c-take")
    assert grave(seen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_stand_out_from_their_ground(visit: Open, html: str, scheme: str) -> None:
    """By 3 to 1 at least, second lines too, which are paler."""
    seen = visit(html, color_scheme=scheme)
    seen.page.click("#c-open-all")
    seen.settle()
    contrasts = seen.page.evaluate(CONTRASTS)
    assert any("second" in name for name, _ in contrasts)
    assert [(name, found) for name, found in contrasts if found < 3] == []
