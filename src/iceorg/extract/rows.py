"""What tables, rosters, label lines and list items say.

All four are lines of cells. A cell has a role, told by the head of its column or the key before it,
or else by what stands in it. A line with a unit of its own speaks of that unit; one without speaks
of the unit whose section it stands in, or of the page's own body. So one way of reading serves a
table of offices, a roster with dot leaders, a fact box and "Office of Ports – Ada Ochs, Director".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.extract.bodies import is_proper, kind_of_body
from iceorg.extract.cells import Cell, Part, is_body_name, is_person_part, is_title, read_cell
from iceorg.extract.columns import is_place_shaped, kind_of_names, names_box, role_of, speaks, typed_by_others
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.line_facts import LineFacts
from iceorg.extract.lines import Line, find_label_sentences, find_lines
from iceorg.extract.register import Entry, Register, named_by
from iceorg.extract.words import split_words
from iceorg.model import BlockKind, Kind, Layout, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.extract.drafts import Ledger


def read_rows(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft what tables, rosters, label lines and list items say.

    Args:
        layout: The document.
        register: Its names; what a cell names is noted there.
        ledger: Where the drafts go.
    """
    rows = Rows(layout, register, ledger)
    for line in find_lines(layout):
        rows.read(line)
    for line in find_label_sentences(layout):
        if rows.opens(line.block) or layout.blocks[line.block].kind is BlockKind.PARAGRAPH:
            rows.read(line)


_NUMBERED = re.compile(r"(?:part|section|chapter|tab|annex)\b", re.IGNORECASE)


