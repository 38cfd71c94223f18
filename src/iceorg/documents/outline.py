"""From pieces to blocks: what each is, how deep, and what it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.documents.furniture import has_date, is_date_set_off, normal
from iceorg.documents.headings import heading_levels
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Piece, Role
from iceorg.documents.shapes import is_capitals, is_prose, is_short, is_title, may_head, parts_of_menu
from iceorg.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.documents.furniture import Decision

_LEAD = re.compile(r"(?i)\b(?:following|below|these|as follows)\b[^.!?]{0,80}[.]?$")
_ALL_OF_THEM = frozenset({"each", "both", "all", "these", "they", "neither"})
_ROLE_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.ROW: BlockKind.ROW,
    Role.ITEM: BlockKind.ITEM,
    Role.NOTE: BlockKind.LABEL,
}
_STRONG = frozenset({"=", "-", "~", "bold"})
_SMALL_BULLETS = frozenset("o\u25e6\u25cb\u25ab\u25aa")
_ADDRESS = ("http://", "https://", "www.")
_KEY_BLANKS = 2
_TITLE_KEY_BLANKS = 9
_TITLE_BLANKS = 4
_DATE_LINE_WORDS = 9
_LIST_RUN = 3
_CENTRED = 9
_HEADED_SHARE = 0.5


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


def outline(pieces: Sequence[Piece], skipped: Mapping[int, Decision]) -> tuple[Block, ...]:
    """Return the blocks of a page, each with the block that it stands under."""
    blocks: list[Block] = [Block(BlockKind.PARAGRAPH, p.start, p.end) for p in pieces]
    roots: dict[int, int | None] = {0: None}
    for stream in sorted({piece.stream for piece in pieces}):
        indices = [i for i, piece in enumerate(pieces) if piece.stream == stream]
        root = root_of(blocks, pieces, indices[0]) if stream else None
        roots[stream] = root
        page = sorted_page([pieces[i] for i in indices], {k: skipped[i] for k, i in enumerate(indices) if i in skipped})
        levels = heading_levels(page.pieces, page.kinds)
        deeper = blocks[root].level if root is not None else 0
        for k, (parent, level) in enumerate(Nesting(page, levels).all()):
            i = indices[k]
            kind, piece = page.kinds[k], pieces[i]
            blocks[i] = Block(
                kind,
                piece.start,
                piece.end,
                level + (deeper if kind is BlockKind.HEADING else 0),
                (indices[parent] if parent is not None else root) if not kind.skipped else None,
                piece.cells,
                None,
                skipped[i][1] if i in skipped else "",
            )
    return tuple(with_headers(pieces, blocks))


def root_of(blocks: Sequence[Block], pieces: Sequence[Piece], first: int) -> int | None:
    """Return the heading that a list beside another stands under: the last one of the page itself before it."""
    for index in range(first - 1, -1, -1):
        if pieces[index].stream == 0 and not blocks[index].kind.skipped:
            return index if blocks[index].kind is BlockKind.HEADING else blocks[index].parent
    return None


def with_headers(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each row pointing at the row that heads its columns."""
    heads: dict[tuple[int, int], int] = {}
    found: list[Block] = []
    for index, (piece, block) in enumerate(zip(pieces, blocks, strict=True)):
        key = (piece.stream, piece.table)
        if block.kind is BlockKind.ROW and piece.heads:
            heads[key] = index
        elif block.kind is BlockKind.ROW and key in heads:
            block = replace(block, header=heads[key])  # noqa: PLW2901
        found.append(block)
    return found


def sorted_page(pieces: Sequence[Piece], skipped: Mapping[int, Decision]) -> Page:
    """Return the pieces of a stream with their kinds."""
    page = Page(pieces, [skipped[i][0] if i in skipped else kind_of(piece) for i, piece in enumerate(pieces)])
    sort_above_title(page)
    sort_titles_with_colon(page)
    sort_numbered(page)
    sort_runs(page)
    sort_lists(page)
    sort_last(page)
    return page


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


def sort_runs(page: Page) -> None:
    """Tell headings from listed lines where short lines follow each other without a blank line."""
    if page.pieces[0].stream:
        for index in range(len(page.pieces)):
            holds = page.kinds[index] is BlockKind.LABEL and len(children(page, index)) > 0
            if holds or (page.kinds[index] is BlockKind.HEADING and page.bare(index)):
                page.kinds[index] = BlockKind.ITEM
    index = 0
    while index < len(page.pieces):
        end = index + 1
        if page.kinds[index] is BlockKind.HEADING and page.bare(index):
            while (
                end < len(page.pieces)
                and page.bare(end)
                and not page.pieces[end].gap
                and page.kinds[end] is BlockKind.HEADING
            ):
                end += 1
            if follows_row(page, index) or is_sub_entry(page, index):
                page.kinds[index:end] = [BlockKind.ITEM] * (end - index)
            elif end - index > 1 and not is_masthead(page, index):
                sort_run(page, index, end)
        index = end


