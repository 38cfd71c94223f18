"""A folder of documents packed as ZIP. Nothing of it is written anywhere, and no member is taken for what it is not."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from iceorg.documents.decode import Fault
from iceorg.documents.finding import DEEPEST_FOLDER, RESULT, UNKNOWN, shown
from iceorg.documents.formats import ARCHIVES, GZIP, MEDIA_TYPES, ending_of, is_document, most_bytes
from iceorg.documents.members import Member, Passed
from iceorg.documents.refusal import Refusal
from iceorg.documents.sources import FILE_NAME, Sources, parsed_sources, unused
from iceorg.errors import Problem, Severity, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader
    from zipfile import ZipInfo

    from iceorg.documents.limits import Limits
    from iceorg.model import Source

_END: Final = struct.Struct("<4s4H2LH")
_END_SIGN: Final = b"PK\5\6"
_LARGE_SIGN: Final = b"PK\6\7"
_LARGE_SIZE: Final = 20
_LONGEST_COMMENT: Final = 0xFFFF
_ENTRY_BYTES: Final = 400
"""What the list of members may take for each of them."""
_LONGEST_NAME: Final = 1000
_LARGEST_SOURCES: Final = 1_000_000
_SEALED: Final = 0x1
"""The flag of a member that wants a password."""
_DRIVE: Final = re.compile(r"[A-Za-z]:")
DAMAGED: Final = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What the library raises over a damaged archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of an archive, unread: its path in it, with slashes, and what the archive says of it."""

    path: str
    info: ZipInfo

    @property
    def folder(self) -> str:
        """The folder that it lies in, or nothing."""
        return self.path.rpartition("/")[0]

    @property
    def is_outside(self) -> bool:
        """Whether its path leads out of the archive."""
        return self.path.startswith("/") or bool(_DRIVE.match(self.path)) or ".." in self.path.split("/")

    @property
    def is_hidden(self) -> bool:
        """Whether it is what a folder would hide, or what a Mac leaves."""
        return any(part.strip(".") and part.startswith((".", "__MACOSX")) for part in self.path.split("/"))


def zip_members(name: str, stream: BufferedReader, limits: Limits) -> Iterator[Member | Refusal | Passed | Problem]:
    """Yield the documents of an archive in order of their paths, what is refused of it and what is passed over."""
    archive = opened_zip(stream, limits)
    if isinstance(archive, Fault):
        yield Refusal.of(name, archive)
        return
    with archive:
        entries = entries_of(archive)
        known = Known.of(name, archive, entries)
        yield from known.problems
        yield from members_read(name, archive, entries, known, limits)


def entries_of(archive: ZipFile) -> list[Entry]:
    """Return the members of an archive, in order of their paths; folders are none."""
    listed = (
        Entry(str(PurePosixPath(info.filename.replace("\\", "/"))), info)
        for info in archive.infolist()
        if not info.filename.endswith("/")
    )
    return sorted(listed, key=lambda entry: (entry.path, entry.info.header_offset))


def members_read(
    name: str, archive: ZipFile, entries: Sequence[Entry], known: Known, limits: Limits
) -> Iterator[Member | Refusal | Passed]:
    """Yield what comes of each member of an archive; when they have unpacked to too much, of the rest that it is not read."""
    results = {
        entry.folder for entry in entries if {f"{entry.folder}/{file}".lstrip("/") for file in RESULT} <= known.paths
    }
    left = limits.unpacked
    for number, entry in enumerate(entries):
        if entry.is_hidden or entry.path.rpartition("/")[2] == FILE_NAME or entry.folder in results:
            yield Passed("hidden or no document")
            continue
        if fault := unread_fault(entry, limits):
            yield Refusal.of(f"{name}/{shown(entry.path)}", fault)
            continue
        if entry.info.file_size > left:
            message = f"unpacks to more than {limits.unpacked} bytes, and the rest of it is not read"
            yield Refusal(name, "too-large", message, "split it")
            yield Passed("not looked into", len(entries) - number - 1)
            return
        left -= entry.info.file_size
        yield member_of(name, archive, entry, known)


def unread_fault(entry: Entry, limits: Limits) -> Fault | None:
    """Return why a member is refused without being read, or None."""
    return place_fault(entry) or kind_fault(entry) or sealed_fault(entry) or size_fault(entry, limits)


