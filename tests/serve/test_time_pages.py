"""The pages on time and disagreement: facts of a day, and answers that stand against each other."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from serving import Server


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def test_conflicts_show_every_answer_with_its_sentence(five: Server) -> None:
    """Who runs 287(g): three answers, each with the words and a way to the document."""
    page = five.get("/conflicts", accept="text/html").text
    told = _text(page)
    assert "Undated on one side" in told
    for answer in ("Enforcement and Removal Operations", "through ICE ACCESS", "one component within the ICE ACCESS"):
        assert answer in told
    assert re.search(r'href="/documents/partnerships-web-page.txt#at-\d+-\d+"', page)


def test_conflicts_end_with_what_may_be_one_thing(five: Server) -> None:
    """Two offices of much the same name: why they may be one, and the words of both."""
    _, _, section = five.get("/conflicts", accept="text/html").text.partition('id="candidates"')
    told = _text(section)
    assert "may be the same as" in told
    assert "OSLC and OSLTC share their letters in order" in told
    assert "never applied" in told
    for document in ("offices-within-ice.txt", "ice-topics-law-firm.txt"):
        assert re.search(rf'href="/documents/{document}#at-\d+-\d+"', section)


def test_what_a_menu_only_names_is_told_with_its_line_and_marked_in_the_document(five: Server) -> None:
    """On the page of conflicts, on that of the thing, and on that of the document, where the line is marked."""
    place = "/documents/community-outreach-fact-sheet.txt#at-97-110"
    thing = "/page/program-mutual-agreement-between-government-and-employers"
    for address in ("/conflicts", thing):
        page = five.get(address, accept="text/html").text
        assert f'href="{place}"' in page
        assert "not read: in a menu, document of 2008-02-26" in _text(page)
    page = five.get("/documents/community-outreach-fact-sheet.txt", accept="text/html").text
    assert '<a class="mark named" href="#says-97-110">IMAGE Program</a>' in page
    assert "In a menu, which is not read: it states nothing, and only names Mutual Agreement" in _text(page)


def test_an_entry_of_which_nothing_is_said_is_told_so_and_marked_in_the_document(five: Server) -> None:
    """It is read, and may mean an office of another document: nowhere is it called text that is not read."""
    thing = "/page/unit-office-of-detention-and-removal-operations.immigration-and-customs-enforcement"
    for address in ("/conflicts", thing):
        page = five.get(address, accept="text/html").text
        assert 'href="/documents/ice-topics-law-firm.txt#at-1297-1316"' in page
        assert "no claim: an entry of which nothing is said, undated" in _text(page)
    page = five.get("/documents/ice-topics-law-firm.txt", accept="text/html").text
    assert '<a class="mark named" href="#says-1297-1316">Detention &amp; Removal</a>' in page
    assert "An entry of which nothing is said: no document says whether it means Office of Detention" in _text(page)
    assert "not read" not in _text(page)


def test_a_day_has_lanes_and_the_words_for_gaps(five: Server) -> None:
    """At the end of 2008 the fact sheet was ten months old, and two pages have no date."""
    told = _text(five.get("/as-of?day=2008", accept="text/html").text)
    assert "seen on 2008-02-26, 309 days before; seen again on 2016-03-10" in told
    assert "In undated documents only" in told


def test_undated_documents_are_placed_when_asked(five: Server) -> None:
    """An archive had the page of offices on line in May 2009."""
    told = _text(five.get("/as-of?day=2010&undated=captured", accept="text/html").text)
    assert "on line on 2009-05-11, 2 years before" in told


def test_without_a_day_the_page_asks_for_one(five: Server) -> None:
    """A form, and no facts."""
    page = five.get("/as-of", accept="text/html").text
    assert 'name="day"' in page
    assert "<details" not in page


@pytest.mark.parametrize("asked", ["day=soon", "day=2008&undated=never", "day=%3Cscript%3E"])
def test_what_is_no_day_is_refused_in_words(five: Server, asked: str) -> None:
    """Status 400, and nothing of the request as markup."""
    refused = five.get(f"/as-of?{asked}", accept="text/html")
    assert refused.status == 400
    assert "<script>" not in refused.text
