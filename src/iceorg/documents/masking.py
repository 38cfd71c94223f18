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

from iceorg.documents.contacts import Stretch, Way, apart, find_contacts
from iceorg.model import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK: Final = "\u2588"
"""What stands for each character that is masked: a full block."""
SUPPRESSED: Final = "suppressed name"
_VALUE: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
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
    """Return what stays of a tag, a blank or a letter: a tag without the values that it gives, which may say it again."""
    return _VALUE.sub(lambda value: re.sub(r"[^\s\"']", MASK, value[0]), match[1]) if match[1] else MASK


def to_mask(text: str, names: tuple[str, ...] = (), shown: Iterable[tuple[int, int]] = ()) -> list[Stretch]:
    """Return the stretches of a text that are never shown: ways to reach somebody, and names that are suppressed.

    Args:
        text: The text of a document as it lies in its file, with its markup.
        names: Names of people, in full.
        shown: Where a build kept an office's contact; one that is none, or that holds a suppressed name, is masked all the same.
    """
    kept = {(one.start, one.end) for one in official(text, names)} & set(shown)
    hidden = [one for one in find_contacts(text) if not any(a <= one.start and one.end <= b for a, b in kept)]
    return list(apart(sorted([*hidden, *_named(text, names)])))


_OFFICIAL: Final = frozenset({Way.E_MAIL, Way.TELEPHONE, Way.ADDRESS})
"""What an office can have. Dates of birth and numbers of papers are a person's."""
_GOES_ON: Final = re.compile(r",?\s{1,3}")


def official(text: str, names: tuple[str, ...] = ()) -> tuple[Withheld, ...]:
    """Return the contacts of a text that may be an office's, in order, the parts of an address as one.

    One with markup in it is left out, and so is one in which a suppressed name stands.

    >>> [one.words for one in official("Write to 5 Quay Street, Salem, OR 90210 or to tides@harbour.example.")]
    ['5 Quay Street, Salem, OR 90210', 'tides@harbour.example']
    """
    hidden = _named(text, names)
    return tuple(
        Withheld(one.start, one.end, one.why, text[one.start : one.end], parts)
        for one, parts in _whole(text)
        if one.why in _OFFICIAL
        and not any(name.start < one.end and one.start < name.end for name in hidden)
        and not _MARKUP.search(text, one.start, one.end)
    )


def _whole(text: str) -> list[tuple[Stretch, int]]:
    """Return the contacts of a text, each with how many stretches it is: the lines of one address are one."""
    found: list[tuple[Stretch, int]] = []
    for one in find_contacts(text):
        last, parts = found[-1] if found else (None, 0)
        if last and one.why == last.why == Way.ADDRESS and _GOES_ON.fullmatch(text, last.end, one.start):
            found[-1] = (Stretch(last.start, one.end, one.why), parts + 1)
        else:
            found.append((one, 1))
    return found


_MARKUP: Final = re.compile(r"[<>&*|]")


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
