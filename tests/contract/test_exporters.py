"""What every format does: the whole graph, the same bytes each time, read back by others as it was."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders import lake_resolution
from iceorg.errors import ExportError
from iceorg.export import EXPORTERS, Exporter, export_graph, exported, exporter, read_export
from iceorg.graph import dump_ntriples, to_triples
from iceorg.graph.terms import iri_fault
from iceorg.model import Literal, Triple
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, PREFIXES, Iri, declared, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# rdflib's own parsers use what rdflib warns of.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph.default_context is deprecated:DeprecationWarning"),
]

LAKE = to_triples(lake_resolution())
BY_NAME = {one.name: one for one in EXPORTERS}
RDF = [one for one in EXPORTERS if not one.loses]
FORMATS = pytest.mark.parametrize("one", RDF, ids=[one.name for one in RDF])
ALL_FORMATS = pytest.mark.parametrize("one", EXPORTERS, ids=BY_NAME)


def written(one: Exporter, triples: Iterable[Triple]) -> bytes:
    """Return a graph in a format."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(dump_ntriples(triples))
    export_graph(store, one.name, stream)
    return stream.getvalue()


def taken_apart(quad: ox.Quad) -> list[ox.Triple]:
    """Return a triple; of a reifier, the three that say the same in RDF 1.1."""
    if not isinstance(quad.object, ox.Triple):
        return [quad.triple]
    parts = zip(("subject", "predicate", "object"), quad.object, strict=True)
    return [ox.Triple(quad.subject, ox.NamedNode(PREFIXES["rdf"] + name), part) for name, part in parts]


def read_by_pyoxigraph(text: bytes, media_type: str) -> bytes:
    """Return sorted N-Triples of what pyoxigraph reads."""
    form = ox.RdfFormat.from_media_type(media_type.partition(";")[0])
    triples = (triple for quad in ox.parse(text, format=form) for triple in taken_apart(quad))
    lines = (ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"" for triple in triples)
    return b"".join(sorted(set(lines)))


NAMES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
    "application/rdf+xml": "xml",
}
"""What rdflib calls the formats; it has no RDF 1.2."""


def read_by_rdflib(text: bytes, media_type: str) -> set[tuple[object, ...]]:
    """Return the triples that rdflib reads, those of all graphs together."""
    import rdflib

    if media_type in ("application/n-quads", "application/trig"):
        quads = rdflib.Dataset().parse(data=text, format=NAMES[media_type])
        return {quad[:3] for quad in quads.quads()}
    return set(rdflib.Graph().parse(data=text, format=NAMES[media_type]))


def assert_read_back(one: Exporter, triples: Iterable[Triple]) -> None:
    """Both libraries read from the export what they read from graph.nt; one that cannot be written is refused in words."""
    graph = dump_ntriples(triples)
    try:
        text = written(one, triples)
    except ExportError:
        assert one.name == "rdf-xml"
        return
    assert read_by_pyoxigraph(text, one.media_type) == graph
    assert read_export(text, one.media_type) == graph
    if one.media_type in NAMES:
        assert read_by_rdflib(text, one.media_type) == read_by_rdflib(graph, "application/n-triples")


@FORMATS
def test_the_graph_is_read_back_as_it_was(one: Exporter) -> None:
    """By pyoxigraph and by rdflib."""
    assert_read_back(one, LAKE)


@FORMATS
def test_an_empty_graph_is_read_back(one: Exporter) -> None:
    """It is a file of the format, without a triple."""
    assert_read_back(one, [])


@FORMATS
@pytest.mark.parametrize(
    "base",
    ["https://graph.example/", "http://graph.example/x#", "urn:graph:", "https://w3id.org/iceorg/", PREFIXES["org"]],
)
def test_a_graph_with_names_of_its_own_is_read_back(one: Exporter, base: str) -> None:
    """Whatever its IRIs begin with; where that can be shortened, it is."""
    assert_read_back(one, to_triples(lake_resolution(base), base=base))


