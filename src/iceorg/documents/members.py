"""What lies in a file: one document, or those of an archive."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.documents.finding import UNKNOWN
from iceorg.documents.formats import ARCHIVES, GZIP, ending_of, most_bytes
from iceorg.documents.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from iceorg.documents.finding import Found
    from iceorg.documents.limits import Limits
    from iceorg.errors import Problem
    from iceorg.model import Source


@dataclass(frozen=True, slots=True)
class Member:
    """The bytes of a document.

    Args:
        name: Its name for people.
        ending: What it is.
        data: Its bytes, at most one more than are read.
        inner: What it is called in its archive, if it lies in one.
        about: What the archive knows of it.
        charset: How it says that its characters are written, if it does.
    """

    name: str
    ending: str
    data: bytes
    inner: str = ""
    about: Source = UNKNOWN
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Members of an archive that are no documents, and of which nobody expects that they are.

    Args:
        why: What they are, in a word or two.
        count: How many.
    """

    why: str
    count: int = 1


def members_of(file: Found, limits: Limits) -> Iterator[Member | Refusal | Passed | Problem]:
    """Yield the documents that lie in a file, and why others, or all, are refused."""
    ending = ending_of(file.path.name)
    try:
        with opened(file.path) as stream:
            if ending in ARCHIVES or ending.endswith(GZIP):
                yield from _unpacked(file, ending, stream, limits)
            else:
                yield Member(file.name, ending, stream.read(most_bytes(ending, limits) + 1), about=file.about)
    except OSError as error:
        yield Refusal(file.name, "unreadable", f"cannot be opened ({error.strerror})", "check its permissions")


def _unpacked(
    file: Found, ending: str, stream: BufferedReader, limits: Limits
) -> Iterator[Member | Refusal | Passed | Problem]:
    """Yield what is packed in a file. What unpacks is loaded when there is something to unpack."""
    if os.fstat(stream.fileno()).st_size > limits.archive:
        yield Refusal(file.name, "too-large", f"is larger than {limits.archive} bytes", "split it")
    elif ending not in ARCHIVES:
        from iceorg.documents.gzipped import gzip_member

        yield gzip_member(file.name, stream, limits)
    elif ending == ".zip":
        from iceorg.documents.zipped import zip_members

        yield from zip_members(file.name, stream, limits)
    else:
        from iceorg.documents.captures import Budget, wacz_members, warc_members

        size = os.fstat(stream.fileno()).st_size
        yield from (
            wacz_members(file.name, stream, limits)
            if ending == ".wacz"
            else warc_members(file.name, stream, Budget(limits, size))
        )


def opened(path: Path) -> BufferedReader:
    """Return a stream of a regular file's bytes; never waits for a pipe that took its place."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    stream = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        stream.close()
        raise OSError(0, "no regular file")
    return stream
