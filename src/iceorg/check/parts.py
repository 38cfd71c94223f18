"""A graph in parts that can be looked at one by one: what says why facts are believed, document by document, and the rest.

A claim quotes one document, with passages of that document and their selectors. So a document's claims hang together with nothing
but each other, and whether they are whole can be told without the others: what was told of them once holds as long as they stay the same,
and a graph that is larger than the memory can be checked in pieces. A claim that does quote two documents, or names a decision or a language
model, is in the rest together with all that it leads to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Final

from iceorg.version import __version__
from iceorg.vocab import dcterms, foaf, iceorg, oa, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

AT_ONCE: Final = 8_000_000
"""Bytes of a graph that are checked at once; a larger one is checked in parts."""
_BLOCK: Final = re.compile(rb"(<[^> \n]*>) [^\n]*\n(?:\1 [^\n]*\n)*")
"""All lines about one subject, one below the other, as a sorted graph has them."""
_LINK: Final = re.compile(rb"^<[^> \n]*> <([^> \n]*)> (<[^> \n]*>) \.$", re.MULTILINE)
_TO_ELSEWHERE: Final = frozenset(
    term.encode() for term in (rdf.TYPE, rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT, iceorg.STATUS, dcterms.SOURCE)
)
"""Properties whose values no shape of a claim, a passage or a document looks into."""
_TYPE: Final = rdf.TYPE.encode()
_CLAIM, _PASSAGE, _DOCUMENT = (f"<{kind}>".encode() for kind in (iceorg.Claim, oa.SpecificResource, foaf.Document))
_DERIVED_FROM, _HAS_SOURCE = (link.encode() for link in (prov.WAS_DERIVED_FROM, oa.HAS_SOURCE))
_SELECTORS: Final = {f"<{kind}>".encode() for kind in (oa.TextPositionSelector, oa.TextQuoteSelector)}
_HAS_SELECTOR: Final = oa.HAS_SELECTOR.encode()
_KINDS: Final = {kind: kind for kind in (_CLAIM, _PASSAGE, _DOCUMENT, *_SELECTORS)}
"""Each class once in memory, though many blocks are of it."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines about one subject.

    Args:
        start: Where they begin.
        end: Where they end.
        kind: Its class, if it has one and no more.
    """

    start: int
    end: int
    kind: bytes


Links = dict[bytes, list[tuple[bytes, bytes]]]
"""Properties of a subject and what they lead to, but for those that lead elsewhere by their nature."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A graph, cut up.

    Args:
        graph: The whole as sorted N-Triples.
        rest: What belongs to no document alone, and all that it leads to.
        documents: The blocks of each document: its own, and its claims', passages' and selectors', in the order of the graph.
    """

    graph: bytes
    rest: tuple[Block, ...]
    documents: Mapping[bytes, tuple[Block, ...]]

    def text(self, blocks: Iterable[Block]) -> bytes:
        """Return blocks as N-Triples."""
        return b"".join([self.graph[block.start : block.end] for block in blocks])

    def digests(self, salt: Callable[[bytes], bytes]) -> dict[bytes, str]:
        """Return a digest of what is said in each document's part, together with what else counts, told by that part."""
        texts = ((name, self.text(blocks)) for name, blocks in self.documents.items())
        return {name: sha256(salt(text) + text).hexdigest() for name, text in texts}

    def of_kind(self, *kinds: str) -> Iterator[bytes]:
        """Yield the lines of each subject of one of some classes, and of no other."""
        wanted = {f"<{kind}>".encode() for kind in kinds}
        for blocks in (self.rest, *self.documents.values()):
            yield from (self.graph[block.start : block.end] for block in blocks if block.kind in wanted)

    def batches(self, names: Iterable[bytes], size: int) -> Iterator[bytes]:
        """Yield the parts of some documents, several together: about so many bytes at once."""
        batch: list[bytes] = []
        for name in names:
            batch.append(self.text(self.documents[name]))
            if sum(map(len, batch)) >= size:
                yield b"".join(batch)
                batch = []
        if batch:
            yield b"".join(batch)


