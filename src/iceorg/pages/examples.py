"""The questions of the catalogue as SPARQL to begin with: the values of each one's example written into its text."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.errors import QueryError
from iceorg.model import Literal
from iceorg.query import catalogue
from iceorg.query.bind import bind
from iceorg.query.syntax import tokens
from iceorg.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.query import Cell, Question
    from iceorg.query.syntax import Token
    from iceorg.store import Store

_SHORT: Final = frozenset(PREFIXES)
_CURIE: Final = re.compile(r"(?<![a-z])[a-z]+:[A-Za-z0-9]([\w.-]*[\w-])?", re.ASCII)
_NAMES: Final = frozenset({"id"})
"""Prefixes that are declared in any case, so that answers are short to read."""
_INNER: Final = "inner SELECT"
_FORMS: Final = {
    "": "{term}",
    "SELECT": "({term} AS {variable})",
    _INNER: "",
    "GROUP": "({term})",
    "ORDER": "({term})",
}
"""How a value is written in each clause: the SELECT keeps its name, one within it need not say it again."""
_ENDS: Final = frozenset({"{", "}", "WHERE", "LIMIT", "OFFSET", "HAVING"})


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with."""

    name: str
    title: str
    asks: str
    sparql: str


def examples(store: Store) -> tuple[Example, ...]:
    """Return every question of the catalogue as SPARQL that can be run and changed."""
    return tuple(Example(q.name, q.title, q.asks[0] if q.asks else q.title, _example(store, q)) for q in catalogue())


def example_values(question: Question) -> dict[str, str]:
    """Return the values that a question's example gives to its parameters."""
    words = shlex.split(question.example)
    given = [word for flag, word in pairwise(words) if flag == "--param"]
    return {name: value for name, _, value in (text.partition("=") for text in given)}


def written_out(sparql: str, values: Mapping[str, Cell]) -> str:
    """Return a query in which values stand in the place of variables.

    >>> print(written_out("SELECT ?who ?what { ?who org:reportsTo ?what }", {"what": Literal("x")}))
    PREFIX id: <https://w3id.org/iceorg/id/>
    PREFIX org: <http://www.w3.org/ns/org#>
    <BLANKLINE>
    SELECT ?who ("x" AS ?what) { ?who org:reportsTo "x" }
    """
    pieces, at = [], 0
    for token, clause in _in_clauses(sparql):
        value = values.get(token.text[1:]) if token.kind == "variable" else None
        if value is not None:
            pieces += [sparql[at : token.at], _FORMS[clause].format(term=_term(value), variable=token.text)]
            at = token.at + len(token.text)
    text = "".join([*pieces, sparql[at:]])
    used = {token.text.partition(":")[0] for token in tokens(text) if token.kind == "curie"} & _SHORT | _NAMES
    head = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used))
    return f"{head}\n{text}"


def _in_clauses(sparql: str) -> Iterator[tuple[Token, str]]:
    """Yield the tokens of a query, each with the clause that asks for a form of its own, if it stands in one."""
    clause, open_brackets, open_braces = "", 0, 0
    for token in tokens(sparql):
        word = token.text.upper()
        open_braces += (word == "{") - (word == "}")
        if word in _FORMS:
            clause, open_brackets = (_INNER if word == "SELECT" and open_braces else word), 0
        elif word in _ENDS:
            clause = ""
        open_brackets += (word == "(") - (word == ")")
        yield token, "" if open_brackets else clause


def _example(store: Store, question: Question) -> str:
    try:
        values = bind(store, question.parameters, example_values(question))
    except QueryError:  # this graph has no such thing: the variable stays free
        values = {}
    return written_out(question.sparql, values)


def _term(value: Cell) -> str:
    if not isinstance(value, Literal):
        short = shorten(value)
        return short if _CURIE.fullmatch(short) else f"<{value}>"
    if value.language:
        return str(ox.Literal(value.value, language=value.language))
    return str(ox.Literal(value.value, datatype=ox.NamedNode(value.datatype)))
