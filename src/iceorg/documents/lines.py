"""Lines of a text: where they lie, and how they are set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from iceorg.documents.shapes import ends_sentence
from iceorg.documents.signs import BULLETS, DASHES, ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([^\r\n\f\v\x85\u2028\u2029]*)(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|$)")
_RULE = re.compile(rf"(?:[{DASHES}_=*~#+.^{ELLIPSIS}][ \t]*){{3,}}|[{DASHES}|+:\s=_]{{3,}}")
_BULLET = re.compile(rf"(?P<sign>[{BULLETS}]|(?:[*+o>]|~~|--|[{DASHES}])(?=\s|$))\s*(?:\[[ xX]\]\s+)?")
_NUMBER = re.compile(
    r"(?P<sign>\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,2}|[a-z])\."
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}(?=\s\s+[A-Z]{2}))\s+(?=\S)"
)
_LEADER = re.compile(rf"(?<=\s)(?:\.{{1,400}}|(?:\. ){{2,200}}\.?|{ELLIPSIS}{{1,50}}|_{{3,400}})(?=\s)|\.{{4,400}}")
_GAP = re.compile(r"\s*\t\s*|\s{3,}|(?<![.!?:;,\s])\s\s(?!\s)")
_COPYRIGHT = re.compile(r"\(c\) (?:copyright |by )?\d{4}\b", re.IGNORECASE)
_KEY = re.compile(r"[^\s:][^:]{0,40}:(?:\s|$)")
_LEADING = ("..", " . ", "\t.", "__", ELLIPSIS)
_TAB = 8
_CORNERS = 2
_CORNER_WORDS = 10
_CORNER_GAP = 6
_KEY_BLANKS = 5
_SHORTEST_WRAP = 40
_WIDEST_TABLE = 1000
_MOST_LEADERS = 4
_MARKED_BEFORE = tuple(".:;!?,")
_SURE = frozenset(BULLETS) | {"*", "~~"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that wide gaps or bars set off.

    Args:
        start: Offset of its first character.
        end: Offset after its last character.
        left: Column of its first character.
        right: Column after its last character.
    """

    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words.

    Args:
        start: Offset of its first character after indentation and marker.
        end: Offset after its last character.
        words: Its text between the two.
        indent: Column where it starts, marker included.
        column: Column of its words, after the marker.
        gap: Number of blank lines above it.
        marker: Bullet or number at its start.
        underline: The first character of a rule below it.
        level: Level of a heading by its marks (`##`); 0 for none.
        style: How it is set off: `#`, `bold`, `~` for signs on both sides; empty for a plain line.
        breaks: Whether its end is a line end for certain.
        linked: Whether all its words are links.
        zone: Rule id of the furniture it is in by its marks.
        cells: Its parts, if wide gaps or bars divide it.
        leader: Whether dots lead from one part to the next.
        barred: Whether bars divide it.
    """

    start: int
    end: int
    words: str
    indent: int = 0
    column: int = 0
    gap: int = 0
    marker: str = ""
    underline: str = ""
    level: int = 0
    style: str = ""
    breaks: bool = False
    linked: bool = False
    zone: str = ""
    cells: tuple[Cell, ...] = field(default=())
    leader: bool = False
    barred: bool = False

    @property
    def edge(self) -> int:
        """Column after the last character."""
        return self.column + len(self.words)

    @property
    def cornered(self) -> bool:
        """Whether it has two short parts, one of them in the right corner."""
        if len(self.cells) != _CORNERS or self.marker or self.leader or self.barred or self.linked:
            return False
        left, right = self.cells
        short = all(self.text_of(cell).count(" ") < _CORNER_WORDS for cell in self.cells)
        return short and not self.text_of(left).endswith(":") and right.left - left.right >= _CORNER_GAP

    def text_of(self, cell: Cell) -> str:
        """Return the words of one of its parts."""
        return self.words[cell.start - self.start : cell.end - self.start]

    @property
    def gapped(self) -> bool:
        """Whether wide gaps divide the line."""
        return len(self.cells) > 1 and not self.barred


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of every line, without its line end (LF, CR, CRLF, form feed and the like).

    >>> list(split_lines("a\r\nb"))
    [(0, 1), (3, 4)]
    """
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.span(1)


