"""Word (.docx) to text: HTML, in which headings, lists and tables stay what they are.

What is read is the text as it stands, with insertions and without deletions that somebody tracked; no comments,
headers and footers.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from iceorg.documents.decode import Fault
from iceorg.documents.zipped import list_fault

if TYPE_CHECKING:
    from iceorg.documents.limits import Limits

_BLOCK_END: Final = re.compile(r"</(?:h[1-6]|li|ol|p|table|tr|ul)>(?!\n)")
_MAIN: Final = "[Content_Types].xml"
_TYPES: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""What no Word file has, and what makes a small one grow without end."""
_MISSING: Final = Fault(
    "not-installed",
    "is a Word document, and the library that reads them is not installed",
    "install it with pip install 'iceorg[docx]'",
)
_LOCKED: Final = Fault("encrypted", "is encrypted, or of an older kind of Word", "save it as .docx without a password")
_BROKEN: Final = Fault("broken", "is no Word document, or is damaged", "open it in Word, and save it again as .docx")
_NO_TEXT: Final = Fault("empty", "has no text", "leave it out, or save it again with its text")
_OLD_SIGN: Final = b"\xd0\xcf\x11\xe0"


def text_of_word(data: bytes, limits: Limits) -> str | Fault:
    """Return the text of a Word document as HTML, a line for each block, or why there is none."""
    if data.startswith(_OLD_SIGN):
        return _LOCKED
    try:
        import mammoth
    except ImportError:
        return _MISSING
    try:
        if fault := parts_fault(data, limits):
            return fault
        told = mammoth.convert_to_html(
            BytesIO(data), include_embedded_style_map=False, convert_image=lambda _: [], external_file_access=False
        )
    except Exception:  # noqa: BLE001 - what a damaged file makes of a parser is its fault, and no reason to stop
        return _BROKEN
    text = _BLOCK_END.sub(r"\g<0>\n", told.value)
    if len(text) > limits.document:
        return Fault("too-large", f"has more than {limits.document} characters", "split it")
    return text if text.strip() else _NO_TEXT


def parts_fault(data: bytes, limits: Limits) -> Fault | None:
    """Return what is wrong with the files that a Word document is made of, or None."""
    stream = BytesIO(data)
    if fault := list_fault(stream, limits):
        return fault
    try:
        with ZipFile(stream) as archive:
            return _BROKEN if _MAIN not in archive.namelist() else _text_fault(archive, limits)
    except (BadZipFile, zlib.error, EOFError, struct.error):
        return _BROKEN


def _text_fault(archive: ZipFile, limits: Limits) -> Fault | None:
    """Return what is wrong with the parts that are text."""
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if any(limits.is_bomb(part.compress_size, part.file_size) for part in parts):
        return Fault("bomb", f"unpacks to more than {limits.ratio} times its size", "leave it out")
    if sum(part.file_size for part in parts) > limits.parts:
        return Fault("too-large", f"has text of more than {limits.parts} bytes", "split it")
    if any(sign in archive.read(part) for part in parts for sign in _TYPES):
        return Fault("bomb", "declares entities, as no Word document does", "leave it out")
    return None
