"""Views: what a person sees, at the offsets of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.documents.tags import attributes, scan_tags
from iceorg.model import JOINER, Layout

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("media_type", "text", "words"),
    [
        ("text/plain", "See [the list](http://x.example/a_b) and **all**, <https://x.example>.", "See the list and all, https://x.example."),
        ("text/markdown", 'The *old* __new__ `code` [a](b "c")[^1] &amp; <b>c</b> \\* d ![pic](x.png)', "The old new code a & c * d"),
        ("text/markdown", "snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("text/markdown", "text [a][b]\n\n[b]: http://x.example", "text a"),
        ("text/html", "<p>Obreg&oacute;n&rsquo;s (<abbr title='x > y'>DHS</abbr>), A&amp;E&nbsp;1 &lt;b&gt;", "Obregón’s (DHS), A&E 1 <b>"),
        ("text/html", "<p><b>H</b>omeland <i>Sec</i><u>urity</u><!-- > --><script>if (a < b) '</p>'</script>", "Homeland Security"),
        ("text/html", "<p>5 < 6 & 7 > 3 &nosuch; &#0; <3", "5 < 6 & 7 > 3 &nosuch; \ufffd <3"),
        ("text/plain", "zero\u200bwidth soft\u00adhyphen \u202eturn", "zerowidth softhyphen turn"),
        ("text/plain", "Rene\u0301 of the E\u0301tudes", "Ren\u00e9 of the \u00c9tudes"),
        ("text/html", "<p>Rene\u0301", "Ren\u00e9"),
        ("text/plain", "A" + "\u0301" * 5000 + "na", "\u00c1\u0301\u0301na"),
    ],
)  # fmt: skip
def test_mark_up_is_blank_and_words_are_whole(
    lay: Callable[..., Layout], media_type: str, text: str, words: str
) -> None:
    """The view has the length of the text; words broken by mark-up are one word."""
    layout = lay(text, media_type)
    assert len(layout.view) == len(text)
    assert " ".join(layout.words(block) for block in layout.blocks) == words


def test_a_word_goes_on_over_mark_up(lay: Callable[..., Layout]) -> None:
    """Inside a word mark-up is filled with the joiner, between words with blanks."""
    view = lay("<p>a&rsquo;s <b>b</b>c", "text/html").view
    assert view.strip() == f"a’{JOINER * 6}s    b{JOINER * 4}c"


def test_table_cells_never_run_together(lay: Callable[..., Layout]) -> None:
    """The words of neighbouring cells stay apart though only tags stand between."""
    layout = lay("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "text/html")
    assert [layout.words(block) for block in layout.blocks] == ["a b", "c d"]


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("a < b <c>d</c>", ["c", "/c"]),
        ("<a href='x>y'>", ["a"]),
        ('<a href="x>', ["a"]),
        ("<!doctype html><?x?><br/>", ["!", "!", "br"]),
        ("<SCRIPT>var a = '<p>'</Script ><p>", ["!", "p"]),
        ("<p", ["p"]),
        ("</>", []),
    ],
)
def test_tags_are_found_as_browsers_do(source: str, tags: list[str]) -> None:
    """Quotes, comments and scripts hide what is in them; a lone sign is text."""
    assert ["/" * t.closing + t.name for t in scan_tags(source)] == tags


def test_attributes_know_where_they_lie() -> None:
    """A value is unescaped, and its offsets are those of the source."""
    source = "<meta name=date content='2020-01-02' hidden>"
    values = attributes(source, next(scan_tags(source)))
    assert values["name"][0] == "date"
    assert source[slice(*values["content"][1:])] == "2020-01-02"
    assert values["hidden"][0] == ""


def test_the_head_of_a_page_is_told_apart(lay: Callable[..., Layout]) -> None:
    """Title and meta elements are details, each with its place, and no part of what is read."""
    text = '<head><title>Offices &amp; Posts</title><meta property="og:site_name" content="Tides"><meta name="date" content="2020-01-02"></head><p>Text.'
    layout = lay(text, "text/html")
    assert (layout.title, layout.publisher) == ("Offices & Posts", "Tides")
    assert [(d.key, d.value) for d in layout.details] == [
        ("title", "Offices & Posts"),
        ("publisher", "Tides"),
        ("date", "2020-01-02"),
    ]
    assert text[layout.details[2].start : layout.details[2].end] == "2020-01-02"
    assert [layout.words(b) for b in layout.blocks if not b.kind.skipped] == ["Text."]


def test_front_matter_is_told_apart(lay: Callable[..., Layout]) -> None:
    """Its lines are details; what only looks like it is text."""
    layout = lay("---\ntitle: Fever\nposted: 2024-02-09\norganisation: 'Tides'\n---\nText.\n", "text/markdown")
    assert (layout.title, layout.publisher) == ("Fever", "Tides")
    assert [(d.key, d.value) for d in layout.details][1] == ("date", "2024-02-09")
    assert lay("---\n\nText: more\n\n---\n", "text/markdown").details == ()
