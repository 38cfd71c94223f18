"""The project's five documents, and the same pages in other clothes."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.model import Layout

EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(path.stem for path in EXPECTED.glob("*.outline"))
NAVIGATION = "Skip Navigation\n\nHome\nAbout Us\nCareers\nPORT Program\nContact Us\n\n"


def as_html(layout: Layout) -> str:
    """Return a layout as a simple HTML page."""
    lines = []
    for block in layout.blocks:
        words = html.escape(layout.words(block), quote=False)
        name = f"h{min(block.level, 6)}" if block.kind == "heading" else "li" if block.kind == "item" else "p"
        lines.append(f"<ul><li>{words}</li></ul>" if name == "li" else f"<{name}>{words}</{name}>")
    return "<html><body>\n" + "\n".join(lines) + "\n</body></html>\n"


def as_markdown(layout: Layout) -> str:
    """Return a layout as a Markdown page."""
    marks = {"heading": "#", "item": "*"}
    return "\n\n".join(f"{marks.get(b.kind, '') * max(b.level, 1)} {layout.words(b)}".strip() for b in layout.blocks)


def test_all_five_are_there(project_texts: dict[str, str]) -> None:
    """Every document has its expected outline."""
    assert [f"{name}.txt" for name in NAMES] == sorted(project_texts)


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_those_a_reader_sees(
    lay: Callable[..., Layout],
    tree: Callable[[Layout], list[str]],
    assert_sound: Callable[[Layout], None],
    project_texts: dict[str, str],
    name: str,
) -> None:
    """Kinds, levels, parents and skipped parts are as written down; long words are cut."""
    layout = lay(project_texts[f"{name}.txt"])
    assert_sound(layout)
    shown = [line if len(line) <= 100 else line[:99] + "…" for line in tree(layout)]
    assert "\n".join(shown) + "\n" == (EXPECTED / f"{name}.outline").read_text("utf-8")


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("name", NAMES)
def test_wrapping_changes_nothing(
    lay: Callable[..., Layout],
    outline: Callable[[Layout], list[str]],
    project_texts: dict[str, str],
    wrapped: Callable[[str, int], str],
    name: str,
    width: int,
) -> None:
    """Lines wrapped by a mail program join to the same headings, paragraphs and items."""
    text = project_texts[f"{name}.txt"]
    assert outline(lay(wrapped(text, width))) == outline(lay(text))


@pytest.mark.parametrize("name", NAMES)
def test_navigation_above_is_skipped(
    lay: Callable[..., Layout], outline: Callable[[Layout], list[str]], project_texts: dict[str, str], name: str
) -> None:
    """A menu put above the page adds nothing that is read."""
    text = project_texts[f"{name}.txt"]
    assert outline(lay(NAVIGATION + text)) == outline(lay(text))


@pytest.mark.parametrize(("turned", "media_type"), [(as_html, "text/html"), (as_markdown, "text/markdown")])
@pytest.mark.parametrize("name", NAMES)
def test_mark_up_changes_nothing(
    lay: Callable[..., Layout],
    outline: Callable[[Layout], list[str]],
    project_texts: dict[str, str],
    name: str,
    turned: Callable[[Layout], str],
    media_type: str,
) -> None:
    """The page in HTML or Markdown gives the same blocks."""
    layout = lay(project_texts[f"{name}.txt"])
    assert outline(lay(turned(layout), media_type)) == outline(layout)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_paragraphs_alone_is_read_by_its_looks(
    lay: Callable[..., Layout], outline: Callable[[Layout], list[str]], project_texts: dict[str, str], name: str
) -> None:
    """Where every line is an HTML paragraph, the same blocks come out, bullets in the text and all."""
    text = project_texts[f"{name}.txt"]
    lines = [lay(line).view if "](" in line or line.startswith("<") else line for line in text.split("\n")]
    page = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line.strip())
    assert outline(lay(page, "text/html")) == outline(lay(text))
