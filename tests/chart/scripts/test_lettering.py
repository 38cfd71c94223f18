"""Names broken into lines that fit on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

WRAPPED = "({ wrapText }, ...values) => wrapText(...values, 12.5)"
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z", "M"]), max_size=120)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Office of Policy", ["Office of Policy"]),
        ("  Office \n of   Policy ", ["Office of Policy"]),
        ("Office of Detention and Removal Operations", ["Office of Detention", "and Removal", "Operations"]),
        (
            "Office of the Assistant Secretary for Detention and Removal",
            ["Office of the Assistant", "Secretary for", "Detention and…"],
        ),
        ("non-governmental-organizations", ["non-governmental-", "organizations"]),
        ("", [""]),
    ],
)
def test_a_name_is_broken_between_words_and_after_hyphens(run: Run, name: str, lines: list[str]) -> None:
    """What does not fit into three lines ends in an ellipsis."""
    assert run("lettering.js", WRAPPED, name, 140, 3) == lines


def test_a_word_longer_than_a_line_is_broken(run: Run) -> None:
    """Nothing runs over the card's edge."""
    lines = run("lettering.js", WRAPPED, "W" * 30, 140, 3)
    assert "".join(lines) == "W" * 30
    assert len(lines) > 1


@settings(max_examples=80, deadline=None)
@given(name=NAMES, room=st.integers(60, 260))
def test_lines_fit_and_lose_nothing_that_they_do_not_mark(run: Run, name: str, room: int) -> None:
    """Any letters of any script."""
    script = "({ wrapText, textWidth }, name, room) => wrapText(name, room, 3, 12.5).map((line) => [line, textWidth(line, 12.5)])"
    lines = run("lettering.js", script, name, room)
    assert 1 <= len(lines) <= 3
    assert all(width <= room for _, width in lines)
    kept = "".join(line for line, _ in lines)
    if not kept.endswith("…"):
        squeezed = run("lettering.js", r"(_, ...texts) => texts.map((text) => text.replace(/\s+/gu, ''))", kept, name)
        assert squeezed[0] == squeezed[1]


@pytest.mark.parametrize(
    "name", ["Office of the Principal Legal Advisor", "WWWW mmmm iiii", "Überwachung ÅÇÉ", "287(g) – §5", "移民局 税関"]
)
@pytest.mark.parametrize("family", ["system-ui", "sans-serif", "Arial"])
def test_no_text_is_wider_on_the_screen_than_was_reckoned(run: Run, name: str, family: str) -> None:
    """Whatever letters without serifs the device has: cards are never written in others."""
    script = """({ textWidth }, text, family) => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = `500 12.5px ${family}`;
      return textWidth(text, 12.5) - pen.measureText(text).width;
    }"""
    assert run("lettering.js", script, name, family) > -0.5
