"""Which pages gave nothing, or are in a language that is not read: said in the report, never passed over in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity
from iceorg.extract.lexicon import lexicon
from iceorg.model import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from iceorg.model import Claim, Layout

ENGLISH = 0.05
"""Share of function words below which a page is not English: directories of names have 0.09 at least, other languages under 0.02."""
LETTERS = 100
"""A page of fewer letters is too short to tell its language."""
_WORD = re.compile(r"[^\W\d_]+")


def unread_problems(layout: Layout, claims: Iterable[Claim]) -> Iterator[Problem]:
    """Yield a note if a page is not in English, else if no claim is made but of the page itself."""
    words = _read_words(layout)
    known = _known_of(words)
    if _is_foreign(words, known):
        message = f"only {known} of its {len(words)} words are common words of English; other languages are not read"
        yield _note(layout, "language-not-read", message, "check what was found in it; give an English translation")
    elif all(_is_of_page(claim) for claim in claims):
        message = "nothing was found in it but what it says of itself"
        yield _note(layout, "nothing-found", message, "check that it is about an organisation")


def is_foreign(layout: Layout) -> bool:
    """Return whether a page is in another language than English."""
    words = _read_words(layout)
    return _is_foreign(words, _known_of(words))


def _read_words(layout: Layout) -> list[str]:
    return [word for block in layout.blocks if not block.kind.skipped for word in _WORD.findall(layout.words(block))]


def _known_of(words: Iterable[str]) -> int:
    return sum(word.casefold() in lexicon().function_words for word in words)


def _is_foreign(words: Collection[str], known: int) -> bool:
    return sum(map(len, words)) >= LETTERS and known < ENGLISH * len(words)


def _is_of_page(claim: Claim) -> bool:
    return isinstance(claim.subject, Key) and claim.subject.kind is Kind.DOCUMENT


def _note(layout: Layout, code: str, message: str, hint: str) -> Problem:
    return Problem(Severity.NOTE, code, layout.document.name, message, hint)
