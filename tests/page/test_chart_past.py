"""What documents of other days say: what was replaced, and questions that are answered differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import DESK, PHONE
from iceorg import build

if TYPE_CHECKING:
    from pathlib import Path

    from page.conftest import Open

pytestmark = pytest.mark.browser

TOUCHING = """() => {
  const words = [...document.querySelectorAll(".stop span")].map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  const touch = (one, other) => one.left < other.right + 2 && other.left < one.right + 2;
  return { shown: words.length, touching: words.filter((one, at) => words.slice(at + 1).some((other) => touch(one, other))).length };
}"""
"""How many stops of the time line have their words, and how many of these touch the words of a later one."""

TIDES = "#n-unit-office-of-tides.harbor-safety-authority"


@pytest.fixture(scope="module")
def agency(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of an invented agency that changed."""
    folder = tmp_path_factory.mktemp("agency") / "build"
    build([root / "tests" / "history" / "agency"], out=folder)
    return (folder / "chart.html").read_text(encoding="utf-8")


def test_a_question_that_documents_answer_differently_is_told_with_all_answers(visit: Open, agency: str) -> None:
    """A sign on the card, and in the panel every answer with its sentence, in the words of the report."""
    seen = visit(agency)
    seen.go("#n-program-buoy")
    box = seen.page.locator("#c-panel .dispute", has_text="who runs it")
    assert "documents of one day" in box.inner_text()
    assert box.locator(".side").count() == box.locator("blockquote").count() == 4
    label = seen.page.get_attribute("#c-drawing .card.chosen", "aria-label") or ""
    assert "documents differ: who runs it" in label


def test_what_may_follow_another_is_told_on_both_with_reasons(visit: Open, agency: str) -> None:
    """With a link from each to the other, the sentences that name the two, and that no document says so."""
    seen = visit(agency)
    for here, told, other in (
        ("office-of-wharf-permits", "May have been followed by", "Wharf Permits Division"),
        ("wharf-permits-division", "May have followed", "Office of Wharf Permits"),
    ):
        seen.go(f"#n-unit-{here}.harbor-safety-authority")
        box = seen.page.locator("#c-panel .dispute", has_text=told)
        assert box.locator("h3 a").inner_text() == other
        assert "both names have “permits”, “wharf”" in box.inner_text()
        assert "no document says" in box.inner_text()
        assert box.locator("blockquote").count() >= 2


def test_what_a_menu_only_names_is_told_and_marked_where_it_stands(visit: Open, agency: str) -> None:
    """On the thing with the line and what others say; in the document as a mark, which leads back to the thing."""
    seen = visit(agency)
    seen.go("#n-unit-salvage-office.harbor-safety-authority")
    box = seen.page.locator("#c-panel .dispute", has_text="how much is told of it")
    assert "Salvage Office, only in a menu" in box.inner_text()
    assert "not read: no fact rests on it" in box.inner_text()
    assert "The Salvage Office reports to the Director." in box.inner_text()
    box.locator("cite a").first.click()
    seen.settle()
    mark = seen.page.locator(".paper .named.chosen")
    assert mark.inner_text() == "Salvage Office"
    assert "only named here (not read: navigation)" in (mark.get_attribute("title") or "")
    mark.click()
    seen.settle()
    assert seen.page.locator("#c-drawing .card.chosen", has_text="Salvage Office").count() == 1


def test_an_entry_that_may_mean_a_unit_is_told_and_marked_where_it_stands(visit: Open, agency: str) -> None:
    """As an entry of which nothing is said, and not as text that is not read."""
    seen = visit(agency)
    seen.go("#n-unit-office-of-dredging-and-spills.harbor-safety-authority")
    box = seen.page.locator("#c-panel .dispute", has_text="names that share words")
    assert "“Dredging & Spills”, an entry of which nothing is said" in box.inner_text()
    assert "no claim: nothing is said of it" in box.inner_text()
    assert "not read" not in box.inner_text()
    box.locator("cite a").last.click()
    seen.settle()
    mark = seen.page.locator(".paper .named.chosen")
    assert mark.inner_text() == "Dredging & Spills"
    assert mark.get_attribute("title") == "Office of Dredging and Spills: perhaps meant here; no document says so"


