"""What the chart says of time and disagreement is what history says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from chart_builders import page_blocks
from iceorg import build
from iceorg.chart import render_chart
from iceorg.chart.past import read_past
from iceorg.chart.view import read_view
from iceorg.history import Lane, Sort, as_of, candidates, conflicts, read_glimpses, read_record
from iceorg.store import REPORT, open_result, read_output

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.model import Triple


@pytest.fixture(scope="module")
def agency_result(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result folder of an invented agency that changed: renamed, merged, moved, led by others."""
    folder = tmp_path_factory.mktemp("agency") / "build"
    build([root / "tests" / "history" / "agency"], out=folder)
    return folder


@pytest.fixture(scope="module")
def agency(agency_result: Path) -> list[Triple]:
    """The graph of the agency."""
    return list(open_result(agency_result).triples())


def test_a_line_is_over_on_the_days_on_which_its_facts_are(agency: list[Triple]) -> None:
    """Asked of history for the day of every document, and the days before and after it."""
    view, record = read_view(agency), read_record(agency)
    past = read_past(agency, view)
    stops = [date.fromisoformat(document.date) for document in view.documents if document.date]
    days = sorted({stop + timedelta(step) for stop in stops for step in (-1, 0, 1)})
    assert len(days) > 20
    for day in days:
        lanes = {one.fact: one.lane for one in as_of(record, day)}
        for place, line in enumerate(view.lines):
            seen = [lanes[claim.said] for claim in line.evidence if lanes.get(claim.said, Lane.UNDATED) != Lane.UNDATED]
            over = [one for one in past.over.get(place, ()) if one.since <= day.isoformat() < (one.until or "~")]
            assert bool(over) is (bool(seen) and set(seen) == {Lane.ENDED}), (line.id, day)


def test_the_page_has_every_difference_that_the_report_has(agency: list[Triple]) -> None:
    """The same questions with the same answers, each with its claims; names that may mislead are no answers."""
    found = [one for one in conflicts(read_record(agency)) if one.sort is not Sort.NAMES]
    blocks = page_blocks(render_chart(agency))
    labels = blocks["graph"]["nodes"]["label"]
    shown = [
        (labels[one["node"]], one["question"], one["sort"], [side["answer"] for side in one["sides"]])
        for one in blocks["graph"]["disputes"]
    ]
    record = read_record(agency)
    said = [(record.name(one.thing), one.question, str(one.sort), [side.answer for side in one.sides]) for one in found]
    assert len(said) > 4
    assert sorted(shown) == sorted(said)
    assert all(side["claims"] and side["seen"] for one in blocks["graph"]["disputes"] for side in one["sides"])


def test_the_page_tells_what_a_menu_only_names_and_an_entry_may_mean(agency_result: Path) -> None:
    """With the line, whether it is read, the document and the place of the name, and what others say with its claims."""
    blocks = page_blocks((agency_result / "chart.html").read_text("utf-8"))
    graph = blocks["graph"]
    found = [one for one in graph["disputes"] if any("glimpses" in side for side in one["sides"])]
    told = [
        (graph["documents"][line[0]]["file"], *line[1:])
        for one in found
        for side in one["sides"]
        for line in side.get("glimpses", ())
    ]
    glimpses = read_glimpses(read_output(agency_result, REPORT))
    assert sorted(told) == [
        (one.file, one.start, one.end, one.quote, one.at, one.at + len(one.name), not one.reason) for one in glimpses
    ]
    assert sorted(one["sort"] for one in found) == [Sort.UNREAD, Sort.UNREAD, Sort.NAMES]
    assert all(side["seen"] and (side["claims"] or side["glimpses"]) for one in found for side in one["sides"])


def test_the_page_has_every_pair_that_may_be_one(agency: list[Triple]) -> None:
    """The same pairs for the same reasons as in the report, each with the claims that name it."""
    record = read_record(agency)
    blocks = page_blocks(render_chart(agency))
    labels = blocks["graph"]["nodes"]["label"]
    shown = [([labels[node] for node in one["nodes"]], one["reasons"]) for one in blocks["graph"]["alike"]]
    said = [([record.name(one.first), record.name(one.second)], list(one.reasons)) for one in candidates(record)]
    assert len(said) == 2
    assert shown == said
    assert all(side for one in blocks["graph"]["alike"] for side in one["claims"])


def test_the_page_knows_since_when_a_unit_was_replaced(agency: list[Triple]) -> None:
    """Only where a document says so."""
    nodes = page_blocks(render_chart(agency))["graph"]["nodes"]
    assert {nodes["label"][int(node)]: day for node, day in nodes["replaced"].items()} == {
        "Office of Tides": "2015-03-04",
        "Storm Center": "2018-06-12",
    }
