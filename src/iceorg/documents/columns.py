"""Tables and rosters of a plain text: their rows and cells.

Two vertical lists printed side by side are told from a table by what is indented in their right
half, or by headings that span several columns; they come out as streams of their own, each read
down.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.documents.lines import Cell, Line, is_number
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Piece, Role, joined
from iceorg.documents.shapes import is_capitals
from iceorg.documents.wrapping import Width, goes_on, spills
from iceorg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Column = tuple[int, int]
"""First column of the characters that stand in it, and the one after the last."""

_HEADER_LINES = 3
_FEWEST_CELLS = 2
_FEWEST_ROWS = 2
_INDENT = 2
_MOST = 0.7
_MOST_LISTS = 100


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a text.

    Args:
        view: The view of the text.
        rows: Its lines.
        number: Its number in the text, from 1 on.
        width: How wide the text is wrapped.
    """

    view: str
    rows: Sequence[Line]
    number: int
    width: Width = field(default_factory=Width)


def table_pieces(table: Table) -> Iterator[Piece]:
    """Yield the rows of a table; of lists side by side, the pieces of each list as a stream."""
    header = table.rows[0]
    if header.barred:
        yield from barred_rows(table)
        return
    columns = leader_columns(table.rows) if header.leader else columns_of(table.rows)
    groups = () if header.leader else parallel_groups(table.rows, columns)
    yield from parallel_lists(table, columns, groups) if groups else column_rows(table, columns)


def parallel_groups(rows: Sequence[Line], columns: Sequence[Column]) -> tuple[tuple[Column, ...], ...]:
    """Return the columns of each list, if lists stand side by side; nothing for a table."""
    spanning = spanning_groups(rows[0], columns)
    return spanning or (tuple((column,) for column in columns) if side_by_side(rows, columns) else ())


def barred_rows(table: Table) -> Iterator[Piece]:
    """Yield the rows of a table of bars; rows without words are left out."""
    heads = next((i for i, row in enumerate(table.rows[:_HEADER_LINES]) if row.underline), -1)
    for index, row in enumerate(table.rows):
        cells = [Span(cell.start, cell.end) for cell in row.cells]
        if any(cell.start < cell.end for cell in cells):
            yield replace(row_piece(table, row, cells, row.indent), heads=index == heads)


def row_piece(table: Table, line: Line, cells: Sequence[Span], indent: int) -> Piece:
    """Return the piece of a row with its cells."""
    full = [cell for cell in cells if cell.start < cell.end]
    start, end = full[0].start, full[-1].end
    words = joined(table.view[start:end])
    return Piece(start, end, words, line.gap, indent, line.marker, Role.ROW, cells=tuple(cells), table=table.number)


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
    worded = [(cell.left - columns[place][0], place) for row, cell, place in inner if not is_number(row.text_of(cell))]
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


def parallel_lists(table: Table, columns: Sequence[Column], groups: Sequence[Sequence[Column]]) -> Iterator[Piece]:
    """Yield the pieces of lists that stand side by side, line by line; each list is a stream."""
    group_of = {column: place for place, group in enumerate(groups) for column in group}
    for row in table.rows:
        placed: dict[int, list[Cell]] = {}
        for cell in parts(row):
            placed.setdefault(group_of.get(columns[place_of(cell, columns)], 0), []).append(cell)
        for place, cells in sorted(placed.items()):
            indent = cells[0].left - min(left for left, _ in groups[place])
            piece = list_line(table, row, cells, indent) if len(cells) == 1 else list_row(table, row, cells, indent)
            yield replace(piece, stream=table.number * _MOST_LISTS + place + 1)


def list_row(table: Table, row: Line, cells: Sequence[Cell], indent: int) -> Piece:
    """Return the row of a list that has columns of its own."""
    return row_piece(table, row, [Span(cell.start, cell.end) for cell in cells], indent)


def list_line(table: Table, row: Line, cells: Sequence[Cell], indent: int) -> Piece:
    """Return a line of a list; at the list's top, and after a blank line, it may be a heading."""
    (cell,) = cells
    text = table.view[cell.start : cell.end]
    top = row is table.rows[0] or row.gap > 0
    style = "=" if top and (row.underline or is_capitals(text)) else ""
    return Piece(cell.start, cell.end, joined(text), gap=row.gap, indent=indent, style=style)


def column_rows(table: Table, columns: Sequence[Column]) -> Iterator[Piece]:
    """Yield the rows of a table; what stands below a cell and nothing before it goes on with that cell."""
    heads = header_of(table.rows)
    pending: Piece | None = None
    for index, row in enumerate(table.rows):
        cells = leader_cells(row, columns) if row.leader else row_cells(row, columns)
        if pending and (end := continued_end(table, pending, index, cells, heads)):
            pending = extended(table.view, pending, end)
            continue
        if pending:
            yield pending
        indent = row.indent if cells[0].start < cells[0].end else columns[0][0]
        pending = replace(row_piece(table, row, cells, indent), heads=index == heads)
    if pending:
        yield pending


def continued_end(table: Table, pending: Piece, index: int, cells: Sequence[Span], heads: int) -> int:
    """Return where the last cell of the row before ends, if a line goes on with it; else 0."""
    before, row = table.rows[index - 1], table.rows[index]
    if spills(before, row, table.width):
        return row.end
    filled = [i for i, cell in enumerate(cells) if cell.start < cell.end]
    last = last_filled(pending)
    if row.gap or index - 1 == heads or filled != [last]:
        return 0
    goes = last > 0 or goes_on(before, before, replace(row, indent=before.indent), Width())
    return cells[last].end if goes else 0


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
    ruled = [i for i, row in enumerate(rows[:_HEADER_LINES]) if row.underline and i + 1 < len(rows)]
    if ruled:
        return ruled[0]
    first = rows[0]
    texts = [first.text_of(cell).lower() for cell in parts(first)]
    if len(texts) < _FEWEST_CELLS or first.leader:
        return -1
    capitals = is_capitals(first.words) and len(rows) > 1 and not is_capitals(rows[1].words)
    known = all(any(word in phrases().column_heads for word in text.split()) for text in texts)
    return 0 if capitals or known else -1
