"""An answer as a table on a screen, with the words of the documents under what they support.

Sentences are long and columns are narrow: so file, offset and quote of an answer that cites stand
in lines of their own below the row, and rows that differ in nothing else share one, wherever they stand.
"""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

_CITATION = ("document", "quote", "start")
_GAP = 2
_INDENT = 4
_NARROWEST = 8

_Line = tuple[str, ...]


def render_table(columns: Sequence[str], rows: Sequence[_Line], width: int) -> str:
    """Return rows of text as a table, no wider than the screen.

    >>> print(render_table(("who", "document", "quote", "start"), [("A. Lee", "a.txt", "A. Lee leads.", "9")], 40), end="")
    who
    ──────
    A. Lee
        a.txt 9: “A. Lee leads.”
    """
    cites = set(_CITATION) <= set(columns)
    kept = [at for at, name in enumerate(columns) if not (cites and name in _CITATION)]
    heading = tuple(columns[at] for at in kept)
    answers = [
        (tuple(" ".join(row[at].split()) for at in kept), _citation(columns, row) if cites else "") for row in rows
    ]
    widths = _fit([heading, *(answer for answer, _ in answers)], width)
    return _printed(_lines(heading, answers, widths), width)


def _citation(columns: Sequence[str], row: _Line) -> str:
    document, quote, start = (row[columns.index(name)] for name in _CITATION)
    if not document:
        return ""
    return f"{document} {start}: “{' '.join(quote.split())}”"


def _fit(lines: Sequence[_Line], width: int) -> list[int]:
    """Return the widths of the columns, the widest of them cut until all fit the screen."""
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*lines, strict=True)]
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _lines(heading: _Line, answers: Sequence[tuple[_Line, str]], widths: list[int]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    yield _row(heading, widths)
    yield _row(tuple("─" * width for width in widths), widths)
    for answer, group in groupby(_gathered(answers), key=lambda pair: pair[0]):
        yield _row(answer, widths)
        for _, citation in group:
            if citation:
                yield Padding(Text(citation), (0, 0, 0, _INDENT))


def _gathered(answers: Sequence[tuple[_Line, str]]) -> list[tuple[_Line, str]]:
    """Return answers with those that cite something for the same row where the first of them stands."""
    first: dict[_Line, int] = {}
    places = [first.setdefault(answer, at) if citation else at for at, (answer, citation) in enumerate(answers)]
    return [answer for _, answer in sorted(zip(places, answers, strict=True), key=lambda placed: placed[0])]


def _row(cells: _Line, widths: list[int]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*(Text(cell) for cell in cells))
    return grid


def _printed(parts: Iterator[RenderableType], width: int) -> str:
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width)
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
