"""HTML elements: which break the text, which end each other, and which hold a page's furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "noscript", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    "ul",
})  # fmt: skip
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})  # fmt: skip
HEADINGS = {f"h{n}": n for n in range(1, 7)}
HOLDERS = frozenset({*HEADINGS, "li", "dt", "dd"})
LISTS = frozenset({"ul", "ol", "menu", "dl"})
ENDED_BY = {
    "li": ("p", "dt", "dd", "li"),
    "dt": ("p", "li", "dt", "dd"),
    "dd": ("p", "li", "dt", "dd"),
    "td": ("p", "li", "td", "th"),
    "th": ("p", "li", "td", "th"),
    "tr": ("p", "li", "td", "th", "tr"),
    "thead": ("p", "li", "td", "th", "tr", "thead", "tbody"),
    "tbody": ("p", "li", "td", "th", "tr", "thead", "tbody"),
    "tfoot": ("p", "li", "td", "th", "tr", "thead", "tbody"),
}
"""What an element ends if its end tag is missing, innermost first."""

ENDS_P = BLOCKS - {"br", "button", "label", "option", "td", "th", "tr", "li", "dt", "dd"}
SCOPES = frozenset({"table", "ul", "ol", "dl", "menu", "html", "body", "td", "th", "div", "section", "article", "main"})
META = {
    "title": "title", "og:title": "title", "dc.title": "title", "dcterms.title": "title",
    "publisher": "publisher", "dc.publisher": "publisher", "dcterms.publisher": "publisher", "og:site_name": "publisher", "article:publisher": "publisher",
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "article:author": "author",
    "date": "date", "dc.date": "date", "dcterms.date": "date", "dcterms.issued": "date", "article:published_time": "date", "pubdate": "date",
    "og:url": "address",
}  # fmt: skip
"""What a meta element is called, and which detail of the page it gives."""

_ZONES = {
    "nav": "B-NAV",
    "footer": "B-FOOT",
    "aside": "B-ASIDE",
    "noscript": "B-NOSCRIPT",
    "title": "B-TITLE",
    "dialog": "B-COOKIE",
    "button": "B-FORM",
    "option": "B-FORM",
}
_ROLES = {
    "navigation": "B-NAV",
    "search": "B-NAV",
    "contentinfo": "B-FOOT",
    "complementary": "B-ASIDE",
    "dialog": "B-COOKIE",
    "alertdialog": "B-COOKIE",
}
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_PARTS = re.compile(r"[-_\s]+")


def zone_of(name: str, values: Mapping[str, tuple[str, int, int]]) -> str:
    """Return the rule id of the furniture that an element is by its name, class, id or role; empty if it is none.

    >>> zone_of("nav", {}), zone_of("div", {"class": ("site-breadcrumb top", 0, 0)}), zone_of("p", {})
    ('B-NAV', 'B-NAV', '')
    """
    if name in _ZONES or name in _WHOLE_PAGE:
        return _ZONES.get(name, "")
    said = {key: value[0].lower() for key, value in values.items()}
    if "hidden" in said or _UNSEEN.search(said.get("style", "")):
        return "B-HIDDEN"
    if said.get("role") in _ROLES:
        return _ROLES[said["role"]]
    words = set(_PARTS.split(f"{said.get('class', '')} {said.get('id', '')}"))
    return next((zone for zone, names in phrases().zones.items() if not words.isdisjoint(names)), "")
