"""A result folder that is replaced whole or not at all.

A build writes into a folder beside the result (same parent, so same filesystem), syncs it to disk,
and swaps the two names. Nothing is ever written into the result folder itself, so a crash, a kill
or a full disk at any moment leaves either the former result or the new one.

The swap itself: if there is no result yet, one rename does it. If there is one, Linux exchanges
the two names in one step (`renameat2` with `RENAME_EXCHANGE`). Where the kernel or the filesystem
cannot do that, two renames do it, with a moment between them in which there is no result under its
name; a build that dies in that moment has left both results whole, and the next build puts the
former one back before it begins (`_recover`).
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from iceorg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUTS: Final = ("graph.nt", "graph.ttl", "graph.jsonld", "chart.html", "report.json", "report.html", "manifest.json")
"""Every file that a build writes, in the order of writing. Other files in the folder are a person's, and stay."""

_EXCHANGE: Final = 2  # RENAME_EXCHANGE of <linux/fs.h>
_HERE: Final = -100  # AT_FDCWD of <fcntl.h>
_CANNOT_EXCHANGE: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


@dataclass(frozen=True, slots=True)
class Contents:
    """What kind of folder is replaced.

    Args:
        called: What people call it.
        marks: The files by which a former one is known.
        outputs: Everything that is written into it; whatever else lies there is a person's, and stays.
    """

    called: str
    marks: tuple[str, ...]
    outputs: tuple[str, ...]


RESULT: Final = Contents("iceorg result", ("graph.nt", "manifest.json"), OUTPUTS)


@dataclass(frozen=True, slots=True)
class ResultFolder:
    """The names that belong to one result: the folder itself and what lies beside it during a build."""

    path: Path
    contents: Contents = RESULT

    @property
    def new(self) -> Path:
        """Where a build writes; after an exchange, where the former result waits to be removed."""
        return self._beside("new")

    @property
    def old(self) -> Path:
        """Where the former result lies between two renames."""
        return self._beside("old")

    @property
    def lock(self) -> Path:
        """The file whose lock one build at a time holds."""
        return self._beside("lock")

    @property
    def readings(self) -> Path:
        """Where the readings of many documents are kept for the next build."""
        return self._beside("readings")

    def _beside(self, role: str) -> Path:
        return self.path.with_name(f".{self.path.name}.iceorg-{role}")


@contextmanager
def replaced(out: Path, *, patience_s: float = 60, contents: Contents = RESULT) -> Iterator[Path]:
    """Give a fresh folder to write into; when the block ends without an error, it becomes `out`.

    Files in `out` that no build writes are kept. After an error `out` is what it was.

    Args:
        out: The result folder; it may exist, and its parents are made.
        contents: What kind of folder it is.
        patience_s: How long to wait for another build that is writing to the same folder.

    Raises:
        StoreError: `out` cannot be replaced, another build does not let go of it, or the disk is full.
    """
    folder = ResultFolder(out.resolve(), contents)
    with _disk_faults_in_words(out):
        _refuse_what_is_not_a_result(folder.path, contents)
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder, patience_s):
            _recover(folder)
            folder.new.mkdir()
            try:
                yield folder.new
                _sync(folder.new)
                _swap(folder)
            finally:
                _recover(folder)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _disk_faults_in_words(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        words = {
            errno.ENOSPC: ("the disk is full", "free some space, or name another folder"),
            errno.EDQUOT: ("the disk quota is used up", "free some space, or name another folder"),
            errno.EACCES: ("no permission to write here", "name another folder"),
            errno.EROFS: ("the disk is read-only", "name another folder"),
        }
        message, hint = words.get(error.errno or 0, (str(error), "a former result is untouched"))
        raise StoreError(message, where=str(out), hint=hint) from error


def _refuse_what_is_not_a_result(path: Path, contents: Contents) -> None:
    """Swap away nothing but a former result or an empty folder, and never the one that a person stands in."""
    if path == Path.cwd():
        raise StoreError("is the current folder", where=str(path), hint="name another, such as build/")
    if path.is_dir() and not path.is_mount():
        names = {entry.name for entry in path.iterdir()}
        if not names or set(contents.marks) <= names:
            return
        raise StoreError(f"holds files but no {contents.called}", where=str(path), hint="name an empty or a new folder")
    if path.exists():
        kind = "is a mount point, which cannot be swapped" if path.is_mount() else "is a file"
        raise StoreError(kind, where=str(path), hint="name a folder, such as build/")


@contextmanager
def _locked(folder: ResultFolder, patience_s: float = 60) -> Iterator[None]:
    """Hold the lock of a result folder; wait for a build that has it, but not for ever.

    The system lets go of the lock when a process dies, so a file left behind bars nobody. Whoever
    opened a lock file that its owner then removed holds a lock on nothing, hence the look at the name.
    """
    deadline = time.monotonic() + patience_s
    while True:
        with folder.lock.open("w") as file:
            if _try_lock(file) and _is_at(file.fileno(), folder.lock):
                try:
                    yield
                finally:
                    folder.lock.unlink()
                return
        if time.monotonic() > deadline:
            hint = "wait until it has ended, or name another folder"
            raise StoreError("another build is writing here", where=str(folder.path), hint=hint)
        time.sleep(0.05)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _recover(folder: ResultFolder) -> None:
    """Put a result back that a build left aside between two renames, and remove what else a crash left."""
    if folder.old.exists() and not folder.path.exists():
        folder.old.rename(folder.path)
    _clear(folder)


def _swap(folder: ResultFolder) -> None:
    """Give the new folder the result's name, and take the former result aside."""
    if not folder.path.exists():
        folder.new.rename(folder.path)
    elif not _exchange(folder.new, folder.path):
        folder.path.rename(folder.old)
        folder.new.rename(folder.path)
    _sync(folder.path.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False where this system cannot."""
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _CANNOT_EXCHANGE:
        return False
    raise OSError(fault, os.strerror(fault), str(other))


def _clear(folder: ResultFolder) -> None:
    """Remove what lies beside the result, after giving a person's own files back to it."""
    for former in (folder.new, folder.old):
        if former.exists():
            _keep_foreign(former, folder)
            shutil.rmtree(former)


def _keep_foreign(former: Path, folder: ResultFolder) -> None:
    for entry in former.iterdir():
        kept = folder.path / entry.name
        if entry.name not in folder.contents.outputs and not kept.exists():
            entry.rename(kept)


def _sync(path: Path) -> None:
    """Wait until the disk has a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
