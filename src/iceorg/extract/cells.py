"""What one cell, label value or tail of a line says: a unit, a person, a title, a place.

A cell is read by its parts between commas: "Eric G. Roe, Acting Director" is a person and a title,
"Chief, Ice Branch" a title and a unit, "Edwards, California" a place. What no word tells stays a
mere name; the head of its column may type it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.words import split_words
from iceorg.model import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iceorg.extract.words import Word


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a cell, and where they stand."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says.

    Args:
        span: Where it stands.
        unit: A body that its words tell.
        person: A person that a rank, a title beside it or an initial tells.
        title: A title.
        place: A place that its state or country tells.
        name: A name of no told kind, the only thing in the cell.
        shaped: Whether that name looks like a person's.
        capacity: `Acting` for a stand-in.
        vacant: Whether it says that nobody is there.
        gone: Whether it says that something is no more, or elsewhere.
        rest: Whether there are words beside it of which nothing is told.
        program: A program that its words tell.
        states: The states that it lists.
        whole: All of its words, without remarks in brackets.
    """

    span: Span
    unit: Part | None = None
    person: Part | None = None
    title: Part | None = None
    place: Part | None = None
    name: Part | None = None
    shaped: bool = False
    capacity: str = ""
    vacant: bool = False
    gone: bool = False
    rest: bool = False
    program: Part | None = None
    states: tuple[Part, ...] = ()
    whole: Part | None = None


_BRACKET = re.compile(r"[(\[](?P<remark>[^()\[\]]*)[)\]]$")
_STARS = " \t\r\n\xa0*†‡_|.;:,–—-"
_LONGEST = 400
"""Characters of the longest cell that is read; a longer one is prose."""
_PIECE = re.compile(r"[^,;]+")


def read_cell(view: str, span: Span, is_body: Callable[[str], bool]) -> Cell:
    """Return what a cell says.

    Args:
        view: The text.
        span: Where the cell stands.
        is_body: Whether a name is that of a body which the document knows.

    Example:
        >>> text = "Ada B. Ochs, Acting Director"
        >>> cell = read_cell(text, Span(0, len(text)), lambda name: False)
        >>> cell.person.text, cell.title.text, cell.capacity
        ('Ada B. Ochs', 'Director', 'Acting')
    """
    text = view[span.start : span.end]
    if len(text) > _LONGEST:
        return Cell(span)
    plain = " ".join(text.split()).strip(" ()[]*.").casefold()
    if plain in lexicon().cells["vacant"] or re.match(r"(?<!\W)\W*(?:vacant|tba|tbd|tbc)\b", text, re.IGNORECASE):
        return Cell(span, vacant=True)
    end, capacity = _without_remarks(text)
    parts = _parts(view, span.start, span.start + end)
    gone = any(w.text.casefold() in lexicon().cells["gone"] for w in split_words(view, span.start, span.end))
    cell = Cell(span, capacity=capacity, gone=gone)
    if len(parts) > 1 and all(is_state(part.text) for part in parts):
        return replace(cell, states=tuple(parts))
    if not parts or len(parts) > 3 or any(_is_prose(part) for part in parts):
        return cell
    return _typed(cell, parts, view, is_body)


def _without_remarks(text: str) -> tuple[int, str]:
    """Return where a cell ends without the remarks in brackets after it, and the capacity that they tell."""
    end, capacity = len(text.rstrip(_STARS)), ""
    while found := _BRACKET.search(text[:end]):
        if found["remark"].strip(" .").casefold() in lexicon().cells["acting"]:
            capacity = "Acting"
        end = len(text[: found.start()].rstrip(_STARS))
    return end, capacity


def _parts(view: str, start: int, end: int) -> list[Part]:
    """Return the parts of a cell between commas; post-nominals are no parts."""
    found: list[Part] = []
    for piece in _PIECE.finditer(view, start, end):
        first = piece.start() + len(piece.group()) - len(piece.group().lstrip(_STARS.replace(".", "")))
        last = piece.end() - len(piece.group()) + len(piece.group().rstrip(_STARS.replace(".", "")))
        text = " ".join(view[first:last].split())
        if text and text.strip(".").casefold() not in lexicon().cells["suffixes"]:
            found.append(Part(first, last, text))
        elif text and text.strip(".").casefold() in ("jr", "sr", "ii", "iii", "iv") and found:
            found[-1] = Part(found[-1].start, last, " ".join(view[found[-1].start : last].split()))
    return found


def _is_prose(part: Part) -> bool:
    """Whether words are a sentence or a figure and no name."""
    words = split_words(part.text)
    small = [
        w for w in words if w.text[0].islower() and w.text not in ("of", "the", "and", "for", "on", "in", "to", "&")
    ]
    return (
        len(words) > 14
        or len(small) > 1
        or (len(small) == 1 and not _is_particle(small[0]) and len(words) > 1 and not _last(words, small[0]))
    )


