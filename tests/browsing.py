"""A browser for tests: the Chromium or Chrome of this machine."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType, Playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESK = (1440, 900)
PHONE = (390, 844)


def find_browser() -> str | None:
    """Return the path of a browser on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass
class _Engine:
    """What starts browsers: one for the whole process, since Playwright cannot run twice in it."""

    stack: ExitStack = field(default_factory=ExitStack)
    playwright: Playwright | None = None
    users: int = 0


_ENGINE = _Engine()


@contextmanager
def browser_engine() -> Iterator[tuple[BrowserType, str]]:
    """Give what starts browsers, and the browser to start; without one, skip the test with a sentence."""
    path = find_browser()
    if path is None:
        words = "there is no Chromium or Chrome here: on Debian and Ubuntu, apt-get install chromium"
        pytest.skip(words)  # in CI that is a failure: see tests/conftest.py
    from playwright.sync_api import sync_playwright

    if _ENGINE.playwright is None:
        _ENGINE.playwright = _ENGINE.stack.enter_context(sync_playwright())
    _ENGINE.users += 1
    try:
        yield _ENGINE.playwright.chromium, path
    finally:
        _ENGINE.users -= 1
        if not _ENGINE.users:
            _ENGINE.playwright = None
            _ENGINE.stack.close()
