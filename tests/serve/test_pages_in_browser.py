"""The pages as people meet them: in a browser that can reach this server and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import DESK, FLAGS, PHONE, browser_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from serving import Server

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
AGENCY = "agency-immigration-and-customs-enforcement"
DOCUMENT = "/documents/offices-within-ice.txt"
PAGES = ("/", "/as-of?day=2008", "/conflicts", "/documents", DOCUMENT, f"/id/{AGENCY}", "/chart")
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for which there is no network but this machine."""
    with browser_engine() as (chromium, path):
        running = chromium.launch(executable_path=path, args=[*FLAGS, CUT_OFF])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, five: Server) -> Iterator[Open]:
    """Open a page: `visit(path, size)`; when the test ends, none may have asked elsewhere or complained."""
    faults: list[str] = []
    contexts, told = [], ["nothing is expected"]

    def opened(path: str, size: tuple[int, int] = DESK, scheme: str = "light", expected: str = told[0]) -> Page:
        told.append(expected)
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type] # one of Playwright's words
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(_elsewhere(request.url, five)))
        page.goto(five.address + path)
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [fault for fault in faults if not any(words in fault for words in told)] == []


def _elsewhere(url: str, server: Server) -> list[str]:
    return [] if url.startswith((server.address, "data:", "blob:")) else [f"asked for {url}"]


def grave(page: Page) -> list[tuple[str, str]]:
    """Return what keeps people from using a page, as axe finds it: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]


def ask(page: Page, query: str) -> None:
    """Type a query in the place of the one that is there, and run it."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.locator(".yasqe_queryButton").click()


def test_a_query_is_typed_and_answered(visit: Open) -> None:
    """And a thing in the answer leads to its page, with its names and sentences."""
    page = visit("/")
    ask(page, "SELECT ?office { ?office org:reportsTo ?post } ORDER BY ?office LIMIT 3")
    page.locator(".yasr table a.iri").first.click()
    page.wait_for_url("**/page/**")
    assert page.locator("h1").inner_text()
    page.locator(".fact summary").first.click()
    assert page.locator(".fact details[open] blockquote").first.is_visible()


def test_a_query_that_does_not_parse_shows_where(visit: Open) -> None:
    """The line with a caret, and the hint, in the place of the answer."""
    page = visit("/", expected="400 (Bad Request)")
    ask(page, "SELECT ?office { ?office org:reportsTo }")
    page.wait_for_selector("text=this triple has two parts")
    assert "^" in page.locator(".yasr").inner_text()


def test_a_question_of_the_catalogue_answers_at_a_click(visit: Open) -> None:
    """It is found by its words, put into the editor, and run."""
    page = visit("/")
    page.fill("#find-question", "reports post body")
    shown = page.locator("#questions > li:visible")
    assert 0 < shown.count() < 10
    shown.first.locator("summary").click()
    shown.first.locator("button").click()
    page.wait_for_selector(".yasr table tbody tr")
    assert "SELECT" in page.locator(".CodeMirror").inner_text()


def test_a_fact_leads_to_its_words_in_the_document_and_back(visit: Open) -> None:
    """From the thing to the marked words, from these to what they say, and from there to the thing."""
    page = visit(f"/id/{AGENCY}")
    fact = page.locator(".fact", has_text="part of").first
    fact.locator("summary").click()
    quote = fact.locator("blockquote p").first.inner_text()
    fact.locator("blockquote footer a").first.click()
    page.wait_for_url("**/documents/**")
    marked = page.locator(".place:target ~ .mark").first
    assert marked.inner_text() in quote
    marked.click()
    says = page.locator(".says-here:target")
    says.locator("li a").first.click()
    page.wait_for_url("**/page/**")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_keeps_people_from_a_page(visit: Open, path: str, size: tuple[int, int], scheme: str) -> None:
    """Axe finds nothing serious, and nothing sticks out at the side."""
    page = visit(path, size, scheme)
    page.wait_for_load_state("networkidle")
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "light"), (DESK, "dark")])
def test_nothing_keeps_people_from_an_answer(visit: Open, size: tuple[int, int], scheme: str) -> None:
    """With sentences and numbers in it."""
    page = visit("/", size, scheme)
    ask(page, "SELECT ?quote ?start { ?passage iceorg:quote ?quote ; iceorg:start ?start } LIMIT 30")
    page.wait_for_selector(".yasr table tbody tr")
    assert grave(page) == []


def test_opened_sentences_are_fit_to_read(visit: Open) -> None:
    """On the page of a thing with all of them open."""
    page = visit(f"/id/{AGENCY}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.locator("blockquote").count() > 20
    assert grave(page) == []
