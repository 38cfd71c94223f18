"""Questions that have one answer at a time: where documents answer them differently, a reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from iceorg.vocab import Iri


@dataclass(frozen=True, slots=True)
class Slot:
    """A question that has one answer at a time.

    Args:
        question: The question, without the thing it is asked of.
        predicate: The property whose statements answer it.
        of_object: Whether it is asked of the object ("who runs it?") or of the subject.
    """

    question: str
    predicate: Iri
    of_object: bool


SLOTS: Final = (
    Slot("whom it reports to", org.REPORTS_TO, of_object=False),
    Slot("when it was established", iceorg.ESTABLISHED, of_object=False),
    Slot("who runs it", iceorg.ADMINISTERS, of_object=True),
    Slot("who heads it", org.HEAD_OF, of_object=True),
)


def differ(witnesses: Collection[AbstractSet[object]]) -> bool:
    """Return whether documents answer a question differently.

    A document that gives every answer itself does not differ from the others: then the thing simply has several.

    Args:
        witnesses: For each answer, the documents that give it.

    Example:
        >>> differ([{"a"}, {"b"}]), differ([{"a", "b"}, {"b"}]), differ([{"a"}])
        (True, False, False)
    """
    return len(witnesses) > 1 and not frozenset.intersection(*map(frozenset, witnesses))
