"""Lines of cells: rows of tables and rosters, label lines, and items that are a name with a tail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.columns import role_of
from iceorg.model import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.model import Block, Layout


@dataclass(frozen=True, slots=True)
class Line:
    """A line of cells.

    Args:
        block: Index of its block.
        family: The letter of its rules: R table or roster, K label line or fact box, L list item.
        cells: Where its cells stand.
        keys: Where the head of each column or the key of a value stands; empty without one.
    """

    block: int
    family: str
    cells: tuple[Span, ...]
    keys: tuple[Span | None, ...]


def find_lines(layout: Layout) -> Iterator[Line]:
    """Yield the lines of cells of a document, in text order."""
    heads = {block.header for block in layout.blocks if block.header is not None}
    for i, block in enumerate(layout.blocks):
        if block.kind is BlockKind.ROW and i not in heads and i + 1 not in heads:
            yield _row(layout, i)
        elif _is_split(block) and (line := _split(layout, i)) is not None:
            yield line


def find_label_sentences(layout: Layout) -> Iterator[Line]:
    """Yield the sentences of items and paragraphs that are label lines: "Director General: Hugh Ind."."""
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        text = layout.view[sentence.start : sentence.end]
        if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or sentence.start == block.start or len(text) > 120:
            continue
        label = _KEY.fullmatch(text)
        if label is not None and role_of(label["key"]) in ("post", "head"):
            key, value = (
                Span(sentence.start + label.start(n), sentence.start + label.end(n)) for n in ("key", "value")
            )
            yield Line(sentence.block, "K", (value,), (key,))


def _is_split(block: Block) -> bool:
    """Whether a block may be a name with a tail; the title of a page is not."""
    below = block.kind is BlockKind.HEADING and block.parent is not None
    return below or block.kind in (BlockKind.LABEL, BlockKind.ITEM)


def _row(layout: Layout, i: int) -> Line:
    block = layout.blocks[i]
    if block.header is not None:
        above = layout.blocks[block.header].cells
        keys = tuple(above[n] if n < len(above) else None for n in range(len(block.cells)))
        return Line(i, "R", block.cells, keys)
    if len(block.cells) == 2 and _is_key(layout, block.cells[0]):
        return Line(i, "K", block.cells[1:], (block.cells[0],))
    cells = tuple(part for cell in block.cells for part in _semicolons(layout.view, cell))
    return Line(i, "R", cells, (None,) * len(cells))


def _semicolons(view: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a cell between semicolons: "Ada Ochs, Chief; Boston, Massachusetts"."""
    for part in re.finditer(r"[^;]+", view[span.start : span.end]):
        yield Span(span.start + part.start(), span.start + part.end())


def _is_key(layout: Layout, span: Span) -> bool:
    """Whether a cell is the key of a fact box: it has a role and names nothing."""
    return role_of(layout.words(span)) not in ("", "post", "unit", "title", "program")


_TAIL = re.compile(r"(?<!\s)\s+[–—-]+\s+|[–—]\s+")
_KEY = re.compile(r"(?P<key>[A-Z][^:.;\n]{1,60}?)\s*:\s+(?P<value>\S.*)", re.DOTALL)


def _split(layout: Layout, i: int) -> Line | None:
    """Return a label line or item as cells: key and value, or name and tails."""
    block = layout.blocks[i]
    text = layout.view[block.start : block.end]
    if len(text) > 400:
        return None
    label = _KEY.fullmatch(text)
    if label is not None and label["key"].count("(") == label["key"].count(")"):
        key = Span(block.start + label.start("key"), block.start + label.end("key"))
        value = Span(block.start + label.start("value"), block.end)
        if role_of(layout.words(key)):
            return Line(i, "K", (value,), (key,))
        return Line(i, "L", (key, value), (None, None)) if block.kind is not BlockKind.LABEL else None
    cells = [*_pieces(text, block.start)]
    name, bracket, tail = text.partition("(")
    if len(cells) == 1 and bracket and tail.rstrip(" .\n").endswith(")") and tail.count("(") == 0:
        at = block.start + len(name)
        return _bracketed(layout, i, Span(block.start, at), Span(at + 1, at + tail.index(")") + 1))
    return Line(i, "L", tuple(cells), (None,) * len(cells))


def _bracketed(layout: Layout, i: int, name: Span, remark: Span) -> Line:
    """Return a name with a remark in brackets as cells; the keys of the remark's parts are theirs."""
    cells: list[Span] = [name]
    keys: list[Span | None] = [None]
    for part in _semicolons(layout.view, remark):
        label = _INNER_KEY.fullmatch(layout.view, part.start, part.end)
        if label is not None and role_of(label["key"].capitalize()):
            cells.append(Span(*label.span("value")))
            keys.append(Span(*label.span("key")))
        else:
            cells.append(part)
            keys.append(None)
    return Line(i, "L", tuple(cells), tuple(keys))


_INNER_KEY = re.compile(r"\s{0,40}(?P<key>[^\s:.;()][^:.;()\n]{1,59}?)\s*:\s+(?P<value>\S.*)", re.DOTALL)


def _pieces(text: str, start: int) -> Iterator[Span]:
    at = 0
    for cut in _TAIL.finditer(text):
        yield Span(start + at, start + cut.start())
        at = cut.end()
    yield Span(start + at, start + len(text))
