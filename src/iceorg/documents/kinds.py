"""What each piece of a page is: a heading, a label, an item or a paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.documents.furniture import has_date, is_date_set_off, normal
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Role
from iceorg.documents.shapes import is_capitals, is_prose, is_short, is_title, may_head, parts_of_menu, sign_class
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.documents.pieces import Piece

_ROLE_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.ROW: BlockKind.ROW,
    Role.ITEM: BlockKind.ITEM,
    Role.NOTE: BlockKind.LABEL,
}
_STRONG = frozenset({"=", "-", "~", "bold"})
_ADDRESS = ("http://", "https://", "www.")
_KEY_BLANKS = 2
_TITLE_KEY_BLANKS = 9
_TITLE_BLANKS = 4
_DATE_LINE_WORDS = 9


@dataclass(slots=True)
class Page:
    """The pieces of one stream while their kinds are being found.

    Args:
        pieces: In text order.
        kinds: The kind of each piece, as far as known.
        lead_ins: For items without marks, the index of the lead-in they are listed under.
    """

    pieces: Sequence[Piece]
    kinds: list[BlockKind]
    lead_ins: dict[int, int] = field(default_factory=dict)

    def bare(self, index: int) -> bool:
        """Whether a piece is a short line that nothing marks as what it is."""
        piece = self.pieces[index]
        return piece.role is Role.TEXT and not piece.marker and not piece.style and may_head(piece.words)

    def read(self, index: int) -> bool:
        """Whether a piece exists and is not furniture."""
        return index < len(self.pieces) and not self.kinds[index].skipped


def kind_of(piece: Piece) -> BlockKind:
    """Return what a piece is by itself, whatever stands around it."""
    by_mark_up = _ROLE_KINDS.get(piece.role)
    if by_mark_up:
        return by_mark_up
    if piece.marker:
        return BlockKind.ITEM
    words = piece.words
    if normal(words) in phrases().kickers:
        return BlockKind.LABEL
    strong = (piece.style in _STRONG or is_capitals(words)) and may_head(words) and not has_date(words)
    if not strong and is_label(words):
        return BlockKind.LABEL
    lead_in = words.endswith(":") and not is_title(words)
    looks = strong or may_head(words) or (bool(piece.style) and is_short(words))
    heading = looks and piece.role is not Role.BODY and (strong or not lead_in)
    return BlockKind.HEADING if heading else BlockKind.PARAGRAPH


def is_label(words: str) -> bool:
    """Whether a line is a date, an address, a document number, or a value with its key.

    >>> [is_label(w) for w in ("Director: Jane Roe", "July 30, 2020Washington, DC", "Ongoing Activities:")]
    [True, True, False]
    """
    if words.lstrip("<").startswith(_ADDRESS) and " " not in words:
        return True
    if not is_short(words):
        return False
    if is_dateline(words):
        return True
    key, colon, value = words.partition(":")
    if (
        colon
        and value[:1].isspace()
        and key.strip().count(" ") <= (_TITLE_KEY_BLANKS if is_title(key) else _KEY_BLANKS)
    ):
        return True
    return normal(words).startswith(tuple(phrases().stamps)) and any(c.isdigit() for c in words)


def is_dateline(words: str) -> bool:
    """Whether a line is there for its date: short, or with the date at its start or set off from the rest.

    >>> is_dateline("Strawberry Moon - June 2, 2023 - free"), is_dateline("Report for the long year that ended on 30 June 1998")
    (True, False)
    """
    if not has_date(words):
        return False
    short = len(words.split()) <= _DATE_LINE_WORDS
    return short or bool(parts_of_menu(words)) or words[0] in "([*" or is_date_set_off(words)


def sort_above_title(page: Page) -> None:
    """Make labels of short lines above the first heading that mark-up gives: a site's name is no heading of its page."""
    marked = [i for i, p in enumerate(page.pieces) if p.level and page.kinds[i] is BlockKind.HEADING]
    for index in range(marked[0] if marked else 0):
        if page.kinds[index] is BlockKind.HEADING and page.bare(index):
            page.kinds[index] = BlockKind.LABEL


def sort_titles_with_colon(page: Page) -> None:
    """Make headings of lines such as "Section 5: How the Office Is Run" that stand apart above a paragraph."""
    for index, piece in enumerate(page.pieces[:-1]):
        below = page.pieces[index + 1]
        value = piece.words.partition(":")[2].strip()
        if (
            page.kinds[index] is BlockKind.LABEL
            and piece.gap
            and below.gap
            and is_prose(below.words)
            and value.count(" ") >= _TITLE_BLANKS
            and is_title(value)
            and all(c.isalpha() or c in " '\u2019-&" for c in value)
        ):
            page.kinds[index] = BlockKind.HEADING


def sort_numbered(page: Page) -> None:
    """Make headings of numbered short lines that a paragraph follows, and of the others in their series."""
    series: set[tuple[str, int]] = set()
    for index, piece in enumerate(page.pieces):
        if may_be_numbered_heading(page, index) and page.read(index + 1):
            below = page.pieces[index + 1]
            prose = page.kinds[index + 1] in {BlockKind.PARAGRAPH, BlockKind.LABEL} and not below.marker
            if prose and (is_prose(below.words) or is_capitals(piece.words)):
                page.kinds[index] = BlockKind.HEADING
                series.add((sign_class(piece.marker), piece.indent))
    for index, piece in enumerate(page.pieces):
        if may_be_numbered_heading(page, index) and piece.gap and (sign_class(piece.marker), piece.indent) in series:
            page.kinds[index] = BlockKind.HEADING


def may_be_numbered_heading(page: Page, index: int) -> bool:
    """Whether an item is a short line with a number that stands apart from the item before it."""
    piece = page.pieces[index]
    if page.kinds[index] is not BlockKind.ITEM or piece.role is not Role.TEXT or not may_head(piece.words):
        return False
    apart = (
        piece.gap > 0
        or index == 0
        or page.kinds[index - 1] is not BlockKind.ITEM
        or page.pieces[index - 1].indent > piece.indent
    )
    return apart and any(c.isdigit() for c in piece.marker)


def sort_last(page: Page) -> None:
    """Take back headings that head nothing."""
    read = False
    for index in range(len(page.pieces) - 1, -1, -1):
        kind = page.kinds[index]
        if kind is BlockKind.HEADING and not read and page.bare(index):
            page.kinds[index] = BlockKind.PARAGRAPH
        read = read or not kind.skipped
