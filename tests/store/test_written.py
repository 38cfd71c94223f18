"""A graph that a build wrote is read by its lines as a parser reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iceorg.graph import dump_ntriples
from iceorg.model import Literal
from iceorg.store import read_triples, read_written, written
from iceorg.vocab import Iri, oa, rdf, skos, xsd

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.model import Triple

THINGS = st.sampled_from([Iri(f"https://example.org/{name}") for name in ("a", "a.b", "b", "b-1", "é")])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(Literal, TEXTS, st.just(xsd.DATE)),
    st.builds(Literal, TEXTS, st.just(rdf.LANG_STRING), st.just("en-gb")),
)
PROPERTIES = st.sampled_from([skos.PREF_LABEL, skos.ALT_LABEL, skos.EXACT_MATCH])


@given(st.lists(st.tuples(THINGS, PROPERTIES, st.one_of(THINGS, LITERALS))))
def test_every_term_is_what_a_parser_makes_of_it(triples: list[Triple]) -> None:
    """Whatever characters it has, in the order of the graph."""
    graph = dump_ntriples(triples)
    assert list(read_written(graph)) == list(read_triples(graph))


@pytest.mark.parametrize("at_once", [1, 7, 64, 200])
def test_a_file_is_read_a_little_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Wherever it is cut, what is said of a subject stays together."""
    monkeypatch.setattr(written, "_AT_ONCE", at_once)
    name, text = Iri("https://example.org/a"), Literal("many\nlines " * 5)
    names = [name, Iri(name + "b"), Iri("https://example.org/longer")]
    graph = dump_ntriples((subject, predicate, text) for subject in names for predicate in (skos.PREF_LABEL, oa.EXACT))
    (tmp_path / "graph.nt").write_bytes(graph)
    assert list(read_written(tmp_path / "graph.nt")) == list(read_written(graph))


def test_members_of_a_class_can_be_passed_over() -> None:
    """A text that speaks of the class makes nothing a member of it."""
    kind = oa.TextQuoteSelector
    line = f"\n<https://example.org/b> <{rdf.TYPE}> <{kind}> .\n"
    one, other = Iri("https://example.org/a"), Iri("https://example.org/b")
    kept = [(other, skos.PREF_LABEL, Literal(line))]
    graph = dump_ntriples([(one, rdf.TYPE, kind), (one, oa.EXACT, Literal("a")), *kept])
    assert list(read_written(graph, without={kind})) == kept
