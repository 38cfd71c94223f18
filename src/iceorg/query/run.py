"""What people ask with: SPARQL text, or the name of a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.query.bind import bind, guess_term
from iceorg.query.catalogue import declared_parameters, question
from iceorg.query.solve import solve
from iceorg.query.unstated import unstated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.query.rows import Rows
    from iceorg.store import Store


def run_query(store: Store, text: str, *, parameters: Mapping[str, str] | None = None) -> Rows:
    """Return the answer of a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Args:
        store: Where to look.
        text: The query; the project's prefixes need no declaration.
        parameters: Values for variables of the query. Where a comment line `# parameters: post: thing`
            says what a parameter is, names are looked up; elsewhere an IRI, a CURIE or a whole number
            is taken as such and anything else as text.

    Raises:
        QueryError: The query or a value cannot be used; the message shows the line and what to do.
    """
    given = parameters or {}
    declared = declared_parameters(text)
    named = {parameter.name for parameter in declared}
    values = {name: guess_term(value) for name, value in given.items() if name not in named}
    values |= bind(store, declared, {name: value for name, value in given.items() if name in named})
    return solve(store, text, values)


def run_question(store: Store, name: str, parameters: Mapping[str, str] | None = None) -> Rows:
    """Return the answer of a named question; where no document answers, its `note` says so.

    Args:
        store: Where to look.
        name: A name of the catalogue, such as `list-reports`.
        parameters: Its values: names, acronyms or IRIs for things, words, dates, numbers.

    Raises:
        QueryError: There is no such question, or a value is missing or means nothing.
    """
    asked = question(name)
    given = parameters or {}
    values = bind(store, asked.parameters, given)
    answer = solve(store, asked.sparql, values).select(asked.columns)
    note = "" if answer else unstated(store, asked, given, values)
    return replace(answer, slots=asked.slots, note=note)
