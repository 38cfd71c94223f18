"""Turtle: the graph for people, in sections, with prefixes.

The layout is ours, since neither pyoxigraph nor rdflib gives the same bytes each time at a speed that
a build can bear; the terms are those of N-Triples, which Turtle reads as they are, and names are
shortened only where every parser agrees on them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from iceorg.export.base import Exporter
from iceorg.export.lines import OUTLINES, in_parts
from iceorg.graph import quoted
from iceorg.model import Literal
from iceorg.vocab import PREFIXES, Iri, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from iceorg.export.arrange import Arranged, Node, Section
    from iceorg.export.lines import Outline, Paragraph

    Entry = Callable[[Node, "Names"], str]

_NEXT_PROPERTY = " ;\n    "
_NEXT_VALUE = " ,\n        "
_TYPE = f"<{rdf.TYPE}>"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def write_turtle(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as Turtle, a paragraph for each subject under a heading for each kind."""
    prefixes = prefixes_of(graph.base)
    written = writing(prefixes)
    stream.write(prefix_lines(prefixes).encode())
    for chapter in graph.chapters:
        between = f"\n# {chapter.title}\n\n"
        for some in in_parts(chapter):
            stream.write((between + "\n".join(map(written, some))).encode())
            between = "\n"


def prefixes_of(base: str) -> dict[str, str]:
    """Return the prefixes of a graph whose things' IRIs begin with a base."""
    return PREFIXES | {"id": base}


def writing(prefixes: Mapping[str, str]) -> Callable[[Paragraph], str]:
    """Return what writes all that is said of a subject."""
    written = _written(prefixes)
    form = lru_cache(OUTLINES)(lambda outline: _form(outline, written))
    return lambda told: form(told.outline) % tuple(map(written, told.terms))


def _form(outline: Outline, written: Callable[[str], str]) -> str:
    """Return a paragraph with such properties, `%s` standing for the subject and for each value."""
    verbs = [("a" if predicate == _TYPE else written(predicate)).replace("%", "%%") for predicate, _ in outline.said]
    said = [f"{verb} {_NEXT_VALUE.join(['%s'] * n)}" for verb, (_, n) in zip(verbs, outline.said, strict=True)]
    return f"%s {_NEXT_PROPERTY.join(said)} .\n"


def _written(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    """Return what shortens a term that is written as in N-Triples; each IRI of a vocabulary is looked up once."""
    names = Names(prefixes)
    own = f"<{prefixes['id']}"
    plain = not any(base.startswith(prefixes["id"]) for prefix, base in prefixes.items() if prefix != "id")
    local, known = len(own), dict[str, str]()

    def written(term: str) -> str:
        if term in known:
            return known[term]
        if term[0] == "<":
            if plain and term.startswith(own) and _LOCAL.fullmatch(term, local, len(term) - 1):
                return f"id:{term[local:-1]}"
            known[term] = name = names[Iri(term[1:-1])]
            return name
        if term[-1] != ">":
            return term
        value, _, kind = term.rpartition("^^")
        return f"{value}^^{written(kind)}"

    return written


def prefix_lines(prefixes: Mapping[str, str]) -> str:
    """Return the lines that declare prefixes."""
    return "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in prefixes.items())


def paragraphs(sections: Iterable[Section], names: Names, entry: Entry | None = None) -> Iterator[str]:
    """Yield the headings and the paragraphs under each.

    Args:
        sections: The graph.
        names: How IRIs are written.
        entry: Writes a paragraph, if not all that is said is to stand in it as it is.
    """
    write = entry or paragraph
    for section in sections:
        yield f"\n# {section.title}\n\n" + "\n".join(write(node, names) for node in section.nodes)


def paragraph(node: Node, names: Names, before: Iterable[str] = ()) -> str:
    """Return all that is said of a subject.

    Args:
        node: The subject.
        names: How IRIs are written.
        before: What else is said of it, written already, which stands first.
    """
    said = (f"{_verb(predicate, names)} {_terms(objects, names)}" for predicate, objects in node.said)
    return f"{names[node.subject]} " + _NEXT_PROPERTY.join((*before, *said)) + " .\n"


def _terms(objects: Iterable[Iri | Literal], names: Names) -> str:
    """Return values one under the other, so that a comparison of two files shows which one came or went."""
    return _NEXT_VALUE.join(term_text(term, names) for term in objects)


def _verb(predicate: Iri, names: Names) -> str:
    return "a" if predicate == rdf.TYPE else names[predicate]


def term_text(term: Iri | Literal, names: Names) -> str:
    """Return a term as Turtle writes it."""
    return _literal(term, names) if isinstance(term, Literal) else names[term]


def _literal(literal: Literal, names: Names) -> str:
    if literal.language:
        return f"{quoted(literal.value)}@{literal.language}"
    return (
        quoted(literal.value)
        if literal.datatype == xsd.STRING
        else f"{quoted(literal.value)}^^{names[literal.datatype]}"
    )


class Names(dict[Iri, str]):
    """IRIs with their prefixes, each looked up once: the longest namespace that fits, or in full."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes
        self._prefixes = sorted(prefixes.items(), key=lambda prefix: -len(prefix[1]))

    def __missing__(self, iri: Iri) -> str:
        """Return how an IRI is written that was not asked for before."""
        self[iri] = name = next(self._short(iri), f"<{iri}>")
        return name

    def _short(self, iri: Iri) -> Iterator[str]:
        for prefix, base in self._prefixes:
            if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
                yield f"{prefix}:{iri[len(base) :]}"


TURTLE = Exporter("turtle", ".ttl", "text/turtle", write_turtle)