@dataclass(frozen=True, slots=True)
class Since:
    """A graph in parts, of which former builds have checked some.

    Args:
        parts: All of them.
        digests: What each document's part is known by: if one in which nothing is wrong is met again, it needs no check.
        new: The documents whose parts are not known.
        agree: Tells whether facts and claims agree, where that can be told without looking at all of them.
    """

    parts: Parts
    digests: Mapping[bytes, str]
    new: tuple[bytes, ...]
    agree: Callable[[], bool] | None = None

    @property
    def few(self) -> bool:
        """Whether the new parts are no more than is checked at once."""
        return sum(block.end - block.start for name in self.new for block in self.parts.documents[name]) <= AT_ONCE

    @property
    def to_check(self) -> bytes:
        """What is to be looked at: what belongs to no document alone, and the parts that are not known."""
        return self.parts.text(self.parts.rest) + b"".join(self.parts.batches(self.new, AT_ONCE))


def made_with(*folders: Path) -> bytes:
    """Return a digest of all that a check depends on but for the graph: this code, libraries, and what lies in some folders."""
    from importlib import metadata

    libraries = sorted((name, metadata.version(name)) for name in ("pyoxigraph", "pyshacl", "rdflib"))
    found = sha256(repr((__version__, libraries)).encode())
    here = [(entry.name, entry.read_bytes()) for entry in resources.files("iceorg.check").iterdir() if entry.is_file()]
    for name, content in sorted(
        [*here, *((path.name, path.read_bytes()) for each in folders for path in each.iterdir() if path.is_file())]
    ):
        found.update(name.encode() + b"\0" + sha256(content).digest())
    return found.digest()


def parts_of(ntriples: bytes) -> Parts:
    r"""Return the parts of a graph; everything is rest if its lines do not stand subject by subject.

    >>> about = b"<x:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document> .\n"
    >>> parts = parts_of(b"<x:a> <x:p> <x:c> .\n" + about)
    >>> list(parts.documents), parts.text(parts.rest)
    ([b'<x:b>'], b'<x:a> <x:p> <x:c> .\n')
    """
    blocks: dict[bytes, Block] = {}
    links: Links = {}
    if not _read(ntriples, blocks, links):
        return Parts(ntriples, (Block(0, len(ntriples), b""),), {})
    owners = _owners(blocks, links)
    shared = _shared(links, owners)
    documents: dict[bytes, list[Block]] = defaultdict(list)
    rest = []
    for subject, block in blocks.items():
        owner = owners.get(subject)
        if owner is not None and owner not in shared:
            documents[owner].append(block)
        else:
            rest.append(block)
    return Parts(ntriples, tuple(rest), {name: tuple(found) for name, found in documents.items()})


def _read(ntriples: bytes, blocks: dict[bytes, Block], links: Links) -> bool:
    """Find the block and the links of each subject; return False if a subject has two blocks or a line is of another form."""
    at = 0
    for match in _BLOCK.finditer(ntriples):
        subject = match[1]
        if match.start() != at or subject in blocks:
            return False
        at = match.end()
        found = _LINK.findall(match[0])
        kinds = [value for predicate, value in found if predicate == _TYPE]
        blocks[subject] = Block(match.start(), at, _KINDS.get(kinds[0], kinds[0]) if len(kinds) == 1 else b"")
        if led := [link for link in found if link[0] not in _TO_ELSEWHERE]:
            links[subject] = led
    return at == len(ntriples)


def _owners(blocks: Mapping[bytes, Block], links: Links) -> dict[bytes, bytes]:
    """Return the document of every document, passage, selector and claim that belongs to one, and to no other."""
    owners = {subject: subject for subject, block in blocks.items() if block.kind == _DOCUMENT}
    for kind, link in ((_PASSAGE, _HAS_SOURCE), (_CLAIM, _DERIVED_FROM)):
        for subject, block in blocks.items():
            if block.kind == kind:
                found = {owners[value] for by, value in links.get(subject, ()) if by == link and value in owners}
                if len(found) == 1:
                    owners[subject] = found.pop()
    for subject, block in blocks.items():
        if block.kind == _PASSAGE and subject in owners:
            for by, selector in links[subject]:
                if by == _HAS_SELECTOR and selector in blocks and blocks[selector].kind in _SELECTORS:
                    owners.setdefault(selector, owners[subject])
    return owners


def _shared(links: Links, owners: Mapping[bytes, bytes]) -> set[bytes]:
    """Return the documents of which something leads out, or something apart leads in: they are not looked at alone."""
    shared = set()
    for subject, led in links.items():
        mine = owners.get(subject)
        for _, value in led:
            theirs = owners.get(value)
            if mine != theirs:
                shared |= {mine, theirs}
    return {document for document in shared if document is not None}
