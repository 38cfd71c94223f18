"""The indexes of large graphs, kept on disk: a question about one thing opens one in the time of a keystroke.

They lie in a folder of this person's own, and never beside a result, where one might be somebody else's. An index is trusted as
little as a cache deserves: a store whose list of files was cut opens as an empty one, and so every file is held against its
digest first, and the index against the graph that it was made of. In doubt it is made anew; where it cannot be made, the
graph is asked in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

FOR_ONE_QUESTION: Final = 300_000
"""So many triples take longer to read into memory than a question about one thing takes from disk."""
FOR_ANY: Final = 1_000_000
"""And so many are not read into memory for any query: from disk, one that goes through all of them takes about five times as long."""
_SEAL: Final = "index.json"
_STORE: Final = "store"
_NEW: Final = "new-"
_OPENED_AHEAD: Final = 16
"""So many files of a store RocksDB opens with it; the others when they are needed, which a sealed process may not (`query/guard`)."""
_LONGEST_S: Final = 3600
"""No index takes longer to be made."""
_CHANGING: Final = ("LOCK", "LOG")
"""Beginnings of names of files that opening a store may write."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes that are kept of this person's large graphs.

    Args:
        folder: Where they lie; made when it is first needed.
        least: Of how many triples a graph is large: a smaller one is read into memory sooner than its index is opened.
    """

    folder: Path
    least: int

    @classmethod
    def of(cls, state: Path, least: int = FOR_ONE_QUESTION) -> Indexes:
        """Return those that lie in the folder of what is kept from one use to the next."""
        return cls(state / "indexes", least)

    def find(self, graph: Path, sha256: str) -> Path | None:
        """Return the store of a graph; None where none is kept, or it is in doubt.

        Args:
            graph: The file of the graph.
            sha256: The digest that its manifest tells.
        """
        place = self._place(graph)
        try:
            seal = json.loads((place / _SEAL).read_bytes())
            whole = _is_opened_whole(place / _STORE) and seal == _seal(graph, sha256, place / _STORE)
        except (OSError, ValueError):
            return None
        return place / _STORE if whole else None

    def make(self, graph: Path, ntriples: bytes, sha256: str) -> Path | None:
        """Make the index of a graph and return its store; None where the disk does not take it, or it has too many files for a sealed process.

        Args:
            graph: The file of the graph.
            ntriples: What stands in it, as a build wrote it.
            sha256: The digest of that.
        """
        from tempfile import mkdtemp

        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._leave_only_of_results()
            aside = Path(mkdtemp(prefix=_NEW, dir=self.folder))  # which only this person can look into
        except OSError:
            return None
        try:
            _fill(aside / _STORE, ntriples)
            if not _is_opened_whole(aside / _STORE):
                return None
            (aside / _SEAL).write_text(json.dumps(_seal(graph, sha256, aside / _STORE)), encoding="utf-8")
            self.forget(graph)
            aside.rename(self._place(graph))
        except (
            OSError,
            SyntaxError,
        ):  # the disk is full, another process was sooner, or it is no N-Triples, which memory tells
            return None
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return self._place(graph) / _STORE

    def forget(self, graph: Path) -> None:
        """Remove the index of a graph, as a build does that writes another one: of what was taken out no trace is left."""
        shutil.rmtree(self._place(graph), ignore_errors=True)

    def _place(self, graph: Path) -> Path:
        return self.folder / hashlib.sha256(os.fsencode(graph.resolve())).hexdigest()[:32]

    def _leave_only_of_results(self) -> None:
        """Remove the indexes of graphs that are no more, and what a process that was killed has left."""
        for begun in self.folder.glob(f"{_NEW}*"):
            with suppress(OSError):
                if time.time() - begun.stat().st_mtime > _LONGEST_S:
                    shutil.rmtree(begun, ignore_errors=True)
        for seal in self.folder.glob(f"*/{_SEAL}"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                if not Path(json.loads(seal.read_bytes())["graph"]).exists():
                    shutil.rmtree(seal.parent, ignore_errors=True)


def _fill(place: Path, ntriples: bytes) -> None:
    """Make a store on disk; it is closed when this returns."""
    store = ox.Store(str(place))
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES, lenient=True)
    store.flush()
    _gather(store, place)


def _gather(store: ox.Store, place: Path) -> None:
    """Make one store's many files few, where they are more than are opened with it: loaded portion by portion, each has its own."""
    if not _is_opened_whole(place):
        store.optimize()


def _is_opened_whole(store: Path) -> bool:
    return sum(1 for _ in store.glob("*.sst")) <= _OPENED_AHEAD


def _seal(graph: Path, sha256: str, store: Path) -> dict[str, Any]:
    """Return what must be so for an index to be that of a graph: the graph's file, the engine, every file of the store."""
    told = graph.stat()
    return {
        "graph": str(graph.resolve()),
        "sha256": sha256,
        "bytes": told.st_size,
        "written": told.st_mtime_ns,
        "engine": ox.__version__,
        "files": {file.name: _digest(file) for file in sorted(store.iterdir()) if not file.name.startswith(_CHANGING)},
    }


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
