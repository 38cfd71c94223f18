"""What holds for every fact of the graph of the five documents, without exception."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from eval.building import DOCUMENTS, NAMES, five
from iceorg.documents import read_documents
from spec.facts.patterns import PREFIXES, FactGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

APPARATUS = {"iceorg:Claim", "oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector", "foaf:Document"}
DATES = {
    "community-engagement-initiative.txt": "2016-03-10",
    "community-outreach-fact-sheet.txt": "2008-02-26",
    "partnerships-web-page.txt": "2020-07-30",
}
TEXTS = {document.name: document.text for document in read_documents([DOCUMENTS]).documents}


@pytest.fixture(scope="module")
def graph() -> FactGraph:
    """The graph of the five documents."""
    return FactGraph(five())


def select(graph: FactGraph, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a SELECT with our prefixes."""
    rows = graph.store.query(f"SELECT {query}", prefixes=PREFIXES)
    assert isinstance(rows, ox.QuerySolutions)
    yield from (tuple(row) for row in rows)


def passages(graph: FactGraph) -> set[ox.NamedNode]:
    """Return every passage; there are many."""
    found = {passage for (passage,) in select(graph, "?p { ?p a oa:SpecificResource }")}
    assert len(found) > 80
    return found


def test_every_quote_is_the_text_at_its_offsets(graph: FactGraph) -> None:
    """Whoever opens a document at the offsets of a passage finds the words of the passage."""
    query = """?passage ?file ?quote ?start ?end {
        ?passage oa:hasSource/iceorg:fileName ?file ; iceorg:quote ?quote ; iceorg:start ?start ; iceorg:end ?end }"""
    seen = set()
    for passage, file, quote, start, end in select(graph, query):
        assert TEXTS[file.value][int(start.value) : int(end.value)] == quote.value
        seen.add(passage)
    assert seen == passages(graph)


def test_the_selectors_of_a_passage_find_its_words(graph: FactGraph) -> None:
    """The W3C selectors say the same place as our own offsets, with 32 characters around it."""
    query = """?passage ?file ?start ?end ?exact ?before ?after {
        ?passage oa:hasSource/iceorg:fileName ?file ; oa:hasSelector ?place , ?words .
        ?place oa:start ?start ; oa:end ?end . ?words oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after }"""
    own = "?p ?start ?end { ?p iceorg:start ?start ; iceorg:end ?end }"
    places = {passage: (int(start.value), int(end.value)) for passage, start, end in select(graph, own)}
    seen = set()
    for passage, file, start, end, exact, before, after in select(graph, query):
        text, a, z = TEXTS[file.value], int(start.value), int(end.value)
        assert places[passage] == (a, z)
        assert (before.value, exact.value, after.value) == (text[max(0, a - 32) : a], text[a:z], text[z : z + 32])
        seen.add(passage)
    assert seen == passages(graph)


def test_every_fact_has_a_claim_and_every_asserted_claim_its_fact(graph: FactGraph) -> None:
    """Nothing is in the graph without its words, and nothing that only was suggested is asserted."""
    apparatus = {thing for curie in APPARATUS for (thing,) in select(graph, f"?thing {{ ?thing a {curie} }}")}
    triples = {(quad.subject, quad.predicate, quad.object) for quad in graph.store}
    facts = {triple for triple in triples if triple[0] not in apparatus}
    asserted = {f for f, claims in graph.claims.items() if {c.status for c in claims} - {"Suggested", "Rejected"}}
    assert facts - asserted == set(), "facts without a claim"
    assert asserted - triples == set(), "asserted claims without their fact"
    assert graph.claims.keys() & triples == asserted, "facts that only were suggested"
    assert len(facts) > 400


def test_every_claim_has_words_and_layout_claims_say_what_licenses_them(graph: FactGraph) -> None:
    """A claim has at least one passage; what the layout says has the line and the heading or lead-in."""
    words = Counter(claim for claim, _ in select(graph, "?c ?p { ?c prov:wasDerivedFrom ?p }"))
    query = "?c ?status { ?c a iceorg:Claim ; iceorg:status ?status }"
    statuses = {claim: status.value.rpartition("#")[2] for claim, status in select(graph, query)}
    assert {claim for claim in statuses if words[claim] < 1} == set()
    assert {claim for claim, status in statuses.items() if status == "Layout" and words[claim] < 2} == set()
    assert len(statuses) > 400


@pytest.mark.parametrize("name", NAMES)
def test_claims_are_observed_on_the_date_that_their_document_states(graph: FactGraph, name: str) -> None:
    """A fact of a dated document was seen to hold on that day; of an undated one on no known day."""
    here = f'?claim prov:wasDerivedFrom/oa:hasSource/iceorg:fileName "{name}"'
    claims = {claim for (claim,) in select(graph, f"?claim {{ {here} }}")}
    days = {
        claim: day.value for claim, day in select(graph, f"?claim ?day {{ ?claim iceorg:observedOn ?day . {here} }}")
    }
    assert days == (dict.fromkeys(claims, DATES[name]) if name in DATES else {})
    assert claims
