"""Turtle: for people to read, so its layout is fixed."""

from __future__ import annotations

import io

import pytest

from builders import claim, document, reading, resolution
from iceorg.export import export_graph
from iceorg.graph import dump_ntriples, to_triples
from iceorg.model import Literal, Triple
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, Iri, iceorg, org, rdf, skos, xsd


def turtle(triples: list[Triple]) -> str:
    """Return a graph as Turtle, without its prefixes."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(dump_ntriples(triples))
    export_graph(store, "turtle", stream)
    return stream.getvalue().decode().partition("\n\n")[2]


def test_a_subject_is_a_paragraph_under_the_heading_of_its_kind() -> None:
    """Its type first, its name next; several values one under the other."""
    unit, post = Iri(f"{ID_BASE}unit"), Iri(f"{ID_BASE}post")
    triples: list[Triple] = [
        (post, rdf.TYPE, org.Post),
        (unit, org.REPORTS_TO, post),
        (unit, skos.ALT_LABEL, Literal("Two\nlines")),
        (unit, skos.ALT_LABEL, Literal('An "a"', rdf.LANG_STRING, "en")),
        (unit, skos.PREF_LABEL, Literal("Unit")),
        (unit, rdf.TYPE, org.OrganizationalUnit),
        (unit, iceorg.ESTABLISHED, Literal("2003-03", xsd.G_YEAR_MONTH)),
    ]
    assert turtle(triples) == (
        "# Units\n"
        "\n"
        "id:unit a org:OrganizationalUnit ;\n"
        '    skos:prefLabel "Unit" ;\n'
        '    skos:altLabel "An \\"a\\""@en ,\n'
        '        "Two\\nlines" ;\n'
        "    org:reportsTo id:post ;\n"
        '    iceorg:established "2003-03"^^xsd:gYearMonth .\n'
        "\n"
        "# Posts\n"
        "\n"
        "id:post a org:Post .\n"
    )


@pytest.mark.parametrize("local", ["a.", "-a", ".a", "a/b", "a#b", "a%20b", "é", "a(b)", "a:b", ""])
def test_a_name_that_parsers_read_differently_is_written_in_full(local: str) -> None:
    """The rules for short names are long, and not every parser has all of them."""
    iri = Iri(ID_BASE + local)
    assert turtle([(iri, rdf.TYPE, org.Post)]) == f"# Posts\n\n<{iri}> a org:Post .\n"


@pytest.mark.parametrize("local", ["a.b", "a-", "1", "_", "a_b-c"])
def test_any_other_name_is_written_in_short(local: str) -> None:
    """With the prefix of its namespace."""
    assert turtle([(Iri(ID_BASE + local), rdf.TYPE, org.Post)]) == f"# Posts\n\nid:{local} a org:Post .\n"


def test_a_property_keeps_its_per_cent_signs() -> None:
    """They are no places for values."""
    predicate = Iri("https://example.org/100%25")
    written = turtle([(Iri(f"{ID_BASE}a"), predicate, Literal("50 %s"))])
    assert written == f'# Other things\n\nid:a <{predicate}> "50 %s" .\n'


def test_the_prefix_of_things_is_what_the_graph_was_built_with() -> None:
    """As its claims show; the file needs no settings to be written."""
    base = "https://graph.example/"
    page = document("A post.")
    triples = to_triples(
        resolution(reading(page, (claim(page, Iri(f"{base}post"), rdf.TYPE, org.Post, "post"),))), base=base
    )
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(dump_ntriples(triples))
    export_graph(store, "turtle", stream)
    assert b"@prefix id: <https://graph.example/> .\n" in stream.getvalue()
    assert b"\nid:post a org:Post .\n" in stream.getvalue()
