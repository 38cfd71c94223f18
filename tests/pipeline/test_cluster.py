"""Documents read by a Dask cluster's workers: real processes, real kills, the bytes of one core."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import iceorg
from iceorg.cli.main import main
from iceorg.documents import read_documents
from iceorg.errors import ModelError, SourceError
from iceorg.pipeline import cluster
from iceorg.pipeline.cluster import read_on_cluster
from iceorg.pipeline.readers import work_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import LocalCluster

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
"""Dask leaves the closing of its sockets to the collection of rubbish."""
MANY = 40
DEADLY = """
import os
from iceorg.pipeline import cluster
def read(work, read_one=cluster.read_one):
    if "Deadly" in work.document.text:
        os._exit(9)
    return read_one(work)
cluster.read_one = read
"""
"""What makes a worker end when it reads one document."""
OTHER = """
from iceorg.pipeline import cluster
cluster.makeup = lambda: "iceorg 0.0.1 with rules abcdef on Python 3.11"
"""
MISSING = "import sys; sys.modules['iceorg'] = None; sys.modules['iceorg.pipeline.cluster'] = None"


@contextmanager
def running(folder: Path, preload: str = "", workers: int = 2) -> Iterator[LocalCluster]:
    """Run a cluster on this machine, whose workers run something first."""
    from distributed import LocalCluster

    script = folder / "preload.py"
    script.write_text(preload)
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False, "allowed_failures": 1},
        silence_logs=logging.CRITICAL + 1,
        preload=[str(script)],
        local_directory=str(folder),
    ) as made:
        yield made


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A cluster of two workers."""
    with running(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents, few of which are sent at once, and a home of its own for what is kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(cluster, "_BATCH", 3)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number}.txt").write_text(f"The Gate {number} Office reports to the Director of Tides.\n", "utf-8")
    return folder


def build(pages: Path, name: str, **how: object) -> dict[str, bytes]:
    """Build; return the result."""
    out = iceorg.build([pages], pages.parent / name, **how).out  # type: ignore[arg-type]
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_cluster_gives_the_bytes_of_one_core(pages: Path, dask: LocalCluster) -> None:
    """Whether readings are kept or not, and also if some are kept already."""
    alone = build(pages, "alone", jobs=1)
    assert build(pages, "there", scheduler=dask.scheduler_address) == alone
    assert build(pages, "there", scheduler="tcp://127.0.0.1:1") == alone  # all kept: nobody is asked
    assert build(pages, "there", scheduler=dask.scheduler_address, fresh=True) == alone


def test_a_worker_killed_in_the_middle_changes_nothing(pages: Path, dask: LocalCluster) -> None:
    """What it had is read by another."""
    victims = [worker.pid for worker in dask.workers.values()]

    def kill(done: int, total: int) -> None:
        if done == 4:
            os.kill(victims[0], signal.SIGKILL)

    assert build(pages, "there", scheduler=dask.scheduler_address, progress=kill) == build(pages, "alone", jobs=1)


def test_a_document_that_ends_its_readers_is_named(pages: Path, tmp_path: Path) -> None:
    """Out of those that were sent with it; nothing hangs, and no result is written."""
    (pages / "deadly.txt").write_text("The Deadly Office reports to the Director of Tides.\n")
    # Two end with those that were sent with it, and two with it alone: Dask may give up workers that end as they start.
    with (
        running(tmp_path, DEADLY, workers=5) as made,
        pytest.raises(SourceError, match=r"deadly\.txt: 2 workers ended while they read this document; leave it out"),
    ):
        build(pages, "there", scheduler=made.scheduler_address)
    assert not (pages.parent / "there").exists()


@pytest.mark.parametrize(
    ("preload", "said"),
    [
        (
            OTHER,
            r"a worker has iceorg 0.0.1 with rules abcdef on Python 3\.11, and here is iceorg .*; install the same",
        ),
        (
            MISSING,
            r"a worker cannot run what it is sent \(ModuleNotFoundError: .*\); install the same",
        ),
    ],
)
def test_a_worker_that_would_read_otherwise_is_refused(tmp_path: Path, pages: Path, preload: str, said: str) -> None:
    """One of another version, and one without iceorg: the bytes would be others."""
    with running(tmp_path, preload, workers=1) as made, pytest.raises(ModelError, match=said):
        build(pages, "there", scheduler=made.scheduler_address)


