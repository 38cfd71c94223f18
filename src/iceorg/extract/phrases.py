"""Phrases in small letters that name something: groups of partners, posts of many, programs, numbers, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import lexicon
from iceorg.extract.names import join_words
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.words import Word

_SPECIAL_GROUPS = {("public", "at", "large"), ("private", "industry"), ("private", "sector"), ("international", "community")}
_MASS = {"industry", "community", "academia", "police", "others", "public"}
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NUMBERS = {
    "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "dozen": 12, "two dozen": 24, "a dozen": 12, "thousand": 1000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase where it stands.

    Args:
        start: Offset of its first character.
        end: Offset after its last character.
        text: The phrase, with single blanks.
        kind: What it names.
        other: The phrase with "other" or a like word before it, where the text has one.
    """

    start: int
    end: int
    text: str
    kind: Kind
    other: str = ""


def find_phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield the groups, posts of many and programs named in small letters, in text order.

    A group is one noun phrase: "state and local police agencies" is one, "schools and police
    agencies" are two.

    Example:
        >>> from iceorg.extract.words import split_words
        >>> [p.text for p in find_phrases(split_words("with state and local agencies, schools and other civic leaders"))]
        ['state and local agencies', 'schools', 'civic leaders']
    """
    free = 0
    for i in range(len(words)):
        kind = _head_kind(words, i)
        if kind is None or i < free:
            continue
        first = _first(words, i, free, kind)
        if first == i and kind is not Kind.GROUP:
            continue
        for part_first, part_last, tail in _distributed(words, first, i, kind):
            yield _phrase(words, part_first, part_last, tail, kind)
        free = i + 1


def _head_kind(words: Sequence[Word], i: int) -> Kind | None:
    text = words[i].text
    if text != text.lower() or not text[0].isalpha():
        return None
    after = words[i + 1].text if i + 1 < len(words) else ""
    if text == "public":
        before = words[i - 1].text.casefold() if i else ""
        return Kind.GROUP if before == "the" and not after[:1].islower() or after == "at" else None
    if after == "with" or (after == "to" and text.startswith("liaison")):
        return None
    kind = lexicon().heads.get(text)
    if text in lexicon().collective and text.endswith("s"):
        return Kind.POST
    if kind is Kind.PROGRAM and text.endswith(("programs", "programmes", "initiatives", "schemes", "campaigns")):
        return Kind.PROGRAM
    if text in _GROUP_HEADS and not (text in _MASS and (i == 0 or not _is_modifier(words[i - 1]))):
        return Kind.GROUP
    return None


_GROUP_HEADS = frozenset(
    "agencies organizations organisations groups advocates businesses educators governments leaders stakeholders "
    "counterparts partners communities companies charities universities schools colleges employers associations "
    "institutions nonprofits residents jurisdictions tribes authorities departments police industry industries academia "
    "community".split()
)


def _is_modifier(word: Word) -> bool:
    text = word.text
    return (
        text[0].isalnum()
        and (text == text.lower() or text[0].isdigit())
        and text not in lexicon().stop
        and text not in ("other", "no")
        and text not in _NUMBERS
        and (not text.isdigit())
        and not text.endswith("ly")
    )


def _first(words: Sequence[Word], head: int, free: int, kind: Kind) -> int:
    """Return the first word of the phrase that ends at a head."""
    i = head
    while i > free:
        before = words[i - 1]
        if _is_participle(words, i - 1):
            break
        if _is_modifier(before) and (before.text not in _GROUP_HEADS or before.text in ("community", "police")):
            i -= 1
        elif before.text in ("and", "or", "/") and i - 2 >= free and _joins(words[i - 2], kind):
            i -= 2
        else:
            break
    return i


def _is_participle(words: Sequence[Word], i: int) -> bool:
    """Whether a word ends a verb: "has developed programs" is not about developed programs."""
    return words[i].text.endswith("ed") and i > 0 and words[i - 1].text in ("has", "have", "had", "was", "were", "is", "are", "been")


def _joins(word: Word, kind: Kind) -> bool:
    """Whether "X and Y HEAD" is one phrase: X is a modifier, not a group of its own."""
    return _is_modifier(word) and (kind is not Kind.GROUP or word.text not in _GROUP_HEADS or word.text == "community")


def _distributed(words: Sequence[Word], first: int, head: int, kind: Kind) -> Iterator[tuple[int, int, int | None]]:
    """Yield first, last and shared head of the parts of a phrase: "X Y and Z HEADS" may be two."""
    joint = next((i for i in range(first, head) if words[i].text == "and"), None)
    if joint is not None and (kind is Kind.PROGRAM or (kind is Kind.GROUP and joint - first > 1)):
        yield first, joint - 1, head
        yield joint + 1, head, None
    else:
        yield first, head, None


def _phrase(words: Sequence[Word], first: int, last: int, tail: int | None, kind: Kind) -> Phrase:
    text = join_words(words[first : last + 1])
    if tail is not None and kind is Kind.GROUP:
        text += " " + words[tail].text
    other = f"other {text}" if first and words[first - 1].text == "other" else ""
    start = words[first - 1].start if other else words[first].start
    end = words[last].end
    if text == "public" and [w.text for w in words[last + 1 : last + 3]] == ["at", "large"]:
        text, end = "public at large", words[last + 2].end
    return Phrase(start, end, text, kind, other)


_CAPITALS = r"(?:[A-Z][\w.’'-]*(?:\s+(?:de|of|upon|on|la)?\s*[A-Z][\w.’'-]*)*)"


@lru_cache(maxsize=1)
def _place_pattern() -> re.Pattern[str]:
    nouns = "|".join(lexicon().places)
    located = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in lexicon().classes["LOCATED"])
    one = rf"{_CAPITALS}"
    many = rf"{one}(?:\s*,\s*(?:and\s+)?{one})*(?:\s+and\s+{one})?"
    return re.compile(rf"\b(?:(?:{nouns})\s+(?:such\s+as|including|like|of)|(?:{located}))\s+(?P<places>{many})")


def find_places(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Yield the places that a noun for places or a verb of location announces.

    >>> [p.text for p in find_places("in cities such as Ochre Bay, St. Ives and Port Fair since", 0, 56)]
    ['Ochre Bay', 'St. Ives', 'Port Fair']
    """
    for match in _place_pattern().finditer(text, start, end):
        for place in re.finditer(_CAPITALS, text[match.start("places") : match.end("places")]):
            first = match.start("places") + place.start()
            name = place.group().rstrip(".,") if not re.search(r"\.\w\.$", place.group()) else place.group()
            yield Phrase(first, first + len(name), " ".join(name.split()), Kind.PLACE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, and whether it is exact: `Exactly`, `AtLeast`, `AtMost`, `About`."""

    start: int
    end: int
    value: int
    bound: str


_BOUNDS = (
    ("AtLeast", r"more than|over|at least|upwards of|no fewer than|not less than"),
    ("AtMost", r"fewer than|less than|up to|at most|no more than"),
    ("About", r"about|some|around|roughly|approximately|nearly|almost"),
)
_NUMBER = re.compile(
    r"(?:(?P<bound>" + "|".join(p for _, p in _BOUNDS) + r")\s+)?"
    r"\b(?P<value>\d{1,3}(?:,\d{3})+|\d+(?![\d(.]*\w)|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b(?!\s*%)",
    re.IGNORECASE,
)


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers in a stretch of text.

    >>> [(n.value, n.bound) for n in find_numbers("more than 8,800 sites in five regions", 0, 37)]
    [(8800, 'AtLeast'), (5, 'Exactly')]
    """
    for match in _NUMBER.finditer(text, start, end):
        value = match["value"].casefold().replace(",", "")
        said = (match["bound"] or "").casefold()
        bound = next((name for name, pattern in _BOUNDS if re.fullmatch(pattern, said)), "Exactly")
        yield Number(match.start(), match.end(), int(value) if value.isdigit() else _NUMBERS[value], bound)


@dataclass(frozen=True, slots=True)
class When:
    """A date where it stands, as precise as the text is.

    Args:
        start: Offset of its first character.
        end: Offset after it.
        value: `2008-02-26`, `2003-03` or `1996`.
    """

    start: int
    end: int
    value: str

    @property
    def day(self) -> date | None:
        """The day, if the text gives one."""
        return date.fromisoformat(self.value) if len(self.value) == 10 else None  # noqa: PLR2004 - YYYY-MM-DD


_MONTH = "|".join(m.capitalize() for m in _MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_DATES = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year2>\d{{4}})"
    rf"|\b(?P<month3>{_MONTH})\s+(?P<year3>\d{{4}})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    r"|(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year4>\d{4}|\d{2})(?![\d/])",
)


