"""Front matter: the `key: value` lines between two rules on top of a Markdown file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.pieces import Mark, Piece, joined, masked
from iceorg.model import Detail

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(
    r"\s{0,20}---[ \t]*\r?\n(?P<body>(?:(?!---|\.\.\.)[^\r\n]{0,1000}\r?\n){1,200})(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)
_LINE = re.compile(r"^[ \t]*(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t]*$", re.MULTILINE)
_KEYS = {
    "title": "title",
    "publisher": "publisher",
    "organization": "publisher",
    "organisation": "publisher",
    "agency": "publisher",
    "site": "publisher",
    "author": "author",
    "by": "author",
    "date": "date",
    "posted": "date",
    "published": "date",
    "updated": "date",
    "lastmod": "date",
    "last_modified": "date",
    "url": "address",
    "permalink": "address",
    "source": "address",
}


def split_front_matter(text: str) -> tuple[str, list[Piece], tuple[Detail, ...], list[Mark]]:
    r"""Return the text without its front matter, the front matter as a piece, what it says, and its marks.

    >>> split_front_matter("---\ntitle: Offices\n---\n# One\n")[2]
    (Detail(key='title', value='Offices', start=11, end=18),)
    """
    match = _BLOCK.match(text)
    if not match or not _LINE.search(match["body"]):
        return text, [], (), []
    start, end = match.span("body")
    body = match["body"]
    start += len(body) - len(body.lstrip())
    end = match.start("body") + len(body.rstrip())
    piece = Piece(start, end, joined(text[start:end]), zone="B-FRONT")
    fences = [(match.start(), match.start("body"), ""), (match.end("body"), match.end(), "")]
    return masked(text, [(match.start(), match.end(), "")]), [piece], tuple(details(text, *match.span("body"))), fences


def details(text: str, start: int, end: int) -> Iterator[Detail]:
    """Yield what the lines of front matter say under keys that are known."""
    for match in _LINE.finditer(text, start, end):
        key = _KEYS.get(match["key"].lower().replace(" ", "_").replace("-", "_"))
        first, last = match.span("value")
        if last - first > 1 and text[first] == text[last - 1] and text[first] in "\"'":
            first, last = first + 1, last - 1
        if key and first < last:
            yield Detail(key, text[first:last], first, last)
