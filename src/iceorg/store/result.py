"""A result folder, opened: its graph, if that is the graph that the build wrote."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from iceorg.errors import StoreError
from iceorg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from iceorg.store.kept import Indexes

GRAPH: Final = "graph.nt"
OUTSIDE: Final = "outside.nq"
"""What is known from elsewhere, if the build was asked for it."""
REPORT: Final = "report.json"
"""What came of the build, for programs."""
MANIFEST: Final = "manifest.json"
_AGAIN: Final = "run `iceorg build` again"


class _Promise(NamedTuple):
    """What a manifest says of the graph."""

    sha256: str
    triples: int
    outside: str = ""


def open_result(folder: Path, indexes: Indexes | None = None) -> OxigraphStore:
    """Return a store with the graph of a result folder, as `read_result` gives it.

    Args:
        folder: What `iceorg build` wrote.
        indexes: Where the indexes of large graphs are kept: one that is there is opened, and one that is not is made.

    Raises:
        StoreError: There is no result, or its graph is not the one that the build wrote.
    """
    if indexes is not None and (kept := _indexed(Path(folder), indexes)):
        return kept
    store = OxigraphStore()
    graph, promise = _read_whole(Path(folder))
    store.load(graph, ours=True)
    if promise.outside:
        store.load_outside(_read_outside(Path(folder), promise.outside))
    return store


def _indexed(folder: Path, indexes: Indexes) -> OxigraphStore | None:
    """Return the graph of a result folder with the index that is kept of it; None where it is to be asked in memory."""
    promise = _promise(read_file(folder, MANIFEST), str(folder / MANIFEST))
    if promise.outside or promise.triples < indexes.least:
        return None
    place = indexes.find(folder / GRAPH, promise.sha256)
    if place is None:
        graph, promise = _read_whole(folder)
        place = indexes.make(folder / GRAPH, graph, promise.sha256)
    return OxigraphStore.kept(place, partial(_read_again, folder, promise.sha256)) if place else None


def _read_again(folder: Path, sha256: str) -> bytes:
    graph, promise = _read_whole(folder)
    if promise.sha256 != sha256:
        raise StoreError("was built anew meanwhile", where=str(folder), hint="ask again")
    return graph


def read_result(folder: Path) -> bytes:
    """Return the graph of a result folder as N-Triples.

    The graph is checked against the folder's manifest: its bytes by their digest, then the number of triples.

    Args:
        folder: What `iceorg build` wrote.

    Raises:
        StoreError: There is no result, or its graph is not the one that the build wrote.
    """
    return _read_whole(Path(folder))[0]


def _read_whole(folder: Path) -> tuple[bytes, _Promise]:
    graph, promise = _read_both(folder)
    if hashlib.sha256(graph).hexdigest() != promise.sha256:
        # A build may have put a new folder in this one's place between the two readings.
        graph, promise = _read_both(folder)
    if hashlib.sha256(graph).hexdigest() != promise.sha256:
        raise StoreError(
            f"is not as the build wrote it: its digest differs from {MANIFEST}", where=str(folder / GRAPH), hint=_AGAIN
        )
    lines = graph.count(b"\n")
    if lines != promise.triples:
        message = f"has {lines} triples, and {MANIFEST} counts {promise.triples}"
        raise StoreError(message, where=str(folder / GRAPH), hint=_AGAIN)
    return graph, promise


def _read_outside(folder: Path, sha256: str) -> bytes:
    outside = read_file(folder, OUTSIDE)
    if hashlib.sha256(outside).hexdigest() != sha256:
        message = f"is not as the build wrote it: its digest differs from {MANIFEST}"
        raise StoreError(message, where=str(folder / OUTSIDE), hint=_AGAIN)
    return outside


def read_output(folder: Path, name: str) -> bytes:
    """Return a file that a build wrote beside the graph; nothing where the result has no such file, as an imported one.

    Args:
        folder: What `iceorg build` wrote.
        name: The file's name.

    Raises:
        StoreError: It is not as the build wrote it.
    """
    promised = _outputs(Path(folder)).get(name)
    if promised is None:
        return b""
    content = read_file(Path(folder), name)
    if hashlib.sha256(content).hexdigest() != promised:
        message = f"is not as the build wrote it: its digest differs from {MANIFEST}"
        raise StoreError(message, where=str(Path(folder) / name), hint=_AGAIN)
    return content


def _outputs(folder: Path) -> dict[str, str]:
    try:
        told = json.loads((folder / MANIFEST).read_bytes())["outputs"]
        return {str(name): str(one["sha256"]) for name, one in told.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def text_digests(folder: Path) -> dict[str, str]:
    """Return the digest of each document's text as the build read it, by that of its file.

    Args:
        folder: What `iceorg build` wrote; nothing is known of documents where there is no manifest.
    """
    try:
        documents = json.loads((Path(folder) / MANIFEST).read_bytes())["documents"]
        return {str(one["sha256"]): str(one["text"]) for one in documents if "text" in one}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def kept_contacts(folder: Path) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return where the contacts stand that the build kept, of each document that has some, by the digest of its file.

    Args:
        folder: What `iceorg build` wrote; nothing is kept where there is no manifest.
    """
    try:
        documents = json.loads((Path(folder) / MANIFEST).read_bytes())["documents"]
        return {
            str(one["sha256"]): tuple((int(start), int(end)) for start, end in one["contacts"])
            for one in documents
            if "contacts" in one
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _read_both(folder: Path) -> tuple[bytes, _Promise]:
    promise = _promise(read_file(folder, MANIFEST), str(folder / MANIFEST))
    return read_file(folder, GRAPH), promise


def read_file(folder: Path, name: str) -> bytes:
    """Return a file of a result folder; a fault is told in words, as `StoreError`."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        message = f"has no {name}" if folder.is_dir() else "there is no such folder"
        hint = "run `iceorg build` first, or name the folder that it wrote to"
        raise StoreError(message, where=str(folder), hint=hint) from None
    except NotADirectoryError:
        raise StoreError("is a file, and the folder of a result is wanted", where=str(folder)) from None
    except OSError as fault:
        raise StoreError(f"cannot be read: {fault.strerror}", where=str(folder / name)) from fault


def _promise(manifest: bytes, where: str) -> _Promise:
    try:
        told: dict[str, Any] = json.loads(manifest)
        outside = told["outputs"].get(OUTSIDE, {}).get("sha256", "")
        return _Promise(str(told["outputs"][GRAPH]["sha256"]), int(told["triples"]), str(outside))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        message = f"does not tell the digest and the triples of {GRAPH}"
        raise StoreError(message, where=where, hint=_AGAIN) from fault