def _is_particle(word: Word) -> bool:
    return word.text.casefold() in lexicon().cells["particles"]


def _last(words: Sequence[Word], word: Word) -> bool:
    return words[-1] is word and word.text in lexicon().cells["titles"]


def _typed(cell: Cell, parts: list[Part], view: str, is_body: Callable[[str], bool]) -> Cell:
    text = " ".join(view[parts[0].start : parts[-1].end].split())
    cell = replace(cell, whole=Part(parts[0].start, parts[-1].end, text))
    if place := _place(parts):
        return replace(cell, place=place)
    if len(parts) > 1 and (whole := _whole(parts, view, is_body)) is not None:
        return replace(cell, unit=whole)
    for part in parts:
        cell = _with_part(cell, part, view, is_body)
    if len(parts) == 1 and not (cell.unit or cell.person or cell.title or cell.program):
        part, capacity = _without_acting(parts[0])
        shaped = is_person_part(part)
        named = part.text[:1].isupper() and not any(c.isdigit() for c in part.text)
        return replace(
            cell, rest=False, name=part if named else None, shaped=shaped, capacity=cell.capacity or capacity
        )
    return cell


def _with_part(cell: Cell, part: Part, view: str, is_body: Callable[[str], bool]) -> Cell:
    """Return the cell with what one part of it says."""
    bare, capacity = _without_acting(part)
    cell = replace(cell, capacity=cell.capacity or capacity)
    if is_title(bare.text):
        return replace(cell, title=cell.title or bare)
    if titled := _title_and_person(bare, view):
        return replace(cell, title=titled[0], person=titled[1])
    if is_body(bare.text) or is_body_name(bare.text):
        return replace(cell, unit=cell.unit or bare)
    if _is_program_name(bare.text):
        return replace(cell, program=bare)
    return _with_person(cell, bare, view)


def _with_person(cell: Cell, part: Part, view: str) -> Cell:
    """Return the cell with the person that a part names, where a rank, an initial or a title after it tells."""
    person = _without_rank(part)
    if not is_person_part(person) or cell.person is not None:
        return replace(cell, rest=True)
    first = part.start == cell.span.start
    told = person is not part or _has_initial(person) or (first and _title_follows(part, cell, view))
    return replace(cell, person=person) if told else replace(cell, rest=not first)


def _whole(parts: list[Part], view: str, is_body: Callable[[str], bool]) -> Part | None:
    """Return the one name that commas only seem to part: "Tunnels, Bridges and Piers Department"."""
    first, last = parts[0], parts[-1]
    text = " ".join(view[first.start : last.end].split())
    whole = Part(first.start, last.end, text)
    if is_body(text):
        return whole
    listed = re.search(r"\s(?:and|&)\s", last.text) is not None
    named = any(is_title(part.text) or is_person_part(_without_rank(part)) for part in parts)
    bodies = sum(is_body(part.text) or is_body_name(part.text) for part in parts)
    return whole if listed and not named and bodies < 2 and is_body_name(text.replace(",", "")) else None


def _title_follows(part: Part, cell: Cell, view: str) -> bool:
    """Whether a title stands after the comma that ends a part."""
    rest = view[part.end : cell.span.end].lstrip(" ,")
    cut = re.split(r"[,;(\[]", rest)[0]
    bare, _ = _without_acting(Part(0, len(cut), " ".join(cut.split())))
    return bool(bare.text) and is_title(bare.text)


def _without_acting(part: Part) -> tuple[Part, str]:
    """Return a part without "Acting" or a like word before or after it."""
    found = re.match(r"(?:" + "|".join(lexicon().standing_in) + r")\s+", part.text, re.IGNORECASE)
    if found:
        return Part(part.start + found.end(), part.end, part.text[found.end() :]), "Acting"
    return part, "Acting" if part.text.strip(".").casefold() in lexicon().cells["acting"] - {"a"} else ""


def is_title(text: str) -> bool:
    """Return whether words are a title and nothing else.

    >>> is_title("Deputy Director for Ports"), is_title("Keeper"), is_title("Office of the Director")
    (True, True, False)
    """
    words = split_words(text)
    if not words or len(words) > 12 or any(w.text[0].isdigit() for w in words):
        return False
    texts = tuple(w.text for w in words)
    if lexicon().head_kind(texts) is Kind.POST:
        return True
    cut = next((i for i, t in enumerate(texts) if i and t.casefold() in ("of", "for")), len(texts))
    last, two = texts[cut - 1].casefold(), " ".join(texts[max(0, cut - 2) : cut]).casefold()
    return cut < 4 and not lexicon().cells["titles"].isdisjoint((last, two))


