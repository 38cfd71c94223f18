"""A page in numbered lines, whole or in windows."""

from __future__ import annotations

import re
from itertools import pairwise

from iceorg.llm.windows import LONGEST_LINE, windows
from llm.pages import PAGE, layout_of

SECTIONS = "# Tide Authority\n\n" + "".join(
    f"## Office {n}\n\nOffice {n} keeps the gauges of harbour {n}.\n\n" for n in range(60)
)


def test_a_page_of_usual_length_is_one_window() -> None:
    """Its lines tell what they are and what they stand under."""
    (window,) = windows(layout_of(PAGE))
    assert (window.number, window.of) == (1, 1)
    lines = window.text.splitlines()
    assert lines[0] == "[0 heading 1] Tide Authority"
    assert "[4 item under 3] Gauge Office" in lines
    assert len(lines) == 8


def test_a_row_is_shown_with_its_cells_and_its_header() -> None:
    """Cells are parted by bars."""
    (window,) = windows(layout_of("| Office | Chief |\n|---|---|\n| Gauge Office | Ada Ochs |\n", "text/markdown"))
    assert window.text.splitlines()[-1].endswith("row under 0] Gauge Office | Ada Ochs")


def test_a_long_page_is_cut_between_lines() -> None:
    """Every line is in a window, windows overlap, and none is longer than asked for, but for repeated headings."""
    layout = layout_of(SECTIONS, "text/markdown")
    (whole,) = windows(layout, longest=100_000)
    parts = windows(layout, longest=800, overlap=200)
    own = [[line for line in part.text.splitlines() if not line.startswith("…")] for part in parts]
    assert list(dict.fromkeys(line for lines in own for line in lines)) == whole.text.splitlines()
    assert all(one[-1] in other for one, other in pairwise(own))
    assert max(sum(len(line) + 1 for line in lines) for lines in own) <= 800
    assert [(part.number, part.of) for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]


def test_a_window_repeats_the_headings_that_it_stands_under() -> None:
    """Outermost first, told to be repeated."""
    parts = windows(layout_of(SECTIONS, "text/markdown"), longest=800, overlap=0)
    firsts = [part.text.splitlines()[0] for part in parts[1:]]
    assert firsts == ["…[0 heading 1] Tide Authority"] * len(firsts)


def test_what_is_skipped_is_not_shown() -> None:
    """Navigation, boilerplate, and a line that never ends are left out, as for the rules."""
    page = (
        f"<nav><a href='/a'>Secret Office</a></nav><h1>Ports</h1><p>The Gauge Office.</p><p>{'x ' * LONGEST_LINE}</p>"
    )
    (window,) = windows(layout_of(page, "text/html"))
    assert "Secret" not in window.text
    assert re.findall(r"\] (.*)", window.text) == ["Ports", "The Gauge Office."]


def test_an_empty_page_takes_no_request() -> None:
    """There is nothing to ask about."""
    assert windows(layout_of(" \n")) == ()
