"""What is never shown: ways to reach somebody and suppressed people, in no byte of any output or page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import iceorg
from hiding import lay_down, shown
from iceorg.export import EXPORTERS, export_graph
from serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iceorg import Built
    from serving import Server

PLANTED = (
    "202-555-0143",
    "+12025550199",
    "555-0177",
    "a.reyes@harbour.example",
    "press@harbour.example",
    "14 Queen Street",
    "90210",
    "@harbour_ada",
    "2025550188",
    "4410",
)
PERSON = ("Moss", "moss")
HIDDEN = (*PLANTED, *PERSON)
PAGES = {
    "staff.txt": (
        "Harbour Safety Agency\n\nDirector Ada Moss leads the Harbour Safety Agency. Call Ada Moss at 202-555-0143.\n\n"
        "The Office of Rescue (a.reyes@harbour.example) is part of the Harbour Safety Agency.\n\n14 Queen Street, Salem, OR 90210\n"
    ),
    "people.html": (
        "<html><head><title>Who is Ada Moss? press@harbour.example</title></head><body><h1>Offices of the Harbour Safety Agency</h1>"
        '<p>Ada&nbsp;<b>Moss</b> is the Director of the Harbour Safety Agency. <a href="tel:+12025550199">Tel. 555-0177</a></p>'
        "<table><tr><th>Office</th><th>Head</th><th>Mail</th></tr>"
        "<tr><td>Office of Tides</td><td>Ada Moss</td><td>press@harbour.example</td></tr></table></body></html>"
    ),
    "ada-moss.md": "# Ada Moss\n\nThe Office of Tides is part of the Harbour Safety Agency.\n\n- Ada Moss, Director, 202-555-0143\n"
    "- Follow @harbour_ada, or phone her at home: it is 2025550188\n\n| Office | Phone |\n|---|---|\n| Office of Tides | 4410 |\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents with much that is not to be shown, and who is suppressed."""
    return lay_down(tmp_path_factory.mktemp("hidden"), PAGES)


@pytest.fixture(scope="module")
def graph(folder: Path) -> Built:
    """Their graph."""
    return iceorg.build([folder / "in"], folder / "build", curation=folder / "ours.toml")


@pytest.fixture(scope="module")
def server(folder: Path, graph: Built) -> Iterator[Server]:
    """A server of it that knows who is suppressed."""
    options = ("--documents", str(folder / "in"), "--curation", str(folder / "ours.toml"))
    with served(graph.out, *options) as server:
        yield server


def test_no_file_of_the_result_shows_it(graph: Built) -> None:
    """Graph, forms of it, chart, report, manifest."""
    files = sorted(graph.out.iterdir())
    assert len(files) == 7
    assert {path.name: shown(path.read_bytes(), HIDDEN) for path in files} == {path.name: [] for path in files}


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_no_export_shows_it(graph: Built, name: str) -> None:
    """In any format."""
    stream = BytesIO()
    export_graph(graph.store, name, stream)
    assert shown(stream.getvalue(), HIDDEN) == []


def test_no_page_shows_it(server: Server) -> None:
    """Every page that can be reached from the first, the documents' own texts among them."""
    seen: dict[str, list[str]] = {}
    waiting = [
        "/",
        "/chart",
        "/conflicts",
        "/as-of",
        "/documents",
        "/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fa%20%3Fb%20%3Fc%7D",
    ]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            sent = server.get(path)
            body = sent.body if sent.status == 200 else server.get(sent.headers["location"]).body
            assert body, path
            seen[path] = shown(body, HIDDEN)
            waiting += [found.decode() for found in re.findall(rb'href="(/(?:id|documents)/[^"#?]*)', body)]
    assert len([path for path in seen if path.startswith("/documents/")]) == 3
    assert len([path for path in seen if path.startswith("/id/")]) > 3
    assert {path: found for path, found in seen.items() if found} == {}


def test_what_is_masked_is_counted(graph: Built) -> None:
    """By what it is, for each document."""
    assert graph.report.masked == {
        "e-mail": 3,
        "postal address": 2,
        "profile": 1,
        "suppressed name": 7,
        "telephone": 6,
    }


def test_the_facts_beside_it_are_found(graph: Built) -> None:
    """Masking takes nothing else away."""
    parts = graph.query("SELECT ?part { ?part org:subOrganizationOf ?agency }").records()
    assert {"part": "Office of Rescue"} in parts
    assert {"part": "Office of Tides"} in parts


def test_who_does_not_know_whom_to_suppress_is_shown_no_text(folder: Path, graph: Built) -> None:
    """The documents were read masked, and are not shown otherwise."""
    with served(graph.out, "--documents", str(folder / "in")) as unknowing:
        found = graph.query("SELECT ?document { ?document a foaf:Document }").column("document")
        pages = [unknowing.get(f"/documents/{str(iri).rpartition('/')[2]}").body for iri in found]
    assert [shown(page, HIDDEN) for page in pages] == [[]] * len(pages)


def test_without_a_wish_to_be_suppressed_people_are_named(folder: Path, tmp_path: Path) -> None:
    """And contacts still masked."""
    graph = iceorg.build([folder / "in"], tmp_path / "build")
    assert {shown_ for path in graph.out.iterdir() for shown_ in shown(path.read_bytes(), HIDDEN)} == {"Moss", "moss"}
