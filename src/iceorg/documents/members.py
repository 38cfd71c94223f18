"""What lies in a file: one document."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.documents.formats import ending_of, most_bytes
from iceorg.documents.refusal import Refusal
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from iceorg.documents.finding import Found
    from iceorg.documents.limits import Limits


UNKNOWN: Final = Source()
"""What is known of a document by default."""


@dataclass(frozen=True, slots=True)
class Member:
    """The bytes of a document.

    Args:
        name: Its name for people.
        ending: What it is.
        data: Its bytes, at most one more than are read.
        about: What the archive that it lies in knows of it.
    """

    name: str
    ending: str
    data: bytes
    about: Source = UNKNOWN


def members_of(file: Found, limits: Limits) -> Iterator[Member | Refusal]:
    """Yield the documents that lie in a file, or why it is refused."""
    try:
        with opened(file.path) as stream:
            ending = ending_of(file.path.name)
            yield Member(file.name, ending, stream.read(most_bytes(ending, limits) + 1))
    except OSError as error:
        yield Refusal(file.name, "unreadable", f"cannot be opened ({error.strerror})", "check its permissions")


def opened(path: Path) -> BufferedReader:
    """Return a stream of a regular file's bytes; never waits for a pipe that took its place."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    stream = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        stream.close()
        raise OSError(0, "no regular file")
    return stream
