"""How a claim is cited: in words, as BibTeX, as CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from iceorg.pages.citation import Cited, cite
from iceorg.pages.sources import Source
from iceorg.vocab import Iri

SOURCE = Source(
    iri=Iri("https://w3id.org/iceorg/id/document-1"),
    titles=("Offices & Posts of the Tide_Agency",),
    file="offices.txt",
    publisher="Tide Agency",
    republisher="",
    stated="2016-03-10",
    republished="",
    captured="",
    url="https://tides.example/offices",
    sha256="5c8e" * 16,
)
PLACE = Cited(SOURCE, 120, 158, "The Gate Office reports to\n the Warden.")


def test_a_footnote_says_where_the_words_stand_and_which_file_it_was() -> None:
    """The digest tells the file from every other, and the place needs no page numbers."""
    assert cite("claim-1", [PLACE]).plain == (
        "Tide Agency, “Offices & Posts of the Tide_Agency”, 2016-03-10, https://tides.example/offices, "
        f"file offices.txt (SHA-256 {'5c8e' * 16}), characters 120–158: “The Gate Office reports to the Warden.”"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stated": ""}, "“Offices & Posts of the Tide_Agency”, undated, https"),
        ({"publisher": ""}, "Publisher not stated, “"),
        ({"stated": "", "captured": "2009-05-11"}, "undated, captured on 2009-05-11, https"),
        ({"republished": "2016-03-14"}, "2016-03-10, republished on 2016-03-14, https"),
    ],
)
def test_what_is_not_known_is_said_or_left_out(change: dict[str, str], said: str) -> None:
    """No date is made up, and each says which of the dates it is."""
    assert said in cite("claim-1", [replace(PLACE, source=replace(SOURCE, **change))]).plain  # type: ignore[arg-type]


def test_bibtex_escapes_what_tex_would_read() -> None:
    """And gives year and month apart."""
    entry = cite("claim-1", [PLACE]).bibtex
    assert entry.startswith("@misc{claim-1,\n")
    assert r"title = {{Offices \& Posts of the Tide\_Agency}}" in entry
    assert "  year = {2016},\n  month = mar," in entry
    assert entry.count("{") == entry.count("}")


def test_csl_is_what_reference_managers_read() -> None:
    """An item for each passage, with dates as parts."""
    items = json.loads(cite("claim-1", [PLACE, replace(PLACE, start=200, end=210, quote="Gate Office")]).csl)
    assert [item["id"] for item in items] == ["claim-1-1", "claim-1-2"]
    assert items[0]["issued"] == {"date-parts": [[2016, 3, 10]]}
    assert items[0]["author"] == [{"literal": "Tide Agency"}]
    assert items[1]["locator"] == "200–210"


@pytest.mark.parametrize("day", ["", "2008", "2008-02", "2008-02-26"])
def test_a_date_of_any_precision_is_cited(day: str) -> None:
    """A year, a month, a day, none."""
    citation = cite("claim-1", [replace(PLACE, source=replace(SOURCE, stated=day))])
    assert ("year = {2008}" in citation.bibtex) == bool(day)
    assert len(re.findall(r"\d+", json.dumps(json.loads(citation.csl)[0].get("issued", {})))) == len(
        day.split("-")
    ) * bool(day)
