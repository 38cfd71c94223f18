"""The site and the single file as people meet them: opened from disk, in a browser for which there is no network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import DESK, FLAGS, PHONE, browser_engine
from hostile import PAYLOADS, hostile_graph
from iceorg.graph import dump_ntriples
from iceorg.pages.examples import example_values
from iceorg.publish import Source, single_file
from iceorg.query import catalogue, run_question
from iceorg.query.rows import text_of
from iceorg.settings import ontology_folder
from iceorg.store import OxigraphStore
from publish.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
AGENCY = "id/agency-immigration-and-customs-enforcement.html"
PAGES = (
    "index.html",
    "things.html",
    "documents.html",
    "timeline.html",
    "conflicts.html",
    "ask.html",
    "ontology.html",
    "downloads.html",
    AGENCY,
)
# Notes each answer that the page gives to the editor.
LISTENING = """() => {
  const given = window.fetch;
  window.answers = [];
  window.fetch = async (...asked) => {
    const answer = await given(...asked);
    window.answers.push(answer.clone().text());
    return answer;
  };
}"""
LAST = "async () => window.answers.length ? await window.answers.at(-1) : ''"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for which there is no network at all."""
    with browser_engine() as (chromium, path):
        running = chromium.launch(executable_path=path, args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a file: `visit(path, size, scheme)`; when the test ends, none may have asked elsewhere or complained."""
    faults: list[str] = []
    contexts, told = [], ["nothing is expected"]

    def ran(dialog: Dialog) -> None:
        faults.append(f"ran {dialog.message}")
        dialog.dismiss()

    def opened(file: Path, size: tuple[int, int] = DESK, scheme: str = "light", expected: str = told[0]) -> Page:
        told.append(expected)
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type] # one of Playwright's words
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", ran)
        page.on("request", lambda request: faults.extend(_elsewhere(request.url)))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [fault for fault in faults if not any(words in fault for words in told)] == []


def _elsewhere(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:", "blob:")) else [f"asked for {url}"]


def grave(page: Page) -> list[tuple[str, str]]:
    """Return what keeps people from using a page, as axe finds it: the rule, and where."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]


def answer_to(page: Page, name: str) -> dict[str, Any]:
    """Choose a named question, ask it as it stands there, and return what the engine answers."""
    page.evaluate("() => { window.answers = []; }")
    form = page.locator(f"#q-{name}")
    if not form.locator("details[open]").count():
        form.locator("summary").click()
    form.locator("button").click()
    page.wait_for_function("() => window.answers.length")
    told: dict[str, Any] = json.loads(page.evaluate(LAST))
    return told


def rows(answer: dict[str, Any], columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the rows of an answer as texts; of an ASK, its truth."""
    if "boolean" in answer:
        return [(str(answer["boolean"]).lower(),)]
    return [tuple(row.get(name, {}).get("value", "") for name in columns) for row in answer["results"]["bindings"]]


def test_every_named_question_gives_the_rows_of_the_command(visit: Open, five_site: Path, five_source: Source) -> None:
    """Asked with its example's values, by the engine in the page, in the same order."""
    page = visit(five_site / "ask.html")
    page.evaluate(LISTENING)
    for question in catalogue():
        named = run_question(five_source.store, question.name, example_values(question))
        told = rows(answer_to(page, question.name), question.columns)
        assert sorted(told) == sorted({tuple(map(text_of, row)) for row in named}), question.name
        assert len(told) == len(set(told))


def test_a_value_that_means_nothing_is_said_at_its_field(visit: Open, five_site: Path) -> None:
    """And nothing is asked until it is mended; a value that may be left out is then open."""
    page = visit(five_site / "ask.html")
    page.evaluate(LISTENING)
    page.click("#q-list-holders summary")
    page.fill("#list-holders-body", "Ministry of Tides")
    page.click("#q-list-holders button")
    assert (
        page.evaluate("document.querySelector('#list-holders-body').validationMessage") == "Choose a name of the list."
    )
    assert page.evaluate("window.answers") == []
    page.fill("#list-holders-body", "")
    page.fill("#list-holders-when", "")
    assert len(answer_to(page, "list-holders")["results"]["bindings"]) > 2


def test_a_thing_in_an_answer_leads_to_its_page(visit: Open, five_site: Path) -> None:
    """By its name, and a document to its text."""
    page = visit(five_site / "ask.html")
    page.evaluate(LISTENING)
    answer_to(page, "name-superior")
    page.locator(".yasr table a[href^='id/']", has_text="Deputy Assistant Secretary for Operations").first.press(
        "Enter"
    )
    page.wait_for_url("**/id/**")
    assert page.locator("h1").inner_text() == "Deputy Assistant Secretary for Operations"


def test_a_query_that_does_not_parse_shows_why(visit: Open, five_site: Path) -> None:
    """In the place of the answer; the next one is answered."""
    page = visit(five_site / "ask.html")
    for query, shown in (("SELECT ?a { ?a org:reportsTo }", "error at 1"), ("ASK { ?a org:reportsTo ?b }", "True")):
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(query)
        page.locator(".yasqe_queryButton").click()
        page.wait_for_selector(f".yasr :text('{shown}')")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_keeps_people_from_a_page(
    visit: Open, five_site: Path, path: str, size: tuple[int, int], scheme: str
) -> None:
    """Axe finds nothing serious, and nothing sticks out at the side."""
    page = visit(five_site / path, size, scheme)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("folder", ["documents", "id/claim-"])
def test_nothing_keeps_people_from_documents_and_claims(
    visit: Open, five_site: Path, folder: str, size: tuple[int, int], scheme: str
) -> None:
    """The same, of the first of each kind."""
    files = sorted(str(file.relative_to(five_site)) for file in five_site.rglob("*.html"))
    page = visit(five_site / next(file for file in files if file.startswith(folder)), size, scheme)
    assert grave(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("javascript", [True, False])
def test_everything_is_read_without_script(browser: Browser, five_site: Path, *, javascript: bool) -> None:
    """From the overview to a claim and its words in the document, by links alone."""
    with browser.new_context(java_script_enabled=javascript, offline=True) as context:
        page = context.new_page()
        page.goto((five_site / "index.html").as_uri())
        page.click("h2#main-body a")
        page.locator(".fact summary").first.click()
        page.locator(".fact .standing a").first.click()
        page.click("blockquote footer a")
        page.wait_for_selector(".place:target", state="attached")


def test_the_single_file_holds_chart_texts_and_answers(visit: Open, five_source: Source, tmp_path: Path) -> None:
    """Its questions answer as those of the site, and an answer leads to the card in the chart."""
    file = tmp_path / "ice.html"
    file.write_text(single_file(five_source), encoding="utf-8")
    page = visit(file)
    page.wait_for_selector("html[data-ready=whole]", state="attached")
    assert page.locator("#c-drawing g").count() > 5
    page.click("#open-ask")
    page.wait_for_selector(".yasqe")
    page.evaluate(LISTENING)
    answer_to(page, "name-superior")
    page.locator(".yasr table a[href^='#n-']").first.press("Enter")
    page.wait_for_selector("#c-panel :text('Federal Protective Service')")
    assert not page.is_visible("#ask")
    assert file.stat().st_size < 4_000_000


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_nothing_keeps_people_from_asking_in_the_single_file(
    visit: Open, five_source: Source, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    """With the questions open, and an answer there."""
    file = tmp_path / "ice.html"
    file.write_text(single_file(five_source), encoding="utf-8")
    page = visit(file, size, scheme)
    page.click("#open-ask")
    page.wait_for_selector(".yasqe")
    page.evaluate(LISTENING)
    answer_to(page, "list-documents")
    page.wait_for_selector(".yasr table tbody tr")
    assert grave(page) == []


def test_hostile_names_run_nothing(visit: Open, tmp_path: Path) -> None:
    """On no kind of page, in no answer, and not in the single file."""
    store = OxigraphStore()
    store.load(dump_ntriples(hostile_graph(PAYLOADS)))
    source = Source(store, ontology_folder())
    write(source, tmp_path / "site")
    (tmp_path / "one.html").write_text(single_file(source), encoding="utf-8")
    below = sorted((tmp_path / "site" / "id").glob("*.html"))[::25]
    for file in [*sorted((tmp_path / "site").glob("*.html")), *below, tmp_path / "one.html"]:
        visit(file).mouse.move(300, 300)
    # The editor's table takes markup out of what it shows by parsing it: the policy refuses what that would run.
    page = visit(tmp_path / "site" / "ask.html", expected="Content Security Policy")
    page.evaluate(LISTENING)
    assert len(answer_to(page, "list-documents")["results"]["bindings"]) > 20
    page.wait_for_selector(".yasr table tbody tr")
    assert page.locator(".yasr table :is(img, iframe, script, style, svg, base, form, details)").count() == 0
