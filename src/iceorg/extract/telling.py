"""Whether a name says which body it means: "Port of Dover Authority" does, "City Council" does not.

A name that many bodies have means one only with more: its country, an acronym, the body that it belongs to, the
page on which it stands. A name without any of these is its document's own, and meets no other document's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from iceorg.extract.lexicon import lexicon, plural
from iceorg.extract.register import has_country
from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from iceorg.extract.register import Entry

_COUNTRY: Final = re.compile(r"\b(?:U\.\s?S\.|US\b|(?:United States|UNITED STATES)\b)")


@lru_cache(maxsize=1 << 14)
def is_common(name: str) -> bool:
    """Return whether a name is made of words alone that say what sort of body it is, or what it is for.

    >>> [is_common(name) for name in ("City Council", "Department of Public Safety", "Labor Department", "Board of Directors")]
    [True, True, True, True]
    >>> [is_common(name) for name in ("Port of Dover Authority", "Texas Department of Public Safety", "Tide Survey", "FBI")]
    [False, False, False, False]
    >>> is_common("&")
    True
    """
    words = name_key(name).split()
    if not words or not _regions().isdisjoint(words):
        return not words
    subject = lexicon().common["by_subject"]
    if words[0] in subject and len(words) > 1 and words[1] in ("of", "for"):
        return True
    if words[-1] in subject and len(words) == 2:
        return True
    return all(word in lexicon().common["words"] or word in lexicon().heads for word in words)


@lru_cache(maxsize=1)
def _regions() -> AbstractSet[str]:
    """Return the words that stand in the names of states and countries alone."""
    words = {word for region in lexicon().regions for word in name_key(region).split() if len(region) > len("D.C.")}
    return frozenset(words - lexicon().common["words"])


def is_told(entry: Entry) -> bool:
    """Return whether a document says by an entry's names which body it is: with its country, or a short form of a long one."""
    names = (*entry.names, *entry.acronyms)
    return any(map(has_country, names)) or bool(entry.acronyms) or not all(map(is_common, names))


def is_level(entry: Entry) -> bool:
    """Return whether an entry is a level of offices and not one of them: "Regional Offices", without a name of their own."""
    words = name_key(entry.label).split()
    return bool(words) and words[-1] in _plurals() and not is_told(entry)


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    """Return the head words of bodies in the plural."""
    return frozenset(plural(head) for head, kind in lexicon().heads.items() if kind.body)


def may_be_the_country_s(name: str) -> bool:
    """Return whether a country has a body of a common name, and its parts have none, or seldom.

    >>> [may_be_the_country_s(name) for name in ("Department of Labor", "Department of State", "State Department of Labor")]
    [True, True, False]
    """
    words = name_key(name).removesuffix(" of state").split()
    common = lexicon().common
    return not common["country"].isdisjoint(words) and common["local"].isdisjoint(words)


def speaks_of_the_country(text: str, bodies: Iterable[Entry]) -> bool:
    """Return whether a page is about a country's bodies: it names the country, and is of none of its states or towns.

    Args:
        text: The document's.
        bodies: The page's own body, and what it is part of.
    """
    words = {word for body in bodies for name in body.names for word in name_key(name).split()}
    return bool(_COUNTRY.search(text)) and (lexicon().common["local"] | _regions()).isdisjoint(words)
