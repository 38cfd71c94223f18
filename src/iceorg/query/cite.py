"""Answers with the words that they rest on, and without them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.query.catalogue import CITATION
from iceorg.query.rows import Form, Rows, text_of
from iceorg.query.solve import solve
from iceorg.query.syntax import tokens
from iceorg.query.values import listed
from iceorg.query.words import expand
from iceorg.vocab import Iri, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iceorg.query.rows import Cell, Row
    from iceorg.store import Store

_CLAIMS = """
SELECT ?subject ?predicate ?object ?status ?document ?quote ?start WHERE {
  VALUES ?subject { %s }
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         iceorg:status ?status ; prov:wasDerivedFrom ?passage .
  FILTER(?status NOT IN (iceorg:Suggested, iceorg:Rejected))
  ?passage oa:hasSource ?document ; iceorg:quote ?quote ; iceorg:start ?start .
}
ORDER BY ?document ?start ?status
"""
_AT_ONCE = 200
"""How many things a query asks for the claims of, for the same reason as names are asked for in parts."""


def uncited(rows: Rows) -> Rows:
    """Return an answer without the words of the documents: each row once."""
    kept = tuple(name for name in rows.columns if name not in CITATION)
    bare = rows.select(kept)
    return replace(bare, rows=tuple(dict.fromkeys(bare.rows)))


def cited(store: Store, text: str, rows: Rows) -> Rows:
    """Return an answer with the sentences of the facts that each row speaks of.

    A fact is cited where its thing and its value stand in the row, or one there and the other in the query, and
    its property as well if the query names any. A row that no sentence supports as it stands, such as a count, is kept as it is.

    Args:
        store: Where the claims are.
        text: The query that was asked.
        rows: Its answer.
    """
    if rows.form is not Form.TABLE or set(CITATION) <= set(rows.columns):
        return rows
    named = set(_constants(text))
    claims = _claims(store, {cell for row in rows for cell in row if isinstance(cell, str)} | named)
    found = [(*row, *words) for row in rows for words in _words(claims, row, named) or [(None,) * len(CITATION)]]
    return replace(rows, columns=(*rows.columns, *CITATION), rows=tuple(dict.fromkeys(found)))


def _constants(text: str) -> Iterable[Iri]:
    """Yield the IRIs that a query names; `a` is one."""
    for token in tokens(text):
        if token.kind in ("iri", "curie") and (iri := expand(token.text)):
            yield iri
        elif token.text == "a":
            yield rdf.TYPE


_Claims = dict[str, list["Row"]]


def _claims(store: Store, subjects: Iterable[str]) -> _Claims:
    """Return the claims of things, in the order of the documents."""
    things = sorted(subjects)
    claims: _Claims = {}
    for begin in range(0, len(things), _AT_ONCE):
        for row in solve(store, _CLAIMS % listed(things[begin : begin + _AT_ONCE])):
            claims.setdefault(text_of(row[0]), []).append(row)
    return claims


def _words(claims: _Claims, row: Sequence[Cell | None], named: set[Iri]) -> list[tuple[Cell | None, ...]]:
    """Return status, document, quote and place of what supports a row."""
    cells = {cell for cell in row if cell is not None}
    fitting = [
        claim
        for subject in sorted(text_of(cell) for cell in (cells | named) if isinstance(cell, str))
        for claim in claims.get(subject, ())
        if claim[2] in cells or (claim[0] in cells and claim[2] in named)
    ]
    asked = [claim for claim in fitting if claim[1] in named or claim[1] in cells]
    return [tuple(claim[3:]) for claim in asked or fitting]
