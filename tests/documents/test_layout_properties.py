"""What holds for the layout of any text at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Layout

MEDIA_TYPES = ("text/plain", "text/markdown", "text/html")
LINE_ENDS = ("\n", "\n", "\n\n", "\r\n", "\r", "\f", "\n   ", "\n        ", "\u2028", "\v")
PARTS = (
    "Office of Policy", "DEPARTMENT OF SKIES", "The Office of Tides reports to the Director of the Bureau.", "Director: Jane Roe",
    "• ", "- ", "1. ", "(a) ", "# ", "> ", "| a | b |", "|---|---|", "=====", "-----", "Tides ....... Ada Ochs",
    "Tides          Ada Ochs          Port", "Skip to content", "Home | About | Contact", "“Best firm!”", "- Dele, Houston",
    "Client Reviews", "Last Modified:", "**bold**", "[link](target)", "<b>", "</b>", "<p>", "<li>", "<td>", "<tr>", "<table>", "<td rowspan=2>", "<th colspan=3>",
    "&amp;", "&rsquo;s", "<!-- c -->", "<nav>", "</nav>", "<script>x</script>", "Mr. R. Roe of the U.S. Navy.", "\u00a0", "\u200b",
    "\u2060", "\t", "  ", "a", "A", "(", ")", "\u2605\u2605", "03/10/2016", "include:", "e\u0301", "\u0301", "---", "title: Tides", "```", "\x00",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PARTS), st.sampled_from(LINE_ENDS), st.text(max_size=8)), max_size=40).map(
    "".join
)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_every_word_lies_in_one_block(
    lay: Callable[..., Layout], assert_sound: Callable[[Layout], None], media_type: str, text: str
) -> None:
    """Offsets are in bounds and in order, every visible character is in exactly one block, the view keeps its length."""
    assert_sound(lay(text, media_type))


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_the_same_text_gives_the_same_layout(lay: Callable[..., Layout], media_type: str, text: str) -> None:
    """A layout depends on nothing but the document."""
    assert lay(text, media_type) == lay(text, media_type)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing(
    lay: Callable[..., Layout], outline: Callable[[Layout], list[str]], project_texts: dict[str, str], end: str
) -> None:
    """A page saved with CRLF or CR has the same blocks."""
    for name, text in project_texts.items():
        assert outline(lay(text.replace("\n", end))) == outline(lay(text)), name


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000"])
def test_wide_blanks_part_words_as_blanks_do(
    lay: Callable[..., Layout], outline: Callable[[Layout], list[str]], blank: str
) -> None:
    """A no-break space, an em space and an ideographic space are blanks."""
    text = "Offices\n\nThe Office of Tides is part of the Bureau of Skies and Seas.\n"
    assert outline(lay(text.replace(" ", blank))) == outline(lay(text))


def test_a_form_feed_ends_a_line(lay: Callable[..., Layout], outline: Callable[[Layout], list[str]]) -> None:
    """A page break never joins two lines."""
    text = "The Office of Tides is part of the Bureau.\fThe Office of Wind is part of the Bureau, too."
    assert len(outline(lay(text))) == 2
