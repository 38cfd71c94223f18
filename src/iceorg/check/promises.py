"""Every quote, claim and fact of a graph that is too large to be looked at as a whole.

Whether a claim is whole and its quotes stand in their document, the document's part tells. Whether facts and claims agree is asked of
all, by the words of their lines: equal words are equal terms.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from iceorg.check.changed import since_renewal
from iceorg.check.claims import check_claims, check_wholeness
from iceorg.check.holders import check_holders
from iceorg.check.parts import AT_ONCE, Since, made_with, parts_of
from iceorg.check.passages import check_passages
from iceorg.check.saying import ASSERTED, SAID, TERMS, TYPE, ends
from iceorg.check.statements import APPARATUS, read_statements
from iceorg.check.terms import check_terms
from iceorg.vocab import foaf, iceorg, rdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from iceorg.check.parts import Parts
    from iceorg.errors import Problem
    from iceorg.graph import Renewal

_DIGEST: Final = re.compile(f'> <{iceorg.SHA256}> "([0-9a-f]+)" \\.'.encode())
_APPARATUS: Final = {f"<{kind}>".encode() for kind in APPARATUS}


def since(
    ntriples: bytes,
    texts: Mapping[str, str],
    sound: AbstractSet[str] = frozenset(),
    *folders: Path,
    renewal: Renewal | None = None,
    base: str = "",
) -> Since | None:
    """Return a graph in parts, and which of them are to be checked; None if it is small enough to be looked at as a whole.

    Args:
        ntriples: The graph.
        texts: The texts of documents, by the SHA-256 of their bytes.
        sound: What parts are known by in which former checks, of quotes and of shapes, found nothing wrong.
        folders: What else the checks depend on: the folder of the shapes.
        renewal: How the graph came from a sound one, if it did.
        base: What the IRIs of things begin with.
    """
    if len(ntriples) < AT_ONCE:
        return None
    made = made_with(*folders)
    words = {digest: sha256(text.encode("utf-8", "surrogatepass")).digest() for digest, text in texts.items()}

    def salt(part: bytes) -> bytes:
        found = _DIGEST.search(part)
        return made + (words.get(found[1].decode(), b"") if found else b"")

    if renewal and (found := since_renewal(ntriples, renewal, base, salt)):
        return found
    parts = parts_of(ntriples)
    digests = parts.digests(salt)
    return Since(parts, digests, tuple(name for name, digest in digests.items() if digest not in sound))


def check_graph_since(ntriples: bytes, texts: Mapping[str, str], known: Since | None) -> tuple[Problem, ...]:
    """Return what is wrong with a graph, sorted: part by part if it is large, and of these the new ones.

    Args:
        ntriples: The graph.
        texts: The texts of documents, by the SHA-256 of their bytes.
        known: Its parts; None if it is to be looked at as a whole.

    Raises:
        StoreError: The bytes are not N-Triples.
    """
    return _problems_of(ntriples, texts) if known is None or not _is_sound(known, texts) else ()


def _is_sound(known: Since, texts: Mapping[str, str]) -> bool:
    """Return whether nothing is wrong with a graph, whose known parts are taken as sound."""
    rest = known.parts.text(known.parts.rest)
    return (
        all(not any(_of_part(batch, texts)) for batch in known.parts.batches(known.new, AT_ONCE))
        and not any(_of_part(rest, texts))
        and not any(check_holders(read_statements(rest)))
        and (known.agree() if known.agree else _agree(known.parts))
    )


def _problems_of(ntriples: bytes, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    graph = read_statements(ntriples)
    found = (*check_passages(graph, texts), *check_claims(graph), *check_terms(graph), *check_holders(graph))
    return tuple(sorted(found))


def _of_part(part: bytes, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what a part of a graph shows to be wrong, without the others."""
    graph = read_statements(part)
    yield from check_passages(graph, texts)
    yield from check_wholeness(graph)
    yield from check_terms(graph)


def _agree(parts: Parts) -> bool:
    """Return whether facts and claims agree, and every claim is about things that there are; claims are taken as whole."""
    things = [block for block in parts.rest if block.kind not in _APPARATUS]
    facts = {line for block in things for line in parts.graph[block.start : block.end].splitlines()}
    about_documents = {line for block in parts.of_kind(foaf.Document) for line in block.splitlines()}
    claims = [dict(SAID.findall(block)) for block in parts.of_kind(iceorg.Claim)]
    known = {parts.graph[block.start : parts.graph.index(b" ", block.start)] for block in things if block.kind}
    known |= {line[: line.index(b" ")] for line in about_documents} | TERMS
    told: tuple[set[bytes], set[bytes]] = (set(), set())
    unsure: list[tuple[bytes, bytes, bytes]] = []
    for claim in claims:
        subject, predicate, value = (claim[part.encode()] for part in (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT))
        asserted = claim[iceorg.STATUS.encode()] in ASSERTED
        told[asserted].add(b"%s %s %s ." % (subject, predicate, value))
        if asserted and not ends(subject, predicate, value) <= known:
            return False
        if not asserted:
            unsure.append((subject, predicate, value))
    known |= {subject for subject, predicate, _ in unsure if predicate == TYPE}
    only_suggested, asserted_facts = told
    said = facts | about_documents
    return (
        all(ends(*one) <= known for one in unsure)
        and asserted_facts <= said
        and said.isdisjoint(only_suggested - asserted_facts)
        and facts <= asserted_facts | only_suggested
    )
