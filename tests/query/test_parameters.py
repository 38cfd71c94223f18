"""Values for questions: names become terms of the graph, and are never pasted into the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.errors import QueryError
from iceorg.model import Literal
from iceorg.query import run_query, run_question
from iceorg.vocab import Iri, xsd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.store import Store

REPORTS = {Iri("https://w3id.org/iceorg/id/rescue"), Iri("https://w3id.org/iceorg/id/charts")}


@pytest.mark.parametrize("post", ["HSA Director", "director of the harbour safety agency", "id:director"])
def test_a_thing_is_given_by_name_acronym_or_iri(harbour: Store, post: str) -> None:
    """The same post is found whichever way it is called."""
    assert set(run_question(harbour, "list-reports", {"post": post}).column("who")) == REPORTS


@pytest.mark.parametrize(("when", "rows"), [("2024-05-02", 1), ("2024-05", 1), ("2024", 1), ("2023", 0), ("any", 1)])
def test_a_period_is_the_beginning_of_a_date(harbour: Store, when: str, rows: int) -> None:
    """A year, a month or a day narrows an answer; what is observed in no such period is left out."""
    assert len(run_question(harbour, "list-holders", {"when": when})) == rows


@pytest.mark.parametrize("document", ["handbook.txt", "handbook", "The handbook", "id:handbook"])
def test_a_document_is_given_by_file_or_title(harbour: Store, document: str) -> None:
    """File name, stem, title and IRI all mean the document."""
    rows = run_question(harbour, "list-parts", {"whole": "HSA", "document": document})
    assert rows.column("part") == (Iri("https://w3id.org/iceorg/id/rescue"),)


def test_text_is_no_part_of_the_query(harbour: Store) -> None:
    """Words with quotes and braces are looked for as they are."""
    assert not run_question(harbour, "find-things", {"words": '")) } DROP ALL #'})


WRONG: list[tuple[str, Mapping[str, str], str]] = [
    ("list-reports", {}, r"the question needs post, a thing; give --param post="),
    ("list-reports", {"pots": "x"}, r"no parameter pots; did you mean post\?"),
    ("list-documents", {"post": "x"}, r"no parameter post; it takes none"),
    ("list-reports", {"post": "Zork"}, r"nothing in the graph is called 'Zork'"),
    ("list-reports", {"post": "https://example.org/%zz"}, r"is no IRI; Invalid IRI percent encoding"),
    ("list-reports", {"post": "Director"}, r"'Director' may mean 2 things"),
    ("list-holders", {"when": "May"}, r"'May' is no date; write a year, a month or a day"),
    ("list-agreements", {"least": "two"}, r"'two' is no whole number"),
    (
        "list-parts",
        {"whole": "HSA", "document": "z.txt"},
        r"no document is called 'z.txt'; the documents: handbook.txt, ",
    ),
    ("list-undated-facts", {"predicate": "report to"}, r"no property 'report to'; did you mean reports to"),
]


@pytest.mark.parametrize(("name", "given", "message"), WRONG)
def test_a_value_that_cannot_be_used_is_named(
    harbour: Store, name: str, given: Mapping[str, str], message: str
) -> None:
    """The message says which value is wrong and what may stand there."""
    with pytest.raises(QueryError, match=message):
        run_question(harbour, name, given)


def test_a_query_of_ones_own_takes_terms(harbour: Store) -> None:
    """Without a declaration an IRI or a CURIE is one, a whole number is a number, and the rest is text."""
    count = run_query(harbour, "SELECT ?n ?c { ?c rdf:value ?n }", parameters={"n": "12"})
    kind = run_query(harbour, "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t", parameters={"t": "org:Post"})
    assert count.column("n") == (Literal("12", xsd.INTEGER),)
    assert kind.column("n") == (Literal("2", xsd.INTEGER),)


def test_a_query_of_ones_own_declares_what_a_parameter_is(harbour: Store) -> None:
    """A comment line on top makes names work in a file as they do in named questions."""
    text = "# parameters: body: thing\nASK { ?body iceorg:established ?when }"
    assert run_query(harbour, text, parameters={"body": "HSA"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSTRUCT WHERE { ?y a ?x }", r"CONSTRUCT WHERE takes no values; write CONSTRUCT \{"),
        ("SELECT ?x { ?x a org:Post }", r"has no variable \?y; it has \?x"),
    ],
)
def test_a_value_for_no_variable_is_refused(harbour: Store, text: str, message: str) -> None:
    """A misspelt parameter never silently widens an answer."""
    with pytest.raises(QueryError, match=message):
        run_query(harbour, text, parameters={"y": "2"})
