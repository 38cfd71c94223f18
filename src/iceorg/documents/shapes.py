"""Shapes of words: what a line looks like, whatever it says."""

from __future__ import annotations

import re
from functools import lru_cache

from iceorg.documents.signs import SEPARATORS

_SMALL = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "nor", "over", "per",
    "the", "to", "under", "upon", "via", "with", "within", "vs", "&", "-", "–", "—", "/", "+", "de", "la", "du",
    "des", "et", "y",
})  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
_SENTENCE_BREAK = re.compile(r"(?:[a-z)\]”\"]|\d\d)[.!?][\"”’)]* +[\"“‘(]?[A-Z]")
_ABBREVIATED_END = re.compile(
    r"(?:\b[A-Z]\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Ave|No|Nos|Dept|Gov|etc|Esq|Ph\.D|M\.D|a\.m|p\.m)\.)$"
)
SHORT_WORDS = 16
_REMEMBERED = 4096
"""Answers kept for the next pass over the same page; every pass asks about every line."""
SHORT_LENGTH = 130
PROSE_WORDS = 8


@lru_cache(_REMEMBERED)
def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, and not with an abbreviation.

    >>> ends_sentence("It is part of the Bureau."), ends_sentence("Corvella Health, Inc."), ends_sentence("Policy")
    (True, False, False)
    """
    return bool(_SENTENCE_END.search(text[-8:])) and not _ABBREVIATED_END.search(text[-12:])


@lru_cache(_REMEMBERED)
def is_prose(text: str) -> bool:
    """Whether a piece is made of sentences rather than a name or a label.

    >>> is_prose("The Office of Policy writes rules for the whole agency."), is_prose("Office of Policy")
    (True, False)
    """
    count = text.count(" ", 0, 4000) + 1
    if count > 2 * SHORT_WORDS:
        return True
    if text.endswith("?") and count <= SHORT_WORDS and not _SENTENCE_BREAK.search(text):
        return False
    if count >= PROSE_WORDS and (ends_sentence(text) or text.endswith((":", ";", ","))):
        return True
    return count >= PROSE_WORDS and bool(_SENTENCE_BREAK.search(text))


@lru_cache(_REMEMBERED)
def is_short(text: str) -> bool:
    """Whether a piece is short enough for a heading, an item without a bullet or a menu entry."""
    return len(text) <= SHORT_LENGTH and text.count(" ") < 2 * SHORT_WORDS and not is_prose(text)


@lru_cache(_REMEMBERED)
def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals.

    >>> is_capitals("ERO FIELD OFFICES"), is_capitals("ICE offices"), is_capitals("2014")
    (True, False, False)
    """
    letters = [c for c in (text.partition(" (")[0] if text.endswith(")") else text) if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@lru_cache(_REMEMBERED)
def is_title(text: str) -> bool:
    """Whether the words that carry meaning begin with capitals.

    >>> is_title("Office of the Director"), is_title("How the office is organized")
    (True, False)
    """
    content = [w.lstrip("(\"“‘'[") for w in text.split()]
    content = [w for w in content if w and w.lower() not in _SMALL]
    large = sum(not w[0].islower() for w in content)
    return bool(content) and large >= 0.75 * len(content)


@lru_cache(_REMEMBERED)
def may_head(text: str) -> bool:
    """Whether a line could be a heading by its looks alone."""
    if not is_short(text) or not text or text[0].islower():
        return False
    if text.endswith((",", ";", " and", " or", " of", " the", " a")) or (
        ends_sentence(text) and not text.endswith(("?", "!", "?”", '?"'))
    ):
        return False
    return any(c.isalpha() for c in text)


_MENU = re.compile(rf"\s[{re.escape(SEPARATORS)}]\s|\s{{3,}}")


def parts_of_menu(text: str) -> list[str]:
    """Return the parts of a line that bars, dots or arrows divide; none for a line that is whole.

    >>> parts_of_menu("Home | About | Contact")
    ['Home', 'About', 'Contact']
    """
    found = [part.strip() for part in _MENU.split(text[:2000]) if part.strip()]
    return found if len(found) > 1 else []


def sign_class(marker: str) -> str:
    """Return the class of a bullet, or the form of a number or letter.

    >>> sign_class("1."), sign_class("(a)"), sign_class("*"), sign_class("\u25e6")
    ('0.', '(a)', 'bullet', 'small bullet')
    """
    if any(c.isalnum() for c in marker) and marker != "o":
        return re.sub(r"[a-zA-Z]+", "a", re.sub(r"\d+", "0", marker))
    return "small bullet" if marker in _SMALL_BULLETS else "bullet"


_SMALL_BULLETS = frozenset("o\u25e6\u25cb\u25ab\u25aa")
