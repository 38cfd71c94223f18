"""HTML: to a view without tags, and to pieces."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.documents.elements import BLOCKS, ENDED_BY, ENDS_P, HEADINGS, HOLDERS, LISTS, META, SCOPES, VOID, zone_of
from iceorg.documents.inline import character_marks, entity_marks
from iceorg.documents.lines import marker_of
from iceorg.documents.pieces import Mark, Piece, Role, joined, masked
from iceorg.documents.tags import Tag, attributes, scan_tags
from iceorg.model import Detail, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STEP = 4
_NEAR = 40
_WIDEST_SPAN = 50
_LONGEST_MARKER = 8


@dataclass(slots=True)
class Element:
    """An element that is open.

    Args:
        name: Its name.
        zone: Rule id of the furniture that it or an element around it is.
        text: Whether it has shown a piece already.
    """

    name: str
    zone: str = ""
    text: bool = False


@dataclass(slots=True)
class Run:
    """Text since the last break: where it lies, and how much of it is in links or bold."""

    start: int = -1
    end: int = -1
    letters: int = 0
    linked: int = 0
    bold: int = 0


@dataclass(slots=True)
class Row:
    """A row of a table while it is read."""

    cells: list[Span] = field(default_factory=list)
    heads: int = 0
    open: int = -1
    across: int = 1
    down: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece before its words are known, as the view is not yet made."""

    start: int
    end: int
    gap: int
    indent: int
    role: Role
    level: int
    style: str
    zone: str
    linked: bool
    cells: tuple[Span, ...] = ()
    heads: bool = False
    table: int = 0


def read_hypertext(source: str) -> tuple[str, list[Piece], tuple[Detail, ...]]:
    """Return the view of an HTML source, its pieces in order, and what its head says of it."""
    tags = list(scan_tags(source))
    reader = Reader(source, arranging_tables(source, tags))
    for tag in tags:
        reader.text(reader.at, tag.start)
        reader.tag(tag)
        reader.at = tag.end
    reader.text(reader.at, len(source))
    reader.flush()
    view = masked(source, reader.marks, joining=True)
    pieces = [piece for draft in reader.drafts if (piece := piece_of(view, draft))]
    view, pieces = without_bullets(view, pieces)
    return view, pieces, (*title_detail(pieces), *reader.details)


def piece_of(view: str, draft: Draft) -> Piece | None:
    """Return the piece of a draft, or None if a person sees nothing of it."""
    text = view[draft.start : draft.end]
    words = joined(text)
    if not words:
        return None
    start = draft.start + len(text) - len(text.lstrip())
    end = draft.start + len(text.rstrip())
    return Piece(
        start,
        end,
        words,
        gap=draft.gap,
        indent=draft.indent,
        role=draft.role,
        level=draft.level,
        style=draft.style,
        zone=draft.zone,
        linked=draft.linked,
        cells=tuple(trimmed_cell(view, cell, start, end) for cell in draft.cells),
        heads=draft.heads,
        table=draft.table,
    )


