"""The Mermaid export, drawn by Mermaid itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import FLAGS, browser_engine
from hostile import PAYLOADS, hostile_graph
from iceorg.errors import IceorgError
from iceorg.export import exported
from iceorg.graph import dump_ntriples
from iceorg.pages.vendor import Part, fetch
from iceorg.store import OxigraphStore, open_result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from iceorg.store import Store

pytestmark = pytest.mark.browser
MERMAID = Part(
    "mermaid",
    "11.17.2",
    "MIT",
    "drawing what the export says, in this test",
    "package/dist",
    {"mermaid.min.js": "581ed7d74bd9048d0e3a91363927d72ef22942d7722546b27f7cc29e35390eb8"},
)
PAGE = "<!doctype html><meta charset=utf-8><title>quiet</title><main></main><script src='mermaid.min.js'></script>"
DRAW = """async (text) => {
  mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 });
  const { svg } = await mermaid.render("drawn", text);
  document.querySelector("main").innerHTML = svg;
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with Mermaid, opened from disk with the network cut."""
    folder = tmp_path_factory.mktemp("mermaid")
    try:
        fetch(folder, [MERMAID])
    except IceorgError as error:
        pytest.skip(f"Mermaid cannot be had: {error}")  # in CI that is a failure: see tests/conftest.py
    (folder / "page.html").write_text(PAGE, "utf-8")
    with browser_engine() as (chromium, path):
        browser = chromium.launch(executable_path=path, args=list(FLAGS))
        opened = browser.new_context(offline=True).new_page()
        opened.goto((folder / "page.html").as_uri())
        yield opened
        browser.close()


def drawn(page: Page, store: Store) -> tuple[list[str], int]:
    """Draw a graph; return the words of its boxes, and the number of its arrows."""
    (text,) = exported(store, ["mermaid"])
    page.evaluate(DRAW, text.decode())
    boxes = page.eval_on_selector_all("main .node", "all => all.map((one) => one.textContent.trim())")
    return boxes, page.locator("main .flowchart-link").count()


def test_mermaid_draws_every_box_and_every_arrow(page: Page, built: Path) -> None:
    """Of the five documents: as many of both as the export has lines for, with the names of the graph."""
    store = open_result(built)
    (text,) = exported(store, ["mermaid"])
    lines = text.decode().splitlines()[1:]
    boxes, arrows = drawn(page, store)
    assert (len(boxes), arrows) == (sum("-->" not in line for line in lines), sum("-->" in line for line in lines))
    assert "Office of the Principal Legal Advisor" in boxes


def test_hostile_names_are_words_to_mermaid(page: Page) -> None:
    """Nothing of them runs, and each is shown as it is written."""
    store = OxigraphStore()
    store.load(dump_ntriples(hostile_graph(PAYLOADS)))
    messages: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        messages.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    boxes, _ = drawn(page, store)
    assert {"<svg onload=alert(7)>", "<img src=x onerror=alert(2)>"} <= set(boxes)
    assert (messages, page.title()) == ([], "quiet")
