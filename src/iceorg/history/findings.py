"""All that a report tells of time and disagreement, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iceorg.history.candidates import candidates
from iceorg.history.conflicts import agreements, conflicts
from iceorg.history.tables import candidate_data, conflict_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.history.glimpses import Glimpse
    from iceorg.history.record import Record


@dataclass(frozen=True, slots=True)
class Findings:
    """What documents, side by side, let a reader find.

    Args:
        glimpses: What documents only name, or may, and others say more of.
        conflicts: Where the documents answer differently, and names that may be of one thing, with every sentence.
        agreements: The facts that two or more documents state, with every sentence.
        candidates: Things that may be one or follow each other, with reasons, score and every sentence.
    """

    glimpses: tuple[Glimpse, ...] = ()
    conflicts: tuple[dict[str, Any], ...] = ()
    agreements: tuple[dict[str, Any], ...] = ()
    candidates: tuple[dict[str, Any], ...] = ()


def findings(record: Record, glimpses: Iterable[Glimpse] = ()) -> Findings:
    """Return what is found in what the documents were seen to say.

    Args:
        record: What they were seen to say.
        glimpses: What they only name, or may.
    """
    seen = tuple(glimpses)
    return Findings(
        seen,
        tuple(conflict_data(record, conflicts(record, seen))),
        tuple(conflict_data(record, agreements(record))),
        tuple(candidate_data(record, candidates(record))),
    )
