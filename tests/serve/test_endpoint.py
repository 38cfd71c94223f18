"""What the endpoint answers to requests of every kind, right and wrong: the probes of an outsider."""

from __future__ import annotations

import csv
import io
import json
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from serving import FORM, JSON, QUERY, descendants, served

if TYPE_CHECKING:
    from serving import Server

SELECT = "SELECT ?unit { ?unit a org:OrganizationalUnit } ORDER BY ?unit LIMIT 2"
CONSTRUCT = "CONSTRUCT WHERE { ?unit org:reportsTo ?post }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        (XML, XML),
        ("application/xml", XML),
        ("text/csv", "text/csv"),
        (TSV, TSV),
        (f"text/csv;q=0.1,{JSON};q=0.9", JSON),
        ("text/csv;q=0.9,application/*;q=0.1", "text/csv"),
        ("image/png, text/csv;q=0.2", "text/csv"),
    ],
)
def test_solutions_come_in_the_format_that_is_liked_best(five: Server, accept: str, media: str) -> None:
    """Four formats, wildcards and weights."""
    answer = five.ask(SELECT, accept=accept)
    assert (answer.status, answer.media) == (200, media)
    assert answer.headers["vary"] == "Accept"


def test_the_four_formats_say_the_same(five: Server) -> None:
    """Read by the readers that others use, they have the same rows."""
    in_json = [row["unit"]["value"] for row in json.loads(five.ask(SELECT, accept=JSON).body)["results"]["bindings"]]
    in_xml = [uri.text for uri in ET.fromstring(five.ask(SELECT, accept=XML).body).findall(".//{*}uri")]  # noqa: S314
    in_csv = [row["unit"] for row in csv.DictReader(io.StringIO(five.ask(SELECT, accept="text/csv").text))]
    in_tsv = [line.strip("<>") for line in five.ask(SELECT, accept=TSV).text.splitlines()[1:]]
    assert in_json == in_xml == in_csv == in_tsv
    assert len(in_json) == 2


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_four_formats(five: Server, media: str, form: ox.RdfFormat) -> None:
    """Each parses, and has the same triples."""
    answer = five.ask(CONSTRUCT, accept=media)
    assert (answer.status, answer.media) == (200, media)
    plain = five.ask(CONSTRUCT, accept="application/n-triples").body
    read = {quad.triple for quad in ox.parse(answer.body, format=form)}
    assert read == {quad.triple for quad in ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)}
    assert len(read) > 10


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "image/png"), (SELECT, "garbage"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (CONSTRUCT, XML)],
)
def test_a_format_that_there_is_not_is_refused(five: Server, query: str, accept: str) -> None:
    """With the formats that there are."""
    answer = five.ask(query, accept=accept)
    assert answer.status == 406
    assert "one of: " in answer.text


