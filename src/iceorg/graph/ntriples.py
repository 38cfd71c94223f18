"""N-Triples in its canonical form: the same graph is always the same bytes.

Written here rather than by a library because it is the innermost loop of a build: as library objects
the terms of a graph take longer to make than its lines to write. A test holds every kind of term
against pyoxigraph's own writing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.model import Literal
from iceorg.vocab import xsd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Triple
    from iceorg.vocab import Iri

_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_LONG = [*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff"]
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04X}" for c in _LONG} | _SHORT)
_TO_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')


def dump_ntriples(triples: Iterable[Triple]) -> bytes:
    r"""Return a graph as sorted N-Triples, each triple once, in UTF-8 with "\n" at each line's end.

    Args:
        triples: In any order; their terms are taken as valid, as `to_triples` leaves them.

    Example:
        >>> from iceorg.vocab import Iri, skos
        >>> dump_ntriples([(Iri("https://example.org/a"), skos.PREF_LABEL, Literal('an "A"'))])
        b'<https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "an \\"A\\"" .\n'
    """
    return "".join(sorted({line_of(triple) for triple in triples})).encode()


def dump_nquads(triples: Iterable[Triple], name: Iri) -> bytes:
    r"""Return triples as sorted N-Quads, all in a graph of that name.

    Args:
        triples: In any order; their terms are taken as valid.
        name: The graph's name.

    Example:
        >>> from iceorg.vocab import Iri, skos
        >>> thing, there = Iri("https://example.org/a"), Iri("https://example.org/outside")
        >>> dump_nquads([(thing, skos.EXACT_MATCH, Iri("https://example.net/a"))], there).decode().split()[-2:]
        ['<https://example.org/outside>', '.']
    """
    lines = (line_of(triple).removesuffix(".\n") for triple in triples)
    return "".join(sorted({f"{line}<{name}> .\n" for line in lines})).encode()


def line_of(triple: Triple) -> str:
    """Return a triple's line; graphs are sorted by these lines, by code point."""
    subject, predicate, what = triple
    return f"<{subject}> <{predicate}> {_literal(what) if isinstance(what, Literal) else f'<{what}>'} .\n"


def quoted(text: str) -> str:
    r"""Return a text in quotation marks, on one line, as N-Triples and Turtle have it.

    >>> print(quoted('a "quote"\n'))
    "a \"quote\"\n"
    """
    return f'"{text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text}"'


def _literal(literal: Literal) -> str:
    if literal.language:
        return f"{quoted(literal.value)}@{literal.language.lower()}"
    return quoted(literal.value) if literal.datatype == xsd.STRING else f"{quoted(literal.value)}^^<{literal.datatype}>"
