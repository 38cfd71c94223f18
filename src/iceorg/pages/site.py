"""What the pages show, the graph and the texts of its documents; and where each page is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from iceorg.model import Literal
from iceorg.vocab import ID_BASE, Iri, iceorg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.history import Glimpse
    from iceorg.store import Store

_FILE = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}", re.ASCII)
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Where pages are.

    Args:
        root: What the address of the first page begins with, seen from a page: `/` on a server, `../` from a folder within.
        suffix: What file names of pages end with; none on a server.
        brand: What the pages call the whole.
        policy: What a page may load, where it says so itself: a server says it in the headers of its answers.
        nav: The pages that every page leads to, each as its name and what people call it.
    """

    root: str = "/"
    suffix: str = ""
    brand: str = "iceorg"
    policy: str = ""
    nav: tuple[tuple[str, str], ...] = (
        ("", "Ask"),
        ("chart", "Chart"),
        ("as-of", "As of"),
        ("conflicts", "Conflicts"),
        ("documents", "Documents"),
        ("sparql", "Endpoint"),
    )

    @property
    def are_files(self) -> bool:
        """Whether pages are files of a folder, and not answers of a server."""
        return bool(self.suffix)

    def page(self, name: str) -> str:
        """Return where a page of the site itself is.

        >>> Places().page("chart"), Places("../", ".html").page("")
        ('/chart', '../index.html')
        """
        return self.root + (f"{name or 'index'}{self.suffix}" if self.suffix else name)

    def thing(self, name: str) -> str:
        """Return where the page of a thing is, by the last part of its IRI.

        >>> Places().thing("a b"), Places("", ".html").thing("post-director")
        ('/id/a%20b', 'id/post-director.html')
        """
        return f"{self.root}id/{self.file(name) if self.suffix else quote(name, safe='')}"

    def document(self, name: str) -> str:
        """Return where the page of a document is, by its file name on a server, by the last part of its IRI in a folder."""
        return f"{self.root}documents/{self.file(name) if self.suffix else quote(name, safe='')}"

    def data(self, name: str, suffix: str) -> str:
        """Return where the data of a thing is, by the last part of its IRI: in a folder beside its page.

        >>> Places().data("a b", "ttl"), Places("../", ".html").data("post-director", "ttl")
        ('/data/a%20b.ttl', '../id/post-director.ttl')
        """
        if self.are_files:
            return f"{self.root}id/{_file_name(name)}.{suffix}"
        return f"{self.root}data/{quote(name, safe='')}.{suffix}"

    def asset(self, name: str) -> str:
        """Return where a file is that pages load."""
        return f"{self.root}assets/{name}"

    def file(self, name: str) -> str:
        """Return the file name of a page; one that not every file system can hold is replaced by a digest.

        >>> Places("", ".html").file("post-director"), Places("", ".html").file("Amt für Häfen")
        ('post-director.html', 'x-9fdc329bf4fa.html')
        """
        return _file_name(name) + self.suffix


@dataclass(frozen=True, slots=True)
class Site:
    """A graph to be shown.

    Args:
        store: The graph.
        base: What the IRIs of its things begin with.
        texts: The texts of documents, by the document's IRI; those that are not at hand are missing.
        files: The file names of documents, by the document's IRI.
        places: Where its pages are.
        shown: The things that have a page; None for all.
        glimpses: What documents only name, or may, and others say more of.
    """

    store: Store
    base: str = ID_BASE
    texts: Mapping[Iri, str] = field(default_factory=dict)
    files: Mapping[Iri, str] = field(default_factory=dict)
    places: Places = Places()
    shown: frozenset[Iri] | None = None
    glimpses: tuple[Glimpse, ...] = ()

    def address(self, iri: str) -> str:
        """Return where the page of a thing is; nothing for an IRI from outside, which has none here.

        >>> Site(store=None).address("https://w3id.org/iceorg/id/a b")
        '/id/a%20b'
        """
        if Iri(iri) in self.files:
            return self.places.document(iri.removeprefix(self.base) if self.places.are_files else self.files[Iri(iri)])
        if self.shown is not None and iri not in self.shown:
            return ""
        if iri.startswith(self.base) and len(iri) > len(self.base):
            return self.places.thing(iri.removeprefix(self.base))
        return ""

    def iri(self, name: str) -> Iri:
        """Return the IRI of the thing whose page has that name."""
        return Iri(self.base + name)

    def document(self, name: str) -> Iri | None:
        """Return the document of that file name, or of that local name."""
        by_file = {file: document for document, file in self.files.items()}
        return by_file.get(name) or next((one for one in self.files if one == self.base + name), None)


def read_site(
    store: Store,
    texts: Mapping[str, str],
    base: str = ID_BASE,
    places: Places = Places(),
    *,
    glimpses: tuple[Glimpse, ...] = (),
) -> Site:
    """Return the site of a graph.

    Args:
        store: The graph.
        texts: The texts of documents, by the SHA-256 of their files; more than the graph's do no harm.
        base: What the IRIs of its things begin with.
        places: Where its pages are.
        glimpses: What documents only name, or may.
    """
    digests = {document: _value(digest) for document, _, digest in store.triples(predicate=iceorg.SHA256)}
    known = {document: texts[digest] for document, digest in digests.items() if digest in texts}
    named: dict[str, Iri] = {}
    for document, _, file in store.triples(predicate=iceorg.FILE_NAME):
        named.setdefault(_value(file), document)  # of two files of one name, one goes by its local name
    files = {document: document.removeprefix(base) for document in digests}
    files |= {document: file for file, document in named.items()}
    return Site(store, base, known, files, places, glimpses=glimpses)


def _file_name(name: str) -> str:
    return name if _FILE.fullmatch(name) else f"x-{sha256(name.encode()).hexdigest()[:_DIGITS]}"


def _value(term: Iri | Literal) -> str:
    return term.value if isinstance(term, Literal) else term
