"""The graph in Python: asked, dated, drawn and handed on, as the README and the notebooks have it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import iceorg
from iceorg.errors import ExportError, QueryError, StoreError
from iceorg.vocab import org

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg import Graph


@pytest.fixture(scope="module")
def graph(built: Path) -> Graph:
    """The graph of the five documents."""
    return iceorg.open_graph(built)


def test_a_folder_without_a_result_is_refused(tmp_path: Path) -> None:
    """At once, not at the first question."""
    with pytest.raises(StoreError, match="has no manifest"):
        iceorg.open_graph(tmp_path)


def test_a_graph_is_published(graph: Graph, tmp_path: Path) -> None:
    """As a site, and as one file, with the texts of the documents."""
    first = graph.publish(tmp_path / "site", title="ICE", url="https://example.org/ice")
    assert "<h1>ICE</h1>" in first.read_text(encoding="utf-8")
    assert "https://example.org/ice/index.html" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert len(list((tmp_path / "site" / "documents").iterdir())) == 5
    one = graph.single_file(tmp_path / "ice.html")
    assert "The Acting ICE Community Outreach Coordinator" in one.read_text(encoding="utf-8")


def test_sparql_is_answered_with_names(graph: Graph) -> None:
    """Without declaring a prefix, and as plain dictionaries."""
    answer = graph.query("SELECT ?whole { ?ice skos:altLabel 'ICE' ; org:subOrganizationOf ?whole }")
    assert answer.records() == [{"whole": "U.S. Department of Homeland Security"}]


def test_a_query_that_cannot_be_read_is_shown_with_a_caret(graph: Graph) -> None:
    """As at the terminal."""
    with pytest.raises(QueryError) as error:
        graph.query("SELECT ?a { ?a org:reportsTo }")
    assert "^" in str(error.value)


def test_a_named_question_has_its_sentences(graph: Graph) -> None:
    """Beside each row, unless they are not wanted."""
    asked = {"post": "Assistant Secretary"}
    cited, alone = graph.question("list-reports", asked), graph.question("list-reports", asked, cite=False)
    assert "quote" in cited.columns
    assert "quote" not in alone.columns
    assert len(alone) == 5


def test_what_is_below_and_above_a_thing_is_told_by_name(graph: Graph) -> None:
    """What a path of SPARQL reaches, whichever property leads up."""
    parts = graph.query("SELECT ?part { ?part org:subOrganizationOf+ ?ice . ?ice skos:altLabel 'ICE' }")
    under = graph.query("SELECT ?who { ?who org:reportsTo+ ?top . ?top skos:prefLabel 'Assistant Secretary' }")
    assert set(graph.below("ICE").rows) == set(parts.rows) != set()
    assert set(graph.below("Assistant Secretary", "reports to").rows) == set(under.rows) != set()
    assert graph.above("ICE").records() == [{"thing": "U.S. Department of Homeland Security"}]


def test_the_largest_come_with_how_many_are_below_them(graph: Graph) -> None:
    """The department has all that ICE has, and ICE itself."""
    first, second = graph.largest(2).records()
    assert first["thing"] == "U.S. Department of Homeland Security"
    assert second == {"thing": "U.S. Immigration and Customs Enforcement", "below": str(len(graph.below("ICE")))}
    assert graph.hierarchy("org:reportsTo").loops == ()


def test_plain_words_are_answered_one_by_one(graph: Graph) -> None:
    """A question about two bodies has two answers."""
    answers = graph.ask("Who heads OPLA and FPS?")
    assert len(answers) == 2
    assert all("no document says who heads" in str(answer) for answer in answers)


def test_a_fact_opens_its_words(graph: Graph) -> None:
    """Byte for byte those of the document."""
    (reason,) = graph.why("Federal Protective Service", "reports to")
    for words in reason.words:
        text = (iceorg.data_folder() / "documents" / words.file).read_text("utf-8")
        assert text[words.start : words.end] == words.quote


@pytest.mark.parametrize("day", ["2009", date(2009, 12, 31)])
def test_the_graph_as_of_a_day_holds_nothing_later(graph: Graph, day: date | str) -> None:
    """Neither facts nor claims; a year counts to its end."""
    then = graph.as_of(day)
    latest = then.query("SELECT (MAX(?day) AS ?latest) { ?claim iceorg:observedOn ?day }")
    assert "2008" < str(latest.records()[0]["latest"]) <= "2009-12-31"
    assert 0 < len(then.to_rdflib()) < len(graph.to_rdflib())


def test_what_is_no_date_is_refused(graph: Graph) -> None:
    """With the forms that can be read."""
    with pytest.raises(QueryError, match="is no date"):
        graph.as_of("last summer")


@pytest.mark.parametrize(
    ("found", "columns"),
    [
        (lambda graph: graph.diff("2008", "2016"), {"change", "document", "quote"}),
        (lambda graph: graph.conflicts(), {"question", "answer", "quote"}),
        (lambda graph: graph.agreements(), {"answer", "document", "quote"}),
        (lambda graph: graph.candidates(), {"reasons", "score", "thing", "quote"}),
    ],
    ids=["diff", "conflicts", "agreements", "candidates"],
)
def test_time_and_disagreement_come_with_sentences(graph: Graph, found: object, columns: set[str]) -> None:
    """As tables."""
    answer = found(graph)  # type: ignore[operator]
    assert columns <= set(answer.columns)
    assert len(answer) > 0


def test_a_notebook_shows_an_answer_as_a_table_of_text(graph: Graph) -> None:
    """With names, and with nothing in it read as markup."""
    shown = graph.query("SELECT ?who ('<b>' AS ?text) { ?who org:subOrganizationOf ?whole } LIMIT 1")._repr_html_()
    assert "<table>" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_a_notebook_shows_the_first_of_many_rows(graph: Graph) -> None:
    """And says how many there are."""
    answer = graph.query("SELECT * { ?a ?b ?c } LIMIT 250")
    assert len(answer) == 250
    assert "… and 50 more rows" in answer._repr_html_()


def test_a_notebook_shows_truth_as_a_word(graph: Graph) -> None:
    """Yes or no."""
    assert graph.query("ASK { ?a org:reportsTo ?b }")._repr_html_() == "<p>yes</p>"
    assert graph.query("ASK { ?a org:reportsTo ?a }")._repr_html_() == "<p>no</p>"


def test_the_chart_is_a_page_to_write_or_to_look_at(graph: Graph, tmp_path: Path) -> None:
    """In a notebook it lies in a frame of its own."""
    chart = graph.chart(title="The agency")
    path = chart.write(tmp_path / "chart.html")
    assert path.read_text("utf-8") == chart.html
    assert chart._repr_html_().startswith('<iframe sandbox="allow-scripts"')


def test_the_graph_in_rdflib_is_the_graph(graph: Graph, built: Path) -> None:
    """Every triple, with prefixes that make its Turtle readable."""
    ours = graph.to_rdflib()
    assert len(ours) == len((built / "graph.nt").read_text("utf-8").splitlines())
    assert ours.namespace_manager.normalizeUri(org.REPORTS_TO) == "org:reportsTo"


def test_the_graph_in_networkx_has_things_and_facts(graph: Graph) -> None:
    """With names and kinds, and an edge for every reporting line."""
    network = graph.to_networkx()
    lines = graph.query("SELECT ?who ?superior { ?who org:reportsTo ?superior }")
    joined = {(who, superior) for who, superior, name in network.edges(keys=True) if name.endswith("reportsTo")}
    assert joined == set(lines.rows)
    assert {kind for _, kind in network.nodes(data="kind")} >= {"agency", "unit", "post", "program", "person"}
    assert all(claims > 0 for _, _, claims in network.edges(data="claims"))


def test_an_export_is_bytes(graph: Graph, built: Path) -> None:
    """Those that the build wrote; a format that is not there is refused."""
    assert graph.export("turtle") == (built / "graph.ttl").read_bytes()
    with pytest.raises(ExportError, match="no format"):
        graph.export("turtel")
