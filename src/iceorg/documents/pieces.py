"""Pieces: what a reader of text, Markdown or HTML hands on, before it is known what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model.document import Span


class Role(StrEnum):
    """What mark-up says that a piece is. Plain text says little, so most of it is TEXT."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that belongs together: a joined paragraph, a line, an item, a table row.

    Args:
        start: Offset of its first visible character.
        end: Offset after its last visible character.
        words: What a person sees, every run of white space as one blank.
        gap: Number of blank lines above it.
        indent: Column of its first character.
        marker: The bullet or number before an item.
        role: What mark-up says that it is.
        level: Depth of a heading or an item as mark-up says it; 0 if it says nothing.
        cells: The cells of a row.
        heads: Whether a row heads the rows below it.
        style: How a heading is set, such as `=` for an underline; headings of one style are of one rank.
        zone: Rule id of the furniture that mark-up puts it in, such as `B-NAV`.
        table: Number of the table that a row belongs to.
    """

    start: int
    end: int
    words: str
    gap: int = 0
    indent: int = 0
    marker: str = ""
    role: Role = Role.TEXT
    level: int = 0
    cells: tuple[Span, ...] = ()
    heads: bool = False
    style: str = ""
    zone: str = ""
    table: int = 0


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with blanks in place of the spans; line ends stay.

    >>> masked("a **b** c", [(2, 4), (5, 7)])
    'a   b   c'
    """
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        parts += [text[done : max(start, done)], blanks(text[max(start, done) : end])]
        done = end
    return "".join([*parts, text[done:]])


def blanks(text: str) -> str:
    """Return as many blanks as the text has characters, with its line ends kept."""
    return _NOT_LINE_END.sub(" ", text)


_NOT_LINE_END = re.compile(r"[^\r\n]")
