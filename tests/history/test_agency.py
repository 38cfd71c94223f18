"""An invented agency over ten years, in nine documents: what a careful reader makes of them is found, and little else.

Renames, a replacement, moved units, an acting head, a contradiction of one day, a document against itself, an undated page, two
names that stand only in menus, and an entry that may be a name in other words, each among words that only look so, are planted
in `agency/`; `expected.toml` has the tables.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from iceorg.history import Lane, as_of, changes, conflicts, is_told, last_day
from iceorg.query import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.history import Glimpse, Record

EXPECTED: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "expected.toml").read_text("utf-8"))
SPURIOUS: Final = 0.1
"""The share of what is told that a careful reader would not tell."""
LEFT_OUT: Final = ("described as", "post in")
"""What the tables do not have: descriptions, and the body that is part of a post's name."""
LANES: Final = {Lane.DATED: "rows", Lane.ENDED: "ended", Lane.UNDATED: "undated"}


def _agree(told: Sequence[tuple[str, ...]], wanted: Sequence[Sequence[str]]) -> None:
    expected = [tuple(row) for row in wanted]
    assert not sorted(set(expected) - set(told)), sorted(set(told) - set(expected))
    assert len(set(told) - set(expected)) <= SPURIOUS * len(told)


def test_nine_documents_of_ten_years() -> None:
    """The agency has at least eight documents, one of them undated, over ten years."""
    files = sorted(file.name for file in (Path(__file__).parent / "agency").glob("*.txt"))
    assert len(files) == 9
    assert int(files[-2][:4]) - int(files[0][:4]) == 10


@pytest.mark.parametrize("table", EXPECTED["as_of"], ids=lambda table: str(table["day"]))
@pytest.mark.parametrize("lane", list(LANES))
def test_a_day_has_what_was_seen_by_then(agency: Record, table: dict[str, Any], lane: Lane) -> None:
    """Facts of earlier documents hold their lane; what was over and what no date places stand apart."""
    standing = [one for one in as_of(agency, last_day(table["day"])) if is_told(agency, one.fact)]
    told = [
        (agency.name(s), in_words(p) or p, agency.name(o))
        for one in standing
        if one.lane is lane
        for s, p, o in [one.fact]
        if in_words(p) not in LEFT_OUT
    ]
    _agree(told, table[LANES[lane]])


@pytest.mark.parametrize("table", EXPECTED["diff"], ids=lambda table: "-".join(table["days"]))
def test_two_days_differ_in_what_was_planted(agency: Record, table: dict[str, Any]) -> None:
    """Between two days the planted changes are told."""
    earlier, later = map(last_day, table["days"])
    found = changes(agency, earlier, later)
    _agree([(one.kind, agency.name(one.thing), one.before, one.after) for one in found], table["rows"])


def test_disagreements_are_those_that_were_planted(agency: Record, agency_glimpses: tuple[Glimpse, ...]) -> None:
    """Every planted disagreement is told, of the kind that the dates make it."""
    found = conflicts(agency, agency_glimpses)
    told = [(one.sort, agency.name(one.thing), *(side.answer for side in one.sides)) for one in found]
    # The order of sides of one day is that of their names.
    sides = [(*row[:2], *sorted(row[2:])) for row in told]
    _agree(sides, [[*row[:2], *sorted(row[2:])] for row in EXPECTED["conflicts"]["rows"]])


def test_both_sides_of_every_change_show_their_sentences(agency: Record) -> None:
    """A change without the words of a side that speaks would be hearsay."""
    found = changes(agency, last_day("2011"), last_day("2021"))
    assert found
    for one in found:
        assert bool(one.before) == bool(one.earlier)
        assert bool(one.after) == bool(one.later)
        assert all(seen.words for seen in (*one.earlier, *one.later))