def without_bullets(view: str, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Return the view and the pieces without the bullets that a page has in its text instead of its mark-up."""
    marks: list[Mark] = []
    bare: list[Piece] = []
    for piece in pieces:
        sign, width = marker_of(view[piece.start : min(piece.end, piece.start + _LONGEST_MARKER)])
        if piece.role not in {Role.TEXT, Role.ITEM} or piece.zone or not sign or any(c.isalnum() for c in sign):
            bare.append(piece)
            continue
        rest = view[piece.start + width : piece.end]
        start = piece.end - len(rest.lstrip())
        marks.append((piece.start, start, ""))
        if start < piece.end:
            bare.append(replace(piece, start=start, marker=sign, words=joined(view[start : piece.end])))
    return masked(view, marks), bare


def trimmed_cell(view: str, cell: Span, first: int, last: int) -> Span:
    """Return a cell without the blanks at its ends; an empty one lies somewhere between `first` and `last`."""
    text = view[cell.start : cell.end]
    if not text.strip():
        place = min(max(cell.start, first), last)
        return Span(place, place)
    start = cell.start + len(text) - len(text.lstrip())
    return Span(start, cell.start + len(text.rstrip()))


def arranging_tables(source: str, tags: list[Tag]) -> set[int]:
    """Return the starts of the tables that arrange the page and hold no data.

    They have headings or other tables in them, or nothing but one cell or column.
    """
    arranging: set[int] = set()
    open_tables: list[tuple[Tag, Counter[str]]] = []
    for tag in tags:
        if tag.name == "table" and not tag.closing:
            for outer, _ in reversed(open_tables):
                if outer.start in arranging:
                    break
                arranging.add(outer.start)
            open_tables.append((tag, Counter()))
        elif tag.name == "table" and open_tables:
            table, count = open_tables.pop()
            if attributes(source, table).get("role", ("",))[0] == "presentation" or is_arranging(count):
                arranging.add(table.start)
        elif open_tables and not tag.closing:
            open_tables[-1][1][tag.name] += 1
    return arranging | {table.start for table, _ in open_tables}


def is_arranging(count: Counter[str]) -> bool:
    """Whether the elements in a table show that it only arranges the page."""
    cells = count["td"] + count["th"]
    return any(count[name] for name in HEADINGS) or (not count["th"] and (cells <= count["tr"] or count["tr"] <= 1))


class Reader:
    """Goes through an HTML source tag by tag and drafts its pieces."""

    def __init__(self, source: str, arranging: set[int]) -> None:
        self.source = source
        self.arranging = arranging
        self.at = 0
        self.marks: list[Mark] = []
        self.drafts: list[Draft] = []
        self.details: list[Detail] = []
        self.stack: list[Element] = [Element("")]
        self.open: Counter[str] = Counter()
        self.holders: list[Element] = []
        self.run = Run()
        self.row: Row | None = None
        self.gap = 1
        self.tables = 0
        self.open_tables: list[int] = []
        self.spanned: dict[int, int] = {}

    def text(self, start: int, end: int) -> None:
        """Take in text between two tags."""
        if start >= end:
            return
        if self.source.find("&", start, end) >= 0:
            self.marks.extend(entity_marks(self.source, start, end))
        self.marks.extend(character_marks(self.source, start, end))
        words = self.source[start:end]
        if not words.strip():
            return
        if self.run.start < 0:
            self.run.start = start
        self.run.end = end
        letters = sum(c.isalnum() for c in words)
        self.run.letters += letters
        self.run.linked += letters * bool(self.open["a"])
        self.run.bold += letters * bool(self.open["b"] or self.open["strong"])

    def tag(self, tag: Tag) -> None:
        """Take in a tag."""
        block = tag.name in BLOCKS
        self.marks.append((tag.start, tag.end, " " if block else ""))
        if tag.name == "!":
            return
        if block and not self.in_cell(tag):
            self.flush()
            self.gap = self.gap or int(tag.name != "br")
        if tag.closing:
            self.close(tag.name)
        else:
            self.begin(tag)

    def in_cell(self, tag: Tag) -> bool:
        """Whether a tag stands in the cell of a data table, where it breaks nothing."""
        return (
            self.row is not None
            and self.row.open >= 0
            and tag.name not in {"td", "th", "tr", "table", "thead", "tbody", "tfoot"}
        )

    def begin(self, tag: Tag) -> None:
        """Open an element."""
        name = tag.name
        values = attributes(self.source, tag)
        if name == "meta":
            self.meta(values)
        if name in VOID or self.source[tag.end - 2 : tag.end] == "/>":
            return
        for ended in ENDED_BY.get(name, ("p",) if name in ENDS_P else ()):
            self.close_implied(ended)
        element = Element(name, zone_of(name, values) or self.stack[-1].zone)
        self.stack.append(element)
        self.open[name] += 1
        if name in HOLDERS:
            self.holders.append(element)
        if name == "table":
            self.tables += 1
            self.spanned.clear()
            self.open_tables.append(-self.tables if tag.start in self.arranging else self.tables)
        elif name == "tr" and self.table() > 0:
            self.row = Row()
        elif name in {"td", "th"} and self.row is not None:
            self.row.open = tag.end
            self.row.heads += name == "th" or self.open["thead"]
            self.row.across, self.row.down = count_of(values, "colspan"), count_of(values, "rowspan")

    def table(self) -> int:
        """Return the number of the innermost open table; 0 or less if it holds no data."""
        return self.open_tables[-1] if self.open_tables else 0

    def close_implied(self, name: str) -> None:
        """Close an element that the next one ends, if none in between keeps it open."""
        if not self.open[name]:
            return
        for element in self.stack[: -_NEAR - 1 : -1]:
            if element.name == name:
                self.close(name)
                return
            if element.name in SCOPES:
                return

    def close(self, name: str) -> None:
        """Close the innermost open element of a name, and those left open in it."""
        if not self.open[name]:
            return
        while self.stack[-1].name != name:
            self.leave(self.stack.pop())
        self.leave(self.stack.pop())

    def leave(self, element: Element) -> None:
        """Do what the end of an element asks for."""
        self.open[element.name] -= 1
        if element.name in HOLDERS:
            self.holders.pop()
        if element.name == "table":
            self.open_tables.pop()
        if element.name in {"td", "th"} and self.row is not None and self.row.open >= 0:
            self.end_cell(self.row)
        elif element.name == "tr" and self.row is not None:
            self.end_row()

    def end_cell(self, row: Row) -> None:
        """Add the cell that has been read, with empty ones for the other columns that it spans."""
        self.add_spanned(row, row.open)
        end = max(self.run.end, row.open)
        if row.down > 1:
            self.spanned.update(dict.fromkeys(range(len(row.cells), len(row.cells) + row.across), row.down - 1))
        row.cells += [Span(row.open, end)] + [Span(end, end)] * (row.across - 1)
        row.open = -1

    def add_spanned(self, row: Row, at: int) -> None:
        """Add empty cells for the columns that a cell of an earlier row reaches down into.

        A row below such a cell in the first column stands under the row that has it.
        """
        while self.spanned.get(len(row.cells), 0):
            self.spanned[len(row.cells)] -= 1
            row.indent = row.indent or (_STEP if not row.cells else 0)
            row.cells.append(Span(at, at))

    def end_row(self) -> None:
        """Draft the row that has been read."""
        row, self.row = self.row, None
        run, self.run = self.run, Run()
        if row and row.cells:
            self.add_spanned(row, row.cells[-1].end)
        if row and run.start >= 0 and row.cells:
            filled = sum(cell.start < cell.end for cell in row.cells)
            heads = row.heads >= filled > 1
            self.drafts.append(
                Draft(
                    row.cells[0].start,
                    max(c.end for c in row.cells),
                    self.gap,
                    row.indent,
                    Role.ROW,
                    0,
                    "",
                    self.stack[-1].zone,
                    run.letters == run.linked,
                    tuple(row.cells),
                    heads,
                    self.table(),
                )
            )
        self.gap = 0

    def flush(self) -> None:
        """Draft the text since the last break as a piece."""
        run, self.run = self.run, Run()
        if self.row is not None:
            self.run = run
            return
        if run.start < 0:
            return
        holder = self.holders[-1] if self.holders else None
        depth = sum(self.open[name] for name in LISTS)
        role, level, indent = Role.TEXT, 0, 0
        if holder and holder.name in HEADINGS:
            role, level = Role.HEADING, HEADINGS[holder.name]
        elif holder and holder.name in {"li", "dt"} and not holder.text:
            role, level, indent = Role.ITEM, depth, _STEP * max(depth, 1)
        elif holder:
            role, indent = Role.BODY, _STEP * max(depth, 1) + _STEP // 2
        if holder:
            holder.text = True
        bold = run.letters > 0 and run.bold == run.letters and role is Role.TEXT
        linked = run.letters > 0 and run.linked == run.letters
        self.drafts.append(
            Draft(
                run.start, run.end, self.gap, indent, role, level, "bold" if bold else "", self.stack[-1].zone, linked
            )
        )
        self.gap = 0

    def meta(self, values: Mapping[str, tuple[str, int, int]]) -> None:
        """Note what a meta element says about the page."""
        name = (values.get("name") or values.get("property") or ("", 0, 0))[0].lower()
        content = values.get("content")
        if name in META and content and content[0].strip():
            self.details.append(Detail(META[name], " ".join(content[0].split()), content[1], content[2]))


def count_of(values: Mapping[str, tuple[str, int, int]], key: str) -> int:
    """Return how many columns or rows a cell spans by its attribute."""
    said = values.get(key, ("1", 0, 0))[0].strip()
    return min(max(int(said), 1), _WIDEST_SPAN) if said.isdecimal() and len(said) < _WIDEST_SPAN else 1


def title_detail(pieces: list[Piece]) -> Iterator[Detail]:
    """Yield the page's title as its head gives it."""
    for piece in pieces:
        if piece.zone == "B-TITLE":
            yield Detail("title", piece.words, piece.start, piece.end)
            return
