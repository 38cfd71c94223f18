"""The order in which people read a graph."""

from __future__ import annotations

import pytest

from builders import lake_resolution
from iceorg.export.arrange import arrange
from iceorg.export.lines import base_of, chapters
from iceorg.graph import dump_ntriples, to_triples
from iceorg.model import Literal, Resolution
from iceorg.vocab import ID_BASE, Iri, iceorg, oa, org, rdf, skos


def test_things_come_first_then_documents_claims_and_passages(lake: Resolution) -> None:
    """Things by kind, in the order of the design's table."""
    assert [section.title.partition(":")[0] for section in arrange(to_triples(lake))] == [
        "Organisations",
        "Units",
        "Posts",
        "People",
        "Programs",
        "Stakeholder groups",
        "Places",
        "Who holds which post",
        "Partnerships with a name",
        "Changes",
        "Stated counts",
        "Documents",
        "Claims",
        "Passages",
    ]


def test_nothing_is_lost_and_nothing_is_added(lake: Resolution) -> None:
    """Every triple is in one section, once."""
    triples = to_triples(lake)
    arranged = [
        (n.subject, p, what) for s in arrange(triples) for n in s.nodes for p, values in n.said for what in values
    ]
    assert len(arranged) == len(triples)
    assert set(arranged) == set(triples)


def test_passages_come_in_text_order_each_with_its_selectors() -> None:
    """The one from 98 on before the one from 120 on, which letter by letter is the other way round."""
    passages = [f"{ID_BASE}passage-00ff-{place}" for place in ("120-130", "98-118")]
    triples = [
        (Iri(p + part), rdf.TYPE, kind)
        for p in passages
        for part, kind in (("", oa.SpecificResource), ("-quote", oa.TextQuoteSelector))
    ]
    (section,) = arrange(triples)
    assert [node.subject.rpartition("00ff-")[2] for node in section.nodes] == [
        "98-118",
        "98-118-quote",
        "120-130",
        "120-130-quote",
    ]


def test_a_claim_is_read_as_a_sentence(lake: Resolution) -> None:
    """Subject, predicate, object, and then the rest."""
    claims = next(s for s in arrange(to_triples(lake)) if s.title.startswith("Claims"))
    order = [predicate for predicate, _ in claims.nodes[0].said]
    assert order[:4] == [rdf.TYPE, rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT]


@pytest.mark.parametrize("types", [(org.Post, org.OrganizationalUnit), (org.OrganizationalUnit, org.Post)])
def test_a_thing_of_two_kinds_stands_under_the_first(types: tuple[Iri, Iri]) -> None:
    """Documents may disagree on what a thing is; it is told of in one place."""
    thing = Iri(f"{ID_BASE}thing")
    (section,) = arrange(sorted((thing, rdf.TYPE, kind) for kind in types))
    assert section.title == "Units"


def test_a_thing_without_a_known_kind_stands_under_others() -> None:
    """None is left out."""
    thing = Iri(f"{ID_BASE}thing")
    (section,) = arrange([(thing, rdf.TYPE, Literal("post")), (thing, skos.PREF_LABEL, Literal("Thing"))])
    assert section.title == "Other things"


def test_lines_that_only_quote_a_kind_do_not_give_it() -> None:
    """Neither a type that is a text, nor a line of N-Triples that a document quotes."""
    thing = Iri(f"{ID_BASE}thing")
    quote = Literal(f"<{thing}> <{rdf.TYPE}> <{org.Post}> .\n<{thing}> <{rdf.TYPE}> <{org.Post}> .")
    triples = [(thing, rdf.TYPE, Literal(org.Post)), (thing, iceorg.QUOTE, quote)]
    assert [chapter.title for chapter in chapters(dump_ntriples(triples))] == ["Other things"]


@pytest.mark.parametrize("base", [ID_BASE, "https://graph.example/claim-s#"])
def test_the_base_of_names_is_read_off_a_claim(base: str) -> None:
    """Whatever it is."""
    assert base_of(chapters(dump_ntriples(to_triples(lake_resolution(base), base=base)))) == base


def test_the_base_of_a_graph_without_claims_is_ours() -> None:
    """As is that of a claim with a name of another form."""
    assert base_of(()) == ID_BASE
    claim = (Iri("https://example.org/1"), rdf.TYPE, iceorg.Claim)
    assert base_of(chapters(dump_ntriples([claim]))) == ID_BASE


def test_lines_stand_in_the_same_order_as_terms(lake: Resolution) -> None:
    """Whole graphs are written from lines, parts of them from terms: both are read alike."""
    triples = to_triples(lake)
    by_lines = [
        (chapter.title, told.terms[0][1:-1], [(predicate[1:-1], count) for predicate, count in told.outline.said])
        for chapter in chapters(dump_ntriples(triples))
        for told in chapter
    ]
    by_terms = [
        (section.title, node.subject, [(predicate, len(values)) for predicate, values in node.said])
        for section in arrange(sorted(triples))
        for node in section.nodes
    ]
    assert by_lines == by_terms
