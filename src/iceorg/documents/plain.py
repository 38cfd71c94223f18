"""Plain text: to a view without inline mark-up, and to pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.lines import Line, goes_on, indent_of, is_rule, marker_of, split_lines, wrap_width
from iceorg.documents.pieces import Piece, masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,300})(\]\([^()\s]{0,1000}\))")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,300})(?<=\S)\1")
_ADDRESS = re.compile(r"<(?=(?:https?://|mailto:)[^<>\s]{1,2000}>)|(?<=[^\s<>])>(?=\s|$)")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def inline_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of links' targets, bold marks, brackets of addresses and invisible characters."""
    for match in _LINK.finditer(text):
        yield match.span(1)
        yield match.span(3)
    for match in _BOLD.finditer(text):
        yield match.span(1)
        yield match.end() - 2, match.end()
    for match in re.finditer(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>", text):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()
    for match in _INVISIBLE.finditer(text):
        yield match.span()


def read_plain(text: str) -> tuple[str, list[Piece]]:
    """Return the view of a plain text and its pieces in order."""
    view = masked(text, inline_marks(text))
    lines, marks = scan_lines(view)
    return masked(view, marks), list(join_lines(view, lines))


def scan_lines(view: str) -> tuple[list[Line], list[tuple[int, int]]]:
    """Return the lines with words, and the spans of bullets, numbers and drawn rules."""
    lines: list[Line] = []
    marks: list[tuple[int, int]] = []
    gap = 0
    for start, end in split_lines(view):
        raw = view[start:end]
        words = raw.strip()
        if not words:
            gap += 1
            continue
        offset = start + len(raw) - len(raw.lstrip())
        if is_rule(words):
            marks.append((offset, offset + len(words)))
            if lines and not gap:
                lines[-1] = underlined(lines[-1], words[0])
            else:
                gap += 1
            continue
        indent = indent_of(raw)
        marker, skip = marker_of(words)
        if marker:
            marks.append((offset, offset + skip))
        if skip < len(words):
            edge = indent + len(words)
            lines.append(
                Line(offset + skip, offset + len(words), indent, indent + skip, edge, gap, marker, "", words[skip:])
            )
            gap = 0
    return lines, marks


def underlined(line: Line, rule: str) -> Line:
    """Return the line as one that is underlined."""
    return Line(line.start, line.end, line.indent, line.column, line.edge, line.gap, line.marker, rule, line.words)


def join_lines(view: str, lines: Sequence[Line]) -> Iterator[Piece]:
    """Yield pieces: lines that go on in the next ones are joined."""
    width = wrap_width(lines)
    run: list[Line] = []
    for line in lines:
        if run and not goes_on(run[0], run[-1], line, width):
            yield piece_of(view, run)
            run = []
        run.append(line)
    if run:
        yield piece_of(view, run)


def piece_of(view: str, run: Sequence[Line]) -> Piece:
    """Return the piece that a run of lines makes."""
    first, last = run[0], run[-1]
    words = " ".join(" ".join(line.words for line in run).split())
    return Piece(
        first.start,
        last.end,
        words,
        first.gap,
        first.indent,
        first.marker,
        style=last.underline if len(run) == 1 else "",
    )
