"""Plain text and Markdown: to a view without mark-up, and to pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.documents.columns import Table, table_pieces
from iceorg.documents.inline import Marks, inline_marks
from iceorg.documents.lines import (
    Line,
    bar_cells,
    column_of,
    gap_cells,
    is_bullet,
    is_key,
    is_rule,
    leaders,
    marker_of,
    split_lines,
)
from iceorg.documents.pieces import Mark, Piece, Role, joined, masked
from iceorg.documents.regions import Region, find_regions
from iceorg.documents.signs import DASHES, PAGE_ENDS
from iceorg.documents.wrapping import Width, ends_piece, goes_on, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_FRAMED = re.compile(rf"(?P<sign>={{2,6}}|[*~]{{1,5}}|[{DASHES}]{{1,3}})[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_LONGEST_HEADING = 150
_SHORTEST_WRAP = 40
_DEFINITION = 2
_ROLES = {"#": Role.HEADING, "term": Role.ITEM, "definition": Role.BODY, "corner": Role.NOTE}


def read_plain(text: str, *, markdown: bool = False) -> tuple[str, list[Piece]]:
    """Return the view of a plain text or a Markdown file, and its pieces in order."""
    inline = inline_marks(text, markdown=markdown)
    scanner = Scanner(text, masked(text, inline.found, joining=True), inline, markdown=markdown)
    scanner.scan()
    regions = list(find_regions(scanner.lines))
    view = masked(scanner.view, [*scanner.marks, *bars_of(scanner.lines, regions)])
    return view, list(pieces_of(view, scanner.lines, regions, markdown=markdown))


@dataclass(slots=True)
class Scanner:
    """Goes through a text line by line.

    Args:
        source: The text.
        view: The text without inline mark-up.
        inline: The inline mark-up.
        markdown: Whether the text is Markdown.
        lines: The lines with words, found so far.
        marks: Bullets, numbers, heading marks and drawn rules, found so far.
        gap: Number of blank lines since the last line.
    """

    source: str
    view: str
    inline: Marks
    markdown: bool = False
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    gap: int = 0

    def scan(self) -> None:
        """Find all lines and marks."""
        fenced = False
        for start, end in split_lines(self.view):
            raw = self.view[start:end]
            words = raw.strip()
            if self.markdown and _FENCE.match(words):
                self.marks.append((start, end, ""))
                fenced = not fenced
                self.gap += 1
            elif not words:
                self.gap += not self.turns_page(end)
            elif fenced:
                first = start + len(raw) - len(raw.lstrip())
                self.add(Line(first, first + len(words), words, gap=self.gap, zone="B-CODE"))
            elif is_rule(words):
                self.marks.append((start, end, ""))
                self.rule(words)
            elif is_bullet(words):
                self.marks.append((start, end, ""))
                self.gap += 1
            else:
                self.line(raw, start)

    def turns_page(self, end: int) -> bool:
        """Whether an empty line is only a page's end below a line that breaks off: what goes on overleaf is one paragraph."""
        before = self.lines[-1] if self.lines and not self.gap else None
        overleaf = before is not None and before.edge >= _SHORTEST_WRAP and not ends_piece(before)
        return overleaf and self.view.startswith(PAGE_ENDS, end)

    def add(self, line: Line) -> None:
        """Keep a line."""
        self.lines.append(line)
        self.gap = 0

    def rule(self, words: str) -> None:
        """Note a drawn rule at the line above it; one that underlines nothing is as good as a blank line."""
        if self.lines and not self.gap:
            self.lines[-1] = replace(self.lines[-1], underline=words.lstrip(" :+|")[:1] or "|")
        else:
            self.gap += 1

    def line(self, raw: str, start: int) -> None:
        """Keep a written line, as a heading with marks or as one without."""
        first = len(raw) - len(raw.lstrip())
        quote = _QUOTE.match(raw, first) if self.markdown else None
        if quote:
            self.marks.append((start + first, start + quote.end(), ""))
            raw = " " * quote.end() + raw[quote.end() :]
            first = len(raw) - len(raw.lstrip())
        if not raw.strip():
            return
        value = raw[first + 1 :].lstrip()
        if self.markdown and self.lines and not self.gap and raw.startswith(": ", first) and value:
            self.lines[-1] = replace(self.lines[-1], style="term")
            self.marks.append((start + first, start + first + 1, ""))
            line = self.plain_line(raw, len(raw) - len(value), start)
            self.add(replace(line, style="definition", indent=_DEFINITION))
        else:
            self.add(self.marked_heading(raw, first, start) or self.plain_line(raw, first, start))

    def marked_heading(self, raw: str, first: int, start: int) -> Line | None:
        """Return the heading that marks make of a line (`## a`, `== a ==`, `- a -`), or None."""
        last = len(raw.rstrip())
        if last - first > _LONGEST_HEADING:
            return None
        if hashes := _HASHES.match(raw, first):
            words = raw[:last].rstrip("#")
            end = len(words.rstrip()) if words[-1:].isspace() else last
            return self.heading_line(raw, first, start, (hashes.end(), max(end, hashes.end() + 1)), len(hashes[1]))
        framed = _FRAMED.match(raw, first)
        if framed and raw[:last].endswith(framed["sign"]) and last - len(framed["sign"]) > framed.end():
            end = last - len(framed["sign"])
            level = len(framed["sign"]) if framed["sign"].startswith("==") else 0
            span = framed.end(), len(raw[:end].rstrip())
            return self.heading_line(raw, first, start, span, level) if raw[end - 1].isspace() else None
        return None

    def heading_line(self, raw: str, first: int, start: int, span: tuple[int, int], level: int) -> Line:
        """Return a heading whose words lie in a span of the line, and note its marks."""
        self.marks += [(start + first, start + span[0], ""), (start + span[1], start + len(raw.rstrip()), "")]
        style = "#" if level else "~"
        words = raw[slice(*span)]
        return Line(start + span[0], start + span[1], words, 0, span[0], self.gap, level=level, style=style)

    def plain_line(self, raw: str, first: int, start: int) -> Line:
        """Return a line without heading marks, with its bullet, its cells and how it is set."""
        before = self.lines[-1] if self.lines else None
        written = self.source[start : start + len(raw)]
        indent = column_of(written, min(first, len(written) - len(written.lstrip())))
        marker, skip = marker_of(raw[first:].rstrip(), before, gap=bool(self.gap), indent=indent)
        last = len(raw.rstrip())
        if first + skip >= last:
            marker, skip = "", 0
        words_at = first + skip
        self.marks.append((start + first, start + words_at, ""))
        dots = [] if self.markdown else leaders(raw, words_at, last)
        self.marks += [(start + a, start + b, "") for a, b in dots]
        raw = masked(raw, [(a, b, "") for a, b in dots]) if dots else raw
        bars = bar_cells(" " * words_at + raw[words_at:], start) if "|" in raw else ()
        barred = len(bars) > 1 or (self.markdown and bool(bars))
        return Line(
            start + words_at,
            start + last,
            raw[words_at:last],
            indent=indent,
            column=max(column_of(raw, words_at) - first, 0) + indent if first > indent else column_of(raw, words_at),
            gap=self.gap,
            marker=marker,
            style="bold" if not marker and self.inline.is_bold(start + first, start + last) else "",
            breaks=self.markdown and raw.endswith(("  ", "\\")),
            linked=self.inline.is_linked(start + words_at, start + last, self.view),
            cells=bars if barred else () if self.markdown else gap_cells(raw, words_at, start),
            leader=bool(dots),
            barred=barred,
        )


