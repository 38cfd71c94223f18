"""Things in words, for people who read findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from iceorg.check.statements import text_of
from iceorg.errors import Problem, Severity
from iceorg.vocab import iceorg, oa, org, rdf, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.check.statements import Node, Statements

_LONGEST: Final = 60

BUILD_AGAIN: Final = "build it again with `iceorg build`; if this stays, the rule or the code that wrote it is wrong"


def fault(code: str, where: str, message: str, hint: str = BUILD_AGAIN) -> Problem:
    """Return a broken promise of the graph."""
    return Problem(Severity.ERROR, code, where, message, hint)


def excerpt(words: str) -> str:
    """Return words in quotation marks on one line, cut if they are long.

    >>> excerpt("the  Office of   Rescue")
    '“the Office of Rescue”'
    """
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _LONGEST else f"“{line[: _LONGEST - 1]}…”"


def name_of(graph: Statements, iri: str) -> str:
    """Return the name of a thing, of a document its file's; where it has none, its IRI with a prefix."""
    return graph.first(iri, skos.PREF_LABEL) or graph.first(iri, iceorg.FILE_NAME) or shorten(iri)


def words_of(graph: Statements, node: Node) -> str:
    """Return a value in quotation marks, anything else by its name."""
    return excerpt(node.value) if isinstance(node, Literal) else name_of(graph, text_of(node))


def describe(graph: Statements, iri: str) -> str:
    """Return a few words by which a person knows what is meant, and the IRI to look it up."""
    kinds = graph.types(iri)
    told = next((tell(graph, iri) for kind, tell in _TELLERS.items() if kind in kinds), name_of(graph, iri))
    return told if told == shorten(iri) else f"{told} ({shorten(iri)})"


def _tell_claim(graph: Statements, claim: str) -> str:
    parts = (
        words_of(graph, node) for p in (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT) for node in graph.objects(claim, p)
    )
    return "claim: " + " — ".join(parts)


def _tell_passage(graph: Statements, passage: str) -> str:
    file = graph.first(graph.first(passage, oa.HAS_SOURCE), iceorg.FILE_NAME)
    return f"passage {excerpt(graph.first(passage, iceorg.QUOTE))} of {file or 'an unknown document'}"


def _tell_membership(graph: Statements, membership: str) -> str:
    person, post = (name_of(graph, graph.first(membership, p)) for p in (org.MEMBER, iceorg.POST))
    return f"{person or 'somebody'} as {post or 'holder of an unknown post'}"


def _tell_count(graph: Statements, count: str) -> str:
    return f"{graph.first(count, rdf.VALUE)} {graph.first(count, iceorg.COUNTED)}".strip()


_TELLERS: Final[dict[str, Callable[[Statements, str], str]]] = {
    iceorg.Claim: _tell_claim,
    oa.SpecificResource: _tell_passage,
    org.Membership: _tell_membership,
    iceorg.Count: _tell_count,
}
