"""PDF to text, laid out as it is on the page.

Gaps between lines and columns tell what is a heading, a list or a table, so they are kept as blank lines and
blanks. A page ends in a line end and U+2029, over which a sentence may go on.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Final

from iceorg.documents.decode import Fault
from iceorg.documents.signs import PAGE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject, PdfReader

    from iceorg.documents.limits import Limits

PAGE_END: Final = f"\n{PAGE_ENDS[1]}"
_BEGINNING: Final = 1024
"""A PDF says what it is within so many bytes."""
_UNSEEN: Final = re.compile("[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters, which a broken font gives."""
_SOFT: Final = "\xad"
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,60}(?![^\W\d_])")
_PARTED: Final = re.compile(
    rf"(?<![^\W\d_])([^\W\d_]{{2,30}})([-{_SOFT}])(\n {{0,80}})([^\W\d_]{{2,30}})([^\s{_SOFT}-]{{0,10}})(?: |(?=\n)|\Z)"
)
"""A word that is parted at the end of a line: its first part, the hyphen, the line's end, the second part and what sticks to it."""
_MISSING: Final = Fault(
    "not-installed",
    "is a PDF, and the library that reads PDFs is not installed",
    "install it with pip install 'iceorg[pdf]'",
)
_LOCKED: Final = Fault("encrypted", "is encrypted", "save it again without a password")
_NO_TEXT: Final = Fault(
    "empty", "has no text, only pictures or nothing", "have its text recognised (OCR), and save it again"
)


def text_of_pdf(data: bytes, limits: Limits) -> str | Fault:
    """Return the text of a PDF, page for page, or why there is none."""
    if b"%PDF-" not in data[:_BEGINNING]:
        return Fault("broken", "is no PDF, whatever its name says", "give it the ending of what it is")
    try:
        from pypdf import PdfReader
    except ImportError:
        return _MISSING
    with _silent():
        try:
            reader = PdfReader(BytesIO(data))
            return _LOCKED if reader.is_encrypted else _joined(reader, limits)
        except Exception as error:  # noqa: BLE001 - what a damaged file makes of a parser is its fault, and no reason to stop
            return Fault(
                "broken", f"is damaged ({type(error).__name__})", "open it, and save it or print it as PDF again"
            )


def _joined(reader: PdfReader, limits: Limits) -> str | Fault:
    """Return the texts of all pages, joined."""
    texts: list[str] = []
    size = drawn = 0
    for number, page in enumerate(reader.pages, 1):
        if number > limits.pages:
            return Fault("too-large", f"has more than {limits.pages} pages", "split it")
        content = page.get_contents()
        drawing = 0 if content is None else len(content.get_data())
        drawn += drawing
        if drawing > limits.page:
            return Fault("too-large", f"draws page {number} with more than {limits.page} bytes", "leave the page out")
        if drawn > limits.drawn:
            return Fault("too-large", f"draws its pages with more than {limits.drawn} bytes", "split it")
        texts.append(_text_of(page))
        size += len(texts[-1])
        if size > limits.document:
            return Fault("too-large", f"has more than {limits.document} characters", "split it")
    text = whole_words(PAGE_END.join(texts))
    return text if text.strip() else _NO_TEXT


def whole_words(text: str) -> str:
    r"""Return a text without the hyphens that part words at the ends of lines.

    A soft hyphen does nothing else; a hard one may belong to the word, and goes only where the text has the word whole somewhere else.

    >>> whole_words("Our investigators go on.\nAn investi-\ngators' office, client-\nfocused, and Har\xad\nbors.")
    "Our investigators go on.\nAn investigators'\noffice, client-\nfocused, and Harbors."
    """
    known = {word.lower() for word in _WORD.findall(text)}

    def joined(match: re.Match[str]) -> str:
        first, hyphen, line_end, second, rest = match.groups()
        whole = hyphen == _SOFT or (first + second).lower() in known
        ends = text[match.end() : match.end() + 1] in {"", "\n"}
        return f"{first}{second}{rest}{'' if ends else line_end}" if whole else match[0]

    return _PARTED.sub(joined, text).replace(_SOFT, "")


def _text_of(page: PageObject) -> str:
    """Return the text of a page as it is laid out; of one that lies on its side, in the order in which it is drawn."""
    laid_out = page.extract_text(extraction_mode="layout")
    text = laid_out if laid_out.strip() else page.extract_text()
    lines = (_UNSEEN.sub("", line).rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the library from telling on standard error what is odd about a file."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