HARD = (
    'a "quote" and a \\ and a \\" and a """',
    'ends with a quote"',
    "ends with a backslash\\",
    "lines\nof\r\ntext\rand\ttabs",
    "<b>bold</b> & </script><!-- ]]> -->",
    "control \x00\x01\x08\x0b\x0c\x1f\x7f\x80\x85\x9f",
    "separators \u2028\u2029 and \ufeff \ufffe \uffff",
    "🌊 👩‍🚀 e\u0301 é \u202eright to left\u202c",
    "@prefix id: <x> .\nid:a a id:b .",
    '{"@value": "x", "@id": "_:b"}',
    "id:soundings",
    "https://example.org/",
    "_:blank",
    "@context",
    " ",
    "",
)


@FORMATS
@pytest.mark.parametrize("number", range(len(HARD)))
def test_a_text_that_is_hard_to_write_is_read_back(one: Exporter, number: int) -> None:
    """Under a property for texts, one for things and one for dates."""
    subject, text = Iri(f"{ID_BASE}a"), Literal(HARD[number])
    predicates = [
        Iri(PREFIXES[p] + local) for p, local in (("skos", "altLabel"), ("org", "reportsTo"), ("iceorg", "observedOn"))
    ]
    assert_read_back(one, [(subject, predicate, text) for predicate in predicates])


LOCALS = st.text(st.sampled_from("abZ019-_.~()'!*,;:@$&=+/?%2F·éж中²"), max_size=8)
IRIS = st.builds(
    lambda base, local: Iri(base + local),
    st.sampled_from([*PREFIXES.values(), "https://example.org/", "urn:x:", "http://"]),
    LOCALS,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\r\t\x00\x85\u2028:@_<>'), max_size=12)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(Literal, TEXTS, st.just(rdf.LANG_STRING), st.sampled_from(["en", "en-gb", "de"])),
    st.builds(
        Literal, st.integers(-5, 10**20).map(str), st.sampled_from([xsd.INTEGER, xsd.NON_NEGATIVE_INTEGER, xsd.DECIMAL])
    ),
    st.builds(
        Literal, st.sampled_from(["007", "-0", "+1", "1.0", "1e5", "x"]), st.sampled_from([xsd.INTEGER, xsd.DECIMAL])
    ),
    st.builds(Literal, st.dates().map(str), st.just(xsd.DATE)),
    st.builds(Literal, TEXTS, st.just(Iri("urn:x:own"))),
)
PROPERTIES = st.sampled_from(sorted(declared.PROPERTIES)) | IRIS
OBJECTS = st.sampled_from(sorted(declared.CLASSES | declared.INDIVIDUALS | declared.PROPERTIES)) | IRIS | LITERALS
GRAPHS = st.lists(st.tuples(IRIS, PROPERTIES, OBJECTS), max_size=6)


@FORMATS
@given(triples=GRAPHS)
@settings(derandomize=True, database=None, deadline=None, max_examples=100)
def test_any_graph_is_read_back_by_pyoxigraph(one: Exporter, triples: list[Triple]) -> None:
    """Any IRIs with any values under any property, those of the context among them."""
    assume(not any(iri_fault(term) for triple in triples for term in triple if not isinstance(term, Literal)))
    try:
        text = written(one, triples)
    except ExportError:
        assert one.name == "rdf-xml"
        return
    assert read_by_pyoxigraph(text, one.media_type) == dump_ntriples(triples)


@FORMATS
@given(texts=st.lists(TEXTS, max_size=4))
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_any_text_is_read_back_by_both(one: Exporter, texts: list[str]) -> None:
    """Rdflib has a parser of its own for each format."""
    assert_read_back(one, [(Iri(f"{ID_BASE}a"), Iri(f"{PREFIXES['skos']}altLabel"), Literal(text)) for text in texts])


@ALL_FORMATS
def test_the_order_of_loading_does_not_show(one: Exporter) -> None:
    """Equal graphs give equal bytes."""
    store, stream = OxigraphStore(), io.BytesIO()
    for line in dump_ntriples(LAKE).splitlines(keepends=True)[::-1][:200]:
        store.load(line)
    store.load(dump_ntriples(LAKE))
    export_graph(store, one.name, stream)
    assert stream.getvalue() == written(one, LAKE)


