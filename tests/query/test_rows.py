"""Answers as text: the W3C formats as the engine itself writes them, tables and Markdown for people."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from xml.etree.ElementTree import canonicalize

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, parse
from pyoxigraph import Store as OxigraphGraph

from iceorg.errors import QueryError
from iceorg.model import Literal
from iceorg.query import Form, Format, Rows, render, run_query, run_question, show
from iceorg.query.rows import text_of
from iceorg.vocab import ID_BASE, PREFIXES

if TYPE_CHECKING:
    from iceorg.store import Store

TERMS = """
SELECT ?x ?y { VALUES (?x ?y) {
  (1.0e3 'a\\tb\\nc') ("01"^^xsd:integer org:Post) ('2008-01-01'^^xsd:date UNDEF) (-2 'x,"y"') (2.5 true)
  ('a|b' 'é'@fr) ('abc'^^xsd:integer '') ('.5'^^xsd:decimal '-'^^xsd:decimal)
} }"""


@pytest.mark.parametrize("form", [Format.CSV, Format.TSV])
@pytest.mark.parametrize("query", [TERMS, "ASK { ?s a org:Post }", "SELECT ?s { ?s a org:Role }"])
def test_csv_and_tsv_are_as_the_engine_writes_them(
    harbour: Store, harbour_turtle: str, form: Format, query: str
) -> None:
    """The engine's own serializer is the oracle for values, quotes, line ends and unbound cells."""
    expected = _as_the_engine_writes(harbour_turtle, query, getattr(QueryResultsFormat, form.name))
    assert render(run_query(harbour, query), form) == expected.decode()


@pytest.mark.parametrize("query", [TERMS, "ASK { }", "SELECT ?s { ?s a org:Role }"])
def test_json_is_as_the_engine_writes_it(harbour: Store, harbour_turtle: str, query: str) -> None:
    """SPARQL JSON results, but for white space."""
    expected = _as_the_engine_writes(harbour_turtle, query, QueryResultsFormat.JSON)
    assert json.loads(render(run_query(harbour, query), Format.JSON)) == json.loads(expected)


@pytest.mark.parametrize(
    "query", [TERMS, "ASK { }", "SELECT ?s { ?s a org:Role }", "SELECT ?x { VALUES ?x { '<&>' } }"]
)
def test_xml_is_as_the_engine_writes_it(harbour: Store, harbour_turtle: str, query: str) -> None:
    """SPARQL XML results, but for white space between the elements and the order of attributes."""
    expected = _as_the_engine_writes(harbour_turtle, query, QueryResultsFormat.XML)
    ours = render(run_query(harbour, query), Format.XML)
    assert canonicalize(ours, strip_text=True) == canonicalize(expected.decode(), strip_text=True)


def test_what_no_xml_can_hold_is_refused(harbour: Store) -> None:
    """A document that no reader can parse is no answer."""
    with pytest.raises(QueryError, match=r"XML cannot hold the character U\+0001 of the answer; ask for json"):
        render(run_query(harbour, "SELECT ?x { VALUES ?x { '\x01' } }"), Format.XML)


def test_a_table_shows_iris_beside_names(harbour: Store) -> None:
    """A person reads the name and writes the IRI into the next query; terms of the vocabulary are in words as well."""
    rows = run_question(harbour, "list-reports", {"post": "HSA Director"})
    heading, _, first, *_ = show(harbour, rows, Format.TABLE, width=120).splitlines()
    assert heading.split() == ["who", "kind", "status"]
    assert first == "Office of Rescue  id:rescue  office or unit  org:OrganizationalUnit  layout  iceorg:Layout"


def test_on_a_narrow_screen_iris_stand_below_names(harbour: Store) -> None:
    """Broken at marks of their own, so that a reader sees the words in them."""
    rows = run_query(harbour, "SELECT ?a ?kind { VALUES ?a { id:rescue } ?a a ?kind }")
    assert show(harbour, rows, Format.TABLE, width=34).splitlines()[2:] == [
        "Office of Rescue  office or unit",
        "id:rescue         org:",
        "                  OrganizationalUn",
        "                  it",
    ]


