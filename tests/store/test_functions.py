"""Functions of SPARQL that ask the index: what a path finds, without the walk."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from bench.large import large_graph, write_large_graph
from iceorg.query import ask_guarded, run_query, warnings
from iceorg.store import OxigraphStore

if TYPE_CHECKING:
    from iceorg.query import Rows

BY_PATH = """
SELECT ?body (COUNT(DISTINCT ?part) AS ?parts) { ?part org:subOrganizationOf+ ?body } GROUP BY ?body ORDER BY DESC(?parts) ?body
"""
BY_INDEX = """
SELECT ?body ?parts {
  { SELECT DISTINCT ?body { ?part org:subOrganizationOf ?body } }
  BIND(iceorg:countBelow(?body, org:subOrganizationOf) AS ?parts)
}
ORDER BY DESC(?parts) ?body
"""


@pytest.fixture(scope="module")
def ministry() -> OxigraphStore:
    """An invented ministry of some eighty offices."""
    store = OxigraphStore()
    store.load(large_graph(20_000))
    return store


def test_what_is_below_is_counted_as_a_path_counts_it(ministry: OxigraphStore) -> None:
    """For every body, in the order of size."""
    assert run_query(ministry, BY_INDEX).rows == run_query(ministry, BY_PATH).rows != ()


def test_one_is_below_another_where_a_path_leads_up(ministry: OxigraphStore) -> None:
    """By any property."""
    by_path = "SELECT ?who { ?who org:reportsTo+ id:post-00001 } ORDER BY ?who"
    by_index = """
    SELECT DISTINCT ?who { ?who org:reportsTo ?any FILTER(iceorg:isBelow(?who, id:post-00001, org:reportsTo)) } ORDER BY ?who
    """
    assert run_query(ministry, by_index).rows == run_query(ministry, by_path).rows != ()


def test_a_sealed_process_has_the_functions_too(ministry: OxigraphStore) -> None:
    """It can open no file any more, and needs none."""
    answer: Rows = ask_guarded(ministry, BY_INDEX)
    assert answer.rows == run_query(ministry, BY_PATH).rows


def test_what_is_loaded_later_counts(ministry: OxigraphStore) -> None:
    """The index is made anew."""
    store, part = (
        OxigraphStore(),
        "<https://w3id.org/iceorg/id/{}> <http://www.w3.org/ns/org#subOrganizationOf> <https://w3id.org/iceorg/id/{}> .",
    )
    asked = "SELECT (iceorg:countBelow(id:a, org:subOrganizationOf) AS ?n) {}"
    store.load(part.format("b", "a").encode())
    before = run_query(store, asked).rows[0][0]
    store.load(part.format("c", "b").encode())
    assert [
        cell.value for cell in (before, run_query(store, asked).rows[0][0]) if cell and not isinstance(cell, str)
    ] == ["1", "2"]


@pytest.mark.parametrize("call", ["countBelow()", "countBelow('a', org:reportsTo)", "isBelow(id:a, org:reportsTo)"])
def test_a_call_that_means_nothing_has_no_value(ministry: OxigraphStore, call: str) -> None:
    """As SPARQL has it for faults: the row stays."""
    assert run_query(ministry, f"SELECT (iceorg:{call} AS ?n) {{}}").rows == ((None,),)


def test_a_misspelt_function_is_told_and_a_right_one_is_not() -> None:
    """Functions are no words of the graph, and known all the same."""
    assert warnings("ASK { FILTER(iceorg:isBelow(id:a, id:b, org:reportsTo)) }") == ()
    assert "there is no iceorg:isBelov" in warnings("ASK { FILTER(iceorg:isBelov(id:a, id:b, org:reportsTo)) }")[0]


def test_a_graph_written_in_parts_is_the_one_written_at_once() -> None:
    """However few lines are in memory at a time."""
    parts = BytesIO()
    write_large_graph(20_000, parts, at_once=1_000)
    assert parts.getvalue() == large_graph(20_000)
