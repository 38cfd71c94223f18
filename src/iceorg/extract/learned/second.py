"""A second look: what the first scores of all pairs of a page say about each.

A list's items have the same parent or none; a unit has one parent, a post one holder; who holds the
post that heads a unit heads the unit. None of this is visible in one pair. (Wolpert, Stacked
generalization, 1992.)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import LEGAL, path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.extract.learned.pairs import Pair, Scene

NONE: Final = -9.0
"""The logit of a pair that was not looked at."""


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
    _stands: dict[tuple[str, int], list[tuple[str, tuple[str, str]]]] = field(default_factory=dict)
    _in_place: dict[tuple[str, int, str], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))

    _sure: dict[int, float] = field(default_factory=dict)

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

    def features(self, name: str, pair: Pair) -> list[str]:
        """Return what the scores say of a pair and a relation."""
        ends = pair.subject, pair.object
        own = self.logits[name][ends]
        mine = _best_but(self._by_subject[name, ends[0]], ends[1])
        its = _best_but(self._by_object[name, ends[1]], ends[0])
        back = self.logits[name].get((ends[1], ends[0]), NONE)
        path = path_of(self.scene, pair)
        kinds = f"{pair.near[0][1].kind}>{pair.near[0][2].kind}"
        beside = [logit for logit, node in self._in_place[name, ends[1], path][:12] if node != ends[0]]
        own_bin, mean = _bin(own), _bin(sum(beside) / len(beside)) if beside else "-"
        others = [(logits.get(ends, NONE), other) for other, logits in self.logits.items() if other != name]
        other, other_name = max(others)
        rivals = sum(logit > own for logit, _ in self._by_subject[name, ends[0]][:3])
        found = [
            "b",
            f"o{own_bin}",
            f"o{own_bin}{kinds}",
            f"o{own_bin}{path[:1]}",
            f"m{_bin(own - mine)}",
            f"om{_bin(own, 1)},{_bin(own - mine, 1)}",
            f"r{rivals}",
            f"or{own_bin},{rivals}",
            f"i{_bin(own - its)}",
            f"k{_bin(own - back)}",
            f"ok{_bin(own, 1)},{_bin(own - back, 1)}",
            f"s{mean}",
            f"os{_bin(own, 1)},{mean}",
            f"n{min(len(beside), 4)}",
            f"x{_bin(other)}{other_name}",
            f"ox{_bin(own, 1)},{_bin(other, 1)}{other_name}",
            f"p{path}",
            f"K{kinds}",
        ]
        for mark, node in zip("ab", ends, strict=True):
            found += [told for relation, its in self._standing(mark, node) if relation != name for told in its]
        chain = self._chain(name, ends)
        found += [f"c{_bin(chain)}", f"oc{_bin(own, 1)},{_bin(chain, 1)}"]
        found += [f"f{len(self.scene.of_node[n]) > 1}{m}" for m, n in zip("ab", ends, strict=True)]
        for mark, node in zip("ab", ends, strict=True):
            sure = self._surest(node)
            found += [f"u{mark}{int(sure * 10)}", f"ou{mark}{_bin(own, 1)},{int(sure * 5)}"]
        found += [f"rule:{r}" for r in sorted(self.scene.ruled.get(ends, ()))]
        return found

    def _surest(self, node: int) -> float:
        """Return how sure the tagger is of a thing where it is surest."""
        if node not in self._sure:
            self._sure[node] = max(spot.sure for spot in self.scene.of_node[node])
        return self._sure[node]

    def _standing(self, mark: str, node: int) -> list[tuple[str, tuple[str, str]]]:
        """Return for each relation how likely a thing has it to something, and something to the thing."""
        if (mark, node) not in self._stands:
            self._stands[mark, node] = [
                (
                    name,
                    (
                        f"{mark}>{name}{self._best(self._by_subject, name, node)}",
                        f"{mark}<{name}{self._best(self._by_object, name, node)}",
                    ),
                )
                for name in LEGAL
            ]
        return self._stands[mark, node]

    def _best(self, index: Mapping[tuple[str, int], Sequence[tuple[float, int]]], name: str, node: int) -> str:
        ranked = index.get((name, node))
        return _bin(ranked[0][0] if ranked else NONE, 1)

    def _chain(self, name: str, ends: tuple[int, int]) -> float:
        """Return how well two other relations support one: who holds the post that is in a unit heads it, and so on."""
        steps = _CHAINS.get(name)
        if steps is None:
            return NONE
        first, second, turned = steps
        best = NONE
        for logit, middle in self._by_object[first, ends[0]] if turned else self._by_subject[first, ends[0]]:
            if logit <= best:
                break  # the strongest come first
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


def _best_but(ranked: Sequence[tuple[float, int]], node: int) -> float:
    return next((logit for logit, other in ranked if other != node), NONE)


def _bin(logit: float, width: float = 0.5) -> str:
    return str(int(max(-6.0, min(6.0, logit)) // width))
