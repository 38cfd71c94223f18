"""The things of a graph as entries name them: by IRI, by `id:` and local name, or by a name that one thing alone has."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from iceorg.errors import CurationError
from iceorg.model import Literal, name_key
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, schema, skos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.curation.entries import Entry
    from iceorg.model import Resolution, Thing

NAMES: Final = frozenset({skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM, foaf.NAME})
PREDICATES: Final[Mapping[str, Iri]] = {
    "part of": org.SUB_ORGANIZATION_OF,
    "reports to": org.REPORTS_TO,
    "post in": org.POST_IN,
    "heads": org.HEAD_OF,
    "holds": org.HOLDS,
    "runs": iceorg.ADMINISTERS,
    "within": dcterms.IS_PART_OF,
    "works with": iceorg.PARTNERS_WITH,
    "located in": schema.LOCATION,
    "serves": schema.AREA_SERVED,
    "also called": skos.ALT_LABEL,
}
"""The properties that a person can say something by, in words; `org:reportsTo` and the like do as well."""
_SHORT: Final = {
    f"{prefix}:{iri.removeprefix(base)}": iri
    for prefix, base in (
        ("org", org.REPORTS_TO.removesuffix("reportsTo")),
        ("iceorg", iceorg.ADMINISTERS.removesuffix("administers")),
        ("schema", schema.LOCATION.removesuffix("location")),
        ("dcterms", dcterms.IS_PART_OF.removesuffix("isPartOf")),
        ("skos", skos.ALT_LABEL.removesuffix("altLabel")),
    )
    for iri in PREDICATES.values()
    if iri.startswith(base)
}


class Gone(Exception):  # noqa: N818 - no error: an entry that matches nothing any more is reported
    """What an entry names is not there any more."""


class Known:
    """Things by what entries call them.

    Args:
        resolution: All documents as one.
        base: What the IRIs of things begin with.
    """

    def __init__(self, resolution: Resolution, base: str) -> None:
        self._base = base
        self.things: dict[Iri, Thing] = {thing.iri: thing for thing in resolution.things}
        self._named: dict[bool, dict[str, set[Iri]]] = {True: defaultdict(set), False: defaultdict(set)}
        for claim in resolution.claims:
            if claim.predicate in NAMES and isinstance(claim.object, Literal) and claim.subject in self.things:
                self._named[claim.status.asserted][name_key(claim.object.value)].add(Iri(str(claim.subject)))

    def thing(self, told: str, entry: Entry) -> Iri:
        """Return the thing that an entry names; one whose name is only suggested if no other has it.

        Raises:
            Gone: There is none.
            CurationError: There are several.
        """
        iri = Iri(f"{self._base}{told.removeprefix('id:')}") if told.startswith("id:") else Iri(told)
        if iri in self.things:
            return iri
        key = name_key(told)
        found = self._named[True].get(key) or self._named[False].get(key, set())
        if len(found) > 1:
            listed = ", ".join(f"id:{each.removeprefix(self._base)}" for each in sorted(found))
            raise CurationError(f"“{told}” names {len(found)} things", where=entry.where, hint=f"write one of {listed}")
        if not found:
            raise Gone(f"nothing is called “{told}”")
        return next(iter(found))

    def short(self, iri: Iri) -> str:
        """Return how an entry names a thing."""
        return f"id:{iri.removeprefix(self._base)}"


def predicate_of(entry: Entry) -> Iri:
    """Return the property that an entry names, in words or short.

    Raises:
        CurationError: There is no such property.
    """
    told = entry.text("predicate")
    found = PREDICATES.get(told) or _SHORT.get(told)
    if found is None:
        listed = ", ".join(PREDICATES)
        raise CurationError(f"nothing can be said by “{told}”", where=entry.where, hint=f"write one of: {listed}")
    return found
