"""The site as a folder of files: every link resolves, every digest is right, and the same graph gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from selectolax.lexbor import LexborHTMLParser

from hostile import PAYLOADS, hostile_graph
from iceorg.graph import dump_ntriples
from iceorg.publish import SITE, Source, publish
from iceorg.query import catalogue
from iceorg.settings import ontology_folder
from iceorg.store import OxigraphStore
from publish.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
VOID = "http://rdfs.org/ns/void#"


@cache
def parsed(file: Path) -> LexborHTMLParser:
    """Return a page."""
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


@cache
def anchors(file: Path) -> frozenset[str]:
    """Return the places of a page that a link can name; the chart's are its script's."""
    return frozenset(str(node.attributes["id"]) for node in parsed(file).css("[id]"))


def links(file: Path) -> list[str]:
    """Return what a page links to or loads."""
    found = [(node.attributes.get("href"), node.attributes.get("src")) for node in parsed(file).css("[href], [src]")]
    return [address for pair in found for address in pair if address and not address.startswith("data:")]


def broken(site: Path, file: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    found = []
    for address in links(file):
        path, place = urldefrag(address)
        target = (file.parent / unquote(path)).resolve() if path else file
        if (
            OUTSIDE.match(address)
            or not target.is_file()
            or site not in target.parents
            or (place and target.name != "chart.html" and place not in anchors(target))
        ):
            found.append(address)
    return found


def test_every_link_of_every_page_resolves(five_site: Path) -> None:
    """Within the site, to a file that is there and a place that is on it; none leads out."""
    pages = sorted(five_site.rglob("*.html"))
    assert len(pages) > 600
    assert {str(page): found for page in pages if (found := broken(five_site, page))} == {}


def test_the_page_of_conflicts_has_what_may_be_one_thing(five_site: Path) -> None:
    """With reasons, and links to both things and to the words of both."""
    page = parsed(five_site / "conflicts.html")
    section = page.css_first('section[aria-labelledby="candidates"]')
    assert section is not None
    assert "both names have “coordination”, “state”" in section.text()
    addresses = [str(node.attributes["href"]) for node in section.css("a")]
    assert len({address for address in addresses if address.startswith("id/unit-")}) == 6
    assert any(re.fullmatch(r"documents/.+\.html#at-\d+-\d+", address) for address in addresses)


def test_every_thing_claim_and_document_has_its_page(five_site: Path, five_source: Source) -> None:
    """At an address that its IRI gives."""
    local = len(five_source.base)
    wanted = {f"id/{iri[local:]}.html" for iri in (*five_source.things, *five_source.claims)}
    wanted |= {f"documents/document-{document.id}.html" for document in five_source.documents}
    assert wanted <= {str(path.relative_to(five_site)) for path in five_site.rglob("*.html")}


def test_every_thing_has_its_data_beside_its_page(five_site: Path, five_source: Source) -> None:
    """As Turtle and JSON-LD that say the same; the page leads to both, for people and for programs."""
    forms = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}
    told: set[ox.Triple] = set()
    for thing in five_source.things:
        page = five_site / "id" / f"{thing.removeprefix(five_source.base)}.html"
        found = {
            str(link.attributes["type"]): page.parent / str(link.attributes["href"])
            for link in parsed(page).css("link[rel=alternate]")
        }
        assert found.keys() == forms.keys()
        assert {page.parent / str(link.attributes["href"]) for link in parsed(page).css(".iri a")} == {*found.values()}
        turtle, json_ld = (
            {quad.triple for quad in ox.parse(found[media].read_bytes(), format=form)} for media, form in forms.items()
        )
        assert turtle == json_ld
        assert {triple.subject.value for triple in turtle if isinstance(triple.subject, ox.NamedNode)} >= {thing}
        told |= turtle
    graph = {quad.triple for quad in ox.parse(five_source.graph, format=ox.RdfFormat.N_TRIPLES)}
    things = set(five_source.things)
    about = {t.subject for t in graph if t.predicate.value.endswith("#subject") and t.object.value in things}
    assert told <= graph
    assert {t for t in graph if t.subject in about or t.subject.value in things} <= told


def test_the_same_graph_gives_the_same_bytes(five_source: Source, five_site: Path) -> None:
    """Published again, from a store of its own."""
    store = OxigraphStore()
    store.load(five_source.graph)
    again = Source(store, five_source.ontology, tuple(reversed(five_source.documents)), texts=five_source.texts)
    assert {path: content for path, content in publish(again) if (five_site / path).read_bytes() != content} == {}


def test_the_digests_are_those_of_the_files(five_site: Path) -> None:
    """In SHA256SUMS of every file, in the description of the data set of every download."""
    sums = (five_site / "SHA256SUMS").read_text().splitlines()
    told = {path: digest for digest, _, path in (line.partition("  ") for line in sums)}
    files = [path for path in five_site.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert told == {str(file.relative_to(five_site)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    described = json.loads((five_site / "dataset.jsonld").read_text())["dcat:distribution"]
    digests = {
        one["dcat:downloadURL"]["@id"]: one["spdx:checksum"]["spdx:checksumValue"]["@value"] for one in described
    }
    assert len(digests) > 12
    assert {path: told[path] for path in digests} == digests


def test_the_description_says_in_both_forms_the_same(five_site: Path, five_source: Source) -> None:
    """As rdflib reads the one and pyoxigraph the other: a data set of DCAT and of VoID, with as many triples as there are."""
    base = "https://example.org/site/"
    turtle = rdflib.Graph().parse(five_site / "dataset.ttl", publicID=base)
    other = ox.parse((five_site / "dataset.jsonld").read_bytes(), format=ox.RdfFormat.JSON_LD, base_iri=base)
    lines = ox.serialize((quad.triple for quad in other), format=ox.RdfFormat.N_TRIPLES)
    assert isomorphic(turtle, rdflib.Graph().parse(lines, format="nt"))
    (count,) = turtle.objects(rdflib.URIRef(base), rdflib.URIRef(f"{VOID}triples"))
    assert int(str(count)) == five_source.store.count()


def test_the_first_page_describes_the_data_set_for_search_engines(five_site: Path) -> None:
    """By schema.org, with every download."""
    (script,) = parsed(five_site / "index.html").css('script[type="application/ld+json"]')
    told = json.loads(script.text())
    assert told["@type"] == "Dataset"
    assert all((five_site / one["contentUrl"]).is_file() for one in told["distribution"])
    assert told["temporalCoverage"] == "2008-02-26/2020-07-30"


def test_an_address_gives_a_site_map_and_whole_addresses(five_source: Source) -> None:
    """Which say nothing without one, since they must be whole."""
    known = Source(five_source.store, five_source.ontology, url="https://example.org/ice/")
    files = dict(publish(known))
    assert b"<loc>https://example.org/ice/index.html</loc>" in files["sitemap.xml"]
    assert b"<https://example.org/ice/downloads/graph.ttl>" in files["dataset.ttl"]
    assert "sitemap.xml" not in dict(publish(five_source))


def test_the_page_of_words_explains_each_with_a_use(five_site: Path) -> None:
    """What it means, who asks for it, how it stands to others' words, and a fact of this graph with its claim."""
    (word,) = parsed(five_site / "ontology.html").css("#iceorg-administers")
    assert "The body or post runs, manages or has instituted the program." in word.text()
    assert "name-runner" in {link.text() for link in word.css("a")}
    assert "https://schema.org/sponsor" in {code.text() for code in word.css("code")}
    assert "OSLC has instituted ICE ACCESS" in " ".join(node.text() for node in word.css(".instance"))
    assert "Came with version 0.1.0" in word.text()
    (source,) = word.css(".example a.source")
    assert str(source.attributes["href"]).startswith("id/claim-")


