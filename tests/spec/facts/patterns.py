"""The notation of patterns.toml: a SPARQL basic graph pattern that names things by their names.

The head of patterns.toml explains it to readers. Names and words are looked up in the graph first and
become `VALUES`, so that what the store answers is an ordinary SPARQL query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "iceorg": "https://w3id.org/iceorg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
NAMES = ("skos:prefLabel", "skos:altLabel", "iceorg:acronym", "foaf:name")

_TOKEN = re.compile(
    r"""\s*( \[[^\]]+\]                  # a thing by its name
           | ~?"[^"]*"(?:\^\^\w+:\w+)?   # a literal, or words in one
           | /(?:\\.|[^/\\])+/           # a regular expression
           | !?=                         # one thing, two things
           | \?\w+ | \d+ | this
           | \w+:\w+(?:\|\w+:\w+)* | a
           | \.(?=\s) )""",
    re.VERBOSE,
)

_QUOTATION_MARKS = str.maketrans("\u2019\u2018\u201c\u201d", "''\"\"")

Fact = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


class Support(NamedTuple):
    """One claim of a fact: its status, and where in which file its words stand."""

    status: str
    places: tuple[tuple[str, int, int], ...]

    def quotes(self, file: str, start: int = 0, end: int = 1 << 62) -> bool:
        """Whether a passage of the claim overlaps the characters from start to before end of a file."""
        return any(name == file and a < end and start < b for name, a, b in self.places)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it is written, and its triples of tokens.

    Example:
        >>> Pattern.read('[ICE] a ?class . ?class != org:Site').triples
        (('[ICE]', 'a', '?class'), ('?class', '!=', 'org:Site'))
    """

    text: str
    triples: tuple[tuple[str, str, str], ...]

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Read a pattern; ValueError names the place that is not in the notation."""
        triples: list[tuple[str, str, str]] = []
        for words in _sentences(list(_tokens(text))):
            if len(words) != 3:
                raise ValueError(f"not three terms: {' '.join(words)!r} in {text!r}")
            triples.append((words[0], words[1], words[2]))
        return cls(text, tuple(triples))

    @property
    def tokens(self) -> tuple[str, ...]:
        """All terms, in order of writing."""
        return tuple(token for triple in self.triples for token in triple)


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"not in the notation: {text[at:]!r}")
        yield match[1]
        at = match.end()


def _sentences(tokens: list[str]) -> Iterator[list[str]]:
    while "." in tokens:
        at = tokens.index(".")
        yield tokens[:at]
        tokens = tokens[at + 1 :]
    yield tokens


def plain(text: str) -> str:
    """Return text without what readers do not see: case, runs of white space, shapes of quotation marks."""
    return " ".join(text.translate(_QUOTATION_MARKS).casefold().split())


@dataclass(slots=True)
class FactGraph:
    """A graph with its names, its claims and its documents at hand.

    Args:
        ntriples: The bytes of a graph.nt.
    """

    ntriples: bytes
    store: ox.Store = field(init=False)
    names: dict[str, set[ox.NamedNode]] = field(init=False)
    claims: dict[Fact, list[Support]] = field(init=False)
    documents: dict[str, set[ox.NamedNode]] = field(init=False)
    _objects: dict[ox.NamedNode | ox.Literal, str] = field(init=False)

    def __post_init__(self) -> None:
        """Load the graph and look everything up once."""
        self.store = ox.Store()
        self.store.bulk_load(self.ntriples, format=ox.RdfFormat.N_TRIPLES)
        self.names = self._find_names()
        self.documents = self._find_documents()
        self.claims = self._find_claims()
        terms = {quad.object for quad in self.store if isinstance(quad.object, ox.NamedNode | ox.Literal)}
        self._objects = {term: plain(term.value) for term in terms}

    def solutions(self, pattern: Pattern, document: str) -> list[tuple[Fact, ...]]:
        """Return the triples of every way in which the pattern holds.

        Args:
            pattern: The pattern.
            document: The file name that `this` stands for.
        """
        facts = [triple for triple in pattern.triples if triple[1] not in _COMPARED]
        variables = _variables(pattern)
        rows = self.store.query(self.sparql(pattern, document))
        assert isinstance(rows, ox.QuerySolutions)
        return [tuple(_fact(row, variables, fact) for fact in facts) for row in rows]

    def sparql(self, pattern: Pattern, document: str) -> str:
        """Return the query that a pattern becomes in this graph."""
        variables = _variables(pattern)
        lines = []
        for token, variable in variables.items():
            if not token.startswith("?"):
                found = " ".join(sorted(map(str, self._candidates(token, document))))
                lines.append(f"VALUES {variable} {{ {found} }}")
        for subject, predicate, object_ in pattern.triples:
            ends = variables[subject], variables[object_]
            if predicate in _COMPARED:
                lines.append(f"FILTER({ends[0]} {predicate} {ends[1]})")
            else:
                lines.append(f"{ends[0]} {variables[predicate]} {ends[1]} .")
        return "SELECT DISTINCT * WHERE {\n  " + "\n  ".join(lines) + "\n}"

    def supports(self, fact: Fact) -> list[Support]:
        """Return the claims of a fact."""
        return self.claims.get(fact, [])

    def _candidates(self, written: str, document: str) -> set[ox.NamedNode | ox.Literal]:
        """Return the terms of the graph that a term of the notation may stand for."""
        inner = written[1:-1]
        match written[0]:
            case "[":
                return {thing for name in inner.split("|") for thing in self._bearers(name)}
            case "~":
                return {term for term, text in self._objects.items() if plain(inner[1:]) in text}
            case "/":
                found = re.compile(inner, re.IGNORECASE)
                return {t for t in self._objects if isinstance(t, ox.Literal) and found.search(t.value)}
            case _ if written == "this":
                return set(self.documents.get(document, ()))
            case _:
                return _constants(written)

    def _bearers(self, name: str) -> set[ox.NamedNode]:
        if name.startswith("~"):
            words = f" {name_key(name[1:])} "
            return {thing for key, things in self.names.items() if words in f" {key} " for thing in things}
        return self.names.get(name_key(name), set())

    def _find_names(self) -> dict[str, set[ox.NamedNode]]:
        names: dict[str, set[ox.NamedNode]] = defaultdict(set)
        for predicate in NAMES:
            for thing, name in self._pairs(predicate):
                names[name_key(name.value)].add(thing)
        return dict(names)

    def _find_documents(self) -> dict[str, set[ox.NamedNode]]:
        documents: dict[str, set[ox.NamedNode]] = defaultdict(set)
        for document, name in self._pairs("iceorg:fileName"):
            documents[name.value].add(document)
        return dict(documents)

    def _find_claims(self) -> dict[Fact, list[Support]]:
        parts = {p: dict(self._pairs(f"rdf:{p}")) for p in ("subject", "predicate", "object")}
        statuses = {claim: status.value.rpartition("#")[2] for claim, status in self._pairs("iceorg:status")}
        places = self._find_places()
        passages: dict[ox.NamedNode, list[tuple[str, int, int]]] = defaultdict(list)
        for claim, passage in self._pairs("prov:wasDerivedFrom"):
            passages[claim] += places.get(passage, [])
        claims: dict[Fact, list[Support]] = defaultdict(list)
        for claim, subject in parts["subject"].items():
            fact = (subject, parts["predicate"][claim], parts["object"][claim])
            claims[fact].append(Support(statuses[claim], tuple(sorted(passages[claim]))))
        return dict(claims)

    def _find_places(self) -> dict[ox.NamedNode, list[tuple[str, int, int]]]:
        files = {document: file for file, documents in self.documents.items() for document in documents}
        starts, ends = dict(self._pairs("iceorg:start")), dict(self._pairs("iceorg:end"))
        return {
            passage: [(files[document], int(starts[passage].value), int(ends[passage].value))]
            for passage, document in self._pairs("oa:hasSource")
            if document in files
        }

    def _pairs(self, curie: str) -> Iterator[tuple[Any, Any]]:
        for quad in self.store.quads_for_pattern(None, _iri(curie), None):
            yield quad.subject, quad.object


_COMPARED = ("=", "!=")


def _variables(pattern: Pattern) -> dict[str, str]:
    """Return the SPARQL variable of every term; equal terms are one variable."""
    terms = dict.fromkeys(token for token in pattern.tokens if token not in _COMPARED)
    return {token: token if token.startswith("?") else f"?t{n}" for n, token in enumerate(terms)}


def _fact(row: ox.QuerySolution, variables: dict[str, str], tokens: tuple[str, str, str]) -> Fact:
    subject, predicate, object_ = (row[variables[token][1:]] for token in tokens)
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    assert isinstance(object_, ox.NamedNode | ox.Literal)
    return subject, predicate, object_


def _iri(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _constants(written: str) -> set[ox.NamedNode | ox.Literal]:
    if written.isdigit():
        return {ox.Literal(written, datatype=_iri("xsd:integer"))}
    if written.startswith('"'):
        value, _, datatype = written[1:].partition('"')
        return {ox.Literal(value, datatype=_iri(datatype[2:])) if datatype else ox.Literal(value)}
    return {_iri("rdf:type" if curie == "a" else curie) for curie in written.split("|")}
