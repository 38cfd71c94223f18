"""Names as keys: when two spellings are one name.

Only differences that never tell two bodies apart are dropped: case, articles, "U.S.", dots,
brackets, apostrophes, dashes, "&" for "and". Nothing is merged on similarity.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u2010-\u2015\-_]+")
_COUNTRY = re.compile(r"\b(?:u\.\s?s\.(?:\s?a\.)?|u\.s|us|united states)(?=\W|$)(?!\s*$)")  # of text in lower case
_DROPPED = re.compile(r"['’‘`\"“”().\[\]]")
_OTHER = re.compile(r"[^\w/]+")
_ARTICLES = {"the", "a", "an"}


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the key under which spellings of one name meet.

    >>> name_key("U.S. Immigration and Customs Enforcement")
    'immigration and customs enforcement'
    >>> name_key("Office of the Principal Legal Advisor") == name_key("Office of Principal Legal Advisor")
    True
    >>> name_key("287(g) Program"), name_key("Detention & Removal"), name_key("International Visitor’s Program")
    ('287g program', 'detention and removal', 'international visitors program')
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _COUNTRY.sub(" ", text) if len(text) > 4 else text
    text = _DROPPED.sub("", _DASHES.sub(" ", text))
    words = [word for word in _OTHER.sub(" ", text).split() if word not in _ARTICLES]
    return " ".join(words) or text.strip()
