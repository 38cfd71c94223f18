"""Mentions and sentences that join nothing, however likely it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.extract.lexicon import lexicon

if TYPE_CHECKING:
    from iceorg.extract.learned.pairs import Scene, Spot


def is_cut(scene: Scene, spot: Spot) -> bool:
    """Return whether a mention breaks off in a list within a name: "State, Local" of "State, Local, and Tribal Gates"."""
    words = scene.page.lines[spot.line].words
    follows = words[spot.last + 1].text if spot.last + 1 < len(words) else ""
    return follows in (",", "and", "&") and scene.page.known_at(words, spot.first)[0] > spot.last - spot.first + 1


def is_guarded(scene: Scene, one: Spot, other: Spot) -> bool:
    """Return whether a sentence denies what it says of two names, asks it, tells it of the past, or only plans it."""
    if one.line == other.line:
        return _is_guarded(scene, one.line, max(one.last, other.last))
    return any(_is_guarded(scene, spot.line, len(scene.page.lines[spot.line].words)) for spot in (one, other))


def _is_guarded(scene: Scene, line: int, last: int) -> bool:
    words = [word.folded for word in scene.page.lines[line].words]
    said = f" {' '.join(words[: last + 1])} "
    return words[-1] == "?" or any(f" {guard} " in said for guards in lexicon().guards.values() for guard in guards)
