"""Workers that answer queries, each until it goes too far; then it is killed and another takes its place.

Two channels lead out of the server. A nursery, forked before the server listens to anybody, holds
the graph in memory, bears workers and buries them; since they are forked from it, a new one is
ready at once and the graph is in memory only once. Each worker has a channel of its own, on which
jobs go in and replies come out. When the server is gone, however it went, the nursery sees its
channel end, and takes all workers with it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn, Self

from iceorg.errors import StoreError
from iceorg.query.guard import Limits, close_all_but, limit_processor, on_deep_stack, seal
from iceorg.serve.job import Job, Reply, answer
from iceorg.serve.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Coroutine

    import pyoxigraph as ox

_ORDER: Final = struct.Struct("!ci")
"""To the nursery: bear a worker, or bury the one of that number."""
_HEAD: Final = struct.Struct("!IHI")
"""Of a reply: its status, and how long media type and body are."""
_LENGTH: Final = struct.Struct("!I")
_BEAR, _BURY = b"+", b"-"


@dataclass(frozen=True, slots=True)
class _Worker:
    """A worker, as the server knows it."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, job: Job) -> Reply:
        sent = job.to_bytes()
        self.writer.write(_LENGTH.pack(len(sent)) + sent)
        await self.writer.drain()
        status, media, body = _HEAD.unpack(await self.reader.readexactly(_HEAD.size))
        return Reply(status, (await self.reader.readexactly(media)).decode(), await self.reader.readexactly(body))


