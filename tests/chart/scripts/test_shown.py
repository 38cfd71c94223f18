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
async (module, block, { date = "", undated = true, ended = false, kinds = [], documents = [], statuses = [] }) => {
  const { readGraph } = await import("http://modules.invalid/graph.js");
  const graph = readGraph(block);
  const set = (values) => new Set(values);
  const found = module.shown(graph, { date, undated, ended, kinds: set(kinds), documents: set(documents), statuses: set(statuses) });
  const names = (flags) => graph.label.filter((_, node) => flags[node]);
  return { ...found, nodes: names(found.nodes), ghosts: names(found.ghosts), lines: [...found.lines], fresh: [...found.fresh] };
}
"""


@pytest.fixture
def show(run: Run) -> Run:
    """Return what is shown of lines: `show(lines, date="2016-03-10")`."""

    def shown(
        lines: list[Any],
        more: dict[str, Any] | None = None,
        replaced: dict[str, str] | None = None,
        disputes: list[Any] | None = None,
        **view: object,
    ) -> Any:
        told = block(THINGS, lines, DATES, **(more or {}))
        told["nodes"]["replaced"] = {list(THINGS).index(name): day for name, day in (replaced or {}).items()}
        return run("shown.js", SHOW, told | {"disputes": disputes or []}, view)

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


OVER = [["2016-03-10", "2020-07-30", "a document says Deputy", [1]]]


@pytest.mark.parametrize(("date", "lines"), [("2012-01-01", [1, 0]), ("2016-03-10", [0, 1]), ("2020-07-30", [1, 1])])
def test_a_line_is_over_on_the_days_that_history_says(show: Run, date: str, lines: list[int]) -> None:
    """Before them it stands, and when a document says it again."""
    told = [("Dive Office", "reports", "Chief", [0, 2]), ("Dive Office", "reports", "Deputy", [1])]
    found = show(told, {"over": {"0": OVER}}, date=date)
    assert found["lines"] == lines
    assert found["gone"] == ([0] if lines == [0, 1] else [])


def test_what_took_the_place_of_a_line_has_moved_there(show: Run) -> None:
    """It is not called new."""
    told = [("Dive Office", "reports", "Chief", [0]), ("Dive Office", "reports", "Deputy", [1])]
    found = show(told, {"over": {"0": OVER}}, date="2016-03-10")
    assert (found["fresh"], found["moved"], found["appeared"]) == ([0, 2], 1, 0)


def test_what_has_not_begun_is_not_shown_and_has_not_ended(show: Run) -> None:
    """A document announces it."""
    over = {"0": [["2008-02-26", "2010-01-01", "", []]]}
    told = [("Dive Office", "reports", "Chief", [0])]
    found = show(told, {"over": over}, date="2009-01-01")
    assert (found["lines"], found["gone"]) == ([0], [])
    assert show(told, {"over": over}, date="2010-01-01")["lines"] == [1]


def test_an_undated_answer_is_not_over(show: Run) -> None:
    """Nobody knows which came first."""
    found = show([("Dive Office", "reports", "Chief", [3])], {"over": {"0": OVER}}, date="2016-03-10")
    assert (found["lines"], found["gone"]) == ([1], [])


@pytest.mark.parametrize(
    ("date", "ended", "seen"), [("2012-01-01", False, True), ("2016-03-10", False, False), ("2016-03-10", True, True)]
)
def test_what_was_replaced_by_a_date_is_shown_if_the_reader_asks(
    show: Run, date: str, *, ended: bool, seen: bool
) -> None:
    """With the line to what took its place."""
    told = [("Dive Office", "part", "Agency", [0]), ("Dive Office", "replaced", "Rope Office", [1])]
    over = {"0": [["2016-03-10", "", "replaced by Rope Office", []]]}
    found = show(told, {"over": over}, {"Dive Office": "2016-03-10"}, date=date, ended=ended)
    assert ("Dive Office" in found["nodes"]) is seen
    assert found["ghosts"] == (["Dive Office"] if date == "2016-03-10" else [])
    assert found["lines"] == ([1, 0] if date == "2012-01-01" else [0, int(ended)])


@pytest.mark.parametrize(
    ("view", "questions"),
    [
        ({}, 1),
        ({"date": "2008-02-26"}, 0),
        ({"date": "2016-03-10"}, 1),
        ({"documents": [1]}, 0),
        ({"statuses": [0]}, 0),
    ],
)
def test_documents_differ_where_two_answers_stand(show: Run, view: dict[str, Any], questions: int) -> None:
    """On the date, in the documents and by the statuses that are shown."""
    told = [("Dive Office", "reports", "Chief", [0]), ("Dive Office", "reports", "Deputy", [1])]
    sides = [{"answer": name, "seen": [at], "claims": [], "lines": [at]} for at, name in enumerate(("Chief", "Deputy"))]
    asked = {
        "node": 3,
        "question": "whom it reports to",
        "sort": "documents of one day",
        "times": False,
        "sides": sides,
    }
    assert len(show(told, disputes=[asked], **view)["disputes"]) == questions


def test_values_of_other_dates_have_had_their_time_on_a_date(show: Run) -> None:
    """Without a date they are all there to be compared."""
    sides = [{"answer": str(at), "seen": [at], "claims": [], "lines": []} for at in range(2)]
    asked = {"node": 0, "question": "how many parts it has", "sort": "", "times": True, "sides": sides}
    assert len(show([], disputes=[asked])["disputes"]) == 1
    assert show([], disputes=[asked], date="2020-07-30")["disputes"] == []


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
