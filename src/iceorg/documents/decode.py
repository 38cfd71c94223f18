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


def decode(data: bytes) -> str | Fault:
    r"""Return the text of a file's bytes, without its byte-order mark, or what is wrong with them.

    >>> decode(b"\xef\xbb\xbfOffice"), decode(b"Caf\xe9").code, decode(b"").code
    ('Office', 'not-utf-8', 'empty')
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return Fault(
                "binary",
                f"is {name}, not text",
                "give it the ending of what it is, or save its text as .txt, .md or .html",
                0,
            )
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    if encoding == "utf-8" and (at := data.find(b"\0")) >= 0:
        return Fault(
            "binary", f"has a NUL byte at offset {at} and so is no text", "save its text as .txt, .md or .html", at
        )
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        return undecodable(encoding, len(mark) + error.start, data)
    if not text.strip():
        return Fault("empty", "has no text", "leave it out, or save it again with its text")
    if (at := text.find("\0")) >= 0:
        return Fault("binary", f"has a NUL character at position {at}", "save its text as .txt, .md or .html", at)
    return text


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
