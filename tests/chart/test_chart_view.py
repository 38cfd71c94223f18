"""What the chart shows of a graph: things, lines, facts and the words behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chart_builders import graph, harbour, iri
from iceorg.chart import View, read_view
from iceorg.graph import to_triples
from iceorg.model import Kind, Literal, Status
from iceorg.vocab import Iri, iceorg, org, skos

if TYPE_CHECKING:
    from iceorg.chart.view import Fact, Line, Node
    from iceorg.model import Resolution


@pytest.fixture(scope="module")
def lake_view(lake: Resolution) -> View:
    """The Lake Survey Agency as the chart shows it."""
    return read_view(to_triples(lake))


def line(view: View, name: str) -> Line:
    """Return the line of an id."""
    return next(one for one in view.lines if one.id == name)


def node(view: View, name: str) -> Node:
    """Return the node of an id."""
    return next(one for one in view.nodes if one.id == name)


def test_lines_run_from_the_upper_end_to_the_lower(lake_view: View) -> None:
    """Whichever way a statement is written, the line knows who is above."""
    assert [one.id for one in lake_view.lines] == [
        "heads~soundings~reed",
        "holds~director~moss",
        "holds~surveyor~reed",
        "reports~director~charts",
        "reports~director~soundings",
        "reports~surveyor~soundings",
        "post~lsa~director",
        "post~soundings~surveyor",
        "part~lsa~soundings",
        "part~waters~lsa",
        "within~water-program~divers",
        "runs~soundings~water-program",
        "member~partnership~lsa",
        "member~partnership~waters",
        "partner~soundings~clubs",
        "replaced~lsa~board",
        "located~clubs~tern",
    ]


@pytest.mark.parametrize(("name", "note"), [("holds~director~moss", "acting"), ("holds~surveyor~reed", "")])
def test_an_acting_holder_is_marked(lake_view: View, name: str, note: str) -> None:
    """Only what is not the ordinary case is said."""
    assert line(lake_view, name).note == note


def test_a_suggested_claim_makes_no_line(lake_view: View) -> None:
    """What is not asserted is not drawn."""
    assert not [one for one in lake_view.lines if (one.upper, one.lower) == ("director", "reed")]


def test_a_line_read_off_the_layout_has_both_passages(lake_view: View) -> None:
    """The heading that licenses it, and the line itself, in text order."""
    (claim,) = line(lake_view, "reports~director~charts").evidence
    assert claim.status is Status.LAYOUT
    assert [quote.words for quote in claim.quotes] == ["Director", 'Office of "Charts \\ Maps" <b>& Plans</b>']


def test_every_line_and_every_fact_has_words(lake_view: View) -> None:
    """No line without a sentence, no fact without one."""
    facts = [fact for one in lake_view.nodes for fact in one.facts]
    assert len(facts) > len(lake_view.nodes)
    parts: list[Line | Fact] = [*lake_view.lines, *facts]
    assert all(claim.quotes and claim.rule for part in parts for claim in part.evidence)
    assert all(part.evidence for part in parts)


@pytest.mark.parametrize(
    ("thing", "name", "value"),
    [
        ("lsa", "established", "March 2003"),
        ("lsa", "count", "at least 40 lake statutes"),
        ("lsa", "acronym", "LSA"),
        ("director", "role", "head of the body"),
        ("moss", "kind", "person"),
    ],
)
def test_a_value_is_put_in_words(lake_view: View, thing: str, name: str, value: str) -> None:
    """Dates keep their precision, counts their bound."""
    assert (name, value) in [(fact.name, fact.value) for fact in node(lake_view, thing).facts]


def test_a_dated_document_has_its_date_and_an_undated_one_none(lake_view: View) -> None:
    """A date is the document's own, never that of a capture."""
    dates = {document.title: document.date for document in lake_view.documents}
    assert len(dates) == 2
    assert sorted(dates.values()) == ["", "2019-05-02"]


def test_a_property_nobody_foresaw_is_shown_all_the_same() -> None:
    """No fact is hidden for want of a name."""
    odd = Iri("https://example.org/motto")
    view = read_view(graph({"Dive Office": Kind.UNIT}, ("Dive Office", odd, Literal("deep down"))))
    assert ("https://example.org/motto", "deep down") in [(fact.name, fact.value) for fact in view.nodes[0].facts]


def test_an_end_of_a_line_without_a_kind_has_a_card() -> None:
    """A line never leads to nothing."""
    view = read_view([(iri("a"), org.REPORTS_TO, iri("b"))])
    assert [(one.id, one.kind) for one in view.nodes] == [("a", Kind.UNKNOWN), ("b", Kind.UNKNOWN)]


def test_things_with_one_local_name_keep_apart() -> None:
    """Where two things would share a short name, both have their whole IRI."""
    names = ["https://a.example/x", "https://b.example/x"]
    view = read_view(
        [(Iri(name), skos.PREF_LABEL, Literal("x")) for name in names]
        + [(Iri(names[0]), org.REPORTS_TO, Iri(names[1]))]
    )
    assert [one.id for one in view.nodes] == names


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "//x"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    """A link that could run or read something is no link."""
    page = iri("document-1")
    triples = graph({"Dive Office": Kind.UNIT})
    known = next(subject for subject, predicate, _ in triples if predicate == iceorg.SHA256)
    source = Iri("http://purl.org/dc/terms/source")
    view = read_view([*triples, (known, source, Literal(address))])
    assert [document.address for document in view.documents] == [""], page


def test_the_order_of_the_triples_does_not_matter() -> None:
    """Equal graphs give equal views."""
    triples = list(harbour())
    view = read_view(triples)
    assert read_view(triples[::-1]) == view
