"""Answers are read from the text that the engine writes them as: every term is the one that the engine has."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from iceorg.errors import StoreError
from iceorg.model import Literal
from iceorg.query.answers import read_rows
from iceorg.query.rows import ntriples
from iceorg.vocab import PREFIXES, Iri

TERMS = (
    "1", "-5", "007", "1.50", ".5", "1e6", "1.5E-3", "true", '"abc"^^xsd:integer', '"INF"^^xsd:double', '"NaN"^^xsd:float', '"-"^^xsd:decimal',
    '"2008-02-26"^^xsd:date', '"x"^^<urn:x:y>', '""', '"true"', '"5"', '"<urn:x:y>"', '"_:b"', "'say \"no\"'", r'"a\tb\nc\rd\\ne"', '"\u2028 \x0b \x85 \x01"',
    '"é"@fr', '"@en"', "<urn:x:y>", "<urn:x:%22@>", "org:Post",
)  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_read_as_the_engine_has_it(term: str) -> None:
    """Numbers without quotes, escapes, languages and datatypes, text that looks like something else."""
    text = f"SELECT ?x ?n {{ VALUES (?x ?n) {{ ({term} 1) }} }}"
    ((told, _),), ((read, _),) = _solutions(text), read_rows(_solutions(text))
    assert ntriples(read) == str(told)


def test_a_language_is_read_without_its_direction() -> None:
    """Answers have no place for it."""
    told = Literal("a", Iri(f"{PREFIXES['rdf']}dirLangString"), "ar")
    assert read_rows(_solutions("SELECT ?x { VALUES ?x { 'a'@ar--rtl } }")) == ((told,),)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT * { }", ((),)),
        ("SELECT ?x { FILTER(false) }", ()),
        ("SELECT ?x { VALUES ?n { 1 2 } }", ((None,), (None,))),
        ("SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) ('' UNDEF) } }", ((None, None), (Literal(""), None))),
    ],
)
def test_rows_without_values_are_rows(text: str, rows: tuple[object, ...]) -> None:
    """No column, no row, nothing in a row: each is told from the others."""
    assert read_rows(_solutions(text)) == rows


@pytest.mark.parametrize("iri", [rb"urn:x:\u000Ay", rb"urn:x:\u0009y"])
def test_an_iri_that_would_look_like_two_is_refused(iri: bytes) -> None:
    """A graph that a build wrote has none; in one that somebody else made it must not make rows of its own."""
    store = ox.Store()
    store.load(b"<%b> <urn:x:p> <urn:x:o> ." % iri, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    with pytest.raises(StoreError, match=r"is no term.*run `iceorg build` again"):
        read_rows(_solutions("SELECT ?s ?o { ?s ?p ?o }", store))


def test_blank_nodes_and_triple_terms_are_read_as_they_are_written() -> None:
    """Only a query itself can make them."""
    (blank, triple) = read_rows(
        _solutions("SELECT ?x { { BIND(BNODE() AS ?x) } UNION { BIND(<<( <urn:s> <urn:p> 1 )>> AS ?x) } }")
    )
    assert str(blank[0]).startswith("_:")
    assert str(triple[0]).startswith("<<( <urn:s> <urn:p> ")


def _solutions(text: str, store: ox.Store | None = None) -> ox.QuerySolutions:
    answer = (store or ox.Store()).query(text, prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return answer
