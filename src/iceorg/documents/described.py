"""Documents with what is known of them from outside their text: by a `sources.toml`, and by the archive that they lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iceorg.documents.finding import UNKNOWN, name_in
from iceorg.documents.sources import FILE_NAME, Sources, joined_sources, read_sources, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iceorg.documents.finding import Found
    from iceorg.errors import Problem
    from iceorg.model import Document, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was found.

    Args:
        file: The file.
        inner: What the document is called in it, if that is an archive.
        about: What the archive, or the address, knows of the document.
    """

    file: Found
    inner: str
    about: Source

    @property
    def place(self) -> tuple[date, str, str]:
        """What origins are ordered by: the earliest capture comes first."""
        return (self.about.captured or date.max, self.file.name, self.inner)


def described_by(
    documents: Iterable[Document], origins: Mapping[str, Sequence[Origin]], sources: Path | None
) -> tuple[list[Document], list[Problem]]:
    """Return the documents with what is known of them, and the problems of the files that say it.

    Args:
        documents: The documents.
        origins: Where each was found, by its digest.
        sources: The `sources.toml` that speaks of them all; else those beside and above each are asked.
    """
    notes = Notes(sources)
    described = []
    for document in documents:
        known = (notes.about(origin) for origin in sorted(origins[document.sha256], key=lambda origin: origin.place))
        described.append(replace(document, source=next((one for one in known if one != UNKNOWN), UNKNOWN)))
    return described, list(notes.problems())


class Notes:
    """The `sources.toml` files, each read once, and the names that were looked up in each."""

    def __init__(self, one: Path | None) -> None:
        self.one = one
        self.read: dict[Path, Sources] = {}
        self.where: dict[Path, Path] = {}
        """Each file's way from the folder that was given: where that lies is not told, so that it changes nothing."""
        self.asked: dict[Path, set[str]] = {}

    def about(self, origin: Origin) -> Source:
        """Return what is known of a document that was found somewhere: what is said of itself goes before its archive's."""
        if not origin.inner:
            return joined_sources((self.said(origin.file, ""), origin.about))
        return joined_sources((self.said(origin.file, f"/{origin.inner}"), origin.about, self.said(origin.file, "")))

    def said(self, file: Found, inner: str) -> Source:
        """Return what the nearest file says that says something of a document."""
        about = UNKNOWN
        for path in [self.one] if self.one else sources_above(file):
            if path not in self.read:
                self.where[path] = path if self.one else Path(name_in(path, file.root))
                self.read[path] = read_sources(path, self.where[path])
            name = (file.path.name if self.one else file.path.relative_to(path.parent).as_posix()) + inner
            self.asked.setdefault(path, set()).add(name)
            about = about if about != UNKNOWN else self.read[path].by_file.get(name, about)
        return about

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong in the files, and their entries about documents that are not there."""
        for sources in self.read.values():
            yield from sources.problems
        for path, sources in self.read.items():
            beside = (file.name for file in path.parent.iterdir())
            yield from unused(sources, self.where[path], partial(self.is_there, path), beside)

    def is_there(self, path: Path, name: str) -> bool:
        """Whether a `sources.toml` speaks of a file beside it, or of a document that was found."""
        return name in self.asked[path] or (path.parent / name).exists()


def sources_above(file: Found) -> list[Path]:
    """Return every `sources.toml` beside a file and above it, up to the folder that was given, nearest first."""
    folders = [file.path.parent, *file.path.parent.parents]
    last = folders.index(file.root) if file.root in folders else 0
    return [folder / FILE_NAME for folder in folders[: last + 1] if (folder / FILE_NAME).is_file()]
