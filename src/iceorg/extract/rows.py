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

from iceorg.extract.cells import Cell, Part, is_body_name, is_person_part, is_title, read_cell
from iceorg.extract.drafts import Ground
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Mention, Token
from iceorg.extract.register import Entry, Register, named_by
from iceorg.extract.rulebook import rulebook
from iceorg.extract.values import find_dates
from iceorg.extract.words import before_bracket, split_words
from iceorg.model import BlockKind, Kind, Layout, Passage, Span
from iceorg.vocab import iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.extract.drafts import Ledger
    from iceorg.model import Block

_BODIES = (Kind.AGENCY, Kind.UNIT)


def read_rows(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft what tables, rosters, label lines and list items say.

    Args:
        layout: The document.
        register: Its names; what a cell names is noted there.
        ledger: Where the drafts go.
    """
    rows = _Rows(layout, register, ledger)
    for line in _lines(layout):
        rows.read(line)
    for line in _said(layout):
        if rows.opens(line.block) or layout.blocks[line.block].kind is BlockKind.PARAGRAPH:
            rows.read(line)


# ------------------------------------------------------------------ lines of cells


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of cells.

    Args:
        block: Index of its block.
        family: The letter of its rules: R table or roster, K label line or fact box, L list item.
        cells: Where its cells stand.
        keys: Where the head of each column or the key of a value stands; empty without one.
    """

    block: int
    family: str
    cells: tuple[Span, ...]
    keys: tuple[Span | None, ...]


def _lines(layout: Layout) -> Iterator[_Line]:
    """Yield the lines of cells of a document, in text order."""
    heads = {block.header for block in layout.blocks if block.header is not None}
    for i, block in enumerate(layout.blocks):
        if block.kind is BlockKind.ROW and i not in heads and i + 1 not in heads:
            yield _row(layout, i)
        elif _is_split(block) and (line := _split(layout, i)) is not None:
            yield line


def _said(layout: Layout) -> Iterator[_Line]:
    """Yield the sentences of items and paragraphs that are label lines: "Director General: Hugh Ind."."""
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        text = layout.view[sentence.start : sentence.end]
        if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or sentence.start == block.start or len(text) > 120:
            continue
        label = _KEY.fullmatch(text)
        if label is not None and _role(label["key"]) in ("post", "head"):
            key, value = (
                Span(sentence.start + label.start(n), sentence.start + label.end(n)) for n in ("key", "value")
            )
            yield _Line(sentence.block, "K", (value,), (key,))


def _is_split(block: Block) -> bool:
    """Whether a block may be a name with a tail; the title of a page is not."""
    below = block.kind is BlockKind.HEADING and block.parent is not None
    return below or block.kind in (BlockKind.LABEL, BlockKind.ITEM)


def _row(layout: Layout, i: int) -> _Line:
    block = layout.blocks[i]
    if block.header is not None:
        above = layout.blocks[block.header].cells
        keys = tuple(above[n] if n < len(above) else None for n in range(len(block.cells)))
        return _Line(i, "R", block.cells, keys)
    if len(block.cells) == 2 and _is_key(layout, block.cells[0]):
        return _Line(i, "K", block.cells[1:], (block.cells[0],))
    cells = tuple(part for cell in block.cells for part in _semicolons(layout.view, cell))
    return _Line(i, "R", cells, (None,) * len(cells))


def _semicolons(view: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a cell between semicolons: "Ada Ochs, Chief; Boston, Massachusetts"."""
    for part in re.finditer(r"[^;]+", view[span.start : span.end]):
        yield Span(span.start + part.start(), span.start + part.end())


def _is_key(layout: Layout, span: Span) -> bool:
    """Whether a cell is the key of a fact box: it has a role and names nothing."""
    return _role(layout.words(span)) not in ("", "post", "unit", "title", "program")


_NUMBERED = re.compile(r"(?:part|section|chapter|tab|annex)\b", re.IGNORECASE)
_LONGEST_KEY = 80
"""Characters of the longest key or head of a column that is read."""
_TAIL = re.compile(r"(?<!\s)\s+[–—-]+\s+|[–—]\s+")
_KEY = re.compile(r"(?P<key>[A-Z][^:.;\n]{1,60}?)\s*:\s+(?P<value>\S.*)", re.DOTALL)


def _split(layout: Layout, i: int) -> _Line | None:
    """Return a label line or item as cells: key and value, or name and tails."""
    block = layout.blocks[i]
    text = layout.view[block.start : block.end]
    if len(text) > 400:
        return None
    label = _KEY.fullmatch(text)
    if label is not None and label["key"].count("(") == label["key"].count(")"):
        key = Span(block.start + label.start("key"), block.start + label.end("key"))
        value = Span(block.start + label.start("value"), block.end)
        if _role(layout.words(key)):
            return _Line(i, "K", (value,), (key,))
        return _Line(i, "L", (key, value), (None, None)) if block.kind is not BlockKind.LABEL else None
    cells = [*_pieces(text, block.start)]
    name, bracket, tail = text.partition("(")
    if len(cells) == 1 and bracket and tail.rstrip(" .\n").endswith(")") and tail.count("(") == 0:
        at = block.start + len(name)
        return _bracketed(layout, i, Span(block.start, at), Span(at + 1, at + tail.index(")") + 1))
    return _Line(i, "L", tuple(cells), (None,) * len(cells))


def _bracketed(layout: Layout, i: int, name: Span, remark: Span) -> _Line:
    """Return a name with a remark in brackets as cells; the keys of the remark's parts are theirs."""
    cells: list[Span] = [name]
    keys: list[Span | None] = [None]
    for part in _semicolons(layout.view, remark):
        label = _INNER_KEY.fullmatch(layout.view, part.start, part.end)
        if label is not None and _role(label["key"].capitalize()):
            cells.append(Span(*label.span("value")))
            keys.append(Span(*label.span("key")))
        else:
            cells.append(part)
            keys.append(None)
    return _Line(i, "L", tuple(cells), tuple(keys))


_INNER_KEY = re.compile(r"\s{0,40}(?P<key>[^\s:.;()][^:.;()\n]{1,59}?)\s*:\s+(?P<value>\S.*)", re.DOTALL)


def _pieces(text: str, start: int) -> Iterator[Span]:
    at = 0
    for cut in _TAIL.finditer(text):
        yield Span(start + at, start + cut.start())
        at = cut.end()
    yield Span(start + at, start + len(text))


# ------------------------------------------------------------------ roles


def _role(key: str) -> str:
    """Return the role that the head of a column or a key gives to what stands there; empty if none.

    >>> [_role(key) for key in ("Head office", "Area of responsibility", "DIRECTOR", "Salary")]
    ['place', 'area', 'post', '']
    """
    if len(key) > _LONGEST_KEY:
        return ""
    lower = " ".join(key.split()).strip(" :.*").casefold()
    for role, words in lexicon().columns.items():
        if lower in words:
            return role
    if key[:1].isupper() and is_title(before_bracket(key.strip(" :"))):
        return "post"
    first = re.split(r"(?<!\s)(?:\s+(?:or|and|/)\s+|\s*/\s*)", lower)[0]
    return next((role for role, words in lexicon().columns.items() if first in words), "")


# ------------------------------------------------------------------ reading


@dataclass(slots=True)
class _Rows:
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
            for short in {s for name in entry.names for s in _beginnings(name)} if entry.kind in _BODIES else ():
                self.longer[short].append(entry)
        columns: defaultdict[tuple[int | None, int, int], list[Cell]] = defaultdict(list)
        for line in _lines(self.layout):
            self._note_key(line)
            for n, cell in enumerate(line.cells):
                columns[self._column(line, n)].append(self._cell(cell))
            first = self._cell(line.cells[0]) if line.family == "R" and len(line.cells) > 1 else None
            self.listed |= {part.text for part in (first.unit, first.name) if part is not None} if first else set()
        self.typed = {column: _kind_of_names(cells, first=column[2] == 0) for column, cells in columns.items()}

    def _note_key(self, line: _Line) -> None:
        key = self.layout.words(line.keys[0]) if line.keys[0] is not None else ""
        parent = self.layout.blocks[line.block].parent
        if line.family == "K":
            self.keyed[key.casefold()].add(parent)
        if line.family == "K" and _role(key) in ("post", "head"):
            self.heads.add(parent)
        if line.family == "K" and _names_box(key) and self._cell(line.cells[0]).unit is not None:
            self.naming[parent, key.casefold()] += 1

    def _column(self, line: _Line, n: int) -> tuple[int | None, int, int]:
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
        return entry is not None and entry.kind in _BODIES and _role(name) != "place"

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

    def _open_box(self, line: _Line, cell: Cell) -> None:
        """Note the body that "Name: Gauge Office" names, where the boxes of several stand below each other."""
        parent, key = self.layout.blocks[line.block].parent, line.keys[0]
        named = self.layout.words(key).casefold() if key is not None else ""
        if line.family == "K" and cell.unit is not None and self.naming[parent, named] > 1 and _names_box(named):
            entry = self.register.find(cell.unit.text) or self.register.add(
                cell.unit.text, cell.unit.span, _kind_of_body(cell.unit.text)
            )
            if entry.kind in _BODIES:
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

    def is_of_section(self, line: _Line) -> bool:
        """Whether a label line speaks of its section: its key stands in others too."""
        key = line.keys[0]
        return line.family == "K" and key is not None and len(self.keyed[self.layout.words(key).casefold()]) > 1

    def _named(self, index: int) -> Entry | None:
        """Return the body that a heading or item names, alone or with a remark in brackets."""
        block = self.layout.blocks[index]
        words = self.layout.words(block)
        if block.kind not in (BlockKind.HEADING, BlockKind.ITEM) or _NUMBERED.match(words) or _role(words) == "place":
            return None
        entry = named_by(self.layout, self.register, index)
        if entry is not None and (entry.kind not in _BODIES or _is_proper(entry)):
            return entry if entry.kind in _BODIES else None
        if entry is not None:
            return None
        name = re.sub(r"(?<!\s)\s*\([^()]*\)$", "", self.layout.words(block)).strip(" –—-*_:.")
        if not is_body_name(name):
            return None
        at = self.layout.view.find(name, block.start, block.end)
        return self.register.find(name) or (
            self.register.add(name, Span(at, at + len(name)), _kind_of_body(name)) if at >= 0 else None
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

    def read(self, line: _Line) -> None:
        """Draft what a line says."""
        cells = [self._cell(span) for span in line.cells]
        self._open_box(line, cells[0])
        roles = [self._role(key, n) for n, key in enumerate(line.keys)]
        cells = [self._with_role(line, n, cell, role) for n, (cell, role) in enumerate(zip(cells, roles, strict=True))]
        if cells[0].gone or any(c.gone and r != "?" for c, r in zip(cells, roles, strict=True) if line.family == "R"):
            return
        cells = _typed_by_others(line, cells)
        if _speaks(line, cells, roles):
            _Facts(self, line, cells, roles).draft()

    def _role(self, key: Span | None, n: int) -> str:
        """Return the role of a cell: `?` where the head of its column tells none that is known."""
        words = self.layout.words(key) if key is not None else ""
        return _role(words) or ("?" if words or (key is not None and n) else "")

    def _with_role(self, line: _Line, n: int, cell: Cell, role: str) -> Cell:
        """Return a cell whose mere name is typed: by its role, else by the other cells of its column."""
        if role == "place" and cell.place is None and cell.name is None and cell.whole and _place_shaped(cell.whole):
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


def _names_box(key: str) -> bool:
    """Whether a key says that its value is the name of what the lines below it are about."""
    return key.casefold() == "name" or _role(key) == "unit"


def _beginnings(name: str) -> Iterator[str]:
    """Yield the words that a name begins with, one, two and more."""
    words = name.split()
    for n in range(1, min(len(words), 8)):
        yield " ".join(words[:n])


def _typed_by_others(line: _Line, cells: list[Cell]) -> list[Cell]:
    """Return the cells with a mere name typed by what stands beside it.

    Beside a title alone a name like a person's is a person's; before a title with a name it is a unit's.
    """
    if line.family == "K" or len(cells) < 2 or any(line.keys):
        return cells
    alone = any(cell.title and not cell.person for cell in cells)
    first, rest = cells[0], cells[1:]
    titled = any(cell.title and cell.person for cell in rest)
    if first.name and not alone and titled and not first.shaped and "." not in first.name.text:
        cells = [replace(first, unit=first.name), *rest]
    return [
        replace(cell, person=cell.name) if alone and cell.name and cell.shaped and not cell.unit else cell
        for cell in cells
    ]


def _speaks(line: _Line, cells: list[Cell], roles: list[str]) -> bool:
    """Whether it is told of what a line speaks: a line that begins with a name of no told kind tells nothing."""
    first = cells[0]
    if line.family == "K":
        return True
    if any(cell.rest and cell.title is not None for cell in cells):
        return False
    if len(cells) == 1:
        return first.person is not None or first.unit is not None
    if (
        roles[0] in ("", "?")
        and line.family == "R"
        and roles[0] == "?"
        and not any(r in ("unit", "title") for r in roles)
    ):
        return False
    return any((first.unit, first.person, first.title, first.place, first.program)) or (
        roles[0] == "person" and first.vacant
    )


def _kind_of_names(cells: list[Cell], *, first: bool) -> str:
    """Return what the names of a column are: `unit`, `person`, `place` or nothing that is told."""
    names = [cell.name for cell in cells if cell.name is not None]
    if 2 * sum(cell.unit is not None for cell in cells) >= len(cells) > 2:
        return "unit"
    if sum(cell.states != () for cell in cells) > 1:
        return "area"
    people = [name for name in names if is_person_part(name)]
    if 2 * len(people) > len(names):  # most are, so that "Samuel Park" is one as well
        people = [name for name in names if is_person_part(name, told=True)]
    plain = len(people) < len(names) and any(" " not in n.text or _has_place_word(n) for n in names)
    placed = any(cell.place for cell in cells) or plain
    if placed and not any(cell.person for cell in cells) and not (first and not any(cell.place for cell in cells)):
        return "place" if all(_place_shaped(name) for name in names) else ""
    if people and len(people) == len(names) and (len(people) > 1 or any(cell.person for cell in cells)):
        return "person"
    return ""


def _has_place_word(name: Part) -> bool:
    return any(w.text.casefold() in lexicon().cells["places"] for w in split_words(name.text))


def _place_shaped(name: Part) -> bool:
    words = split_words(name.text)
    plain = all((w.text[0].isupper() and not w.acronym) or w.text in ("of", "de", "la", ".", ",") for w in words)
    return plain and len(words) <= 6 and name.text.count(",") < 2


def _is_proper(entry: Entry) -> bool:
    """Whether an entry is surely one body: by a short form, or a name whose head tells."""
    return bool(entry.acronyms) or any(is_body_name(name) or not _has_body_head(name) for name in entry.names)


def _has_body_head(name: str) -> bool:
    """Whether a name's head is that of a body, though it is no body's name."""
    return lexicon().head_kind(tuple(w.text for w in split_words(name))) in _BODIES


def _kind_of_body(name: str) -> Kind:
    return lexicon().head_kind(tuple(w.text for w in split_words(name))) or Kind.UNIT


# ------------------------------------------------------------------ facts of a line


@dataclass(slots=True)
class _Facts:
    """What one line says.

    Args:
        rows: The lines of the document.
        line: The line.
        cells: Its cells, read.
        roles: The role of each.
    """

    rows: _Rows
    line: _Line
    cells: list[Cell]
    roles: list[str]

    def draft(self) -> None:
        """Draft every fact of the line."""
        if self.cells[0].program is not None and self.line.family != "K":
            self._run(self.cells[0].program)
            return
        unit = self._unit()
        owner = self.rows.owner(self.line.block)
        if owner is self.rows.ledger.focus and self.rows.is_of_section(self.line):
            return  # of a section whose body is not told
        if unit is not None:
            self._part(unit, owner)
        body = unit or owner
        if body is None:
            return
        for cell, role in zip(self.cells, self.roles, strict=True):
            self._value(body, cell, role)
        self._people(unit, body)

    def ground(self, rule: str) -> Ground:
        """Return why a fact of the line is believed: the line, and what licenses it."""
        found = rulebook()[f"{self.line.family}-{rule}"]
        return Ground(found.id, found.status, self._passages())

    def _passages(self) -> tuple[Passage, ...]:
        layout = self.rows.layout
        block = layout.blocks[self.line.block]
        licence = block.header if block.header is not None else block.parent
        if self.line.family == "K" and (box := self.rows.box(self.line.block)) is not None:
            licence = box[0]
        parts: list[Span] = [Span(block.start, block.end)]
        if licence is not None:
            parts.append(Span(layout.blocks[licence].start, layout.blocks[licence].end))
        elif (focus := self.rows.ledger.focus) is not None:
            parts.append(focus.place)
        return tuple(layout.document.passage(p.start, p.end) for p in parts)

    def _run(self, named: Part) -> None:
        """Draft who runs the program of a line: the body in the cell for it, or the only thing beside it."""
        for n, (cell, role) in enumerate(zip(self.cells, self.roles, strict=True)):
            alone = role == "" and cell.whole == cell.unit and len(self.cells) == 2
            if n and cell.unit is not None and (role in ("runner", "unit", "head") or alone):
                runner = self._body(cell.unit, "")
                program = self._thing(named, Kind.PROGRAM)
                if runner is not None and program.kind is Kind.PROGRAM:
                    self.rows.ledger.add(runner, iceorg.ADMINISTERS, program, self.ground("RUNS"))

    # -------------------------------------------------------------- the unit of a line

    def _unit(self) -> Entry | None:
        """Return the unit that a line is about, noted in the register."""
        for n, (cell, role) in enumerate(zip(self.cells, self.roles, strict=True)):
            if cell.unit is None or role not in ("", "unit") or (self.line.family == "K"):
                continue
            if role == "" and n and (self.line.family == "L" or self.cells[0].place is None):
                continue
            if role == "" and cell.title is not None:
                continue
            entry = self._body(cell.unit, role)
            if entry is not None:
                self.rows.units[self.line.block] = entry
            return entry
        return None

    def _body(self, part: Part, role: str) -> Entry | None:
        """Return the body that words name; a short form of a known one ("Boston" for "Boston Office") is that."""
        register = self.rows.register
        known = register.find(part.text)
        if known is not None:
            if known.kind is None:
                known.kinds[Kind.UNIT] += 1
            return known if known.kind in _BODIES else None
        if role == "unit" and (longer := self._longer(part.text)) is not None:
            return longer
        return register.add(part.text, part.span, _kind_of_body(part.text) if is_body_name(part.text) else Kind.UNIT)

    def _longer(self, name: str) -> Entry | None:
        """Return the one body whose name begins with the words."""
        found = self.rows.longer.get(name, ())
        return found[0] if len(found) == 1 else None

    def _part(self, unit: Entry, owner: Entry | None) -> None:
        """Draft that the unit of a line is part of the body whose table it is."""
        own = unit.kind is Kind.UNIT or "unit" in self.roles or unit.label.endswith(" Department")
        if owner is None or owner is unit or not own or self.rows.is_of_others(self.line.block):
            return
        block = self.rows.layout.blocks[self.line.block]
        nested = (block.kind is BlockKind.HEADING or block.level > 1) and len(self.cells) > 1
        if self.line.family == "L" and not (nested and _is_proper(owner)):
            return  # what an item names without more, the outline reads
        if self.roles[0] == "program" or any(role in ("parent", "runner") for role in self.roles):
            return
        self.rows.ledger.part_of(unit, owner, self.ground("UNIT"))

    # -------------------------------------------------------------- values with a role

    def _value(self, body: Entry, cell: Cell, role: str) -> None:
        """Draft what one cell says of the body of its line."""
        if role in ("", "place"):
            self._placed(body, cell)
            for state in cell.states if role == "" and self.line.family == "R" else ():
                place = self._thing(state, Kind.PLACE)
                self.rows.ledger.add(body, schema.AREA_SERVED, place, self.ground("AREA"))
        elif role in ("area", "parts"):
            self._listed(body, cell, role)
        elif role in ("parent", "before") and cell.unit is not None:
            self._joined(body, cell.unit, role)
        elif role == "program" and cell.program is not None and body is not self.rows.ledger.focus:
            program = self._thing(cell.program, Kind.PROGRAM)
            if program.kind is Kind.PROGRAM:
                self.rows.ledger.add(body, iceorg.ADMINISTERS, program, self.ground("PROGRAM"))
        elif role == "founded":
            self._founded(body, cell)

    def _placed(self, body: Entry, cell: Cell) -> None:
        """Draft where a body is; what an item says of a place is of the item's own unit."""
        own = self.line.family != "L" or self.rows.units.get(self.line.block) is body
        if cell.place is not None and own:
            place = self._thing(cell.place, Kind.PLACE)
            self.rows.ledger.add(body, schema.LOCATION, place, self.ground("PLACE"))

    def _listed(self, body: Entry, cell: Cell, role: str) -> None:
        """Draft the areas that a body serves, or its parts."""
        for part in self._list(cell):
            if role == "area":
                place = self._thing(part, Kind.PLACE)
                self.rows.ledger.add(body, schema.AREA_SERVED, place, self.ground("AREA"))
            elif (entry := self._body(part, "")) is not None:
                self.rows.ledger.part_of(entry, body, self.ground("PARTS"))

    def _joined(self, body: Entry, named: Part, role: str) -> None:
        """Draft the body that another is part of, or took the place of."""
        other = self._body(named, "")
        if other is not None and role == "parent":
            self.rows.ledger.part_of(body, other, self.ground("PARENT"))
        elif other is not None:
            self.rows.ledger.replaces(body, other, self.ground("BEFORE"))

    def _founded(self, body: Entry, cell: Cell) -> None:
        view = self.rows.layout.view
        when = next(find_dates(view, cell.span.start, cell.span.end), None)
        year = re.match(r"(?<!\s)\s*(1[5-9]\d\d|20\d\d)\b", view[cell.span.start : cell.span.end])
        if when is not None:
            self.rows.ledger.established(body, when.value, self.ground("FOUNDED"))
        elif year is not None:
            self.rows.ledger.established(body, year[1], self.ground("FOUNDED"))

    def _thing(self, part: Part, kind: Kind) -> Entry:
        return self.rows.register.add(part.text, part.span, kind)

    def _list(self, cell: Cell) -> Iterator[Part]:
        """Yield the items of a cell that is a list of names; of none that is prose or figures."""
        view = self.rows.layout.view
        text = view[cell.span.start : cell.span.end]
        cut = r"[^;]+" if ";" in text else r"[^,]+"
        found = []
        for piece in re.finditer(cut, text):
            words = re.sub(r"^\s*(?:and\s+)?(?:the\s+)?", "", piece.group())
            first = cell.span.start + piece.end() - len(words)
            words = words.rstrip(" .\t\r\n")
            found.append(Part(first, first + len(words), " ".join(words.split())))
        if all(_is_listed(part) for part in found):
            yield from found

    # -------------------------------------------------------------- people and posts

    def _people(self, unit: Entry | None, body: Entry) -> None:
        """Draft who holds which post, and who heads the unit of the line."""
        for n, (cell, role) in enumerate(zip(self.cells, self.roles, strict=True)):
            if role == "?" and cell.title is None:
                continue
            if role in ("", "?", "post", "head", "person") and (
                cell.person is not None or (role == "post" and cell.vacant)
            ):
                self._holder(n, cell, role, unit, body)
            elif cell.person is None and cell.title is not None and role in ("", "title") and self._is_vacant():
                self._post(cell.title, body)

    def _is_vacant(self) -> bool:
        return any(cell.vacant for cell in self.cells)

    def _holder(self, n: int, cell: Cell, role: str, unit: Entry | None, body: Entry) -> None:
        title = self._title(n, cell, role)
        capacity = cell.capacity or next((c.capacity for c in self.cells if c.title is not None and c.capacity), "")
        place = next((c.unit for c in self.cells if c.title is not None and c.unit is not None), None)
        if place is not None and self.line.family != "K":
            body = self._body(place, "") or body
        if title is not None:
            mention = Mention(title.start, title.end, title.text, Token.POST, capacity=capacity)
            post = self._posted(mention, body)
        if cell.person is None:
            return
        person = self._thing(cell.person, Kind.PERSON)
        if person.kind is not Kind.PERSON:
            return
        if title is not None:
            self.rows.ledger.holds(person, post, capacity, self.ground("POST"))
        if self._is_head(title, role, unit, body):
            self.rows.ledger.heads(person, body, self.ground("HEAD"))

    def _is_head(self, title: Part | None, role: str, unit: Entry | None, body: Entry) -> bool:
        """Whether the person of a line is the one in charge."""
        if role == "head":
            return self.line.family == "K" or unit is not None
        if role == "post" and self.line.family == "K":
            return body is not self.rows.ledger.focus and _heads(title)
        if unit is None or body is not unit or role == "?":
            return False
        return (title is None and role != "person") or _heads(title)

    def _post(self, title: Part, body: Entry) -> None:
        self._posted(Mention(title.start, title.end, title.text, Token.POST), body)

    def _posted(self, mention: Mention, body: Entry) -> Entry:
        post = self.rows.ledger.post(mention, body)
        if post.body is not None:
            self.rows.ledger.add(post, org.POST_IN, post.body, self.ground("POST"))
        return post

    def _is_titled(self, key: Span) -> bool:
        words = self.rows.layout.words(key)
        return is_title(words) and words.casefold() != "head"

    def _title(self, n: int, cell: Cell, role: str) -> Part | None:
        """Return the title that a person holds: from the same cell, another one, or the head of the column."""
        if cell.title is not None:
            return cell.title
        key = self.line.keys[n]
        if key is not None and (
            role == "post" or (role == "head" and self.line.family == "K" and self._is_titled(key))
        ):
            return _title_of_key(self.rows.layout, key)
        return next(
            (c.title for c, r in zip(self.cells, self.roles, strict=True) if c.title and r in ("", "title")), None
        )


def _title_of_key(layout: Layout, key: Span) -> Part:
    words = before_bracket(layout.words(key)).strip(" :")
    for acting in lexicon().standing_in:
        words = re.sub(rf"^{acting}\s+", "", words, flags=re.IGNORECASE)
    return Part(key.start, key.end, words.title() if words.isupper() else words)


def _heads(title: Part | None) -> bool:
    """Whether a title is that of the one in charge."""
    words = {w.text.casefold() for w in split_words(title.text)} if title is not None else set()
    return bool(words) and not words & lexicon().cells["second"]


def _is_listed(part: Part) -> bool:
    words = split_words(part.text)
    small = [
        w
        for w in words
        if w.text[0].islower()
        and w.text not in ("of", "and", "the", "for", "upstate", "northern", "southern", "eastern", "western")
    ]
    return bool(words) and len(words) <= 9 and not small and not any(w.text[0].isdigit() for w in words)
