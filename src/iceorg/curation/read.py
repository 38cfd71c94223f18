"""Curation files in: entries with their lines, checked one by one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from iceorg.curation.entries import Entry, checked_entry
from iceorg.errors import CurationError
from iceorg.model import Act, Decision, Document, DocumentId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

MEDIA_TYPE: Final = "application/toml"
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*(?P<act>[^\[\]\s]{1,80})[ \t]*\]\]", re.MULTILINE)
_ENDING: Final = re.compile(r"(?:\s*(?:#[^\n]*)?(?:\n|\Z))*\Z")
_KEY: Final = r"^[ \t]*{}[ \t]*="
_LARGEST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Curation:
    """Decisions of people, and the files that hold them.

    Args:
        decisions: In the order of files and entries, each with the entry it comes from.
        files: The files as documents; claims that a person made quote them.
    """

    decisions: tuple[tuple[Decision, Entry], ...] = ()
    files: tuple[Document, ...] = ()

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The names of people that appear nowhere."""
        return suppressed_names(entry for _, entry in self.decisions)

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each file, by its name."""
        return {document.name: document.sha256 for document in self.files}


NOTHING_DECIDED: Final = Curation()


def suppressed_names(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the names that entries suppress, sorted."""
    return tuple(sorted({name for entry in entries if entry.act is Act.SUPPRESS for name in entry.texts("person")}))


def curation_files(path: Path) -> list[Path]:
    """Return the curation files that a path stands for: itself, or those of the folder, by name.

    Raises:
        CurationError: It does not exist.
    """
    if path.is_dir():
        return sorted(each for each in path.glob("*.toml") if each.name != OUTSIDE)
    if path.is_file():
        return [path]
    raise CurationError("there is no such file or folder", where=str(path), hint="check the path")


OUTSIDE: Final = "outside.toml"
"""The file of what is known from elsewhere, which is no decision about what documents say."""


def read_curation(paths: Sequence[Path], mask: Callable[[str, tuple[str, ...]], str]) -> Curation:
    """Return the decisions of some files; the same whatever their order.

    Args:
        paths: The files.
        mask: Masks in a text what is never shown: the names that are suppressed, above all. The entries quote that text.

    Raises:
        CurationError: An entry cannot be meant; all that is wrong is told, with lines.
    """
    faults: list[CurationError] = []
    read = [(path, *_read(path, faults)) for path in sorted(paths)]
    if faults:
        raise together(faults)
    names = suppressed_names(entry for _, _, entries in read for entry, _ in entries)
    files: list[Document] = []
    decisions: list[tuple[Decision, Entry]] = []
    for path, content, entries in read:
        digest = sha256(content).hexdigest()
        document = Document(DocumentId(digest[:16]), digest, (path.name,), MEDIA_TYPE, mask(content.decode(), names))
        files.append(document)
        decisions += [(_decision(entry, document, span), entry) for entry, span in entries]
    return Curation(tuple(decisions), tuple(files))


def together(faults: Sequence[CurationError]) -> CurationError:
    """Return all that is wrong as one error."""
    first, *others = faults
    rest = "".join(f"\n{each}" for each in others)
    return CurationError(first.message, where=first.where, hint=f"{first.hint}{rest}")


def _read(path: Path, faults: list[CurationError]) -> tuple[bytes, list[tuple[Entry, tuple[int, int]]]]:
    """Return a file's bytes and its entries with their place in its text; note what is wrong with them."""
    content, tables = read_tables(path)
    found: list[tuple[Entry, tuple[int, int]]] = []
    for act, raw, (start, end), line in written_entries(path, content.decode(), tables):
        try:
            found.append((checked_entry(act, raw, f"{path}:{line}"), (start, end)))
        except CurationError as fault:
            faults.append(fault)
    return content, found


def read_tables(path: Path) -> tuple[bytes, dict[str, Any]]:
    """Return a file's bytes, and what they say as TOML.

    Raises:
        CurationError: It cannot be read.
    """
    try:
        content = path.read_bytes()
        return content, tomllib.loads(content.decode())
    except OSError as error:
        raise CurationError(
            f"cannot be opened ({error.strerror})", where=str(path), hint="check its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise CurationError("is not UTF-8", where=f"{path}: byte {error.start}", hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CurationError(f"is no TOML: {error}", where=str(path), hint="see https://toml.io") from error


def written_entries(path: Path, text: str, tables: dict[str, Any]) -> Iterator[tuple[str, Any, tuple[int, int], int]]:
    """Yield each entry: its kind, its fields, where it stands, and its line.

    Raises:
        CurationError: Something in the file is no entry.
    """
    headers = list(_HEADER.finditer(text))
    seen: dict[str, int] = {}
    ends = [*(header.start() for header in headers[1:]), len(text)]
    for header, last in zip(headers, ends, strict=False):  # without a header there is an end alone
        act = header["act"].strip("\"'")
        number = seen.get(act, 0)
        seen[act] = number + 1
        if not isinstance(tables.get(act), list) or number >= len(tables[act]):
            continue  # it stands inside a text
        body = text[header.start() : last]
        ending = _ENDING.search(body)
        end = header.start() + (ending.start() if ending else len(body))
        yield act, tables[act][number], (header.start(), end), text.count("\n", 0, header.start()) + 1
    stray = next((name for name, value in tables.items() if not isinstance(value, list)), None)
    if stray is not None:
        found = re.search(rf"^[ \t]*\[?[ \t]*{re.escape(stray)}", text, re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        raise CurationError(
            f"“{stray}” is no entry", where=f"{path}:{line}", hint="entries begin with a line such as [[merge]]"
        )


def _decision(entry: Entry, document: Document, span: tuple[int, int]) -> Decision:
    return Decision(
        entry.act,
        entry.about,
        entry.text("author"),
        date.fromisoformat(entry.text("date")),
        entry.text("reason"),
        entry.text("source"),
        document.passage(*span),
    )
