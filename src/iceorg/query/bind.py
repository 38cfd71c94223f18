"""Values for a question's parameters, from the words that a person gives to the terms of the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.errors import QueryError, close_to
from iceorg.model import Literal
from iceorg.query.catalogue import Parameter, ParameterKind, is_any
from iceorg.query.names import find_document, find_thing
from iceorg.query.periods import are_figures
from iceorg.query.words import expand, find_property
from iceorg.vocab import xsd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.query.rows import Cell
    from iceorg.store import Store

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def bind(store: Store, parameters: Sequence[Parameter], given: Mapping[str, str]) -> dict[str, Cell]:
    """Return a term for each parameter that has a value; one left open as `any` has none.

    Raises:
        QueryError: A value is missing, is for no parameter, or means nothing.
    """
    _refuse_unknown(parameters, given)
    values: dict[str, Cell] = {}
    for parameter in parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"the question needs {parameter.name}, a {parameter.kind}", hint=f'give --param {parameter.name}="..."'
            )
        cell = _term(store, parameter.kind, value)
        if cell is not None:
            values[parameter.name] = cell
    return values


def guess_term(value: str) -> Cell:
    """Return the term that a value stands for where no parameter says what it is.

    >>> guess_term("org:reportsTo"), guess_term("2").datatype, guess_term("two").value
    ('http://www.w3.org/ns/org#reportsTo', 'http://www.w3.org/2001/XMLSchema#integer', 'two')
    """
    iri = expand(value)
    if iri is not None:
        return iri
    return Literal(value, xsd.INTEGER if re.fullmatch(r"[+-]?\d+", value) else xsd.STRING)


def _refuse_unknown(parameters: Sequence[Parameter], given: Mapping[str, str]) -> None:
    names = [p.name for p in parameters]
    for name in given:
        if name not in names:
            near = close_to(name, names, n=1)
            known = f"it takes {', '.join(names)}" if names else "it takes none"
            hint = f"did you mean {near[0]}?" if near else known
            raise QueryError(f"the question has no parameter {name}", hint=hint)


def _term(store: Store, kind: ParameterKind, value: str) -> Cell | None:
    """Return the term of a value; None leaves a thing open, and no words or period fit all."""
    if is_any(value):
        return Literal("") if kind in (ParameterKind.TEXT, ParameterKind.DATE) else None
    if kind is ParameterKind.THING:
        return find_thing(store, value)
    if kind is ParameterKind.DOCUMENT:
        return find_document(store, value)
    if kind is ParameterKind.PROPERTY:
        return find_property(value)
    if kind is ParameterKind.NUMBER and not re.fullmatch(r"\d+", value):
        raise QueryError(f"'{value}' is no whole number", hint="write it in digits")
    if kind is ParameterKind.FIGURES and not are_figures(value):
        raise QueryError(f"'{value}' is no date in figures", hint="write it as the document does: 03/10/2016")
    if kind is ParameterKind.DATE and not _DATE.fullmatch(value):
        raise QueryError(f"'{value}' is no date", hint="write a year, a month or a day: 2008, 2008-02, 2008-02-26")
    return Literal(value, xsd.INTEGER if kind is ParameterKind.NUMBER else xsd.STRING)
