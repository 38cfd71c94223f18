"""Text in words: where each begins and ends, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from iceorg.model import ACCENTS, JOINER

_LETTERS = rf"[^\W_]+(?:[{ACCENTS}][^\W_]*)*"
_RUN = rf"{_LETTERS}(?:{JOINER}+{_LETTERS})*"
_HYPHENED = rf"{_RUN}(?:[-/‐‑'’]{JOINER}*(?!s\b){_RUN})*"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+\([a-z]\)"  # 287(g)
    rf"|['’]{JOINER}*s\b"
    rf"|{_HYPHENED}\.?(?<=\b[A-Z]\.)"  # an initial with its stop: R.
    rf"|{_HYPHENED}"
    rf"|[^\s{JOINER}]",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign.

    Args:
        start: Offset in the document's text.
        end: Offset after it.
        text: As written.
    """

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or is a number with letters such as 287(g)."""
        return self.text[0].isupper() or (self.text[0].isdigit() and any(c.isalpha() for c in self.text))

    @property
    def folded(self) -> str:
        """The word in small letters, with straight quotes and plain dashes, as words are compared."""
        return fold(self.text)

    @property
    def acronym(self) -> bool:
        """Whether it is two capitals or more, with at most small letters in between (DHS, DoJ)."""
        return (
            len(self.text) > 1
            and self.text[0].isupper()
            and self.text.rstrip("s")[-1].isupper()
            and self.text.isalnum()
        )

    @property
    def sign(self) -> bool:
        """Whether it is a sign and not a word."""
        return not self.text[0].isalnum() and self.text not in ("’s", "'s", "&")


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Return a word in small letters, with straight quotes and plain dashes.

    >>> fold("’S"), fold("Office")
    ("'s", 'office')
    """
    return text.casefold().translate(_STRAIGHT)


_STRAIGHT = str.maketrans("’‘“”–—", "''\"\"--")


@lru_cache(maxsize=1 << 14)  # every sentence of a long page is looked at several times
def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words and signs of a stretch of text.

    >>> [w.text for w in split_words("ICE’s 287(g) unit, led by R. Ochs (U.S.)")]
    ['ICE', '’s', '287(g)', 'unit', ',', 'led', 'by', 'R.', 'Ochs', '(', 'U.S.', ')']
    """
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(match.start(), match.end(), match.group().replace(JOINER, "")) for match in found)


def plain(text: str) -> str:
    """Return a stretch of a view as a person reads it: white space as single blanks, no `JOINER`.

    >>> plain("a  b   c")
    'a b c'
    """
    return " ".join(text.replace(JOINER, "").split())


def before_bracket(words: str) -> str:
    """Return words without what stands in brackets at their end.

    >>> before_bracket("Chief (acting)"), before_bracket("Chief (acting) of Tides")
    ('Chief', 'Chief (acting) of Tides')
    """
    return words.partition("(")[0].rstrip() if words.endswith(")") else words
