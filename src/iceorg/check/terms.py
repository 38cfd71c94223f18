"""Only declared terms, and no blank nodes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from iceorg.check.naming import describe, fault
from iceorg.vocab import ID_BASE, PREFIXES, declared, rdf, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.check.statements import Fact, Statements
    from iceorg.errors import Problem

_VOCABULARIES: Final = tuple(base for base in PREFIXES.values() if base != ID_BASE)
_TERMS: Final = declared.CLASSES | declared.PROPERTIES | declared.DATATYPES | declared.INDIVIDUALS
_HINT: Final = "correct its spelling, or declare it in ontology/ and run `python -m iceorg.vocab.generate`"


def check_terms(graph: Statements) -> Iterator[Problem]:
    """Yield a problem for each term that the ontology lacks, and for each blank node."""
    undeclared = Counter(misuse for fact in graph.facts() for misuse in _undeclared(fact))
    for (term, place), count in undeclared.items():
        message = f"{place} {count} times" if count > 1 else place
        yield fault("undeclared-term", shorten(term), f"is not declared, and stands as {message}", _HINT)
    for node in sorted(_blank_nodes(graph)):
        yield fault("blank-node", describe(graph, node), "a blank node cannot be cited or asked for: it wants an IRI")


def _undeclared(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield the undeclared terms of a triple, each with the place where it stands."""
    _, predicate, node = fact
    if predicate not in declared.PROPERTIES:
        yield predicate, "a property"
    if isinstance(node, Literal):
        if node.datatype.value not in declared.DATATYPES:
            yield node.datatype.value, "a datatype"
    elif isinstance(node, NamedNode):
        if predicate == rdf.TYPE:
            if node.value not in declared.CLASSES:
                yield node.value, "a class"
        elif predicate == rdf.PREDICATE:
            if node.value not in declared.PROPERTIES:
                yield node.value, "the property of a claim"
        elif node.value.startswith(_VOCABULARIES) and node.value not in _TERMS:
            yield node.value, "a value"


def _blank_nodes(graph: Statements) -> set[str]:
    subjects = {subject for subject in graph.said if subject.startswith("_:")}
    return subjects | {str(node) for _, _, node in graph.facts() if isinstance(node, BlankNode)}
