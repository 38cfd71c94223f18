"""What documents name only in text that is not read, or may mean by an entry: told beside the graph, and never in it."""

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
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from iceorg.model import Claim, Document

THINGS: Final = {
    "watch": (Kind.AGENCY, "Coast Watch", "CW"),
    "rangers": (Kind.AGENCY, "Hill Rangers", "HR"),
    "storm": (Kind.PROGRAM, "Storm Alert Network", "STORM"),
    "tides": (Kind.UNIT, "Office of Tides", ""),
    "policy": (Kind.UNIT, "Policy", ""),
    "wrecks": (Kind.UNIT, "Office of Wrecks and Salvage Operations", ""),
    "chief": (Kind.POST, "Chief Warden", ""),
}
TELLING: Final = (
    "Coast Watch (CW). Storm Alert Network (STORM) is run by CW. Office of Tides is part of CW. Policy is part of CW. "
    "The Office of Wrecks and Salvage Operations is part of CW. "
    "The Chief Warden is a post of CW."
)
FACTS: Final = (
    ("watch", iceorg.ADMINISTERS, "storm", "is run by CW"),
    ("tides", org.SUB_ORGANIZATION_OF, "watch", "Office of Tides is part of CW"),
    ("policy", org.SUB_ORGANIZATION_OF, "watch", "Policy is part of CW"),
    ("wrecks", org.SUB_ORGANIZATION_OF, "watch", "Office of Wrecks and Salvage Operations is part of CW"),
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
    return _glimpses(f"{menu}\n{read}", (Skip(0, len(menu), "B-NAV"),), speaks_of)


def _among(
    *entries: str, read: str = "Coast Watch (CW) keeps piers.", speaks_of: str = "watch", quotes: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Return the entries of a page that may mean a thing, with where they stand."""
    return _glimpses("\n".join([read, "", *entries]), (), speaks_of, quotes)


def _glimpses(text: str, skips: tuple[Skip, ...], speaks_of: str, quotes: Iterable[str] = ()) -> list[tuple[str, str]]:
    page, other = document(text), document(TELLING, "b.txt")
    facts = (claim(other, _iri(s), p, _iri(o), quote) for s, p, o, quote in FACTS)
    told = (*_named(other, *(name for name in THINGS if name != "rangers")), *facts)
    quoted = (claim(page, _iri(speaks_of), iceorg.DESCRIBED_AS, Literal(words), words) for words in quotes)
    own = (*_named(page, speaks_of), *quoted)
    record = read_record(to_triples(resolution(reading(page, own), reading(other, told))))
    found = find_glimpses(record, {page.sha256: SourceText(text, skips), other.sha256: SourceText(other.text)})
    for one in found:
        assert text[one.at : one.at + len(one.name)] == one.name
        assert text[one.start : one.end] == one.quote == text.splitlines()[text[: one.start].count("\n")].lstrip("- ")
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
    assert _glimpsed(entry) == [(name, "in a menu")]


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


@pytest.mark.parametrize("entry", ["Wrecks & Salvage", "- Wrecks and Salvage", "Wrecks and Salvage Division"])
def test_an_entry_of_which_nothing_is_said_may_be_a_thing_of_another_document(entry: str) -> None:
    """Where its telling words are those of the name, in their order; the list may have marks."""
    mark = entry[: len(entry) - len(entry.lstrip("- "))]
    told = _among(f"{mark}Maps", entry, f"{mark}Forms")
    assert told == [(entry.lstrip("- "), "an entry of which nothing is said")]


@pytest.mark.parametrize(
    "entry",
    ["Wrecks", "Salvage and Wrecks", "Wrecks and Salvage Maps", "wrecks & salvage", "Wrecks & Salvage:", "Tides"],
)
def test_an_entry_of_other_words_is_not_told(entry: str) -> None:
    """One telling word alone, another order, a word more, what is written as no name is, and what leads to something."""
    assert not _among("Maps", entry, "Forms")


@pytest.mark.parametrize(
    "lines",
    [
        ("Wrecks & Salvage", "This office takes away what the sea has left on the piers."),
        ("Wrecks & Salvage", "- Cranes", "- Tugs"),
        ("What the sea leaves on the piers is left to", "Wrecks & Salvage"),
        ("Wrecks & Salvage", "Maps", "What wrecks & salvage cost."),
    ],
)
def test_a_heading_the_end_of_a_sentence_and_what_is_spoken_of_elsewhere_are_no_bare_entries(
    lines: tuple[str, ...],
) -> None:
    """Something is said of them, even if no claim is made of that."""
    assert not _among(*lines)


def test_an_entry_is_not_told_where_a_claim_quotes_it_or_no_body_is_common() -> None:
    """Something was read of it then; or it may as well mean another body's."""
    assert not _among("Maps", "Wrecks & Salvage", "Forms", quotes=("Wrecks & Salvage",))
    assert not _among("Maps", "Wrecks & Salvage", "Forms", read="Hill Rangers (HR) keep hills.", speaks_of="rangers")


def test_no_claim_and_no_passage_come_of_it(built: Path) -> None:
    """The graph of the bundled documents has no word of the menu that names IMAGE, or of the entry."""
    graph = (built / "graph.nt").read_text("utf-8")
    quotes = [one.quote for one in read_glimpses(read_output(built, "report.json"))]
    assert quotes == ["IMAGE Program", "Detention & Removal"]
    assert not [quote for quote in quotes if f'"{quote}"' in graph]


def test_the_command_has_a_row_for_the_line_and_json_all_of_it(built: Path) -> None:
    """Which is not read: the word stands in the place of a status."""
    asked = ["conflicts", "--about", "IMAGE", "--graph", str(built)]
    rows = CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout.splitlines()
    assert '"IMAGE, only in a menu",2008-02-26,not read,community-outreach-fact-sheet.txt,IMAGE Program,97' in rows[1]
    [told] = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    [line] = told["sides"][0]["glimpses"]
    assert (line["reason"], line["start"], line["end"], line["at"], line["name"]) == ("B-NAV", 97, 110, 97, "IMAGE")
    assert told["sides"][1]["claims"]


def test_an_entry_is_a_side_of_the_names_that_may_be_of_one_thing(built: Path) -> None:
    """It is read, so the word in the place of a status is another, and there is no reason for skipping."""
    asked = ["conflicts", "--about", "Detention & Removal", "--graph", str(built)]
    rows = CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout
    assert "an entry of which nothing is said" in rows
    assert ",,no claim,ice-topics-law-firm.txt,Detention & Removal,1297" in rows
    [told] = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)
    assert [bool(side["claims"]) for side in told["sides"]] == [True, True, False]
    [line] = told["sides"][2]["glimpses"]
    assert (line["status"], line["reason"], line["start"], line["end"]) == ("no claim", "", 1297, 1316)


def test_the_report_s_page_shows_the_line_and_why_it_is_not_read(built: Path) -> None:
    """Among the differences, beside what the other document says."""
    _, _, section = (built / "report.html").read_text("utf-8").partition("Where the documents differ")
    section, _, _ = section.partition("</section>")
    assert "IMAGE, only in a menu" in section
    assert "“IMAGE Program”<small>community-outreach-fact-sheet.txt 97, 2008-02-26; not read: B-NAV</small>" in section
    assert "“Detention &amp; Removal”<small>ice-topics-law-firm.txt 1297, undated; no claim</small>" in section


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
