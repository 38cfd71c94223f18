"""An answer as a table on a screen, with the words of the documents under what they support.

Sentences are long and columns are narrow: so file, offset and quote of an answer that cites stand
in lines of their own below the row, and rows that differ in nothing else share one,
wherever they stand. An IRI stands beside what it is called, or below that where the screen is too narrow for both.
"""

from __future__ import annotations

import re
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from iceorg.errors import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CITATION = ("document", "quote", "start")
_GAP = "  "
_INDENT = " " * 4
_NARROWEST = 8
_PART_OF_WORD = re.compile(r"[^-/#_:]*[-/#_:]?")


class Shown(NamedTuple):
    """What is shown of a value.

    Args:
        text: The value, or what the thing is called.
        iri: The IRI to show beside it, if any.
    """

    text: str
    iri: str = ""


_Cells = tuple[Shown, ...]


def render_table(columns: Sequence[str], rows: Sequence[_Cells], width: int, *, dim: bool = False) -> str:
    """Return rows as a table, no wider than the screen.

    Args:
        columns: The names of the columns.
        rows: What to show.
        width: Columns of the screen.
        dim: Whether the IRIs beside names are in a lighter colour, for terminals that show colours.

    Example:
        >>> who = Shown("A. Lee", "id:lee")
        >>> print(render_table(("who", "document", "quote", "start"), [(who, Shown("a.txt"), Shown("A. Lee leads."), Shown("9"))], 40), end="")
        who
        ──────────────
        A. Lee  id:lee
            a.txt 9: “A. Lee leads.”
    """
    cites = set(_CITATION) <= set(columns)
    kept = [at for at, name in enumerate(columns) if not (cites and name in _CITATION)]
    heading = tuple(Shown(columns[at]) for at in kept)
    answers = [(tuple(_clean(row[at]) for at in kept), _citation(columns, row) if cites else "") for row in rows]
    cells = [heading, *(answer for answer, _ in answers)]
    room = width - len(_GAP) * (len(kept) - 1)
    beside = sum(_widths(cells, beside=True)) <= room
    widths = _narrowed(_widths(cells, beside=beside), room)
    lines = _lines(heading, answers, widths, width, beside=beside)
    return "".join(f"{_drawn(line, widths, dim=dim)}\n" for line in lines)


def _clean(cell: Shown) -> Shown:
    return Shown(*(without_controls(" ".join(text.split())) for text in cell))


def _citation(columns: Sequence[str], row: _Cells) -> str:
    document, quote, start = (_clean(row[columns.index(name)]).text for name in _CITATION)
    return f"{document} {start}: “{quote}”" if document else ""


def _widths(lines: Sequence[_Cells], *, beside: bool) -> list[int]:
    """Return how wide the columns are if nothing is broken."""
    from rich.cells import cell_len

    def wide(cell: Shown) -> int:
        text, iri = cell_len(cell.text), cell_len(cell.iri)
        return text + len(_GAP) + iri if beside and text and iri else max(text, iri)

    return [max(map(wide, column)) for column in zip(*lines, strict=True)]


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that fit the screen: the widest are cut to one width."""
    most = max(_NARROWEST, *(cap for cap in range(room + 1) if sum(min(wide, cap) for wide in widths) <= room))
    return [min(wide, most) for wide in widths]


def _lines(
    heading: _Cells, answers: Sequence[tuple[_Cells, str]], widths: Sequence[int], width: int, *, beside: bool
) -> Iterator[_Cells | str]:
    """Yield the lines of the screen: those of rows by their cells, citations as they are."""
    yield from _row(heading, widths, beside=beside)
    yield tuple(Shown("─" * wide) for wide in widths)
    for answer, group in groupby(_gathered(answers), key=lambda pair: pair[0]):
        yield from _row(answer, widths, beside=beside)
        for _, citation in group:
            yield from (f"{_INDENT}{line}" for line in _wrapped(citation, width - len(_INDENT)))


def _gathered(answers: Sequence[tuple[_Cells, str]]) -> list[tuple[_Cells, str]]:
    """Return answers with those that cite something for the same row where the first of them stands."""
    first: dict[_Cells, int] = {}
    places = [first.setdefault(answer, at) if citation else at for at, (answer, citation) in enumerate(answers)]
    return [answer for _, answer in sorted(zip(places, answers, strict=True), key=lambda placed: placed[0])]


def _row(cells: _Cells, widths: Sequence[int], *, beside: bool) -> Iterator[_Cells]:
    columns = [_broken(cell, wide, beside=beside) for cell, wide in zip(cells, widths, strict=True)]
    yield from zip_longest(*columns, fillvalue=Shown(""))


def _broken(cell: Shown, width: int, *, beside: bool) -> list[Shown]:
    """Return the lines of a cell: the IRI beside the name, where there is room in all rows, or else below it."""
    if beside:
        return [cell]
    text, iri = (_wrapped(part, width) for part in cell)
    return [*(Shown(line) for line in text), *(Shown("", line) for line in iri)] or [cell]


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of a width."""
    from rich.cells import cell_len

    lines: list[str] = []
    for part in _parts(text, width):
        if lines and cell_len(lines[-1] + part) <= width:
            lines[-1] += part
        else:
            lines.append(part.lstrip())
    return lines


def _parts(text: str, width: int) -> Iterator[str]:
    """Yield the words, each after a blank; one that is longer than a line comes in pieces that end at marks of its own."""
    from rich.cells import cell_len, chop_cells

    for word in text.split():
        if cell_len(word) <= width:
            yield f" {word}"
        else:
            first, *others = (p for part in _PART_OF_WORD.findall(word) if part for p in chop_cells(part, width))
            yield f" {first}"
            yield from others


def _drawn(line: _Cells | str, widths: Sequence[int], *, dim: bool) -> str:
    if isinstance(line, str):
        return line
    return _GAP.join(_padded(cell, wide, dim=dim) for cell, wide in zip(line, widths, strict=True)).rstrip()


def _padded(cell: Shown, width: int, *, dim: bool) -> str:
    from rich.style import Style

    aside = Style(dim=True).render(cell.iri) if dim and cell.iri else cell.iri
    return f"{cell.text}{_GAP if cell.text and cell.iri else ''}{aside}{' ' * (width - max(_widths([(cell,)], beside=True)))}"
