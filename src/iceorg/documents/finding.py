"""Files found: which are looked into, and which are refused unread."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iceorg.documents.formats import ARCHIVES, ending_of, is_document, known_endings
from iceorg.documents.refusal import Refusal
from iceorg.documents.sources import FILE_NAME
from iceorg.errors import SourceError
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_FILES = 200_000
DEEPEST_FOLDER = 64
RESULT = {"graph.nt", "manifest.json"}
"""Files that mark a folder as the result of a build, whose pages are no documents."""
UNKNOWN: Final = Source()
"""What is known of a document by default."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found.

    Args:
        path: Where it lies.
        name: Its name for people.
        root: The folder whose sources may describe it.
        about: What is known of it from where it came.
    """

    path: Path
    name: str
    root: Path
    about: Source = UNKNOWN


def found_files(paths: Sequence[Path]) -> tuple[list[Found], list[Refusal]]:
    """Return the files to read, and those that can be refused unread."""
    found: dict[Path, Found] = {}
    refused: list[Refusal] = []
    for path in paths:
        if not os.path.lexists(path):
            raise SourceError("there is no such file or folder", where=str(path), hint="check the path")
        files = (
            files_below(path.resolve())
            if path.is_dir()
            else [Found(path.resolve(), shown(path.name), path.resolve().parent)]
        )
        for file in files:
            if isinstance(file, Refusal):
                refused.append(file)
            elif fault := unread_fault(file):
                refused.append(fault)
            else:
                found.setdefault(file.path, file)
    return list(found.values()), refused


def files_below(root: Path) -> Iterator[Found | Refusal]:
    """Yield the files of a folder and of those below it, in order of their names."""
    count = 0
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Refusal(
                name_in(folder, root),
                "unreadable",
                f"the folder cannot be opened ({error.strerror})",
                "check its permissions",
            )
            continue
        if {entry.name for entry in entries} >= RESULT:
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name == FILE_NAME:
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
                continue
            count += 1
            if count > MOST_FILES:
                yield Refusal(
                    name_in(path, root), "too-many", f"comes after {MOST_FILES} other files", "give smaller folders"
                )
                return
            yield linked(path, root) if entry.is_symlink() else Found(path, name_in(path, root), root)
        for path in reversed(folders):
            if len(path.relative_to(root).parts) > DEEPEST_FOLDER:
                yield Refusal(
                    name_in(path, root),
                    "too-deep",
                    f"lies more than {DEEPEST_FOLDER} folders deep",
                    "give the folder itself",
                )
            else:
                waiting.append(path)


def linked(path: Path, root: Path) -> Found | Refusal:
    """Return the file that a link leads to, if it stays in the folder."""
    name = name_in(path, root)
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Refusal(name, "link", "is a link that leads nowhere", "remove the link")
    if not target.is_relative_to(root) or target.is_dir():
        return Refusal(
            name, "link", "is a link that leaves the folder or leads to a folder", "copy the file in its place"
        )
    return Found(target, name_in(target, root), root)


def name_in(path: Path, root: Path) -> str:
    """Return a file's name for people: its way from the folder that was given, with slashes."""
    return shown(path.relative_to(root).as_posix()) if path != root else shown(root.name)


def shown(name: str) -> str:
    """Return a file name with bytes that are no text written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def unread_fault(file: Found) -> Refusal | None:
    """Return why a file is refused without being opened, or None."""
    try:
        mode = file.path.stat().st_mode
    except OSError as error:
        return Refusal(
            file.name, "unreadable", f"cannot be looked at ({error.strerror})", "check the file and its permissions"
        )
    if not stat.S_ISREG(mode):
        return Refusal(file.name, "not-regular", "is no regular file but a device, pipe or socket", "give a file")
    ending = ending_of(file.path.name)
    if not is_document(ending) and ending not in ARCHIVES:
        endings = ", ".join(known_endings())
        return Refusal(file.name, "unknown-format", f"ends in {ending or 'nothing'!r}", f"documents end in {endings}")
    return None
