"""Lines of a text that may be entries of a list: short, no sentence, and no heading of what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 8
"""How many words an entry has at most."""
_ENDS: Final = (".", "!", "?", ":")
"""What a sentence ends with, or a line that says something of the lines below."""
_MARKS: Final = " \t\u00a0•·▪■◦‣»›*+-–—"
"""What stands before an entry: its indent, and the mark of its list."""


def entries(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield the lines of a text that may be entries, each with the offset of its first word.

    What begins otherwise than the next line may be the heading of it, and what follows an unfinished sentence may be its end.

    >>> list(entries("We have these topics:\n\n- Tides\n- Storms and Waves\n"))
    [(25, 'Tides'), (33, 'Storms and Waves')]
    >>> list(entries("Tides\nThe office of tides keeps the piers of the coast clean.\n\nStorms:\n- Waves of all"))
    [(73, 'Waves of all')]
    """
    lines = list(numbered_lines(text))
    words = [line for _, line in lines]
    for (start, line), before, after in zip(lines, ["", *words], [*words[1:], ""], strict=False):
        entry = line.lstrip(_MARKS).rstrip()
        if _begins(entry) and _is_short(entry) and _is_beside(line, after) and not _goes_on(before):
            yield start + _indent(line), entry


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that are not blank, each with its offset."""
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            yield start, line
        start += len(line)


def _begins(entry: str) -> bool:
    return entry[:1].isalnum() and not entry[0].islower()


def _is_short(line: str) -> bool:
    return len(line.split()) <= _LONGEST and not line.rstrip().endswith(_ENDS)


def _goes_on(line: str) -> bool:
    return len(line.split()) > _LONGEST and not line.rstrip().endswith(_ENDS)


def _is_beside(line: str, after: str) -> bool:
    """Whether the next line is another of its kind, or none."""
    return not after or (_is_short(after) and after[: _indent(after)] == line[: _indent(line)])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_MARKS))
