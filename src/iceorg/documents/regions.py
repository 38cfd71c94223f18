"""Where a plain text has tables: runs of lines that share columns, bars or dot leaders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.documents.lines import Line, is_key, is_number
from iceorg.documents.wrapping import Width, spills, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOK_AHEAD = 4
_FEWEST_ROWS = 2
_FEWEST_BARRED = 3
_TOLERANCE = range(-1, 5)


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines that are rows of one table: `lines[first:last]`."""

    first: int
    last: int


def find_regions(lines: Sequence[Line]) -> Iterator[Region]:
    """Yield the regions of a text in order."""
    width = width_of(lines)
    index = 0
    while index < len(lines):
        last = index
        if lines[index].barred:
            last = end_of_bars(lines, index)
            if is_barred_table(lines[index:last]):
                yield Region(index, last)
        elif lines[index].gapped:
            last = gapped_region(lines, index, width)
            if last > index:
                yield Region(index, last)
        index = max(last, index + 1)


def end_of_bars(lines: Sequence[Line], first: int) -> int:
    """Return the line after a run of lines with bars."""
    last = first + 1
    while last < len(lines) and lines[last].barred and not lines[last].gap:
        last += 1
    return last


def is_barred_table(rows: Sequence[Line]) -> bool:
    """Whether lines with bars are a table and not the menus of a page: ruled, boxed, or even and several."""
    boxed = len(rows) >= _FEWEST_ROWS and all(row.words.startswith("|") for row in rows)
    even = len(rows) >= _FEWEST_BARRED and len({len(row.cells) for row in rows}) == 1
    return bool(rows[0].underline) or boxed or even


def gapped_region(lines: Sequence[Line], first: int, width: Width) -> int:
    """Return the line after a table of columns that begins at `first`, or `first` if none does."""
    if is_key(lines[first].words) and lines[first].cells[0].end == colon_end(lines[first]):
        return first
    reach = Reach(lines[first])
    last, rows = first + 1, 1 + 2 * lines[first].leader
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if index - last >= _LOOK_AHEAD or line.gap > 1 or line.barred or (line.gap and (rows == 1 or not line.gapped)):
            break
        if line.gapped and (reach.shares(line) or (line.leader and lines[first].leader)):
            reach.add(line)
            last, rows = index + 1, rows + 1
        elif not line.gapped and not (reach.admits(line) or spills(lines[index - 1], line, width)):
            break
    while last < len(lines) and (reach.continues(lines[last]) or spills(lines[last - 1], lines[last], width)):
        last += 1
    return last if rows >= _FEWEST_ROWS else first


class Reach:
    """The columns that the rows of a region have in common so far."""

    def __init__(self, line: Line) -> None:
        self.indent = line.indent
        self.leader = line.leader
        self.lefts = {cell.left for cell in line.cells[1:]}
        self.rights = {cell.right for cell in line.cells[1:]}

    def add(self, line: Line) -> None:
        """Take in the columns of another row."""
        self.lefts |= {cell.left for cell in line.cells[1:]}
        self.rights |= {cell.right for cell in line.cells[1:]}

    def near(self, column: int) -> bool:
        """Whether a column is one of the known ones, or a little indented in it."""
        return any(column - left in _TOLERANCE for left in self.lefts)

    def continues(self, line: Line) -> bool:
        """Whether a line without wide gaps stands right below a later column."""
        return not line.gap and not line.gapped and self.near(line.indent)

    def shares(self, line: Line) -> bool:
        """Whether a part of a line begins in a known column, or a number ends in one."""
        return any(
            self.near(cell.left) or (cell.right in self.rights and is_number(line.text_of(cell)))
            for cell in line.cells[1:]
        )

    def admits(self, line: Line) -> bool:
        """Whether a line without wide gaps may stand between rows: in the first column, or below a later one."""
        if self.near(line.indent):
            return True
        fits = line.edge <= max(self.lefts) or (self.leader and line.indent > self.indent)
        return fits and not line.words.endswith(".")


def colon_end(line: Line) -> int:
    """Return the offset after the first colon of a line."""
    return line.start + line.words.index(":") + 1
