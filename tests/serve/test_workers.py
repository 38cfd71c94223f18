"""Workers: what they cannot do, and what becomes of them."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from iceorg.query import Limits
from iceorg.serve import Pool
from iceorg.serve.job import Job
from iceorg.serve.refusal import Refusal
from serving import descendants, still_alive

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from iceorg.serve.job import Reply

    Use = Callable[[Pool], Awaitable[object]]

ENDLESS = Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
ASK = Job("ASK { ?s ?p ?o }")
DATA = b"".join(b"<urn:%d> <urn:p> <urn:%d> .\n" % (number, number // 5) for number in range(2000))


def with_pool(use: Use, *, workers: int = 1, queue: int = 8, limits: Limits | None = None) -> object:
    """Do something with a pool of workers, and end it."""
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.N_TRIPLES)

    async def run() -> object:
        async with Pool(store, limits or Limits(seconds=1), workers=workers, queue=queue) as pool:
            return await use(pool)

    return asyncio.run(run())


async def refusal(asking: Awaitable[Reply]) -> Refusal:
    """Return the refusal that some asking ends in."""
    with pytest.raises(Refusal) as refused:
        await asking
    return refused.value


def test_an_endless_query_is_ended_and_the_next_is_answered() -> None:
    """By another worker, though there is but one at a time."""

    async def use(pool: Pool) -> None:
        assert (await refusal(pool.ask(ENDLESS))).status == 408
        assert b"true" in (await pool.ask(ASK)).body

    with_pool(use)


def test_a_query_that_crashes_the_engine_ends_its_worker_alone() -> None:
    """On a small stack, a deep query does; the next is answered."""
    deep = Job("SELECT (" + "STR(" * 90 + "1" + ")" * 90 + " AS ?x) {}")

    async def use(pool: Pool) -> None:
        assert (await refusal(pool.ask(deep))).status == 413
        assert b"true" in (await pool.ask(ASK)).body

    with_pool(use, limits=Limits(seconds=5, stack=256 << 10))


def test_a_query_that_wants_too_much_memory_ends_its_worker_alone() -> None:
    """Sorting a product does; the next is answered."""
    sorting = Job("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 10")

    async def use(pool: Pool) -> None:
        assert (await refusal(pool.ask(sorting))).status == 413
        assert b"true" in (await pool.ask(ASK)).body

    with_pool(use, limits=Limits(seconds=30, memory=100 << 20))


def test_a_worker_that_is_killed_is_replaced() -> None:
    """Its client hears that it may ask again."""

    async def use(pool: Pool) -> None:
        (worker,) = descendants(pool.nursery_pid)
        asking = asyncio.ensure_future(pool.ask(ENDLESS))
        await asyncio.sleep(0.2)
        os.kill(worker, signal.SIGKILL)
        assert (await refusal(asking)).status == 503
        assert b"true" in (await pool.ask(ASK)).body

    with_pool(use, limits=Limits(seconds=30))


def test_more_queries_than_may_wait_are_told_to_come_again() -> None:
    """One is answered, one waits, the third hears when to ask again."""

    async def use(pool: Pool) -> None:
        asked = [asyncio.ensure_future(refusal(pool.ask(ENDLESS))) for _ in range(2)]
        await asyncio.sleep(0)
        third = await refusal(pool.ask(ASK))
        assert (third.status, third.headers["Retry-After"]) == (503, "1")
        await asyncio.gather(*asked)

    with_pool(use, queue=1)


def test_a_query_that_nobody_waits_for_is_ended() -> None:
    """Its worker is gone, and another one answers."""

    async def use(pool: Pool) -> None:
        before = descendants(pool.nursery_pid)
        asking = asyncio.ensure_future(pool.ask(ENDLESS))
        await asyncio.sleep(0.2)
        asking.cancel()
        assert b"true" in (await pool.ask(ASK)).body
        assert not set(before) & set(descendants(pool.nursery_pid))

    with_pool(use, limits=Limits(seconds=30))


def test_when_the_server_is_killed_its_workers_go_too() -> None:
    """Even one that is at work."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        asyncio.run(_keep_busy(theirs))
    theirs.close()
    workers = [int(pid) for pid in ours.recv(100).split()]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    ours.close()
    assert len(workers) == 3
    assert still_alive(workers) == []


async def _keep_busy(channel: socket.socket) -> None:
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.N_TRIPLES)
    async with Pool(store, Limits(seconds=60), workers=2) as pool:
        asking = asyncio.ensure_future(pool.ask(ENDLESS))
        await asyncio.sleep(0.2)
        channel.sendall(" ".join(map(str, descendants(os.getpid()))).encode())
        await asking
