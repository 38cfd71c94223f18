"""Documents read by the workers of a Dask cluster, which may be on many machines; the readings come back in order.

What a worker is sent is documents and what it returns is readings: reading depends on nothing else, so that the result
has the same bytes as on one core. Dask gives the work of a worker that is gone to another one. A worker that would
read otherwise, since it has another version of iceorg or of a library, refuses.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import sys
import time
import warnings
import zlib
from collections import deque
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import ModelError, SettingsError, SourceError
from iceorg.pipeline.kept import rules_digest
from iceorg.pipeline.readers import read_one
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from distributed import Client, Future

    from iceorg.model import Reading
    from iceorg.pipeline.readers import Work

LOCAL: Final = "local"
"""The scheduler of a cluster that is made for one build, on this machine."""
PATIENCE: Final = 300.0
"""Seconds for which a cluster may be without any worker: a worker that ended is started again, or waits for its turn."""
_CONNECTING: Final = 10.0
"""Seconds in which a scheduler answers."""
_LOOK: Final = 2.0
"""Seconds after which it is looked whether there are workers still."""
_BATCH: Final = 32
"""Documents that are sent at once: what sending costs is little beside the reading of so many."""
_BATCH_LENGTH: Final = 400_000
"""Characters from which on no more documents are sent at once."""
_AHEAD: Final = 3
"""Batches for each thread of the workers that are under way or wait to be fetched; so much is in memory at once."""
_ADDRESS: Final = re.compile(r"\A(?:(?:tcp|tls|wss?)://)?(?:[\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}")
_SAME: Final = "install the same iceorg, Python and libraries there as here, by the same constraints.txt"


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that are read together, and where their readings will come from."""

    work: tuple[Work, ...]
    future: Future[bytes | str]


def read_on_cluster(
    work: Sequence[Work], scheduler: str, workers: int | None = None, *, patience: float = PATIENCE
) -> Iterator[Reading]:
    """Yield what each document says, in their order; a bounded number of readings is under way at a time.

    Args:
        work: The documents.
        scheduler: The address of a Dask scheduler, or the file in which it wrote it, or `local`.
        workers: How many workers a local cluster has; None for as many as there are cores.
        patience: Seconds for which there may be no worker.

    Raises:
        SettingsError: The address is none, or Dask is not installed.
        SourceError: The scheduler is not there, there are no workers, or they end while they read a document.
        ModelError: A worker would read otherwise than this machine.
    """
    if not work:
        return
    with _client(scheduler, min(workers or os.cpu_count() or 1, len(work))) as client:
        _want_workers(client, scheduler, patience)
        try:
            yield from _stream(client, work, patience)
        except (CancelledError, OSError) as error:
            raise SourceError(
                "the scheduler has gone", where=scheduler, hint="start it again, and build again"
            ) from error


