"""HTML in tags and text, with offsets: a lenient scanner that goes through the source once.

No tree is built, as a tree loses the offsets. What a browser would not show as text (comments,
scripts, styles) comes out as a tag of its own.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RAW = (
    "script",
    "style",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "textarea",
    "select",
    "canvas",
    "audio",
    "video",
)
_NAME = re.compile(r"/?[A-Za-z][^\s/>]{0,60}")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
_ATTRIBUTE = re.compile(r"([^\s=\"'>/]{1,60})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]{1,2000})))?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of the source that is not text.

    Args:
        name: The element in lower case; `!` for comments, declarations and hidden elements.
        start: Offset of its `<`.
        end: Offset after its `>`.
        closing: Whether it ends an element.
        inner: Start of what stands between its name and its `>`.
    """

    name: str
    start: int
    end: int
    closing: bool = False
    inner: int = 0


def scan_tags(source: str) -> Iterator[Tag]:
    """Yield the tags of an HTML source in order; what lies between them is text.

    >>> [(t.name, t.closing) for t in scan_tags("<p>a <b>c</b><!-- d --><script>if (a<b) {}</script>")]
    [('p', False), ('b', False), ('b', True), ('!', False), ('!', False)]
    """
    at = 0
    quotes = {'"': True, "'": True}
    while (start := source.find("<", at)) >= 0:
        tag = tag_at(source, start, quotes)
        at = tag.end if tag else start + 1
        if tag:
            yield tag


def tag_at(source: str, start: int, quotes: dict[str, bool]) -> Tag | None:
    """Return the tag that begins at a `<`, or None if it is only a sign."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return Tag("!", start, end + 3 if end >= 0 else len(source))
    if source.startswith(("<!", "<?"), start):
        end = source.find(">", start)
        return Tag("!", start, end + 1 if end >= 0 else len(source))
    match = _NAME.match(source, start + 1)
    if not match:
        return None
    end = tag_end(source, match.end(), quotes)
    name = match[0].lower()
    if name in RAW and source[end - 2] != "/":
        close = _RAW_END[name].search(source, end)
        end = close.start() if close else len(source)
        close_end = source.find(">", end) if close else -1
        return Tag("!", start, close_end + 1 if close_end >= 0 else len(source))
    return Tag(name.lstrip("/"), start, end, name.startswith("/"), match.end())


def tag_end(source: str, at: int, quotes: dict[str, bool]) -> int:
    """Return the offset after a tag's `>`; a `>` inside quotes does not count.

    `quotes` remembers which quotation marks do not occur any more, so that a source full of
    unclosed ones is still gone through once.
    """
    while at < len(source):
        end = source.find(">", at)
        if end < 0:
            return len(source)
        quote = first_quote(source, at, end)
        if quote < 0:
            return end + 1
        sign = source[quote]
        closing = source.find(sign, quote + 1) if quotes[sign] else -1
        if closing < 0:
            quotes[sign] = False
            return end + 1
        at = closing + 1
    return len(source)


def first_quote(source: str, start: int, end: int) -> int:
    """Return the offset of the first quotation mark of an attribute between two offsets, or -1."""
    found = [i for i in (source.find('"', start, end), source.find("'", start, end)) if i >= 0]
    return min(found, default=-1)


def attributes(source: str, tag: Tag) -> Mapping[str, tuple[str, int, int]]:
    """Return the attributes of a tag: value, and where it lies in the source.

    >>> source = '<meta name="publisher" content="A &amp; B">'
    >>> attributes(source, next(scan_tags(source)))["content"]
    ('A & B', 32, 41)
    """
    found: dict[str, tuple[str, int, int]] = {}
    if tag.inner and not tag.closing:
        for match in _ATTRIBUTE.finditer(source, tag.inner, tag.end - 1):
            group = next((g for g in (2, 3, 4) if match[g] is not None), 0)
            value = (html.unescape(match[group]), *match.span(group)) if group else ("", match.end(), match.end())
            found.setdefault(match[1].lower(), value)
    return found
