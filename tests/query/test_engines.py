"""The named questions mean the same to another engine: rdflib gives the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.query import Form, catalogue, terms_of
from iceorg.query.bind import bind
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.query.values import with_values
from iceorg.vocab import PREFIXES, declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from rdflib.query import Result, ResultRow

    from iceorg.query import Question
    from iceorg.store import Store

VALUES = {
    "body": "HSA", "part": "Office of Rescue", "whole": "HSA", "thing": "HSA", "acronym": "HSA", "post": "HSA Director",
    "who": "Office of Charts", "superior": "HSA Director", "program": "Beacon Watch", "words": "harbour",
    "earlier": "2023", "later": "2024", "written": "2024-05-02",
}  # fmt: skip


@pytest.fixture(scope="module")
def oracle(harbour_turtle: str) -> rdflib.Graph:
    """The invented graph in rdflib."""
    from rdflib import Graph

    return Graph().parse(data=harbour_turtle, format="turtle")


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_rdflib_gives_the_same_rows(harbour: Store, oracle: rdflib.Graph, asked: Question) -> None:
    """A question is plain SPARQL 1.1: nothing in it leans on one engine."""
    given = {p.name: VALUES[p.name] for p in asked.parameters if p.required}
    values = bind(harbour, asked.parameters, given)
    result = oracle.query(with_values(asked.sparql, values), initNs=PREFIXES)
    answer = solve(harbour, asked.sparql, values)
    if answer.form is Form.TRUTH:
        assert bool(answer) == result.askAnswer
    else:
        expected = [[_text(cell) for cell in solution] for solution in _solutions(result)]
        assert sorted([text_of(cell) for cell in row] for row in answer) == sorted(expected)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_rdflib_finds_the_same_terms(asked: Question) -> None:
    """Those that stand in the text are those of the algebra."""
    from rdflib.plugins.sparql import prepareQuery

    known = declared.CLASSES | declared.PROPERTIES | declared.DATATYPES | declared.INDIVIDUALS
    assert terms_of(asked.sparql) == known & set(_iris(prepareQuery(asked.sparql, initNs=PREFIXES).algebra))


def _iris(part: object) -> Iterator[str]:
    """Yield every IRI of a part of an algebra, in paths as well."""
    from rdflib import URIRef
    from rdflib.paths import Path

    if isinstance(part, URIRef):
        yield str(part)
    elif isinstance(part, Path):
        yield from _iris(list(vars(part).values()))
    elif isinstance(part, dict):
        yield from _iris(list(part.values()))
    elif isinstance(part, list | tuple | set):
        for inner in part:
            yield from _iris(inner)


def _solutions(result: Result) -> Iterator[ResultRow]:
    from rdflib.query import ResultRow

    for solution in result:
        assert isinstance(solution, ResultRow)
        yield solution


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
