"""Lines of a text: where they lie, how they are set, and which of them belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from iceorg.documents.shapes import ends_sentence, is_title
from iceorg.documents.signs import BULLETS, DASHES, ELLIPSIS, LONG_DASHES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"([^\r\n\f\v\x85\u2028\u2029]*)(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|$)")
_RULE = re.compile(rf"(?:[{DASHES}_=*~#+.^{ELLIPSIS}][ \t]*){{3,}}|[{DASHES}|+:\s=_]{{3,}}")
_BULLET = re.compile(rf"(?P<sign>[{BULLETS}]|(?:[*+o>]|~~|--|[{DASHES}])(?=\s|$))\s*(?:\[[ xX]\]\s+)?")
_NUMBER = re.compile(
    r"(?P<sign>\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|(?:\d{1,2}|[a-z])\."
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}(?=\s\s+[A-Z]{2}))\s+(?=\S)"
)
_HANGING_WORD = re.compile(
    r"\b(?:a|an|and|as|at|be|by|for|from|has|have|in|into|is|its|nor|of|on|or|our|that|the|their|through|to|under|was"
    r"|were|which|whose|will|with)$"
)
_LEADER = re.compile(rf"(?<=\s)(?:\.{{1,400}}|(?:\. ){{2,200}}\.?|{ELLIPSIS}{{1,50}}|_{{3,400}})(?=\s)|\.{{4,400}}")
_GAP = re.compile(r"\s*\t\s*|\s{3,}|(?<![.!?:;,\s])\s\s(?!\s)")
_COPYRIGHT = re.compile(r"\(c\) (?:copyright |by )?\d{4}\b", re.IGNORECASE)
_KEY = re.compile(r"[^\s:][^:]{0,40}:(?:\s|$)")
_TAB = 8
_CENTRED = 20
_RAGGED = 0.88
_LOOSE = 0.75
_KEY_BLANKS = 5
_SHORTEST_WRAP = 40
_WIDEST_WRAP = 130
_WIDEST_TABLE = 1000
_MOST_LEADERS = 4
_MENU_PARTS = 4
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
    if len(raw) > _WIDEST_TABLE:
        return []
    spans = [match.span() for match in _LEADER.finditer(raw, first + 1, last)]
    return spans if len(spans) <= _MOST_LEADERS else []


def gap_cells(raw: str, first: int, offset: int) -> tuple[Cell, ...]:
    """Return the parts of a line between wide gaps, from the index `first` on."""
    if len(raw) > _WIDEST_TABLE:
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
    return tuple(cell_of(raw, a + 1, b, offset) for a, b in zip(edges, edges[1:], strict=False))


def cell_of(raw: str, start: int, end: int, offset: int) -> Cell:
    """Return the part of a line between two indices, without the blanks at its ends."""
    text = raw[start:end]
    start += len(text) - len(text.lstrip()) if text.strip() else 0
    end = start + len(text.strip())
    return Cell(offset + start, offset + end, column_of(raw, start), column_of(raw, end))


def wrap_width(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the usual and the largest edge of lines that go on in the next one; zeros if none do.

    A line goes on for certain where the next one starts in lower case and no sentence ends between.
    A text with more over-long lines than such lines is not wrapped.
    """
    edges = [before.edge for before, line in zip(lines, lines[1:], strict=False) if surely_goes_on(before, line)]
    unwrapped = sum(line.edge > _WIDEST_WRAP for line in lines)
    return (median(edges), max(edges)) if len(edges) > unwrapped else (0.0, 0.0)


def surely_goes_on(before: Line, line: Line) -> bool:
    """Whether a line continues the one before it whatever the width of the text is."""
    return (
        _SHORTEST_WRAP <= before.edge <= _WIDEST_WRAP
        and not line.gap
        and not line.marker
        and line.indent <= before.column + 1
        and line.words[0].islower()
        and not before.words.endswith((".", ":", ";", "!", "?"))
    )


def goes_on(first: Line, before: Line, line: Line, width: tuple[float, float]) -> bool:
    """Whether a line continues the one before it, in the piece that `first` begins.

    It does where the line before is full (the next word would not have fitted), or ends in the
    middle of a phrase and is long enough.
    """
    if line.gap or line.marker or is_set_off(before) or is_set_off(line) or line.zone != before.zone:
        return False
    usual, largest = width
    ends = ends_sentence(before.words) or before.words.endswith(":")
    reach = before.edge + 1 + len(line.words.split(None, 1)[0])
    full = bool(usual) and reach > (min(largest, usual * _RAGGED) if ends else usual)
    if is_key(first.words) and not full and (is_key(line.words) or hangs_below(first, line)):
        return not is_key(line.words)
    if first.indent >= _CENTRED and not first.marker:
        return is_unfinished(before.words, line.words)
    if first.marker and abs(line.indent - first.column) <= 1 and not ends and line.words[0].islower():
        return True
    if line.indent > max(first.column, before.column) + 1 and not before.words.isupper():
        return full and not first.marker
    if before.words.isupper() and not line.words.isupper() and " " in before.words:
        return False
    if full or (before.words.endswith(",") and before.words.isupper() and line.words.isupper()):
        return True
    if ends or before.edge < _SHORTEST_WRAP:
        return not ends and before is not first and line.words[0].islower()
    loose = bool(usual) and before.edge >= usual * _LOOSE and not is_title(line.words)
    return loose or is_unfinished(before.words, line.words)


def spills(before: Line, line: Line, width: tuple[float, float]) -> bool:
    """Whether the last part of a line with wide gaps goes on in the next line, as far left as that may begin."""
    usual, _ = width
    reach = before.edge + 1 + len(line.words.split(None, 1)[0])
    unfinished = is_unfinished(before.words, line.words) or before.words.endswith(";")
    return (
        bool(usual) and reach > usual and unfinished and before.gapped and not (line.gap or line.marker or line.cells)
    )


def is_set_off(line: Line) -> bool:
    """Whether a line stands by itself: underlined, framed, bold, a menu, or broken off by its mark-up."""
    return bool(line.underline or line.style or line.breaks or len(line.cells) >= _MENU_PARTS)


def is_key(words: str) -> bool:
    """Whether a line begins with a key and a colon.

    >>> is_key("Place of work:   Fort Halloran"), is_key("It says so. Note: that is all")
    (True, False)
    """
    match = _KEY.match(words)
    return match is not None and words[0].isupper() and match[0].count(" ") <= _KEY_BLANKS and ". " not in match[0]


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