class Pool:
    """A few workers and a short queue before them.

    Args:
        store: The graph that they ask.
        limits: What a query may use.
        workers: How many queries are answered at once.
        queue: How many may wait.
    """

    def __init__(self, store: ox.Store, limits: Limits | None = None, *, workers: int = 2, queue: int = 8) -> None:
        self.limits = limits or Limits()
        self.triples = len(store)
        self._nursery, theirs = socket.socketpair()
        self.nursery_pid = os.fork()
        if self.nursery_pid == 0:  # pragma: no cover - in another process
            self._nursery.close()
            _run_nursery(store, self.limits, theirs)
        theirs.close()
        self._workers, self._most, self._waiting = workers, queue, 0

    async def __aenter__(self) -> Self:
        """Start the workers."""
        self._ordering = asyncio.Lock()
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._replacing: set[asyncio.Task[None]] = set()
        for _ in range(self._workers):
            self._idle.put_nowait(await self._bear())
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the workers and the nursery."""
        while not self._idle.empty():
            self._idle.get_nowait().writer.close()
        self.close()

    def close(self) -> None:
        """End the nursery, and with it all workers."""
        self._nursery.close()
        with suppress(ChildProcessError):
            os.waitpid(self.nursery_pid, 0)

    @property
    def is_well(self) -> bool:
        """Whether the process lives that bears workers."""
        try:
            return os.waitid(os.P_PID, self.nursery_pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    async def ask(self, job: Job) -> Reply:
        """Return the reply to a query.

        When the task that waits for it is cancelled, the query is ended.

        Raises:
            Refusal: All workers are busy, or the query was ended.
        """
        worker = await self._next_worker()
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply = await worker.ask(job)
        except TimeoutError:
            self._replace(worker)
            raise self._too_slow() from None
        except (asyncio.IncompleteReadError, OSError):
            raise self._crashed(await self._lost(worker)) from None
        except BaseException:
            self._replace(worker)
            raise
        self._idle.put_nowait(worker)
        return reply

    async def _next_worker(self) -> _Worker:
        if self._waiting >= self._most and self._idle.empty():
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._idle.get()
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1

    def _busy(self) -> Refusal:
        again = {"Retry-After": str(max(1, round(self.limits.seconds)))}
        return Refusal(503, "too many queries at once: ask again a little later", headers=again)

    def _too_slow(self) -> Refusal:
        words = f"the query takes longer than {self.limits.seconds:g} seconds and was ended: ask for less at once"
        return Refusal(408, words, headers={"Connection": "close"})

    def _crashed(self, number: int) -> Refusal:
        """Return what to say of a worker that a signal ended."""
        if number == signal.SIGXCPU:
            return self._too_slow()
        if number in (signal.SIGKILL, signal.SIGTERM, 0):
            return Refusal(503, "the query was ended from outside: ask again", headers={"Retry-After": "1"})
        return Refusal(413, "the query wants more memory than it may have, or nests too deep: ask for less at once")

    def _replace(self, worker: _Worker) -> None:
        """Put another worker in the place of one; whoever asks next need not wait for its burial."""
        self._start(self._bury_and_bear(worker))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _lost(self, worker: _Worker) -> int:
        """Bury a worker that has ended, begin to replace it, and return the number of the signal that ended it."""
        number = await self._bury(worker)
        self._start(self._bear_idle())
        return number

    async def _bury_and_bear(self, worker: _Worker) -> None:
        await self._bury(worker)
        await self._bear_idle()

    async def _bear_idle(self) -> None:
        self._idle.put_nowait(await self._bear())

    async def _bury(self, worker: _Worker) -> int:
        worker.writer.close()
        async with self._ordering:
            return await asyncio.to_thread(self._order_burial, worker.pid)

    async def _bear(self) -> _Worker:
        async with self._ordering:
            pid, channel = await asyncio.to_thread(self._order_worker)
        reader, writer = await asyncio.open_unix_connection(sock=channel, limit=1 << 20)
        return _Worker(pid, reader, writer)

    def _order_worker(self) -> tuple[int, socket.socket]:
        self._nursery.sendall(_ORDER.pack(_BEAR, 0))
        told, descriptors, _, _ = socket.recv_fds(self._nursery, _LENGTH.size, 1)
        if not descriptors:
            raise StoreError("the process that holds the graph has ended", hint="start `iceorg serve` again")
        return _LENGTH.unpack(told)[0], socket.socket(fileno=descriptors[0])

    def _order_burial(self, pid: int) -> int:
        self._nursery.sendall(_ORDER.pack(_BURY, pid))
        told = self._nursery.recv(_LENGTH.size, socket.MSG_WAITALL)
        return int(_LENGTH.unpack(told)[0]) if told else 0


def _run_nursery(store: ox.Store, limits: Limits, orders: socket.socket) -> NoReturn:  # pragma: no cover
    """Bear and bury workers as ordered; when orders end, end them all."""
    alive: set[int] = set()
    try:
        close_all_but(orders.fileno())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        while len(order := orders.recv(_ORDER.size, socket.MSG_WAITALL)) == _ORDER.size:
            what, pid = _ORDER.unpack(order)
            if what == _BEAR:
                alive.add(_bear(store, limits, orders))
            else:
                alive.discard(pid)
                orders.sendall(_LENGTH.pack(_bury(pid)))
    finally:
        for pid in alive:
            _bury(pid)
        os._exit(0)


def _bear(store: ox.Store, limits: Limits, orders: socket.socket) -> int:  # pragma: no cover
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        _run_worker(store, limits, theirs)
    theirs.close()
    socket.send_fds(orders, [_LENGTH.pack(pid)], [ours.fileno()])
    ours.close()
    return pid


def _bury(pid: int) -> int:  # pragma: no cover
    """End a worker if it has not ended; return the signal that did it."""
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _run_worker(store: ox.Store, limits: Limits, channel: socket.socket) -> NoReturn:  # pragma: no cover
    """Answer one job after the other; every fault that is not foreseen ends the worker."""
    try:
        seal(limits, channel.fileno())
        while head := channel.recv(_LENGTH.size, socket.MSG_WAITALL):
            job = Job.from_bytes(channel.recv(_LENGTH.unpack(head)[0], socket.MSG_WAITALL))
            limit_processor(limits)
            reply = on_deep_stack(lambda job=job: answer(store, job, limits), limits)  # type: ignore[misc]
            media = reply.media.encode()
            channel.sendall(_HEAD.pack(reply.status, len(media), len(reply.body)) + media + reply.body)
    finally:
        os._exit(0)
