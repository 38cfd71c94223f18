"""Where exact words stand in a page, however white space, quotation marks and dashes are written.

The page is folded once: a run of white space is one blank, typographic quotation marks and dashes are plain ones,
accents stand apart from their letters, and what no reader sees is left out. Every letter of the folded text keeps
the offset of the letter in the document that it came of, so that what is found is given back as the document has it.
Nothing else is forgiven: a letter more, a word less, another case, and the words are not there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.llm.windows import LONGEST_LINE, words_of
from iceorg.model import JOINER, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Layout

_QUOTES: Final = dict.fromkeys("‘’‚‛`´′", "'") | dict.fromkeys("“”„‟″«»", '"')
_DASHES: Final = dict.fromkeys("‐‑‒–—―−", "-")
_SIGNS: Final = _QUOTES | _DASHES | {"…": "..."}
_OPENING: Final = "([“‘"
_CLOSING: Final = ",.;:!?)]”’"
_MOST: Final = 200
"""How often words are looked for in one page."""


def fold(words: str) -> str:
    """Return words as they are compared.

    >>> print(fold("the  “Gauge Office” – St. Ann’s"))
    the "Gauge Office" - St. Ann's
    """
    return "".join(_folded(words)[0]).strip()


@dataclass(frozen=True, slots=True)
class Found:
    """Words that stand in a page.

    Args:
        start: Offset of their first letter in the document.
        end: Offset after the last.
        block: Index of their block.
    """

    start: int
    end: int
    block: int

    def holds(self, span: Span | Found) -> bool:
        """Return whether other words stand within these."""
        return self.start <= span.start and span.end <= self.end


@dataclass(slots=True)
class Quotes:
    """The words of a page that may be quoted: those of the lines that a model is shown.

    Args:
        layout: The page.
    """

    layout: Layout
    _text: str = ""
    _offsets: list[int] = field(default_factory=list)
    _blocks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fold the page, a line for each block."""
        layout = self.layout
        pieces: list[str] = []
        for index, block in enumerate(layout.blocks):
            if block.kind.skipped or len(words_of(layout, block)) > LONGEST_LINE:
                continue
            source = layout.document.text[block.start : block.end]
            letters, offsets = _folded(layout.view[block.start : block.end], source)
            pieces += [*letters, "\n"]
            self._offsets += [*(block.start + at for at in offsets), block.end]
            self._blocks += [index] * (len(letters) + 1)
        self._text = "".join(pieces)

    def find(self, words: str, within: Found | None = None) -> Iterator[Found]:
        """Yield every place at which words stand, in one block and not within longer words, in text order.

        Args:
            words: The words.
            within: Only places in these.
        """
        wanted = fold(words)
        if not wanted:
            return
        at, last = (0, len(self._text)) if within is None else self._range(within)
        for _ in range(_MOST):
            at = self._text.find(wanted, at, last)
            if at < 0:
                return
            if self._is_whole(at, at + len(wanted)):
                yield self._found(at, at + len(wanted))
            at += 1

    def spelt(self, found: Found) -> str:
        """Return found words as a reader sees them, on one line."""
        return self.layout.words(Span(found.start, found.end))

    def _range(self, found: Found) -> tuple[int, int]:
        return bisect_left(self._offsets, found.start), bisect_left(self._offsets, found.end)

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether no letter or digit goes on at either end."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        opens = before.isalnum() and self._text[start].isalnum()
        closes = (after.isalnum() or unicodedata.combining(after or " ")) and self._text[end - 1].isalnum()
        return not opens and not closes

    def _found(self, start: int, end: int) -> Found:
        return Found(self._offsets[start], self._end(self._offsets[end - 1]), self._blocks[start])

    def _end(self, last: int) -> int:
        """Return the offset after a letter; one that is written as an entity (`&eacute;`) goes on to its semicolon."""
        text, view = self.layout.document.text, self.layout.view
        entity = _ENTITY.match(text, last) if text[last] != view[last] else None
        return entity.end() if entity else last + 1


_ENTITY: Final = re.compile(r"&#?\w{1,32};")


def _folded(view: str, source: str | None = None) -> tuple[list[str], list[int]]:
    """Return the letters of a text as they are compared, and from where in it each comes.

    Blanks that only stand for mark-up beside a sign are left out, as in `Layout.words`.
    """
    letters: list[str] = []
    offsets: list[int] = []
    gap, before = -1, ""
    for at, char in enumerate(view):
        if char.isspace() or char == "|":
            gap = at if gap < 0 else gap
            continue
        if char == JOINER or unicodedata.category(char) == "Cf":
            continue
        spelt = _SIGNS.get(char) or (char if char.isascii() else unicodedata.normalize("NFD", char))
        if gap >= 0 and letters and not _is_markup(before, char, source, gap, at):
            letters.append(" ")
            offsets.append(gap)
        gap, before = -1, char
        letters += spelt
        offsets += [at] * len(spelt)
    return letters, offsets


def _is_markup(before: str, after: str, source: str | None, start: int, end: int) -> bool:
    """Return whether a gap is nothing but mark-up beside a sign."""
    if source is None or source[start:end].isspace() or "|" in source[start:end]:
        return False
    return before in _OPENING or after in _CLOSING
