"""What the first page and the list of things show: the main body, how much there is, and which documents say it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.chart.page import main_body
from iceorg.chart.view import read_view
from iceorg.chart.words import KINDS_MANY
from iceorg.history import conflicts, is_told
from iceorg.pages.sources import read_source
from iceorg.pages.things import Link, read_thing
from iceorg.vocab import dcterms, iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.chart.view import View
    from iceorg.pages.site import Site
    from iceorg.pages.sources import Source as Document
    from iceorg.pages.things import Fact, Thing
    from iceorg.publish.source import Source

_OF_THE_WHOLE = (org.SUB_ORGANIZATION_OF, iceorg.MISSION, iceorg.ESTABLISHED, dcterms.REPLACES, schema.LOCATION)
_PARTS = (
    ("Parts", org.SUB_ORGANIZATION_OF),
    ("Posts", org.POST_IN),
    ("Who reports to it", org.REPORTS_TO),
)
_OWN = (("Programs", iceorg.ADMINISTERS), ("Partners", iceorg.PARTNERS_WITH))


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing of a list: what it is called, its short name, and how many facts are told of it."""

    link: Link
    acronym: str
    facts: int


@dataclass(frozen=True, slots=True)
class Read:
    """A document of the list: what is known of it, where its page is, how many facts were read in it."""

    source: Document
    address: str
    facts: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows.

    Args:
        main: The body that most lines lead to; None in a graph without bodies.
        facts: What is told of it as a whole.
        parts: What belongs to it, by heading.
        counts: How many things of each kind there are, by its word.
        documents: The documents, by date; the undated last.
        told: How many facts there are.
        claims: How many claims stand behind them.
        unsure: How many claims are only suggested.
        differences: How many questions documents answer differently.
    """

    main: Thing | None
    facts: tuple[Fact, ...]
    parts: tuple[tuple[str, tuple[Fact, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    documents: tuple[Read, ...]
    told: int
    claims: int
    unsure: int
    differences: int


def read_overview(source: Source, site: Site) -> Overview:
    """Return what the first page shows."""
    record, view = source.record, read_view(source.triples)
    body = main_body(view)
    main = read_thing(site, body.iri) if body else None
    asserted = record.asserted
    return Overview(
        main=main,
        facts=tuple(fact for fact in main.said if fact.predicate.iri in _OF_THE_WHOLE and fact.asserted)
        if main
        else (),
        parts=tuple(_parts(main)) if main else (),
        counts=tuple((word, len(found)) for word, found in list_things(source, site, view) if found),
        documents=read_documents(source, site),
        told=len({one.fact for one in asserted if is_told(record, one.fact)}),
        claims=len(asserted),
        unsure=len(record.observations) - len(asserted),
        differences=len(conflicts(record, source.glimpses)),
    )


def list_things(source: Source, site: Site, view: View | None = None) -> list[tuple[str, list[Listed]]]:
    """Return everything that has a card in the chart, by the word for its kind, sorted by name."""
    view = view or read_view(source.triples)
    told = Counter(one.fact[0] for one in source.record.asserted if is_told(source.record, one.fact))
    found: dict[str, list[Listed]] = {}
    for node in sorted(
        view.nodes, key=lambda node: (list(KINDS_MANY).index(node.kind), node.label.casefold(), node.iri)
    ):
        link = Link(node.label, site.address(node.iri), node.iri)
        found.setdefault(KINDS_MANY[node.kind], []).append(Listed(link, node.acronym, told[node.iri]))
    return list(found.items())


def read_documents(source: Source, site: Site) -> tuple[Read, ...]:
    """Return the documents, by date; the undated last."""
    told = Counter(
        document for one in source.record.asserted if is_told(source.record, one.fact) for document in one.documents
    )
    read = (Read(read_source(site, one), site.address(one), told[one]) for one in site.files)
    return tuple(sorted(read, key=lambda one: (one.source.stated or "~", one.source.file)))


def _parts(main: Thing) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for heading, predicate in _PARTS:
        if found := tuple(fact for fact in main.ties if fact.predicate.iri == predicate and fact.asserted):
            yield heading, found
    for heading, predicate in _OWN:
        if found := tuple(fact for fact in main.said if fact.predicate.iri == predicate and fact.asserted):
            yield heading, found
