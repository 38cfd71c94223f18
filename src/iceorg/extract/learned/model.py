"""The learned parts as the package ships them: weights, and what each score has been worth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from iceorg.extract.learned.trees import Trees, load_trees
from iceorg.extract.learned.weights import Together, load_weights

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST: Final = "first.weights"
SECOND: Final = "second.trees"
WORTH: Final = "worth.json"
RULES: Final = "rules.json"
ANY: Final = "any"
"""The name of the weights that tell pairs worth a look."""


class Leasts(NamedTuple):
    """The probabilities under which no relation is a fact.

    Args:
        layout: Of what the page's layout shows.
        stated: Of what a sentence says.
    """

    layout: float
    stated: float


_SUGGESTED: Final = 0.35
_STRICTER: Final = 1.0
"""By how much more a pair must show at a glance than it took in training: what is lost is hardly ever said."""
_FACT: Final = Leasts(layout=0.4, stated=0.5)
"""The probabilities from which a relation is a fact, if it has been worth that: more is asked of what is called stated."""
_FACT_OF: Final = {
    "partnersWith": Leasts(layout=0.8, stated=0.8),
    "reportsTo": Leasts(layout=0.62, stated=0.62),
    "succeeds": Leasts(layout=0.62, stated=0.62),
    "administers": Leasts(layout=0.7, stated=0.5),
}
"""Where a wrong line would mislead most, more is asked: who works with whom, who commands whom, what became of what, who runs what."""
_RIGHT_THERE: Final = 0.5
_RIGHT_IN_ALL: Final = 0.62
"""How often those of the next tenth, and those from there on, must have been right."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the scores of a relation have been worth on documents that were not trained on.

    Args:
        right: For each tenth of the probability, how often a pair was right, smoothed.
        least: The probabilities under which none is a fact.
    """

    right: tuple[float, ...]
    least: Leasts = _FACT

    def asserted(self, *, stated: bool) -> float:
        """Return the probability from which a relation is a fact: the least from which on three of five have been right.

        Args:
            stated: Whether a sentence says it, and not the layout.

        >>> worth = Worth((0.02, 0.1, 0.2, 0.3, 0.52, 0.55, 0.6, 0.7, 0.8, 0.9))
        >>> worth.asserted(stated=True), worth.asserted(stated=False), Worth((0.1,) * 10).asserted(stated=True)
        (0.5, 0.4, 1.1)
        """
        least = self.least.stated if stated else self.least.layout
        for start in (least, *(tenth / 10 for tenth in range(ceil(least * 10), 10))):
            above = self.right[ceil(start * 10) :]
            if above[0] > _RIGHT_THERE and sum(above) / len(above) >= _RIGHT_IN_ALL:
                return start
        return 1.1

    @property
    def suggested(self) -> float:
        """The probability from which a relation is suggested."""
        return _SUGGESTED

    def confidence(self, probability: float) -> float:
        """Return how often a pair of such a probability was right.

        >>> Worth((0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)).confidence(0.74)
        0.7
        """
        return self.right[min(int(probability * 10), 9)]


_TRUSTED: Final = 0.9
_SUPPORT: Final = 4
_TOLD: Final = 20
"""So many cases say how often a rule is right; fewer only whether a second opinion is wanted."""


@dataclass(frozen=True, slots=True)
class Record:
    """How often a rule was right on pages that no rule was made from.

    Args:
        right: How many of the relations that it read are right.
        said: How many it read.
    """

    right: int
    said: int

    @property
    def confidence(self) -> float | None:
        """The share of right ones, as if there had been one more of each; None of a rule that seldom spoke.

        >>> Record(29, 30).confidence, Record(0, 6).confidence
        (0.938, None)
        """
        return self._share if self.said >= _TOLD else None

    @property
    def _share(self) -> float:
        return round((self.right + 1) / (self.said + 2), 3)

    @property
    def trusted(self) -> bool:
        """Whether what the rule reads is a fact without a second opinion.

        >>> Record(0, 6).trusted, Record(0, 1).trusted, Record(19, 20).trusted
        (False, True, True)
        """
        return self.said < _SUPPORT or self.right >= _TRUSTED * self.said


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is needed to score the pairs of a page.

    Args:
        any: The weights that tell pairs worth a look.
        least: The score under which a pair is not looked at.
        first: The weights of each relation for one pair by itself.
        second: The trees of each relation for a pair among the others of its page.
        worth: What the scores of each relation have been worth.
        named: How sure the tagger must be of a name that nothing is said of.
        records: How often each rule was right.
    """

    any: Together
    least: float
    first: Together
    second: Mapping[str, Trees]
    worth: Mapping[str, Worth]
    named: float
    records: Mapping[str, Record]


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """Return the model that the package ships, read once."""
    folder = files("iceorg.extract.learned")
    told = json.loads(folder.joinpath(WORTH).read_text("utf-8"))
    first = load_weights(folder.joinpath(FIRST).read_bytes())
    return Model(
        Together.of({ANY: first.pop(ANY)}),
        told["least"] + _STRICTER,
        Together.of(first),
        load_trees(folder.joinpath(SECOND).read_bytes()),
        {name: Worth(tuple(one["right"]), _FACT_OF.get(name, _FACT)) for name, one in told["relations"].items()},
        told["named"],
        {rule: Record(*figures) for rule, figures in json.loads(folder.joinpath(RULES).read_text("utf-8")).items()},
    )
