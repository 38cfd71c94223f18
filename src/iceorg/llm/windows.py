"""A page as a language model gets it: numbered lines that tell what each is and what it stands under, in windows.

A page of the usual length is one window. A longer one is cut between blocks; windows overlap, and each repeats
the headings that its first line stands under.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.model import Layout

LONGEST: Final = 12_000
"""Letters of a window, about four printed pages: with the answer it fits into a context of 16,000 tokens."""

OVERLAP: Final = 1_500
"""Letters that a window repeats of the one before, so that what stands across the cut is seen whole."""

LONGEST_LINE: Final = 6_000
"""Letters of the longest line that is shown; a longer one is a dump of data, as for the rules."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a page, as one request shows it.

    Args:
        number: Which part it is, from 1.
        of: How many parts the page has.
        text: Its numbered lines.
    """

    number: int
    of: int
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    text: str


def windows(layout: Layout, *, longest: int = LONGEST, overlap: int = OVERLAP) -> tuple[Window, ...]:
    """Return a page in numbered lines, in as many windows as it needs; none if nothing of it is read.

    Text that the rules skip (navigation, testimonials, boilerplate) is not shown.

    Args:
        layout: The page.
        longest: Letters of a window.
        overlap: Letters that a window repeats of the one before.
    """
    shown = [_Line(i, text) for i in range(len(layout.blocks)) if (text := _line(layout, i))]
    parts = list(_parts(shown, longest, overlap))
    return tuple(
        Window(number, len(parts), "\n".join([*_repeated(layout, part[0].index), *(line.text for line in part)]))
        for number, part in enumerate(parts, 1)
    )


def _parts(lines: Sequence[_Line], longest: int, overlap: int) -> Iterator[Sequence[_Line]]:
    first = 0
    while first < len(lines):
        last = first + _how_many(lines[first:], longest)
        yield lines[first:last]
        if last >= len(lines):
            return
        first = max(first + 1, last - _how_many(lines[first + 1 : last][::-1], overlap, least=0))


def _how_many(lines: Sequence[_Line], letters: int, *, least: int = 1) -> int:
    """Return how many lines have so many letters together."""
    taken = 0
    for number, line in enumerate(lines):
        taken += len(line.text) + 1
        if taken > letters:
            return max(number, least)
    return len(lines)


def _line(layout: Layout, index: int) -> str:
    """Return a block as a numbered line; nothing of one that is skipped, empty or endless."""
    block = layout.blocks[index]
    words = words_of(layout, block)
    if block.kind.skipped or not words or len(words) > LONGEST_LINE:
        return ""
    return f"[{index} {_told(layout, block)}] {words}"


def words_of(layout: Layout, block: Block) -> str:
    """Return what a person sees of a block, with the cells of a row parted by a bar."""
    return " | ".join(layout.words(cell) for cell in block.cells) if block.cells else layout.words(block)


def _told(layout: Layout, block: Block) -> str:
    """Return what a block is and what it stands under, in a few words."""
    kind = block.kind.value if block.kind is not BlockKind.HEADING else f"heading {block.level}"
    above = block.header if block.header is not None else block.parent
    return kind if above is None or layout.blocks[above].kind.skipped else f"{kind} under {above}"


def _repeated(layout: Layout, index: int) -> Iterator[str]:
    """Yield the lines that the first line of a window stands under, outermost first, told to be repeated."""
    for above in reversed([*layout.trail(index)]):
        if line := _line(layout, above):
            yield f"…{line}"
