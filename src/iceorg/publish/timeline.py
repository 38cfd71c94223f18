"""What the page of time shows: the documents by their dates, what each says for the first time and what it says again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.history import is_told
from iceorg.model import Literal
from iceorg.pages.sources import read_source
from iceorg.pages.things import Link
from iceorg.query import in_words
from iceorg.vocab import Iri, org, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.history import Observation
    from iceorg.pages.site import Site
    from iceorg.pages.sources import Source as Document
    from iceorg.publish.source import Source


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that a document states, and the claim's page."""

    subject: Link
    predicate: str
    object: Link
    claim: Link


@dataclass(frozen=True, slots=True)
class Moment:
    """A document in its place in time.

    Args:
        document: What is known of it.
        address: Where its page is.
        day: The date that it states; empty for an undated one.
        first: What no earlier document says.
        again: What an earlier document says, too.
    """

    document: Document
    address: str
    day: str
    first: tuple[Said, ...]
    again: tuple[Said, ...]


def read_timeline(source: Source, site: Site) -> list[Moment]:
    """Return the documents by date with what they say; the undated last, for which everything unsaid elsewhere is first."""
    told: dict[Iri, list[Observation]] = {}
    for one in source.record.asserted:
        if is_told(source.record, one.fact):
            for iri in sorted(one.documents):
                told.setdefault(iri, []).append(one)
    documents = [read_source(site, document) for document in site.files]
    known: set[object] = set()
    moments = []
    for document in sorted(documents, key=lambda one: (one.stated or "~", one.file)):
        said = sorted(told.get(document.iri, ()), key=lambda one: one.words[0])
        facts = list({one.fact: one for one in said}.values())
        first = [one for one in facts if one.fact not in known]
        again = [one for one in facts if one.fact in known]
        known |= {one.fact for one in facts}
        moments.append(
            Moment(
                document,
                site.address(document.iri),
                document.stated,
                say(source, site, first),
                say(source, site, again),
            )
        )
    return moments


def say(source: Source, site: Site, observations: Iterable[Observation]) -> tuple[Said, ...]:
    """Return what claims say, in words, with links to things and claims."""

    def link(cell: Iri | Literal) -> Link:
        if isinstance(cell, Literal):
            return Link(cell.value)
        return Link(in_words(cell) or source.record.name(cell), site.address(cell), cell)

    def told(one: Observation) -> Said:
        subject, predicate, value = one.fact
        claim = Link(one.words[0].quote, site.address(one.claim), one.claim)
        if predicate == org.MEMBER and (filled := source.record.memberships.get(subject)):
            how = f"fills ({filled.capacity})" if filled.capacity else "fills"
            return Said(link(filled.person), how, link(filled.post), claim)
        return Said(link(subject), in_words(predicate) or shorten(predicate), link(value), claim)

    return tuple(map(told, observations))
