"""Which sentences are read: not the page's furniture, not labels of links, nothing of endless length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Layout, Sentence

LONGEST = 6_000
"""Characters of the longest sentence that is read; a longer one is a dump of data, and would take long."""


def readable_sentences(layout: Layout) -> Iterator[Sentence]:
    """Yield the sentences from which names and facts are read, in text order."""
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        if not block.kind.skipped and not is_too_long(sentence) and not is_link_label(layout.words(sentence)):
            yield sentence


def is_too_long(sentence: Sentence) -> bool:
    """Return whether a sentence is too long to be one."""
    return sentence.end - sentence.start > LONGEST


def length_problems(layout: Layout) -> tuple[Problem, ...]:
    """Return a note for every sentence that is left out for its length."""
    return tuple(
        Problem(
            Severity.NOTE,
            "sentence-too-long",
            layout.document.name,
            f"the text from character {sentence.start} to {sentence.end} is one sentence of more than {LONGEST} characters; it is not read",
        )
        for sentence in layout.sentences
        if is_too_long(sentence)
    )


_LINK_LABEL = re.compile(
    r"(?:read|learn|find out|see)\s+more\b|(?:click|tap)\s+here\b|(?:contact|visit|download|subscribe)\s+(?:the\s+)?[\w ]{1,40}\.?$"
    r"|(?:contact|visit|e-?mail|file|download)\b.{0,60}\b(?:or|and)\s+(?:file|read|visit|call|download)\b",
    re.IGNORECASE,
)


def is_link_label(text: str) -> bool:
    """Return whether a sentence is the label of links and states nothing.

    >>> is_link_label("Read more about the Tide Office including Good Guidance."), is_link_label("It reads more.")
    (True, False)
    """
    return _LINK_LABEL.match(text) is not None