def is_rule(words: str) -> bool:
    """Whether a line is drawn and not written.

    >>> [is_rule(w) for w in ("-----", "* * *", "--- ---", "|:---|---|", "-", "abc")]
    [True, True, True, True, False, False]
    """
    return bool(_RULE.fullmatch(words))


def is_bullet(words: str) -> bool:
    """Whether a line is a bullet with nothing after it."""
    match = _BULLET.match(words)
    return match is not None and match.end() == len(words)


def column_of(raw: str, index: int) -> int:
    """Return the column of a character of a line, with a tab stop every eight columns."""
    return len(raw[:index].expandtabs(_TAB)) if "\t" in raw[:_WIDEST_TABLE] else index


def marker_of(words: str, before: Line | None = None, *, gap: bool = True, indent: int = 0) -> tuple[str, int]:
    """Return the bullet or number at the start of a line, and where the words begin.

    A dash or a number at the start of a line that goes on from the line before is none.

    >>> [marker_of(w) for w in ("• Office", "1. Sub-offices.", "(a) one", "A. Petrosyan")]
    [('•', 2), ('1.', 3), ('(a)', 4), ('', 0)]
    """
    if words[:2].isalpha():
        return "", 0
    match = _BULLET.match(words) or _NUMBER.match(words)
    if not match or _COPYRIGHT.match(words):
        return "", 0
    sign = match["sign"]
    if sign not in _SURE and before and not gap and indent == before.indent and not may_mark(before):
        return "", 0
    return sign, match.end()


def may_mark(before: Line) -> bool:
    """Whether a dash or a number right below a line begins an item: the line ends something, or is short, or marked."""
    ends = before.words.endswith(_MARKED_BEFORE) or ends_sentence(before.words)
    return ends or bool(before.marker or before.underline or before.cells) or before.edge < _SHORTEST_WRAP


def leaders(raw: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return the spans of dots that lead from a name to what belongs to it.

    >>> leaders("Ninth District ..... Cleveland", 0, 30)
    [(15, 20)]
    """
    if len(raw) > _WIDEST_TABLE or not any(sign in raw for sign in _LEADING):
        return []
    spans = [match.span() for match in _LEADER.finditer(raw, first + 1, last)]
    return spans if len(spans) <= _MOST_LEADERS else []


def gap_cells(raw: str, first: int, offset: int) -> tuple[Cell, ...]:
    """Return the parts of a line between wide gaps, from the index `first` on."""
    if len(raw) > _WIDEST_TABLE or not ("  " in raw[first:] or "\t" in raw or not raw.isascii()):
        return ()
    cells: list[Cell] = []
    begin, end = first, len(raw.rstrip())
    for match in _GAP.finditer(raw, first, end):
        cells.append(cell_of(raw, begin, match.start(), offset))
        begin = match.end()
    return (*cells, cell_of(raw, begin, end, offset)) if cells else ()


def bar_cells(raw: str, offset: int) -> tuple[Cell, ...]:
    """Return the parts of a line between bars; the outer bars of a table bound it and part nothing."""
    bars = [i for i, c in enumerate(raw) if c == "|" and raw[i - 1 : i] != "\\"] if len(raw) <= _WIDEST_TABLE else []
    if not bars:
        return ()
    edges = [-1, *bars, len(raw)]
    if not raw[: bars[0]].strip():
        edges = edges[1:]
    if not raw[bars[-1] + 1 :].strip():
        edges = edges[:-1]
    return tuple(cell_of(raw, a + 1, b, offset) for a, b in pairwise(edges))


def cell_of(raw: str, start: int, end: int, offset: int) -> Cell:
    """Return the part of a line between two indices, without the blanks at its ends."""
    text = raw[start:end]
    start += len(text) - len(text.lstrip()) if text.strip() else 0
    end = start + len(text.strip())
    return Cell(offset + start, offset + end, column_of(raw, start), column_of(raw, end))


def is_number(words: str) -> bool:
    """Whether a part of a line is a number, with its signs, or nothing but signs.

    >>> is_number("1,902,114"), is_number("-4.6 %"), is_number("FY 24")
    (True, True, False)
    """
    return not any(c.isalpha() for c in words)


def is_key(words: str) -> bool:
    """Whether a line begins with a key and a colon.

    >>> is_key("Place of work:   Fort Halloran"), is_key("It says so. Note: that is all")
    (True, False)
    """
    match = _KEY.match(words)
    return match is not None and words[0].isupper() and match[0].count(" ") <= _KEY_BLANKS and ". " not in match[0]
