"""What documents name only in text that is not read: told beside the graph, where others say more, and never in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from builders import claim, document, reading, resolution
from iceorg.chart import SourceText
from iceorg.cli.main import main
from iceorg.graph import to_triples
from iceorg.history import conflicts, find_glimpses, graph_as_of, last_day, read_glimpses, read_record
from iceorg.model import Kind, Literal, Skip
from iceorg.store import open_result, read_output
from iceorg.vocab import ID_BASE, Iri, iceorg, org, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iceorg.model import Claim, Document

THINGS: Final = {
    "watch": (Kind.AGENCY, "Coast Watch", "CW"),
    "rangers": (Kind.AGENCY, "Hill Rangers", "HR"),
    "storm": (Kind.PROGRAM, "Storm Alert Network", "STORM"),
    "tides": (Kind.UNIT, "Office of Tides", ""),
    "policy": (Kind.UNIT, "Policy", ""),
    "chief": (Kind.POST, "Chief Warden", ""),
}
TELLING: Final = (
    "Coast Watch (CW). Storm Alert Network (STORM) is run by CW. Office of Tides is part of CW. Policy is part of CW. "
    "The Chief Warden is a post of CW."
)
FACTS: Final = (
    ("watch", iceorg.ADMINISTERS, "storm", "is run by CW"),
    ("tides", org.SUB_ORGANIZATION_OF, "watch", "Office of Tides is part of CW"),
    ("policy", org.SUB_ORGANIZATION_OF, "watch", "Policy is part of CW"),
    ("chief", org.POST_IN, "watch", "The Chief Warden is a post of CW"),
)


def _iri(name: str) -> Iri:
    return Iri(ID_BASE + name)


def _named(page: Document, *names: str) -> Iterator[Claim]:
    for name in names:
        kind, label, short = THINGS[name]
        yield claim(page, _iri(name), rdf.TYPE, kind.type, label)
        yield claim(page, _iri(name), skos.PREF_LABEL, Literal(label), label)
        if short:
            yield claim(page, _iri(name), iceorg.ACRONYM, Literal(short), short)


def _glimpsed(
    entry: str, read: str = "Coast Watch (CW) keeps piers.", speaks_of: str = "watch"
) -> list[tuple[str, str]]:
    """Return the names of which a page has a glimpse in its menu, with where they stand."""
    menu = f"Home | {entry} | Contact Us"
    page, other = document(f"{menu}\n{read}"), document(TELLING, "b.txt")
    facts = (claim(other, _iri(s), p, _iri(o), quote) for s, p, o, quote in FACTS)
    told = (*_named(other, "watch", "storm", "tides", "policy", "chief"), *facts)
    readings = reading(page, tuple(_named(page, speaks_of))), reading(other, told)
    record = read_record(to_triples(resolution(*readings)))
    laid = {page.sha256: SourceText(page.text, (Skip(0, len(menu), "B-NAV"),)), other.sha256: SourceText(other.text)}
    found = find_glimpses(record, laid)
    for one in found:
        assert (page.text[one.start : one.end], page.text[one.at : one.at + len(one.name)]) == (menu, one.name)
    return [(one.name, one.place) for one in found]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("STORM", "STORM"),
        ("STORM Program", "STORM"),
        ("About STORM", "STORM"),
        ("Storm Alert Network", "Storm Alert Network"),
        ("about the Office of Tides", "Office of Tides"),
    ],
)
def test_a_name_in_a_menu_is_told_where_another_document_says_more(entry: str, name: str) -> None:
    """An acronym, a name in full, and what stands around either."""
    assert _glimpsed(entry) == [(name, "a menu")]


@pytest.mark.parametrize(
    "entry",
    [
        "Office of Tides and Waves",
        "National Office of Tides",
        "Policy",
        "STORM WARNINGS",
        "Storm alert network",
        "help@STORM.example",
        "STORMS",
        "Chief Warden",
        "CW Careers",
    ],
)
def test_what_may_be_another_word_or_a_longer_name_is_not_told(entry: str) -> None:
    """Nor is a post, since every body may have one of that title, or what the page speaks of anyhow."""
    assert not _glimpsed(entry)


def test_what_the_page_names_in_its_text_as_well_is_not_told() -> None:
    """Even where nothing is read of it there."""
    assert not _glimpsed("STORM", "Coast Watch (CW) has the Storm Alert Network.")


def test_of_documents_that_speak_of_no_body_in_common_nothing_is_told() -> None:
    """The same letters may mean something else on another body's page."""
    assert not _glimpsed("STORM", "Hill Rangers (HR) keep hills.", "rangers")


def test_no_claim_and_no_passage_come_of_it(built: Path) -> None:
    """The graph of the bundled documents has no word of the menu that names IMAGE."""
    assert read_glimpses(read_output(built, "report.json"))
    assert "IMAGE Program" not in (built / "graph.nt").read_text("utf-8")


def test_the_command_has_a_row_for_the_line_and_json_all_of_it(built: Path) -> None:
    """Which is not read: the word stands in the place of a status."""
    asked = ["conflicts", "--about", "IMAGE", "--graph", str(built)]
    rows = CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout.splitlines()
    assert '"IMAGE, only in a menu",2008-02-26,not read,community-outreach-fact-sheet.txt,IMAGE Program,97' in rows[1]
    [told] = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    [line] = told["sides"][0]["glimpses"]
    assert (line["reason"], line["start"], line["end"], line["at"], line["name"]) == ("B-NAV", 97, 110, 97, "IMAGE")
    assert told["sides"][1]["claims"]


def test_the_report_s_page_shows_the_line_and_why_it_is_not_read(built: Path) -> None:
    """Among the differences, beside what the other document says."""
    _, _, section = (built / "report.html").read_text("utf-8").partition("Where the documents differ")
    section, _, _ = section.partition("</section>")
    assert "IMAGE, only in a menu" in section
    assert "“IMAGE Program”<small>community-outreach-fact-sheet.txt 97, 2008-02-26; not read: B-NAV</small>" in section


def test_a_graph_without_its_report_has_no_glimpses(built: Path, tmp_path: Path) -> None:
    """An imported graph has its other differences, and no text that was not read."""
    exported, copy = tmp_path / "graph.nt", tmp_path / "copy"
    for words in (
        ["export", "n-triples", "-o", str(exported), "--graph", str(built)],
        ["import", str(exported), "--out", str(copy)],
    ):
        assert CliRunner().invoke(main, words).exit_code == 0
    told = json.loads(CliRunner().invoke(main, ["conflicts", "--json", "--graph", str(copy)]).stdout)
    assert told
    assert not [one for one in told if one["sort"] == "named only in text that is not read"]


def test_the_graph_of_a_day_tells_only_of_documents_of_the_time(built: Path) -> None:
    """What says more is an undated page, which the graph of a day leaves out."""
    glimpses = read_glimpses(read_output(built, "report.json"))
    day = read_record(graph_as_of(open_result(built).triples(), last_day("2010")))
    assert glimpses
    assert not [one for one in conflicts(day, glimpses) if any(side.glimpses for side in one.sides)]
