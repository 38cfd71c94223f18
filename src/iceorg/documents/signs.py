"""Characters that look alike or cannot be seen, under names."""

from __future__ import annotations

OPENING_QUOTES = "\"'\u201c\u2018\u00ab\u201e"
CLOSING_QUOTES = "\"'\u201d\u2019\u00bb"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
LONG_DASHES = "\u2013\u2014\u2015"
BULLETS = (
    "\u2022\u2023\u2043\u204c\u204d\u25cf\u25cb\u25e6\u25aa\u25ab\u25a0\u25a1\u25b8\u25b9\u25ba\u25b6\u25c6\u25c7"
    "\u27a2\u27a4\u2794\u2192\u2713\u2714\u00bb\u203a\u2219\u00b7\u29bf\u29be\u2756\u2605\u2606\uf0b7\uf0a7\u2610\u2611\u2612"
)
SEPARATORS = "|\u00b7\u2022\u203a\u00bb\u27e9>\u2192\u25ba\u2502\u00a6"
STARS = "\u2605\u2606\u2b50"
ELLIPSIS = "\u2026"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
"""Zero-width and directional signs, as the inside of a character class."""
PAGE_ENDS = ("\f", "\u2029")
"""What ends a page, behind a line end. XML has no form feed, so a text that is made here has the other, as its quotes go everywhere."""
