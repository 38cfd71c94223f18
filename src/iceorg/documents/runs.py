"""Short lines that nothing marks: headings or items, as what stands around them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.documents.shapes import is_capitals, is_prose
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from iceorg.documents.kinds import Page

_ALL_OF_THEM = frozenset({"each", "both", "all", "these", "they", "neither"})
_LIST_RUN = 3
_HEADED_SHARE = 0.5


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