def test_formats_made_together_are_as_each_by_itself() -> None:
    """A build puts the graph in order once for all of them."""
    store = OxigraphStore()
    store.load(dump_ntriples(LAKE))
    together = dict(zip(BY_NAME, exported(store, BY_NAME), strict=True))
    assert together == {name: written(one, LAKE) for name, one in BY_NAME.items()}


def test_the_bytes_are_the_same_in_every_process(root: Path) -> None:
    """Whatever the seed of hashes is, which moves sets and dictionaries of many a library."""
    program = (
        "import hashlib, io, sys; sys.path.insert(0, 'tests')\n"
        "from builders import lake_resolution\n"
        "from iceorg.export import EXPORTERS, export_graph\n"
        "from iceorg.graph import dump_ntriples, to_triples\n"
        "from iceorg.store import OxigraphStore\n"
        "store, out = OxigraphStore(), io.BytesIO()\n"
        "store.load(dump_ntriples(to_triples(lake_resolution())))\n"
        "for one in EXPORTERS: export_graph(store, one.name, out)\n"
        "print(hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "src")},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop()) == 65


def test_there_are_these_formats() -> None:
    """Each with the ending of its files' names and what it is called on the web."""
    told = {one.name: (one.suffix, one.media_type) for one in EXPORTERS}
    assert told == {
        "turtle": (".ttl", "text/turtle"),
        "json-ld": (".jsonld", "application/ld+json"),
        "n-triples": (".nt", "application/n-triples"),
        "n-quads": (".nq", "application/n-quads"),
        "trig": (".trig", "application/trig"),
        "rdf-xml": (".rdf", "application/rdf+xml"),
        "turtle-1.2": (".ttl", "text/turtle; version=1.2"),
        "graphml": (".graphml", "application/graphml+xml"),
        "gexf": (".gexf", "application/gexf+xml"),
        "cytoscape": (".cyjs", "application/vnd.cytoscape+json"),
        "mermaid": (".mmd", "text/vnd.mermaid"),
        "dot": (".dot", "text/vnd.graphviz"),
        "csv": (".csv.zip", "application/zip"),
        "csv-bare": (".csv.zip", "application/zip"),
        "followthemoney": (".ftm.json", "application/x-ndjson"),
        "popolo": (".popolo.json", "application/json"),
        "parquet": (".parquet.zip", "application/zip"),
        "json-ld-tree": (".tree.jsonld", "application/ld+json"),
    }
    assert len(RDF) == 7


@pytest.mark.parametrize(
    ("asked", "hint"), [("turtel", "did you mean turtle"), ("spreadsheet", "there are turtle, json-ld")]
)
def test_an_unknown_format_is_refused_with_a_near_one(asked: str, hint: str) -> None:
    """Or with all that there are."""
    with pytest.raises(ExportError, match=f"no format is called '{asked}'") as caught:
        exporter(asked)
    assert hint in caught.value.hint


def test_what_xml_cannot_hold_is_refused_in_words() -> None:
    """A control character, and a property whose IRI ends in no name; other formats have both."""
    thing, name = Iri(f"{ID_BASE}a"), Iri(f"{PREFIXES['skos']}altLabel")
    rdf_xml = BY_NAME["rdf-xml"]
    with pytest.raises(ExportError, match="XML cannot hold a control character"):
        written(rdf_xml, [(thing, name, Literal("bell\x07"))])
    with pytest.raises(ExportError, match="cannot write the property <urn:x:1>"):
        written(rdf_xml, [(thing, Iri("urn:x:1"), thing)])
    assert read_by_rdflib(written(rdf_xml, [(thing, name, Literal("a\r\nb"))]), "application/rdf+xml")


def test_a_format_that_loses_something_says_what() -> None:
    """In words that follow "has"."""
    assert [one.name for one in EXPORTERS if one.loses] == [one.name for one in EXPORTERS if one not in RDF]
    assert all(len(one.loses.split()) > 5 for one in EXPORTERS if one.loses)
