"""Text with stretches masked, character for character, so that every offset holds.

What is masked is masked before anything is read from a document: nothing that is made of it, a quote, a page,
an export, can hold it. White space and tags stay, so that lines and blocks stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING, Final

from iceorg.documents.contacts import Stretch, apart, find_contacts

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK: Final = "\u2588"
"""What stands for each character that is masked: a full block."""
SUPPRESSED: Final = "suppressed name"
_SHOWN: Final = re.compile(r"(<[^<>]*>|\s)|.")


def masked(text: str, stretches: Iterable[Stretch]) -> str:
    """Return a text of the same length with stretches masked.

    >>> masked("Call 555-0143 now.", [Stretch(5, 13, "telephone")])
    'Call ████████ now.'
    """
    parts: list[str] = []
    at = 0
    for one in apart(sorted(stretches)):
        parts += [text[at : one.start], _SHOWN.sub(_mask, text[one.start : one.end])]
        at = one.end
    return "".join((*parts, text[at:]))


def _mask(match: re.Match[str]) -> str:
    return match[1] or MASK


def to_mask(text: str, names: tuple[str, ...] = ()) -> list[Stretch]:
    """Return the stretches of a text that are never shown: ways to reach somebody, and names that are suppressed.

    Args:
        text: The text of a document as it lies in its file, with its markup.
        names: Names of people, in full.
    """
    return list(apart(sorted([*find_contacts(text), *_named(text, names)])))


def without_names(text: str, names: tuple[str, ...]) -> str:
    """Return a text with names masked and nothing else, such as a file's name.

    >>> without_names("letter-to-ana-reyes.txt", ("Ana Reyes",))
    'letter-to-█████████.txt'
    """
    return masked(text, _named(text, names))


def _named(text: str, names: tuple[str, ...]) -> list[Stretch]:
    return [Stretch(m.start(), m.end(), SUPPRESSED) for m in _spellings(names).finditer(text)] if names else []


@lru_cache(maxsize=8)
def _spellings(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of names however they are written: cases, accents in two forms, entities, markup between words.

    Longer names come first. A surname that stands alone counts as well: who knows the page knows the person by it.
    """
    whole = sorted({*names, *(name.split()[-1] for name in names if " " in name)}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_spelling, whole))})(?![^\W_])", re.IGNORECASE)


_BETWEEN: Final = r"(?:[\s_.-]|&nbsp;|&#160;|&#xa0;|</?[a-z][^<>]{0,200}>){1,8}"


def _spelling(name: str) -> str:
    return _BETWEEN.join("".join(map(_letter, unicodedata.normalize("NFC", word))) for word in name.split())


def _letter(letter: str) -> str:
    """Return a pattern of a letter as itself, taken apart, or as an entity of HTML."""
    apart_ = unicodedata.normalize("NFD", letter)
    named = (entity for entity, value in html5.items() if value == letter and entity.endswith(";"))
    ways = {re.escape(letter), re.escape(apart_), f"&#0{{0,2}}{ord(letter)};", f"&#x0{{0,2}}{ord(letter):x};"}
    return f"(?:{'|'.join(sorted({*ways, *(f'&{entity}' for entity in named)}))})"
