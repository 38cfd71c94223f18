"""Each promise of the graph is checked: one edit breaks one promise, and is found under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.check import check_graph, promises
from iceorg.check.parts import AT_ONCE
from iceorg.errors import Severity, StoreError

if TYPE_CHECKING:
    from cited_graph import CitedGraph


@pytest.fixture(autouse=True, params=[AT_ONCE, 1], ids=["at once", "in parts"])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every graph is checked as a small one is, and as a large one is."""
    monkeypatch.setattr(promises, "AT_ONCE", request.param)


def codes(made: CitedGraph) -> list[str]:
    """Return the codes of what is found."""
    in_order = b"".join(sorted(set(made.graph.splitlines(keepends=True))))
    return [problem.code for problem in check_graph(in_order, made.texts)]


def test_whole_graph(harbour: CitedGraph) -> None:
    """A graph that keeps every promise has no problem."""
    assert check_graph(harbour.graph, harbour.texts) == ()


def test_empty_graph() -> None:
    """Nothing said is nothing wrong."""
    assert check_graph(b"", {}) == ()


def test_lines_that_occur_twice(harbour: CitedGraph) -> None:
    """A graph is a set: a line that occurs twice is the same triple."""
    assert check_graph(harbour.graph * 2, harbour.texts) == ()


def test_broken_file() -> None:
    """Bytes that are no N-Triples are refused in words."""
    with pytest.raises(StoreError, match=r"graph\.nt: the graph is not N-Triples"):
        check_graph(b"<x:a> <x:b>", {})


LACKS = [
    ("id:rescue org:reportsTo", ["claim-not-asserted"]),
    ("id:rescue rdf:type", ["claim-not-asserted"] + ["orphan-claim"] * 6),
    ("id:claim-rescue-reportsTo prov:wasDerivedFrom", ["claim-without-passage"]),
    ("id:claim-rescue-reportsTo iceorg:status", ["claim-incomplete", "fact-without-claim"]),
    ("id:claim-ghost-type rdf:object", ["claim-incomplete"]),
    ("id:passage-0-21 iceorg:start", ["passage-incomplete"]),
    ("id:passage-0-21 oa:hasSource", ["passage-incomplete"]),
    ("id:passage-0-21 oa:hasSelector", ["selector-missing"]),
    ("id:passage-0-21-position rdf:type", ["fact-without-claim", "fact-without-claim", "selector-missing"]),
    ("id:passage-0-21-quote oa:exact", ["selector-differs"]),
    ("id:lee org:holds", ["claim-not-asserted", "holder-disagrees"]),
    ("id:lee-director iceorg:capacity", ["claim-not-asserted", "holder-disagrees"]),
]


@pytest.mark.parametrize(("gone", "found"), LACKS, ids=[gone for gone, _ in LACKS])
def test_something_is_gone(harbour: CitedGraph, gone: str, found: list[str]) -> None:
    """What is gone from the graph is missed."""
    assert codes(harbour.minus(gone)) == found


SURPLUS = [
    ('id:rescue iceorg:remit "sinks ships" .', ["fact-without-claim"]),
    ("id:new a org:Post .", ["fact-without-claim"]),
    ("id:rescue org:subOrganizationOf id:agency .", ["suggestion-asserted"]),
    ("id:claim-lee-name iceorg:status iceorg:Suggested .", ["claim-incomplete", "fact-without-claim"]),
    ("id:claim-lee-name prov:wasDerivedFrom id:nowhere .", ["claim-without-passage"]),
    ('id:passage-0-21 iceorg:quote "Harbour" .', ["passage-incomplete"]),
    ("id:passage-0-21-position oa:start 1 .", ["selector-differs"]),
    ('id:passage-0-21-quote oa:suffix "or so" .', ["selector-differs"]),
    ("id:page iceorg:pages 3 .", ["undeclared-term"]),
    ("id:page a foaf:Documnet .", ["undeclared-term"]),
    ("id:page iceorg:capturedOn '2024'^^xsd:gMonth .", ["undeclared-term"]),
    ("id:page dcterms:source org:Office .", ["undeclared-term"]),
    ("[] a foaf:Document .", ["blank-node"]),
    ("id:page dcterms:source [] .", ["blank-node"]),
]


@pytest.mark.parametrize(("added", "found"), SURPLUS, ids=[added for added, _ in SURPLUS])
def test_something_is_too_much(harbour: CitedGraph, added: str, found: list[str]) -> None:
    """What has no business in the graph is found."""
    assert codes(harbour.plus(added)) == found


def test_quote_of_other_words(harbour: CitedGraph) -> None:
    """A quote that its document does not say is shown beside what stands there."""
    texts = {digest: text.replace("Harbour", "Airport") for digest, text in harbour.texts.items()}
    found = {p.where: p.message for p in check_graph(harbour.graph, texts) if p.code == "quote-differs"}
    where = "passage “Harbour Safety Agency” of page.txt (id:passage-0-21)"
    assert found[where] == "the document says “Airport Safety Agency” at 0-21"


def test_shifted_text(harbour: CitedGraph) -> None:
    """Text that has moved by one character is found in every passage."""
    texts = {digest: " " + text for digest, text in harbour.texts.items()}
    found = [problem.code for problem in check_graph(harbour.graph, texts)]
    assert set(found) == {"quote-differs", "selector-differs"}
    assert found.count("quote-differs") == harbour.graph.count(b"oa#hasSource")


