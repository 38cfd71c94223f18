"""Pages in small, and the blocks that they give."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parent / "cases" / "blocks.toml").read_text("utf-8"))["case"]


def test_all_cases_are_found():
    """No case of the table is lost."""
    assert len(CASES) == 34
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_a_page_gives_its_blocks(lay, tree, assert_sound, case):
    """Kind, level, parent and words of every block are those of the table."""
    layout = lay(case["text"], case["media_type"])
    assert_sound(layout)
    assert "\n".join(tree(layout)) + "\n" == case["blocks"]
