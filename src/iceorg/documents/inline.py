"""Inline mark-up of Markdown (and of plain text that has some): links, emphasis, addresses, entities."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.documents.signs import INVISIBLE
from iceorg.model import ACCENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.documents.pieces import Mark

_LINK = re.compile(
    r"(!?\[)([^\[\]\n]{1,300})(\](?:\([^()\s]{0,1000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)|\[[^\[\]\n]{0,100}\]))"
)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]{1,400})(?<=\S)\1")
_ITALIC = re.compile(
    r"(?<![*\w])(\*)(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![*\w])|(?<![_\w])(_)(?=[^\s_])([^_\n]{1,400})(?<=[^\s_])_(?![_\w])"
)
_CODE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_ADDRESS = re.compile(r"<(?=(?:https?://|mailto:)[^<>\s]{1,2000}>)[^<>\s]{1,2000}>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_COMMENT = re.compile(r"<!--[^>]{0,5000}?-->")
_REFERENCE = re.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]:[^\n]{0,2000}$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,30}\]")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|<>~])")
HIDDEN = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f{INVISIBLE}]+")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SEPARATORS = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Marks:
    """Inline mark-up: what to blank out, what is bold, what is a link.

    Args:
        found: Every mark.
        bold: Start and end of every bold stretch, marks included, in text order.
        links: Start and end of every link's words, in text order.
    """

    found: list[Mark] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)

    def is_bold(self, start: int, end: int) -> bool:
        """Whether one bold stretch fills a line, give or take a colon at its end."""
        place = bisect_right(self.bold, (start, end + 1)) - 1
        return place >= 0 and self.bold[place][0] == start and end - self.bold[place][1] in (0, 1)

    def is_linked(self, start: int, end: int, view: str) -> bool:
        """Whether all words of a line are links."""
        if not self.links:
            return False
        place = bisect_right(self.links, (start, -1))
        rest, at = [], start
        while place < len(self.links) and self.links[place][1] <= end:
            rest.append(view[at : self.links[place][0]])
            at = self.links[place][1]
            place += 1
        return bool(rest) and bool(_SEPARATORS.fullmatch("".join([*rest, view[at:end]])))


def inline_marks(text: str, *, markdown: bool) -> Marks:
    """Return the inline mark-up of a text.

    Links, bold marks and addresses in angle brackets are met in plain text as well, where a page
    was saved as text; single stars, underscores, entities and tags only in Markdown.
    """
    marks = Marks()
    for match in _LINK.finditer(text):
        if match[1].startswith("!"):
            marks.found.append((*match.span(), ""))
        elif markdown or match[3].startswith("]("):
            marks.links.append(match.span(2))
            marks.found.extend([(*match.span(1), ""), (*match.span(3), "")])
    for match in _BOLD.finditer(text):
        marks.bold.append(match.span())
        marks.found.extend([(*match.span(1), ""), (match.end() - 2, match.end(), "")])
    for match in _ADDRESS.finditer(text):
        marks.found.extend([(match.start(), match.start() + 1, ""), (match.end() - 1, match.end(), "")])
    marks.found.extend(character_marks(text, 0, len(text)))
    if markdown:
        marks.found.extend(markdown_marks(text))
    return marks


def markdown_marks(text: str) -> Iterator[Mark]:
    """Yield the marks that only Markdown has."""
    for match in _ITALIC.finditer(text):
        yield match.start(), match.start() + 1, ""
        yield match.end() - 1, match.end(), ""
    for match in _CODE.finditer(text):
        yield match.start(), match.start() + 1, ""
        yield match.end() - 1, match.end(), ""
    for pattern in (_TAG, _COMMENT, _REFERENCE, _FOOTNOTE, _ESCAPE):
        yield from ((*match.span(), "") for match in pattern.finditer(text) if not _ADDRESS.match(match[0]))
    yield from entity_marks(text, 0, len(text))


def character_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the characters between two offsets that nobody sees, and letters apart from their accents, as one letter.

    Unicode writes a letter with an accent in two ways, and readers see no difference (UAX #15). Of a heap of
    accents on one letter the first are kept.

    >>> list(character_marks("Rene\u0301", 0, 5)) == [(3, 5, "\u00e9")]
    True
    """
    for match in HIDDEN.finditer(text, start, end):
        yield (*match.span(), "")
    if not text.isascii():
        for match in _ACCENTED.finditer(text, start, end):
            yield (*match.span(), unicodedata.normalize("NFC", match[0])[: 1 + _MOST_ACCENTS])


_ACCENTED = re.compile(rf"[^\W_][{ACCENTS}]+")
_MOST_ACCENTS = 2


def entity_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the entities between two offsets, each with its character."""
    for match in ENTITY.finditer(text, start, end):
        shown = html.unescape(match[0])
        if shown != match[0] and len(shown) < len(match[0]):
            yield (*match.span(), HIDDEN.sub("", shown))
