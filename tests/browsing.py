"""A browser for tests: the Chromium or Chrome of this machine."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType

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


@contextmanager
def browser_engine() -> Iterator[tuple[BrowserType, str]]:
    """Give what starts browsers, and the browser to start; without one, skip the test with a sentence."""
    path = find_browser()
    if path is None:
        words = "there is no Chromium or Chrome here: on Debian and Ubuntu, apt-get install chromium"
        pytest.skip(words)  # in CI that is a failure: see tests/conftest.py
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium, path
