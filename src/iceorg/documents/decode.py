"""Bytes to text: strict, by the byte-order mark or as UTF-8, never by guessing."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich text file"),
)
_OTHERWISE = "give it the ending of what it is, or save its text as .txt, .md or .html"
_WITHOUT_NUL = {"utf-8", "cp1252"}
_WESTERN = {"ascii", "iso8859-1"}
"""What pages call windows-1252, which has all that these have; so browsers read them."""
_NOT_FOR_PAGES = {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why bytes are no text.

    Args:
        code: A short name: `empty`, `binary`, `not-utf-8` and so on, as in a `Refusal`.
        message: What is wrong, in one sentence.
        hint: What to do.
        offset: Offset of the first byte at fault, if one is.
    """

    code: str
    message: str
    hint: str
    offset: int | None = None


def decode(data: bytes, charset: str = "") -> str | Fault:
    r"""Return the text of a file's bytes, without its byte-order mark, or what is wrong with them.

    Args:
        data: The bytes.
        charset: How they say that their characters are written; a byte-order mark goes before it, and UTF-8 is the default.

    >>> decode(b"\xef\xbb\xbfOffice"), decode(b"Caf\xe9").code, decode(b"Caf\xe9", "ISO-8859-1"), decode(b"").code
    ('Office', 'not-utf-8', 'Café', 'empty')
    """
    told = codec_of(charset)
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", told))
    if fault := bytes_fault(data, encoding):
        return fault
    if not encoding:
        return Fault("not-as-told", f"says that it is written in {charset[:40]!r}, which is not known here", _OTHERWISE)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        return undecodable(encoding, len(mark) + error.start, data)
    return text_fault(text) or text


def bytes_fault(data: bytes, encoding: str) -> Fault | None:
    """Return why bytes cannot be a text in an encoding, or None."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return Fault("binary", f"is {name}, not text", _OTHERWISE, 0)
    if encoding in _WITHOUT_NUL and (at := data.find(b"\0")) >= 0:
        return Fault("binary", f"has a NUL byte at offset {at} and so is no text", _OTHERWISE, at)
    return None


def text_fault(text: str) -> Fault | None:
    """Return why a text is none, or None."""
    if not text.strip():
        return Fault("empty", "has no text", "leave it out, or save it again with its text")
    if (at := text.find("\0")) >= 0:
        return Fault("binary", f"has a NUL character at position {at}", _OTHERWISE, at)
    return None


def codec_of(charset: str) -> str:
    """Return the codec for a charset by the name that a page gives it; nothing if there is none.

    >>> codec_of(""), codec_of("UTF8"), codec_of("ISO-8859-1"), codec_of("Shift_JIS"), codec_of("rot13")
    ('utf-8', 'utf-8', 'cp1252', 'shift_jis', '')
    """
    try:
        name = codecs.lookup(charset.strip() or "utf-8").name
        "a".encode(name)
    except (LookupError, ValueError):
        return ""
    return "cp1252" if name in _WESTERN else "" if name in _NOT_FOR_PAGES else name


def undecodable(encoding: str, offset: int, data: bytes) -> Fault:
    """Return the fault of bytes that are not in their encoding."""
    family = encoding.removesuffix("-le").removesuffix("-be")
    byte = f"0x{data[offset]:02x}" if offset < len(data) else "the end"
    return Fault(
        f"not-{family}",
        f"is not {family.upper()}: byte {byte} at offset {offset} cannot be read",
        "save it as UTF-8 (for example: iconv -f windows-1252 -t utf-8)",
        offset,
    )
