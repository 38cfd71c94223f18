"""What kinds of files are read, by the ends of their names, and how each becomes a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.documents.decode import Fault, decode

if TYPE_CHECKING:
    from iceorg.documents.apart import Apart
    from iceorg.documents.limits import Limits

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "text/plain",
    ".docx": "text/html",
}
"""What the text of each kind of document is, by its ending."""
CONVERTED: Final = frozenset({".pdf", ".docx"})
"""Documents whose bytes are no text, so that one is made of them."""
GZIP: Final = ".gz"
ARCHIVES: Final = frozenset({".zip", ".warc", ".warc.gz", ".wacz"})
"""Files that hold documents."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a document says.

    Args:
        text: Its text.
        media_type: What that is.
    """

    text: str
    media_type: str


def ending_of(name: str) -> str:
    """Return the ending that tells what a file is, in lower case; of a packed file, both of its endings.

    >>> [ending_of(name) for name in ("letters/About.HTML", "about.txt.gz", "letters.d/about")]
    ['.html', '.txt.gz', '']
    """
    last = name.rpartition("/")[2].lower()
    ending = last[last.rindex(".") :] if "." in last.lstrip(".") else ""
    return ending_of(last.removesuffix(ending)) + ending if ending == GZIP else ending


def is_document(ending: str) -> bool:
    """Whether a file with such an ending is a document, by itself or packed."""
    return ending.removesuffix(GZIP) in MEDIA_TYPES


def known_endings() -> tuple[str, ...]:
    """Return the endings of all files that are looked into."""
    return (*sorted(MEDIA_TYPES), "one of these with .gz", *sorted(ARCHIVES))


def most_bytes(ending: str, limits: Limits) -> int:
    """Return how many bytes a document of a kind may have."""
    return limits.file if ending.removesuffix(GZIP) in CONVERTED else limits.document


def written(data: bytes, ending: str, limits: Limits, apart: Apart, charset: str = "") -> Written | Fault:
    """Return what the bytes of a document say, or what is wrong with them.

    Args:
        data: The bytes.
        ending: What they are.
        limits: What they may come to.
        apart: The process that makes texts of what is none.
        charset: How they say that their characters are written, if they do.
    """
    if len(data) > (most := most_bytes(ending, limits)):
        return Fault("too-large", f"is larger than {most} bytes", "split it, or give its text alone")
    text = apart.text(data, ending, limits) if ending in CONVERTED else decode(data, charset)
    if isinstance(text, Fault):
        return text
    if max(text.count("\n"), text.count("\r")) > limits.lines:
        return Fault("too-many-lines", f"has more than {limits.lines} lines", "split it, or give its text alone")
    return Written(text, MEDIA_TYPES[ending])
