"""What a cell is where its own words do not tell: by the head of its column, by the column, by what stands beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.extract.cells import is_person_part, is_title
from iceorg.extract.lexicon import lexicon
from iceorg.extract.words import before_bracket, split_words

if TYPE_CHECKING:
    from iceorg.extract.cells import Cell, Part
    from iceorg.extract.lines import Line

_LONGEST_KEY = 80
"""Characters of the longest key or head of a column that is read."""


def role_of(key: str) -> str:
    """Return the role that the head of a column or a key gives to what stands there; empty if none.

    >>> [role_of(key) for key in ("Head office", "Area of responsibility", "DIRECTOR", "Salary")]
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


def names_box(key: str) -> bool:
    """Whether a key says that its value is the name of what the lines below it are about."""
    return key.casefold() == "name" or role_of(key) == "unit"


def typed_by_others(line: Line, cells: list[Cell]) -> list[Cell]:
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


def speaks(line: Line, cells: list[Cell], roles: list[str]) -> bool:
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


def kind_of_names(cells: list[Cell], *, first: bool) -> str:
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
        return "place" if all(is_place_shaped(name) for name in names) else ""
    if people and len(people) == len(names) and (len(people) > 1 or any(cell.person for cell in cells)):
        return "person"
    return ""


def _has_place_word(name: Part) -> bool:
    return any(w.text.casefold() in lexicon().cells["places"] for w in split_words(name.text))


def is_place_shaped(name: Part) -> bool:
    """Whether a name is written as places are: a few capitalised words, no acronym among them."""
    words = split_words(name.text)
    plain = all((w.text[0].isupper() and not w.acronym) or w.text in ("of", "de", "la", ".", ",") for w in words)
    return plain and len(words) <= 6 and name.text.count(",") < 2
