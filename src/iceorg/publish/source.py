"""What is published: a graph, the texts of its documents, and where the words of the graph are explained."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from iceorg.chart.page import main_name
from iceorg.chart.view import read_view
from iceorg.graph import dump_ntriples
from iceorg.history import read_glimpses, read_record
from iceorg.pages import Places, Site, read_site
from iceorg.vocab import ID_BASE, Iri, iceorg, oa, rdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iceorg.history import Glimpse, Record
    from iceorg.model import Document, Triple
    from iceorg.store import Store

_WITHOUT_PAGE = frozenset((oa.SpecificResource, oa.TextPositionSelector, oa.TextQuoteSelector))
"""Passages are places on the pages of their documents, and have none of their own."""


@dataclass(frozen=True)
class Source:
    """A graph to be published.

    Args:
        store: The graph.
        ontology: The file that explains its words.
        documents: Its documents, as far as their texts are at hand.
        base: What the IRIs of its things begin with.
        title: What the whole is called; by default the body that most lines lead to.
        url: The address at which it will be; empty if that is not known.
        texts: Files of the result folder that are handed on as they are, by name.
    """

    store: Store
    ontology: Path
    documents: Sequence[Document] = ()
    base: str = ID_BASE
    title: str = ""
    url: str = ""
    texts: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All triples of the graph."""
        return tuple(self.store.triples())

    @cached_property
    def record(self) -> Record:
        """Who said what when."""
        return read_record(self.triples)

    @cached_property
    def graph(self) -> bytes:
        """The graph as N-Triples."""
        return dump_ntriples(self.triples)

    @cached_property
    def glimpses(self) -> tuple[Glimpse, ...]:
        """What documents only name, or may, and others say more of."""
        return read_glimpses(self.texts.get("report.json", b""))

    @property
    def outside(self) -> bytes:
        """What is known from elsewhere, as N-Quads; empty if nothing is."""
        return self.texts.get("outside.nq", b"")

    @cached_property
    def name(self) -> str:
        """What the whole is called."""
        return self.title or main_name(read_view(self.triples))

    @cached_property
    def claims(self) -> tuple[Iri, ...]:
        """All claims, sorted."""
        return tuple(one.claim for one in self.record.observations)

    @cached_property
    def things(self) -> tuple[Iri, ...]:
        """Everything else that has a page of its own, sorted."""
        described = self.record.described
        return tuple(
            sorted(
                thing
                for thing, told in described.items()
                if thing.startswith(self.base)
                and iceorg.STATUS not in told
                and iceorg.SHA256 not in told
                and _WITHOUT_PAGE.isdisjoint(kind for kind in told.get(rdf.TYPE, ()) if isinstance(kind, str))
            )
        )

    def site(self, places: Places) -> Site:
        """Return what pages show, with the places of these pages."""
        texts = {document.sha256: document.text for document in self.documents}
        site = read_site(self.store, texts, self.base, places)
        return replace(site, shown=frozenset((*self.claims, *self.things)), glimpses=self.glimpses)
