"""The order in which people read a graph: things by kind, then documents, claims and passages; a subject's type first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iceorg.model import Kind
from iceorg.vocab import iceorg, oa, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.vocab import Iri

_SECTIONS = (
    ("Organisations", Kind.AGENCY.type),
    ("Units", Kind.UNIT.type),
    ("Posts", Kind.POST.type),
    ("People", Kind.PERSON.type),
    ("Programs", Kind.PROGRAM.type),
    ("Stakeholder groups", Kind.GROUP.type),
    ("Places", Kind.PLACE.type),
    ("Who holds which post", Kind.MEMBERSHIP.type),
    ("Partnerships with a name", Kind.COLLABORATION.type),
    ("Changes", Kind.CHANGE.type),
    ("Stated counts", Kind.COUNT.type),
    ("Other things", None),
    ("Documents", Kind.DOCUMENT.type),
    ("What people decided", iceorg.CurationFile),
    ("What people decided", iceorg.Decision),
    ("Claims: why each fact is believed", iceorg.Claim),
    ("Passages: the words that claims rest on", oa.SpecificResource),
    ("Passages: the words that claims rest on", oa.TextPositionSelector),
    ("Passages: the words that claims rest on", oa.TextQuoteSelector),
)
TITLES: Final = tuple(dict.fromkeys(title for title, _ in _SECTIONS))
"""The headings, in order."""
_PLACES: Final[dict[str, int]] = {kind: TITLES.index(title) for title, kind in _SECTIONS if kind}
_OTHERS: Final = TITLES.index("Other things")
_WIDTH = 12
FIRST: Final = (
    rdf.TYPE,
    skos.PREF_LABEL,
    rdf.SUBJECT,
    rdf.PREDICATE,
    rdf.OBJECT,
    oa.HAS_SOURCE,
    iceorg.QUOTE,
    iceorg.START,
    iceorg.END,
    oa.START,
    oa.END,
)
"""The properties that head what is said of a subject, in order."""


def place_of(types: Iterable[str]) -> int:
    """Return the place among `TITLES` of a subject of such types."""
    return min((_PLACES[one] for one in types if one in _PLACES), default=_OTHERS)


def kinds_in_order() -> Iterable[Iri]:
    """Return the classes that have a heading."""
    return tuple(kind for _, kind in _SECTIONS if kind)


def by_offset(subject: bytes) -> bytes:
    """Return a key that puts the passage from 98 on before that from 120 on.

    >>> by_offset(b"passage-1-98-120") < by_offset(b"passage-1-120-130")
    True
    """
    return b"-".join([part.zfill(_WIDTH) if part.isdigit() else part for part in subject.split(b"-")])
