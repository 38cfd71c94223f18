"""What the pages show: the graph, and the texts of its documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from iceorg.model import Literal
from iceorg.vocab import ID_BASE, Iri, iceorg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.store import Store


@dataclass(frozen=True, slots=True)
class Site:
    """A graph to be shown.

    Args:
        store: The graph.
        base: What the IRIs of its things begin with.
        texts: The texts of documents, by the document's IRI; those that are not at hand are missing.
        files: The file names of documents, by the document's IRI.
    """

    store: Store
    base: str = ID_BASE
    texts: Mapping[Iri, str] = field(default_factory=dict)
    files: Mapping[Iri, str] = field(default_factory=dict)

    def address(self, iri: str) -> str:
        """Return where the page of a thing is on this server; nothing for an IRI from outside, which has none here.

        >>> Site(store=None).address("https://w3id.org/iceorg/id/a b")
        '/id/a%20b'
        """
        if Iri(iri) in self.files:
            return f"/documents/{quote(self.files[Iri(iri)], safe='')}"
        if iri.startswith(self.base) and len(iri) > len(self.base):
            return f"/id/{quote(iri.removeprefix(self.base), safe='')}"
        return ""

    def iri(self, name: str) -> Iri:
        """Return the IRI of the thing whose page has that name."""
        return Iri(self.base + name)

    def document(self, name: str) -> Iri | None:
        """Return the document of that file name, or of that local name."""
        by_file = {file: document for document, file in self.files.items()}
        return by_file.get(name) or next((one for one in self.files if one == self.base + name), None)


def read_site(store: Store, texts: Mapping[str, str], base: str = ID_BASE) -> Site:
    """Return the site of a graph.

    Args:
        store: The graph.
        texts: The texts of documents, by the SHA-256 of their files; more than the graph's do no harm.
        base: What the IRIs of its things begin with.
    """
    digests = {document: _value(digest) for document, _, digest in store.triples(predicate=iceorg.SHA256)}
    known = {document: texts[digest] for document, digest in digests.items() if digest in texts}
    named: dict[str, Iri] = {}
    for document, _, file in store.triples(predicate=iceorg.FILE_NAME):
        named.setdefault(_value(file), document)  # of two files of one name, one goes by its local name
    files = {document: document.removeprefix(base) for document in digests}
    return Site(store, base, known, files | {document: file for file, document in named.items()})


def _value(term: Iri | Literal) -> str:
    return term.value if isinstance(term, Literal) else term
