"""The same page in other clothes: wrapped, with other quotes and line ends, as HTML; the same facts come out."""

from __future__ import annotations

import html
import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Literal, Status
from iceorg.resolve import resolve
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Fact = tuple[str, str, str]
DOCUMENTS = (
    "community-engagement-initiative",
    "community-outreach-fact-sheet",
    "ice-topics-law-firm",
    "offices-within-ice",
    "partnerships-web-page",
)


def facts(text: str, media_type: str = "text/plain") -> set[Fact]:
    """Return the asserted facts of a page by label, with straight quotes."""
    page = replace(document(text), media_type=media_type)
    found = resolve([read_layout(lay_out(page), learned=False)])
    labels = {thing.iri: thing.label for thing in found.things}
    asserted = [c for c in found.claims if c.status in set(Status) and c.status.asserted]
    return {
        (straight(labels.get(Iri(str(c.subject)), "page")), shorten(c.predicate), straight(c.object.value if isinstance(c.object, Literal) else labels.get(Iri(str(c.object)), shorten(str(c.object)))))
        for c in asserted
    }  # fmt: skip


def straight(text: str) -> str:
    """Return a text with straight quotes."""
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def wrapped(text: str) -> str:
    """Return a text whose lines are at most 72 characters long; the lines of an item are indented."""
    fill = textwrap.TextWrapper(72, break_long_words=False, break_on_hyphens=False)
    lines = []
    for line in text.split("\n"):
        fill.subsequent_indent = "    " if line.lstrip().startswith("•") else ""
        lines.append(fill.fill(line) if len(line) > 72 else line)
    return "\n".join(lines)


def windows_line_ends(text: str) -> str:
    """Return a text with the line ends of Windows."""
    return text.replace("\n", "\r\n")


def as_html(text: str) -> str:
    """Return a text as a page of headings, paragraphs and items, its furniture as navigation."""
    layout = lay_out(document(text))
    parts = []
    for block in layout.blocks:
        tag = {"heading": f"h{max(1, block.level)}", "item": "li"}.get(block.kind.value, "p")
        parts.append(
            f"<{'nav' if block.kind.skipped else tag}>{html.escape(layout.words(block))}</{'nav' if block.kind.skipped else tag}>"
        )
    return "<!doctype html><html><body>" + "\n".join(parts) + "</body></html>"


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("clothes", [wrapped, straight, windows_line_ends])
def test_the_same_text_in_other_clothes_says_the_same(name: str, clothes: Callable[[str], str], root: Path) -> None:
    """Line breaks, line ends and the shape of quotes change no fact."""
    text = (root / "data/documents" / f"{name}.txt").read_bytes().decode()
    assert facts(clothes(text)) == facts(text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_page_in_html_says_the_same(name: str, root: Path) -> None:
    """A page of tags and entities says what its plain text says.

    Mark-up of another kind is taken out first, and the paragraph that stands between the items of a list: tags end
    a list there.
    """
    text = (root / "data/documents" / f"{name}.txt").read_bytes().decode().replace("[openings](#)", "openings")
    text = re.sub(r"\nAccording to .*\n", "", text)
    assert facts(as_html(text), "text/html") == facts(text)
