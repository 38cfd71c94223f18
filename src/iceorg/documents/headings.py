"""Levels of headings, where mark-up gives them and where only looks tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.shapes import is_capitals
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.documents.pieces import Piece

Rank = tuple[int, int, int]
_PART = re.compile(
    r"(?i)(?:part|title|chapter|section|appendix|volume|schedule|article)\s+(?:[ivxlc]{1,6}|[a-z]|\d{1,3})\b"
)
_STYLE_RANK = {"#": 1, "=": 2, "-": 3}
_NAMED_PART = 4
_CAPITALS = 5
_NUMBERED = 6
_WEAK_STYLE_RANK = {"~": 10, "bold": 11}
_PLAIN = 12
_CENTRED = 9


def heading_levels(pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Return the level of every heading by its index: 1 for the page's title.

    Headings of one look are of one rank, and stronger looks stand above weaker ones. Where some
    headings stand right above another of their own look, these are of the upper rank and the rest
    of the lower: a level that nothing but the order shows.
    """
    headings = [i for i, kind in enumerate(kinds) if kind is BlockKind.HEADING]
    looks = {i: look_of(pieces[i]) for i in headings}
    title = title_of(headings, pieces, kinds)
    upper = {i for i in headings if i != title and stands_above(i, headings, looks, kinds)}
    split = {looks[i] for i in upper}
    ranks: dict[int, Rank] = {}
    for index in headings:
        look = looks[index]
        ranks[index] = (0, 0, 0) if index == title else (*look, int(look in split and index not in upper))
    order = {rank: place for place, rank in enumerate(sorted(set(ranks.values())), 1)}
    return {index: order[rank] for index, rank in ranks.items()}


def title_of(headings: Sequence[int], pieces: Sequence[Piece], kinds: Sequence[BlockKind]) -> int | None:
    """Return the heading that is the page's title: the first, if no prose stands before it and it is no section's."""
    if not headings:
        return None
    first = headings[0]
    if pieces[first].level:
        same = [i for i in headings if pieces[i].level == pieces[first].level]
        return first if len(same) == 1 and pieces[first].level == min(pieces[i].level or 9 for i in headings) else None
    if pieces[first].stream or pieces[first].marker or pieces[first].words.endswith("?"):
        return None
    if any(kind is BlockKind.PARAGRAPH for kind in kinds[:first]) or is_one_of_many(first, headings, pieces):
        return None
    return first


def is_one_of_many(first: int, headings: Sequence[int], pieces: Sequence[Piece]) -> bool:
    """Whether the text below the first heading is indented, as below others of its look: then it is no title."""
    below = pieces[first + 1 : first + 2]
    text = bool(below) and first + 1 not in headings and not below[0].gap
    return (
        text
        and below[0].indent > pieces[first].indent
        and any(look_of(pieces[i]) == look_of(pieces[first]) for i in headings[1:])
    )


def look_of(piece: Piece) -> tuple[int, int]:
    """Return how strongly a heading is set: smaller is stronger, and what is indented is weaker."""
    if piece.level:
        return piece.level, 0
    indent = 0 if piece.indent >= _CENTRED else piece.indent
    looks = (
        (piece.style in _STYLE_RANK, _STYLE_RANK.get(piece.style, 0)),
        (bool(piece.marker), _NUMBERED + piece.marker.strip(".").count(".")),
        (bool(_PART.match(piece.words)), _NAMED_PART),
        (is_capitals(piece.words), _CAPITALS),
    )
    return next((rank for holds, rank in looks if holds), _WEAK_STYLE_RANK.get(piece.style, _PLAIN)), indent


def stands_above(
    index: int, headings: Sequence[int], looks: dict[int, tuple[int, int]], kinds: Sequence[BlockKind]
) -> bool:
    """Whether a heading stands right above another of its own look."""
    following = index + 1
    while following < len(kinds) and kinds[following].skipped:
        following += 1
    return following in looks and looks[following] == looks[index] and headings[-1] != index
