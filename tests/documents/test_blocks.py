"""Pages in small, and the blocks that they give."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Layout

CASES: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "cases" / "blocks.toml").read_text("utf-8"))[
    "case"
]


def test_all_cases_are_found() -> None:
    """No case of the table is lost."""
    assert len(CASES) == 40
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_a_page_gives_its_blocks(
    lay: Callable[..., Layout],
    tree: Callable[[Layout], list[str]],
    assert_sound: Callable[[Layout], None],
    case: dict[str, str],
) -> None:
    """Kind, level, parent and words of every block are those of the table."""
    layout = lay(case["text"], case["media_type"])
    assert_sound(layout)
    assert "\n".join(tree(layout)) + "\n" == case["blocks"]