def place_fault(entry: Entry) -> Fault | None:
    """Return what is wrong with a member's path or type."""
    if entry.is_outside:
        return Fault("link", "has a path that leads out of the archive", "pack it again, from within its folder")
    kind = stat.S_IFMT(entry.info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return Fault("link", "is a link within an archive", "pack the file in its place")
    if kind not in {0, stat.S_IFREG}:
        return Fault("not-regular", "is no regular file but a device, pipe or socket", "leave it out")
    if entry.path.count("/") > DEEPEST_FOLDER or len(entry.path) > _LONGEST_NAME:
        return Fault("too-deep", f"lies more than {DEEPEST_FOLDER} folders deep, or has too long a name", "rename it")
    return None


def kind_fault(entry: Entry) -> Fault | None:
    """Return why a member is no document that is read."""
    ending = ending_of(entry.path)
    if ending in ARCHIVES or ending.endswith(GZIP):
        return Fault(
            "nested", "is packed a second time, within an archive", "unpack the archive, and give what is in it"
        )
    if not is_document(ending):
        return Fault(
            "unknown-format", f"ends in {ending or 'nothing'!r}", f"documents end in {', '.join(sorted(MEDIA_TYPES))}"
        )
    return None


def sealed_fault(entry: Entry) -> Fault | None:
    """Return why a member cannot be unpacked, or None."""
    if entry.info.flag_bits & _SEALED:
        return Fault("encrypted", "is encrypted", "pack it again without a password")
    if entry.info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return Fault("broken", "is packed in a way that is not read here", "pack it again as plain ZIP")
    return None


def size_fault(entry: Entry, limits: Limits) -> Fault | None:
    """Return whether a member unpacks to too much; the library gives no more of it than it says itself."""
    most = most_bytes(ending_of(entry.path), limits)
    if entry.info.file_size > most:
        return Fault("too-large", f"is larger than {most} bytes", "split it, or give its text alone")
    if limits.is_bomb(entry.info.compress_size, entry.info.file_size):
        return Fault("bomb", f"unpacks to more than {limits.ratio} times its size", "give it unpacked")
    return None


def member_of(name: str, archive: ZipFile, entry: Entry, known: Known) -> Member | Refusal:
    """Return a member with its bytes, or why they cannot be had."""
    path = f"{name}/{shown(entry.path)}"
    try:
        data = archive.read(entry.info)
    except DAMAGED:
        return Refusal(path, "broken", "is damaged within its archive", "copy or pack it again")
    return Member(path, ending_of(entry.path), data, shown(entry.path), known.about(entry.path))


def opened_zip(stream: BufferedReader, limits: Limits) -> ZipFile | Fault:
    """Return an archive whose list of members is no trap, or what is wrong with it."""
    if fault := list_fault(stream, limits):
        return fault
    try:
        archive = ZipFile(stream)
    except DAMAGED:
        return _BROKEN
    return archive if len(archive.infolist()) <= limits.members else _too_many(limits)


_BROKEN: Final = Fault("broken", "is not packed as ZIP, or is damaged", "copy or pack it again")


def list_fault(stream: BinaryIO, limits: Limits) -> Fault | None:
    """Return what is wrong with an archive's list of members, before it is loaded: its end tells how long it is."""
    size = stream.seek(0, 2)
    start = max(0, size - _END.size - _LONGEST_COMMENT - _LARGE_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = len(tail) - _END.size
    if at < 0 or not tail.startswith(_END_SIGN, at):
        at = tail.rfind(_END_SIGN)
    if at < 0 or at + _END.size > len(tail):
        return _BROKEN
    count, listed = _END.unpack_from(tail, at)[4:6]
    large = tail.startswith(_LARGE_SIGN, max(0, at - _LARGE_SIZE))
    if large or count > limits.members or listed > limits.members * _ENTRY_BYTES:
        return _too_many(limits)
    return None


def _too_many(limits: Limits) -> Fault:
    return Fault("too-many", f"has more than {limits.members} members, or is of the large kind (Zip64)", "split it")


@dataclass(frozen=True, slots=True)
class Known:
    """What the `sources.toml` files of an archive say.

    Args:
        by_folder: What each says, by its folder.
        paths: The paths of all members.
        problems: What is wrong with them.
    """

    by_folder: Mapping[str, Sources]
    paths: frozenset[str]
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, name: str, archive: ZipFile, entries: Sequence[Entry]) -> Known:
        """Read what an archive says of its members."""
        paths = frozenset(entry.path for entry in entries)
        by_folder: dict[str, Sources] = {}
        problems: list[Problem] = []
        for entry in entries:
            if entry.path.rpartition("/")[2] == FILE_NAME and not entry.is_outside:
                sources, faults = sources_in(name, archive, entry, paths)
                by_folder[entry.folder] = sources
                problems += faults
        return cls(by_folder, paths, tuple(problems))

    def about(self, path: str) -> Source:
        """Return what the nearest of them says of a member that says something."""
        parts = path.split("/")
        for depth in range(len(parts) - 1, -1, -1):
            sources = self.by_folder.get("/".join(parts[:depth]))
            if sources and (source := sources.by_file.get("/".join(parts[depth:]))):
                return source
        return UNKNOWN


def sources_in(name: str, archive: ZipFile, entry: Entry, paths: frozenset[str]) -> tuple[Sources, list[Problem]]:
    """Return what a `sources.toml` of an archive says, and what is wrong with it; one that cannot be read says nothing."""
    where = Path(name, shown(entry.path))
    try:
        with archive.open(entry.info) as stream:
            sources = parsed_sources(stream.read(_LARGEST_SOURCES).decode("utf-8-sig"), where)
    except (*DAMAGED, SourceError) as error:
        told = error.message if isinstance(error, SourceError) else "cannot be read"
        return Sources({}), [Problem(Severity.ERROR, "sources", str(where), told, "write it as data/documents has it")]
    folder = f"{entry.folder}/" if entry.folder else ""
    beside = (path.removeprefix(folder) for path in paths if path.startswith(folder))
    return sources, [*sources.problems, *unused(sources, where, lambda file: folder + file in paths, beside)]
