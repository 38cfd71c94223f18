"""What looks other than it is: signs that turn the direction of writing, and words of two alphabets that look like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Layout

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_LATIN, _OTHER = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u058f]")
"""Latin letters, and those of Greek, Cyrillic and Armenian, many of which look like Latin ones."""


def deceiving_problems(layout: Layout) -> Iterator[Problem]:
    """Yield a note for each way in which a page shows a reader something other than what it says (UTS #39, UAX #9)."""
    if layout.document.text.isascii():
        return
    name, text = layout.document.name, layout.document.text
    if turning := [match.start() for match in _TURNING.finditer(text)]:
        message = f"{_many(len(turning), 'sign turns', 'signs turn')} the direction of writing, the first at character {turning[0]}"
        hint = "what is shown there can differ from what is read: look at its letters one by one"
        yield Problem(Severity.NOTE, "turned-writing", name, message, hint)
    if mixed := [word for word in _LETTERS.finditer(layout.view) if _LATIN.search(word[0]) and _OTHER.search(word[0])]:
        message = (
            f"{_many(len(mixed), 'word mixes', 'words mix')} letters of two alphabets, the first at character {mixed[0].start()}: "
            f"{mixed[0][0]!a}"
        )
        hint = "such a name looks like another and is kept apart from it: check how it should be written"
        yield Problem(Severity.NOTE, "mixed-alphabets", name, message, hint)


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