def test_document_not_at_hand(harbour: CitedGraph) -> None:
    """Passages of a document that is not at hand are counted, as a warning."""
    (problem,) = check_graph(harbour.graph, {})
    count = harbour.graph.count(b"oa#hasSource")
    assert problem.severity == Severity.WARNING
    assert problem.code == "document-not-at-hand"
    assert problem.where == "page.txt (id:page)"
    assert problem.message == f"{count} passages were not compared: the document is not at hand"


def test_claim_about_nothing(harbour: CitedGraph) -> None:
    """A claim about a thing that nothing describes is an orphan, and says whom it misses."""
    claim = "id:claim-x a iceorg:Claim ; rdf:subject id:nobody ; rdf:predicate org:holds ; rdf:object id:director ; "
    claim += "iceorg:status iceorg:Suggested ; prov:wasDerivedFrom id:passage-0-21 ."
    (problem,) = check_graph(harbour.plus(claim).graph, harbour.texts)
    assert problem.code == "orphan-claim"
    assert problem.where == "claim: id:nobody — org:holds — Director (id:claim-x)"
    assert problem.message == "there is no id:nobody in the graph: nothing says what it is"


def test_suggested_thing_may_be_spoken_of(harbour: CitedGraph) -> None:
    """A thing that exists only as a suggestion may have suggested facts, and no asserted ones."""
    claim = "id:claim-x a iceorg:Claim ; rdf:subject id:ghost ; rdf:predicate org:postIn ; rdf:object id:agency ; "
    claim += "prov:wasDerivedFrom id:passage-0-21 ; iceorg:status iceorg:"
    assert codes(harbour.plus(claim + "Suggested .")) == []
    assert codes(harbour.plus(claim + "Stated . id:ghost org:postIn id:agency .")) == ["orphan-claim"]


def test_fact_of_several_claims(harbour: CitedGraph) -> None:
    """A fact that one claim asserts and another suggests is asserted."""
    claim = "id:claim-x a iceorg:Claim ; rdf:subject id:lee ; rdf:predicate org:holds ; rdf:object id:director ; "
    claim += "iceorg:status iceorg:Rejected ; prov:wasDerivedFrom id:passage-0-21 ."
    assert codes(harbour.plus(claim)) == []


def test_claims_about_documents(harbour: CitedGraph) -> None:
    """A document may be spoken of, and the address of its original is no thing of the graph."""
    claim = "id:claim-x a iceorg:Claim ; rdf:subject id:page ; rdf:predicate dcterms:source ; "
    claim += (
        "rdf:object <https://example.org/page> ; iceorg:status iceorg:Stated ; prov:wasDerivedFrom id:passage-0-21 ."
    )
    assert codes(harbour.plus(claim)) == ["claim-not-asserted"]
    assert codes(harbour.plus(claim + "id:page dcterms:source <https://example.org/page> .")) == []


def test_acting_holder_with_plain_holds(harbour: CitedGraph) -> None:
    """Who only acts and has plain org:holds is named, with the reason."""
    holds = "id:berg org:holds id:deputy . id:claim-x a iceorg:Claim ; rdf:subject id:berg ; rdf:predicate org:holds ; "
    holds += "rdf:object id:deputy ; iceorg:status iceorg:Stated ; prov:wasDerivedFrom id:passage-0-21 ."
    (problem,) = check_graph(harbour.plus(holds).graph, harbour.texts)
    assert (problem.code, problem.where) == ("holder-disagrees", "Bo Berg")
    assert problem.message == "has plain org:holds of Deputy Director, and holds it in another capacity only"


def test_misspelt_terms_are_counted(harbour: CitedGraph) -> None:
    """A term that is misspelt throughout is one problem, with its count."""
    misspelt = harbour.graph.replace(b"ontology#rule>", b"ontology#rulle>")
    (problem,) = check_graph(misspelt, harbour.texts)
    assert problem.where == "iceorg:rulle"
    assert problem.message == f"is not declared, and stands as a property {misspelt.count(b'#rulle>')} times"


def test_order_of_lines_does_not_matter(harbour: CitedGraph) -> None:
    """The same triples in another order have the same problems in the same order."""
    broken = harbour.minus("id:lee org:holds", "id:passage-0-21 iceorg:start", "id:rescue rdf:type").graph
    backwards = b"".join(reversed(broken.splitlines(keepends=True)))
    assert check_graph(broken, {}) == check_graph(backwards, {})


REPLACED = [
    ("id:passage-0-21 iceorg:start", "'first'", ["passage-incomplete"]),
    ("id:claim-ghost-type rdf:predicate", "iceorg:kind", ["orphan-claim", "undeclared-term"]),
    ("id:claim-ghost-type iceorg:status", "iceorg:Guessed", ["undeclared-term"]),
]


@pytest.mark.parametrize(("gone", "instead", "found"), REPLACED, ids=[gone for gone, _, _ in REPLACED])
def test_something_else_instead(harbour: CitedGraph, gone: str, instead: str, found: list[str]) -> None:
    """What stands where something else should is found."""
    assert codes(harbour.minus(gone).plus(f"{gone} {instead} .")) == found
