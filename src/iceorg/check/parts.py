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
from importlib import metadata, resources
from typing import TYPE_CHECKING, Final

from iceorg.version import __version__
from iceorg.vocab import dcterms, foaf, iceorg, oa, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from iceorg.errors import Problem

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
_UP: Final = {
    f"<{kind}>".encode(): link.encode()
    for kind, link in ((iceorg.Claim, prov.WAS_DERIVED_FROM), (oa.SpecificResource, oa.HAS_SOURCE))
}
"""By what a claim and a passage belong to their document."""
_DOCUMENT: Final = f"<{foaf.Document}>".encode()
_SELECTORS: Final = {f"<{kind}>".encode() for kind in (oa.TextPositionSelector, oa.TextQuoteSelector)}
_HAS_SELECTOR: Final = oa.HAS_SELECTOR.encode()


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    Args:
        problems: What is wrong, sorted.
        sound: Digests of the parts in which nothing is: if they are met again, they need no check.
    """

    problems: tuple[Problem, ...]
    sound: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """The lines about one subject.

    Args:
        start: Where they begin.
        end: Where they end.
        kind: Its class, if it has one and no more.
        links: Properties and what they lead to, but for those that lead elsewhere by their nature.
    """

    start: int
    end: int
    kind: bytes
    links: tuple[tuple[bytes, bytes], ...]


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


def made_with(*folders: Path) -> bytes:
    """Return a digest of all that a check depends on but for the graph: this code, libraries, and what lies in some folders."""
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
    >>> parts = parts_of(b"<x:a> <x:p> <x:b> .\n" + about)
    >>> list(parts.documents), parts.text(parts.rest)
    ([b'<x:b>'], b'<x:a> <x:p> <x:b> .\n')
    """
    blocks = _blocks(ntriples)
    if blocks is None:
        return Parts(ntriples, (Block(0, len(ntriples), b"", ()),), {})
    owners = _owners(blocks)
    shared = _shared(blocks, owners)
    documents: dict[bytes, list[Block]] = defaultdict(list)
    rest = []
    for subject, block in blocks.items():
        owner = owners.get(subject)
        if owner is not None and owner not in shared:
            documents[owner].append(block)
        else:
            rest.append(block)
    return Parts(ntriples, tuple(rest), {name: tuple(found) for name, found in documents.items()})


def _blocks(ntriples: bytes) -> dict[bytes, Block] | None:
    """Return the block of each subject, or None if a subject has two or a line is of another form."""
    blocks: dict[bytes, Block] = {}
    at = 0
    for match in _BLOCK.finditer(ntriples):
        if match.start() != at or match[1] in blocks:
            return None
        at = match.end()
        links = _LINK.findall(match[0])
        kinds = [value for predicate, value in links if predicate == _TYPE]
        led = tuple(link for link in links if link[0] not in _TO_ELSEWHERE)
        blocks[match[1]] = Block(match.start(), at, kinds[0] if len(kinds) == 1 else b"", led)
    return blocks if at == len(ntriples) else None


def _owners(blocks: Mapping[bytes, Block]) -> dict[bytes, bytes]:
    """Return the document of every document, passage, selector and claim that belongs to one, and to no other."""
    owners = {subject: subject for subject, block in blocks.items() if block.kind == _DOCUMENT}
    passages, claims = (_of_kind(blocks, kind) for kind in (oa.SpecificResource, iceorg.Claim))
    for kind in (passages, claims):
        for subject in kind:
            found = _led_to(blocks[subject], owners)
            if len(found) == 1:
                owners[subject] = found.pop()
    for subject in passages:
        for predicate, selector in blocks[subject].links:
            is_selector = predicate == _HAS_SELECTOR and selector in blocks and blocks[selector].kind in _SELECTORS
            if is_selector and subject in owners:
                owners.setdefault(selector, owners[subject])
    return owners


def _of_kind(blocks: Mapping[bytes, Block], kind: str) -> Sequence[bytes]:
    return [subject for subject, block in blocks.items() if block.kind == f"<{kind}>".encode()]


def _led_to(block: Block, owners: Mapping[bytes, bytes]) -> set[bytes]:
    """Return the documents to which a claim or a passage belongs."""
    return {owners[value] for predicate, value in block.links if predicate == _UP[block.kind] and value in owners}


def _shared(blocks: Mapping[bytes, Block], owners: Mapping[bytes, bytes]) -> set[bytes]:
    """Return the documents of which something leads out, or something apart leads in: they are not looked at alone."""
    shared = set()
    for subject, block in blocks.items():
        mine = owners.get(subject)
        for _, value in block.links:
            theirs = owners.get(value)
            if mine != theirs:
                shared |= {mine, theirs}
    return {document for document in shared if document is not None}
