"""What counts on a day where a document states a term of office, and what no later answer ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.history import Lane, as_of, last_day, read_record
from iceorg.model import Literal
from iceorg.store import open_result
from iceorg.vocab import Iri, org, schema, xsd

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.history import Record

MERROW = Iri("https://w3id.org/iceorg/id/membership-ada-merrow-as-director.harbor-safety-authority")


def _with_term(result: Path, predicate: Iri, value: str) -> Record:
    term = (MERROW, predicate, Literal(value, xsd.G_YEAR))
    return read_record([*open_result(result).triples(), term])


def _lane(record: Record, day: str) -> Lane | None:
    held = (one for one in as_of(record, last_day(day)) if one.fact[1] == org.HOLDS and "merrow" in one.fact[0])
    return next((one.lane for one in held), None)


@pytest.mark.parametrize(
    ("day", "lane"),
    [("2011-05-01", None), ("2011-05-02", Lane.DATED), ("2012", Lane.DATED), ("2013-01-01", Lane.ENDED)],
)
def test_a_stated_end_is_obeyed(agency_result: Path, day: str, lane: Lane | None) -> None:
    """A year is over when the day lies after it for certain."""
    assert _lane(_with_term(agency_result, schema.END_DATE, "2012"), day) is lane


@pytest.mark.parametrize(("day", "lane"), [("2011", None), ("2012-06", Lane.DATED)])
def test_a_stated_start_is_obeyed(agency_result: Path, day: str, lane: Lane | None) -> None:
    """Somebody announced for 2012 does not hold the post in 2011."""
    assert _lane(_with_term(agency_result, schema.START_DATE, "2012"), day) is lane


def test_an_undated_document_ends_nothing(agency: Record) -> None:
    """The undated page names the Director whom Pilotage reported to in 2011; in 2014 the dated answer stands."""
    [stands] = [
        one
        for one in as_of(agency, last_day("2014"))
        if one.fact[1] == org.REPORTS_TO and "pilotage" in one.fact[0] and one.lane is Lane.DATED
    ]
    assert agency.name(stands.fact[2]) == "Deputy Director for Operations"


def test_the_record_does_not_depend_on_the_order_of_triples(agency_result: Path) -> None:
    """The same graph in another order gives the same facts of a day."""
    triples = list(open_result(agency_result).triples())
    day = last_day("2016")
    assert as_of(read_record(reversed(triples)), day) == as_of(read_record(triples), day)
