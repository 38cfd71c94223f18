"""A store in memory, kept by pyoxigraph.

Oxigraph's store, which answers the queries, keeps numbers by their value: it turns
`"5"^^xsd:nonNegativeInteger` into an xsd:integer and `1.0` into `1`. So what is written out, and what
`triples` gives, comes from the triples as they were loaded.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox

from iceorg.errors import StoreError
from iceorg.model import Literal
from iceorg.store.functions import functions  # now: a sealed process, where queries run, can load nothing
from iceorg.store.hierarchy import Hierarchy, hierarchy
from iceorg.vocab import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from _typeshed import ReadableBuffer

    from iceorg.model import Triple
    from iceorg.store.base import Answer


class OxigraphStore:
    """A graph in memory.

    Example:
        >>> store = OxigraphStore()
        >>> store.load(b'<https://example.org/a> <https://example.org/b> "c" .')
        >>> [solution["what"].value for solution in store.query("SELECT ?what { ?thing ?property ?what }")]
        ['c']
    """

    def __init__(self) -> None:
        self._engine = ox.Store()
        self._waiting: list[bytes] = []
        self._loaded: list[bytes] = []
        self._dataset: ox.Dataset | None = None
        self._as_built: bytes | None = None
        self._hierarchies: dict[tuple[Iri, ...], Hierarchy] = {}
        self._functions = functions(self.hierarchy)

    def load(self, ntriples: bytes, *, ours: bool = False, later: bool = False) -> None:
        """Add the triples of an N-Triples document, all or none.

        Args:
            ntriples: The document.
            ours: Whether these are known to be the bytes that a build wrote, sorted and canonical, whose addresses were looked at then.
            later: Whether they are indexed only when somebody asks, for bytes that were read once already: to write a
                graph in other forms takes no index.

        Raises:
            StoreError: The bytes are not N-Triples.
        """
        if later:
            self._waiting.append(ntriples)
        else:
            self._index(ntriples, ours=ours)
        self._as_built = ntriples if ours and not self._loaded else None
        self._loaded.append(ntriples)
        self._dataset = None
        self._hierarchies = {}

    def _index(self, ntriples: bytes, *, ours: bool) -> None:
        try:
            self._engine.load(ntriples, format=ox.RdfFormat.N_TRIPLES, lenient=ours)
        except SyntaxError as fault:
            raise _no_ntriples(fault) from fault

    def load_outside(self, nquads: bytes) -> None:
        """Add graphs that stand beside the graph: queries reach them by GRAPH alone, and nothing writes them out.

        Args:
            nquads: Their content as N-Quads, each line with the name of its graph.
        """
        try:
            self._engine.load(nquads, format=ox.RdfFormat.N_QUADS)
        except SyntaxError as fault:
            raise _no_ntriples(fault) from fault

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a SPARQL query; updates are refused."""
        return self.engine.query(text, prefixes=dict(prefixes or {}), custom_functions=self._functions)

    def hierarchy(self, *predicates: Iri) -> Hierarchy:
        """Return the index of what hangs on what by some properties, made when it is first asked for."""
        if predicates not in self._hierarchies:
            self._hierarchies[predicates] = hierarchy(self, *predicates)
        return self._hierarchies[predicates]

    def triples(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Iri | Literal | None = None,  # noqa: A002
    ) -> Iterator[Triple]:
        """Yield the triples that have these parts, sorted as their N-Triples lines are."""
        for quad in sorted(self._matching(subject, predicate, object), key=str):
            yield _resource(quad.subject), Iri(quad.predicate.value), _term(quad.object)

    @property
    def engine(self) -> ox.Store:
        """What answers the queries, for those who need all that it can do."""
        while self._waiting:
            self._index(self._waiting.pop(), ours=True)
        return self._engine

    def count(self) -> int:
        """Return the number of triples."""
        if self._as_built is not None and _is_sorted(self._as_built):
            return self._as_built.count(b"\n")
        return len(self._verbatim())

    def dump(self) -> bytes:
        """Return the graph as N-Triples, sorted and canonical."""
        if self._as_built is not None and _is_sorted(self._as_built):
            return self._as_built
        triples = (quad.triple for quad in self._verbatim())
        written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        return b"".join(sorted(written.splitlines(keepends=True)))

    def _verbatim(self) -> ox.Dataset:
        """Return the triples as they were loaded; made when first wanted, since queries do without."""
        if self._dataset is None:
            self._dataset = ox.Dataset(ox.parse(b"\n".join(self._loaded), format=ox.RdfFormat.N_TRIPLES))
        return self._dataset

    def _matching(self, subject: Iri | None, predicate: Iri | None, object: Iri | Literal | None) -> Iterator[ox.Quad]:  # noqa: A002
        """Return the quads that have these parts: those that one index finds, looked through for the other parts."""
        dataset = self._verbatim()
        wanted = [None if part is None else _oxigraph_term(part) for part in (subject, predicate, object)]
        if subject is not None:
            found = dataset.quads_for_subject(ox.NamedNode(subject))
        elif object is not None:
            found = dataset.quads_for_object(_oxigraph_term(object))
        elif predicate is not None:
            found = dataset.quads_for_predicate(ox.NamedNode(predicate))
        else:
            return iter(dataset)
        return (q for q in found if all(want in (None, part) for want, part in zip(wanted, q.triple, strict=True)))


def _is_sorted(ntriples: bytes) -> bool:
    """Return whether lines stand in order, each once."""
    last = b""
    for line in BytesIO(ntriples):
        if line <= last:
            return False
        last = line
    return True


def is_canonical(ntriples: bytes) -> bool:
    r"""Return whether an N-Triples document, read and written again in the same order, is the same bytes.

    >>> is_canonical(b'<https://example.org/a> <https://example.org/b> "c" .\n')
    True
    >>> is_canonical(b'<https://example.org/a>   <https://example.org/b> "c" .')
    False

    Raises:
        StoreError: The bytes are not N-Triples.
    """
    form, again = ox.RdfFormat.N_TRIPLES, _Compared(ntriples)
    try:
        ox.serialize((quad.triple for quad in ox.parse(ntriples, format=form)), again, format=form)
    except SyntaxError as fault:
        raise _no_ntriples(fault) from fault
    return again.same and again.at == len(ntriples)


class _Compared(BytesIO):
    """What is written is compared with what should be, and not kept."""

    def __init__(self, wanted: bytes) -> None:
        super().__init__()
        self._wanted = wanted
        self.at = 0
        self.same = True

    def write(self, written: ReadableBuffer, /) -> int:
        """Compare the next bytes."""
        some = bytes(written)
        self.same = self.same and self._wanted.startswith(some, self.at)
        self.at += len(some)
        return len(some)


def read_triples(ntriples: bytes) -> Iterator[Triple]:
    """Yield the triples of an N-Triples document in its order, for those who only go through them.

    >>> [value.value for _, _, value in read_triples(b'<https://example.org/a> <https://example.org/b> "c" .')]
    ['c']
    """
    try:
        for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES):
            yield _resource(quad.subject), Iri(quad.predicate.value), _term(quad.object)
    except SyntaxError as fault:
        raise _no_ntriples(fault) from fault


def _no_ntriples(fault: SyntaxError) -> StoreError:
    return StoreError(f"this is no N-Triples: {fault.msg}", hint="run `iceorg build` again")


def _oxigraph_term(term: Iri | Literal) -> ox.NamedNode | ox.Literal:
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
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    raise StoreError(f"{term} has no IRI, and everything in a graph of iceorg has one", hint="run `iceorg build` again")
