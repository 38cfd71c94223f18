"""A query that does not parse is answered with its line, a caret under the mistake, and one hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.errors import QueryError
from iceorg.query import run_query
from iceorg.query.syntax import explain

if TYPE_CHECKING:
    from iceorg.store import Store

MISTAKES = [
    ("", "there is no query", "begin with one of SELECT"),
    ("SELEC ?s { ?s ?p ?o }", "no query begins with SELEC", "did you mean SELECT?"),
    ("INSERT DATA { id:a a org:Post }", "INSERT changes a graph", "by `iceorg build`"),
    ("ASK { ?s orgg:holds ?o }", "there is no prefix orgg:", "did you mean org:?"),
    ("ASK { ?s zz:holds ?o }", "there is no prefix zz:", "declare others with PREFIX"),
    ("PREFIX x: http://a/ ASK { ?s x:p ?o }", "the prefix x: has no IRI", "write it in < >"),
    ('ASK { ?s skos:prefLabel "Dir }', 'a string opens with "', 'close it with "'),
    ("ASK { ?s org:holds ?o", "a } is missing", "line 1 opens {"),
    ("ASK { ?s org:holds ?o } }", "this } closes nothing", "leave it out"),
    ("ASK { ?s a ?o FILTER(?o = org:Post }", "a ) is missing before this }", "close the ("),
    ("ASK { ?s org:holds ?o ?o a ?t }", "a dot is missing before this", "put a ."),
    ("ASK { ?s org:holds/skos:prefLabel ?o ?o a ?t }", "a dot is missing before this", "put a ."),
    ("ASK { ?s (org:holds|org:member)+ ?o ?o a ?t }", "a dot is missing before this", "put a ."),
    ("ASK { ?s org:holds }", "this triple has two parts", "subject, predicate, object"),
    ("SELECT ?a (COUNT(?b) AS ?n) { ?a a ?b }", "this cannot be evaluated", "unbound"),
    ("SELECT * { ?a a ?b } ORDER ?a", "does not parse here", "expected BY"),
]


@pytest.mark.parametrize(("query", "message", "hint"), MISTAKES)
def test_a_mistake_is_named_with_what_to_do(harbour: Store, query: str, message: str, hint: str) -> None:
    """The error names the mistake that a person made, not the place where the parser gave up."""
    with pytest.raises(QueryError) as caught:
        run_query(harbour, query)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_caret_stands_under_the_mistake(harbour: Store) -> None:
    """The line of the query is shown, and the caret is below the word that is wrong."""
    with pytest.raises(QueryError) as caught:
        run_query(harbour, "SELECT ?s {\n  ?s orgg:holds ?o\n}")
    assert caught.value.where == "query line 2, column 6"
    assert caught.value.hint.splitlines()[-2:] == ["      ?s orgg:holds ?o", "         ^"]


def test_a_long_line_is_cut_around_the_mistake() -> None:
    """A query on one very long line still shows the mistake on the screen."""
    query = "ASK { " + "?s a org:Post . " * 100 + "?s orgg:holds ?o }"
    line, caret = explain(query, "").hint.splitlines()[-2:]
    assert line[caret.index("^") :].startswith("orgg:holds")
    assert len(line) < 220


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { SELECT ?a ?b ?c ?d { ?a ?b ?c , ?d } }",
        "SELECT * { VALUES (?x ?y) { (1 2) (3 4) } ?x ?p ?y ; ?q ?z . }",
        'SELECT ?a { ?a skos:prefLabel "a # no comment"@en, """long\n"quoted" } text""" } # {',
        "SELECT ?a { ?a ^org:holds ?b FILTER(?a != ?b && 1 < 2) ?b a org:Post }",
        'ASK { ?a rdf:value "3"^^xsd:integer . FILTER NOT EXISTS { ?a a ?b } }',
    ],
)
def test_a_right_query_is_never_blamed(harbour: Store, query: str) -> None:
    """Lists, long strings, comments, paths and datatypes are not taken for mistakes."""
    run_query(harbour, query)
    assert "look at the words before the caret" in explain(query, "error at 1:9: expected [_]").hint


SERVICE = "SERVICE <https://example.org/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {SERVICE} }}",
        "SELECT * { service silent ?server { ?s ?p ?o } }",
        f"SELECT * {{ # a comment ends with a carriage return\r{SERVICE} }}",
        f"SELECT * {{ ?s <https://example.org/a#\u00a0b> ?o . {SERVICE} }}",
        f"SELECT * {{ ?s <https://example.org/\\u0061#b> ?o . {SERVICE} }}",
        f"SELECT * {{ ?s skos:prefLabel '\\'', ''' . {SERVICE} }}",
        f"SELECT * {{ FILTER(?a<?b) {SERVICE} }}",
    ],
)
def test_no_query_reaches_another_server(harbour: Store, query: str) -> None:
    """SERVICE is refused before anything is sent, wherever it hides."""
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        run_query(harbour, query)


def test_the_word_service_is_no_crime(harbour: Store) -> None:
    """In a string, a comment or a name it is just a word."""
    run_query(harbour, "ASK { ?s iceorg:service 'SERVICE' } # SERVICE")
