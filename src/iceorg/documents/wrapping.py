"""Wrapped lines: which go on in the next line, so that a paragraph is one however it was wrapped.

A line goes on where the next word would not have fitted, or where it breaks off in the middle of
a phrase. What stands by itself (headings, items, rows, keys) never does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from iceorg.documents.lines import Line, is_key
from iceorg.documents.shapes import ends_sentence, is_capitals, is_title
from iceorg.documents.signs import LONG_DASHES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HANGING_WORD = re.compile(
    r"\b(?:a|an|and|as|at|be|by|for|from|has|have|in|into|is|its|nor|of|on|or|our|that|the|their|through|to|under|was"
    r"|were|which|whose|will|with)$"
)
_SHORTEST = 40
_WIDEST = 130
_CENTRED = 20
_RAGGED = 0.88
_LOOSE = 0.75
_MENU_PARTS = 4


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a text is wrapped; zeros for a text that is not.

    Args:
        usual: The usual column where lines that go on end.
        largest: The largest of these.
    """

    usual: float = 0.0
    largest: float = 0.0

    def is_full(self, before: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted on the line before.

        A line at whose end a sentence ends must be fuller, as a paragraph may end there as well.
        """
        reach = before.edge + 1 + len(line.words.split(None, 1)[0])
        limit = min(self.largest, self.usual * _RAGGED) if ends_piece(before) else self.usual
        return self.usual > 0 and reach > limit


def width_of(lines: Sequence[Line]) -> Width:
    """Return how wide a text is wrapped.

    A line goes on for certain where the next one starts in lower case and no sentence ends
    between. A text with more over-long lines than such lines is not wrapped.
    """
    edges = [before.edge for before, line in pairwise(lines) if surely_goes_on(before, line)]
    unwrapped = sum(line.edge > _WIDEST for line in lines)
    return Width(median(edges), max(edges)) if len(edges) > unwrapped else Width()


def surely_goes_on(before: Line, line: Line) -> bool:
    """Whether a line continues the one before it whatever the width of the text is."""
    return (
        _SHORTEST <= before.edge <= _WIDEST
        and not line.gap
        and not line.marker
        and line.indent <= before.column + 1
        and line.words[0].islower()
        and not before.words.endswith((".", ":", ";", "!", "?"))
    )


@dataclass(frozen=True, slots=True)
class Break:
    """A line end, and whether it ends the piece.

    Args:
        first: The first line of the piece.
        before: The line before the line end.
        line: The line after it.
        width: How wide the text is wrapped.
    """

    first: Line
    before: Line
    line: Line
    width: Width

    @property
    def full(self) -> bool:
        """Whether the next word would not have fitted."""
        return self.width.is_full(self.before, self.line)


def goes_on(first: Line, before: Line, line: Line, width: Width) -> bool:
    """Whether a line continues the one before it, in the piece that `first` begins."""
    if line.gap or line.marker or is_set_off(before) or is_set_off(line) or line.zone != before.zone:
        return False
    at = Break(first, before, line, width)
    return next(answer for rule in _RULES if (answer := rule(at)) is not None)


def below_key(at: Break) -> bool | None:
    """A line below a key and its value goes on if it stands below the value; another key never does."""
    if not is_key(at.first.words) or at.full:
        return None
    return False if is_key(at.line.words) else True if hangs_below(at.first, at.line) else None


def below_centred(at: Break) -> bool | None:
    """A centred line goes on only in the middle of a phrase."""
    centred = at.first.indent >= _CENTRED and not at.first.marker
    return is_unfinished(at.before.words, at.line.words) if centred else None


def below_marker(at: Break) -> bool | None:
    """An item goes on in a line that stands below its words and begins in lower case."""
    hangs = bool(at.first.marker) and abs(at.line.indent - at.first.column) <= 1
    return True if hangs and at.line.words[0].islower() and not ends_piece(at.before) else None


def indented(at: Break) -> bool | None:
    """A line that is indented deeper goes on only if the one before is full, in an item in the midst of a sentence only."""
    deeper = at.line.indent > max(at.first.column, at.before.column) + 1
    open_ended = not at.first.marker or not ends_piece(at.before)
    return at.full and open_ended if deeper and not at.before.words.isupper() else None


def in_capitals(at: Break) -> bool | None:
    """A line in capitals goes on in capitals only."""
    capitals = is_capitals(at.before.words) and " " in at.before.words
    if not capitals or is_capitals(at.line.words):
        return True if capitals and at.before.words.endswith(",") else None
    return False


def filled(at: Break) -> bool | None:
    """A full line goes on."""
    return True if at.full else None


def in_midst(at: Break) -> bool:
    """A line that is not quite full goes on in the middle of a phrase."""
    if ends_piece(at.before):
        return False
    if at.before.edge < _SHORTEST:  # what was left of a line that was wrapped twice stands alone: "The", then the rest
        rest = at.before is not at.first
        return rest and (at.line.words[0].islower() or not is_title(at.line.words))
    usual = at.width.usual
    loose = usual > 0 and at.before.edge >= usual * _LOOSE and not is_title(at.line.words)
    return loose or is_unfinished(at.before.words, at.line.words)


_RULES: tuple[Callable[[Break], bool | None], ...] = (
    below_key,
    below_centred,
    below_marker,
    indented,
    in_capitals,
    filled,
    in_midst,
)


def ends_piece(line: Line) -> bool:
    """Whether a sentence or a lead-in ends at the end of a line."""
    return ends_sentence(line.words) or line.words.endswith(":")


def spills(before: Line, line: Line, width: Width) -> bool:
    """Whether the last part of a line with wide gaps goes on in the next line, as far left as that may begin."""
    if line.gap or line.marker or line.cells or not before.gapped:
        return False
    reach = before.edge + 1 + len(line.words.split(None, 1)[0])
    unfinished = is_unfinished(before.words, line.words) or before.words.endswith(";")
    return width.usual > 0 and reach > width.usual and unfinished


def is_set_off(line: Line) -> bool:
    """Whether a line stands by itself: underlined, framed, bold, a menu, or broken off by its mark-up."""
    return bool(line.underline or line.style or line.breaks or line.cornered or len(line.cells) >= _MENU_PARTS)


def hangs_below(first: Line, line: Line) -> bool:
    """Whether a line stands below the value of a key."""
    value = first.words.partition(":")[2]
    column = first.column + len(first.words) - len(value.lstrip())
    return bool(value) and abs(line.indent - column) <= 1


def is_unfinished(before: str, words: str) -> bool:
    """Whether a line breaks off in the middle of a phrase that the next one takes up.

    >>> is_unfinished("the Commander of the", "Atlantic Area"), is_unfinished("Office of Policy", "Budget Office")
    (True, False)
    """
    if words[0].islower() or before.endswith((",", "&", *LONG_DASHES)) or _HANGING_WORD.search(before[-10:]):
        return True
    return before.count("(") > before.count(")")
