"""A graph in dictionaries: what is said of each thing, by property."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from iceorg.errors import StoreError
from iceorg.vocab import foaf, iceorg, oa, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Node = NamedNode | BlankNode | Literal | Triple
"""What stands at an end of a triple; a triple itself in RDF 1.2 only, which this graph is not."""

Fact = tuple[str, str, Node]
"""A triple, its subject and predicate as text."""

APPARATUS: Final = frozenset(
    {
        iceorg.Claim,
        oa.SpecificResource,
        oa.TextPositionSelector,
        oa.TextQuoteSelector,
        foaf.Document,
        prov.SoftwareAgent,
        prov.Person,
        iceorg.Decision,
        iceorg.CurationFile,
    }
)
"""The classes of what says why facts are believed; what is said of their members needs no claim."""


@dataclass(frozen=True, slots=True)
class Statements:
    """A graph, ready to be asked.

    Args:
        said: Objects by subject and predicate. A blank node is written with `_:`.
    """

    said: Mapping[str, Mapping[str, Sequence[Node]]]

    def facts(self) -> Iterator[Fact]:
        """Yield every triple."""
        for subject, properties in self.said.items():
            for predicate, nodes in properties.items():
                for node in nodes:
                    yield subject, predicate, node

    def facts_of_things(self) -> Iterator[Fact]:
        """Yield the triples about anything but claims, passages, selectors and documents."""
        things = {thing: said for thing, said in self.said.items() if not self.is_apparatus(thing)}
        return Statements(things).facts()

    def has(self, fact: Fact) -> bool:
        """Tell whether the graph says this."""
        subject, predicate, node = fact
        return node in self.objects(subject, predicate)

    def objects(self, subject: str, predicate: str) -> Sequence[Node]:
        """Return the objects of a subject's property."""
        return self.said.get(subject, {}).get(predicate, ())

    def texts(self, subject: str, predicate: str) -> list[str]:
        """Return the objects of a subject's property as text."""
        return [text_of(node) for node in self.objects(subject, predicate)]

    def first(self, subject: str, predicate: str) -> str:
        """Return one object of a subject's property as text, the same in every run; empty if there is none."""
        return min(self.texts(subject, predicate), default="")

    def types(self, subject: str) -> list[str]:
        """Return the classes of a thing."""
        return self.texts(subject, rdf.TYPE)

    def of_type(self, kind: str) -> Iterator[str]:
        """Yield the members of a class."""
        return (subject for subject in self.said if kind in self.types(subject))

    def is_apparatus(self, subject: str) -> bool:
        """Tell whether a subject is a claim, a passage, a selector or a document."""
        return not APPARATUS.isdisjoint(self.types(subject))


def read_statements(ntriples: bytes) -> Statements:
    """Return a graph from N-Triples.

    Raises:
        StoreError: The bytes are not N-Triples.
    """
    said: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse_graph(ntriples):
        said[text_of(triple.subject)][triple.predicate.value].append(triple.object)
    return Statements({subject: dict(properties) for subject, properties in said.items()})


def parse_graph(ntriples: bytes) -> tuple[Triple, ...]:
    """Return the triples of a graph, each once.

    Raises:
        StoreError: The bytes are not N-Triples.
    """
    try:
        return tuple(dict.fromkeys(quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES)))
    except SyntaxError as error:
        hint = "build it again with `iceorg build`"
        raise StoreError(f"the graph is not N-Triples: {error.msg}", where="graph.nt", hint=hint) from error


def text_of(node: Node) -> str:
    """Return a node as text: an IRI or a value as it is, a blank node with `_:`.

    >>> text_of(NamedNode("x:a")), text_of(BlankNode("b")), text_of(Literal("400"))
    ('x:a', '_:b', '400')
    """
    return node.value if isinstance(node, NamedNode | Literal) else str(node)