@dataclass(slots=True)
class Rows:
    """The lines of a document, and the units that they speak of.

    Args:
        layout: The document.
        register: Its names.
        ledger: Where the drafts go.
        units: The unit that a row or an item names, by its block.
        typed: What the names of a column are where no word tells, by the block above and the number of the cell.
        heads: The blocks under which a label line says who is in charge.
        keyed: The blocks under which each key of label lines stands.
        listed: The names of units that have a row beside others.
        opened: The unit that an item or paragraph opens with, for the label lines in it.
        naming: How often each key of label lines has a body for its value, by the block above.
        boxes: The last label line that named a body as such a key does, by the block above, with the body.
        longer: The bodies whose names begin with the words of a shorter one.
    """

    layout: Layout
    register: Register
    ledger: Ledger
    units: dict[int, Entry] = field(default_factory=dict)
    typed: dict[tuple[int | None, int, int], str] = field(default_factory=dict)
    heads: set[int | None] = field(default_factory=set)
    keyed: dict[str, set[int | None]] = field(default_factory=lambda: defaultdict(set))
    listed: set[str] = field(default_factory=set)
    opened: dict[int, Entry] = field(default_factory=dict)
    naming: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    boxes: dict[int | None, tuple[int, Entry]] = field(default_factory=dict)
    longer: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Look at the columns of every list of rows first."""
        for entry in self.register.entries:
            for short in {s for name in entry.names for s in _beginnings(name)} if entry.kind in BODIES else ():
                self.longer[short].append(entry)
        columns: defaultdict[tuple[int | None, int, int], list[Cell]] = defaultdict(list)
        for line in find_lines(self.layout):
            self._note_key(line)
            for n, cell in enumerate(line.cells):
                columns[self._column(line, n)].append(self._cell(cell))
            first = self._cell(line.cells[0]) if line.family == "R" and len(line.cells) > 1 else None
            self.listed |= {part.text for part in (first.unit, first.name) if part is not None} if first else set()
        self.typed = {column: kind_of_names(cells, first=column[2] == 0) for column, cells in columns.items()}

    def _note_key(self, line: Line) -> None:
        key = self.layout.words(line.keys[0]) if line.keys[0] is not None else ""
        parent = self.layout.blocks[line.block].parent
        if line.family == "K":
            self.keyed[key.casefold()].add(parent)
        if line.family == "K" and role_of(key) in ("post", "head"):
            self.heads.add(parent)
        if line.family == "K" and names_box(key) and self._cell(line.cells[0]).unit is not None:
            self.naming[parent, key.casefold()] += 1

    def _column(self, line: Line, n: int) -> tuple[int | None, int, int]:
        block = self.layout.blocks[line.block]
        above = block.parent
        while above is not None and self.layout.blocks[above].kind is BlockKind.ROW:
            above = self.layout.blocks[above].parent
        return above, len(line.cells), n

    def _cell(self, span: Span) -> Cell:
        return read_cell(self.layout.view, span, self.is_body)

    def is_body(self, name: str) -> bool:
        """Return whether a name is that of a body which the document names; "Headquarters" heads places."""
        entry = self.register.find(name)
        return entry is not None and entry.kind in BODIES and role_of(name) != "place"

    # -------------------------------------------------------------- what a line is of

    def owner(self, index: int) -> Entry | None:
        """Return the body that a block speaks of: of the item, row or heading above it, else the page's own."""
        if index in self.opened:
            return self.opened[index]
        if (box := self.box(index)) is not None:
            return box[1]
        for above in self.layout.trail(index):
            if (entry := self.units.get(above) or self._named(above) or self._headed(above)) is not None:
                return entry
        focus = self.ledger.focus
        return None if focus is not None and any(name in self.listed for name in focus.names) else focus

    def box(self, index: int) -> tuple[int, Entry] | None:
        """Return the label line that names the body of a fact box, for the label lines below it, with the body."""
        block = self.layout.blocks[index]
        return self.boxes.get(block.parent) if block.kind in (BlockKind.LABEL, BlockKind.ROW) else None

    def _open_box(self, line: Line, cell: Cell) -> None:
        """Note the body that "Name: Gauge Office" names, where the boxes of several stand below each other."""
        parent, key = self.layout.blocks[line.block].parent, line.keys[0]
        named = self.layout.words(key).casefold() if key is not None else ""
        if line.family == "K" and cell.unit is not None and self.naming[parent, named] > 1 and names_box(named):
            entry = self.register.find(cell.unit.text) or self.register.add(
                cell.unit.text, cell.unit.span, kind_of_body(cell.unit.text)
            )
            if entry.kind in BODIES:
                self.boxes[parent] = (line.block, entry)

    def opens(self, index: int) -> bool:
        """Whether a block opens with a unit, which is noted: "Gauge Office tests gauges. Head: Ada Ochs."."""
        block = self.layout.blocks[index]
        words = split_words(self.layout.view, block.start, min(block.end, block.start + 200))
        for last in range(min(len(words), 10), 0, -1):
            name = " ".join(self.layout.view[words[0].start : words[last - 1].end].split())
            if self.is_body(name) and (entry := self.register.find(name)) is not None:
                self.opened[index] = entry
                return True
        return False

    def is_of_section(self, line: Line) -> bool:
        """Whether a label line speaks of its section: its key stands in others too."""
        key = line.keys[0]
        return line.family == "K" and key is not None and len(self.keyed[self.layout.words(key).casefold()]) > 1

    def _named(self, index: int) -> Entry | None:
        """Return the body that a heading or item names, alone or with a remark in brackets."""
        block = self.layout.blocks[index]
        words = self.layout.words(block)
        if block.kind not in (BlockKind.HEADING, BlockKind.ITEM) or _NUMBERED.match(words) or role_of(words) == "place":
            return None
        entry = named_by(self.layout, self.register, index)
        if entry is not None and (entry.kind not in BODIES or is_proper(entry)):
            return entry if entry.kind in BODIES else None
        if entry is not None:
            return None
        name = re.sub(r"(?<!\s)\s*\([^()]*\)$", "", self.layout.words(block)).strip(" –—-*_:.")
        if not is_body_name(name):
            return None
        at = self.layout.view.find(name, block.start, block.end)
        return self.register.find(name) or (
            self.register.add(name, Span(at, at + len(name)), kind_of_body(name)) if at >= 0 else None
        )

    def _headed(self, index: int) -> Entry | None:
        """Return the unit that an item names, if a label line under it says who heads it."""
        block = self.layout.blocks[index]
        words = split_words(self.layout.view, block.start, block.end)
        if index not in self.heads or block.kind is not BlockKind.ITEM or not 0 < len(words) <= 5:
            return None
        if not all(w.text[0].isupper() or w.text in ("and", "of", "&") for w in words) or is_title(
            self.layout.words(block)
        ):
            return None
        return self.register.add(self.layout.words(block), Span(block.start, block.end), Kind.UNIT)

    def is_of_others(self, index: int) -> bool:
        """Whether a line stands under a heading of things that are not the page's own."""
        heading = next((a for a in self.layout.trail(index) if self.layout.blocks[a].kind is BlockKind.HEADING), None)
        above = list(self.layout.trail(index))[:1] + ([heading] if heading is not None else [])
        words = {
            w.text.casefold()
            for a in above
            for w in split_words(self.layout.view, self.layout.blocks[a].start, self.layout.blocks[a].end)
        }
        return bool(words & lexicon().cells["others"])

    # -------------------------------------------------------------- reading a line

    def read(self, line: Line) -> None:
        """Draft what a line says."""
        cells = [self._cell(span) for span in line.cells]
        self._open_box(line, cells[0])
        roles = [self._role(key, n) for n, key in enumerate(line.keys)]
        cells = [self._with_role(line, n, cell, role) for n, (cell, role) in enumerate(zip(cells, roles, strict=True))]
        if cells[0].gone or any(c.gone and r != "?" for c, r in zip(cells, roles, strict=True) if line.family == "R"):
            return
        cells = typed_by_others(line, cells)
        if speaks(line, cells, roles):
            LineFacts(self, line, cells, roles).draft()

    def _role(self, key: Span | None, n: int) -> str:
        """Return the role of a cell: `?` where the head of its column tells none that is known."""
        words = self.layout.words(key) if key is not None else ""
        return role_of(words) or ("?" if words or (key is not None and n) else "")

    def _with_role(self, line: Line, n: int, cell: Cell, role: str) -> Cell:
        """Return a cell whose mere name is typed: by its role, else by the other cells of its column."""
        if role == "place" and cell.place is None and cell.name is None and cell.whole and is_place_shaped(cell.whole):
            return replace(cell, place=cell.whole)
        if cell.name is None:
            return cell
        if not role and line.family != "K" and line.keys[n] is None and len(line.cells) > 1:
            role = self.typed[self._column(line, n)]
        return self._named_as(cell, cell.name, role)

    def _named_as(self, cell: Cell, name: Part, role: str) -> Cell:
        """Return a cell with its mere name as what its role asks for, if it may be that."""
        if role == "place":
            return replace(cell, place=name)
        if role in ("program", "title"):
            return replace(cell, program=name) if role == "program" else replace(cell, title=name)
        if role in ("person", "post", "head") and is_person_part(name, told=True):
            return replace(cell, person=name)
        of_body = role == "unit" or (role in ("parent", "runner") and self.is_body(name.text))
        return replace(cell, unit=name) if of_body else cell


def _beginnings(name: str) -> Iterator[str]:
    """Yield the words that a name begins with, one, two and more."""
    words = name.split()
    for n in range(1, min(len(words), 8)):
        yield " ".join(words[:n])
