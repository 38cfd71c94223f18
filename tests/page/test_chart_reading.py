"""Every card and every line opens the words behind it, and the words are the documents'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chart_builders import HARBOUR, harbour, page_blocks
from iceorg.chart import read_view, render_chart
from iceorg.chart import words as english
from iceorg.graph import to_triples
from iceorg.model import Literal, Source
from iceorg.vocab import iceorg, xsd

if TYPE_CHECKING:
    from iceorg.model import Resolution
    from page.conftest import Open

pytestmark = pytest.mark.browser


def test_the_page_opens_from_disk_and_asks_for_nothing(visit: Open) -> None:
    """Chart and outline are there, no request goes out, the console stays empty."""
    seen = visit(harbour())
    assert seen.address.startswith("file:")
    assert seen.page.locator("#c-drawing .card").count() >= len(HARBOUR) - 2
    assert seen.page.locator("#c-tree [role=treeitem]").count() > 5
    assert seen.page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_a_click_on_a_card_opens_its_sentences(visit: Open) -> None:
    """With document, date, status and rule."""
    seen = visit(harbour(Source(title="Harbour leaflet")))
    seen.page.locator("#c-drawing .card", has_text="Dive Office").click()
    seen.settle()
    shown = seen.panel()
    assert "Dive Office reportsTo Chief." in shown
    assert "Harbour leaflet, undated" in shown
    assert "T-TEST" in shown
    assert "keep the harbour floor clear" in shown


def test_a_layout_line_shows_the_heading_and_the_line(visit: Open, lake: Resolution) -> None:
    """Both passages, and which is which."""
    seen = visit(to_triples(lake))
    seen.go("#l-reports~director~charts")
    quotes = seen.page.locator("#c-panel blockquote").all_inner_texts()
    assert [quote.split() for quote in quotes] == [
        ["stands", "under", "Director"],
        ["line", "Office", "of", '"Charts', "\\", 'Maps"', "<b>&", "Plans</b>"],
    ]
    assert english.PAGE["quote_licence"] == "stands under"


@pytest.mark.parametrize(("share", "told"), [("0.72", "right in 72 of 100"), ("0.04", "often wrong when measured")])
def test_how_often_a_rule_was_right_is_told(visit: Open, share: str, told: str) -> None:
    """By number; one that seldom was says so in words, since a small number rests on few cases."""
    triples = harbour()
    measured = [
        (claim, iceorg.CONFIDENCE, Literal(share, xsd.DECIMAL)) for claim, name, _ in triples if name == iceorg.STATUS
    ]
    seen = visit([*triples, *measured])
    seen.go("#n-dive-office")
    shown = seen.panel()
    assert told in shown
    assert "4 of 100" not in shown


def test_an_acting_holder_and_an_inference_are_named(visit: Open, lake: Resolution) -> None:
    """Neither is passed off as more than it is."""
    seen = visit(to_triples(lake))
    seen.go("#n-moss")
    assert "acting" in seen.panel()
    seen.go("#l-part~lsa~soundings")
    assert "inferred" in seen.panel()


def test_every_card_and_every_line_opens_sentences_of_the_documents(visit: Open, lake: Resolution) -> None:
    """By its address, as a link from elsewhere would; each sentence is a passage of a document, letter for letter."""
    triples = to_triples(lake)
    view = read_view(triples)
    said = set(page_blocks(render_chart(triples))["quotes"])
    seen = visit(triples)
    names = [f"n-{node.id}" for node in view.nodes] + [f"l-{line.id}" for line in view.lines]
    assert len(names) > 25
    for name in names:
        seen.go(f"#{name}")
        quotes = seen.page.eval_on_selector_all(
            "#c-panel blockquote",
            "all => all.map((one) => [...one.childNodes].filter((part) => part.tagName !== 'SMALL').map((part) => part.textContent).join(''))",
        )
        assert quotes, name
        assert set(quotes) <= said, name


@pytest.mark.parametrize("fragment", ["#n-nobody", "#l-", "#%E0%A4%A", "#n-%22><img src=x onerror=alert(1)>", "#"])
def test_an_address_that_leads_nowhere_opens_nothing(visit: Open, fragment: str) -> None:
    """And breaks nothing."""
    seen = visit(harbour())
    seen.go(fragment)
    assert not seen.page.is_visible("#c-panel")
    assert seen.page.locator("#c-drawing .card").count() > 0


def test_without_script_the_outline_is_there_with_its_sentences(visit: Open) -> None:
    """And the page says so."""
    seen = visit(harbour(), java_script_enabled=False)
    assert seen.page.locator("q", has_text="Dive Office administers Safe Quays.").is_visible()
    assert english.PAGE["no_script"] in seen.page.inner_text("body")


def test_things_with_names_of_the_language_are_things(visit: Open) -> None:
    """A thing called `__proto__` or `constructor` is found and read as any other."""
    from iceorg.model import Kind, Literal
    from iceorg.vocab import ID_BASE, Iri, org, rdf, skos

    odd = [Iri(ID_BASE + name) for name in ("__proto__", "constructor", "toString")]
    said = [(one, rdf.TYPE, Kind.UNIT.type) for one in odd] + [(one, skos.PREF_LABEL, Literal(one)) for one in odd]
    seen = visit([*said, (odd[1], org.SUB_ORGANIZATION_OF, odd[0]), (odd[2], org.SUB_ORGANIZATION_OF, odd[1])])
    for one in odd:
        seen.go(f"#n-{one.removeprefix(ID_BASE)}")
        assert seen.page.inner_text("#c-panel h2") == one
