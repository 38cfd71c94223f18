"""How many letters fit on a card: widths of letters, estimated on the generous side.

The browser's font is not known when the page is written, so a width is a guess: what a common
sans-serif takes, and a tenth more.
"""

from __future__ import annotations

import unicodedata
from typing import Final

SIZE: Final = 12.5
"""Pixels: the size of the letters on a card."""

_NARROW: Final = frozenset("iljtfrI.,:;'\N{RIGHT SINGLE QUOTATION MARK}|!()[]-/ ")
_WIDE: Final = frozenset("mwMW@%—")


def width_of(text: str) -> float:
    """Return about how many pixels a text is wide on a card.

    >>> width_of("mmm") > width_of("iii") > 0
    True
    """
    return SIZE * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.1
    return 0.74 if letter.isupper() else 0.61


def wrap(text: str, room: float, lines: int) -> tuple[str, ...]:
    """Return a text in at most so many lines of a width; what does not fit ends in an ellipsis.

    Args:
        text: The text; runs of white space count as one blank.
        room: Pixels that a line may take.
        lines: How many lines there may be.

    Example:
        >>> wrap("Office of Detention and Removal Operations", 140, 2)
        ('Office of Detention', 'and Removal…')
    """
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or width_of(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    shown = [_cut(line, room) for line in found[:lines]]
    if len(found) > lines:
        shown[-1] = _cut(shown[-1].removesuffix("…") + "…", room)
    return tuple(shown)


def _cut(line: str, room: float) -> str:
    """Return a line that fits, shortened if it must be."""
    if width_of(line) <= room:
        return line
    kept = line.removesuffix("…")
    while kept and width_of(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