@pytest.mark.parametrize(("named", "first"), [(True, "Office of Rescue"), (False, "id:rescue")])
def test_a_table_may_show_one_of_the_two(harbour: Store, *, named: bool, first: str) -> None:
    """Names in place of IRIs, or IRIs as they are."""
    rows = run_query(harbour, "SELECT ?a { VALUES ?a { id:rescue } }")
    assert show(harbour, rows, Format.TABLE, named=named).splitlines()[2] == first


def test_iris_are_paler_where_the_terminal_has_colours(harbour: Store) -> None:
    """So that the names stand out; the columns are where they would be."""
    rows = run_query(harbour, "SELECT ?a ?n { VALUES (?a ?n) { (id:rescue 1) } }")
    plain, pale = (show(harbour, rows, Format.TABLE, dim=dim).splitlines()[2] for dim in (False, True))
    assert pale == "Office of Rescue  \x1b[2mid:rescue\x1b[0m  1"
    assert plain == "Office of Rescue  id:rescue  1"


@pytest.mark.parametrize("form", [Format.TABLE, Format.MARKDOWN])
def test_a_terminal_obeys_no_value(harbour: Store, form: Format) -> None:
    """An endpoint may send characters that would colour, clear or rename the window: they are pictures."""
    rows = run_query(harbour, "SELECT ?a { VALUES ?a { '\x1b]0;owned\x07' } }")
    assert "␛]0;owned␇" in show(harbour, rows, form)


def test_a_fact_of_the_layout_cites_its_heading_and_its_line(harbour: Store) -> None:
    """The heading that two lines stand under is cited for both, above the line, and each fact is one row."""
    rows = run_question(harbour, "list-reports", {"post": "HSA Director"})
    assert show(harbour, rows, Format.TABLE, named=True, width=120).splitlines()[2:8] == [
        "Office of Rescue  office or unit  layout",
        "    leaflet.txt 100: “Director”",
        "    leaflet.txt 110: “Office of Rescue”",
        "Office of Charts  office or unit  layout",
        "    leaflet.txt 100: “Director”",
        "    leaflet.txt 130: “Office of Charts”",
    ]


def test_a_chain_cites_every_passage_of_its_steps(harbour: Store) -> None:
    """A step that is read off the layout shows what licenses it, too, and no passage twice."""
    rows = run_question(harbour, "trace-upwards", {"thing": "Office of Rescue"})
    assert [text_of(cell) for cell in rows.column("quote")[:2]] == ["Director", "Office of Rescue"]
    assert len(set(rows)) == len(rows)


def test_rows_that_differ_only_in_their_words_share_one(harbour: Store) -> None:
    """A fact that two documents state is one row of the table with two citations below it."""
    table = show(harbour, run_question(harbour, "name-whole", {"part": "HSA"}), Format.TABLE, width=120)
    assert [line.split(":")[0].strip() for line in table.splitlines()[3:]] == ["handbook.txt 60", "leaflet.txt 60"]


def test_rows_of_one_fact_share_one_wherever_they_stand() -> None:
    """A fact that a document states twice is one row, though the document states another in between."""
    told = (("Tides", "t.txt", "one", "1"), ("Ports", "t.txt", "two", "5"), ("Tides", "t.txt", "three", "9"))
    rows = Rows(("who", "document", "quote", "start"), tuple(tuple(map(Literal, row)) for row in told))
    lines = [line.strip() for line in render(rows, Format.TABLE).splitlines()[2:]]
    assert lines == ["Tides", "t.txt 1: “one”", "t.txt 9: “three”", "Ports", "t.txt 5: “two”"]


