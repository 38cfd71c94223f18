"""Short forms that a text defines: "Long Name (LN)", "LN (Long Name)", "Long Name – LN".

The long name is found by its initials, walking back from the bracket, so that "and" and commas
inside a name never cut it (after Schwartz & Hearst 2003, with the initials required).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.words import Word

SMALL = {"of", "the", "and", "for", "&", "on", "to", "in", "a", "an", "at", "by", "’s", "'s", ","}
_COUNTRIES = {"U.S.", "US", "U.K.", "UK"}
_SHORT = re.compile(r"[A-Z][A-Za-z0-9&]{0,9}")


@dataclass(frozen=True, slots=True)
class Definition:
    """A long name with the short form that stands for it.

    Args:
        start: Offset of the long name.
        end: Offset after it.
        short_start: Offset of the short form.
        short_end: Offset after it.
        whole_end: Offset after the bracket that holds one of them.
        missing: The initial that the long name lacks: "O" for "International Affairs (OIA)".
    """

    start: int
    end: int
    short_start: int
    short_end: int
    whole_end: int
    missing: str = ""


def find_definitions(words: Sequence[Word], *, whole_line: bool = False) -> Iterator[Definition]:
    """Yield the definitions in a sentence or line.

    Args:
        words: The words of one sentence, heading or item.
        whole_line: Whether the line is nothing but a name, so that all before the bracket is the
            long name although an initial may be missing.

    Example:
        >>> from iceorg.extract.words import split_words
        >>> text = "the U.S. Ports and Fairs Board (PFB) and its officers"
        >>> [text[d.start:d.end] for d in find_definitions(split_words(text))]
        ['U.S. Ports and Fairs Board']
    """
    for i in range(1, len(words) - 2):
        if words[i].text == "(":
            yield from _bracketed(words, i, whole_line=whole_line)
    yield from _dashed(words)


def _bracketed(words: Sequence[Word], i: int, *, whole_line: bool) -> Iterator[Definition]:
    """Yield the definition that the bracket opened at a word makes, if it makes one."""
    if words[i + 2].text == ")" and _is_short(words[i + 1]):
        if found := _long_before(words, i, whole_line=whole_line):
            yield Definition(*found[:2], words[i + 1].start, words[i + 1].end, words[i + 2].end, found[2])
        return
    short, close = words[i - 1], _closing(words, i)
    if close is not None and short.acronym and _spells(words[i + 1 : close], short.text):
        yield Definition(words[i + 1].start, words[close - 1].end, short.start, short.end, words[close].end)


def _is_short(word: Word) -> bool:
    return bool(_SHORT.fullmatch(word.text)) and word.acronym


def _closing(words: Sequence[Word], opening: int) -> int | None:
    return next((j for j in range(opening + 1, len(words)) if words[j].text == ")"), None)


def _long_before(words: Sequence[Word], bracket: int, *, whole_line: bool) -> tuple[int, int, str] | None:
    """Return start, end and missing initial of the long name that ends before a bracket."""
    letters = _letters(words[bracket + 1].text)
    first, left = _walk_back(words, bracket, letters)
    if left == "":
        first = _with_country(words, first)
        return words[first].start, words[bracket - 1].end, ""
    line = _only_a_name(words[:bracket])
    if line and left == letters[0] and left.upper() == "O":
        return words[0].start, words[bracket - 1].end, "O"
    if line and whole_line and len(left) < len(letters):
        return words[0].start, words[bracket - 1].end, ""
    return None


def _letters(short: str) -> str:
    return "".join(c for c in short.removesuffix("s") if c.isalnum()).casefold()


def _walk_back(words: Sequence[Word], bracket: int, letters: str) -> tuple[int, str]:
    """Return the first word of the long name and the letters that no word stands for."""
    first = bracket
    for i in range(bracket - 1, -1, -1):
        if not letters:
            break
        word = words[i]
        initials = [part[0].casefold() for part in re.split(r"[-/‐‑]|(?<=[A-Z])\.", word.text) if part]
        taken = _taken(initials, letters)
        if taken and not (word.text in SMALL and _later_match(words, i, letters)):
            letters, first = letters[: -len(taken)], i
        elif word.text not in SMALL:
            break
    return first, letters


def _taken(initials: list[str], letters: str) -> str:
    joined = "".join(initials)
    if letters.endswith(joined) and joined:
        return joined
    return initials[0] if initials and letters.endswith(initials[0]) else ""


def _later_match(words: Sequence[Word], i: int, letters: str) -> bool:
    """Whether a small word's letter is better taken by a capital word further left."""
    before = next((w for w in reversed(words[:i]) if w.text not in SMALL), None)
    return before is not None and before.text[0].casefold() == letters[-1]


def _with_country(words: Sequence[Word], first: int) -> int:
    if first and words[first - 1].text in _COUNTRIES:
        return first - 1
    if first > 1 and [w.text for w in words[first - 2 : first]] == ["United", "States"]:
        return first - 2
    return first


def _only_a_name(words: Sequence[Word]) -> bool:
    return all(word.capital or word.text in SMALL for word in words)


def _spells(words: Sequence[Word], short: str) -> bool:
    """Whether the initials of the words, small ones at will, spell the short form."""
    letters = _letters(short)
    for word in words:
        if letters and word.text[0].casefold() == letters[0]:
            letters = letters[1:]
        elif word.text not in SMALL:
            return False
    return not letters


def _dashed(words: Sequence[Word]) -> Iterator[Definition]:
    """Yield "Long Name – LN" where it is the whole line."""
    if len(words) > 3 and words[-2].text in "–—-" and _is_short(words[-1]) and _spells(words[:-2], words[-1].text):
        yield Definition(words[0].start, words[-3].end, words[-1].start, words[-1].end, words[-1].end)
