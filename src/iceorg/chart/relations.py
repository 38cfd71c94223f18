"""Which statements are lines of the chart, and which end of a line is the upper one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.vocab import dcterms, iceorg, org, schema

if TYPE_CHECKING:
    from iceorg.vocab import Iri


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that the chart draws as a line.

    Args:
        key: The line's kind, as style sheets and `words.LINES` name it.
        predicate: The property.
        upwards: Whether the object is the upper end ("reports to") or the subject ("runs").
    """

    key: str
    predicate: Iri
    upwards: bool


RELATIONS: Final = (
    Relation("heads", org.HEAD_OF, upwards=True),
    Relation("holds", org.HOLDS, upwards=True),
    Relation("reports", org.REPORTS_TO, upwards=True),
    Relation("post", org.POST_IN, upwards=True),
    Relation("part", org.SUB_ORGANIZATION_OF, upwards=True),
    Relation("within", dcterms.IS_PART_OF, upwards=True),
    Relation("runs", iceorg.ADMINISTERS, upwards=False),
    Relation("member", org.HAS_MEMBER, upwards=False),
    Relation("partner", iceorg.PARTNERS_WITH, upwards=False),
    Relation("linked", org.LINKED_TO, upwards=False),
    Relation("replaced", dcterms.REPLACES, upwards=False),
    Relation("located", schema.LOCATION, upwards=False),
    Relation("serves", schema.AREA_SERVED, upwards=False),
)
"""Strongest first: of several lines upwards, a thing hangs on the first of this order."""

RANKS: Final = {relation.key: rank for rank, relation in enumerate(RELATIONS)}
