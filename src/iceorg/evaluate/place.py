"""Where words stand: the line of a passage, and of evidence that is quoted without its layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Claim, Layout

_LINE_END = re.compile(r"\r\n?|\n")


class Places:
    """The lines of some documents.

    Args:
        layouts: The documents, as they were laid out.
    """

    def __init__(self, layouts: Iterable[Layout]) -> None:
        self._layouts = {layout.document.id: layout for layout in layouts}
        self._starts = {key: line_starts(layout.document.text) for key, layout in self._layouts.items()}
        self._letters = {key: letters(layout.view) for key, layout in self._layouts.items()}

    def first(self, claims: Iterable[Claim]) -> tuple[int | None, str]:
        """Return the line and the words of the passage that comes first, of the claim that comes first."""
        passages = [claim.passages[0] for claim in claims if claim.passages]
        if not passages:
            return None, ""
        passage = min(passages)
        layout = self._layouts.get(passage.document)
        if layout is None:
            return None, passage.quote
        words = " ".join(layout.view[passage.start : passage.end].split())
        return bisect_right(self._starts[passage.document], passage.start), words

    def line_of(self, words: str) -> int | None:
        """Return the line on which words first stand, by their letters and digits alone; None if nowhere.

        Evidence is quoted without mark-up and line ends, so signs and blanks cannot be compared.
        """
        wanted, _ = letters(words)
        for key, (text, offsets) in self._letters.items():
            place = text.find(wanted)
            if wanted and place >= 0:
                return bisect_right(self._starts[key], offsets[place])
        return None


def line_starts(text: str) -> list[int]:
    r"""Return the offset at which every line begins.

    >>> line_starts("a\r\nb\nc")
    [0, 3, 5]
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, and the offset of each.

    >>> letters("A | b-1")
    ('Ab1', [0, 4, 6])
    """
    offsets = [index for index, character in enumerate(text) if character.isalnum()]
    return "".join(text[index] for index in offsets), offsets
