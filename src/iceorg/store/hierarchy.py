"""Who stands below whom: an index beside the store, in which everything below a thing is one slice.

Things are numbered from the top down, each followed by all that hangs below it, so that a branch is a run of
numbers and its size is a subtraction. A thing with several things above it, and what stands in a loop, fits no
such order: such things are told (`several`, `loops`), and whatever has one of them below it is walked, step by step, each
thing once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.vocab import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iceorg.store.base import Store

_TOP: Final = -1
_WALK: Final = -2
"""In place of the one thing above: nothing is above, or several things are or a loop."""


class Hierarchy:
    """What hangs on what, by one property or several.

    Args:
        pairs: Each a thing and one that it hangs on directly; doubles count once.

    Example:
        >>> a, b, c = (Iri(f"https://example.org/{name}") for name in "abc")
        >>> offices = Hierarchy([(b, a), (c, b)])
        >>> offices.below(a) == (b, c), offices.above(c) == (b, a), offices.count_below(a)
        (True, True, 2)
    """

    def __init__(self, pairs: Iterable[tuple[Iri, Iri]]) -> None:
        upper, lower = _neighbours(pairs)
        self._names, self._ends = _numbered(upper, lower)
        self._number = {name: number for number, name in enumerate(self._names)}
        self._upper = _Rows(self._names, upper, self._number)
        self._lower = _Rows(self._names, lower, self._number)
        self._only_upper = array("l", map(self._only_one_above, range(len(self._names))))
        self._tops = tuple(number for number, only in enumerate(self._only_upper) if only == _TOP)
        self._tangled = self._above_several() | set(range(len(self._ends), len(self._names)))

    def __len__(self) -> int:
        """Return how many things stand in it."""
        return len(self._names)

    def __contains__(self, thing: object) -> bool:
        """Return whether anything hangs on a thing, or it on anything."""
        return thing in self._number

    @property
    def tops(self) -> tuple[Iri, ...]:
        """What hangs on nothing."""
        return tuple(self._names[number] for number in self._tops)

    @property
    def several(self) -> tuple[Iri, ...]:
        """What hangs on more than one thing directly."""
        return tuple(name for number, name in enumerate(self._names) if len(self._upper[number]) > 1)

    @cached_property
    def loops(self) -> tuple[tuple[Iri, ...], ...]:
        """Groups of things each of which stands below itself, by way of the others; sorted."""
        return tuple(sorted(tuple(sorted(self._names[each] for each in loop)) for loop in self._loops))

    def below(self, thing: Iri) -> tuple[Iri, ...]:
        """Return everything below a thing, directly or not; where no loop and no second way up is below it, from the top down."""
        number = self._number.get(thing)
        if number is None:
            return ()
        if number in self._tangled:
            return tuple(self._names[each] for each in self._walk(number, self._lower))
        return self._names[number + 1 : self._ends[number]]

    def above(self, thing: Iri) -> tuple[Iri, ...]:
        """Return everything above a thing, the nearest first."""
        start = number = self._number.get(thing, _TOP)
        found: list[Iri] = []
        while (number := self._only_upper[number] if number >= 0 else number) >= 0:
            found.append(self._names[number])
        if number == _TOP:
            return tuple(found)
        return tuple(self._names[each] for each in self._walk(start, self._upper))

    def directly_below(self, thing: Iri) -> tuple[Iri, ...]:
        """Return what hangs on a thing itself."""
        number = self._number.get(thing)
        return () if number is None else tuple(self._names[each] for each in self._lower[number])

    def is_below(self, lower: Iri, upper: Iri) -> bool:
        """Return whether a thing hangs on another, directly or not; in a loop, on itself too."""
        low, high = self._number.get(lower), self._number.get(upper)
        if low is None or high is None:
            return False
        if high not in self._tangled:
            return high < low < self._ends[high]
        return high in self._upper[low] or any(high in self._upper[each] for each in self._walk(low, self._upper))

    def count_below(self, thing: Iri) -> int:
        """Return how many things are below a thing, itself not counted."""
        number = self._number.get(thing)
        return 0 if number is None else self._count(number)

    def largest(self, most: int) -> tuple[tuple[Iri, int], ...]:
        """Return the things that have most below them, with how many that are.

        Nothing has more below it than what it hangs on. So the search goes from the tops down, and only into what is among the largest.

        Args:
            most: How many things are wanted.
        """
        waiting = [(-self._count(number), number) for number in self._tops]
        for loop in self._loops:  # whose things all have the same below them
            below = self._count(loop[0])
            waiting += [(-below, number) for number in loop]
        heapify(waiting)
        seen = {number for _, number in waiting}
        found: list[tuple[Iri, int]] = []
        while waiting and len(found) < most and waiting[0][0]:
            below, number = heappop(waiting)
            found.append((self._names[number], -below))
            for each in self._lower[number]:
                if each not in seen:
                    seen.add(each)
                    heappush(waiting, (-self._count(each), each))
        return tuple(found)

    def _count(self, number: int) -> int:
        if number in self._tangled:
            return sum(1 for _ in self._walk(number, self._lower))
        return self._ends[number] - number - 1

    @staticmethod
    def _walk(start: int, steps: _Rows) -> Iterator[int]:
        """Yield what is reached from a thing, each once, the nearest first; not the thing itself."""
        seen, edge = {start}, [start]
        while edge:
            reached: list[int] = []
            for each in edge:
                for step in steps[each]:
                    if step not in seen:
                        seen.add(step)
                        reached.append(step)
            yield from reached
            edge = reached

    def _only_one_above(self, number: int) -> int:
        """Return the one thing that a thing hangs on; else why there is none."""
        upper = self._upper[number]
        if not upper:
            return _TOP
        return upper[0] if len(upper) == 1 and number < len(self._ends) else _WALK

    def _above_several(self) -> set[int]:
        """Return what has a thing below it that hangs on several."""
        found = {up for number in range(len(self._names)) if len(self._upper[number]) > 1 for up in self._upper[number]}
        waiting = list(found)
        while waiting:
            new = [up for up in self._upper[waiting.pop()] if up not in found]
            found.update(new)
            waiting.extend(new)
        return found

    @cached_property
    def _loops(self) -> tuple[tuple[int, ...], ...]:
        if not self._tangled:
            return ()
        import networkx as nx

        knot = nx.DiGraph()
        knot.add_edges_from((number, up) for number in self._tangled for up in self._upper[number])
        groups = (tuple(sorted(group)) for group in nx.strongly_connected_components(knot))
        return tuple(group for group in groups if len(group) > 1 or group[0] in self._upper[group[0]])


class _Rows:
    """The neighbours of each thing, all in one array: those of `n` lie between the nth bound and the next."""

    def __init__(
        self, names: Sequence[Iri], neighbours: Mapping[Iri, Sequence[Iri]], number: Mapping[Iri, int]
    ) -> None:
        self._bounds = array("l", accumulate((len(neighbours.get(name, ())) for name in names), initial=0))
        self._all = array("l", (number[each] for name in names for each in neighbours.get(name, ())))

    def __getitem__(self, number: int) -> array[int]:
        return self._all[self._bounds[number] : self._bounds[number + 1]]


def hierarchy(store: Store, *predicates: Iri) -> Hierarchy:
    """Return the index of what hangs on what in a store.

    Args:
        store: The graph; an endpoint is asked once.
        predicates: The properties that lead up: `org:subOrganizationOf`, `org:reportsTo`.
    """
    listed = " ".join(f"<{predicate}>" for predicate in predicates)
    found = store.query(f"SELECT ?lower ?upper {{ VALUES ?up {{ {listed} }} ?lower ?up ?upper }}")
    assert isinstance(found, ox.QuerySolutions)
    return Hierarchy((Iri(low.value), Iri(up.value)) for low, up in found if isinstance(up, ox.NamedNode))


def _neighbours(pairs: Iterable[tuple[Iri, Iri]]) -> tuple[dict[Iri, list[Iri]], dict[Iri, list[Iri]]]:
    """Return what each thing hangs on, and what hangs on it, both sorted."""
    upper: dict[Iri, list[Iri]] = defaultdict(list)
    lower: dict[Iri, list[Iri]] = defaultdict(list)
    for low, up in sorted(set(pairs)):
        upper[low].append(up)
        lower[up].append(low)
    return upper, lower


def _numbered(
    upper: Mapping[Iri, Sequence[Iri]], lower: Mapping[Iri, Sequence[Iri]]
) -> tuple[tuple[Iri, ...], array[int]]:
    """Return all things, each followed by its branch, and where each branch ends; last what only loops lead to, with no end.

    A branch goes on where a thing hangs on one thing; a thing that hangs on several begins a branch of its own.
    """
    order: list[Iri] = []
    parents: list[int] = []
    for top in sorted({*upper, *lower}):
        if len(upper.get(top, ())) != 1:
            _lay_out(top, upper, lower, order, parents)
    ends = array("l", range(1, len(order) + 1))
    for number in range(len(order) - 1, -1, -1):
        if parents[number] >= 0:
            ends[parents[number]] = max(ends[parents[number]], ends[number])
    return (*order, *sorted({*upper, *lower}.difference(order))), ends


def _lay_out(
    top: Iri,
    upper: Mapping[Iri, Sequence[Iri]],
    lower: Mapping[Iri, Sequence[Iri]],
    order: list[Iri],
    parents: list[int],
) -> None:
    """Add a branch to the order, from the top down."""
    waiting = [(top, -1)]
    while waiting:
        thing, parent = waiting.pop()
        here = len(order)
        order.append(thing)
        parents.append(parent)
        waiting.extend((each, here) for each in reversed(lower.get(thing, ())) if len(upper[each]) == 1)
