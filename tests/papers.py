"""PDFs, written by hand: lines of text at their places, one font, no compression."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP, LEFT, LEADING = 760, 60, 14


def page_of(lines: Sequence[str]) -> bytes:
    """Return what draws a page of lines; an empty one leaves room."""
    shown = [
        f"1 0 0 1 {LEFT} {TOP - LEADING * number} Tm ({_escaped(line)}) Tj" for number, line in enumerate(lines) if line
    ]
    return "\n".join(["BT /F1 11 Tf", *shown, "ET"]).encode("latin-1")


def paper(*pages: Sequence[str] | bytes) -> bytes:
    """Return a PDF of pages, each given as lines or as what draws it."""
    drawn = [page if isinstance(page, bytes) else page_of(page) for page in pages]
    places = [3 + 2 * number for number in range(len(drawn))]
    font = 3 + 2 * len(drawn)
    resources = f"/Resources << /Font << /F1 {font} 0 R >> >> /MediaBox [0 0 612 792]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(drawn)} /Kids [{' '.join(f'{place} 0 R' for place in places)}] >>".encode(),
    ]
    for place, content in zip(places, drawn, strict=True):
        objects += [
            f"<< /Type /Page /Parent 2 0 R {resources} /Contents {place + 1} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file([*objects, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"])


def locked(data: bytes, password: str = "") -> bytes:
    """Return a PDF encrypted, so that a password opens it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="keeper", algorithm="RC4-128")  # noqa: S106 - it keeps nothing
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _file(objects: Sequence[bytes]) -> bytes:
    """Return the file of some objects, with the table of where they lie."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return bytes(
        out
    ) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
