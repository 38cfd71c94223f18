"""The modules of the chart page's script, each loaded by a real browser as it stands in its file."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from browsing import FLAGS, browser_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

    Run = Callable[..., Any]

ADDRESS = "http://modules.invalid/"
"""Where the page believes that its modules lie; every request is answered from the package."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page that may load the package's modules and nothing else."""
    with browser_engine() as (chromium, path):
        browser = chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page()
        page.route("**/*", _answer)
        page.goto(ADDRESS)
        yield page
        browser.close()


@pytest.fixture(scope="module")
def run(page: Page) -> Run:
    """Run a function of JavaScript on what a module exports: `run("find.js", "({ folded }, text) => folded(text)", "É")`."""

    def running(module: str, function: str, *values: object) -> Any:
        script = f"async ([address, values]) => ({function})(await import(address), ...values)"
        return page.evaluate(script, [ADDRESS + module, list(values)])

    return running


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(ADDRESS)
    file = resources.files("iceorg.chart") / "assets" / "page" / name
    if name.endswith(".js") and file.is_file():
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>empty</title>", content_type="text/html")
