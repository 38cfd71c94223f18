"""Turtle: the graph for people, in sections, with prefixes.

The layout is ours, since neither pyoxigraph nor rdflib gives the same bytes each time at a speed that
a build can bear; the terms are those of N-Triples, which Turtle reads as they are, and names are
shortened only where every parser agrees on them.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from iceorg.export.base import Exporter
from iceorg.graph import quoted
from iceorg.model import Literal
from iceorg.vocab import PREFIXES, Iri, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.export.arrange import Arranged, Node

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def write_turtle(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as Turtle, a paragraph for each subject under a heading for each kind."""
    prefixes = PREFIXES | {"id": graph.base}
    names = _Names(prefixes)
    stream.write("".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in prefixes.items()).encode())
    for section in graph.sections:
        paragraphs = "\n".join(_paragraph(node, names) for node in section.nodes)
        stream.write(f"\n# {section.title}\n\n{paragraphs}".encode())


def _paragraph(node: Node, names: _Names) -> str:
    said = (f"{_verb(predicate, names)} {_terms(objects, names)}" for predicate, objects in node.said)
    return f"{names[node.subject]} " + " ;\n    ".join(said) + " .\n"


def _terms(objects: Iterable[Iri | Literal], names: _Names) -> str:
    """Return values one under the other, so that a comparison of two files shows which one came or went."""
    return " ,\n        ".join(_literal(term, names) if isinstance(term, Literal) else names[term] for term in objects)


def _verb(predicate: Iri, names: _Names) -> str:
    return "a" if predicate == rdf.TYPE else names[predicate]


def _literal(literal: Literal, names: _Names) -> str:
    if literal.language:
        return f"{quoted(literal.value)}@{literal.language}"
    return (
        quoted(literal.value)
        if literal.datatype == xsd.STRING
        else f"{quoted(literal.value)}^^{names[literal.datatype]}"
    )


class _Names(dict[Iri, str]):
    """IRIs with their prefixes, each looked up once: the longest namespace that fits, or in full."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = sorted(prefixes.items(), key=lambda prefix: -len(prefix[1]))

    def __missing__(self, iri: Iri) -> str:
        self[iri] = name = next(self._short(iri), f"<{iri}>")
        return name

    def _short(self, iri: Iri) -> Iterator[str]:
        for prefix, base in self._prefixes:
            if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
                yield f"{prefix}:{iri[len(base) :]}"


TURTLE = Exporter("turtle", ".ttl", "text/turtle", write_turtle)
