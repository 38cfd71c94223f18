"""The named questions as forms: the text of each with a place for every value, and what the values can be.

A form needs no server: the page writes the chosen values into the text, and the engine in the page answers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.pages.examples import example_values, written_out
from iceorg.query import catalogue, labels, terms_of
from iceorg.query.catalogue import ParameterKind, is_any
from iceorg.query.names import find_things
from iceorg.query.words import property_words
from iceorg.vocab import Iri, foaf, iceorg, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.pages.site import Site
    from iceorg.publish.source import Source
    from iceorg.query import Question
    from iceorg.query.catalogue import Parameter
    from iceorg.store import Store

SLOT: Final = "urn:iceorg:value:"
"""What stands in the text of a question in the place of a value, before the value's name."""
_NAMINGS: Final = (skos.PREF_LABEL, skos.ALT_LABEL, foaf.NAME, iceorg.ACRONYM)


@dataclass(frozen=True, slots=True)
class Field:
    """What a form asks for.

    Args:
        name: The variable of the query.
        kind: What its value names: a thing, a document, a property, text, a date, a number.
        open: Whether it can be left out.
        value: What stands in it at first.
    """

    name: str
    kind: str
    open: bool
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """A named question as a form.

    Args:
        name: Its name.
        title: What it answers.
        asks: The same in the words of people who ask.
        unstated: What to say where no document answers.
        terms: The terms of the graph that its query uses.
        answers: Ids of the competency questions that it answers.
        fields: What it asks for.
        sparql: Its text, with `urn:iceorg:value:NAME` in the place of each value.
    """

    name: str
    title: str
    asks: str
    unstated: str
    terms: tuple[str, ...]
    answers: tuple[str, ...]
    fields: tuple[Field, ...]
    sparql: str


def forms() -> tuple[Form, ...]:
    """Return every named question as a form."""
    return tuple(map(_form, catalogue()))


def choices(source: Source, site: Site) -> dict[str, list[tuple[str, str]]]:
    """Return the values that can be chosen, by kind: what people write, and the IRI that it means.

    A name that means several things is offered once for each, with what tells them apart.
    """
    return {
        ParameterKind.THING: sorted(set(_things(source))),
        ParameterKind.DOCUMENT: sorted((file, iri) for iri, file in site.files.items()),
        ParameterKind.PROPERTY: sorted(property_words().items()),
    }


def _form(question: Question) -> Form:
    values = {parameter.name: Iri(SLOT + parameter.name) for parameter in question.parameters}
    given = example_values(question)
    return Form(
        name=question.name,
        title=question.title,
        asks=question.asks[0],
        unstated=question.unstated,
        terms=tuple(sorted(map(shorten, terms_of(question.sparql)))),
        answers=question.answers,
        fields=tuple(_field(parameter, given) for parameter in question.parameters),
        sparql=written_out(question.sparql, values),
    )


def _field(parameter: Parameter, given: dict[str, str]) -> Field:
    default = parameter.default or ""
    value = given.get(parameter.name, "" if is_any(default) else default)
    return Field(parameter.name, str(parameter.kind), is_any(default), value)


def _things(source: Source) -> Iterator[tuple[str, str]]:
    names: dict[str, set[Iri]] = {}
    for subject, predicate, value in source.triples:
        if predicate in _NAMINGS and isinstance(value, Literal):
            names.setdefault(value.value, set()).add(subject)
    called = labels(source.store, source.things)
    for name, things in names.items():
        found = _found(source.store, name) if len(things) > 1 else [(name, iri) for iri in things]
        yield from found
    yield from ((label, iri) for iri, label in called.items() if label not in names)


def _found(store: Store, name: str) -> Iterator[tuple[str, str]]:
    for one in find_things(store, name):
        yield f"{name} ({one.kind})", one.iri