def test_words_and_questions_name_each_other(five_site: Path) -> None:
    """A word lists exactly the questions that list it, and both lead there; every question has its terms and its numbers."""
    words, ask = parsed(five_site / "ontology.html"), parsed(five_site / "ask.html")
    by_word = {
        (str(word.attributes["id"]), str(link.attributes["href"]).partition("#q-")[2])
        for word in words.css(".word")
        for link in word.css(".asked a")
    }
    by_question = {
        (str(link.attributes["href"]).partition("#")[2], str(entry.attributes["id"]).removeprefix("q-"))
        for entry in ask.css("#questions > li")
        for link in entry.css(".uses a")
    }
    assert by_word == by_question
    assert {name for _, name in by_word} == {question.name for question in catalogue()}
    assert ("iceorg-administers", "name-runner") in by_word
    numbers = {number for entry in ask.css(".uses") for number in re.findall(r"\bQ\d+\b", entry.text())}
    assert numbers == {number for question in catalogue() for number in question.answers}
    assert len(numbers) == 52


def test_nothing_at_the_top_of_a_site_is_taken_for_a_persons_file(five_site: Path) -> None:
    """What is replaced and what stays is told apart by name."""
    assert {path.name for path in five_site.iterdir()} <= set(SITE)


def test_pages_are_valid_html(five_site: Path) -> None:
    """As HTML Tidy judges one page of each kind."""
    if not shutil.which("tidy"):
        pytest.skip("there is no HTML Tidy here: on Debian and Ubuntu, apt-get install tidy")
    kinds = [*five_site.glob("*.html"), *five_site.glob("documents/*.html"), *sorted(five_site.glob("id/*.html"))[::40]]
    command = ["tidy", "-errors", "-quiet", "-utf8", *map(str, kinds)]
    assert len(kinds) > 25
    assert subprocess.run(command, check=False, capture_output=True, text=True).stderr == ""


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Wherever a name or a sentence can stand, it is escaped, and every page still resolves."""
    store = OxigraphStore()
    store.load(dump_ntriples(hostile_graph(PAYLOADS)))
    write(Source(store, ontology_folder()), tmp_path / "site")
    site = (tmp_path / "site").resolve()
    pages = sorted(site.rglob("*.html"))
    assert {str(page): found for page in pages if page.name != "chart.html" and (found := broken(site, page))} == {}
    others = [page for page in pages if page.name not in ("chart.html", "ask.html", "index.html")]
    assert [page for page in others if parsed(page).css("script, iframe, img, base, object, svg, [onerror]")] == []
