"""A small SPARQL endpoint on a port of this machine: the standard library's server, and Oxigraph behind it."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Generator


class Endpoint(ThreadingHTTPServer):
    """Answers POST /sparql with the form field `query`, in SPARQL JSON or N-Triples; keeps what it was asked.

    A query that names `urn:x:refused` is refused; at /page is a page, at /slow nothing for half a second, and at
    /trickle an answer that takes long to come to an end.
    """

    daemon_threads = True

    def __init__(self, graph: ox.Store) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.graph = graph
        self.asked: list[str] = []
        self.forms: list[dict[str, list[str]]] = []
        self.paths: list[str] = []
        self.busy = 0
        """How many more times it says that it is busy."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, unless it is that the client has left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.forms.append(form)
        self.server.paths.append(self.path)
        if self.path == "/page":
            self._reply(200, "text/html", b"<p>Welcome</p>")
            return
        if self.path == "/slow":
            time.sleep(0.5)
        if self.path == "/trickle":
            self._trickle()
            return
        if self.path.partition("?")[0] != "/sparql":
            self._reply(404, "text/plain", b"there is nothing here")
            return
        self.server.asked.append(form["query"][0])
        if self.server.busy:
            self.server.busy -= 1
            self._reply(503, "text/plain", b"busy", **{"Retry-After": "0"})
            return
        if "urn:x:refused" in form["query"][0]:
            self._reply(400, "text/plain", b"GRAPH is refused")
            return
        try:
            self._reply(200, *_answer(self.server.graph, form["query"][0]))
        except SyntaxError as fault:
            self._reply(400, "text/plain", str(fault).encode())

    def _trickle(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b" ")
            time.sleep(0.05)

    def _reply(self, status: int, kind: str, body: bytes, **more: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | more).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Be quiet."""


def _answer(graph: ox.Store, query: str) -> tuple[str, bytes]:
    answer = graph.query(query)
    if isinstance(answer, ox.QueryTriples):
        return "application/n-triples", answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return "application/sparql-results+json", answer.serialize(format=ox.QueryResultsFormat.JSON) or b""


@contextmanager
def endpoint(ntriples: bytes) -> Generator[Endpoint]:
    """Serve a graph until the block ends."""
    graph = ox.Store()
    graph.load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    with Endpoint(graph) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
