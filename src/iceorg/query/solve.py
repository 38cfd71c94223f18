"""One query against one store: the project's prefixes, values for variables, faults in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from iceorg.errors import QueryError
from iceorg.model import Literal
from iceorg.query.rows import FALSE, TRUE, Cell, Form, Rows
from iceorg.query.syntax import explain, refuse_network, tokens
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
        values: Terms for some of the query's variables; a SELECT must list these variables.

    Raises:
        QueryError: The query does not parse, changes the graph, asks another server, or has no such variable.
    """
    refuse_network(text)
    given = values or {}
    _require_variables(text, given)
    substitutions = {ox.Variable(name): _to_oxigraph(cell) for name, cell in given.items()}
    try:
        return _rows(store.query(text, prefixes=PREFIXES, substitutions=substitutions))
    except SyntaxError as fault:
        raise explain(text, str(fault)) from None


def _require_variables(text: str, values: Mapping[str, Cell]) -> None:
    """Raise QueryError for a value whose variable the query has not, or does not select."""
    found = list(tokens(text))
    present = {t.text[1:] for t in found if t.kind == "variable"}
    where = next((i for i, t in enumerate(found) if t.text == "{"), len(found))
    selected = {t.text[1:] for t in found[:where] if t.kind == "variable"}
    picks = any(t.text.upper() == "SELECT" for t in found[:where]) and not any(t.text == "*" for t in found[:where])
    for name in values:
        if name not in present:
            known = ", ".join(f"?{v}" for v in sorted(present)) or "none"
            raise QueryError(f"the query has no variable ?{name}", hint=f"it has {known}")
        if picks and name not in selected:
            raise QueryError(f"the query does not select ?{name}", hint=f"write SELECT ?{name} ... to give it a value")


def _rows(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), ((TRUE if answer else FALSE,),), Form.TRUTH)
    if isinstance(answer, ox.QueryTriples):
        triples = {(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in answer}
        return Rows(_TRIPLE, tuple(sorted(triples, key=str)), Form.GRAPH)
    columns = tuple(variable.value for variable in answer.variables)
    return Rows(columns, tuple(tuple(_cell(term) for term in solution) for solution in answer))


def _cell(term: object) -> Cell | None:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, Iri(term.datatype.value), term.language or "")
    return None if term is None else Iri(str(term))


def _to_oxigraph(cell: Cell) -> ox.NamedNode | ox.Literal:
    if not isinstance(cell, Literal):
        return ox.NamedNode(cell)
    if cell.language:
        return ox.Literal(cell.value, language=cell.language)
    return ox.Literal(cell.value, datatype=ox.NamedNode(cell.datatype))
