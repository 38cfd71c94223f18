"""A second look: what the first scores of all pairs of a page say about each, in numbers.

A list's items have the same parent or none; a unit has one parent, a post one holder; who holds the
post that heads a unit heads the unit. None of this is visible in one pair. (Wolpert, Stacked
generalization, 1992.) The numbers are what trees ask about, so their order must not change
without training anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import (
    GROUP,
    LEGAL,
    ORG,
    PERSON,
    PLACE,
    POST,
    PROGRAM,
    guards_on,
    path_of,
    place_in_text,
    words_shared,
)
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.extract.learned.pairs import Pair, Scene, Spot

NONE: Final = -9.0
"""The logit of a pair that was not looked at."""

_HOPELESS: Final = -4.5
"""The first score of pairs that are not looked at twice."""

_NEIGHBOURS: Final = 12
"""How many pairs with the same object and the same place in the layout are looked at beside one."""
_FAR: Final = 999.0
_KINDS: Final = (ORG, POST, PERSON, PROGRAM, GROUP, PLACE)
_BLOCKS: Final = tuple(BlockKind)
_WAYS: Final = "SBRUDEX"
_STEPS: Final[Mapping[str, int]] = {">": -1, "<": -2}


@dataclass(slots=True)
class Scores:
    """The logits of a page: for each relation, by subject and object.

    Args:
        scene: The page.
        pairs: Its pairs.
        logits: For each relation, the logit of each pair that it can join.
    """

    scene: Scene
    pairs: Sequence[Pair]
    logits: Mapping[str, Mapping[tuple[int, int], float]]
    _by_subject: dict[tuple[str, int], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    _by_object: dict[tuple[str, int], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    _in_place: dict[tuple[str, int, str], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    _of_thing: dict[int, list[float]] = field(default_factory=dict)
    _of_pair: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the logits by both ends, and by object and layout."""
        paths = {(p.subject, p.object): path_of(self.scene, p) for p in self.pairs}
        for name, logits in self.logits.items():
            for (subject, object_), logit in logits.items():
                self._by_subject[name, subject].append((logit, object_))
                self._by_object[name, object_].append((logit, subject))
                self._in_place[name, object_, paths[subject, object_]].append((logit, subject))
        for index in (self._by_subject, self._by_object, self._in_place):
            for ranked in index.values():
                ranked.sort(reverse=True)

    def hopeful(self, name: str, pair: Pair) -> bool:
        """Return whether the first score of a pair is worth a second look."""
        return self.logits[name][pair.subject, pair.object] > _HOPELESS

    def numbers(self, name: str, pair: Pair) -> list[float]:
        """Return what the scores and the page say of a pair and a relation."""
        ends = pair.subject, pair.object
        if ends not in self._of_pair:
            self._of_pair[ends] = self._pair(pair, ends)
        return self._relation(name, pair, ends) + self._of_pair[ends]

    def _relation(self, name: str, pair: Pair, ends: tuple[int, int]) -> list[float]:
        """Return how a pair's logit of a relation stands to those of other pairs, and to its own of other relations."""
        own = self.logits[name][ends]
        mine, its = self._by_subject[name, ends[0]], self._by_object[name, ends[1]]
        best_of_mine, best_of_its = _best_but(mine, ends[1]), _best_but(its, ends[0])
        place = self._in_place[name, ends[1], path_of(self.scene, pair)]
        beside = [logit for logit, node in place[:_NEIGHBOURS] if node != ends[0]]
        others = max(logits.get(ends, NONE) for other, logits in self.logits.items() if other != name)
        ruled = self.scene.ruled.get(ends, ())
        return [
            own,
            best_of_mine,
            best_of_its,
            own - best_of_mine,
            own - best_of_its,
            own - self.logits[name].get(ends[::-1], NONE),
            _above(mine, own),
            _above(its, own),
            _above(mine, 0.0),
            _above(its, 0.0),
            sum(beside) / len(beside) if beside else NONE,
            len(beside),
            max(beside, default=NONE),
            own - others,
            self._chain(name, ends),
            name in ruled,
            len(ruled),
        ]

    def _pair(self, pair: Pair, ends: tuple[int, int]) -> list[float]:
        """Return what holds of a pair whatever the relation: all its logits, its ends, and how they lie to each other."""
        found = [self.logits[name].get(way, NONE) for way in (ends, ends[::-1]) for name in LEGAL]
        for node in ends:
            if node not in self._of_thing:
                self._of_thing[node] = self._thing(node)
            found += self._of_thing[node]
        distance, one, other = pair.near[0]
        path = path_of(self.scene, pair)
        step = path[1:2]
        found += [distance, _WAYS.index(path[0]), int(step) if step.isdigit() else _STEPS.get(step, 9)]
        found += [*self._mention(one), *self._mention(other), other.line - one.line]
        found += [
            len(pair.near),
            sum(a.line == b.line for _, a, b in pair.near),
            pair.near[1][0] if len(pair.near) > 1 else _FAR,
            words_shared(self.scene, one, other),
            len(self.scene.of_node),
            len(self.scene.page.lines),
        ]
        return found + self._between(one, other)

    def _thing(self, node: int) -> list[float]:
        """Return what holds of one end: the best it has of every relation, either way, and how it is named."""
        spots = self.scene.of_node[node]
        found = [_best(index.get((name, node))) for index in (self._by_subject, self._by_object) for name in LEGAL]
        sure = [spot.sure for spot in spots]
        found += [len(spots), max(sure), min(sure), spots[0].line / max(1, len(self.scene.page.lines))]
        found += [_KINDS.index(spots[0].kind), len(self.scene.name(spots[0]))]
        focus = self.scene.focus
        return [*found, focus.index(node) if node in focus else len(focus)]

    def _mention(self, spot: Spot) -> list[float]:
        """Return how a mention stands in its line, and what line that is."""
        line = self.scene.page.lines[spot.line]
        block = self.scene.page.layout.blocks[line.sentence.block]
        return [
            spot.sure,
            spot.first,
            len(line.words) - spot.last,
            len(line.words),
            _BLOCKS.index(block.kind),
            len(block.cells),
            len(guards_on(self.scene, spot.line)),
            len(self.scene.on_line.get(spot.line, ())),
        ]

    def _between(self, one: Spot, other: Spot) -> list[float]:
        """Return how many names stand between two mentions of one sentence, and how many of their kinds; -1 of others."""
        if one.line != other.line:
            return [-1.0, -1.0, -1.0]
        left, right = sorted((one, other), key=place_in_text)
        between = [s.kind for s in self.scene.on_line[one.line] if left.first < s.first < right.first]
        return [len(between), between.count(one.kind), between.count(other.kind)]

    def _chain(self, name: str, ends: tuple[int, int]) -> float:
        """Return how well two other relations support one: who holds the post that is in a unit heads it, and so on."""
        steps = _CHAINS.get(name)
        if steps is None:
            return NONE
        first, second, turned = steps
        best = NONE
        for logit, middle in self._by_object[first, ends[0]] if turned else self._by_subject[first, ends[0]]:
            if middle != ends[1]:
                best = max(best, min(logit, self.logits[second].get((middle, ends[1]), NONE)))
        return best


_CHAINS: Final = {
    "heads": ("holdsPost", "postIn", False),
    "postIn": ("holdsPost", "heads", True),
    "partOf": ("partOf", "partOf", False),
    "reportsTo": ("holdsPost", "reportsTo", False),
    "administers": ("postIn", "administers", False),
}
"""For a relation from a to b: from a to c, from c to b; or from c to a, from c to b where it is turned."""


def _best(ranked: Sequence[tuple[float, int]] | None) -> float:
    return ranked[0][0] if ranked else NONE


def _above(ranked: Sequence[tuple[float, int]], bound: float) -> int:
    """Return how many of ranked logits, the best first, lie above a bound.

    >>> _above([(2.0, 7), (0.5, 3), (-1.0, 4)], 0.0)
    2
    """
    return bisect_left(ranked, -bound, key=_turned)


def _turned(entry: tuple[float, int]) -> float:
    return -entry[0]


def _best_but(ranked: Sequence[tuple[float, int]], node: int) -> float:
    return next((logit for logit, other in ranked if other != node), NONE)