def is_body_name(text: str) -> bool:
    """Return whether words are the name of a unit or an agency by their head, and no mere noun for many.

    >>> is_body_name("Office of Water"), is_body_name("Region 5"), is_body_name("Field Offices")
    (True, True, False)
    """
    words = split_words(text)
    texts = tuple(w.text for w in words)
    if len(texts) > 2 and texts[-1].isdigit():
        return False
    bare = texts[:-1] if len(texts) == 2 and texts[-1].isdigit() else texts
    if not bare or not bare[0][0].isupper() or len(texts) < 2 or _is_many(bare):
        return False
    return lexicon().head_kind(bare) in BODIES


def _is_program_name(text: str) -> bool:
    texts = tuple(w.text for w in split_words(text))
    capital = len(texts) > 1 and texts[0][0].isupper()
    return (
        capital and lexicon().head_kind(texts) is Kind.PROGRAM and texts[-1].casefold() not in lexicon().many_programs
    )


def _is_many(texts: tuple[str, ...]) -> bool:
    """Whether words speak of many bodies or of staff, or are those of a page's own division."""
    last = texts[-1].casefold()
    one = last[:-3] + "y" if last.endswith("ies") else last.removesuffix("s")
    many = last.endswith("s") and one in lexicon().heads and last != "services"
    return many or last == "staff" or texts[0].casefold() in (*lexicon().classes["COMPONENTS"], "part", "who", "about")


def _title_and_person(part: Part, view: str) -> tuple[Part, Part] | None:
    """Return title and name of "Director Ada Ochs"."""
    words = split_words(view, part.start, part.end)
    for last in range(min(len(words) - 2, 6), 0, -1):
        title = _between(words[0].start, words[last - 1].end, view)
        person = _without_rank(_between(words[last].start, part.end, view))
        if is_title(title.text) and is_person_part(person):
            return title, person
    return None


def _between(start: int, end: int, view: str) -> Part:
    return Part(start, end, " ".join(view[start:end].split()))


def _without_rank(part: Part) -> Part:
    """Return a name without the honorifics and ranks before it."""
    words = split_words(part.text)
    at = 0
    while at < len(words) - 1 and words[at].text.rstrip(".").casefold() in lexicon().cells["honorifics"]:
        at += 1
        if words[at].text == ".":
            at += 1
    if not at:
        return part
    text = part.text[words[at].start :]
    return Part(part.end - len(text), part.end, text)


def _has_initial(part: Part) -> bool:
    return re.search(r"(?<!\w)[A-Z]\.", part.text) is not None


def is_person_part(part: Part, *, told: bool = False) -> bool:
    """Return whether words look like a person's name.

    Args:
        part: The words.
        told: Whether the head of the column or a key says that a person stands there: "Samuel Park" may be one then.

    >>> [is_person_part(Part(0, len(t), t)) for t in ("Ada B. Ochs", "Owen van der Meer", "Fort Ochs", "Tide Office")]
    [True, True, False, False]
    """
    words = [w for w in split_words(part.text) if w.text not in (".", ",")]
    if words and words[-1].text.casefold() in ("jr", "sr", "ii", "iii", "iv"):
        words.pop()
    names = [w for w in words if not _is_particle(w)]
    if not 2 <= len(names) <= 4 or len(words) > 6:
        return False
    surname = names[-1] if told and names[-1].text.casefold() in lexicon().cells["places"] else None
    return all(w is surname or _is_name_word(w) for w in names)


def _is_name_word(word: Word) -> bool:
    lower = word.text.casefold()
    lex = lexicon()
    told = lower in lex.heads or lower in lex.cells["places"] or lower in lex.cells["titles"] or lower in lex.stop
    long_acronym = word.acronym and len(word.text) > 2 and word.text.isupper()
    return word.text[0].isupper() and not told and not long_acronym and not any(c.isdigit() for c in word.text)


def _place(parts: list[Part]) -> Part | None:
    """Return the place of "Edwards, California"; its state or country tells that it is one."""
    if len(parts) not in (2, 3) or not is_state(parts[1].text):
        return None
    first = parts[0]
    if not first.text[:1].isupper() or any(c.isdigit() for c in first.text) or is_body_name(first.text):
        return None
    text = f"{first.text}, {parts[1].text}"
    return Part(first.start, parts[1].end, text)


def is_state(text: str) -> bool:
    """Return whether words are those of a state, a province or a country.

    >>> is_state("MA"), is_state("New Mexico"), is_state("Director")
    (True, True, False)
    """
    return text in lexicon().regions or text + "." in lexicon().regions
