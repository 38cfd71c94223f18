"""Sentences of a block, with offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s)")
_LAST_WORD = re.compile(r"[\w.&’'-]+$")
_NEXT = re.compile(r"\s+[\"“‘'(\[«]*")


def sentence_spans(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of every sentence between two offsets of the view.

    >>> text = "Mr. R. Roe of the U.S. Office spoke. He left at 8 a.m. on Monday."
    >>> [text[a:b] for a, b in sentence_spans(text, 0, len(text))]
    ['Mr. R. Roe of the U.S. Office spoke.', 'He left at 8 a.m. on Monday.']
    """
    begin = start
    for match in _END.finditer(view, start, end):
        if match.start() >= begin and is_boundary(view, match, end):
            yield from trimmed(view, begin, match.end())
            begin = match.end()
    yield from trimmed(view, begin, end)


def trimmed(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span without white space at its ends, unless nothing is left."""
    text = view[start:end]
    left = len(text) - len(text.lstrip())
    if left < len(text):
        yield start + left, start + len(text.rstrip())


def is_boundary(view: str, match: re.Match[str], end: int) -> bool:
    """Whether a full stop with blanks after it ends a sentence."""
    following = _NEXT.match(view, match.end(), end)
    after = following.end() if following else match.end()
    if after >= end:
        return True
    upcoming = view[after]
    if upcoming.islower():
        return False
    if match[0][0] != ".":
        return True
    found = _LAST_WORD.search(view, max(0, match.start() - 30), match.start())
    word = found[0] if found else ""
    if len(match[0]) > 1 and match[0][-1] != ".":
        return True
    return not holds_on(word, view[after : after + 30])


def holds_on(word: str, following: str) -> bool:
    """Whether a word with a full stop is an abbreviation that the sentence goes on after."""
    lists = phrases()
    plain = word.lower()
    if len(word) == 1 and word.isupper():
        return True
    if plain in lists.titles:
        return True
    if plain in lists.before_numbers:
        return following[:1].isdigit()
    if plain in lists.abbreviations or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return (
            following.split(None, 1)[0].lower().strip(",;") not in lists.sentence_starts if following.split() else False
        )
    return False
