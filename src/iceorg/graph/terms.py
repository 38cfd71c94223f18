"""The door of the graph: only IRIs and literals that every RDF tool reads come in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph

from iceorg.errors import ModelError
from iceorg.model import Key, Literal
from iceorg.vocab import Iri, rdf

if TYPE_CHECKING:
    from iceorg.model import Term

_SURROGATE = re.compile("[\ud800-\udfff]")


def iri_fault(text: str) -> str:
    """Return why a text is no absolute IRI; empty if it is one.

    >>> iri_fault("https://example.org/a"), iri_fault("https://example.org/a b")
    ('', "Invalid IRI code point ' '")
    """
    return _iri_fault(text) if is_unicode(text) else "it holds half of a character"


@lru_cache(maxsize=1 << 16)
def _iri_fault(text: str) -> str:
    try:
        pyoxigraph.NamedNode(text)
    except ValueError as fault:
        return str(fault)
    return ""


def is_unicode(text: str) -> bool:
    """Return whether a text can be written at all: a surrogate alone, as a broken file name has it, cannot."""
    return _SURROGATE.search(text) is None


def checked_iri(term: Term, where: str) -> Iri:
    """Return a term if it is an absolute IRI.

    Raises:
        ModelError: It is anything else.
    """
    if isinstance(term, Key | Literal):
        kind = "a key that no thing was found for" if isinstance(term, Key) else "a value, and an IRI is wanted"
        raise ModelError(f"{_shown(str(term))} is {kind}", where=_shown(where))
    fault = iri_fault(term)
    if fault:
        raise ModelError(f"'{_shown(term)}' is no IRI: {fault}", where=_shown(where))
    return term


def checked_literal(literal: Literal, where: str) -> Literal:
    """Return a literal if it can be written, in the one form that its kind has.

    Any character of a document may stand in a quote, control characters too; N-Triples escapes them.

    Raises:
        ModelError: It holds half of a character, or its datatype or language is none.
    """
    if not is_unicode(literal.value):
        raise ModelError(f"'{_shown(literal.value)}' holds half of a character", where=_shown(where))
    if not literal.language:
        checked_iri(literal.datatype, where)
        return literal
    try:
        return Literal(literal.value, rdf.LANG_STRING, pyoxigraph.Literal("", language=literal.language).language or "")
    except ValueError as fault:
        raise ModelError(f"'{_shown(literal.language)}' is no language: {fault}", where=_shown(where)) from None


def checked(term: Term, where: str) -> Iri | Literal:
    """Return a term of either kind if it may enter the graph.

    Raises:
        ModelError: It may not.
    """
    return checked_literal(term, where) if isinstance(term, Literal) else checked_iri(term, where)


def _shown(text: str) -> str:
    """Return a text that any terminal shows."""
    return text.encode("unicode_escape").decode() if not (is_unicode(text) and text.isprintable()) else text
