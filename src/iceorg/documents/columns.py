"""Tables and rosters in plain text: rows by bars, by tabs, by dot leaders and by columns of blanks.

A region is a run of lines that share columns. Two vertical lists printed side by side are told
from a table by what is indented in their right half, or by headings that span several columns;
they come out as streams of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iceorg.documents.lines import Cell, Line, goes_on, is_key, spills, wrap_width
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Piece, Role, joined
from iceorg.documents.shapes import is_capitals
from iceorg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Column = tuple[int, int]
_LOOK_AHEAD = 4
_HEADER_LINES = 3
_FEWEST_ROWS = 2
_FEWEST_BARRED = 3
_INDENT = 2
_MOST = 0.7
_TOLERANCE = range(-1, 5)
_NUMBER = re.compile(r"[\W\d]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines that are rows of one table: `lines[first:last]`."""

    first: int
    last: int


def find_regions(lines: Sequence[Line]) -> Iterator[Region]:
    """Yield the regions of a text in order."""
    width = wrap_width(lines)
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


def gapped_region(lines: Sequence[Line], first: int, width: tuple[float, float]) -> int:
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
        """Whether a part of a line begins or ends in a known column."""
        return any(self.near(cell.left) or cell.right in self.rights for cell in line.cells[1:])

    def admits(self, line: Line) -> bool:
        """Whether a line without wide gaps may stand between rows: in the first column, or below a later one."""
        if self.near(line.indent):
            return True
        fits = line.edge <= max(self.lefts) or (self.leader and line.indent > self.indent)
        return fits and not line.words.endswith(".")


def colon_end(line: Line) -> int:
    """Return the offset after the first colon of a line."""
    return line.start + line.words.index(":") + 1


def region_pieces(
    view: str, lines: Sequence[Line], region: Region, table: int, width: tuple[float, float]
) -> Iterator[Piece]:
    """Yield the rows of a region; of lists side by side, the pieces of each list as a stream."""
    rows = lines[region.first : region.last]
    if rows[0].barred:
        yield from barred_rows(view, rows, table)
        return
    if rows[0].leader:
        yield from column_rows(view, rows, leader_columns(rows), table, width)
        return
    columns = columns_of(rows)
    groups = spanning_groups(rows[0], columns) or (tuple((c,) for c in columns) if side_by_side(rows, columns) else ())
    if groups:
        yield from parallel_lists(view, rows, columns, groups, table)
    else:
        yield from column_rows(view, rows, columns, table, width)


def barred_rows(view: str, rows: Sequence[Line], table: int) -> Iterator[Piece]:
    """Yield the rows of a table of bars; rows without words are left out."""
    heads = next((i for i, row in enumerate(rows[:_HEADER_LINES]) if row.underline), -1)
    for index, row in enumerate(rows):
        cells = tuple(Span(cell.start, cell.end) for cell in row.cells)
        if any(cell.start < cell.end for cell in cells):
            yield row_piece(view, row, cells, table, row.indent, heads=index == heads)


def row_piece(
    view: str, line: Line, cells: Sequence[Span], table: int, indent: int, *, heads: bool = False, stream: int = 0
) -> Piece:
    """Return the piece of a row with its cells."""
    full = [cell for cell in cells if cell.start < cell.end]
    start, end = full[0].start, full[-1].end
    return Piece(
        start,
        end,
        joined(view[start:end]),
        gap=line.gap,
        indent=indent,
        marker=line.marker,
        role=Role.ROW,
        cells=tuple(cells),
        heads=heads,
        table=table,
        stream=stream,
    )


def columns_of(rows: Sequence[Line]) -> list[Column]:
    """Return the columns of a region, from the lines that have as many parts as most have."""
    counts = Counter(len(row.cells) for row in rows if row.gapped)
    number = max((n for n, times in counts.items() if times >= _FEWEST_ROWS or len(counts) == 1), default=max(counts))
    spans = sorted((cell.left, cell.right) for row in rows if len(row.cells) == number for cell in row.cells)
    columns: list[Column] = []
    for left, right in spans:
        if columns and left < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def leader_columns(rows: Sequence[Line]) -> list[Column]:
    """Return the columns of rows with dot leaders: what stands before the dots, and what after, wherever they end."""
    after = [row.cells[1].left for row in rows if row.leader and len(row.cells) > 1]
    return [(0, min(after)), (min(after), max(row.edge for row in rows))]


def place_of(cell: Cell, columns: Sequence[Column]) -> int:
    """Return the column that a part of a line stands in."""

    def distance(column: Column) -> tuple[int, int]:
        overlap = min(cell.right, column[1]) - max(cell.left, column[0])
        return (-max(overlap, 0), abs(cell.left - column[0]))

    return min(range(len(columns)), key=lambda i: distance(columns[i]))


def parts(line: Line) -> tuple[Cell, ...]:
    """Return the parts of a line; a line without gaps is one part."""
    return line.cells or (Cell(line.start, line.end, line.column, line.edge),)


