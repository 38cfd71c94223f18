"""What a page of a thing shows: its names, what is said of it and by it, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.query import in_words, labels
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.vocab import Iri, foaf, iceorg, rdf, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.history import Glimpse
    from iceorg.pages.site import Site
    from iceorg.query import Cell
    from iceorg.query.rows import Row

_CLAIMS: Final = """
SELECT ?subject ?predicate ?object ?claim ?status ?confidence ?observed ?document ?start ?end ?quote WHERE {
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; iceorg:status ?status ;
         prov:wasDerivedFrom ?passage .
  ?passage oa:hasSource ?document ; iceorg:start ?start ; iceorg:end ?end ; iceorg:quote ?quote .
  OPTIONAL { ?claim iceorg:confidence ?confidence }
  OPTIONAL { ?claim iceorg:observedOn ?observed }
}
"""
_ELSEWHERE: Final = """
SELECT DISTINCT ?what ?value ?there ?source ?checked WHERE {
  GRAPH ?outside {
    ?node dcterms:source ?source ; iceorg:checkedOn ?checked .
    {
      ?thing schema:identifier ?node .
      ?node schema:propertyID ?what ; schema:value ?value .
      OPTIONAL { ?node schema:url ?there }
    } UNION {
      ?node org:resultingOrganization ?thing ; org:originalOrganization ?there .
      OPTIONAL { ?node dcterms:date ?value }
      BIND("took the place of" AS ?what)
    } UNION {
      ?node org:originalOrganization ?thing ; org:resultingOrganization ?there .
      OPTIONAL { ?node dcterms:date ?value }
      BIND("gave way to" AS ?what)
    }
  }
} ORDER BY ?what ?value
"""
_NAMING: Final = (skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM, foaf.NAME)
_APPARATUS: Final = (rdf.SUBJECT, rdf.OBJECT)
"""Ties of claims to things, which the facts show already where there are any."""
_MOST: Final = 100
"""How many untold ties of one page are shown."""
_NOT_FACTS: Final = ("Suggested", "Rejected")


@dataclass(frozen=True, slots=True)
class Link:
    """Something to show, and where its page is; no address for a value.

    Args:
        text: What people call it.
        address: Where it leads; empty for a value.
        iri: Its IRI; empty for a value.
    """

    text: str
    address: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a document that a claim rests on."""

    quote: str
    file: str
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A line that only names a thing, or may: why no claim is made of it, where it stands, and the date of its document."""

    status: str
    place: str
    observed: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says so, and how sure that is."""

    link: Link
    status: str
    confidence: str
    observed: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and the claims behind it.

    Args:
        subject: Whom it is said of.
        predicate: What is said.
        object: What it is said to be.
        claims: The claims; none for what the graph tells of its own making.
        named: Lines that only name the thing, or may: no claim rests on them.
    """

    subject: Link
    predicate: Link
    object: Link
    claims: tuple[Claim, ...] = ()
    named: tuple[Named, ...] = ()

    @property
    def asserted(self) -> bool:
        """Whether it is a fact, and not only suggested or rejected."""
        return not self.claims or any(is_asserted(claim.status) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of a thing from elsewhere, and no document says.

    Args:
        what: Who gives the identifier, or how the two bodies belong together.
        link: The identifier, with where it leads; or the other body.
        day: When one took the place of the other, if that is known.
        source: What proves it.
        checked: When somebody looked.
    """

    what: str
    link: Link
    day: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the page of a thing shows.

    Args:
        link: The thing.
        kinds: What it is, in words.
        names: Its names and acronyms, as facts.
        said: What is said of it.
        ties: What is said of others with regard to it.
        more: Ties that are not shown, since there are too many.
        elsewhere: What is known of it from elsewhere, if the build was asked for it.
        named: Lines of documents that only name it, or may.
    """

    link: Link
    kinds: tuple[str, ...]
    names: tuple[Fact, ...]
    said: tuple[Fact, ...]
    ties: tuple[Fact, ...]
    more: int
    elsewhere: tuple[Elsewhere, ...] = ()
    named: tuple[Named, ...] = ()


def read_thing(site: Site, iri: Iri) -> Thing | None:
    """Return what a page of a thing shows, or None if the graph knows no such thing."""
    own, foreign = list(site.store.triples(subject=iri)), list(site.store.triples(object=iri))
    if not (own or foreign):
        return None
    claimed = {side: list(solve(site.store, _CLAIMS, {side: iri})) for side in ("subject", "object")}
    shown = _Shown(site, [*claimed["subject"], *claimed["object"]], [*own, *foreign])
    said = [*shown.facts(claimed["subject"]), *shown.bare(own, claimed["subject"])]
    ties = [*shown.facts(claimed["object"]), *shown.bare(foreign, claimed["object"])]
    naming = {str(name) for name in _NAMING}
    kinds = {in_words(text_of(what)) or text_of(what) for _, predicate, what in own if predicate == rdf.TYPE}
    return Thing(
        link=shown.link(iri),
        kinds=tuple(sorted(kinds)),
        names=tuple(fact for fact in said if fact.predicate.iri in naming),
        said=tuple(fact for fact in said if fact.predicate.iri not in naming),
        ties=tuple(ties[:_MOST]),
        more=max(0, len(ties) - _MOST),
        elsewhere=tuple(_elsewhere(site, iri)),
        named=tuple(read_named(site, one) for one in site.glimpses if one.thing == iri),
    )


def read_named(site: Site, glimpse: Glimpse) -> Named:
    """Return a line that only names a thing, or may, with its place on the page of its document."""
    start, end = glimpse.start, glimpse.end
    address = f"{site.address(glimpse.document)}#at-{start}-{end}"
    passage = Passage(glimpse.quote, glimpse.file, address, start, end)
    return Named(glimpse.status, glimpse.place, glimpse.observed, passage)


def _elsewhere(site: Site, iri: Iri) -> Iterator[Elsewhere]:
    for what, value, there, source, checked in solve(site.store, _ELSEWHERE, {"thing": iri}):
        told, other = text_of(value), text_of(there)
        address = site.address(other)
        name = (labels(site.store, {Iri(other)}).get(Iri(other)) or shorten(other)) if address else told
        day = told if address else ""
        yield Elsewhere(text_of(what), Link(name, address or other, other), day, text_of(source), text_of(checked))


def is_asserted(status: str) -> bool:
    """Whether a claim of that status is a fact; one that is suggested or rejected is none.

    >>> is_asserted("https://w3id.org/iceorg/ontology#Stated"), is_asserted("Suggested")
    (True, False)
    """
    return status.rpartition("#")[2] not in _NOT_FACTS


class _Shown:
    """Rows and triples as facts, with a name for everything in them."""

    def __init__(self, site: Site, rows: list[Row], triples: list[tuple[Iri, Iri, Cell]]) -> None:
        self._site = site
        self._is_claimed = bool(rows)
        cells = {cell for row in rows for cell in row[:4]} | {part for triple in triples for part in triple}
        self._labels = labels(site.store, {cell for cell in cells if isinstance(cell, str)})

    def link(self, cell: Cell | None) -> Link:
        if cell is None or isinstance(cell, Literal):
            return Link(text_of(cell))
        return Link(self._labels.get(cell) or shorten(cell), self._site.address(cell), cell)

    def facts(self, rows: Iterable[Row]) -> Iterator[Fact]:
        """Yield facts with their claims, sorted."""
        for said, group in groupby(sorted(rows, key=_order), key=lambda row: row[:3]):
            by_claim = groupby(group, key=lambda row: row[3])
            subject, predicate, what = map(self.link, said)
            yield Fact(subject, predicate, what, tuple(self._claim(list(one)) for _, one in by_claim))

    def bare(self, triples: Iterable[tuple[Iri, Iri, Cell]], claimed: Iterable[Row]) -> Iterator[Fact]:
        """Yield the triples that no claim speaks of."""
        told = {row[:3] for row in claimed}
        for subject, predicate, what in triples:
            if (subject, predicate, what) not in told and not (self._is_claimed and predicate in _APPARATUS):
                yield Fact(self.link(subject), self.link(predicate), self.link(what))

    def _claim(self, rows: list[Row]) -> Claim:
        claim, status, confidence, observed = rows[0][3:7]
        sure = f"{float(text_of(confidence)):.0%}" if confidence else ""
        standing = text_of(status).rpartition("#")[2]
        return Claim(self.link(claim), standing, sure, text_of(observed), tuple(map(self._passage, rows)))

    def _passage(self, row: Row) -> Passage:
        document, start, end, quote = (text_of(cell) for cell in row[7:])
        page = self._site.address(document)
        file = self._site.files.get(Iri(document), shorten(document))
        return Passage(quote, file, f"{page}#at-{start}-{end}", int(start), int(end))


def _order(row: Row) -> tuple[str, ...]:
    subject, predicate, what, claim, _, _, _, document, start, *_ = map(text_of, row)
    return (predicate, subject, what, claim, document, f"{int(start):012}")
