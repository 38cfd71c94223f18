"""The chart's page in a real browser, opened from disk with the network cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import DESK, FLAGS, browser_engine
from iceorg.chart import render_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from iceorg.model import Triple

    Open = Callable[..., "Visit"]

READY = "html[data-ready=whole]"
"""What a page has when its scripts are unpacked and have drawn it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window and without a history."""
    with browser_engine() as (chromium, path):
        running = chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


class Visit:
    """A page opened from disk, and all that it did: what it asked for, said, ran."""

    def __init__(self, browser: Browser, file: Path, size: tuple[int, int], **options: object) -> None:
        still = {"offline": True, "reduced_motion": "reduce"}
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **(still | options))  # type: ignore[arg-type] # Playwright types each option, a test passes any
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.dialogs: list[str] = []
        self.address = file.as_uri()
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(self.address)
        if file.suffix == ".html" and options.get("java_script_enabled", True):
            self.page.wait_for_selector(READY, state="attached")

    def _note(self, request: str) -> None:
        """Take down a request, unless it is for the page itself or for a picture that the page has made."""
        if request.partition("#")[0] != self.address and not request.startswith("blob:"):
            self.requests.append(request)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def go(self, fragment: str) -> None:
        """Go to a part of the page by its address, and wait until it is shown."""
        self.page.goto(f"{self.address}{fragment}")
        self.settle()

    def settle(self) -> None:
        """Wait until all that follows from what was done has been drawn: two frames."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

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

    def opened(source: Sequence[Triple] | str, size: tuple[int, int] = DESK, **options: object) -> Visit:
        file = tmp_path / f"chart {len(visits)}.html"
        file.write_bytes((source if isinstance(source, str) else render_chart(source)).encode())
        visits.append(Visit(browser, file, size, **options))
        return visits[-1]

    yield opened
    for one in visits:
        assert one.was_quiet(), (one.requests, one.messages, one.dialogs)
        one.context.close()
