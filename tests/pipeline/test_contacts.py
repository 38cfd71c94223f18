"""`--with contacts`: an office's contacts are facts with their words; a person's are in no byte of anything."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import iceorg
from hiding import lay_down, shown
from iceorg.cli.main import main
from iceorg.export import EXPORTERS, export_graph
from serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg import Built

OFFICIAL = ("(202) 555-0143", "202-555-0162", "rescue@hsa.example", "5 Quay Street, Salem, OR 90210", "202-555-0100")
PRIVATE = (
    "202-555-0188",
    "202-555-0199",
    "ada.moss@hsa.example",
    "5 Mill Road",
    "90211",
    "May 3, 1961",
    "078-05-1120",
    "5550177",
)
PAGES = {
    "offices.html": (
        "<html><head><title>Harbour Safety Agency</title></head><body><h1>Harbour Safety Agency</h1>"
        "<p>The Harbour Safety Agency (HSA) keeps harbours safe. The Office of Rescue is part of the Harbour Safety Agency.</p>"
        "<p>For more information, call the Office of Rescue at (202) 555-0143 or write to rescue@hsa.example.</p>"
        "<p>The Office of Rescue is located at 5 Quay Street, Salem, OR 90210.</p>"
        '<p>Call Ada Moss at 202-555-0188 or <a href="mailto:ada.moss@hsa.example">write to her</a> at ada.moss@hsa.example.</p>'
        "<table><tr><th>Office</th><th>Fax</th></tr><tr><td>Office of Rescue</td><td>202-555-0162</td></tr>"
        "<tr><td>Bo Reed</td><td>202-555-0199</td></tr></table></body></html>"
    ),
    "people.txt": (
        "Harbour Safety Agency\n\nThe Office of Rescue is part of the Harbour Safety Agency (HSA).\n\n"
        "Ada Moss, Director of the Office of Rescue, can be reached at 202-555-0100.\n\n"
        "Ada Moss lives at 5 Mill Road, Salem, OR 90211. She was born on May 3, 1961; her number is 078-05-1120, her cell 5550177.\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents with contacts of offices and of people."""
    return lay_down(tmp_path_factory.mktemp("contacts"), PAGES)


@pytest.fixture(scope="module")
def graph(folder: Path) -> Built:
    """Their graph, with contacts."""
    return iceorg.build([folder / "in"], folder / "with", contacts=True)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a result."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def leaks(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the files of a result that hold some words, with those words."""
    found = {name: shown(content, words) for name, content in files(folder).items()}
    assert len(found) == 7
    return {name: held for name, held in found.items() if held}


def test_an_office_s_contacts_are_in_the_graph_and_a_person_s_in_no_file(graph: Built) -> None:
    """Of each kind; in graph, its forms, chart, report, manifest."""
    assert shown(graph.out.joinpath("graph.nt").read_bytes(), OFFICIAL) == list(OFFICIAL)
    assert shown(graph.out.joinpath("chart.html").read_bytes(), OFFICIAL) == list(OFFICIAL)
    assert leaks(graph.out, PRIVATE) == {}


def test_without_the_option_none_is_in_any_file(folder: Path) -> None:
    """As ever."""
    out = iceorg.build([folder / "in"], folder / "without").out
    assert leaks(out, OFFICIAL + PRIVATE) == {}


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_no_export_has_a_person_s(graph: Built, name: str) -> None:
    """In any format."""
    stream = BytesIO()
    export_graph(graph.store, name, stream)
    assert shown(stream.getvalue(), PRIVATE) == []


def test_pages_show_the_texts_as_the_build_read_them(folder: Path, graph: Built) -> None:
    """A document's page has the contact that is kept, and masks the others, as a unit's page does."""
    with served(graph.out, "--documents", str(folder / "in")) as server:
        texts = [server.get(f"/documents/{each.names[0]}").body for each in graph.report.documents]
        unit = server.get("/page/unit-office-of-rescue.harbour-safety-agency").body
    assert [shown(text, PRIVATE) for text in (*texts, unit)] == [[], [], []]
    assert shown(b"".join(texts), OFFICIAL) == list(OFFICIAL)
    assert shown(unit, OFFICIAL[:4]) == list(OFFICIAL[:4])


def test_a_suppressed_person_takes_the_contact_of_the_post_along(folder: Path) -> None:
    """In no byte; the office's own stay."""
    built = iceorg.build([folder / "in"], folder / "suppressed", curation=folder / "ours.toml", contacts=True)
    hidden = ("Moss", "202-555-0100", *PRIVATE)
    assert leaks(built.out, hidden) == {}
    assert shown(built.out.joinpath("graph.nt").read_bytes(), OFFICIAL) == list(OFFICIAL[:4])


def test_what_is_kept_is_checked_told_and_asked_for(folder: Path, graph: Built) -> None:
    """Every quote against its document, the words behind the fact, and what is still masked."""
    run = CliRunner().invoke
    assert run(main, ["check", str(graph.out), "--documents", str(folder / "in")]).exit_code == 0
    told = run(main, ["why", "Office of Rescue", "telephone", "--graph", str(graph.out)]).output
    assert "call the Office of Rescue at (202) 555-0143 or write to rescue@hsa.example" in told
    assert graph.report.masked == {
        "date of birth": 1,
        "e-mail": 2,
        "identity number": 1,
        "postal address": 2,
        "telephone": 3,
    }


def test_the_command_has_it(folder: Path) -> None:
    """`build --with contacts` gives the same bytes as Python."""
    result = CliRunner().invoke(main, ["build", str(folder / "in"), "--out", str(folder / "cli"), "--with", "contacts"])
    assert result.exit_code == 0, result.output
    assert files(folder / "cli") == files(folder / "with")
