"""Where two graphs differ, subject by subject: both are sorted, so that what they have alike is passed over in long strides."""

from __future__ import annotations

from mmap import mmap
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Written = bytes | mmap
"""What a build wrote, in memory or in a file; a graph, as sorted N-Triples."""

_STRIDE: Final = 1 << 16


class Change(NamedTuple):
    """A subject of which two graphs do not say the same.

    Args:
        subject: The subject, as N-Triples writes it.
        before: Its lines in the former graph; empty if it was not there.
        after: Its lines in the new one; empty if it is gone.
    """

    subject: bytes
    before: bytes
    after: bytes


def difference(former: Written, graph: Written) -> Iterator[Change]:
    r"""Yield what differs between two graphs, in their order.

    Args:
        former: The one, as sorted N-Triples.
        graph: The other.

    Example:
        >>> one, two, three = (b'<x:%c> <x:b> "c" .\n' % letter for letter in b"ace")
        >>> [(change.subject, bool(change.before)) for change in difference(one + two, one + three)]
        [(b'<x:c>', True), (b'<x:e>', False)]
    """
    old = new = 0
    while True:
        alike = _alike(former, old, graph, new)
        old, new = _line_start(former, old + alike), _line_start(graph, new + alike)
        old, new = _block_start(former, old, graph, new)
        if old == len(former) and new == len(graph):
            return
        mine, its = _subject_at(former, old), _subject_at(graph, new)
        # With the blank, subjects compare as their lines do.
        first = min(one for one in (mine, its) if one)
        before = former[old : _end_of(former, old, first)] if mine == first else b""
        after = graph[new : _end_of(graph, new, first)] if its == first else b""
        old, new = old + len(before), new + len(after)
        yield Change(first[:-1], before, after)


def lines_about(graph: Written, subject: bytes) -> bytes:
    r"""Return the lines about a subject, found by halving.

    >>> lines_about(b'<x:a> <x:b> "c" .\n<x:d> <x:b> "c" .\n', b"<x:d>")
    b'<x:d> <x:b> "c" .\n'
    """
    wanted = subject + b" "
    start = place_of_line(graph, wanted)
    return graph[start : _end_of(graph, start, wanted)]


def place_of_line(graph: Written, wanted: bytes) -> int:
    """Return where the first line begins that is not before some bytes in the order of a graph."""
    low, high = 0, len(graph)
    while low < high:
        middle = _line_start(graph, (low + high) // 2)
        end = graph.find(b"\n", middle) + 1
        if graph[middle : middle + len(wanted)] < wanted:
            low = end
        else:
            high = middle
    return low


def _alike(former: Written, old: int, graph: Written, new: int) -> int:
    """Return for how many bytes two graphs go on alike."""
    most, alike = min(len(former) - old, len(graph) - new), 0
    stride = _STRIDE
    while alike < most and stride:
        size = min(stride, most - alike)
        a, b = old + alike, new + alike
        if former[a : a + size] == graph[b : b + size]:
            alike += size
        else:
            stride = size // 2
    return alike


def _line_start(graph: Written, at: int) -> int:
    return graph.rfind(b"\n", 0, at) + 1


def _block_start(former: Written, old: int, graph: Written, new: int) -> tuple[int, int]:
    """Go back to the first line of a subject that the last lines alike belong to, if the next line is about it too."""
    for subject in {_subject_at(former, old), _subject_at(graph, new)} - {b""}:
        back = 0
        while (above := _line_start(former, old - back - 1) if old > back else -1) >= 0 and former[
            above : above + len(subject)
        ] == subject:
            back = old - above
        if back:
            return old - back, new - back
    return old, new


def _subject_at(graph: Written, at: int) -> bytes:
    """Return the subject of a line with the blank after it; nothing at the end."""
    return graph[at : graph.find(b" ", at) + 1] if at < len(graph) else b""


def _end_of(graph: Written, at: int, subject: bytes) -> int:
    """Return where the lines end that begin with a subject and a blank, from one of them on."""
    while graph[at : at + len(subject)] == subject:
        at = graph.find(b"\n", at) + 1
    return at
