"""Answers, read without the engine that wrote them, and compared: term by term, then by value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from w3c.manifests import FORMATS, file_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SRX = "{http://www.w3.org/2005/sparql-results#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EXACT = {"integer", "decimal", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte"}
_EXACT |= {"nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "positiveInteger"}

Term = tuple[str, ...]
"""("iri", I), ("blank", B) or ("literal", VALUE, DATATYPE, LANGUAGE)."""
Row = tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: true or false, rows, or triples, which are rows of three."""

    truth: bool | None
    rows: tuple[Row, ...] = ()
    graph: bool = False


def same(wanted: Found, got: Found, *, lax: bool) -> bool:
    """Whether two answers are one: strictly, or else with values in place of their spellings."""
    if (wanted.truth, wanted.graph) != (got.truth, got.graph):
        return False
    unique = lax or wanted.graph
    return any(_shape(wanted, spell, unique) == _shape(got, spell, unique) for spell in (_as_written, _by_value))


def _shape(found: Found, spell: Callable[[Term], str], unique: bool) -> ox.Dataset | Counter[str]:  # noqa: FBT001
    """Return an answer in a form that is the same for the same answer, whatever its blank nodes are called."""
    rows = [*dict.fromkeys(found.rows)] if unique else found.rows
    quads = ox.Dataset(quad for number, row in enumerate(rows) for quad in _quads(number, row, spell))
    quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return quads


def _quads(number: int, row: Row, spell: Callable[[Term], str]) -> Iterator[ox.Quad]:
    this = ox.BlankNode(f"row{number}")
    yield ox.Quad(this, ox.NamedNode("urn:row"), ox.Literal("is"))
    for name, term in row:
        value = ox.BlankNode(f"b{term[1].encode().hex()}") if term[0] == "blank" else ox.Literal(spell(term))
        yield ox.Quad(this, ox.NamedNode(f"urn:{name}"), value)


def _as_written(term: Term) -> str:
    return json.dumps(term)


def _by_value(term: Term) -> str:
    if term[0] != "literal" or not term[2].startswith(XSD):
        return json.dumps(term)
    name, value = term[2].removeprefix(XSD), term[1].strip()
    try:
        if name in _EXACT:
            return json.dumps([str(Decimal(value).normalize() + 0), "integer" if name != "decimal" else name])
        if name in ("double", "float"):
            return json.dumps([repr(float(value.replace("INF", "inf"))), name])
    except (InvalidOperation, ValueError):
        return json.dumps(term)
    if name == "boolean":
        return json.dumps([value in ("true", "1"), name])
    return (
        json.dumps([value.replace("+00:00", "Z").replace(".0Z", "Z"), name]) if name == "dateTime" else json.dumps(term)
    )


def read_json(body: bytes) -> Found:
    """Return an answer in SPARQL's JSON."""
    told = json.loads(body)
    if "boolean" in told:
        return Found(told["boolean"])
    rows = told["results"]["bindings"]
    return Found(None, tuple(tuple(sorted((name, _json_term(it)) for name, it in row.items())) for row in rows))


def _json_term(told: dict[str, str]) -> Term:
    if told["type"] in ("uri", "bnode"):
        return ("iri" if told["type"] == "uri" else "blank", told["value"])
    return _literal(told["value"], told.get("datatype", ""), told.get("xml:lang", ""))


def read_xml(body: bytes) -> Found:
    """Return an answer in SPARQL's XML."""
    root = ET.fromstring(body)  # noqa: S314 - our own server's, and the suite's
    truth = root.find(f"{SRX}boolean")
    if truth is not None:
        return Found((truth.text or "").strip() == "true")
    return Found(None, tuple(_xml_row(row) for row in root.iter(f"{SRX}result")))


def _xml_row(row: ET.Element) -> Row:
    return tuple(sorted((binding.get("name", ""), _xml_term(binding[0])) for binding in row.iter(f"{SRX}binding")))


def _xml_term(told: ET.Element) -> Term:
    text = told.text or ""
    if told.tag != f"{SRX}literal":
        return ("iri" if told.tag == f"{SRX}uri" else "blank", text.strip())
    return _literal(text, told.get("datatype", ""), told.get(_LANG, ""))


def _literal(value: str, datatype: str, language: str) -> Term:
    return ("literal", value, "" if language else datatype or f"{XSD}string", language.lower())


def read_graph(body: bytes | str, form: str, base: str) -> Found:
    """Return an answer that is a graph."""
    graph = Graph().parse(data=body, format=form, publicID=base)
    rows = (tuple(zip("spo", map(_rdflib_term, triple), strict=True)) for triple in graph)
    return Found(None, tuple(rows), graph=True)


def read_expected(iri: str) -> Found:
    """Return the result that a file of the suite holds."""
    file = file_of(iri)
    if file.suffix == ".srj":
        return read_json(file.read_bytes())
    if file.suffix == ".srx":
        return read_xml(file.read_bytes())
    graph = Graph().parse(data=file.read_bytes(), format=FORMATS[file.suffix], publicID=iri)
    told = graph.value(None, RDF.type, RS.ResultSet)
    if told is None:
        return read_graph(file.read_bytes(), FORMATS[file.suffix], iri)
    truth = graph.value(told, RS.boolean)
    if truth is not None:
        return Found(str(truth) == "true")
    return Found(None, tuple(_described_row(graph, row) for row in graph.objects(told, RS.solution)))


def _described_row(graph: Graph, row: object) -> Row:
    bindings = [*graph.objects(row, RS.binding)]  # type: ignore[arg-type] # a node
    pairs = ((str(graph.value(each, RS.variable)), graph.value(each, RS.value)) for each in bindings)
    return tuple(sorted((name, _rdflib_term(value)) for name, value in pairs))


def _rdflib_term(term: object) -> Term:
    if isinstance(term, URIRef | BNode):
        return ("iri" if isinstance(term, URIRef) else "blank", str(term))
    assert isinstance(term, Literal)
    return _literal(str(term), str(term.datatype or ""), term.language or "")
