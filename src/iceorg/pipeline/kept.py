"""Readings kept beside a result, so that a document that has not changed is not read again.

What a document says depends on the document, on who reads it and on the rules: a reading is found by a digest of
all three. Each is one file, written aside and renamed, so a build that is killed goes on where it was. When a
build has ended, only the readings of its own documents are left: what was taken out leaves no trace.

A kept reading is a pickle, and a pickle can run anything. So it is signed with a secret that this person's builds
share, and loaded only if the signature holds: a folder that came from somewhere else is read by nobody.
"""

from __future__ import annotations

import hmac
import json
import mmap
import os
import pickle
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Final

from iceorg.pipeline.folder import ResultFolder
from iceorg.pipeline.manifest import library_versions
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from iceorg.model import Reading
    from iceorg.pipeline.readers import Work

_ROOMS: Final = ("documents", "extract", "llm", "model", "vocab")
"""The rooms whose code and data say what is read in a document."""
_SECRET_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 32
_SOUND: Final = "sound"
_FORMER: Final = "former"
_MANIFEST: Final = "manifest.json"
_MAKING: Final = ("export", "graph", "model", "store", "vocab")
"""The rooms whose code says how a graph is written in its forms."""
_TAG: Final = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Readings that iceorg keeps for its next build; delete them at will.\n",
    ".gitignore": "*\n",
}
"""Files by which backup programs and git know that nothing here is worth keeping."""


@dataclass(frozen=True, slots=True)
class Former:
    """A result as a build of this person left it.

    Args:
        folder: Where it lies.
        digests: The digest of each of its files.
        parts: What the part of each document is known by, by the document's id.
    """

    folder: Path
    digests: Mapping[str, str]
    parts: Mapping[str, str]

    def open(self, name: str) -> mmap.mmap | None:
        """Return one of its files; None if something has happened to it."""
        try:
            with (self.folder / name).open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        return content if sha256(content).hexdigest() == self.digests.get(name) else None


@dataclass(frozen=True, slots=True)
class Kept:
    """The readings that are kept beside a result.

    Args:
        folder: Where they lie.
        secret: What they are signed with.
    """

    folder: Path
    secret: bytes

    @classmethod
    def beside(cls, out: Path, state: Path) -> Kept | None:
        """Return what is kept beside a result folder; None where no secret can be kept.

        Args:
            out: The result folder.
            state: The folder in which the secret lies.
        """
        secret = _secret(state / "readings.key")
        return cls(ResultFolder(out.resolve()).readings, secret) if secret else None

    def find(self, name: str) -> Reading | None:
        """Return the reading that is known by a name, if it is kept and ours."""
        try:
            content = self._place(name).read_bytes()
        except OSError:
            return None
        signature, packed = content[:_SIGNATURE_BYTES], content[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(packed)):
            return None
        reading: Reading = pickle.loads(zlib.decompress(packed))  # noqa: S301 - signed by this person's own build
        return reading

    def keep(self, work: Work, reading: Reading) -> None:
        """Keep the reading of a document; where the disk does not take it, the next build reads it again."""
        packed = zlib.compress(pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL), 1)
        self._write(self._place(self.name(work)), self._sign(packed) + packed)

    def former(self, out: Path) -> Former | None:
        """Return the result that is to be replaced, if a build like this one left it.

        Args:
            out: The result folder.
        """
        try:
            told = (out / _MANIFEST).read_bytes()
            content = (self.folder / _FORMER).read_bytes()
        except OSError:
            return None
        signature, parts = content[:_SIGNATURE_BYTES], content[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(_made_with(told) + parts)):
            return None
        digests = {name: one["sha256"] for name, one in json.loads(told)["outputs"].items()}
        return Former(out, digests, dict(line.split() for line in parts.decode("ascii").splitlines()))

    def keep_former(self, manifest: bytes, parts: Mapping[str, str]) -> None:
        """Keep what the manifest of a result is known by, and the parts of its documents."""
        told = "".join(f"{document} {key}\n" for document, key in parts.items()).encode("ascii")
        self._write(self.folder / _FORMER, self._sign(_made_with(manifest) + told) + told)

    def sound(self) -> frozenset[str]:
        """Return the digests of the parts of a graph in which former builds found nothing wrong; none if they are not ours."""
        try:
            content = (self.folder / _SOUND).read_bytes()
        except OSError:
            return frozenset()
        signature, told = content[:_SIGNATURE_BYTES], content[_SIGNATURE_BYTES:]
        return (
            frozenset(told.decode("ascii").split()) if hmac.compare_digest(signature, self._sign(told)) else frozenset()
        )

    def keep_sound(self, digests: AbstractSet[str]) -> None:
        """Keep digests in place of the former ones; where the disk does not take them, the next build checks everything."""
        told = "\n".join(sorted(digests)).encode()
        self._write(self.folder / _SOUND, self._sign(told) + told)

    def leave_only(self, names: Iterable[str]) -> None:
        """Remove every reading but those that are known by some names, and what a build that was killed has left."""
        places = set(map(self._place, names))
        for place in (*self.folder.glob("??/*"), *self.folder.glob(f"{_SOUND}.*"), *self.folder.glob(f"{_FORMER}.*")):
            if place not in places:
                place.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all readings."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def name(self, work: Work) -> str:
        """Return what the reading of a document is known by: a digest of all that it depends on."""
        return sha256(rules_digest() + repr(work).encode("utf-8", "surrogatepass")).hexdigest()

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]

    def _write(self, place: Path, content: bytes) -> None:
        aside = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            if not place.parent.is_dir():
                self._make(place.parent)
            aside.write_bytes(content)
            aside.replace(place)

    def _sign(self, packed: bytes) -> bytes:
        return hmac.digest(self.secret, packed, "sha256")

    def _make(self, folder: Path) -> None:
        """Make the folder, that only this person can look into: the words of documents lie in it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _TAG.items():
            (self.folder / name).write_text(text, "ascii")
        folder.mkdir(exist_ok=True)


def _secret(path: Path) -> bytes | None:
    """Return this person's secret, made when it is first wanted; None where there is no place for one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(os.urandom(_SECRET_BYTES))
        secret = path.read_bytes()
    except OSError:
        return None
    return secret if len(secret) == _SECRET_BYTES else None


def rules_digest() -> bytes:
    """Return the digest of everything but the document that a reading depends on."""
    return _digest_of(_ROOMS)


def _made_with(manifest: bytes) -> bytes:
    """Return what tells a result, and how its graph was written."""
    return sha256(manifest).digest() + _digest_of(_MAKING)


@cache
def _digest_of(rooms: tuple[str, ...]) -> bytes:
    """Return the digest of iceorg's version, its libraries and all that lies in some of its rooms."""
    found = sha256(repr((__version__, sorted(library_versions().items()))).encode())
    for room in rooms:
        for name, content in sorted(_files(resources.files("iceorg") / room, room)):
            found.update(name.encode() + b"\0" + sha256(content).digest())
    return found.digest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file below a folder, but of what Python compiled."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, f"{name}/{entry.name}")
        elif entry.is_file():
            yield f"{name}/{entry.name}", entry.read_bytes()
