"""The five bundled documents over time: the questions that the project began with."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from iceorg.history import Lane, Undated, agreements, as_of, candidates, changes, conflicts, last_day
from iceorg.vocab import Iri, iceorg, org

if TYPE_CHECKING:
    from iceorg.history import Glimpse, Record

ROWS: Final[list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "differences.toml").read_text("utf-8"))[
    "row"
]


def test_the_careful_reader_lists_nine_differences() -> None:
    """Each with two sides or more."""
    assert len(ROWS) == 9
    assert all(len(row["sides"]) > 1 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_known_difference_is_found_with_all_its_sides(
    five: Record, five_glimpses: tuple[Glimpse, ...], row: dict[str, Any]
) -> None:
    """What a careful reader lists is found by general rules, and sorted by the dates."""
    told = [(one.sort, {side.answer for side in one.sides}) for one in conflicts(five, five_glimpses)]
    assert any(sort == row["sort"] and set(row["sides"]) <= sides for sort, sides in told)


def test_nothing_else_is_only_named_in_a_menu_or_an_entry(five: Record, five_glimpses: tuple[Glimpse, ...]) -> None:
    """Of all menus, links and stamps only IMAGE is told of elsewhere and not in the text; of all entries only one may be a body."""
    assert [(one.name, one.status, one.file, five.name(one.thing)) for one in five_glimpses] == [
        ("IMAGE", "not read", "community-outreach-fact-sheet.txt", "Mutual Agreement Between Government & Employers"),
        ("Detention & Removal", "no claim", "ice-topics-law-firm.txt", "Office of Detention and Removal Operations"),
    ]


@pytest.mark.parametrize(("day", "seen"), [("2008", True), ("2008-02-25", False), ("2020", True)])
def test_the_office_of_policy_runs_outreach_from_2008_on(five: Record, day: str, *, seen: bool) -> None:
    """As of 2008 the Office of Policy ran the program; before the fact sheet of that year nothing was seen."""
    ran = [one for one in as_of(five, last_day(day)) if one.fact[1] == iceorg.ADMINISTERS and one.lane is Lane.DATED]
    told = {(five.name(one.fact[0]), five.name(one.fact[2])) for one in ran}
    assert (("Office of Policy", "National Community Outreach Program") in told) == seen


def test_a_fact_comes_with_its_age_and_its_next_sight(five: Record) -> None:
    """In 2010 it was two years ago that a dated document had said whom ICE is part of; the next one is of 2016."""
    [whole] = [
        one
        for one in as_of(five, date(2010, 2, 26))
        if one.fact[1] == org.SUB_ORGANIZATION_OF
        and five.value(one.fact[0], iceorg.ACRONYM) == "ICE"
        and five.value(Iri(str(one.fact[2])), iceorg.ACRONYM) == "DHS"
    ]
    assert (whole.last, whole.age, whole.next) == ("2008-02-26", 731, "2016-03-10")
    assert whole.gap == "seen on 2008-02-26, 2 years before; seen again on 2016-03-10"


def test_reporting_lines_of_the_undated_page_stand_apart(five: Record) -> None:
    """Twelve lines are of no known date; an archive places them in May 2009, and only if asked to."""
    lines = [one for one in as_of(five, last_day("2010")) if one.fact[1] == org.REPORTS_TO]
    assert [one.lane for one in lines] == [Lane.UNDATED] * 12
    placed = [one for one in as_of(five, last_day("2010"), Undated.CAPTURED) if one.fact[1] == org.REPORTS_TO]
    assert {(one.lane, one.last, one.placed) for one in placed} == {(Lane.DATED, "2009-05-11", True)}


def test_outreach_differs_between_2008_and_2020_and_no_rename_is_told(five: Record) -> None:
    """Two observations only: a program and its coordinator are gone, an office appeared; nobody says why."""
    found = changes(five, last_day("2008-02-26"), last_day("2020-07-30"))
    told = {(one.kind, five.name(one.thing), one.before, one.after) for one in found}
    assert ("no longer seen", "National Community Outreach Program", "Office of Policy", "") in told
    assert ("no longer seen", "Community Outreach Coordinator", "Andrew R. Strait (acting)", "") in told
    assert ("appeared", "Office of Partnership and Engagement", "", "U.S. Immigration and Customs Enforcement") in told
    assert not [one for one in found if one.kind == "renamed or replaced"]


def test_units_of_one_duty_are_proposed_as_one(five: Record) -> None:
    """Coordination, removal and investigations: no document says that one follows the other, so a person is asked."""
    proposed = {frozenset((five.name(one.first), five.name(one.second))) for one in candidates(five)}
    duties = ("Coordination", "Removal", "Investigations")
    assert len(proposed) == 3
    assert all(any(all(duty in name for name in pair) for pair in proposed) for duty in duties)


def test_facts_of_several_documents_are_agreements(five: Record) -> None:
    """Four documents say that ICE is part of the Department of Homeland Security."""
    [whole] = [one for one in agreements(five) if one.sides[0].answer.endswith("Department of Homeland Security")]
    documents = {document for one in whole.sides[0].observations for document in one.documents}
    assert len(documents) == 4
