"""Documents with words that are not to be shown, and a decision that suppresses a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SUPPRESS = '[[suppress]]\nperson = "Ada Moss"\nauthor = "Ann Lee"\ndate = 2026-11-25\nreason = "She asked."\n'


def lay_down(folder: Path, pages: Mapping[str, str]) -> Path:
    """Write documents into `in/` of a folder and the decision into `ours.toml` beside them; return the folder."""
    (folder / "in").mkdir()
    for name, text in pages.items():
        (folder / "in" / name).write_text(text, "utf-8")
    (folder / "ours.toml").write_text(SUPPRESS, "utf-8")
    return folder


def shown(content: bytes, words: Iterable[str]) -> list[str]:
    """Return the words that are in some bytes."""
    return [one for one in words if one.encode() in content]
