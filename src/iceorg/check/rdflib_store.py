"""A store for rdflib that is filled once: patterns from dictionaries, SPARQL by pyoxigraph.

pySHACL asks an rdflib graph, and most of its time goes there. On a graph of 8,000 triples and our
shapes this store takes a third of the time of rdflib's own, most of it because one object stands for
a term wherever it occurs (no comparing of strings) and because SPARQL is answered by Oxigraph.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph
import rdflib
from rdflib.query import Result
from rdflib.store import Store

from iceorg.vocab import xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.term import Identifier

    from iceorg.check.statements import Node

Entry = tuple[tuple["Identifier", "Identifier", "Identifier"], tuple[()]]
"""A triple and its contexts, of which there are none: the form in which rdflib wants an answer."""


class FilledStore(Store):
    """Triples that do not change.

    Args:
        triples: What the store holds, each once.
    """

    # Not in truth; pySHACL wraps a graph in a dataset, and that refuses any other store.
    context_aware = True
    graph_aware = True

    def __init__(self, triples: Iterable[pyoxigraph.Triple]) -> None:
        super().__init__()
        self._terms: dict[Node, Identifier] = {}
        self._by_subject: dict[Any, dict[Any, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self._by_object: dict[Any, dict[Any, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self._triples = tuple(triples)
        self._size = len(self._triples)
        for triple in self._triples:
            subject, predicate, node = map(self._term, triple)
            entry: Entry = ((subject, predicate, node), ())
            self._by_subject[subject][predicate].append(entry)
            self._by_object[node][predicate].append(entry)

    @cached_property
    def _oxigraph(self) -> pyoxigraph.Store:
        """The same triples for SPARQL, which few parts of a graph are asked with."""
        store = pyoxigraph.Store()
        store.bulk_extend(pyoxigraph.Quad(*triple) for triple in self._triples)
        self._triples = ()
        return store

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ARG002 (rdflib gives it)
        """Yield the triples that fit a pattern, None standing for anything."""
        subject, predicate, node = triple_pattern
        if subject is not None:
            found = _entries(self._by_subject.get(subject, {}), predicate)
            return (entry for entry in found if node is None or entry[0][2] == node)
        if node is not None:
            return iter(_entries(self._by_object.get(node, {}), predicate))
        everything = (
            entry for by_predicate in self._by_subject.values() for entry in _entries(by_predicate, predicate)
        )
        return iter(everything)

    def __len__(self, context: Any = None) -> int:
        """Return the number of triples."""
        return self._size

    def query(self, query: Any, initNs: Any, initBindings: Mapping[str, Any], queryGraph: Any, **kwargs: Any) -> Result:  # noqa: ARG002, N803 (rdflib gives them, under these names)
        """Return the solutions of a SELECT query."""
        given = {pyoxigraph.Variable(str(name)): _to_oxigraph(term) for name, term in initBindings.items()}
        solutions = self._oxigraph.query(str(query), substitutions=given)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        variables = [(name, rdflib.Variable(name.value)) for name in solutions.variables]
        result = Result("SELECT")
        result.vars = [variable for _, variable in variables]
        result.bindings = [
            {variable: self._term(solution[name]) for name, variable in variables if solution[name] is not None}
            for solution in solutions
        ]
        return result

    def _term(self, node: Node) -> Identifier:
        """Return the one object that stands for a term in this store."""
        term = self._terms.get(node)
        if term is None:
            term = self._terms[node] = _to_rdflib(node)
        return term


def _entries(by_predicate: Mapping[Any, list[Entry]], predicate: Identifier | None) -> Iterable[Entry]:
    if predicate is None:
        return [entry for entries in by_predicate.values() for entry in entries]
    return by_predicate.get(predicate, ())


def _to_rdflib(node: Node) -> Identifier:
    if isinstance(node, pyoxigraph.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, pyoxigraph.BlankNode):
        return rdflib.BNode(node.value)
    assert isinstance(node, pyoxigraph.Literal)
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    datatype = None if node.datatype.value == xsd.STRING else rdflib.URIRef(node.datatype.value)
    return rdflib.Literal(node.value, datatype=datatype, normalize=False)


def _to_oxigraph(term: Identifier) -> Node:
    if isinstance(term, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return pyoxigraph.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return pyoxigraph.Literal(str(term), language=term.language)
    return pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype or xsd.STRING)))
