"""A graph sent to a store: Virtuoso where it is installed, and small servers that fail as stores do."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.errors import ExportError
from iceorg.export.push import Destination, push
from iceorg.store import OxigraphStore, open_result
from serving import served
from virtuoso import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRAPH = "https://example.org/ice"


def test_the_whole_graph_arrives_in_virtuoso(virtuoso: str, built: Path) -> None:
    """In several parts, with a password, counted; a second time it replaces the first."""
    command = ["push", f"{virtuoso}/sparql-graph-crud-auth", "--to", GRAPH, "--user", "dba", "--graph", str(built)]
    for _ in range(2):
        done = CliRunner(env={"ICEORG_PASSWORD": "dba"}).invoke(main, command)
        assert done.exit_code == 0, done.stderr
        assert f"{open_result(built).count()} triples, all that were sent" in done.stderr
    asked = {"query": "SELECT ?o { ?s <https://w3id.org/iceorg/ontology#quote> ?o }", "default-graph-uri": GRAPH}
    answer = httpx.get(f"{virtuoso}/sparql", params=asked, headers={"Accept": "text/csv"})
    assert "established in March 2003 as the largest investigative arm" in answer.text


def test_a_wrong_password_is_said(virtuoso: str, built: Path) -> None:
    """With what to do, and exit code 3."""
    command = ["push", f"{virtuoso}/sparql-graph-crud-auth", "--to", GRAPH, "--user", "dba", "--graph", str(built)]
    done = CliRunner(env={"ICEORG_PASSWORD": "wrong"}).invoke(main, command)
    assert done.exit_code == 3
    assert "answers 401" in done.stderr
    assert "ICEORG_PASSWORD" in done.stderr


def test_our_own_endpoint_takes_no_graph(built: Path) -> None:
    """It only reads, and the sender hears so."""
    with served(built) as server:
        done = CliRunner().invoke(main, ["push", f"{server.address}/sparql", "--graph", str(built)])
        assert done.exit_code == 3
        assert "answers 405" in done.stderr
        assert server.ask("ASK { ?s ?p ?o }").status == 200


class Shop(ThreadingHTTPServer):
    """A store that answers with some statuses first, then takes what it is given."""

    def __init__(self, statuses: list[int], lost: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.statuses, self.lost = statuses, lost
        self.lines: set[bytes] = set()
        self.methods: list[str] = []

    @property
    def to(self) -> Destination:
        """Where to send to."""
        address = f"http://127.0.0.1:{self.server_port}"
        return Destination(f"{address}/data", "", f"{address}/sparql")


class Clerk(BaseHTTPRequestHandler):
    """What stands at the counter of a `Shop`."""

    server: Shop

    def do_PUT(self) -> None:
        """Take a part, or count."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        self.server.methods.append(self.command)
        counting = self.path == "/sparql"
        if status == 200 and not counting:
            kept = set() if self.command == "PUT" else self.server.lines
            self.server.lines = kept | set(body.splitlines())
        number = len(self.server.lines) - self.server.lost
        self._say(status, f'{{"results": {{"bindings": [{{"n": {{"value": "{number}"}}}}]}}}}' if counting else "")

    do_POST = do_PUT  # noqa: N815 - http.server's name

    def _say(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def shop(statuses: list[int], lost: int = 0) -> Iterator[Shop]:
    """Open a shop, and close it."""
    with Shop(statuses, lost) as opened:
        thread = threading.Thread(target=opened.serve_forever)
        thread.start()
        yield opened
        opened.shutdown()
        thread.join()


@pytest.fixture
def many() -> OxigraphStore:
    """A graph that goes in three parts."""
    store = OxigraphStore()
    store.load(b"".join(b"<urn:%d> <urn:p> <urn:q> .\n" % number for number in range(12_000)))
    return store


def test_parts_are_told_as_they_arrive(many: OxigraphStore) -> None:
    """The first replaces what was there, the others are added."""
    told: list[int] = []
    with shop([]) as opened:
        assert push(many, opened.to, progress=told.append) == 12_000
        assert opened.methods == ["PUT", "POST", "POST", "POST"]  # the last one counts
    assert told == [5000, 5000, 2000]


def test_a_part_that_is_refused_for_now_is_sent_again(many: OxigraphStore) -> None:
    """After a pause, and a longer one; nothing is missing in the end."""
    pauses: list[float] = []
    with shop([503, 500, 200, 502]) as opened:
        assert push(many, opened.to, pause=pauses.append) == 12_000
    assert pauses == [1.0, 4.0, 1.0]


@pytest.mark.parametrize(
    ("statuses", "tries", "words"), [([503, 503, 503], 3, "answers 503"), ([403], 1, "answers 403"), ([404], 1, "404")]
)
def test_a_store_that_refuses_is_told(many: OxigraphStore, statuses: list[int], tries: int, words: str) -> None:
    """At once where nothing will change, else after the third try."""
    with shop(statuses) as opened:
        with pytest.raises(ExportError, match=words):
            push(many, opened.to, pause=lambda _: None)
        assert len(opened.methods) == tries


def test_a_store_that_lost_something_is_found_out(many: OxigraphStore) -> None:
    """By its own count."""
    with shop([], lost=1) as opened, pytest.raises(ExportError, match="has 11999 triples after 12000 were sent"):
        push(many, opened.to)


def test_a_store_that_is_not_there_is_told(many: OxigraphStore) -> None:
    """With its address."""
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ExportError, match=f"{address}/data: cannot be reached"):
        push(many, Destination(f"{address}/data", "", f"{address}/sparql"), pause=lambda _: None)


def test_a_password_in_the_address_is_refused_and_not_shown() -> None:
    """The list of processes shows it to everybody."""
    done = CliRunner().invoke(main, ["push", "http://ann:secret@127.0.0.1:1/data"])
    assert done.exit_code == 3
    assert (
        "http://127.0.0.1:1/data: has a name or a password in it, which others can see; give ICEORG_USER" in done.stderr
    )
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["ftp://a/b"], ["http://a/b", "--to", "no iri"], ["http://a/b", "--sparql", "c"]]
)
def test_what_is_no_address_is_refused(arguments: list[str]) -> None:
    """Before anything is sent."""
    done = CliRunner().invoke(main, ["push", *arguments])
    assert done.exit_code in (2, 3)
    assert "is no" in done.stderr
