"""A server for tests: the command itself, in a process of its own, on a port that is free."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pyoxigraph

from iceorg.history import read_glimpses
from iceorg.pages import Site, read_site
from iceorg.query import Limits
from iceorg.serve import Address, Pool, create_app, listen
from iceorg.serve.run import HOSTS, make_server
from iceorg.store import REPORT, OxigraphStore, open_result, read_output

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping

ADDRESS = re.compile(r"(http://\S+)/ ")
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def media(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens."""

    address: str
    pid: int

    patience: float = 60
    """Seconds that a response may take."""

    def patient(self, seconds: float) -> Server:
        """Return the same server, asked with that much patience: a response that takes longer is a TimeoutError."""
        return replace(self, patience=seconds)

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Return the response to a request."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self.patience)
        try:
            connection.request(method, path, body, dict(headers or {}))
            came = connection.getresponse()
            return Response(came.status, {name.lower(): value for name, value in came.getheaders()}, came.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Response:
        """Return the response to a GET; `content_type="a/b"` is the header Content-Type."""
        return self.send("GET", path, None, _named(headers))

    def ask(self, query: str, **headers: str) -> Response:
        """Return the response to a query sent by GET."""
        return self.get(f"/sparql?{urlencode({'query': query})}", **headers)

    def post(self, query: str, media: str = QUERY, **headers: str) -> Response:
        """Return the response to a query posted as it is."""
        body = query.encode("utf-8", "surrogatepass")
        return self.send("POST", "/sparql", body, {"Content-Type": media} | _named(headers))


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): text for name, text in headers.items()}


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Server]:
    """Serve a result folder with the command, and end it as a terminal would."""
    command = [sys.executable, "-c", "from iceorg.cli.start import start; start()", "serve"]
    command += ["--graph", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told: list[str] = []
        found = None
        while found is None and (line := process.stderr.readline()):
            told.append(line)
            found = ADDRESS.search(line)
        try:
            assert found, "".join(told)
            yield Server(found[1], process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(10)


@contextmanager
def served_here(folder: Path, documents: Mapping[str, str], limits: Limits) -> Iterator[Server]:
    """Serve a result folder from a thread of this process, where coverage is measured."""
    store = open_result(folder)
    pool = Pool(store.engine, limits)
    listening = Address(port=0).bind()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    site = read_site(store, documents, glimpses=read_glimpses(read_output(folder, REPORT)))
    running = make_server(create_app(site, pool, hosts=HOSTS))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Server(address, os.getpid())
    finally:
        running.should_exit = True
        thread.join()


@contextmanager
def served_dataset(nquads: bytes) -> Iterator[Server]:
    """Serve a dataset, which unlike a result has named graphs."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["iceorg.serve", "serving"])
    listening = Address(port=0).bind()
    process = context.Process(target=_serve_dataset, args=(nquads, listening))
    process.start()
    port = listening.getsockname()[1]
    listening.close()
    try:
        assert process.pid is not None
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.join()


def _serve_dataset(nquads: bytes, listening: socket.socket) -> None:
    engine = pyoxigraph.Store()
    engine.load(nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    pool = Pool(engine, Limits(seconds=20))
    listen(create_app(Site(OxigraphStore()), pool), listening)


def write_result(folder: Path, ntriples: bytes) -> Path:
    """Make a folder what `iceorg build` would have left for that graph, as far as opening it goes."""
    folder.mkdir(exist_ok=True)
    (folder / "graph.nt").write_bytes(ntriples)
    outputs = {"graph.nt": {"sha256": sha256(ntriples).hexdigest()}}
    manifest = {"outputs": outputs, "triples": ntriples.count(b"\n")}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def children(pid: int) -> list[int]:
    """Return the ids of the processes that a process has begotten."""
    found = subprocess.run(["pgrep", "-P", str(pid)], check=False, capture_output=True, text=True).stdout
    return [*map(int, found.split())]


def descendants(pid: int) -> list[int]:
    """Return the ids of the processes that a process has begotten, directly or through others."""
    return [found for child in children(pid) for found in (child, *descendants(child))]


def still_alive(pids: list[int]) -> list[int]:
    """Return those of some processes that have not ended after a while."""
    deadline = time.monotonic() + 10
    while (left := [pid for pid in pids if _is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not buried by its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
