"""Whether the files of a result are still as the build wrote them: each has its digest in the manifest, which has its own."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import Problem, Severity, StoreError
from iceorg.store.result import MANIFEST, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SEAL: Final = "sealed"
_AGAIN: Final = "run `iceorg build` again; if it is damaged once more, look at the disk"


def sealed(told: Mapping[str, Any]) -> bytes:
    """Return a manifest as JSON, with the digest of all that stands in it as its last entry.

    >>> list(json.loads(sealed({"triples": 1})))
    ['triples', 'sealed']
    """
    seal = hashlib.sha256(_as_json(told)).hexdigest()
    return _as_json({**told, _SEAL: seal})


def find_damage(folder: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the files that a build wrote into a result folder, and what has happened to them since.

    Args:
        folder: What `iceorg build` or `iceorg import` wrote.

    Raises:
        StoreError: There is no result, or its manifest cannot be read: then nothing can be said of the others.
    """
    content = read_file(Path(folder), MANIFEST)
    try:
        told = json.loads(content)
        outputs = {str(name): str(one["sha256"]) for name, one in told["outputs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        where = str(Path(folder) / MANIFEST)
        raise StoreError("is damaged: it does not tell the digests of the files", where=where, hint=_AGAIN) from fault
    return (*outputs, MANIFEST), tuple(_damage(Path(folder), outputs, content, told))


def _damage(folder: Path, outputs: Mapping[str, str], content: bytes, told: dict[str, Any]) -> Iterator[Problem]:
    for name, digest in outputs.items():
        try:
            found = hashlib.sha256(read_file(folder, name)).hexdigest()
        except StoreError as error:
            yield Problem(Severity.ERROR, "missing", str(folder / name), error.message, _AGAIN)
            continue
        if found != digest:
            yield Problem(Severity.ERROR, "not-as-built", str(folder / name), "is not as the build wrote it", _AGAIN)
    if told.pop(_SEAL, None) is None:
        message = "says nothing of itself: whether it is whole is not known"
        yield Problem(Severity.NOTE, "not-sealed", str(folder / MANIFEST), message, "run `iceorg build` again")
    elif sealed(told) != content:
        yield Problem(Severity.ERROR, "not-as-built", str(folder / MANIFEST), "is not as the build wrote it", _AGAIN)


def _as_json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