def find_dates(text: str, start: int = 0, end: int | None = None, *, day_first: bool | None = None) -> Iterator[When]:
    """Yield the dates in a stretch of text.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop; the end of the text if None.
        day_first: How to read 03/10/2016; None leaves such a date out when it could be either.

    Example:
        >>> [w.value for w in find_dates("est. March 2003, posted 3/14/16; see 4 May 1990")]
        ['2003-03', '2016-03-14', '1990-05-04']
    """
    for match in _DATES.finditer(text, start, len(text) if end is None else end):
        if (value := _date_value(match, day_first=day_first)) is not None:
            yield When(match.start(), match.end(), value)


def day_comes_first(text: str) -> bool | None:
    """Return how the text writes 03/10/2016, told by its dates that can be read one way only.

    >>> day_comes_first("03/10/2016 ... (Posted 3/14/16)"), day_comes_first("03/10/2016")
    (False, None)
    """
    told = set()
    for match in _DATES.finditer(text):
        if match["first"]:
            first, second = int(match["first"]), int(match["second"])
            if first > 12 >= second or second > 12 >= first:  # noqa: PLR2004 - months
                told.add(first > second)
    return told.pop() if len(told) == 1 else None


def _date_value(match: re.Match[str], *, day_first: bool | None) -> str | None:
    if match["iso"]:
        return _checked(match["iso"])
    if match["month3"]:
        return f"{match['year3']}-{_month(match['month3']):02}"
    if match["first"]:
        first, second = int(match["first"]), int(match["second"])
        if day_first is None:
            if first <= 12 and second <= 12 and first != second:  # noqa: PLR2004 - months
                return None
            day_first = first > 12  # noqa: PLR2004 - months
        day, month = (first, second) if day_first else (second, first)
        year = int(match["year4"])
        return _checked(f"{year + (2000 if year < 70 else 1900) if year < 100 else year:04}-{month:02}-{day:02}")  # noqa: PLR2004
    month_name, day_text, year_text = (match["month"] or match["month2"], match["day"] or match["day2"], match["year"] or match["year2"])
    return _checked(f"{year_text}-{_month(month_name):02}-{int(day_text):02}")


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold().rstrip(".")[:3]))


def _checked(value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return None
    return value