def side_by_side(rows: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether the right half of a region has indented lines of its own, as a list has and a table's column has not."""
    inner: list[tuple[Line, Cell, int]] = [
        (row, cell, place) for row in rows for cell in parts(row) if (place := place_of(cell, columns)) > 0
    ]
    worded = [
        (cell.left - columns[place][0], place)
        for row, cell, place in inner
        if not _NUMBER.fullmatch(cell_text(row, cell))
    ]
    if any(row.leader for row in rows) or len(worded) < len(inner) * _MOST:
        return False
    deep = Counter((indent, place) for indent, place in worded if indent >= _INDENT)
    return bool(deep) and max(deep.values()) >= _FEWEST_ROWS


def spanning_groups(header: Line, columns: Sequence[Column]) -> tuple[tuple[Column, ...], ...]:
    """Return the columns under each heading of the first line, if its headings span several columns each."""
    cells = header.cells
    if len(cells) < _FEWEST_ROWS or len(cells) >= len(columns) or not is_capitals(header.words):
        return ()
    starts = [cell.left for cell in cells]
    if any(all(abs(start - left) > 1 for left, _ in columns) for start in starts) or starts[0] > columns[0][0] + 1:
        return ()
    ends = [*starts[1:], max(right for _, right in columns) + 1]
    return tuple(
        tuple(c for c in columns if start - 1 <= c[0] < end - 1) for start, end in zip(starts, ends, strict=True)
    )


def parallel_lists(
    view: str, rows: Sequence[Line], columns: Sequence[Column], groups: Sequence[Sequence[Column]], table: int
) -> Iterator[Piece]:
    """Yield the pieces of lists that stand side by side, line by line; each list is a stream."""
    for number, row in enumerate(rows):
        placed: dict[int, list[Cell]] = {}
        for cell in parts(row):
            column = columns[place_of(cell, columns)]
            group = next((i for i, g in enumerate(groups) if column in g), 0)
            placed.setdefault(group, []).append(cell)
        for group, cells in sorted(placed.items()):
            stream = table * 100 + group + 1
            if len(cells) > 1:
                spans = [Span(c.start, c.end) for c in cells]
                yield row_piece(
                    view, row, spans, table, cells[0].left - min(c[0] for c in groups[group]), stream=stream
                )
            else:
                cell = cells[0]
                capital = is_capitals(view[cell.start : cell.end])
                style = "=" if (number == 0 or row.gap) and (row.underline or capital) else ""
                indent = cell.left - min(c[0] for c in groups[group])
                words = joined(view[cell.start : cell.end])
                yield Piece(cell.start, cell.end, words, gap=row.gap, indent=indent, style=style, stream=stream)


def column_rows(
    view: str, rows: Sequence[Line], columns: Sequence[Column], table: int, width: tuple[float, float]
) -> Iterator[Piece]:
    """Yield the rows of a table; what stands below a cell and nothing before it goes on with that cell."""
    heads = header_of(rows)
    pending: Piece | None = None
    for index, row in enumerate(rows):
        cells = leader_cells(row, columns) if row.leader else row_cells(row, columns)
        filled = [i for i, cell in enumerate(cells) if cell.start < cell.end]
        if pending and index and spills(rows[index - 1], row, width):
            pending = extended(view, pending, row.end)
            continue
        if pending and not row.gap and index - 1 != heads and continues(pending, filled, rows, index):
            pending = extended(view, pending, cells[filled[0]].end)
            continue
        if pending:
            yield pending
        indent = row.indent if filled[0] == 0 else columns[0][0]
        pending = row_piece(view, row, cells, table, indent, heads=index == heads)
    if pending:
        yield pending


def continues(pending: Piece, filled: Sequence[int], rows: Sequence[Line], index: int) -> bool:
    """Whether a line goes on with the last cell of the row before it."""
    last = last_filled(pending)
    if list(filled) != [last]:
        return False
    return last > 0 or goes_on(
        rows[index - 1], rows[index - 1], replace(rows[index], indent=rows[index - 1].indent), (0, 0)
    )


def last_filled(piece: Piece) -> int:
    """Return the place of the last cell of a row that has words."""
    return max(i for i, cell in enumerate(piece.cells) if cell.start < cell.end)


def extended(view: str, piece: Piece, end: int) -> Piece:
    """Return a row whose last cell goes on to another line's end."""
    place = last_filled(piece)
    cell = Span(piece.cells[place].start, end)
    spans = (*piece.cells[:place], cell, *piece.cells[place + 1 :])
    return replace(piece, end=end, cells=spans, words=joined(view[piece.start : end]))


def row_cells(row: Line, columns: Sequence[Column]) -> list[Span]:
    """Return a cell for every column; an empty one where the line has nothing."""
    cells = [Span(row.start, row.start)] * len(columns)
    for part in parts(row):
        place = place_of(part, columns)
        old = cells[place]
        cells[place] = Span(old.start if old.start < old.end else part.start, part.end)
    return cells


def leader_cells(row: Line, columns: Sequence[Column]) -> list[Span]:
    """Return what stands before the dots of a row, and what after."""
    first, *rest = row.cells
    cells = [Span(first.start, first.end), Span(rest[0].start, rest[-1].end)]
    return cells + [Span(row.start, row.start)] * (len(columns) - len(cells))


def header_of(rows: Sequence[Line]) -> int:
    """Return the index of the row that heads the columns, or -1."""
    for index, row in enumerate(rows[:_HEADER_LINES]):
        if row.underline:
            return index
    first = rows[0]
    texts = [cell_text(first, cell).lower() for cell in parts(first)]
    if len(texts) < _FEWEST_ROWS or first.leader:
        return -1
    if is_capitals(first.words) and len(rows) > 1 and not is_capitals(rows[1].words):
        return 0
    return 0 if all(any(word in phrases().column_heads for word in text.split()) for text in texts) else -1


def cell_text(row: Line, cell: Cell) -> str:
    """Return the words of a part of a line."""
    return row.words[cell.start - row.start : cell.end - row.start]
