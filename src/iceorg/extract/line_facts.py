"""What one line of cells says: whose unit it is, where it is, who holds which post in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.bodies import is_proper, kind_of_body
from iceorg.extract.cells import Part, is_body_name, is_title
from iceorg.extract.drafts import Ground
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.mentions import Mention, Token
from iceorg.extract.rulebook import rulebook
from iceorg.extract.values import find_dates
from iceorg.extract.words import before_bracket, split_words
from iceorg.model import BlockKind, Kind, Span
from iceorg.vocab import iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.extract.cells import Cell
    from iceorg.extract.lines import Line
    from iceorg.extract.register import Entry
    from iceorg.extract.rows import Rows
    from iceorg.model import Layout, Passage


@dataclass(slots=True)
class LineFacts:
    """What one line says.

    Args:
        rows: The lines of the document.
        line: The line.
        cells: Its cells, read.
        roles: The role of each.
    """

    rows: Rows
    line: Line
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
            return known if known.kind in BODIES else None
        if role == "unit" and (longer := self._longer(part.text)) is not None:
            return longer
        return register.add(part.text, part.span, kind_of_body(part.text) if is_body_name(part.text) else Kind.UNIT)

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
        if self.line.family == "L" and not (nested and is_proper(owner)):
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
        """Draft the areas that a body serves, or its parts; a cell that says "none" has neither."""
        for part in () if cell.vacant else self._list(cell):
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