def bars_of(lines: Sequence[Line], regions: Sequence[Region]) -> Iterator[Mark]:
    """Yield the bars of tables; those of menus stay."""
    for region in regions:
        for line in lines[region.first : region.last]:
            if line.barred:
                yield from bars_between(line)


def bars_between(line: Line) -> Iterator[Mark]:
    """Yield the stretches of a row that are not in its cells."""
    at = line.start
    for cell in line.cells:
        if cell.start > at:
            yield at, cell.start, ""
        at = max(at, cell.end)
    if line.end > at:
        yield at, line.end, ""


def pieces_of(view: str, lines: Sequence[Line], regions: Sequence[Region], *, markdown: bool) -> Iterator[Piece]:
    """Yield the pieces of a text: the rows of its tables, and lines joined where they go on."""
    width = width_of(lines)
    done = 0
    for number, region in enumerate(regions, 1):
        yield from join_lines(view, lines[done : region.first], width, markdown=markdown)
        yield from table_pieces(Table(view, lines[region.first : region.last], number, width))
        done = region.last
    yield from join_lines(view, lines[done:], width, markdown=markdown)


def join_lines(view: str, lines: Sequence[Line], width: Width, *, markdown: bool) -> Iterator[Piece]:
    """Yield pieces of lines: those that go on in the next ones are joined."""
    run: list[Line] = []
    for line in lines:
        if run and not (
            joins_in_markdown(run[0], run[-1], line) if markdown else goes_on(run[0], run[-1], line, width)
        ):
            yield from run_pieces(view, run)
            run = []
        run.append(line)
    if run:
        yield from run_pieces(view, run)


def run_pieces(view: str, run: Sequence[Line]) -> Iterator[Piece]:
    """Yield the piece that a run of lines makes; a letterhead's line with something in its right corner makes two."""
    line = run[0]
    if len(run) == 1 and line.cornered:
        left, right = line.cells
        yield line_piece(view, [replace(line, end=left.end, words=line.text_of(left), cells=())])
        corner = Line(right.start, right.end, line.text_of(right), line.indent, right.left, style="corner")
        yield line_piece(view, [corner])
    else:
        yield line_piece(view, run)


def joins_in_markdown(first: Line, before: Line, line: Line) -> bool:
    """Whether a line of Markdown continues the one before it; a key below a key does not, whatever a renderer makes of it."""
    if is_key(first.words) and is_key(line.words):
        return False
    marked = line.marker or line.style or before.style or before.underline or before.breaks
    return not marked and not line.gap and line.zone == before.zone and not line.barred and not before.barred


def line_piece(view: str, run: Sequence[Line]) -> Piece:
    """Return the piece that a run of lines makes."""
    first, last = run[0], run[-1]
    style = first.style or (first.underline if len(run) == 1 else "")
    marked = style in {"=", "-"} and not first.cells
    return Piece(
        first.start,
        last.end,
        joined(view[first.start : last.end]),
        gap=first.gap,
        indent=first.indent,
        marker=first.marker,
        role=Role.HEADING if marked and len(run) == 1 else _ROLES.get(first.style, Role.TEXT),
        level=first.level,
        style=style,
        zone=first.zone,
        linked=all(line.linked for line in run),
        parts=len(first.cells) if len(run) == 1 else 0,
    )
