"""One query against one store: the project's prefixes, values for variables, faults in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from iceorg.model import Literal
from iceorg.query.answers import read_rows
from iceorg.query.hints import with_hints
from iceorg.query.rows import FALSE, TRUE, Cell, Form, Rows
from iceorg.query.syntax import explain, refuse_network
from iceorg.query.values import with_values
from iceorg.store import OxigraphStore
from iceorg.vocab import PREFIXES, Iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.store import Store

_TRIPLE = ("subject", "predicate", "object")


def solve(store: Store, text: str, values: Mapping[str, Cell] | None = None) -> Rows:
    """Return the answer of a SELECT, ASK, CONSTRUCT or DESCRIBE.

    Args:
        store: Where to look.
        text: The query; `iceorg.vocab.PREFIXES` need no declaration.
        values: Terms for some of the query's variables.

    Raises:
        QueryError: The query does not parse, changes the graph, asks another server, or has no such variable.
    """
    refuse_network(text)
    asked = with_values(text, values or {})
    if isinstance(store, OxigraphStore):
        asked = with_hints(asked)
    try:
        return _rows(store.query(asked, prefixes=PREFIXES))
    except SyntaxError as fault:
        raise explain(text, _fault(store, text) or str(fault)) from None


def _fault(store: Store, text: str) -> str:
    """Return what the engine says of a query as the user wrote it, without the values, so that the columns are right."""
    try:
        store.query(text, prefixes=PREFIXES)
    except SyntaxError as fault:
        return str(fault)
    return ""


def _rows(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), ((TRUE if answer else FALSE,),), Form.TRUTH)
    if isinstance(answer, ox.QueryTriples):
        triples = {(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in answer}
        return Rows(_TRIPLE, tuple(sorted(triples, key=str)), Form.GRAPH)
    return Rows(tuple(variable.value for variable in answer.variables), read_rows(answer))


def _cell(term: object) -> Cell | None:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, Iri(term.datatype.value), term.language or "")
    return None if term is None else Iri(str(term))
