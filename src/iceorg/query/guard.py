"""Queries that somebody wrote, run where they can do no harm: in a process of their own that is ended when it goes too far.

A query can crash the engine, and a running one cannot be stopped from within. So it runs in a fork
of the process that holds the graph, with the graph already in memory: without a single file or
socket to open, with so much memory and no more, on a stack deep enough for nested queries, and
killed when its time is up.
"""

from __future__ import annotations

import difflib  # noqa: F401 - what an error's hint is found with: a sealed process can load nothing any more
import gc
import json
import math
import os
import resource
import select
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from iceorg.errors import LimitError, QueryError
from iceorg.model import Literal
from iceorg.query.catalogue import question
from iceorg.query.rows import Cell, Form, Rows
from iceorg.query.run import run_query, run_question
from iceorg.query.syntax import refuse_network, tokens
from iceorg.store import OxigraphStore
from iceorg.vocab import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from iceorg.store import Store

T = TypeVar("T")

_MIB: Final = 1 << 20
_CHUNK: Final = 1 << 16
_OPENING, _CLOSING = "{([", "})]"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use.

    Args:
        seconds: How long it may take.
        memory: How many bytes of memory it may take beside the graph.
        stack: Bytes of stack; each level of a nested query takes up to ten thousand.
        query_bytes: How long its text may be.
        depth: How deep its brackets may be nested.
        rows: How many rows or triples its answer may have.
        answer_bytes: How long its answer may be.
    """

    seconds: float = 5.0
    memory: int = 768 * _MIB
    stack: int = 256 * _MIB
    query_bytes: int = 64 << 10
    depth: int = 100
    rows: int = 100_000
    answer_bytes: int = 10_000_000


PATIENT: Final = Limits(seconds=60, memory=4096 * _MIB, query_bytes=4 * _MIB, rows=10_000_000, answer_bytes=1024 * _MIB)
"""For one person at a terminal, who may wait and can press Ctrl-C."""


def refuse_oversized(text: str, limits: Limits) -> None:
    """Raise QueryError for a query that is too long, too deep, or would ask another server.

    >>> refuse_oversized("ASK " + "{" * 200, Limits())
    Traceback (most recent call last):
    iceorg.errors.QueryError: the query nests brackets more than 100 deep; write it with fewer levels
    """
    if len(text.encode("utf-8", "surrogatepass")) > limits.query_bytes:
        message = f"the query is longer than {limits.query_bytes // 1024} KiB"
        raise QueryError(message, hint="ask for less at once")
    depth = 0
    for token in tokens(text):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > limits.depth:
            message = f"the query nests brackets more than {limits.depth} deep"
            raise QueryError(message, hint="write it with fewer levels")
    refuse_network(text)


def ask_guarded(
    store: Store, text: str, *, parameters: Mapping[str, str] | None = None, limits: Limits = PATIENT
) -> Rows:
    """Return the answer of a SPARQL query that somebody wrote, as `run_query` does, within limits.

    Args:
        store: Where to look; a store in memory.
        text: The query.
        parameters: Values for variables of the query.
        limits: What it may use.

    Raises:
        QueryError: The query cannot be used, or wants more time, memory or room for its answer than it may have.
    """

    def work() -> bytes:  # pragma: no cover - in another process
        refuse_oversized(text, limits)
        return _packed(run_query(store, text, parameters=parameters), limits)

    return _unpacked(call_sealed(lambda: _told(work), limits, opening=_opening(store)))


def ask_question_guarded(
    store: Store, name: str, parameters: Mapping[str, str] | None = None, *, limits: Limits = PATIENT
) -> Rows:
    """Return the answer of a named question, as `run_question` does, within limits.

    Raises:
        QueryError: There is no such question, a value cannot be used, or it wants more than it may have.
    """
    question(name)  # its file is read now: a sealed process can open none

    def work() -> bytes:  # pragma: no cover - in another process
        return _packed(run_question(store, name, parameters), limits)

    return _unpacked(call_sealed(lambda: _told(work), limits, opening=_opening(store)))


def _opening(store: Store) -> Callable[[], object]:
    """Return what opens the index of a store that keeps one on disk: a sealed process can open none."""
    return lambda: store.engine if isinstance(store, OxigraphStore) else None


def _nothing() -> None:
    """Open nothing."""


def call_sealed(work: Callable[[], bytes], limits: Limits, *, opening: Callable[[], object] = _nothing) -> bytes:
    """Return what some work returns that is done in a sealed process.

    Args:
        work: What is done.
        limits: What it may use.
        opening: What opens the files that the work needs, in that process and before it is sealed.

    Raises:
        QueryError: It was not done within the limits.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - in another process
        _work_and_end(work, limits, theirs, opening)
    os.close(theirs)
    try:
        answer = _received(ours, limits)
    finally:
        os.close(ours)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if not answer:
        message = f"the query wants more than {limits.memory // _MIB} MiB of memory, or crashed the engine"
        raise LimitError(message, hint="ask for less at once, or nest less")
    return answer


