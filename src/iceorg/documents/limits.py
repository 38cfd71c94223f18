"""How much of a stranger's file is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_HARMLESS: Final = 1_000_000
"""So many bytes may be packed as small as they like."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file, and what lies in it, may come to. Each limit that is met is told.

    Args:
        document: Bytes of a document that is text, and of the text that is made of any other.
        lines: Lines of a document.
        file: Bytes of a PDF or a Word file, most of which are pictures.
        parts: Bytes of all that is text in a Word file, with its mark-up.
        pages: Pages of a PDF.
        page: Bytes of what draws one page of a PDF.
        drawn: Bytes of what draws all of its pages.
        archive: Bytes of an archive.
        members: Files in an archive.
        records: Records in a web archive, most of which are no pages.
        unpacked: Bytes of all that is read of an archive.
        seconds: Seconds of work that the text of one PDF or Word file may take.
        ratio: How many times larger than its packed form something may be.
    """

    document: int = 10_000_000
    lines: int = 200_000
    file: int = 100_000_000
    parts: int = 20_000_000
    pages: int = 5_000
    page: int = 5_000_000
    drawn: int = 100_000_000
    archive: int = 2_000_000_000
    members: int = 50_000
    records: int = 1_000_000
    unpacked: int = 1_000_000_000
    seconds: int = 120
    ratio: int = 200

    def is_bomb(self, packed: int, unpacked: int) -> bool:
        """Whether something unpacks to so much more than it is that it is meant to do harm.

        >>> Limits().is_bomb(10_000, 9_000_000), Limits().is_bomb(1_000, 900_000)
        (True, False)
        """
        return unpacked > _HARMLESS and unpacked > packed * self.ratio
