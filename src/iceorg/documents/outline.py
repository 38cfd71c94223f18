"""From pieces to blocks: headings with levels, items, labels, rows, and what stands under what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iceorg.documents.furniture import Decision, has_date, normal
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Piece, Role
from iceorg.documents.shapes import is_capitals, is_prose, is_short, may_head
from iceorg.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LABEL = re.compile(r"[A-Z0-9“\"(][^:\n]{0,48}:(?:\s|$)")
_LIST_RUN = 3
_HEADED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Sorted:
    """A piece with its kind."""

    piece: Piece
    kind: BlockKind
    reason: str = ""


def outline(pieces: Sequence[Piece], skipped: Mapping[int, Decision]) -> tuple[Block, ...]:
    """Return the blocks of a page, each with the block that it stands under."""
    kinds = kinds_of(pieces, skipped)
    levels = levels_of(pieces, kinds)
    reasons = {i: reason for i, (_, reason) in skipped.items()}
    blocks = [
        Block(kind, piece.start, piece.end, levels.get(i, 0), None, piece.cells, None, reasons.get(i, ""))
        for i, (piece, kind) in enumerate(zip(pieces, kinds, strict=True))
    ]
    return tuple(
        replace(block, parent=parent) for block, parent in zip(blocks, parents_of(pieces, blocks), strict=True)
    )


def kinds_of(pieces: Sequence[Piece], skipped: Mapping[int, Decision]) -> list[BlockKind]:
    """Return the kind of every piece."""
    kinds = [skipped[i][0] if i in skipped else kind_of(piece) for i, piece in enumerate(pieces)]
    for index in unmarked_items(pieces, kinds):
        kinds[index] = BlockKind.ITEM
    for index, kind in enumerate(kinds):
        if kind is BlockKind.HEADING and pieces[index].role is Role.TEXT and not heads_something(kinds, index):
            kinds[index] = BlockKind.PARAGRAPH
    return kinds


def kind_of(piece: Piece) -> BlockKind:
    """Return what a piece looks like by itself."""
    if piece.role is Role.HEADING:
        return BlockKind.HEADING
    if piece.role is Role.ROW or piece.cells:
        return BlockKind.ROW
    if piece.role is Role.ITEM or piece.marker:
        return BlockKind.ITEM
    if is_label(piece.words):
        return BlockKind.LABEL
    if piece.style or may_head(piece.words):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def is_label(words: str) -> bool:
    """Whether a line is a date, an address, a document number, or a value with its key.

    >>> is_label("Director: Jane Roe"), is_label("July 30, 2020Washington, DC"), is_label("Ongoing Activities:")
    (True, True, False)
    """
    if not is_short(words):
        return False
    if words.startswith(("http://", "https://", "www.")) or (has_date(words) and len(words.split()) <= 9):
        return True
    match = _LABEL.match(words)
    if match:
        return match.end() < len(words) and match[0].count(" ") <= 6
    return normal(words).startswith(phrases().stamps) and has_date(words)


def heads_something(kinds: Sequence[BlockKind], index: int) -> bool:
    """Whether something that is read follows a heading."""
    return any(not kind.skipped for kind in kinds[index + 1 :])


def unmarked_items(pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> Iterator[int]:
    """Yield the short lines under a lead-in that are its items though nothing marks them.

    Short lines below "... the following subtopics:" are items if most are followed by another
    short line; if most are followed by a paragraph of their own, they are headings.
    """
    for index, piece in enumerate(pieces):
        if kinds[index] is BlockKind.PARAGRAPH and piece.words.endswith(":"):
            yield from items_below(pieces, kinds, index + 1)


def items_below(pieces: Sequence[Piece], kinds: Sequence[BlockKind], start: int) -> list[int]:
    """Return the items below a lead-in that stands before `start`."""
    run = start
    while run < len(pieces) and is_bare(pieces[run], kinds[run]):
        run += 1
    section = range(start, len(pieces))
    bare = [i for i in section if is_bare(pieces[i], kinds[i])]
    headed = [i for i in bare if i + 1 < len(pieces) and is_prose(pieces[i + 1].words)]
    if run - start >= _LIST_RUN and len(headed) < _HEADED_SHARE * len(bare):
        return bare if len(headed) <= 1 else list(range(start, run - 1))
    return []


def is_bare(piece: Piece, kind: BlockKind) -> bool:
    """Whether a piece is a short line that mark-up says nothing about."""
    return kind is BlockKind.HEADING and piece.role is Role.TEXT and not piece.style


def levels_of(pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Return the level of every heading and item."""
    levels = {i: 1 for i, kind in enumerate(kinds) if kind is BlockKind.ITEM}
    levels.update(heading_levels(pieces, kinds))
    return levels


def heading_levels(pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Return the level of every heading.

    In plain text the first heading is the page's title; a heading right above another of its own
    style is of the upper rank, one above a paragraph of the lower.
    """
    headings = [i for i, kind in enumerate(kinds) if kind is BlockKind.HEADING]
    levels: dict[int, int] = {}
    upper = {i for i in headings[1:] if i + 1 in headings[1:]}
    for place, index in enumerate(headings):
        if pieces[index].level:
            levels[index] = pieces[index].level
        elif place == 0:
            levels[index] = 1
        elif upper and index not in upper:
            levels[index] = 3
        else:
            levels[index] = 2
    return levels


def parents_of(pieces: Sequence[Piece], blocks: Sequence[Block]) -> Iterator[int | None]:
    """Yield for every block the index of the block that it stands under."""
    headings: list[int] = []
    lead_in: int | None = None
    for index, block in enumerate(blocks):
        if block.kind.skipped:
            yield None
            continue
        if block.kind is BlockKind.HEADING:
            while headings and blocks[headings[-1]].level >= block.level:
                headings.pop()
            yield headings[-1] if headings else None
            headings.append(index)
            lead_in = None
            continue
        heading = headings[-1] if headings else None
        if block.kind is BlockKind.ITEM:
            yield heading if lead_in is None else lead_in
            continue
        yield heading
        if block.kind is BlockKind.PARAGRAPH and pieces[index].words.endswith(":"):
            lead_in = index