@pytest.mark.parametrize("width", [40, 60, 200])
def test_a_table_fits_the_screen_and_loses_nothing(harbour: Store, width: int) -> None:
    """Long values are broken over lines, never cut off."""
    query = "SELECT ?a ?b { VALUES (?a ?b) { ('a-very-long-file-name-without-blanks-in-it.txt' 'one two three four five') } }"
    table = show(harbour, run_query(harbour, query), Format.TABLE, width=width)
    assert max(len(line) for line in table.splitlines()) <= width
    letters = "".join(sorted(table.partition("─")[2].replace("─", "")))
    assert (
        letters.split() == "".join(sorted("a-very-long-file-name-without-blanks-in-it.txtonetwothreefourfive")).split()
    )


def test_csv_has_iris_unless_names_are_asked_for(harbour: Store) -> None:
    """Programs get IRIs; `--labels` gives a spreadsheet that people can read."""
    rows = run_question(harbour, "name-whole", {"part": "HSA"}).select(("part", "whole"))
    plain = list(csv.reader(show(harbour, rows, Format.CSV).splitlines()))
    named = list(csv.reader(show(harbour, rows, Format.CSV, named=True).splitlines()))
    assert plain[1] == ["https://w3id.org/iceorg/id/agency", "https://w3id.org/iceorg/id/ports"]
    assert named[1] == ["Harbour Safety Agency", "Department of Ports"]


def test_markdown_escapes_what_would_end_a_cell(harbour: Store) -> None:
    """A bar in a value does not break the table."""
    rows = run_query(harbour, "SELECT ?a { VALUES ?a { 'x|y' 'two\\nlines' } }")
    assert render(rows, Format.MARKDOWN) == "| a |\n| --- |\n| x\\|y |\n| two lines |\n"


def test_a_graph_comes_out_as_turtle_or_n_triples(harbour: Store) -> None:
    """CONSTRUCT and DESCRIBE give triples, sorted; Turtle is the default where a program reads."""
    rows = run_query(harbour, "CONSTRUCT { ?s org:holds ?o } WHERE { ?m org:member ?s ; iceorg:post ?o }")
    assert rows.form is Form.GRAPH
    assert "id:lee org:holds id:director ." in show(harbour, rows)
    lee, director = "<https://w3id.org/iceorg/id/lee>", "<https://w3id.org/iceorg/id/director>"
    assert show(harbour, rows, Format.NTRIPLES) == f"{lee} <http://www.w3.org/ns/org#holds> {director} .\n"


def test_a_graph_comes_out_as_json_ld(harbour: Store) -> None:
    """The same triples, for those who read JSON."""
    rows = run_query(harbour, "CONSTRUCT WHERE { ?s org:postIn id:agency }")
    written = show(harbour, rows, Format.JSON_LD).encode()
    assert {quad.triple.object.value for quad in parse(written, format=RdfFormat.JSON_LD)} == {f"{ID_BASE}agency"}


def test_a_blank_node_of_a_query_can_be_written(harbour: Store) -> None:
    """The graph has none, but a CONSTRUCT may make some."""
    rows = run_query(harbour, "CONSTRUCT { [] org:holds ?o } WHERE { ?m iceorg:post ?o }")
    assert show(harbour, rows, Format.NTRIPLES).startswith("_:")


def test_solutions_are_no_graph(harbour: Store) -> None:
    """A SELECT asked for as Turtle says what to use instead."""
    with pytest.raises(QueryError, match="turtle is for CONSTRUCT and DESCRIBE; use csv"):
        show(harbour, run_query(harbour, "SELECT ?s { ?s a org:Post }"), Format.TURTLE)


def test_an_answer_can_be_asked_whether_it_is_so(harbour: Store) -> None:
    """An ASK is true or false; a table is true if it has rows."""
    assert run_query(harbour, "ASK { ?s a org:Post }")
    assert not run_query(harbour, "ASK { ?s a org:Role }")
    assert not Rows(("a",), ())


def _as_the_engine_writes(turtle: str, query: str, form: QueryResultsFormat) -> bytes:
    engine = OxigraphGraph()
    engine.load(turtle.encode(), format=RdfFormat.TURTLE)
    answer = engine.query(query, prefixes=PREFIXES)
    assert not isinstance(answer, QueryTriples)
    written = answer.serialize(format=form)
    assert written is not None
    return written
