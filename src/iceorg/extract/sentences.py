"""Which sentences are read: not the page's furniture, not labels of links, nothing of endless length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Layout, Sentence

LONGEST = 6_000
"""Characters of the longest sentence that is read; a longer one is a dump of data, and would take long."""


def readable_sentences(layout: Layout, *, links: bool = False) -> Iterator[Sentence]:
    """Yield the sentences from which names and facts are read, in text order.

    Args:
        layout: The document.
        links: Whether those that only point elsewhere ("Read more about ...") are among them.
    """
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        if not block.kind.skipped and (links or not sentence.link) and not is_too_long(sentence):
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
