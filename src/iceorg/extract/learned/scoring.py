"""How likely each two things of a page are joined, and by which relation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.model import ANY
from iceorg.extract.learned.pairs import LEGAL, Pair, Scene, candidates, features, glance
from iceorg.extract.learned.second import Scores
from iceorg.extract.learned.weights import digests, probability
from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.extract.learned.model import Model
    from iceorg.extract.learned.things import Things


@dataclass(frozen=True, slots=True)
class Join:
    """A relation that the learned parts read.

    Args:
        name: Which relation.
        pair: The things, with the mentions that lie nearest.
        probability: How likely it is, as the model has it.
    """

    name: str
    pair: Pair
    probability: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the learned parts think of the pairs of a page, drafted or not.

    Args:
        joins: Every relation that could join two things, with its probability.
        things: The things.
    """

    joins: tuple[Join, ...]
    things: Things

    def by_names(self) -> Mapping[tuple[str, str, str], float]:
        """Return the probability of every relation, by its name and the keys of the names of its ends."""
        found: dict[tuple[str, str, str], float] = {}
        keys = [sorted({name_key(name) for name in names}) for names in self.things.names]
        for join in self.joins:
            for ends in product(keys[join.pair.subject], keys[join.pair.object]):
                said = (join.name, *ends)
                found[said] = max(found.get(said, 0.0), join.probability)
        return found


def score(scene: Scene, model: Model) -> Iterator[Join]:
    """Yield every relation that could join two things of a page, with its probability."""
    pairs = [pair for pair in candidates(scene) if _worth_a_look(scene, pair, model)]
    logits: dict[str, dict[tuple[int, int], float]] = {name: {} for name in LEGAL}
    for pair in pairs:
        for name, logit in model.first.scores(digests(features(scene, pair)), names_for(pair)).items():
            logits[name][pair.subject, pair.object] = logit
    scores = Scores(scene, pairs, logits)
    for pair in pairs:
        for name in names_for(pair):
            if scores.hopeful(name, pair):
                again = model.second[name].score(scores.numbers(name, pair))
                yield Join(name, pair, probability(again))


def _worth_a_look(scene: Scene, pair: Pair, model: Model) -> bool:
    return model.any.scores(digests(glance(scene, pair)), (ANY,))[ANY] >= model.least


def names_for(pair: Pair) -> Iterator[str]:
    """Yield the relations that can join things of the kinds of a pair."""
    return iter(_NAMES_FOR[pair.near[0][1].kind, pair.near[0][2].kind])


_NAMES_FOR: Final = {
    kinds: [name for name, legal in LEGAL.items() if kinds in legal] for kinds in frozenset().union(*LEGAL.values())
}
