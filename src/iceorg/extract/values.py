"""Numbers and dates in a text, as exact as the text is and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NUMBER_WORDS = {
    "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "dozen": 12, "two dozen": 24, "a dozen": 12, "thousand": 1000,
}  # fmt: skip
"""Numbers written in words."""


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
    r"\b(?P<value>\d{1,3}(?:,\d{3})+|\d+(?![\d(.]*\w)|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")\b(?!\s*%)",
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
        yield Number(match.start(), match.end(), int(value) if value.isdigit() else NUMBER_WORDS[value], bound)


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
        return date.fromisoformat(self.value) if len(self.value) == 10 else None


_MONTH = "|".join(m.capitalize() for m in MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
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
            if first > 12 >= second or second > 12 >= first:
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
            if first <= 12 and second <= 12 and first != second:
                return None
            day_first = first > 12
        day, month = (first, second) if day_first else (second, first)
        year = int(match["year4"])
        return _checked(f"{year + (2000 if year < 70 else 1900) if year < 100 else year:04}-{month:02}-{day:02}")
    month_name, day_text, year_text = (
        match["month"] or match["month2"],
        match["day"] or match["day2"],
        match["year"] or match["year2"],
    )
    return _checked(f"{year_text}-{_month(month_name):02}-{int(day_text):02}")


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.casefold().rstrip(".")[:3]))


def _checked(value: str) -> str | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return None
    return value
