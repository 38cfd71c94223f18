"""Values go into every group that speaks of their variable, and into nothing else."""

from __future__ import annotations

import pytest

from iceorg.model import Literal
from iceorg.query.values import with_values
from iceorg.vocab import Iri

HSA = {"x": Literal("HSA")}
CASES = {
    "a group": ("ASK { ?a ?b ?x }", 'ASK { VALUES ?x { "HSA" } ?a ?b ?x }'),
    "a group that speaks of it inside only": (
        "ASK { ?a ?b ?c MINUS { ?a ?d ?x } }",
        'ASK { ?a ?b ?c MINUS { VALUES ?x { "HSA" } ?a ?d ?x } }',
    ),
    "a sub-SELECT": (
        "ASK { { SELECT ?x { ?a ?b ?x } } }",
        'ASK { { SELECT ?x { VALUES ?x { "HSA" } ?a ?b ?x } } }',
    ),
    "no template": (
        "CONSTRUCT { ?a ?b ?x } WHERE { ?a ?b ?x }",
        'CONSTRUCT { ?a ?b ?x } WHERE { VALUES ?x { "HSA" } ?a ?b ?x }',
    ),
    "no list of values": (
        "ASK { VALUES (?x ?y) { (1 2) } VALUES ?x { 1 } }",
        'ASK { VALUES ?x { "HSA" } VALUES (?x ?y) { (1 2) } VALUES ?x { 1 } }',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_value_is_given_where_its_variable_is(case: str) -> None:
    """At the head of the group, and of no braces that hold no patterns."""
    query, expected = CASES[case]
    assert with_values(query, HSA) == expected


def test_a_value_is_written_as_a_term() -> None:
    """Quotes, braces and line ends of a text stay inside it."""
    query = with_values("ASK { ?a ?b ?x }", {"x": Literal('"} DROP ALL\n')})
    assert query == 'ASK { VALUES ?x { "\\"} DROP ALL\\n" } ?a ?b ?x }'


A = {"x": Iri("urn:x:a")}
PLACES = {
    "a pattern and a filter": (
        "ASK { ?x org:reportsTo* ?b FILTER(?b != ?x) }",
        "ASK { VALUES ?x { <urn:x:a> } <urn:x:a> org:reportsTo* ?b FILTER(?b != <urn:x:a>) }",
    ),
    "no list of columns": (
        "SELECT ?x (COUNT(?b) AS ?n) { ?x ?a ?b } GROUP BY ?x ORDER BY ?x",
        "SELECT ?x (COUNT(?b) AS ?n) { VALUES ?x { <urn:x:a> } <urn:x:a> ?a ?b } GROUP BY ?x ORDER BY ?x",
    ),
    "no list of values": (
        "ASK { VALUES (?b ?x) { (1 2) } VALUES ?x { 1 } }",
        "ASK { VALUES ?x { <urn:x:a> } VALUES (?b ?x) { (1 2) } VALUES ?x { 1 } }",
    ),
    "nothing that wants a variable": (
        "ASK { ?a ?b ?c BIND(?c AS ?x) FILTER(BOUND(?x)) }",
        "ASK { VALUES ?x { <urn:x:a> } ?a ?b ?c BIND(?c AS ?x) FILTER(BOUND(?x)) }",
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_thing_stands_in_the_place_of_its_variable(case: str) -> None:
    """In patterns and filters, so that every server walks a path from it; its variable has it as well."""
    query, expected = PLACES[case]
    assert with_values(query, A) == expected


def test_an_iri_is_written_in_angle_brackets() -> None:
    """So that no prefix is needed for it."""
    assert "VALUES ?x { <https://example.org/a> }" in with_values(
        "ASK { ?x ?b 1 }", {"x": Iri("https://example.org/a")}
    )
