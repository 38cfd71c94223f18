"""From pieces to blocks: what each is, how deep, and what it stands under."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.documents.headings import heading_levels
from iceorg.documents.kinds import Page, kind_of, sort_above_title, sort_last, sort_numbered, sort_titles_with_colon
from iceorg.documents.nesting import Nesting
from iceorg.documents.runs import sort_lists, sort_runs
from iceorg.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.documents.furniture import Decision
    from iceorg.documents.pieces import Piece


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
