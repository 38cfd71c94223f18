"""Answers with the sentences of their facts, and without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.query import cited, run_query, run_question, uncited
from iceorg.query.rows import text_of

if TYPE_CHECKING:
    from iceorg.store import Store


def _told(store: Store, query: str) -> list[list[str]]:
    answer = cited(store, query, run_query(store, query))
    return [[text_of(cell) for cell in row] for row in answer.select(("quote", "start"))]


def test_a_row_is_cited_by_the_fact_that_links_its_things(harbour: Store) -> None:
    """Of the many facts about an office, the one that was asked for."""
    query = "SELECT ?unit ?post { ?unit org:reportsTo ?post } ORDER BY ?unit LIMIT 1"
    assert _told(harbour, query) == [["Director", "100"], ["Office of Charts", "130"]]


def test_a_thing_that_the_query_names_counts_as_of_the_row(harbour: Store) -> None:
    """A class, a value or a thing need not be selected."""
    assert _told(harbour, "SELECT ?p { ?p a iceorg:Program ; dcterms:isPartOf id:beacon }") == [
        ["Beacon Watch is one part of the Beacon Program", "160"],
        ["Beacon Watch", "160"],
    ]


def test_a_row_that_no_sentence_supports_is_kept(harbour: Store) -> None:
    """A count is nobody's words."""
    assert _told(harbour, "SELECT (COUNT(?a) AS ?n) { ?a a org:Post }") == [["", ""]]


def test_a_suggestion_cites_nothing(harbour: Store) -> None:
    """What is only suggested is no fact, though a query may bring both things together."""
    assert _told(harbour, "SELECT * { VALUES (?a ?b) { (id:guild id:agency) } }") == [["", ""]]


def test_without_its_words_each_row_stands_once(harbour: Store) -> None:
    """Two documents that state a fact are one row."""
    rows = run_question(harbour, "name-whole", {"part": "HSA"})
    bare = uncited(rows)
    assert (len(rows), len(bare), bare.columns) == (2, 1, ("part", "whole"))
