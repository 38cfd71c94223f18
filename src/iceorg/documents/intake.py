"""Files in: which are read, which are refused and why."""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iceorg.documents.decode import Fault, decode
from iceorg.documents.masking import masked, to_mask, without_names
from iceorg.documents.sources import FILE_NAME, Sources, read_sources, unused
from iceorg.errors import Problem, Severity, SourceError
from iceorg.model import Document, DocumentId, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
LARGEST_BYTES = 10_000_000
MOST_LINES = 200_000
MOST_FILES = 200_000
DEEPEST_FOLDER = 64
RESULT = {"graph.nt", "manifest.json"}
"""Files that mark a folder as the result of a build, whose pages are no documents."""
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A file that was not read, and why.

    Args:
        name: Its name, from the folder that was given on.
        code: A short name for the reason: `empty`, `binary`, `not-utf-8`, `not-utf-16`, `not-utf-32`,
            `too-large`, `too-many-lines`, `unknown-format`, `not-regular`, `link`, `unreadable`, `too-deep`, `too-many`.
        message: What is wrong, in one sentence.
        hint: What to do.
        offset: Offset of the byte at fault, if one is.
    """

    name: str
    code: str
    message: str
    hint: str = ""
    offset: int | None = None

    @property
    def problem(self) -> Problem:
        """The refusal as a problem of the run."""
        severity = Severity.NOTE if self.code == "unknown-format" else Severity.WARNING
        return Problem(severity, self.code, self.name, f"not read: {self.message}", self.hint)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of some files.

    Args:
        documents: The documents read, sorted by id; the same bytes under two names are one document.
        refused: The files not read, sorted by name.
        problems: Duplicates, and what is wrong with a `sources.toml`.
    """

    documents: tuple[Document, ...]
    refused: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found: its path, its name for people, and the folder whose sources may describe it."""

    path: Path
    name: str
    root: Path


def read_documents(
    paths: Sequence[Path],
    *,
    sources: Path | None = None,
    largest_bytes: int = LARGEST_BYTES,
    suppressed: tuple[str, ...] = (),
) -> Intake:
    """Return the documents of some files and folders; what cannot be read is refused with words, not raised.

    Folders are read with all that lies below them: .txt, .md and .html. Hidden files are passed
    over, and so is a folder that is the result of a build. Links are followed if they stay in the folder, other folders by links never.

    Args:
        paths: Files and folders.
        sources: A `sources.toml` for all of them; else each document's nearest one is taken: beside
            it or in a folder above it, up to the folder that was given.
        largest_bytes: Larger files are refused.
        suppressed: Names of people that are masked wherever they stand.

    Raises:
        SourceError: A path does not exist, or a `sources.toml` cannot be read.
    """
    found, refused = found_files(paths)
    read: dict[str, Document] = {}
    origins: dict[str, list[Found]] = {}
    for file in found:
        result = read_file(file, largest_bytes, suppressed)
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            digest = result.sha256
            names = {*result.file_names, *(read[digest].file_names if digest in read else ())}
            read[digest] = replace(read.get(digest, result), file_names=tuple(sorted(names)))
            origins.setdefault(digest, []).append(file)
    described, problems = with_sources(read.values(), origins, sources)
    described = [replace(each, source=_without_names(each.source, suppressed)) for each in described]
    problems += [duplicate(document) for document in described if len(document.file_names) > 1]
    documents = sorted(described, key=lambda document: document.id)
    return Intake(
        tuple(documents), tuple(sorted(set(refused), key=lambda r: (r.name, r.code))), tuple(sorted(problems))
    )


def _without_names(source: Source, names: tuple[str, ...]) -> Source:
    """Return what is known of a document without names that are suppressed."""
    told: dict[str, Any] = {each.name: getattr(source, each.name) for each in fields(source)}
    told |= {key: without_names(text, names) for key, text in told.items() if isinstance(text, str)}
    return Source(**told)


def duplicate(document: Document) -> Problem:
    """Return the note that one document was found under several names."""
    names = " and ".join(document.file_names)
    return Problem(Severity.NOTE, "duplicate", document.name, f"{names} are the same bytes and count once")


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
    if file.path.suffix.lower() not in MEDIA_TYPES:
        endings = ", ".join(sorted(MEDIA_TYPES))
        return Refusal(
            file.name, "unknown-format", f"ends in {file.path.suffix or 'nothing'!r}", f"documents end in {endings}"
        )
    return None


def read_file(file: Found, largest_bytes: int, suppressed: tuple[str, ...] = ()) -> Document | Refusal:
    """Return the document that a file holds, or why it is refused."""
    try:
        data = bytes_of(file.path, largest_bytes + 1)
    except OSError as error:
        return Refusal(file.name, "unreadable", f"cannot be opened ({error.strerror})", "check its permissions")
    if len(data) > largest_bytes:
        return Refusal(
            file.name, "too-large", f"is larger than {largest_bytes} bytes", "split it, or give its text alone"
        )
    text = decode(data)
    if isinstance(text, Fault):
        return Refusal(file.name, text.code, text.message, text.hint, text.offset)
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        return Refusal(
            file.name, "too-many-lines", f"has more than {MOST_LINES} lines", "split it, or give its text alone"
        )
    digest = sha256(data).hexdigest()
    hidden = to_mask(text, suppressed)
    return Document(
        DocumentId(digest[:_ID_DIGITS]),
        digest,
        (without_names(file.name, suppressed),),
        MEDIA_TYPES[file.path.suffix.lower()],
        masked(text, hidden),
        masked=tuple(sorted(Counter(one.why for one in hidden).items())),
    )


def bytes_of(path: Path, most: int) -> bytes:
    """Return the first bytes of a regular file; never waits for a pipe that took its place."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "no regular file")
        return stream.read(most)


def with_sources(
    documents: Iterable[Document], origins: dict[str, list[Found]], sources: Path | None
) -> tuple[list[Document], list[Problem]]:
    """Return the documents with what `sources.toml` says of them, and the problems of these files."""
    cache: dict[Path, Sources] = {}
    described = []
    for document in documents:
        about = Source()
        for file in origins[document.sha256]:
            for path in [sources] if sources else sources_above(file):
                if path not in cache:
                    cache[path] = read_sources(path)
                name = file.path.name if sources else file.path.relative_to(path.parent).as_posix()
                about = about if about != Source() else cache[path].by_file.get(name, about)
        described.append(replace(document, source=about))
    problems = [problem for known in cache.values() for problem in known.problems]
    return described, problems + [problem for path, known in cache.items() for problem in unused(known, path)]


def sources_above(file: Found) -> list[Path]:
    """Return every `sources.toml` beside a file and above it, up to the folder that was given, nearest first."""
    folders = [file.path.parent, *file.path.parent.parents]
    last = folders.index(file.root) if file.root in folders else 0
    return [folder / FILE_NAME for folder in folders[: last + 1] if (folder / FILE_NAME).is_file()]
