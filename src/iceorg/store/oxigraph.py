"""A store in memory, kept by pyoxigraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from iceorg.errors import StoreError
from iceorg.model import Literal
from iceorg.vocab import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.model import Triple
    from iceorg.store.base import Answer, Value


class OxigraphStore:
    """A graph in memory.

    Example:
        >>> store = OxigraphStore()
        >>> store.load(b'<https://example.org/a> <https://example.org/b> "c" .')
        >>> [solution["what"].value for solution in store.query("SELECT ?what { ?thing ?property ?what }")]
        ['c']
    """

    def __init__(self) -> None:
        self._graph = ox.Store()

    def load(self, ntriples: bytes) -> None:
        """Add the triples of an N-Triples document, all or none."""
        try:
            self._graph.load(ntriples, format=ox.RdfFormat.N_TRIPLES)
        except SyntaxError as fault:
            raise StoreError(f"this is no N-Triples: {fault.msg}", hint="run `iceorg build` again") from fault

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Value] | None = None,
    ) -> Answer:
        """Return the answer to a SPARQL query; updates are refused."""
        return self._graph.query(text, prefixes=dict(prefixes or {}), substitutions=dict(substitutions or {}))

    def triples(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Iri | Literal | None = None,  # noqa: A002
    ) -> Iterator[Triple]:
        """Yield the triples that have these parts, sorted as their N-Triples lines are."""
        quads = self._graph.quads_for_pattern(
            None if subject is None else ox.NamedNode(subject),
            None if predicate is None else ox.NamedNode(predicate),
            None if object is None else _oxigraph_term(object),
            ox.DefaultGraph(),
        )
        for quad in sorted(quads, key=str):
            yield _resource(quad.subject), Iri(quad.predicate.value), _term(quad.object)

    def count(self) -> int:
        """Return the number of triples."""
        return len(self._graph)

    def dump(self) -> bytes:
        """Return the graph as N-Triples, sorted and canonical."""
        written = self._graph.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        assert written is not None  # nothing was said of a file to write to
        return b"".join(sorted(written.splitlines(keepends=True)))


def _oxigraph_term(term: Iri | Literal) -> Value:
    if not isinstance(term, Literal):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Iri | Literal:
    if isinstance(term, ox.Literal):
        return Literal(term.value, Iri(term.datatype.value), term.language or "")
    return _resource(term)


def _resource(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iri:
    """Return an IRI; a blank node, which no graph of ours has, is written `_:b`."""
    return Iri(term.value if isinstance(term, ox.NamedNode) else str(term))