def is_sub_entry(page: Page, index: int) -> bool:
    """Whether a short line stands right below a marked item and is indented deeper."""
    above = index - 1
    while above >= 0 and not page.pieces[above + 1].gap and page.pieces[above].indent == page.pieces[index].indent:
        above -= 1
    if above < 0 or page.pieces[above + 1].gap:
        return False
    return page.kinds[above] is BlockKind.ITEM and page.pieces[above].indent < page.pieces[index].indent


def follows_row(page: Page, index: int) -> bool:
    """Whether a short line stands right below a row of a table and is indented, as its sub-entry."""
    return (
        index > 0
        and page.kinds[index - 1] is BlockKind.ROW
        and not page.pieces[index].gap
        and page.pieces[index].indent > 0
    )


def is_masthead(page: Page, index: int) -> bool:
    """Whether a line belongs to the title above everything else on the page."""
    return not page.pieces[index].stream and all(
        page.kinds[i] in {BlockKind.HEADING, BlockKind.LABEL} or page.kinds[i].skipped for i in range(index)
    )


def sort_run(page: Page, start: int, end: int) -> None:
    """Sort the short lines of one run: what has something deeper or a paragraph below it is a heading."""
    for index in range(start, end):
        if not heads_block(page, index, end):
            page.kinds[index] = BlockKind.ITEM
    first = page.pieces[start].words
    if (is_capitals(first) and not is_capitals(page.pieces[start + 1].words)) or first.endswith(":"):
        page.kinds[start] = BlockKind.HEADING


def heads_block(page: Page, index: int, end: int) -> bool:
    """Whether a short line heads what follows: prose right below it, or deeper lines that are no names."""
    following = index + 1
    if not page.read(following):
        return False
    piece, below = page.pieces[index], page.pieces[following]
    if following < end:
        return below.indent > piece.indent and any(page.kinds[i] is BlockKind.PARAGRAPH for i in children(page, index))
    first = below.words.split(None, 1)[0].lower()
    return (
        not below.gap and page.kinds[following] in {BlockKind.PARAGRAPH, BlockKind.ITEM} and first not in _ALL_OF_THEM
    )


def children(page: Page, index: int) -> range:
    """Return the pieces below one that are indented deeper than it."""
    end = index + 1
    while page.read(end) and page.pieces[end].indent > page.pieces[index].indent:
        end += 1
    return range(index + 1, end)


def sort_lists(page: Page) -> None:
    """Make items of short lines under a lead-in that nothing marks.

    Short lines below "... the following subtopics:" are items if another short line follows most of
    them; where a paragraph of its own follows most of them, they are headings.
    """
    for index, piece in enumerate(page.pieces):
        if page.kinds[index] is BlockKind.PARAGRAPH and piece.words.endswith(":"):
            for item in items_below(page, index + 1):
                page.kinds[item] = BlockKind.ITEM
                page.lead_ins[item] = index


def items_below(page: Page, start: int) -> list[int]:
    """Return the items below a lead-in that stands before `start`."""
    end = start
    while end < len(page.pieces) and is_loose(page, end):
        end += 1
    if end - start < _LIST_RUN:
        return list(range(start, end)) if end == len(page.pieces) else []
    loose = [i for i in range(start, len(page.pieces)) if is_loose(page, i)]
    headed = [i for i in loose if i + 1 < len(page.pieces) and is_prose(page.pieces[i + 1].words)]
    if len(headed) <= 1:
        return loose
    return list(range(start, end - 1)) if len(headed) < _HEADED_SHARE * len(loose) or end - start > _LIST_RUN else []


def is_loose(page: Page, index: int) -> bool:
    """Whether a piece is a short line in title or sentence case, with no mark of what it is."""
    return (
        page.kinds[index] in {BlockKind.HEADING, BlockKind.ITEM}
        and page.bare(index)
        and not is_capitals(page.pieces[index].words)
    )


def sort_last(page: Page) -> None:
    """Take back headings that head nothing."""
    read = False
    for index in range(len(page.pieces) - 1, -1, -1):
        kind = page.kinds[index]
        if kind is BlockKind.HEADING and not read and page.bare(index):
            page.kinds[index] = BlockKind.PARAGRAPH
        read = read or not kind.skipped


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


def sign_class(marker: str) -> str:
    """Return the class of a bullet, or the form of a number or letter.

    >>> sign_class("1."), sign_class("(a)"), sign_class("*"), sign_class("\u25e6")
    ('0.', '(a)', 'bullet', 'small bullet')
    """
    if any(c.isalnum() for c in marker) and marker != "o":
        return re.sub(r"[a-zA-Z]+", "a", re.sub(r"\d+", "0", marker))
    return "small bullet" if marker in _SMALL_BULLETS else "bullet"
