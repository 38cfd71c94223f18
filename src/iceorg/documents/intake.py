"""Files in: which are read, which are refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from iceorg.documents.decode import Fault
from iceorg.documents.finding import found_files
from iceorg.documents.formats import written
from iceorg.documents.limits import Limits
from iceorg.documents.masking import masked, to_mask, without_names
from iceorg.documents.members import members_of
from iceorg.documents.refusal import Refusal
from iceorg.documents.sources import FILE_NAME, Sources, read_sources, unused
from iceorg.errors import Problem, Severity
from iceorg.model import Document, DocumentId, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from iceorg.documents.finding import Found
    from iceorg.documents.members import Member

LIMITS = Limits()
_ID_DIGITS = 16


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


def read_documents(
    paths: Sequence[Path],
    *,
    sources: Path | None = None,
    limits: Limits = LIMITS,
    suppressed: tuple[str, ...] = (),
) -> Intake:
    """Return the documents of some files and folders; what cannot be read is refused with words, not raised.

    Folders are read with all that lies below them: .txt, .md, .html and .pdf. Hidden files are passed
    over, and so is a folder that is the result of a build. Links are followed if they stay in the folder, other folders by links never.

    Args:
        paths: Files and folders.
        sources: A `sources.toml` for all of them; else each document's nearest one is taken: beside
            it or in a folder above it, up to the folder that was given.
        limits: What is larger is refused.
        suppressed: Names of people that are masked wherever they stand.

    Raises:
        SourceError: A path does not exist, or a `sources.toml` cannot be read.
    """
    found, refused = found_files(paths)
    read: dict[str, Document] = {}
    origins: dict[str, list[Found]] = {}
    for file in found:
        for member in members_of(file, limits):
            result = member if isinstance(member, Refusal) else document_of(member, limits, suppressed)
            if isinstance(result, Refusal):
                refused.append(result)
                continue
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


def document_of(member: Member, limits: Limits, suppressed: tuple[str, ...] = ()) -> Document | Refusal:
    """Return the document that some bytes are, or why they are refused."""
    said = written(member.data, member.ending, limits)
    if isinstance(said, Fault):
        return Refusal.of(member.name, said)
    digest = sha256(member.data).hexdigest()
    hidden = to_mask(said.text, suppressed)
    return Document(
        DocumentId(digest[:_ID_DIGITS]),
        digest,
        (without_names(member.name, suppressed),),
        said.media_type,
        masked(said.text, hidden),
        masked=tuple(sorted(Counter(one.why for one in hidden).items())),
    )


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
