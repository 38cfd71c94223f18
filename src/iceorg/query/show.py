"""What people see: an answer with names in it, the list of questions, a word on an empty answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from iceorg.query.catalogue import catalogue
from iceorg.query.names import labels
from iceorg.query.rows import Form, Format, Rows, render
from iceorg.query.shapes import slow_shapes
from iceorg.query.syntax import tokens
from iceorg.query.words import unknown_terms

if TYPE_CHECKING:
    from iceorg.query.catalogue import Parameter, Question
    from iceorg.store import Store

_FOR_PEOPLE = (Format.TABLE, Format.MARKDOWN)


def show(  # noqa: PLR0913 - all but three go by name
    store: Store,
    rows: Rows,
    form: Format | None = None,
    *,
    named: bool | None = None,
    width: int = 100,
    dim: bool = False,
) -> str:
    """Return an answer as text.

    Args:
        store: Where the names of things are.
        rows: The answer.
        form: How to write it; by default Turtle for a graph and CSV for anything else.
        named: Whether names stand in place of IRIs; by default they do in Markdown, and beside the IRIs in tables.
        width: Columns of the screen, for tables.
        dim: Whether IRIs beside names are in a lighter colour, for terminals that show colours.

    Raises:
        QueryError: A table of solutions cannot be written as a graph.
    """
    form = form or (Format.TURTLE if rows.form is Form.GRAPH else Format.CSV)
    beside = named is None and form is Format.TABLE
    if named is None:
        named = form in _FOR_PEOPLE
    iris = {cell for row in rows for cell in row if isinstance(cell, str)} if named else set()
    return render(rows, form, labels(store, iris) if iris else {}, beside=beside, width=width, dim=dim)


def remark(text: str) -> str:
    """Return a line about a query that found nothing: what in it can find nothing, or that nothing is stated.

    >>> remark("SELECT ?a { ?a org:reportsTo ?b }")
    'no rows: the documents do not say'
    """
    words = {token.text.upper() for token in tokens(text) if token.kind == "word"}
    if words & {"FROM", "GRAPH"}:
        return (
            "no rows: FROM and GRAPH look into named graphs, and the only one is id:outside, of a build --with outside"
        )
    return f"no rows: {'; '.join(unknown_terms(text)) or 'the documents do not say'}"


def warnings(text: str, *, answered: bool = True) -> tuple[str, ...]:
    """Return what is odd about a query that has an answer all the same: slow shapes, and terms that there are not.

    >>> warnings("SELECT ?a { ?a a org:Post OPTIONAL { ?a org:reportTo ?b } }")
    ('there is no org:reportTo, did you mean org:reportsTo?',)
    """
    unknown = unknown_terms(text) if answered else ()
    return (*unknown, *(str(slow) for slow in slow_shapes(text)))


def describe_catalogue(*, as_json: bool = False) -> str:
    """Return the named questions as text, or as JSON for programs."""
    if as_json:
        return json.dumps([asdict(question) for question in catalogue()], ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_described(question) for question in catalogue())


def _described(question: Question) -> str:
    lines = [question.name, f"    {question.title}"]
    if question.parameters:
        lines.append(f"    takes {', '.join(_parameter(p) for p in question.parameters)}")
    return "\n".join([*lines, f"    $ {question.example}\n"])


def _parameter(parameter: Parameter) -> str:
    default = "" if parameter.required else f" = {parameter.default}"
    return f"{parameter.name} ({parameter.kind}{default})"
