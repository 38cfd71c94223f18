"""Precision, recall and F1, micro-averaged: of everything, and by whatever tells one part from another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from iceorg.evaluate.score import Judged, Offered, Wanted


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, and the three figures made of them.

    Args:
        gold: How many the gold has.
        found: How many of these are found.
        offered: How many are offered.
        right: How many of these are right; two may be right about one of the gold's.

    Example:
        >>> one = Figures(gold=4, found=2, offered=3, right=2)
        >>> round(one.precision, 3), one.recall, round(one.f1, 3)
        (0.667, 0.5, 0.571)
    """

    gold: int = 0
    found: int = 0
    offered: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what is offered that is right; 0 if nothing is."""
        return self.right / self.offered if self.offered else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found; 0 if there is no gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(judged: Iterable[Judged], what: str) -> Figures:
    """Return the figures of all documents.

    Args:
        judged: The documents.
        what: `entity` or `relation`.
    """
    wanted, offered = _parts(judged, what)
    return _figures(wanted, [one for one in offered if one.status.asserted])


def figures_by(judged: Iterable[Judged], what: str, part: str) -> Mapping[str, Figures]:
    """Return the figures of every part, sorted by name.

    Args:
        judged: The documents.
        what: `entity` or `relation`.
        part: `type`, `status` or `rule`. A status or a rule is measured against the whole gold, so its recall
            is what it contributes; suggestions have figures here, though they count nowhere else.
            What two rules say counts for both.
    """
    wanted, offered = _parts(judged, what)
    if part == "type":
        return _by_type(wanted, [one for one in offered if one.status.asserted])
    wanted_parts, offered_parts = _STATUS if part == "status" else _RULE
    return _by_source(wanted, offered, wanted_parts, offered_parts)


def _by_type(wanted: Iterable[Wanted], offered: Iterable[Offered]) -> Mapping[str, Figures]:
    golds, offers = defaultdict(list), defaultdict(list)
    for one in wanted:
        golds[one.type].append(one)
    for other in offered:
        offers[other.type].append(other)
    return {kind: _figures(golds[kind], offers[kind]) for kind in sorted({*golds, *offers})}


def _wanted_statuses(one: Wanted) -> Iterable[str]:
    return one.statuses


def _offered_statuses(one: Offered) -> Iterable[str]:
    return (one.status,)


def _wanted_rules(one: Wanted) -> Iterable[str]:
    return one.rules


def _offered_rules(one: Offered) -> Iterable[str]:
    return one.rules


_STATUS = (_wanted_statuses, _offered_statuses)
_RULE = (_wanted_rules, _offered_rules)


def _by_source(
    wanted: list[Wanted],
    offered: list[Offered],
    wanted_parts: Callable[[Wanted], Iterable[str]],
    offered_parts: Callable[[Offered], Iterable[str]],
) -> Mapping[str, Figures]:
    offers: dict[str, list[Offered]] = defaultdict(list)
    found: dict[str, int] = defaultdict(int)
    for one in offered:
        for part in offered_parts(one):
            offers[str(part)].append(one)
    for other in wanted:
        for part in wanted_parts(other):
            found[str(part)] += 1
    return {
        part: Figures(len(wanted), found[part], len(offers[part]), sum(one.right for one in offers[part]))
        for part in sorted({*offers, *found})
    }


def _parts(judged: Iterable[Judged], what: str) -> tuple[list[Wanted], list[Offered]]:
    documents = list(judged)
    return (
        [one for document in documents for one in document.wanted if one.what == what],
        [one for document in documents for one in document.offered if one.what == what],
    )


def _figures(wanted: list[Wanted], offered: list[Offered]) -> Figures:
    return Figures(len(wanted), sum(one.found for one in wanted), len(offered), sum(one.right for one in offered))
