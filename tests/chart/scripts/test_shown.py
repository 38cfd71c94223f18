"""What counts on a date and under filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chart.scripts.columns import block

if TYPE_CHECKING:
    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

THINGS = {"Agency": "agency", "Chief": "post", "Deputy": "post", "Dive Office": "unit", "Rope Office": "unit"}
DATES = ["2008-02-26", "2016-03-10", "2020-07-30", ""]

SHOW = """
async (module, block, { date = "", undated = true, kinds = [], documents = [], statuses = [] }) => {
  const { readGraph } = await import("http://modules.invalid/graph.js");
  const graph = readGraph(block);
  const set = (values) => new Set(values);
  const found = module.shown(graph, { date, undated, kinds: set(kinds), documents: set(documents), statuses: set(statuses) });
  const names = (flags) => graph.label.filter((_, node) => flags[node]);
  return { ...found, nodes: names(found.nodes), lines: [...found.lines], fresh: [...found.fresh] };
}
"""


@pytest.fixture
def show(run: Run) -> Run:
    """Return what is shown of lines: `show(lines, date="2016-03-10")`."""

    def shown(lines: list[Any], more: dict[str, Any] | None = None, **view: object) -> Any:
        return run("shown.js", SHOW, block(THINGS, lines, DATES, **(more or {})), view)

    return shown


def test_without_a_date_all_documents_count(show: Run) -> None:
    """Whatever their dates."""
    found = show([("Dive Office", "reports", "Chief", [0]), ("Rope Office", "reports", "Chief", [3])])
    assert found["lines"] == [1, 1]


@pytest.mark.parametrize(("date", "expected"), [("2007-12-31", 0), ("2008-02-26", 1), ("2012-06-01", 1)])
def test_a_line_is_shown_from_the_day_it_was_first_seen(show: Run, date: str, expected: int) -> None:
    """Not before; and after it until something is known to have changed."""
    assert show([("Dive Office", "reports", "Chief", [0])], date=date)["lines"] == [expected]


@pytest.mark.parametrize("undated", [True, False])
def test_undated_documents_count_if_the_reader_lets_them(show: Run, undated: bool) -> None:  # noqa: FBT001 - the case itself
    """They are never mixed in silently."""
    found = show([("Dive Office", "reports", "Chief", [3])], date="2016-03-10", undated=undated)
    assert found["lines"] == [int(undated)]


def test_a_later_document_moves_a_unit(show: Run) -> None:
    """The old line has gone, and the new one says that it took its place; before that day the old one stands."""
    lines = [("Dive Office", "reports", "Chief", [0]), ("Dive Office", "reports", "Deputy", [1])]
    then, now = show(lines, date="2012-01-01"), show(lines, date="2016-03-10")
    assert (then["lines"], then["gone"]) == ([1, 0], [])
    assert (now["lines"], now["gone"], now["fresh"]) == ([0, 1], [0], [0, 2])
    assert (now["moved"], now["appeared"]) == (1, 0)


def test_documents_of_one_day_that_disagree_are_both_shown(show: Run) -> None:
    """Nothing is decided."""
    found = show(
        [("Dive Office", "reports", "Chief", [1]), ("Dive Office", "reports", "Deputy", [1])], date="2016-03-10"
    )
    assert (found["lines"], found["gone"]) == ([1, 1], [])


def test_an_undated_answer_is_not_ended_by_a_dated_one(show: Run) -> None:
    """Nobody knows which came first."""
    found = show(
        [("Dive Office", "reports", "Chief", [3]), ("Dive Office", "reports", "Deputy", [1])], date="2020-07-30"
    )
    assert (found["lines"], found["gone"]) == ([1, 1], [])


def test_a_part_of_a_part_has_not_moved(show: Run) -> None:
    """A later document that names the nearer body says the same more closely."""
    lines = [
        ("Dive Office", "part", "Agency", [0]),
        ("Dive Office", "part", "Rope Office", [1]),
        ("Rope Office", "part", "Agency", [1]),
    ]
    assert show(lines, date="2020-07-30")["gone"] == []


@pytest.mark.parametrize(
    ("until", "date", "ended"),
    [("2010", "2010-05-01", False), ("2010", "2011-01-01", True), ("2016-03-09", "2016-03-10", True)],
)
def test_a_stated_end_is_obeyed_to_its_precision(show: Run, until: str, date: str, *, ended: bool) -> None:
    """What ended in 2010 may have lasted to December."""
    found = show([("Dive Office", "reports", "Chief", [0])], {"until": {"0": until}}, date=date)
    assert (found["lines"], found["gone"]) == (([0], [0]) if ended else ([1], []))


def test_what_is_new_is_what_no_document_saw_before(show: Run) -> None:
    """An undated document may be older, so what it states as well is not called new."""
    lines = [
        ("Dive Office", "reports", "Chief", [1]),
        ("Rope Office", "reports", "Chief", [0, 1]),
        ("Chief", "post", "Agency", [1, 3]),
    ]
    assert show(lines, date="2016-03-10")["fresh"] == [1, 0, 0]


def test_a_filter_hides_things_and_their_lines(show: Run) -> None:
    """Kinds, documents and statuses alike."""
    lines = [("Dive Office", "reports", "Chief", [0]), ("Chief", "post", "Agency", [1])]
    assert show(lines, kinds=[2])["lines"] == [0, 0]
    assert show(lines, documents=[0])["lines"] == [0, 1]
    assert "Dive Office" not in show(lines, documents=[0])["nodes"]
    assert show(lines, statuses=[0])["lines"] == [0, 0]
