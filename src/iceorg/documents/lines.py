"""Lines of a text: where they lie, how they are indented and marked, and which of them belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\r\n\f\v]*(?:\r\n|[\r\n\f\v]|$)")
_RULE = re.compile(r"(?:[-–—_=*~#+.·•^]\s?){3,}\s*")
_COLUMN_RULE = re.compile(r"[-=]{3,}(?: +[-=]{3,})+")
_BULLET = re.compile(
    r"(?P<sign>[•‣⁃◦●○▪▫■□►▸▹▶➢➤✓✔»›∙·⦿⦾❖➔→]|[*+o](?=\s)|~~(?=\s)|[-–—](?=\s|$)|--(?=\s))\s*",
)
_NUMBER = re.compile(
    r"(?P<sign>\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,2}|[a-z])\.|§ ?\d{1,4}\.?|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)"
)
_FUNCTION_WORD = re.compile(
    r"\b(?:a|an|and|as|at|be|by|for|from|has|have|in|into|is|its|nor|of|on|or|our|that|the|their|through|to|under|was|were|which|whose|will|with)$"
)
_TAB = 8
_SHORTEST_WRAP = 40
_WIDEST_WRAP = 130


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words.

    Args:
        start: Offset of its first character after indentation and marker.
        end: Offset after its last character.
        indent: Column where it starts, marker included.
        column: Column of its words, after the marker.
        edge: Column after its last character.
        gap: Number of blank lines above it.
        marker: Bullet or number at its start.
        underline: The character of a rule below it.
        words: Its text.
    """

    start: int
    end: int
    indent: int
    column: int
    edge: int
    gap: int
    marker: str
    underline: str
    words: str


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line, without its line end (LF, CR, CRLF, form feed).

    >>> list(split_lines("a\\r\\nb"))
    [(0, 1), (3, 4)]
    """
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            end = match.end()
            while end > match.start() and text[end - 1] in "\r\n\f\v":
                end -= 1
            yield match.start(), end


def is_rule(text: str) -> bool:
    """Whether a line is drawn and not written.

    >>> is_rule("-----"), is_rule("* * *"), is_rule("--- ---"), is_rule("-")
    (True, True, True, False)
    """
    text = text.strip()
    return bool(_RULE.fullmatch(text)) or bool(_COLUMN_RULE.fullmatch(text))


def indent_of(text: str) -> int:
    """Return the column of the first visible character."""
    column = 0
    for character in text:
        if character == "\t":
            column += _TAB - column % _TAB
        elif character.isspace():
            column += 1
        else:
            break
    return column


def marker_of(words: str) -> tuple[str, int]:
    """Return the bullet or number at the start of a line, and where the words begin.

    >>> marker_of("• Office"), marker_of("1. Sub-offices."), marker_of("(a) one"), marker_of("A. Petrosyan")
    (('•', 2), ('1.', 3), ('(a)', 4), ('', 0))
    """
    match = _BULLET.match(words) or _NUMBER.match(words)
    return (match["sign"], match.end()) if match else ("", 0)


def wrap_width(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the usual and the largest edge of lines that go on in the next; zeros if none do.

    A line goes on for certain where the next one starts in lower case and no sentence ends between.
    """
    edges = [
        before.edge
        for before, line in zip(lines, lines[1:], strict=False)
        if not line.gap
        and not line.marker
        and line.words[0].islower()
        and not before.words.endswith((".", ":", ";", "!", "?"))
        and _SHORTEST_WRAP <= before.edge <= _WIDEST_WRAP
    ]
    return (median(edges), max(edges)) if edges else (0.0, 0.0)


def goes_on(first: Line, before: Line, line: Line, width: tuple[float, float]) -> bool:
    """Whether a line continues the one before it, in the piece that `first` begins."""
    if line.gap or line.marker or before.underline:
        return False
    usual, largest = width
    ends = before.words.endswith((".", ":", "!", "?"))
    reach = before.edge + 1 + len(line.words.split(None, 1)[0])
    full = bool(usual) and reach > (largest if ends else usual)
    lower = line.words[0].islower()
    if first.marker and line.indent > first.indent:
        return full or (not ends and (lower or before.words.endswith(",")))
    if line.indent > first.indent and line.indent > before.indent:
        return full or (not ends and lower)
    if full:
        return True
    hangs = lower or bool(_FUNCTION_WORD.search(before.words[-10:])) or before.words.endswith((",", "&"))
    return hangs and not ends and before.edge >= _SHORTEST_WRAP
