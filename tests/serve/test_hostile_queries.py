"""The 94 hostile queries of the project's notes, which lie beside it, through the endpoint."""

from __future__ import annotations

import importlib.util
import os
import socket
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from serving import descendants, served, still_alive, write_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Server

NOTES = Path(__file__).parents[3] / "shared" / "notes" / "hardening" / "attack_queries_data.py"
STATUSES = {200, 400, 408, 413, 503}
SECONDS = 2
BOMBS = ("cartesian3_count", "orderby_cross", "distinct_cross", "groupconcat_cross", "concat_doubling_40", "sha_cross")
MEMORY = 3 << 30


@pytest.fixture(scope="module")
def notes() -> Any:
    """The module with the queries, and with the graph to ask."""
    if not NOTES.is_file():
        pytest.skip(f"the hostile queries are not here: they are kept in {NOTES}")  # in CI that is a failure
    spec = importlib.util.spec_from_file_location("attack_queries_data", NOTES)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings(action="ignore"):  # it leaves a file open
        spec.loader.exec_module(module)
    return module


class Listener:
    """Somebody outside, who counts those that come."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.came = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.came += 1


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """A port of this machine that no query may reach."""
    listening = Listener()
    yield listening
    listening.socket.shutdown(socket.SHUT_RDWR)
    listening.socket.close()


@pytest.fixture(scope="module")
def target(notes: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the graph that the queries were made for."""
    store = ox.Store()
    store.load(notes.data().encode(), format=ox.RdfFormat.TURTLE)
    lines = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    folder = write_result(tmp_path_factory.mktemp("hostile"), b"".join(sorted(lines.splitlines(keepends=True))))
    with served(folder, "--timeout", str(SECONDS)) as server:
        yield server


def test_hostile_queries_end_nothing_but_themselves(notes: Any, listener: Listener, target: Server) -> None:
    """Each is answered in its time, the next question at once, nobody outside hears of any, and the server lives on."""
    queries = notes.queries(listener.port)
    assert len(queries) == 94
    for name, query in queries.items():
        answer = target.patient(SECONDS + 1).post(query)
        assert answer.status in STATUSES, (name, answer.text)
        assert b"Traceback" not in answer.body, name
        assert target.patient(1).post("ASK {}").status == 200, name
    assert listener.came == 0
    os.kill(target.pid, 0)


def test_twenty_bombs_at_once(notes: Any, listener: Listener, target: Server) -> None:
    """The server says that it is well throughout, all its processes stay within 3 GiB, and every client hears something."""
    queries = notes.queries(listener.port)
    with ThreadPoolExecutor(20) as clients, watched(target) as most:
        bombs = [queries[BOMBS[number % len(BOMBS)]] for number in range(20)]
        thrown = [clients.submit(target.post, bomb) for bomb in bombs]
        while not all(bomb.done() for bomb in thrown):
            assert target.patient(1).get("/health").status == 200
            time.sleep(0.05)
    statuses = {bomb.result().status for bomb in thrown}
    assert statuses <= STATUSES - {200}
    assert 503 in statuses
    assert 0 < most[0] < MEMORY


def test_nothing_is_left_when_the_server_ends(notes: Any, tmp_path: Path) -> None:
    """Not even a worker that is at work."""
    folder = write_result(tmp_path / "result", b"".join(b"<urn:%d> <urn:p> <urn:q> .\n" % n for n in range(9)))
    with served(folder) as server, ThreadPoolExecutor(1) as client:
        client.submit(server.post, notes.queries(0)["values_cross_1e9"])
        time.sleep(0.3)
        left = descendants(server.pid)
        assert len(left) == 3
    assert still_alive(left) == []


@contextmanager
def watched(server: Server) -> Iterator[list[int]]:
    """Note the most memory that a server and its processes use together, shared pages counted once."""
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            most[0] = max(most[0], sum(map(_memory, (server.pid, *descendants(server.pid)))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _memory(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("Pss:")), 0)
