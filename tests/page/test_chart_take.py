"""What a reader takes along: pictures, paper, tables, and statements that are the graph's own."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest
import rdflib

from chart_builders import HARBOUR, harbour
from hostile import PAYLOADS, hostile_graph
from iceorg.chart import read_view
from iceorg.graph import dump_ntriples, to_triples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iceorg.model import Resolution, Triple
    from page.conftest import Open, Visit

pytestmark = pytest.mark.browser

ITEMS: Final = ("svg", "png", "print", "csv", "ttl", "jsonld", "link")
SVG: Final = "{http://www.w3.org/2000/svg}"


def taken(seen: Visit, kind: str, folder: Path) -> Path:
    """Return the file that the menu gives."""
    seen.page.click("#c-take")
    with seen.page.expect_download() as loading:
        seen.page.locator("#c-take-menu [role=menuitem]").nth(ITEMS.index(kind)).click()
    file = folder / loading.value.suggested_filename
    loading.value.save_as(file)
    assert file.suffix == f".{kind}"
    return file


def whole(triples: Sequence[Triple]) -> rdflib.Graph:
    """Return a graph as rdflib reads it."""
    return rdflib.Graph().parse(data=dump_ntriples(triples), format="nt")


@pytest.fixture
def lake_triples(lake: Resolution) -> tuple[Triple, ...]:
    """The graph of the Lake Survey Agency."""
    return to_triples(lake)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
@pytest.mark.parametrize("kind", ["ttl", "jsonld"])
@pytest.mark.parametrize("name", ["lake", "hostile"])
def test_statements_are_the_graphs_own(
    visit: Open, lake_triples: tuple[Triple, ...], tmp_path: Path, kind: str, name: str
) -> None:
    """As another library reads them: each is in the graph, and every fact shown has its claims and passages."""
    triples = lake_triples if name == "lake" else hostile_graph(PAYLOADS)
    file = taken(visit(triples), kind, tmp_path)
    found = rdflib.Graph().parse(file, format={"ttl": "turtle", "jsonld": "json-ld"}[kind])
    assert len(found) > len(triples) / 3
    assert set(found) - set(whole(triples)) == set()
    asked = "ASK { ?claim rdf:subject ?s ; prov:wasDerivedFrom/oa:hasSource/iceorg:fileName ?file }"
    prefixes = {
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "iceorg": "https://w3id.org/iceorg/ontology#",
    }
    assert found.query(asked, initNs=prefixes).askAnswer


def test_only_what_is_shown_is_taken(visit: Open, lake_triples: tuple[Triple, ...], tmp_path: Path) -> None:
    """On a date, what later or undated documents say is left out."""
    seen = visit(lake_triples)
    seen.go("#at=2019-05-02&undated=no")
    text = taken(seen, "ttl", tmp_path).read_text(encoding="utf-8")
    assert "reports to the Director" in text
    assert "Chief Surveyor" not in text


def test_a_membership_is_taken_as_it_is_stated(visit: Open, lake_triples: tuple[Triple, ...], tmp_path: Path) -> None:
    """An acting holder has no plain statement of holding, here as little as in the graph."""
    found = rdflib.Graph().parse(taken(visit(lake_triples), "ttl", tmp_path))
    base, org = "https://w3id.org/iceorg/id/", "http://www.w3.org/ns/org#"
    holds = {str(who).removeprefix(base) for who in found.subjects(rdflib.URIRef(f"{org}holds"))}
    members = {str(who).removeprefix(base) for who in found.objects(None, rdflib.URIRef(f"{org}member"))}
    assert (holds, members) == ({"reed"}, {"moss", "reed"})


def test_the_table_has_a_row_for_each_claim(visit: Open, tmp_path: Path) -> None:
    """With the words, and where they stand."""
    with taken(visit(harbour()), "csv", tmp_path).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    (row,) = [row for row in rows if (row["thing"], row["value"]) == ("Crane Office", "reports to Deputy for Ships")]
    assert row["words"] == "Crane Office reportsTo Deputy for Ships."
    assert (row["property IRI"], row["files"]) == ("http://www.w3.org/ns/org#reportsTo", "told.txt")
    assert int(row["end"]) - int(row["start"]) == len(row["words"])
    assert {row["thing"] for row in rows} == set(HARBOUR) - {"fishing clubs"}  # which are not shown at first


def test_a_table_holds_no_formula(visit: Open, tmp_path: Path) -> None:
    """What a spreadsheet would reckon with is text."""
    names = ['=HYPERLINK("http://a.example/")', "+1", "-1", "@SUM(A1)", "plain, with a comma", 'two\nlines "quoted"']
    with taken(visit(hostile_graph(names)), "csv", tmp_path).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert {row[0] for row in rows[1:]} <= {name if name[0] not in "=+-@" else f"'{name}" for name in names}


def test_a_picture_brings_its_looks_along(visit: Open, tmp_path: Path) -> None:
    """Well-formed, with all names of the cards, colours in attributes, fonts named, and nothing to click."""
    seen = visit(harbour())
    root = ET.parse(taken(seen, "svg", tmp_path)).getroot()  # noqa: S314 - the page's own
    assert root.get("viewBox", "").startswith("0 0 ")
    assert "sans-serif" in root.get("font-family", "")
    assert not [one for one in root.iter() if {"class", "style", "tabindex", "role"} & set(one.attrib)]
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "path",
        "text",
        "tspan",
        "circle",
    }
    assert len({one.get("fill") for one in root.iter(f"{SVG}rect")}) > 2
    letters = " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Dive Office" in letters


def test_a_picture_of_dots_is_as_large_as_the_drawing_twice(visit: Open, tmp_path: Path) -> None:
    """So that it is sharp on a slide."""
    seen = visit(harbour())
    root = ET.parse(taken(seen, "svg", tmp_path)).getroot()  # noqa: S314 - the page's own
    image = taken(seen, "png", tmp_path).read_bytes()
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(image[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (2 * float(root.get("width", 0)), 2 * float(root.get("height", 0)))


def test_on_paper_every_sentence_stands_in_the_appendix(visit: Open, lake_triples: tuple[Triple, ...]) -> None:
    """Numbered as the cards are, and the page is as before when it has been printed."""
    seen = visit(lake_triples, color_scheme="dark")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    entries = seen.page.locator("#c-print .entry h3").all_text_contents()
    assert [entry.split()[0] for entry in entries] == [str(number) for number in range(1, len(entries) + 1)]
    on_sheet = seen.page.eval_on_selector_all("#c-print svg text", "all => all.map((one) => one.textContent)")
    assert set(on_sheet) & {entry.split()[0] for entry in entries}
    quotes = seen.page.locator("#c-print .ground q").all_text_contents()
    assert "The Office of Soundings reports to the Director" in quotes
    assert len(entries) >= len([node for node in read_view(lake_triples).nodes if node.kind not in ("group", "place")])
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert seen.page.locator("#c-print").count() == 0
    assert seen.page.evaluate("document.documentElement.dataset.theme") is None


def test_a_printed_page_is_made(visit: Open) -> None:
    """The chart's sheet and the appendix: at least two pages."""
    pdf = visit(harbour()).page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") >= 2


def test_the_menu_is_walked_by_keyboard(visit: Open) -> None:
    """Arrows go round, Escape closes and goes back to where one was."""
    page = visit(harbour()).page
    page.focus("#c-take")
    page.keyboard.press("ArrowUp")
    last = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    assert (first[:5], last[:4]) == ("Chart", "Copy")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "c-take"
    assert not page.is_visible("#c-take-menu")


def test_json_ld_names_its_prefixes(visit: Open, tmp_path: Path) -> None:
    """So that it is read without asking any host."""
    told = json.loads(taken(visit(harbour()), "jsonld", tmp_path).read_text(encoding="utf-8"))
    assert told["@context"]["org"] == "http://www.w3.org/ns/org#"
    assert {"@id", "@type"} <= set(told["@graph"][0])
