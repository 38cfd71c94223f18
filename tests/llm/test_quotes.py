"""Exact words found in a page, however white space, quotation marks and dashes are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iceorg.llm.quotes import Quotes, fold
from llm.pages import PAGE, layout_of

WRITTEN = (
    "It is said in every guide to the town that the “Gauge\nOffice” – St. Ann’s – reports to the café’s chief,\n"
    "who is at home in the harbour and has been so for a long time.\n"
)
FOUND = {
    'the "Gauge Office" - St. Ann\'s': "the “Gauge\nOffice” – St. Ann’s",
    "the café's chief": "the café’s chief",
    "cafe\u0301’s": "café’s",
    "reports  to\tthe": "reports to the",
}
MISSED = ["reports to a", "Reports to the", "eports to the", "report", "café", "St Ann's", "", " \n"]


def found(text: str, words: str, media_type: str = "text/plain") -> list[str]:
    """Return what the document has at every place of some words."""
    layout = layout_of(text, media_type)
    return [layout.document.text[one.start : one.end] for one in Quotes(layout).find(words)]


@pytest.mark.parametrize(("words", "text"), FOUND.items())
def test_spelling_of_signs_and_blanks_does_not_matter(words: str, text: str) -> None:
    """White space, quotation marks, dashes and the make of an accent differ, and the document's own words come back."""
    assert found(WRITTEN, words) == [text]


@pytest.mark.parametrize("words", MISSED)
def test_anything_else_matters(words: str) -> None:
    """Another word, another case, a part of a word or nothing at all is not found."""
    assert found(WRITTEN, words) == (["café"] if words == "café" else [])


def test_every_place_is_found_in_order() -> None:
    """Words that stand twice are found twice."""
    places = [one.start for one in Quotes(layout_of(PAGE)).find("Gauge Office")]
    assert len(places) == 3
    assert places == sorted(places)


def test_mark_up_does_not_matter() -> None:
    """In HTML the quote is what a person reads, and the offsets are those of the source."""
    page = "<h1>Ports</h1><p>Chief <b>Ana Obreg&oacute;n</b> (<i>ret.</i>) leads the <a href='x'>Gauge</a> Office.</p>"
    assert found(page, "Ana Obregón (ret.) leads", "text/html") == ["Ana Obreg&oacute;n</b> (<i>ret.</i>) leads"]
    assert found(page, "Obregón", "text/html") == ["Obreg&oacute;n"]


def test_bars_between_cells_do_not_matter() -> None:
    """A row is quoted as it is shown, with bars between its cells."""
    page = "# Staff\n\n| Office | Chief |\n|---|---|\n| Gauge Office | Ada Ochs |\n"
    assert len(found(page, "Gauge Office | Ada Ochs", "text/markdown")) == 1


def test_words_of_two_lines_are_no_quote() -> None:
    """A quote lies in one line of the page."""
    assert found(PAGE, "Gauge Office Wreck Office") == []


@given(st.text(alphabet="ab é’“–\n\u00ad\u200b.|", max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Folded words are compared as they are."""
    assert fold(fold(text)) == fold(text)


@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)))
def test_what_is_found_says_what_was_looked_for(start: int, end: int) -> None:
    """Whatever stretch of a page is quoted: what is found reads as it does."""
    words = PAGE[min(start, end) : max(start, end)]
    assert all(fold(text) == fold(words) for text in found(PAGE, words))
