"""Files in: which are read, which are refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from iceorg.documents.apart import Apart
from iceorg.documents.decode import Fault
from iceorg.documents.described import Origin, described_by
from iceorg.documents.fetching import found_anywhere
from iceorg.documents.formats import ARCHIVES, ending_of, written
from iceorg.documents.limits import Limits
from iceorg.documents.masking import masked, official, to_mask, without_names
from iceorg.documents.members import Member, members_of
from iceorg.documents.refusal import Refusal
from iceorg.documents.tally import Tally
from iceorg.errors import Problem, Severity
from iceorg.model import Document, DocumentId, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from iceorg.documents.finding import Found

LIMITS = Limits()
NONE_SHOWN: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType({})
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Masking:
    """What is masked in documents.

    Args:
        suppressed: Names of people that are masked wherever they stand.
        contacts: Whether contacts that may be an office's go along with the document.
        shown: Where contacts stand that are not masked, by the digest of the file.
    """

    suppressed: tuple[str, ...] = ()
    contacts: bool = False
    shown: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


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


def read_documents(  # noqa: PLR0913 - all but one go by name
    paths: Sequence[Path | str],
    *,
    sources: Path | None = None,
    limits: Limits = LIMITS,
    suppressed: tuple[str, ...] = (),
    contacts: bool = False,
    shown: Mapping[str, tuple[tuple[int, int], ...]] = NONE_SHOWN,
) -> Intake:
    """Return the documents of some files and folders; what cannot be read is refused with words, not raised.

    Folders are read with all that lies below them: documents, and archives of them, which are looked into. Hidden files are passed
    over, and so is a folder that is the result of a build. Links are followed if they stay in the folder, other folders by links never.

    Args:
        paths: Files and folders, and addresses of such elsewhere, which are fetched.
        sources: A `sources.toml` for all of them; else each document's nearest one is taken: beside
            it or in a folder above it, up to the folder that was given.
        limits: What is larger is refused.
        suppressed: Names of people that are masked wherever they stand.
        contacts: Whether the documents have with them the contacts in them that may be an office's, for their reader to judge.
        shown: Where contacts stand that a build kept, by the digest of the file.

    Raises:
        SourceError: A path does not exist, an address does not answer, or a `sources.toml` cannot be read.
        SettingsError: Nothing that is installed reads such an address.
    """
    with found_anywhere(paths, limits) as (found, refused):
        return _taken_in(found, refused, sources, limits, Masking(suppressed, contacts, shown))


def _taken_in(
    found: Sequence[Found], unread: Sequence[Refusal], sources: Path | None, limits: Limits, rules: Masking
) -> Intake:
    """Return the documents of the files that were found, with those that were refused unread."""
    refused = list(unread)
    read: dict[str, Document] = {}
    origins: dict[str, list[Origin]] = {}
    problems: list[Problem] = []
    with Apart() as apart:
        for file in found:
            tally = Tally()
            for part in members_of(file, limits):
                result = document_of(part, limits, rules, apart) if isinstance(part, Member) else part
                tally.add(result)
                match result:
                    case Refusal():
                        refused.append(result)
                    case Problem():
                        problems.append(result)
                    case Document() if isinstance(part, Member):
                        read[result.sha256] = as_one(read.get(result.sha256, result), result)
                        origins.setdefault(result.sha256, []).append(Origin(file, part.inner, part.about))
            if ending_of(file.path.name) in ARCHIVES:
                problems.append(tally.note(file.name))
    described, faults = described_by(read.values(), origins, sources)
    problems += faults
    described = [replace(each, source=_without_names(each.source, rules.suppressed)) for each in described]
    problems += [duplicate(document) for document in described if len(document.file_names) > 1]
    documents = sorted(described, key=lambda document: document.id)
    return Intake(
        tuple(documents), tuple(sorted(set(refused), key=lambda r: (r.name, r.code))), tuple(sorted(problems))
    )


def as_one(one: Document, other: Document) -> Document:
    """Return a document that was found twice, with all its names; what it is goes by the first of these."""
    first = min(one, other, key=lambda document: document.name)
    return replace(first, file_names=tuple(sorted({*one.file_names, *other.file_names})))


def _without_names(source: Source, names: tuple[str, ...]) -> Source:
    """Return what is known of a document without names that are suppressed."""
    told: dict[str, Any] = {each.name: getattr(source, each.name) for each in fields(source)}
    told |= {key: without_names(text, names) for key, text in told.items() if isinstance(text, str)}
    return Source(**told)


def duplicate(document: Document) -> Problem:
    """Return the note that one document was found under several names."""
    names = " and ".join(document.file_names)
    return Problem(Severity.NOTE, "duplicate", document.name, f"{names} are the same bytes and count once")


def document_of(member: Member, limits: Limits, rules: Masking, apart: Apart) -> Document | Refusal:
    """Return the document that some bytes are, or why they are refused."""
    said = written(member.data, member.ending, limits, apart, member.charset)
    if isinstance(said, Fault):
        return Refusal.of(member.name, said)
    digest = sha256(member.data).hexdigest()
    shown = rules.shown.get(digest, ())
    hidden = to_mask(said.text, rules.suppressed, shown)
    return Document(
        DocumentId(digest[:_ID_DIGITS]),
        digest,
        (without_names(member.name, rules.suppressed),),
        said.media_type,
        masked(said.text, hidden),
        masked=tuple(sorted(Counter(one.why for one in hidden).items())),
        withheld=official(said.text, rules.suppressed) if rules.contacts else (),
        shown=shown,
    )
