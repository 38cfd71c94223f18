"""What kinds of files are read, by the ends of their names, and how each becomes a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.documents.decode import Fault, decode

if TYPE_CHECKING:
    from iceorg.documents.limits import Limits

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "text/plain",
}
"""What the text of each kind of document is, by its ending."""
CONVERTED: Final = frozenset({".pdf"})
"""Documents whose bytes are no text, so that one is made of them."""


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
    """Return the ending that tells what a file is, in lower case.

    >>> ending_of("letters/About.HTML"), ending_of("letters.d/about")
    ('.html', '')
    """
    last = name.rpartition("/")[2].lower()
    return last[last.rindex(".") :] if "." in last.lstrip(".") else ""


def most_bytes(ending: str, limits: Limits) -> int:
    """Return how many bytes a document of a kind may have."""
    return limits.file if ending in CONVERTED else limits.document


def written(data: bytes, ending: str, limits: Limits) -> Written | Fault:
    """Return what the bytes of a document say, or what is wrong with them."""
    if len(data) > (most := most_bytes(ending, limits)):
        return Fault("too-large", f"is larger than {most} bytes", "split it, or give its text alone")
    text = _text_of(data, ending, limits)
    if isinstance(text, Fault):
        return text
    if max(text.count("\n"), text.count("\r")) > limits.lines:
        return Fault("too-many-lines", f"has more than {limits.lines} lines", "split it, or give its text alone")
    return Written(text, MEDIA_TYPES[ending])


def _text_of(data: bytes, ending: str, limits: Limits) -> str | Fault:
    if ending == ".pdf":
        from iceorg.documents.pdf import text_of_pdf  # nothing of it is loaded before there is a PDF

        return text_of_pdf(data, limits)
    return decode(data)
