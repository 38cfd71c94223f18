"""What the rules and the learned parts think of a fact that a model proposes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from iceorg.extract.learned.things import keys_of, related

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.extract.reader import Draftsheet

Likelihood = dict[tuple[str, str, str], float]
"""How likely a relation is, by its name and the keys of a name of each end."""


def likelihoods(drafts: Draftsheet) -> Likelihood:
    """Return how likely each relation of a page is: certain if it is drafted as a fact, else as the learned parts have it.

    Args:
        drafts: The page, as rules and learned parts read it.
    """
    found: Likelihood = dict(drafts.opinion.by_names()) if drafts.opinion is not None else {}
    for name, subject, object_, _ in related(drafts.ledger):
        found |= {(name, a, b): 1.0 for a, b in product(keys_of(subject), keys_of(object_))}
    return found


def likelihood(
    likely: Mapping[tuple[str, str, str], float], relation: str, subject: frozenset[str], object_: frozenset[str]
) -> float:
    """Return how likely a relation between two things is, by the keys of their names.

    >>> likelihood({("partOf", "gauge office", "tide authority"): 0.9}, "partOf", frozenset({"gauge office"}), frozenset({"tide authority"}))
    0.9
    """
    return max((likely.get((relation, a, b), 0.0) for a, b in product(subject, object_)), default=0.0)
