"""Files of decisions, as a person writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNED = 'author = "Ann Lee"\ndate = 2026-11-25\nreason = "I looked."\n'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of a file with some entries, each signed unless it says otherwise."""

    def written(*entries: str, name: str = "ours.toml", signed: str = SIGNED) -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{entry.strip()}\n{signed}\n" for entry in entries), "utf-8")
        return path

    return written
