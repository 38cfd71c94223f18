"""N-Triples: the same graph is the same bytes, and they are those that pyoxigraph would write."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iceorg.graph import dump_ntriples
from iceorg.model import Literal, Triple
from iceorg.vocab import Iri, rdf, skos, xsd

A, B = Iri("https://example.org/a"), Iri("https://example.org/b")
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\r\t\b\f\x00\x7f\x85\u2028\ufffe\uffff<>')
)
LITERALS = (
    st.builds(Literal, TEXTS)
    | st.builds(Literal, TEXTS, st.sampled_from([xsd.DATE, xsd.INTEGER, Iri("urn:x:own")]))
    | st.builds(Literal, TEXTS, st.just(rdf.LANG_STRING), st.sampled_from(["en", "en-GB", "zh-Hant-TW"]))
)


def by_pyoxigraph(literal: Literal) -> bytes:
    """Return the line of a literal as the library writes it."""
    kind = {"language": literal.language} if literal.language else {"datatype": ox.NamedNode(literal.datatype)}
    triple = ox.Triple(ox.NamedNode(A), ox.NamedNode(B), ox.Literal(literal.value, **kind))
    return ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b""


@given(LITERALS)
@settings(derandomize=True, database=None, deadline=None, max_examples=400)
def test_a_literal_is_written_as_pyoxigraph_writes_it(literal: Literal) -> None:
    """Whatever its characters, its datatype and its language are."""
    assert dump_ntriples([(A, B, literal)]) == by_pyoxigraph(literal)


@pytest.mark.parametrize(
    "code", [*range(0x21), 0x22, 0x5C, *range(0x7E, 0xA1), 0x2028, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF]
)
def test_a_character_at_an_edge_is_written_as_pyoxigraph_writes_it(code: int) -> None:
    """Control characters, quotation marks and the ends of planes are where escaping goes wrong."""
    literal = Literal(f"before{chr(code)}after")
    assert dump_ntriples([(A, B, literal)]) == by_pyoxigraph(literal)


def test_lines_are_sorted_by_code_point_and_none_occurs_twice() -> None:
    """Upper case before lower case, beyond ASCII last, however the triples came."""
    triples: list[Triple] = [(A, skos.ALT_LABEL, Literal(word)) for word in ("b", "é", "B", "b", "😀", "\uffee")]
    objects = [line.split()[2] for line in dump_ntriples(triples).decode().splitlines()]
    assert objects == ['"B"', '"b"', '"é"', '"\uffee"', '"😀"']


def test_every_line_ends_with_one_line_feed() -> None:
    """Also when a value holds other line breaks, which are escaped or are no line breaks to N-Triples."""
    written = dump_ntriples([(A, skos.ALT_LABEL, Literal("a\r\nb\x0bc\x85d\u2028e")), (A, rdf.TYPE, B)])
    assert written.count(b"\n") == 2
    assert written.endswith(b" .\n")
    assert b"\r" not in written


def test_an_empty_graph_is_an_empty_file() -> None:
    """There is no line without a triple."""
    assert dump_ntriples([]) == b""
