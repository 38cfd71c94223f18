"""What is known of a document: who published it, which dates it has, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.query.rows import text_of
from iceorg.vocab import Iri, dcterms, iceorg

if TYPE_CHECKING:
    from iceorg.pages.site import Site


@dataclass(frozen=True, slots=True)
class Source:
    """A document, as somebody would cite it.

    Args:
        iri: Its IRI.
        titles: What it is called; the longest first.
        file: The file that it was read from.
        publisher: Who published it; empty if that is not known.
        republisher: Who published it again.
        stated: The date that stands in its text; empty for an undated one.
        republished: The day it was published again.
        captured: The day an archive saw it, for one without a date of its own.
        url: Where it was published.
        sha256: The digest of its bytes.
    """

    iri: Iri
    titles: tuple[str, ...]
    file: str
    publisher: str
    republisher: str
    stated: str
    republished: str
    captured: str
    url: str
    sha256: str

    @property
    def title(self) -> str:
        """What it is called first."""
        return self.titles[0] if self.titles else self.file

    @property
    def known(self) -> list[tuple[str, str]]:
        """Everything that is known of it, each with its word; nothing is left out that a page should say."""
        said = [
            ("Title", "; ".join(self.titles)),
            ("File", self.file),
            ("Publisher", self.publisher or "not stated"),
            ("Republished by", self.republisher),
            ("Stated date", self.stated or "none: the text has no date"),
            ("Republished on", self.republished),
            ("Captured on", self.captured and f"{self.captured}, by outside evidence"),
            ("Address", self.url),
            ("SHA-256", self.sha256),
        ]
        return [(word, value) for word, value in said if value]


def read_source(site: Site, document: Iri) -> Source:
    """Return what a graph knows of a document."""
    told: dict[Iri, list[str]] = {}
    for _, predicate, value in site.store.triples(subject=document):
        told.setdefault(predicate, []).append(text_of(value))

    def of(predicate: Iri) -> str:
        return max(told.get(predicate, [""]), key=lambda value: (len(value), value))

    return Source(
        iri=document,
        titles=tuple(sorted(told.get(dcterms.TITLE, ()), key=lambda title: (-len(title), title))),
        file=site.files.get(document, document),
        publisher=of(iceorg.PUBLISHER),
        republisher=of(iceorg.REPUBLISHER),
        stated=of(iceorg.STATED_DATE),
        republished=of(iceorg.REPUBLISHED_ON),
        captured=of(iceorg.CAPTURED_ON),
        url=of(dcterms.SOURCE),
        sha256=of(iceorg.SHA256),
    )
