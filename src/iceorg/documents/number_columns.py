"""Numbers that stand under "Phone", "Tel" or "Ext." in a table: however short, they are telephone numbers there.

Three ways to write a table, as they lie in a file: rows of HTML, rows between bars, columns set apart by blanks or tabs.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADS: Final = re.compile(
    r"(?:(?:office|direct|main|work|home|desk|duty|toll[- ]free|contact|internal)\s)?(?:telephone|phone|tel|fax|mobile|cell|extension|ext|hotline|direct\s(?:line|dial))\b\.?"
    r"(?:\s(?:and|or|&|/)\s\w{2,12})?\s?(?:no\.?|nos\.?|numbers?|line|ext\.?|#)?:?",
    re.IGNORECASE,
)
"""A head of a column of numbers, by the whole of it."""
_NUMBER: Final = re.compile(
    r"(?:x|ext\.?)?\s?[+(]{0,2}\d[\d()./ \u00a0\u2010-\u2013-]{0,24}(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.IGNORECASE
)
_LEAST_DIGITS: Final = 3
_WORDS: Final = ("phone", "tel", "fax", "mobile", "cell", "ext", "hotline", "direct")
_TAG: Final = re.compile(r"<[^<>]{0,300}>")
_ROWS: Final = re.compile(r"<(?P<tag>/?(?:table|tr|t[hd]))\b[^<>]{0,300}>", re.IGNORECASE)
_WIDE: Final = re.compile(r"[^\s|](?:[^\s|]| (?! ))*")
_PROSE: Final = 60
"""A line of so many characters, none of them a gap, ends a table of a plain text."""


class _Cell(NamedTuple):
    """Where a cell's words stand in the text, and what they are, without mark-up."""

    start: int
    end: int
    words: str


def numbers_in_columns(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where numbers stand under the head of a column that is for telephone numbers.

    >>> text = "| Office | Phone |\n|---|---|\n| Tides | 4410 |\n"
    >>> [text[start:end] for start, end in numbers_in_columns(text)]
    ['4410']
    """
    lower = text.lower()
    if not any(word in lower for word in _WORDS):
        return
    if "<t" in lower:
        yield from _of_tables(_html_rows(text))
    lines = tuple(_lines(text))
    yield from _of_tables(_barred_rows(text, lines))
    yield from _set_apart(text, lines)


def _of_tables(rows: Iterable[Sequence[_Cell]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the columns whose heads say so; an empty row ends a table."""
    columns: tuple[int, ...] = ()
    for row in rows:
        heads = tuple(at for at, cell in enumerate(row) if _HEADS.fullmatch(cell.words))
        if heads or not row:
            columns = heads
        else:
            yield from ((row[at].start, row[at].end) for at in columns if at < len(row) and _is_number(row[at].words))


def _is_number(words: str) -> bool:
    return sum(map(str.isdigit, words)) >= _LEAST_DIGITS and _NUMBER.fullmatch(words) is not None


def _cell(text: str, start: int, end: int) -> _Cell:
    """Return the cell between two offsets, without the blanks and the emphasis at its ends."""
    while start < end and (text[start].isspace() or text[start] in "*_`"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "*_`"):
        end -= 1
    words = text[start:end]
    return _Cell(
        start,
        end,
        " ".join(_TAG.sub(" ", words).replace("&nbsp;", " ").split()) if "<" in words or "&" in words else words,
    )


def _html_rows(text: str) -> Iterator[Sequence[_Cell]]:
    row: list[_Cell] = []
    begun: int | None = None
    for mark in _ROWS.finditer(text):
        tag = mark["tag"].lower()
        if begun is not None:
            row.append(_cell(text, begun, mark.start()))
            begun = None
        if tag in ("td", "th"):
            begun = mark.end()
        elif tag not in ("/td", "/th"):
            if row:
                yield row
            row = []
            if tag in ("table", "/table"):
                yield ()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n"))
        start += len(line)


def _barred_rows(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[Sequence[_Cell]]:
    for start, end in lines:
        bars = [at for at in range(start, end) if text[at] == "|"] if "|" in text[start:end] else []
        places = [start - 1, *bars, end]
        yield [_cell(text, a + 1, b) for a, b in pairwise(places)] if bars else ()


def _set_apart(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers below a head in columns that blanks or tabs set apart."""
    heads: list[tuple[int, int]] = []  # from and to which column
    tabbed: tuple[int, ...] = ()
    for start, end in lines:
        line = text[start:end]
        if "\t" in line:
            places = [start - 1, *(start + at for at, sign in enumerate(line) if sign == "\t"), end]
            row = [_cell(text, a + 1, b) for a, b in pairwise(places)]
            tabbed = tuple(at for at, cell in enumerate(row) if _HEADS.fullmatch(cell.words)) or tabbed
            yield from ((row[at].start, row[at].end) for at in tabbed if at < len(row) and _is_number(row[at].words))
            continue
        tabbed = ()
        if "  " not in line.strip() or "|" in line:
            heads = [] if len(line) > _PROSE else heads
            continue
        cells = [(found.start(), found.end(), found[0]) for found in _WIDE.finditer(line)]
        if here := [(a, b) for a, b, words in cells if _HEADS.fullmatch(words)]:
            heads = here
            continue
        for a, b, words in cells:
            if any(a < right and left < b for left, right in heads) and _is_number(words):
                yield start + a, start + b