def test_a_weight_that_is_no_number_counts_as_one(five: Server) -> None:
    """As RFC 9110 lets a server be lenient; it is no fault."""
    assert five.ask(SELECT, accept="text/csv;q=abc").media == "text/csv"


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ({"query": "SELEKT"}, 400, "SELECT"),
        ({"query": ""}, 400, "there is no query"),
        ({"query": [SELECT, "ASK {}"]}, 400, "there are 2 queries"),
        ({"update": "DROP ALL"}, 400, "only reads"),
        ({"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}, 400, "changes a graph"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 400, "SERVICE asks another server"),
        ({"query": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 400, "SERVICE asks another"),
        ({"query": "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }"}, 400, "there is no graph"),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, 400, "there is no graph"),
        ({"query": "SELECT * FROM NAMED id:nowhere { GRAPH ?g { ?s ?p ?o } }"}, 400, "there is no graph"),
        ({"query": "ASK {}", "default-graph-uri": "http://127.0.0.1:9/"}, 400, "there is no graph"),
        ({"query": "ASK {}", "named-graph-uri": "http://127.0.0.1:9/"}, 400, "there is no graph"),
        ({"query": "ASK {}\x00"}, 400, "parse"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(five: Server, what: dict[str, str], status: int, words: str) -> None:
    """In words, and with nothing of the server's insides."""
    answer = five.get(f"/sparql?{urlencode(what, doseq=True)}")
    assert answer.status == status
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        (FORM, b"query=ASK%20%7B%7D", 200),
        (f"{FORM}; charset=UTF-8", b"query=ASK%20%7B%7D", 200),
        (QUERY, b"ASK {}", 200),
        (f"{QUERY}; charset=utf-8", b"ASK {}", 200),
        (QUERY, b'SELECT * { ?s ?p "\xff\xfe" }', 400),
        (f"{QUERY}; charset=utf-16", "ASK {}".encode("utf-16"), 400),
        (QUERY, "ASK {}".encode("utf-16"), 400),
        (FORM, b"query=%FF%FE", 400),
        (FORM, b"nothing=here", 400),
        (FORM, b"&".join(b"a=%d" % number for number in range(500)), 400),
        (FORM, b"update=DROP+ALL", 403),
        ("application/sparql-update", b"DROP ALL", 403),
        ("application/sparql-update", b"LOAD <http://127.0.0.1:9/>", 403),
        ("text/plain", b"ASK {}", 415),
        ("", b"ASK {}", 415),
    ],
)
def test_posts(five: Server, media: str, body: bytes, status: int) -> None:
    """Two ways to post a query, in UTF-8; updates are refused."""
    assert five.send("POST", "/sparql", body, {"Content-Type": media}).status == status


def test_percent_signs_are_decoded_once(five: Server) -> None:
    """What a form holds is what the query says."""
    body = urlencode({"query": 'SELECT ("a%41b" AS ?x) {}'})
    assert five.post(body, FORM, accept="text/csv").text.split() == ["x", "a%41b"]


def test_bad_escapes_in_an_address_are_refused(five: Server) -> None:
    """Bytes that are no UTF-8 are no query."""
    assert five.get("/sparql?query=%FF%FE").status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_other_methods_are_refused(five: Server, method: str) -> None:
    """With the list of those that are not."""
    answer = five.send(method, "/sparql")
    assert answer.status == 405
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(answer.headers["allow"].replace(",", " ").split())


def test_head_and_options(five: Server) -> None:
    """HEAD is GET without the body, OPTIONS the list of methods."""
    head = five.send("HEAD", f"/sparql?{urlencode({'query': SELECT})}")
    assert (head.status, head.media, head.body) == (200, JSON, b"")
    assert five.send("OPTIONS", "/sparql").status == 204


def test_without_a_query_the_service_describes_itself(five: Server) -> None:
    """As RDF, in the format that is liked best; browsers are led to the query page."""
    described = five.get("/sparql", accept="application/n-triples")
    triples = [quad.triple for quad in ox.parse(described.body, format=ox.RdfFormat.N_TRIPLES)]
    endpoint = ox.NamedNode(f"{five.address}/sparql")
    said = {t.predicate.value.partition("#")[2]: t.object for t in triples if t.subject == endpoint}
    assert said["endpoint"] == endpoint
    assert str(said["supportedLanguage"]).endswith("#SPARQL11Query>")
    led = five.get("/sparql", accept="text/html")
    assert (led.status, led.headers["location"]) == (303, "/")


def test_csv_says_what_the_graph_says(five: Server) -> None:
    """The format wants values as they are; a spreadsheet's formula is one of them."""
    assert five.ask('SELECT ("=HYPERLINK(1)" AS ?x) {}', accept="text/csv").text.split() == ["x", "=HYPERLINK(1)"]


def test_xml_always_parses(five: Server) -> None:
    """A character that XML cannot hold is refused in XML, and given in JSON."""
    query = r'SELECT ("\u0001" AS ?x) {}'
    assert five.ask(query, accept=XML).status == 406
    assert five.ask(r'CONSTRUCT { <a:a> <a:b> "\u0001" } {}', accept="application/rdf+xml").status == 406
    assert json.loads(five.ask(query, accept=JSON).body)["results"]["bindings"][0]["x"]["value"] == "\x01"


def test_an_answer_that_is_too_long_is_no_answer(five: Server) -> None:
    """Neither too many rows nor too many bytes come as a document that looks complete."""
    for query in ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"):
        answer = five.ask(query)
        assert (answer.status, answer.media) == (413, "text/plain")
        assert "100000 rows or 10 MB" in answer.text
    many = "SELECT (1 AS ?x) { ?a a ?b . ?c a ?d }"
    for media in (JSON, XML, "text/csv", TSV):
        assert five.ask(many, accept=media).status == 413


@pytest.mark.parametrize("size", [65 << 10, 10 << 20])
def test_a_query_that_is_too_long_is_not_read(five: Server, size: int) -> None:
    """The client gets to see why, though it has more to say."""
    answer = five.post("ASK {} #" + "x" * size)
    assert answer.status == 413
    assert "longer than 64 KiB" in answer.text


def test_a_long_body_takes_no_memory(built: Path) -> None:
    """100 MB fall to the ground."""
    with served(built) as server:
        before = resident(server.pid)
        assert server.post("#" + "x" * 100_000_000).status == 413
        assert resident(server.pid) - before < 20 << 20


def resident(pid: int) -> int:
    """Return how many bytes of memory a process uses."""
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * 4096


def test_a_slow_query_is_ended_and_holds_nobody_up(five: Server) -> None:
    """Its client hears why when its time is up."""
    with connect(five, SLOW) as slow:
        assert five.ask("ASK {}").status == 200
        told = b"".join(iter(lambda: slow.recv(1000), b""))
    assert b" 408 " in told.partition(b"\r\n")[0]
    assert b"takes longer than 6 seconds" in told


def connect(server: Server, query: str) -> socket.socket:
    """Return a connection on which a query has been sent."""
    parts = urlsplit(server.address)
    connection = socket.create_connection((parts.hostname, parts.port or 0), timeout=20)
    path = f"/sparql?{urlencode({'query': query})}"
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return connection


def test_a_client_that_leaves_takes_its_query_along(built: Path) -> None:
    """The worker is ended long before its time would be up."""
    with served(built, "--timeout", "60") as server:
        before = set(descendants(server.pid))
        connect(server, SLOW).close()
        deadline = time.monotonic() + 10
        while set(descendants(server.pid)) == before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert set(descendants(server.pid)) != before
        assert server.ask("ASK {}").status == 200


def test_other_origins_get_nothing(five: Server) -> None:
    """No page of another server may read answers, unless the server is told so."""
    for origin in ("http://evil.example", "null"):
        assert "access-control-allow-origin" not in five.ask("ASK {}", origin=origin).headers
    asked = five.send(
        "OPTIONS", "/sparql", None, {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert not [name for name in asked.headers if name.startswith("access-control")]


def test_other_origins_may_be_let_in_without_cookies(built: Path) -> None:
    """With `--cors`, anybody may ask, as anybody."""
    with served(built, "--cors") as server:
        headers = server.ask("ASK {}", origin="http://elsewhere.example").headers
        assert headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [("attacker.example", 421), ("", 421), ("localhost:1", 200), ("[::1]:9", 200), ("127.0.0.1", 200)],
)
def test_only_its_own_name_is_answered_to(five: Server, host: str, status: int) -> None:
    """So that a page elsewhere cannot get in under a name that it points here."""
    assert five.ask("ASK {}", host=host).status == status


def test_every_response_is_fenced_in(five: Server) -> None:
    """Nothing from elsewhere, no guessing of types, no frames."""
    for path in ("/", "/sparql", "/health", "/documents", "/nothing", "/assets/site.css"):
        headers = five.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "server" not in headers


@pytest.mark.parametrize(
    ("sent", "statuses"),
    [
        (b"\x16\x03\x01 garbage\r\n\r\n", (400,)),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", (400, 431)),
        (b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nAccept: " + b"a" * 60_000 + b"\r\n\r\n", (400, 431)),
        (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
            (400, 415),
        ),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n", (400,)),
        (b"GET /?query=a%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: localhost\r\n\r\n", (200,)),
    ],
)
def test_what_is_no_proper_http(five: Server, sent: bytes, statuses: tuple[int, ...]) -> None:
    """It is refused, and sets no header of its own."""
    parts = urlsplit(five.address)
    with socket.create_connection((parts.hostname, parts.port or 0), timeout=10) as connection:
        connection.sendall(sent)
        head = connection.recv(4000).partition(b"\r\n\r\n")[0]
    assert int(head.split()[1]) in statuses
    assert b"set-cookie" not in head.lower()


def test_clients_that_never_finish_their_headers_are_let_go(five: Server) -> None:
    """300 of them hold nobody up, and none is still there after a while."""
    parts = urlsplit(five.address)
    with ExitStack() as closing:
        idle = [closing.enter_context(socket.create_connection((parts.hostname, parts.port or 0))) for _ in range(300)]
        for connection in idle:
            connection.settimeout(30)
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-a: ")
        assert five.ask("ASK {}").status == 200
        assert [connection.recv(1) for connection in idle] == [b""] * len(idle)
