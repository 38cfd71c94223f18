"""The graph as trees: each thing once, and no way round without an end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chart_builders import graph, harbour
from iceorg.chart import read_view
from iceorg.chart.outline import outline
from iceorg.chart.tree import Branch, Forest, grow, reporting_roots
from iceorg.model import Kind, Triple
from iceorg.vocab import iceorg, org


def forest(triples: tuple[Triple, ...]) -> Forest:
    """Return the trees of a graph."""
    return grow(read_view(triples))


def shape(branch: Branch) -> str:
    """Return a branch on one line: its id, and what hangs on it in brackets."""
    inner = " ".join(map(shape, branch.children))
    return f"{branch.node.id}({inner})" if inner else branch.node.id


def ring(*names: str) -> tuple[Triple, ...]:
    """Return units of which each reports to the next, and the last to the first."""
    pairs = zip(names, (*names[1:], names[0]), strict=True)
    return graph(dict.fromkeys(names, Kind.UNIT), *((one, org.REPORTS_TO, other) for one, other in pairs))


def test_things_hang_on_their_strongest_line() -> None:
    """An office hangs on whom it reports to, not on what it is part of; programs on who runs them."""
    (tree,) = forest(harbour()).trees
    assert shape(tree) == (
        "department-of-tides(harbour-service("
        "chief(ada-moss dive-office(safe-quays(night-quays)) rope-office) deputy-for-ships(crane-office(fishing-clubs))))"
    )


def test_a_thing_with_two_parents_stands_once_and_has_a_second_line() -> None:
    """A chart is a graph: the other parent is joined by a line, not by a copy."""
    grown = forest(harbour())
    assert [branch.node.id for branch in grown.walk()].count("rope-office") == 1
    assert "reports~deputy-for-ships~rope-office" in [line.id for line in grown.seconds]


def test_a_second_line_that_the_drawing_shows_already_is_implied() -> None:
    """An office below a post of a body is seen to be part of the body."""
    grown = forest(harbour())
    assert grown.implied == {"part~harbour-service~dive-office"}


def test_what_no_line_joins_stands_alone() -> None:
    """It is shown, under words that say so."""
    assert [branch.node.id for branch in forest(harbour()).singles] == ["lighthouse-trust"]


@pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d", "e")])
def test_a_circle_ends(names: tuple[str, ...]) -> None:
    """Every thing of a circle is shown once, and the line that closes it is a second line."""
    grown = forest(ring(*names))
    assert sorted(branch.node.id for branch in grown.walk()) == sorted(names)
    assert len(grown.seconds) == 1


def test_a_thing_that_reports_to_itself_is_shown_without_a_line() -> None:
    """A line has two ends."""
    grown = forest(ring("a"))
    assert [branch.node.id for branch in grown.walk()] == ["a"]
    assert not grown.seconds


def test_a_partner_above_cannot_turn_the_chart_round() -> None:
    """A body that partners with the department it is part of stays below it."""
    things = {"part": Kind.AGENCY, "whole": Kind.AGENCY}
    told = (("part", org.SUB_ORGANIZATION_OF, "whole"), ("part", iceorg.PARTNERS_WITH, "whole"))
    (tree,) = forest(graph(things, *told)).trees
    assert shape(tree) == "whole(part)"


def test_a_long_chain_of_command_is_no_problem() -> None:
    """Depth costs no recursion."""
    names = [f"unit {number}" for number in range(1200)]
    pairs = ((one, org.REPORTS_TO, other) for one, other in pairwise(names))
    (tree,) = forest(graph(dict.fromkeys(names, Kind.UNIT), *pairs)).trees
    assert tree.size == 1200


def test_reporting_roots_are_the_posts_with_offices_and_no_line_between() -> None:
    """Two posts, both of them at the top of what the documents say."""
    assert [root.label for root in reporting_roots(read_view(harbour()))] == ["Chief", "Deputy for Ships"]


def test_posts_with_a_line_between_them_are_no_separate_roots() -> None:
    """Where the documents state the line, nothing is said of its absence."""
    things = {"a": Kind.POST, "b": Kind.POST, "x": Kind.UNIT, "y": Kind.UNIT}
    told = (("x", org.REPORTS_TO, "a"), ("y", org.REPORTS_TO, "b"), ("b", org.REPORTS_TO, "a"))
    assert [root.id for root in reporting_roots(read_view(graph(things, *told)))] == ["a"]


def test_the_outline_opens_as_many_lists_as_it_closes() -> None:
    """Nested lists are whole, and every thing is in them once."""
    view = read_view(harbour())
    items = list(outline(view))
    assert len({item.node.id for item in items}) == len(items) == len(view.nodes)
    assert sum(item.opens for item in items) == sum(item.closes for item in items) > 0


def test_the_outline_tells_every_line_upwards_with_its_sentence() -> None:
    """The one that a thing hangs on first, then the others, then what else is said of it."""
    dive = next(item for item in outline(read_view(harbour())) if item.node.id == "dive-office")
    assert [said.words for said in dive.said] == [
        "reports to it",
        "is part of Harbour Service",
        "mission: keep the harbour floor clear",
    ]
    assert dive.said[0].quotes == ("Dive Office reportsTo Chief.",)
    assert dive.said[0].source == "[1] stated"
