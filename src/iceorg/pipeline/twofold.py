"""Work shared with a copy of this process, so that two cores read what one would read alone.

A copy made by fork has all that is loaded already, and costs next to nothing. Where a process cannot be copied
safely, because other threads run in it or the system has no fork, the work is done here alone.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def can_share() -> bool:
    """Whether a copy of this process helps: Linux, no other thread, and more than one core to run on."""
    return sys.platform == "linux" and threading.active_count() == 1 and has_cores()


def has_cores() -> bool:
    """Whether there is more than one core to run on."""
    return (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1) > 1


def shared(function: Callable[[Item], Answer], items: Sequence[Item], weigh: Callable[[Item], int]) -> Iterator[Answer]:
    """Yield the function's answers in the order of the items, about half of them worked out by a copy of this process.

    Args:
        function: What is worked out; its answers can be pickled. An error that it raises is raised here.
        items: What it is worked out of.
        weigh: About how much work an item is.

    Example:
        >>> list(shared(str.upper, ["a", "b", "c"], len))
        ['A', 'B', 'C']
    """
    theirs = _lighter_half(items, weigh)
    answers = _begun(function, [items[place] for place in theirs])
    mine = [place for place in range(len(items)) if place not in theirs]
    found = {place: function(items[place]) for place in mine}
    found |= zip(theirs, answers(), strict=True)
    for place in range(len(items)):
        yield found[place]


def _lighter_half(items: Sequence[Item], weigh: Callable[[Item], int]) -> list[int]:
    """Return the places of the items of the lighter of two shares, in order; the heaviest items are dealt out first."""
    shares: tuple[list[int], list[int]] = ([], [])
    weights = [0, 0]
    for place in sorted(range(len(items)), key=lambda one: (-weigh(items[one]), one)):
        lighter = 0 if weights[0] <= weights[1] else 1
        shares[lighter].append(place)
        weights[lighter] += weigh(items[place])
    return sorted(shares[0] if weights[0] < weights[1] else shares[1])


def _begun(function: Callable[[Item], Answer], items: list[Item]) -> Callable[[], list[Answer]]:
    """Start the copy on its items; return what waits for its answers."""
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(reading)
        _answer(function, items, os.fdopen(writing, "wb"))
    os.close(writing)

    def answers() -> list[Answer]:
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
        os.waitpid(copy, 0)
        # A copy that was killed has told nothing, or half: then its share is done here.
        if not told.endswith(pickle.STOP):
            return list(map(function, items))
        found: list[Answer] = pickle.loads(told)  # noqa: S301 - our own copy's
        return found

    return answers


def _answer(function: Callable[[Item], Answer], items: list[Item], pipe: IO[bytes]) -> None:
    """Work out the answers and end, in the copy: whatever happens, nothing of the rest of the program runs here."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        with pipe:
            pickle.dump(list(map(function, items)), pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        # An error is met again, and told, by the process that waits: it finds no answer and does the work itself.
        os._exit(0)
