"""What each piece of a page stands under."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.pieces import Role
from iceorg.documents.shapes import sign_class
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.documents.kinds import Page
    from iceorg.documents.pieces import Piece

_LEAD = re.compile(r"(?i)\b(?:following|below|these|as follows)\b[^.!?]{0,80}[.]?$")
_CENTRED = 9


class Nesting:
    """Finds for every piece of a page the piece that it stands under, going down the page once."""

    def __init__(self, page: Page, levels: Mapping[int, int]) -> None:
        self.page = page
        self.levels = levels
        self.headings: list[int] = []
        self.items: list[tuple[int, int, str]] = []
        self.rows: list[tuple[int, int]] = []
        self.lead_in: int | None = None
        self.last: int | None = None
        self.hanging: set[int] = set()

    def all(self) -> list[tuple[int | None, int]]:
        """Return the parent and the level of every piece."""
        return [self.place(i) for i in range(len(self.page.pieces))]

    def place(self, index: int) -> tuple[int | None, int]:
        """Return the parent and the level of one piece, and note what it means for those below."""
        kind = self.page.kinds[index]
        if kind.skipped:
            return None, 0
        if kind is BlockKind.HEADING:
            return self.place_heading(index)
        self.leave_headings(index)
        if kind is not BlockKind.ROW and self.page.pieces[index].gap:
            self.rows.clear()
        found = {BlockKind.ITEM: self.place_item, BlockKind.ROW: self.place_row}.get(kind, self.place_text)(index)
        self.last = index
        return found

    def place_heading(self, index: int) -> tuple[int | None, int]:
        """Place a heading under the nearest one of a higher level."""
        level = self.levels[index]
        while self.headings and self.levels[self.headings[-1]] >= level:
            self.headings.pop()
        parent = self.headings[-1] if self.headings else None
        self.headings.append(index)
        self.items.clear()
        self.rows.clear()
        self.lead_in, self.last = None, index
        return parent, level

    def leave_headings(self, index: int) -> None:
        """Leave headings whose content is indented, where the text returns to their own column."""
        piece = self.page.pieces[index]
        while self.headings:
            heading = self.page.pieces[self.headings[-1]]
            if heading.role is Role.HEADING or heading.indent >= _CENTRED:
                break
            if self.last == self.headings[-1]:
                if piece.indent > heading.indent:
                    self.hanging.add(self.headings[-1])
                break
            outside = piece.indent < heading.indent or (
                self.headings[-1] in self.hanging and piece.indent <= heading.indent
            )
            if not outside:
                break
            self.headings.pop()
            self.lead_in = None

    @property
    def heading(self) -> int | None:
        """The heading that the page is under now."""
        return self.headings[-1] if self.headings else None

    def place_item(self, index: int) -> tuple[int | None, int]:
        """Place an item under the item that it is indented below, the lead-in or the heading."""
        piece = self.page.pieces[index]
        if index in self.page.lead_ins:
            return self.page.lead_ins[index], 1
        if not self.items:
            self.lead_in = self.lead_in_before(index)
        sign = sign_class(piece.marker)
        while self.items and not self.is_above(self.items[-1], piece, sign):
            self.items.pop()
        row = next((r for r, indent in reversed(self.rows) if indent < piece.indent), None)
        above = row if row is not None else self.lead_in if self.lead_in is not None else self.heading
        parent = self.items[-1][0] if self.items else above
        self.items.append((index, piece.indent, sign))
        return parent, len(self.items)

    @staticmethod
    def is_above(item: tuple[int, int, str], piece: Piece, sign: str) -> bool:
        """Whether an item is one that a piece is nested under."""
        if piece.role is Role.ITEM or abs(piece.indent - item[1]) > 1:
            return piece.indent > item[1]
        return sign != item[2] and not piece.gap

    def lead_in_before(self, index: int) -> int | None:
        """Return the piece right above a list or table if it introduces it, or None."""
        if self.last is None or self.page.kinds[self.last] is BlockKind.HEADING:
            return None
        if self.page.kinds[self.last] in {BlockKind.ROW, BlockKind.ITEM}:
            return None if self.page.pieces[index].gap else self.lead_in
        words = self.page.pieces[self.last].words
        if self.page.kinds[self.last] is BlockKind.LABEL and self.page.pieces[index].gap:
            return None
        unfinished = words.endswith(":") or words[-1].isalpha() or words[-1] in ",-\u2013\u2014"
        return self.last if unfinished or _LEAD.search(words[-120:]) else None

    def place_row(self, index: int) -> tuple[int | None, int]:
        """Place a row under the row that it is indented below, the lead-in or the heading."""
        piece = self.page.pieces[index]
        if not self.rows and not self.same_table(index):
            self.lead_in = self.lead_in_before(index)
        while self.rows and self.rows[-1][1] + 1 >= piece.indent:
            self.rows.pop()
        item = self.item_around(piece)
        above = item if item is not None else self.lead_in if self.lead_in is not None else self.heading
        parent = self.rows[-1][0] if self.rows else above
        if not piece.heads:
            self.rows.append((index, piece.indent))
        return parent, len(self.rows) or 1

    def same_table(self, index: int) -> bool:
        """Whether the piece before a row is a row of the same table."""
        pieces = self.page.pieces
        return self.last is not None and pieces[self.last].table > 0 and pieces[self.last].table == pieces[index].table

    def item_around(self, piece: Piece) -> int | None:
        """Return the item that a piece is indented below, or None."""
        while self.items and piece.indent <= self.items[-1][1]:
            self.items.pop()
        return self.items[-1][0] if self.items else None

    def place_text(self, index: int) -> tuple[int | None, int]:
        """Place a paragraph or label under the item that it is indented below, or the heading."""
        item = self.item_around(self.page.pieces[index])
        return (item if item is not None else self.heading), 0
