"""Which of the names that a model gives a thing are its own: by their words, by the page, by what the rules know.

A model that calls the Tide Authority the Gauge Office as well could prove anything of the one by the words for the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from typing import TYPE_CHECKING, Final

from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from iceorg.extract.register import Register
    from iceorg.llm.quotes import Found, Quotes


class Tie(Enum):
    """How another name is tied to a thing."""

    OWN = "its words, the page or the rules make it a name of the thing"
    LOOSE = "nothing but the model says so"
    ANOTHERS = "it is the name of another thing"


def tie(name: str, other: str, taken: Collection[str], register: Register, quotes: Quotes) -> Tie:
    """Return how another name is tied to a thing.

    Args:
        name: The thing's name.
        other: What else the model calls it.
        taken: The keys of the names of all things of the answer.
        register: The names as the rules know them.
        quotes: The page.
    """
    if name_key(other) in taken and name_key(other) != name_key(name):
        return Tie.ANOTHERS
    known, known_too = register.find(name), register.find(other)
    if is_form_of(name, other) or (known is not None and known is known_too) or _said_together(quotes, name, other):
        return Tie.OWN
    return Tie.LOOSE if known_too is None or known is None else Tie.ANOTHERS


def is_form_of(name: str, other: str) -> bool:
    """Return whether one name is a form of the other by its words: shorter, longer, of one head, or of initials.

    >>> is_form_of("Office of Tides", "Tides"), is_form_of("Ada Ochs", "Dr. Ada Ochs"), is_form_of("Tide Authority", "TA")
    (True, True, True)
    >>> is_form_of("Tide Authority", "Gauge Office"), is_form_of("Tide Authority", "GO")
    (False, False)
    """
    words, others = _words(name), _words(other)
    if not words or not others:
        return False
    if set(words) <= set(others) or set(others) <= set(words) or words[-1].rstrip("s") == others[-1].rstrip("s"):
        return True
    short, long = sorted((words, others), key=len)
    initials = iter("".join(word[0] for word in long))
    return len(short) == 1 and all(letter in initials for letter in short[0] if letter.isalnum())


def _words(name: str) -> list[str]:
    return [word for part in re.split(r"[\s/–—-]+", name.casefold()) if (word := part.strip("().,’'\""))]


def _said_together(quotes: Quotes, name: str, other: str) -> bool:
    """Return whether the page itself gives one as the other's other name: "non-profits (NGOs)", "Customs, also known as the Gate"."""
    names, others = list(quotes.find(name)), list(quotes.find(other))
    return _follows(quotes, names, others) or _follows(quotes, others, names)


def _follows(quotes: Quotes, names: Sequence[Found], others: Sequence[Found]) -> bool:
    """Return whether right after one of some names one of the others is given for it."""
    starts, view = [other.start for other in others], quotes.layout.view
    for name in names:
        at = bisect_left(starts, name.end)
        if at < len(others) and others[at].block == name.block and _JOINED.fullmatch(view, name.end, others[at].start):
            return True
    return False


_JOINED: Final = re.compile(
    r"\s{0,8}(?:[(\[]|[,(]?\s{0,4}(?:also|better|formerly|now|or|known|called|named|nicknamed|abbreviated|short|hereafter)\b[^.;:]{0,30}?)"
    r"\s{0,4}(?:the\s{1,4})?[“\"‘']?\s{0,4}",
    re.IGNORECASE,
)
"""What stands between a name and another name that a page gives it."""