def test_a_cluster_without_workers_is_not_waited_for_forever(pages: Path, tmp_path: Path) -> None:
    """It is said that there are none."""
    work = work_for(read_documents([pages]).documents, None)
    with running(tmp_path, workers=0) as made, pytest.raises(SourceError, match="has had no worker for 1 seconds"):
        list(read_on_cluster(work, made.scheduler_address, patience=1))


@pytest.mark.parametrize("when", ["at once", "with work done"])
def test_workers_that_all_go_are_not_waited_for_forever(pages: Path, tmp_path: Path, when: str) -> None:
    """Also if they go in the middle, and take with them what they have read and nobody has fetched yet."""
    work = work_for(read_documents([pages]).documents, None)
    with running(tmp_path, workers=1) as made:
        readings = read_on_cluster(work, made.scheduler_address, patience=1)
        next(readings)
        while when == "with work done" and not all_done(made):
            time.sleep(0.01)
        made.scale(0)
        with pytest.raises(SourceError, match="has had no worker for 1 seconds; start some"):
            list(readings)


def all_done(made: LocalCluster) -> bool:
    """Return whether the workers have done all that they were sent."""
    assert made.scheduler is not None
    return all(task.state == "memory" for task in made.scheduler.tasks.values())


def test_a_scheduler_that_goes_is_told(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whom it was: the file in which it had written its address."""
    monkeypatch.setattr(cluster, "_CONNECTING", 2.0)
    file = tmp_path / "scheduler.json"
    with begun("scheduler", "--port", "0", file) as scheduler, begun("worker", "--nthreads", "1", file):

        def end(done: int, total: int) -> None:
            if done == 1:
                scheduler.kill()

        with pytest.raises(SourceError, match=r"scheduler\.json: the scheduler has gone; start it again"):
            build(pages, "there", scheduler=str(file), progress=end)


@contextmanager
def begun(what: str, *options: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a scheduler or a worker of Dask's command line, and wait for the scheduler's file, which is the last option."""
    line = [
        sys.executable,
        "-m",
        f"distributed.cli.dask_{what}",
        "--host",
        "127.0.0.1",
        "--dashboard-address",
        "127.0.0.1:0",
    ]
    file = Path(options[-1])
    with subprocess.Popen([*line, *options[:-1], "--scheduler-file", file], stderr=subprocess.DEVNULL) as process:
        try:
            while not file.exists():
                assert process.poll() is None
                time.sleep(0.05)
            yield process
        finally:
            process.kill()


def test_a_local_cluster_listens_on_this_machine_alone(pages: Path) -> None:
    """And it has no page: nothing of it can be reached from elsewhere."""
    heard: set[str] = set()

    def listen(done: int, total: int) -> None:
        heard.update(listening())

    alone = build(pages, "alone", jobs=1)
    assert build(pages, "there", scheduler="local", jobs=2, fresh=True, progress=listen) == alone
    assert heard == {"127.0.0.1"}


def listening() -> set[str]:
    """Return the addresses on which this process and those that it began listen."""
    import psutil

    me = psutil.Process()
    found = (one for process in (me, *me.children(recursive=True)) for one in process.net_connections("inet"))
    return {one.laddr.ip for one in found if one.status == psutil.CONN_LISTEN}


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("tcp://127.0.0.1:1", 3, "no Dask scheduler answers"),
        ("nowhere", 2, "this is no address of a scheduler; give it as tcp://HOST:PORT"),
        ("http://127.0.0.1:8786", 2, "this is no address of a scheduler"),
    ],
)
def test_an_address_where_no_scheduler_is(
    pages: Path, monkeypatch: pytest.MonkeyPatch, address: str, code: int, said: str
) -> None:
    """Is told in words, with the exit code of a setting or of an input."""
    monkeypatch.setattr(cluster, "_CONNECTING", 1.0)
    done = CliRunner().invoke(main, ["build", str(pages), "--out", str(pages.parent / "there"), "--scheduler", address])
    assert (done.exit_code, done.stdout) == (code, "")
    assert f"{address}: {said}" in done.stderr
