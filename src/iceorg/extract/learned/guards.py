"""Mentions and sentences that join nothing, however likely it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iceorg.extract.lexicon import lexicon

if TYPE_CHECKING:
    from iceorg.extract.learned.pairs import Scene, Spot


def is_cut(scene: Scene, spot: Spot) -> bool:
    """Return whether a mention breaks off in a list within a name: "State, Local" of "State, Local, and Tribal Gates"."""
    words = scene.page.lines[spot.line].words
    follows = words[spot.last + 1].text if spot.last + 1 < len(words) else ""
    return follows in (",", "and", "&") and scene.page.known_at(words, spot.first)[0] > spot.last - spot.first + 1


def is_guarded(scene: Scene, one: Spot, other: Spot) -> bool:
    """Return whether a sentence denies what it says of two names, asks it, tells it of the past, or only plans it.

    Args:
        scene: The page.
        one: The one mention.
        other: The other.
    """
    spots = (one, other)
    if one.line == other.line:
        return _speaks_against(scene, one.line, min(s.first for s in spots), max(s.last for s in spots))
    return any(
        _speaks_against(scene, spot.line, spot.first, len(scene.page.lines[spot.line].words) - 1)
        for spot, below in (spots, spots[::-1])
        if not _introduces(scene, spot, below)
    )


def _introduces(scene: Scene, spot: Spot, below: Spot) -> bool:
    """Return whether a mention stands in a question that what is below answers: "How is the Board organised?"."""
    line = scene.page.lines[spot.line]
    if line.words[-1].text != "?" or line.sentence.block not in scene.page.layout.trail(scene.block(below)):
        return False
    return any(word.folded in _OPEN_QUESTIONS for word in line.words[:4])


_OPEN_QUESTIONS: Final = frozenset({"how", "who", "what", "which", "where"})
"""What a question begins with that takes for granted what it speaks of."""


def _speaks_against(scene: Scene, line: int, first: int, last: int) -> bool:
    """Return whether there is a guard in a line up to a word, from the semicolon before another word on."""
    words = scene.page.lines[line].words
    if words[-1].text == "?":
        return True
    while first and words[first - 1].text != ";":
        first -= 1
    named = {i for spot in scene.on_line[line] for i in range(spot.first, spot.last + 1)}
    said = " ".join("*" if i in named else words[i].folded for i in range(first, last + 1))
    return any(f" {word} " in f" {said} " for words in lexicon().guards.values() for word in words)