def test_a_unit_that_was_replaced_says_by_what(visit: Open, agency: str) -> None:
    """With a link to it and the sentence."""
    seen = visit(agency)
    seen.go(TIDES)
    box = seen.page.locator("#c-panel .dispute", has_text="Replaced by")
    assert box.locator("h3 a").inner_text() == "Office of Currents"
    assert "was renamed the Office of Currents" in box.inner_text()


def test_a_rename_that_a_person_dated_counts_from_its_day(visit: Open, root: Path, tmp_path: Path) -> None:
    """Until then the chart has no card of the new name, from then on it has one beside the entry that says so."""
    old, new = (f"unit-{one}.harbor-safety-authority" for one in ("office-of-wharf-permits", "wharf-permits-division"))
    signed = 'source = "Order 12"\nauthor = "Ann Lee"\ndate = 2026-11-25\nreason = "It says so."\n'
    (tmp_path / "order.toml").write_text(
        f'[[rename]]\nfrom = "id:{old}"\nto = "id:{new}"\non = 2019-07-01\n{signed}', encoding="utf-8"
    )
    build([root / "tests" / "history" / "agency"], out=tmp_path / "build", curation=tmp_path / "order.toml")
    seen = visit((tmp_path / "build" / "chart.html").read_text(encoding="utf-8"))
    for day, there in (("2019-06-30", (1, 0)), ("2019-07-01", (0, 1))):
        seen.go(f"#at={day}")
        seen.page.click("#c-open-all")
        seen.settle()
        cards = [
            seen.page.locator("#c-drawing .card", has_text=name)
            for name in ("Office of Wharf Permits", "Wharf Permits Division")
        ]
        assert tuple(card.count() for card in cards) == there
    seen.go(f"#n-{new}&at=2019-07-01")
    assert "on = 2019-07-01" in seen.panel()


def test_what_was_replaced_by_a_date_is_a_pale_card_when_asked_for(visit: Open, agency: str) -> None:
    """Off at first; the address keeps it."""
    seen = visit(agency)
    seen.go("#at=2021-04-15")
    assert seen.page.locator(".card.ghost").count() == 0
    seen.page.check("#c-ended")
    seen.settle()
    seen.page.click("#c-open-all")
    seen.settle()
    assert seen.page.locator(".card.ghost").count() == 2
    assert "replaced" in (seen.page.locator(".card.ghost").first.get_attribute("aria-label") or "")
    assert "ended=yes" in seen.page.evaluate("location.hash")


def test_an_ended_line_says_why(visit: Open, agency: str) -> None:
    """In the words of history."""
    seen = visit(agency)
    seen.go("#at=2021-04-15")
    seen.page.click(".changes button")
    seen.settle()
    assert "on 2021-04-15 a document says Department of Waters" in seen.panel()


def test_a_date_on_which_another_body_stands_on_top_opens_that(visit: Open, agency: str) -> None:
    """A reader who chooses a date is not left before a closed card."""
    seen = visit(agency)
    seen.go("#at=2021-04-15")
    assert seen.page.locator("#c-drawing .card", has_text="Harbor Safety Authority").count() == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_words_of_the_time_lines_stops_never_touch(visit: Open, agency: str, size: tuple[int, int]) -> None:
    """By geometry, with nothing chosen and with each stop chosen, whose words are always there."""
    seen = visit(agency, size)
    for stop in [None, *seen.page.locator(".stop").all()]:
        if stop:
            stop.dispatch_event("click")
            seen.settle()
            assert stop.locator("span").is_visible()
        found = seen.page.evaluate(TOUCHING)
        assert found["shown"] > 0
        assert found["touching"] == 0
