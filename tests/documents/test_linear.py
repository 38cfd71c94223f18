"""No text, however odd, makes the reading hang: patterns and passes go through a page once.

There are no times here. What is not linear would take hours at these sizes and stop the suite.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import pytest

import iceorg.documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Layout

SIZE = 65_536
UNITS = (
    "a",
    "A.",
    " ",
    "(",
    "Office of ",
    "[",
    "](",
    "*",
    "_",
    "<",
    '<a "',
    "&",
    "|",
    ". ",
    "- ",
    "1. ",
    "a: ",
    '"',
    "\u201ca\u201d - ",
    "=",
    "\t",
    "\u00a0",
    "a b ",
    "A",
    "1/",
    "\u0301",
    "a\u0301",
)
STRUCTURES = (
    "a\n", "a\n\n", "a  b\n", "a   b   c\n", "a ..... b\n", "x | y\n", "\u2022 a\n", "  * a\n   * b\n", "a:\n", "A B\n", "a\n==\n", "> a\n",
    "<b>", "<div>", "<table><tr>", "<ul><li>", "<td>a</td>", "</x>", "<!--", "<p>a", '<a href="', "&amp;", "Contact Us\n",
)  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern of the package, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.iter_modules(iceorg.documents.__path__, "iceorg.documents."):
        for name, value in vars(importlib.import_module(module.name)).items():
            values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
            for part in values:
                parts = part if isinstance(part, tuple) else [part]
                found |= {f"{module.name}.{name}.{p.pattern[:20]}": p for p in parts if isinstance(p, re.Pattern)}
    return found


PATTERNS = patterns()


def test_all_patterns_are_found() -> None:
    """The search for patterns goes through every module of the room."""
    assert len(PATTERNS) >= 50


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_goes_through_any_text(name: str) -> None:
    """Searched in 64 KiB of one thing over and over, a pattern comes to its end."""
    for unit in UNITS:
        text = unit * (SIZE // len(unit))
        sum(1 for _ in PATTERNS[name].finditer(text))
        PATTERNS[name].fullmatch(text)


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown", "text/html"])
@pytest.mark.parametrize("unit", [*UNITS, *STRUCTURES])
def test_a_page_of_one_thing_over_and_over_is_laid_out(
    lay: Callable[..., Layout], assert_sound: Callable[[Layout], None], unit: str, media_type: str
) -> None:
    """Whatever the unit, the page is gone through and every word lies in a block."""
    assert_sound(lay(unit * (SIZE // 4 // len(unit)), media_type))


def test_one_line_of_a_million_characters(lay: Callable[..., Layout]) -> None:
    """A page that is one line is a paragraph and no trouble."""
    layout = lay("The Office of Tides is part of the Bureau of Skies. " * 20_000)
    assert [block.kind for block in layout.blocks] == ["paragraph"]
    assert len(layout.sentences) == 20_000
