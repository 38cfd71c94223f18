"""Turtle 1.2: a claim is the reifier of the statement that it is about, in place of three triples that take it apart."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from iceorg.export.arrange import Node
from iceorg.export.base import Exporter
from iceorg.export.quads import statements
from iceorg.export.turtle import Names, paragraph, paragraphs, prefix_lines, term_text
from iceorg.vocab import PREFIXES, Iri, iceorg, rdf

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged

REIFIES = Iri(PREFIXES["rdf"] + "reifies")
"""RDF 1.2's word from a reifier to its statement; no graph of ours has it."""
_APART = (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT)


def write_turtle12(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as Turtle 1.2, the claims as reifiers."""
    names = Names(PREFIXES | {"id": graph.base})
    stream.write(b'VERSION "1.2"\n' + prefix_lines(names.prefixes).encode())
    for text in paragraphs(graph.sections, names, _entry):
        stream.write(text.encode())


def _entry(node: Node, names: Names) -> str:
    about = dict(node.said)
    stated = [*statements(about)] if iceorg.Claim in about.get(rdf.TYPE, ()) else []
    if len(stated) != 1 or any(len(about[predicate]) != 1 for predicate in _APART):
        return paragraph(node, names)
    subject, predicate, what = stated[0]
    triple = f"<<( {names[subject]} {names[predicate]} {term_text(what, names)} )>>"
    rest = Node(node.subject, tuple((verb, objects) for verb, objects in node.said if verb not in _APART))
    return paragraph(rest, names, [f"{names[REIFIES]} {triple}"])


TURTLE_12 = Exporter("turtle-1.2", ".ttl", "text/turtle; version=1.2", write_turtle12)
