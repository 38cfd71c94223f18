"""Days, months and years as people write them, as the beginning of an ISO date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MONTH = re.compile(r"\b([a-z]+)\.?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"\b([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_FIGURES = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_SHORTEST = 3


def are_figures(text: str) -> bool:
    """Whether a text is a date in figures, whichever of them is the month.

    >>> are_figures("03/10/2016"), are_figures("3.14.16"), are_figures("287")
    (True, True, False)
    """
    return bool(_FIGURES.fullmatch(text))


def read_period(text: str) -> str | None:
    """Return the day, month or year that a text is, or None.

    >>> read_period("March 2016"), read_period("26 February 2008"), read_period("Feb. 26, 2008"), read_period("2020-07")
    ('2016-03', '2008-02-26', '2008-02-26', '2020-07')
    >>> read_period("31 February 2008"), read_period("Office 2008")
    (None, None)
    """
    written = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(written):
        year, month, day = match.groups()
    elif match := _MONTH.fullmatch(written):
        year, month, day = match[2], _month(match[1]), None
    elif match := _DAY_FIRST.fullmatch(written):
        year, month, day = match[3], _month(match[2]), match[1]
    elif match := _MONTH_FIRST.fullmatch(written):
        year, month, day = match[3], _month(match[1]), match[2]
    else:
        return None
    return _written(year, month, day)


def last_day(period: str) -> str:
    """Return the last day of a day, month or year as `read_period` writes them.

    >>> last_day("2016"), last_day("2016-02"), last_day("2016-03-10")
    ('2016-12-31', '2016-02-29', '2016-03-10')
    """
    year, month, *day = (period if "-" in period else f"{period}-12").split("-")
    return period if day else f"{year}-{month}-{monthrange(int(year), int(month))[1]}"


def _month(name: str) -> str:
    """Return the number of a month by its name or the beginning of it; 0 for none."""
    if len(name) < _SHORTEST:
        return "0"
    return str(next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0))


def _written(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]