def seal(
    limits: Limits, keep: int, opening: Callable[[], object] = _nothing
) -> None:  # pragma: no cover - in another process
    """Take from this process, for good, everything that answering from memory does without.

    Args:
        limits: How much memory it keeps.
        keep: The one descriptor that stays open.
        opening: What opens the files that are needed nevertheless.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    close_all_but(keep)
    opening()
    _limit_memory(limits)
    for what in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        resource.setrlimit(what, (0, 0))
    gc.freeze()


def limit_processor(limits: Limits) -> None:  # pragma: no cover - in another process
    """End this process soon after its time is up, should nobody be left to kill it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def on_deep_stack(work: Callable[[], T], limits: Limits) -> T:
    """Return what some work returns that is done on a thread with a large stack.

    >>> on_deep_stack(lambda: 1 + 1, Limits())
    2
    """
    done: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as fault:  # noqa: BLE001 - it is raised again below
            faults.append(fault)

    before = threading.stack_size(limits.stack)
    thread = threading.Thread(target=run)
    thread.start()
    threading.stack_size(before)
    thread.join()
    if faults:
        raise faults[0]
    return done[0]


def _work_and_end(  # pragma: no cover
    work: Callable[[], bytes], limits: Limits, channel: int, opening: Callable[[], object]
) -> NoReturn:
    try:
        seal(limits, channel, opening)
        limit_processor(limits)
        _send(channel, on_deep_stack(work, limits))
    finally:
        os._exit(0)


def close_all_but(keep: int) -> None:  # pragma: no cover - in another process
    """Close every descriptor but one; standard input and output lead nowhere then."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))


def _limit_memory(limits: Limits) -> None:  # pragma: no cover - in another process
    """Limit the address space where the system tells how much is in use; that is Linux."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        used = int(pages.read_text().split()[0]) * resource.getpagesize()
        limit = used + limits.stack + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _send(channel: int, answer: bytes) -> None:  # pragma: no cover - in another process
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(channel, rest) :]


def _received(channel: int, limits: Limits) -> bytes:
    """Return all that comes from a channel until it ends."""
    end = time.monotonic() + limits.seconds
    waiting = select.poll()  # unlike select(), it takes descriptors of any number
    waiting.register(channel, select.POLLIN)
    pieces: list[bytes] = []
    while waiting.poll(max(end - time.monotonic(), 0.001) * 1000):
        piece = os.read(channel, _CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    message = f"the query takes longer than {limits.seconds:g} seconds"
    raise LimitError(message, hint="ask for less, add a LIMIT, or give it more time (--timeout)")


def _told(work: Callable[[], bytes]) -> bytes:  # pragma: no cover - in another process
    """Return what some work returns, or its error as data."""
    try:
        return work()
    except QueryError as error:
        limit = isinstance(error, LimitError)
        return json.dumps({"message": error.message, "where": error.where, "hint": error.hint, "limit": limit}).encode()


def _packed(rows: Rows, limits: Limits) -> bytes:  # pragma: no cover - in another process
    if len(rows) > limits.rows:
        raise LimitError(f"the answer has more than {limits.rows} rows", hint="add a LIMIT")
    numbers: dict[Cell | None, int] = {}  # most terms stand in many rows, and each is sent once
    numbered = [[numbers.setdefault(cell, len(numbers)) for cell in row] for row in rows]
    cells = [[cell.value, cell.datatype, cell.language] if isinstance(cell, Literal) else cell for cell in numbers]
    about = {"columns": rows.columns, "form": rows.form, "slots": rows.slots, "note": rows.note}
    told = about | {"cells": cells, "rows": numbered}
    packed = json.dumps(told).encode()
    if len(packed) > limits.answer_bytes:
        raise LimitError(f"the answer is longer than {limits.answer_bytes // 1_000_000} MB", hint="add a LIMIT")
    return packed


def _unpacked(packed: bytes) -> Rows:
    told: dict[str, Any] = json.loads(packed)
    if "message" in told:
        raise (LimitError if told.pop("limit") else QueryError)(**told)
    cells = tuple(map(_cell, told["cells"]))
    rows = tuple(tuple(cells[number] for number in row) for row in told["rows"])
    return Rows(tuple(told["columns"]), rows, Form(told["form"]), tuple(told["slots"]), told["note"])


def _cell(told: Any) -> Cell | None:
    if isinstance(told, list):
        return Literal(*told)
    return None if told is None else Iri(told)
