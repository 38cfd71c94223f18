"""Names: where one ends and the next begins, and what kind each is."""

from __future__ import annotations

import pytest

from iceorg.extract.acronyms import find_definitions
from iceorg.extract.names import Known, find_names
from iceorg.extract.phrases import find_phrases
from iceorg.extract.places import find_places
from iceorg.extract.values import day_comes_first, find_dates, find_numbers
from iceorg.extract.words import split_words
from iceorg.model import Kind

KNOWN = Known.of(
    {("PFA",): Kind.AGENCY, ("U.S.", "Ports", "and", "Fairs", "Agency"): Kind.AGENCY, ("TOC",): None},
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("said Director Ada B. Ochs PFA announced", "post:Director person:Ada B. Ochs agency:PFA"),
        (
            "The Acting PFA Fair Play Coordinator is Ada B. Ochs.",
            "agency:PFA post:Fair Play Coordinator person:Ada B. Ochs",
        ),
        (
            "said Deputy Director and Senior Official Performing the Duties of Director, Bela K. Renn",
            "post:Deputy Director post:Senior Official Performing the Duties of Director person:Bela K. Renn",
        ),
        (
            "to the Assistant Secretary, Deputy Assistant Secretary for Piers, and the Deputy Secretary for Tides.",
            "post:Assistant Secretary post:Deputy Assistant Secretary for Piers post:Deputy Secretary for Tides",
        ),
        (
            "Gale Watch Center, FAIR Corps and the Wreck and Salvage Center.",
            "unit:Gale Watch Center program:FAIR Corps unit:Wreck and Salvage Center",
        ),
        ("The Director of the Tide Office met Ada.", "post:Director unit:Tide Office None:Ada"),
        ("the Secretary of State and the Chief of Staff", "post:Secretary of State post:Chief of Staff"),
        ("within the PFA Office of Gates seeks", "agency:PFA unit:Office of Gates"),
        ("The Fair Play Act of 1996 added Section 12(b).", ""),
        ("the U.S. Ports and Fairs Agency 12(b) Program", "agency:U.S. Ports and Fairs Agency program:12(b) Program"),
    ],
)
def test_a_run_of_capitals_is_cut_into_names(text: str, names: str) -> None:
    """Titles, people, bodies and programs in one run come out one by one; laws do not come out."""
    found = find_names(split_words(text), KNOWN)
    assert " ".join(f"{name.kind}:{name.text}" for name in found) == names


@pytest.mark.parametrize(
    ("text", "long", "short", "missing"),
    [
        ("the U.S. Ports and Fairs Agency (PFA) said", "U.S. Ports and Fairs Agency", "PFA", ""),
        (
            "the Office of Ports, Fairs, and Tribal Markets (OPFTM)",
            "Office of Ports, Fairs, and Tribal Markets",
            "OPFTM",
            "",
        ),
        ("Fairs Abroad (OFA)", "Fairs Abroad", "OFA", "O"),
        ("with non-governmental organizations (NGOs) and", "non-governmental organizations", "NGOs", ""),
        (
            "PFA FAIR (Friendly Agreements on Inns and Roads), a set",
            "Friendly Agreements on Inns and Roads",
            "FAIR",
            "",
        ),
        ("Ports and Fairs – PF", "Ports and Fairs", "PF", ""),
    ],
)
def test_a_short_form_is_defined_by_its_initials(text: str, long: str, short: str, missing: str) -> None:
    """The long name reaches back as far as the letters do, over "and" and commas."""
    (found,) = find_definitions(split_words(text), whole_line=True)
    assert text[found.start : found.end] == long
    assert (text[found.short_start : found.short_end], found.missing) == (short, missing)


@pytest.mark.parametrize(
    "text", ["research methods (e.g., talks)", "in the fall (FY) of it", "the Tide Office (see below)"]
)
def test_a_bracket_that_spells_nothing_defines_nothing(text: str) -> None:
    """A bracket whose letters are not the initials before it is no definition."""
    assert list(find_definitions(split_words(text))) == []


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "with state and local police agencies, schools, and the public at large.",
            "state and local police agencies|schools|public at large",
        ),
        ("community and faith-based organizations", "community and faith-based organizations"),
        (
            "with private sector and non-government stakeholders",
            "private sector stakeholders|non-government stakeholders",
        ),
        ("other key stakeholders and private industry to", "key stakeholders|private industry"),
        ("PFA’s 12(b) and fair play programs are", "12(b)|fair play programs"),
        ("has developed fair play programs in", "fair play programs"),
        ("for more than two dozen fair play officers", "fair play officers"),
        ("public safety and industry", ""),
    ],
)
def test_groups_and_programs_in_small_letters_are_noun_phrases(text: str, phrases: str) -> None:
    """One noun is one group; a shared noun is given to both of its modifiers where they are phrases."""
    assert "|".join(phrase.text for phrase in find_phrases(split_words(text))) == phrases


def test_places_are_those_that_the_text_announces() -> None:
    """A noun for places or a verb of location announces a list of them; other capitals are no places."""
    text = "Ada Ochs spoke in cities such as Ochre Bay, Port D.C. and St. Ives, and is based in Pell."
    assert [place.text for place in find_places(text, 0, len(text))] == ["Ochre Bay", "Port D.C.", "St. Ives", "Pell"]


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("more than 8,800 sites", 8800, "AtLeast"),
        ("up to two dozen", 24, "AtMost"),
        ("about 40 statutes", 40, "About"),
        ("both parts", 2, "Exactly"),
    ],
)
def test_a_number_is_as_exact_as_its_words(text: str, value: int, bound: str) -> None:
    """The words "more than" say at least, "up to" is at most, "about" is about."""
    (number,) = find_numbers(text, 0, len(text))
    assert (number.value, number.bound) == (value, bound)


@pytest.mark.parametrize(
    ("text", "day_first", "values"),
    [
        ("February 26, 2008", None, ["2008-02-26"]),
        ("26 Feb. 2008 and March 2003", None, ["2008-02-26", "2003-03"]),
        ("July 30, 2020Port Fair", None, ["2020-07-30"]),
        ("03/10/2016", None, []),
        ("03/10/2016", False, ["2016-03-10"]),
        ("03/10/2016", True, ["2016-10-03"]),
        ("3/14/16", None, ["2016-03-14"]),
        ("February 30, 2008", None, []),
    ],
)
def test_a_date_is_read_only_as_far_as_it_is_told(text: str, day_first: bool | None, values: list[str]) -> None:  # noqa: FBT001 - a column of the table
    """A month stays a month; a day that could be a month is left out until other dates tell."""
    assert [when.value for when in find_dates(text, day_first=day_first)] == values


def test_other_dates_of_the_page_tell_day_from_month() -> None:
    """3/14/16 can be read one way only, and so tells how 03/10/2016 is meant; two that disagree tell nothing."""
    assert day_comes_first("03/10/2016 ... (Posted 3/14/16)") is False
    assert day_comes_first("3/14/16 and 14/3/16") is None