def makeup() -> str:
    """Return what a reading depends on but the document, which must be the same on every machine."""
    return f"iceorg {__version__} with rules {rules_digest().hex()[:16]} on Python {sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads documents where it is unpickled: to send it takes nothing that a worker or the scheduler must know.

    Args:
        made: The makeup of the machine that sends it.
        packed: The documents.
    """

    made: str
    packed: bytes

    def __reduce__(self) -> tuple[Callable[[str, bytes], bytes | str], tuple[str, bytes]]:
        """Return what is called, and with what."""
        return read_packed, (self.made, self.packed)


def read_packed(made: str, packed: bytes) -> bytes | str:
    """Return the readings of documents, packed as they were; or, on a machine that would read otherwise, its makeup."""
    if made != makeup():
        return makeup()
    return _packed([read_one(one) for one in pickle.loads(zlib.decompress(packed))])  # noqa: S301 - the scheduler's, which runs code here anyway


def batches(work: Iterable[Work]) -> Iterator[tuple[Work, ...]]:
    """Yield documents in the portions in which they are sent: few, or fewer long ones."""
    batch: list[Work] = []
    length = 0
    for one in work:
        batch.append(one)
        length += len(one.document.text)
        if len(batch) == _BATCH or length >= _BATCH_LENGTH:
            yield tuple(batch)
            batch, length = [], 0
    if batch:
        yield tuple(batch)


# ------------------------------------------------------------------ the stream


def _stream(client: Client, work: Sequence[Work], patience: float) -> Iterator[Reading]:
    """Yield readings in order, and send as many batches as come back."""
    waiting = batches(work)
    sent: deque[Batch] = deque()
    while True:
        room = _AHEAD * max(sum(client.nthreads().values()), 1) - len(sent)
        sent.extend(_sent(client, batch) for _, batch in zip(range(room), waiting, strict=False))
        if not sent:
            return
        yield from _come_back(client, sent.popleft(), sent, patience)


def _sent(client: Client, work: tuple[Work, ...]) -> Batch:
    reader = pickle.dumps(Reader(makeup(), _packed(work)))
    return Batch(work, client.submit(pickle.loads, reader, pure=False))


def _come_back(client: Client, batch: Batch, others: Iterable[Batch], patience: float) -> Iterator[Reading]:
    """Yield the readings of a batch; one that has ended workers is read again, document by document, to know which does."""
    from distributed import KilledWorker

    try:
        yield from _opened(_answer(client, batch.future, patience))
    except KilledWorker:
        # What shares a worker with a document that ends it is suspected too: so nothing is read beside.
        for other in others:
            _wait(client, other.future, patience)
        for one in batch.work:
            yield from _opened(_alone(client, one, patience))


def _alone(client: Client, work: Work, patience: float) -> bytes | str:
    from distributed import KilledWorker

    try:
        return _answer(client, _sent(client, (work,)).future, patience)
    except KilledWorker as error:
        told = f"{error.allowed_failures + 1} workers ended while they read this document"
        hint = "leave it out, or give the workers more memory"
        raise SourceError(told, where=work.document.name, hint=hint) from error


def _opened(answer: bytes | str) -> list[Reading]:
    if isinstance(answer, str):
        raise ModelError(f"a worker has {answer}, and here is {makeup()}", hint=_SAME)
    readings: list[Reading] = pickle.loads(zlib.decompress(answer))  # noqa: S301 - from a scheduler that the person named
    return readings


def _answer(client: Client, future: Future[bytes | str], patience: float) -> bytes | str:
    """Return what a batch came to; if its worker goes before that is fetched, another one reads the batch again."""
    fetching = _LOOK
    while True:
        _wait(client, future, patience)
        try:
            return future.result(timeout=fetching)
        except TimeoutError:
            fetching *= 2  # what takes long to fetch gets the time, and what is lost is waited for again
        except (ImportError, AttributeError) as error:
            raise ModelError(f"a worker cannot run what it is sent ({_reason(error)})", hint=_SAME) from error


def _wait(client: Client, future: Future[bytes | str], patience: float) -> None:
    """Wait for the end of a batch, good or bad, as long as there are workers."""
    since = time.monotonic()
    while not future.done():
        with suppress(TimeoutError):
            future.exception(timeout=_LOOK)
        if client.nthreads():
            since = time.monotonic()
        elif time.monotonic() - since > patience:
            raise _no_workers(patience)


def _packed(what: Sequence[Work] | Sequence[Reading]) -> bytes:
    return zlib.compress(pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL), 1)


def _reason(error: BaseException) -> str:
    """Return what was wrong at the bottom, on one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


# ------------------------------------------------------------------ the cluster


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Client]:
    """Give a connection to a cluster, one made for the occasion if it is to be local."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = "install it with pip install 'iceorg[scale]'"
        raise SettingsError("Dask is not installed", where="--scheduler", hint=hint) from error
    with ExitStack() as stack:
        stack.enter_context(_silent())
        # A scheduler that is gone is waited for no longer than one that does not answer.
        stack.enter_context(dask.config.set({"distributed.comm.timeouts.connect": _CONNECTING}))
        if scheduler == LOCAL:
            cluster = stack.enter_context(_made(LocalCluster, workers))
            yield stack.enter_context(Client(cluster, set_as_default=False))
            return
        try:
            client = Client(**_place(scheduler), timeout=_CONNECTING, set_as_default=False)
        except (OSError, ImportError, RuntimeError, ValueError) as error:
            hint = "check the address, and that `dask scheduler` runs there, of the same version of Dask"
            raise SourceError(f"no Dask scheduler answers ({_reason(error)})", where=scheduler, hint=hint) from error
        yield stack.enter_context(client)


def _place(scheduler: str) -> dict[str, Any]:
    """Return how a scheduler is named to Dask: by the file in which it wrote its address, or by that."""
    if Path(scheduler).is_file():
        return {"scheduler_file": scheduler}
    if not _ADDRESS.fullmatch(scheduler):
        hint = "give it as tcp://HOST:PORT or tls://HOST:PORT, the file in which the scheduler wrote it, or local"
        raise SettingsError("this is no address of a scheduler", where=scheduler, hint=hint)
    return {"address": scheduler}


def _made(cluster: type, workers: int) -> Any:
    """Return a cluster of processes on this machine that nothing but this machine can reach."""
    return cluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        # Dask listens there for those who watch it, also without a page; a free port, so that no other is in the way.
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
        silence_logs=logging.CRITICAL,
    )


def _want_workers(client: Client, scheduler: str, patience: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise _no_workers(patience, scheduler) from error


def _no_workers(patience: float, scheduler: str = "") -> SourceError:
    told = f"the scheduler has had no worker for {patience:g} seconds"
    return SourceError(told, where=scheduler, hint="start some with `dask worker ADDRESS`")


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from telling on standard error what we say in our own words."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in {"distributed", "tornado"}]
    before = {name: logging.getLogger(name).level for name in ("distributed", *names)}
    for name in before:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"distributed|dask|tornado")
            yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
