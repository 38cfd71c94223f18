"""How much of a stranger's file is taken in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file, and what lies in it, may come to. Each limit that is met is told.

    Args:
        document: Bytes of a document that is text, and of the text that is made of any other.
        lines: Lines of a document.
        file: Bytes of a PDF or a Word file, most of which are pictures.
        pages: Pages of a PDF.
        page: Bytes of what draws one page of a PDF.
        archive: Bytes of an archive.
        members: Files or records in an archive.
        unpacked: Bytes of all that is read of an archive.
        ratio: How many times larger than its packed form something may be.
    """

    document: int = 10_000_000
    lines: int = 200_000
    file: int = 100_000_000
    pages: int = 5_000
    page: int = 5_000_000
    archive: int = 2_000_000_000
    members: int = 50_000
    unpacked: int = 1_000_000_000
    ratio: int = 200
