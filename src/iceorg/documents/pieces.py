"""Pieces: what a reader of text, Markdown or HTML hands on, before it is known what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from iceorg.model import JOINER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Span


class Role(StrEnum):
    """What mark-up says that a piece is. Plain text says little, so most of it is TEXT."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    BODY = "body"
    """More text of an item: never a heading."""
    NOTE = "note"
    """What stands in the right corner of a line: never a heading either."""


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
        stream: Number of the list it is in, where lists stand side by side; 0 for the page itself.
        linked: Whether all its words are links.
        parts: Number of parts that wide gaps or bars divide a lone line into.
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
    stream: int = 0
    linked: bool = False
    parts: int = 0


Mark = tuple[int, int, str]
"""A stretch of mark-up: start, end, and what a person sees of it (often nothing)."""


def masked(text: str, marks: Iterable[Mark], *, joining: bool = False) -> str:
    """Return the text with blanks in place of mark-up; line ends stay, and so does every offset.

    Args:
        text: The text.
        marks: What to blank out. What overlaps an earlier mark is left out.
        joining: Whether mark-up between two letters is part of a word, and so filled with `JOINER`.

    >>> masked("a **b** c", [(2, 4, ""), (5, 7, "")])
    'a   b   c'
    >>> masked("AT&amp;T", [(2, 7, "&")], joining=True).replace(JOINER, "_")
    'AT&____T'
    """
    parts: list[str] = []
    done = 0
    for start, end, shown in merged(marks):
        if start < done:
            continue
        parts.append(text[done:start])
        before = bool(shown) or goes_with(text[start - 1 : start])
        inside = joining and before and goes_with(text[end : end + 1]) and not shown.isspace()
        rest = text[start + len(shown) : end]
        parts += [shown, JOINER * len(rest) if inside else _NOT_LINE_END.sub(" ", rest)]
        done = end
    return "".join([*parts, text[done:]])


def merged(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in order, with those that touch and show nothing as one."""
    found: list[Mark] = []
    for start, end, shown in sorted(marks):
        if found and found[-1][1] == start and not shown and not found[-1][2]:
            found[-1] = (found[-1][0], end, "")
        else:
            found.append((start, end, shown))
    return found


def goes_with(character: str) -> bool:
    """Whether a character is of a word, not between two."""
    return character.isalnum() or (character in "'\u2019&-" and character != "")


def joined(text: str) -> str:
    """Return what a person sees of a stretch of the view, every run of white space as one blank."""
    return " ".join(text.replace(JOINER, "").split())


_NOT_LINE_END = re.compile(r"[^\r\n]")
