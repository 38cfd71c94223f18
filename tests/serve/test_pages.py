"""The pages and data of things and documents, and the questions that the query page begins with."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from iceorg.pages.examples import example_values, examples
from iceorg.query import catalogue, run_question
from iceorg.query.rows import text_of
from iceorg.store import open_result
from serving import JSON, children, served, write_result

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.query import Question
    from serving import Server

AGENCY = "agency-immigration-and-customs-enforcement"
ID = "https://w3id.org/iceorg/id/"


@pytest.mark.parametrize(
    ("accept", "where"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", f"/page/{AGENCY}"),
        ("", f"/page/{AGENCY}"),
        ("text/turtle", f"/data/{AGENCY}.ttl"),
        ("application/ld+json", f"/data/{AGENCY}.jsonld"),
        ("application/n-triples, text/html;q=0.5", f"/data/{AGENCY}.nt"),
    ],
)
def test_a_thing_sends_to_what_describes_it(five: Server, accept: str, where: str) -> None:
    """A page for people, data for programs; the thing itself is neither."""
    sent = five.get(f"/id/{AGENCY}", accept=accept)
    assert (sent.status, sent.headers["location"], sent.headers["vary"]) == (303, where, "Accept")
    assert five.get(where).status == 200


def test_a_page_leads_to_the_data(five: Server) -> None:
    """In its head for programs, and below the name for people."""
    page = five.get(f"/page/{AGENCY}").body.decode()
    for media, suffix in (("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/n-triples", "nt")):
        assert re.search(
            rf'<link rel="alternate" type="{re.escape(media)}" [^>]*href="/data/{AGENCY}\.{suffix}">', page
        )
        assert f'<a href="/data/{AGENCY}.{suffix}"' in page


@pytest.mark.parametrize(
    ("suffix", "form"),
    [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD), ("nt", ox.RdfFormat.N_TRIPLES)],
)
def test_data_brings_the_claims_and_their_words(five: Server, suffix: str, form: ox.RdfFormat) -> None:
    """The same triples in each format."""
    triples = {quad.triple for quad in ox.parse(five.get(f"/data/{AGENCY}.{suffix}").body, format=form)}
    predicates = {triple.predicate.value.rpartition("#")[2] for triple in triples}
    assert {"subOrganizationOf", "subject", "wasDerivedFrom", "quote"} <= predicates
    plain = ox.parse(five.get(f"/data/{AGENCY}.nt").body, format=ox.RdfFormat.N_TRIPLES)
    assert triples == {quad.triple for quad in plain}


@pytest.mark.parametrize(
    "path", ["/id/nothing", "/page/nothing", "/data/nothing.ttl", "/documents/nothing", "/assets/x", "/x"]
)
def test_what_is_not_there_is_not_found(five: Server, path: str) -> None:
    """In words; for browsers on a page."""
    assert five.get(path).status == 404
    page = five.get(path, accept="text/html")
    assert (page.status, page.media) == (404, "text/html")


def test_a_format_that_a_thing_has_not_is_refused(five: Server) -> None:
    """With those that it has."""
    refused = five.get(f"/id/{AGENCY}", accept="image/png")
    assert refused.status == 406
    assert "text/turtle" in refused.text


def test_every_link_of_the_pages_leads_somewhere(five: Server) -> None:
    """All that a thing, one of its claims and a document link to is there, and nothing of it is elsewhere."""
    page = five.get(f"/page/{AGENCY}").text
    claim = re.findall(r'href="(/id/claim-[^"]+)"', page)[0]
    pages = [
        page,
        five.get(five.get(claim).headers["location"]).text,
        five.get("/documents/offices-within-ice.txt").text,
    ]
    links = {
        link.partition("#")[0] for text in pages for link in re.findall(r'(?:href|src|action)="([^"#][^"]*)"', text)
    }
    assert len(links) > 50
    assert [link for link in links if not link.startswith(("/", "data:"))] == []
    sampled = sorted(link for link in links if link.startswith("/"))[::5]
    assert [link for link in sampled if five.get(link).status not in (200, 303)] == []


def test_a_page_tells_facts_both_ways_and_suggestions_apart(five: Server) -> None:
    """What is said of it, what of others, and what is only suggested."""
    page = five.get(f"/page/{AGENCY}").text
    assert "U.S. Department of Homeland Security" in page
    assert re.search(r'Office of Policy</a> <span class="says">part of</span> this', page)
    assert "only suggested" in page


def test_a_thing_that_nothing_leads_to_shows_no_ties(five: Server) -> None:
    """What a claim is about is told by the fact, not by the claim's own bookkeeping."""
    office = "unit-office-of-state-local-and-tribal-coordination.immigration-and-customs-enforcement"
    page = five.get(f"/page/{office}").body.decode()
    assert "part of" in page
    assert "What is said of others" not in page


