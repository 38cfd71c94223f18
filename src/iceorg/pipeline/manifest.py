"""The manifest: what a result was made of, and digests by which anybody can check it.

No clock and no folder name is in it, so that the same input gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from iceorg.documents.formats import GZIP, ending_of
from iceorg.store import sealed
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from iceorg.model import Asked, Document

FORMAT: Final = 1
"""Raised when the names or the meaning of the entries change."""

_LIBRARIES: Final = ("jinja2", "networkx", "pyoxigraph", "pyshacl", "python-crfsuite", "pyvis", "rdflib", "selectolax")

_CONVERTERS: Final = {".pdf": "pypdf", ".docx": "mammoth"}
"""The libraries that make a text of what is none: a text, and with it every quote and offset, is theirs too."""

_READING: Final = ("documents", "extract", "resolve")
"""The rooms whose data files say what is read from a document."""

_NO_DATA: Final = (".py", ".pyc", ".md")
"""How the names of files end that say nothing to the reader: all others are rules, word lists and learned parts."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a result depends on.

    Args:
        documents: The documents read.
        base: What the IRIs of things begin with.
        built_on: The date that the graph gives as its own, if any.
        asked: What a language model was asked about each document, by the document's id; nothing if rules alone read.
        curation: The digest of each file of decisions, by its name.
        outside: The digest of the file of what is known from elsewhere, by its name; nothing if it is not asked for.
    """

    documents: tuple[Document, ...]
    base: str
    built_on: date | None
    asked: Mapping[str, Asked] = field(default_factory=dict)
    curation: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a result.

    Args:
        sha256: The digest of its bytes.
        size: How many they are.
    """

    sha256: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> Output:
        """Return what is told of a file with such bytes."""
        return cls(digest(content), len(content))


def manifest(inputs: Inputs, outputs: Mapping[str, Output], triples: int) -> bytes:
    """Return the manifest of a result, as JSON.

    Args:
        inputs: What it was made of.
        outputs: Every other file of the result, by name.
        triples: How many triples `graph.nt` has.
    """
    content: dict[str, Any] = {
        "format": FORMAT,
        "iceorg": __version__,
        "libraries": library_versions() | _converters(inputs.documents),
        "base": inputs.base,
        "built_on": inputs.built_on and inputs.built_on.isoformat(),
        "documents": [
            {
                "id": document.id,
                "sha256": document.sha256,
                "text": document.text_sha256,
                "files": _short(document),
            }
            | ({"contacts": [list(place) for place in document.shown]} if document.shown else {})
            for document in inputs.documents
        ],
        "rules": dict(_rules()),
        "model": _model(inputs.asked),
        "curation": dict(inputs.curation),
        "outputs": {name: {"sha256": one.sha256, "bytes": one.size} for name, one in outputs.items()},
        "triples": triples,
    }
    if inputs.outside:
        content["outside"] = dict(inputs.outside)
    return sealed(content)


def _model(asked: Mapping[str, Asked]) -> dict[str, Any] | None:
    """Return the language model, the digest of its prompt, and that of its replies about each document."""
    agents = sorted({one.agent for one in asked.values()})
    if not agents:
        return None
    replies = {document: one.sha256 for document, one in sorted(asked.items())}
    return {"name": agents[0].name, "prompt": agents[0].prompt, "replies": replies}


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that can change the bytes of an output."""
    from importlib import metadata

    return {name: metadata.version(name) for name in _LIBRARIES}


def _converters(documents: tuple[Document, ...]) -> dict[str, str]:
    """Return the versions of the libraries that made texts of documents which were none."""
    from importlib import metadata

    endings = {ending_of(name).removesuffix(GZIP) for document in documents for name in document.file_names}
    return {library: metadata.version(library) for ending, library in _CONVERTERS.items() if ending in endings}


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def _short(document: Document) -> list[str]:
    """Return the names of a document's files without folders."""
    return sorted({name.rpartition("/")[2] for name in document.file_names})


def _rules() -> Iterator[tuple[str, str]]:
    """Yield name and digest of every file of rules, word lists and learned parts, sorted by name."""
    for room in _READING:
        yield from sorted(_data_files(resources.files("iceorg") / room, room))


def _data_files(folder: Traversable, name: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data_files(entry, f"{name}/{entry.name}")
        elif not entry.name.endswith(_NO_DATA):
            yield f"{name}/{entry.name}", digest(entry.read_bytes())
