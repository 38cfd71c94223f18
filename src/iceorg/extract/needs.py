"""What a sentence must hold for a rule's pattern to fit: a glance that spares most searches.

A pattern such as `{BODY:part} <BE> part of {BODY:whole}` fits no sentence without a body, a form of "to be" and
the words "part" and "of". Only what every match must hold counts: nothing in a group, nothing that may be absent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Need = frozenset[str]
"""Of these words and tokens a sentence must hold one."""

_PIECE: Final = re.compile(
    r"(?P<told>\{[A-Z]+[?+]*(?::\w+)?\}|<[A-Z_]+(?::\d+)?>)"
    r"|(?P<escape>\\.)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<either>\|)"
    r"|(?P<word>(?<![^ ])[a-z]+(?![^ ]))",
    re.IGNORECASE,
)
_MAY_BE_ABSENT: Final = re.compile(r"[?*]|\{0?,")
_LETTERS: Final = re.compile(r"[a-z]+")
_TOKENS: Final = re.compile("[\ue000-\ue0ff]")


def held_in(text: str) -> frozenset[str]:
    """Return the words and tokens of an encoded sentence, by which `needs` are met.

    >>> sorted(held_in("It is part-time."))
    ['is', 'it', 'part', 'time']
    """
    return frozenset((*_LETTERS.findall(text.casefold()), *_TOKENS.findall(text)))


def needs(pattern: str, tokens_of: Callable[[str], Need], words_of: Callable[[str], Need]) -> tuple[Need, ...]:
    """Return what every sentence holds that a pattern fits.

    Args:
        pattern: The pattern, as rules have it.
        tokens_of: Gives the tokens that a slot such as `{BODY:part}` takes.
        words_of: Gives the phrases of a word class such as `<BE>`.

    >>> found = needs("{BODY:a} <BE> (?:a )?part of", lambda slot: frozenset("B"), lambda name: frozenset({"is", "are now"}))
    >>> [sorted(need) for need in found]
    [['B'], ['are', 'is'], ['of']]
    """
    pieces = list(_outside_groups(pattern))
    if any(piece["either"] for piece in pieces):
        return ()
    found: list[Need] = []
    for piece in pieces:
        if _MAY_BE_ABSENT.match(pattern, piece.end()):
            continue
        if piece["word"]:
            found.append(frozenset({piece["word"].casefold()}))
        elif piece["told"] and piece["told"][0] == "{":
            found.append(tokens_of(piece["told"]))
        elif piece["told"] and ":" not in piece["told"]:
            found.append(frozenset(map(_first_word, words_of(piece["told"]))))
    return tuple(dict.fromkeys(need for need in found if need and "" not in need))


def _outside_groups(pattern: str) -> Iterator[re.Match[str]]:
    depth = 0
    for piece in _PIECE.finditer(pattern):
        if piece["open"]:
            depth += 1
        elif piece["close"]:
            depth -= 1
        elif depth == 0:
            yield piece


def _first_word(phrase: str) -> str:
    """Return the letters that a phrase begins with; nothing of one that begins otherwise, which cannot be looked up."""
    found = _LETTERS.match(phrase.casefold())
    return found[0] if found else ""
