"""What every store can do.

A store is a cache of `graph.nt`. The terms of queries and answers are pyoxigraph's, which needs no
server: a store behind the SPARQL protocol reads its answers with `pyoxigraph.parse_query_results`,
and gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.model import Literal, Triple
    from iceorg.vocab import Iri

Answer = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
"""Of a SELECT, of an ASK, of a CONSTRUCT or DESCRIBE."""


class Store(Protocol):
    """A graph that can be filled, asked and written out."""

    def load(self, ntriples: bytes) -> None:
        """Add the triples of an N-Triples document.

        Raises:
            StoreError: It is no N-Triples; nothing of it was added.
        """
        ...

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a SPARQL query; updates are refused.

        An engine may give numbers in a form of its own, as Oxigraph gives xsd:nonNegativeInteger as
        xsd:integer: compare their values.

        Args:
            text: A SELECT, ASK, CONSTRUCT or DESCRIBE. Refuse SERVICE before: it asks another server.
            prefixes: Prefixes that the text need not declare.

        Raises:
            SyntaxError: The text does not parse.
        """
        ...

    def triples(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Iri | Literal | None = None,  # noqa: A002
    ) -> Iterator[Triple]:
        """Yield the triples that have these parts, None standing for any, sorted as their N-Triples lines are."""
        ...

    def count(self) -> int:
        """Return the number of triples."""
        ...

    def dump(self) -> bytes:
        """Return the graph as N-Triples, sorted and canonical: the bytes of `graph.nt`."""
        ...