def test_a_document_is_shown_as_it_is_with_its_words_marked(five: Server, root: Path) -> None:
    """Without the marks, the text is the document's."""
    page = five.get("/documents/offices-within-ice.txt").text
    shown = re.search(r'<div class="text">(.*?)</div>', page, re.DOTALL)
    assert shown
    text = html.unescape(re.sub(r"<[^>]+>", "", shown[1]))
    file = root / "data" / "documents" / "offices-within-ice.txt"
    assert text.split() == file.read_text("utf-8").split()
    assert shown[1].count('class="mark"') > 50
    assert "only suggested" in page


def test_text_of_others_is_escaped(tmp_path: Path) -> None:
    """A name cannot bring markup or script along."""
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    line = f'<{ID}x> <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}" .\n'.encode()
    with served(write_result(tmp_path / "result", line)) as server:
        page = server.get("/page/x").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page
    assert "<img" not in page


def test_names_with_odd_characters_have_pages(tmp_path: Path) -> None:
    """Percent signs, slashes' look-alikes and foreign letters come through addresses as they are."""
    names = ("a%2Fb", "Ämter", "x.ttl", "q?r")
    lines = "".join(f'<{ID}{name}> <http://www.w3.org/2004/02/skos/core#prefLabel> "N" .\n' for name in sorted(names))
    with served(write_result(tmp_path / "result", lines.encode())) as server:
        for quoted in ("a%252Fb", "%C3%84mter", "x.ttl", "q%3Fr"):
            assert server.get(server.get(f"/id/{quoted}").headers["location"]).status == 200, quoted


def test_a_document_whose_text_is_not_at_hand_says_what_to_do(five: Server, tmp_path: Path) -> None:
    """And still shows the words that facts rest on."""
    assert five.get("/documents").text.count("/documents/") == 5
    lines = (
        f'<{ID}d> <https://w3id.org/iceorg/ontology#fileName> "far.txt" .\n'
        f'<{ID}d> <https://w3id.org/iceorg/ontology#sha256> "00" .\n'
    )
    with served(write_result(tmp_path / "result", lines.encode())) as server:
        assert "--documents" in server.get("/documents/far.txt").text


def test_health_needs_no_worker(five: Server) -> None:
    """It says that the server is well, and how large the graph is."""
    answer = five.get("/health")
    assert (answer.status, answer.media) == (200, "application/json")
    assert b'"status":"ok"' in answer.body


def test_a_server_that_has_lost_its_nursery_says_so(built: Path) -> None:
    """Whoever watches it can start it anew."""
    with served(built) as server:
        assert server.get("/health").status == 200  # so the workers are born
        (nursery,) = children(server.pid)
        os.kill(nursery, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while server.get("/health").status == 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.get("/health").status == 503


def test_a_port_that_is_taken_is_said(five: Server, built: Path) -> None:
    """In one sentence, with exit code 2."""
    port = five.address.rpartition(":")[2]
    command = [
        sys.executable,
        "-c",
        "from iceorg.cli.start import start; start()",
        "serve",
        "--graph",
        str(built),
        "--port",
        port,
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "cannot listen there" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.name)
def test_a_question_written_out_answers_as_by_its_name(question: Question, built: Path, five: Server) -> None:
    """The SPARQL on the query page, sent to the endpoint, gives the rows that the catalogue gives."""
    store = open_result(built)
    example = next(example for example in examples(store) if example.name == question.name)
    named = run_question(store, question.name, example_values(question))
    told = read(five.post(example.sparql, accept=JSON).body, question.columns)
    assert told == {tuple(map(text_of, row)) for row in named}


def read(body: bytes, columns: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the rows of an answer as texts; of an ASK, its truth."""
    answer = json.loads(body)
    if "boolean" in answer:
        return {(str(answer["boolean"]).lower(),)}
    return {tuple(row.get(name, {}).get("value", "") for name in columns) for row in answer["results"]["bindings"]}
