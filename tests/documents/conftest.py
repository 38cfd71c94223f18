"""What the tests of this room share: documents made of a text, and what a layout must always hold."""

from __future__ import annotations

import textwrap
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iceorg.documents import lay_out
from iceorg.model import Document, DocumentId, Layout

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PROJECT_DOCUMENTS = 5


def document_of(text: str, media_type: str = "text/plain") -> Document:
    """Return a document of a text."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(DocumentId(digest[:16]), digest, ("page",), media_type, text)


@pytest.fixture(scope="session")
def lay() -> Callable[..., Layout]:
    """Return a function that lays out a text of a media type."""
    return lambda text, media_type="text/plain": lay_out(document_of(text, media_type))


@pytest.fixture(scope="session")
def project_texts() -> dict[str, str]:
    """Return the texts of the project's documents by file name."""
    paths = sorted((ROOT / "data" / "documents").glob("*.txt"))
    assert len(paths) == PROJECT_DOCUMENTS
    return {path.name: path.read_bytes().decode() for path in paths}


@pytest.fixture(scope="session")
def outline() -> Callable[[Layout], list[str]]:
    """Return a function that shows the blocks that are read as lines: kind and words."""
    return lambda layout: [f"{b.kind} {layout.words(b)}" for b in layout.blocks if not b.kind.skipped]


@pytest.fixture(scope="session")
def tree() -> Callable[[Layout], list[str]]:
    """Return a function that shows every block as a line: its depth, kind, level, reason, and words or cells."""

    def shown(layout: Layout) -> list[str]:
        lines = []
        for index, block in enumerate(layout.blocks):
            depth = len(list(layout.trail(index)))
            words = " | ".join(layout.words(cell) for cell in block.cells) or layout.words(block)
            header = "head: " if block.cells and any(b.header == index for b in layout.blocks) else ""
            mark = block.reason or f"{block.kind}{block.level or ''}"
            lines.append(f"{'  ' * depth}{mark} {header}{words}")
        return lines

    return shown


@pytest.fixture(scope="session")
def wrapped() -> Callable[[str, int], str]:
    """Return a function that wraps the long lines of a text, as a mail program does."""

    def wrap(text: str, width: int) -> str:
        lines = []
        for line in text.split("\n"):
            indent = line[: len(line) - len(line.lstrip())]
            parts = textwrap.wrap(
                line.strip(), width, initial_indent=indent, break_long_words=False, break_on_hyphens=False
            )
            lines += parts if len(line) > width else [line]
        return "\n".join(lines)

    return wrap


@pytest.fixture(scope="session")
def assert_sound() -> Callable[[Layout], None]:
    """Return a function that checks what every layout promises."""
    return check_layout


def check_layout(layout: Layout) -> None:
    """Check offsets, order and cover of blocks and sentences, and the tree."""
    view, text = layout.view, layout.document.text
    assert len(view) == len(text)
    done = 0
    for index, block in enumerate(layout.blocks):
        assert done <= block.start < block.end <= len(text)
        assert not view[done : block.start].strip(), "a word lies in no block"
        assert not view[block.start].isspace()
        assert not view[block.end - 1].isspace()
        assert block.parent is None or (block.parent < index and not layout.blocks[block.parent].kind.skipped)
        assert block.kind.skipped == bool(block.reason)
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)
        assert block.header is None or layout.blocks[block.header].cells
        done = block.end
    assert not view[done:].strip(), "a word lies in no block"
    check_sentences(layout)


def check_sentences(layout: Layout) -> None:
    """Check that sentences are in order, lie in their blocks, and hold all words of the blocks that are read."""
    done = 0
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        assert done <= sentence.start < sentence.end <= block.end
        assert block.start <= sentence.start
        assert not block.kind.skipped
        done = sentence.end
    read = "".join(layout.words(b) for b in layout.blocks if not b.kind.skipped)
    said = "".join(layout.words(s) for s in layout.sentences)
    assert read.replace(" ", "") == said.replace(" ", "")
    assert [(s.start, s.end) for s in layout.skips] == [(b.start, b.end) for b in layout.blocks if b.kind.skipped]
