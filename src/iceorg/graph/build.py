"""From a resolution to the triples of its graph."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from heapq import merge
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from iceorg.errors import ModelError
from iceorg.graph.claims import agent_triples, claim_triples, fact
from iceorg.graph.decisions import curation_triples, decision_triples
from iceorg.graph.documents import document_triples
from iceorg.graph.ntriples import line_of
from iceorg.graph.passages import passage_triples
from iceorg.graph.terms import checked_iri
from iceorg.model import Status
from iceorg.vocab import ID_BASE, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from iceorg.model import Claim, Document, DocumentId, Passage, Reading, Resolution, Triple

_STRENGTH = {status: rank for rank, status in enumerate(Status)}


_ONCE = ("claim-", "passage-")
"""How the local names begin of what is told of in one place only."""
_AT_ONCE = 16_000_000
"""Letters of a graph that are sorted at once."""


def to_triples(resolution: Resolution, *, base: str = ID_BASE, built_on: date | None = None) -> tuple[Triple, ...]:
    """Return the graph of all documents: facts, the claims behind them, passages and documents.

    A fact enters only through an asserted claim, so there is none without its words. The triples are
    sorted as their N-Triples lines are, and none occurs twice.

    Args:
        resolution: All documents as one; its claims hold IRIs.
        base: What the IRIs of claims, documents and passages begin with; things have theirs already.
        built_on: The date of the build, if the graph is to tell it; two builds of different days then differ.

    Raises:
        ModelError: A term cannot be written, or a quote is not in its document.
    """
    by_line = {line_of(triple): triple for group in _groups(resolution, base, built_on) for triple in group}
    return tuple(by_line[line] for line in sorted(by_line))


def to_ntriples(resolution: Resolution, *, base: str = ID_BASE, built_on: date | None = None) -> bytes:
    """Return the same graph as N-Triples, without holding all of its triples at once.

    Args:
        resolution: All documents as one; its claims hold IRIs.
        base: What the IRIs of claims, documents and passages begin with; things have theirs already.
        built_on: The date of the build, if the graph is to tell it.

    Raises:
        ModelError: A term cannot be written, or a quote is not in its document.
    """
    # Lines of one subject stand together, so subjects are sorted, and each one's lines. Most subjects come once, and are written at once:
    # some megabytes of them at a time are sorted and joined, since small pieces take more memory than their letters, and do not give it back.
    once = tuple(base + beginning for beginning in _ONCE)
    said: dict[Iri, set[str]] = defaultdict(set)
    runs: list[Run] = []
    blocks: list[bytes] = []
    size = 0
    for group in _groups(resolution, base, built_on):
        for subject, triples in groupby(sorted(group, key=itemgetter(0)), key=itemgetter(0)):
            lines = set(map(line_of, triples))
            if not subject.startswith(once):
                said[subject] |= lines
                continue
            blocks.append("".join(sorted(lines)).encode())
            size += len(blocks[-1])
            if size > _AT_ONCE:
                runs.append(Run.of(blocks))
                blocks, size = [], 0
    blocks += ("".join(sorted(lines)).encode() for lines in said.values())
    written = BytesIO()
    for block in merge(*runs, sorted(blocks)):
        written.write(block)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of lines, sorted.

    Args:
        text: The blocks, one after the other.
        lengths: How long each is.
    """

    text: bytes
    lengths: array[int]

    @classmethod
    def of(cls, blocks: list[bytes]) -> Run:
        """Return blocks in their order."""
        blocks.sort()
        return cls(b"".join(blocks), array("Q", map(len, blocks)))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the blocks."""
        at = 0
        for length in self.lengths:
            yield self.text[at : at + length]
            at += length


def _groups(resolution: Resolution, base: str, built_on: date | None) -> Iterator[Iterable[Triple]]:
    """Yield the triples of a graph, those of each claim, passage and document together."""
    checked_iri(Iri(base + "a"), "the base of IRIs")
    readings = {reading.layout.document.id: reading for reading in resolution.readings}
    quoted = {key: reading.layout.document for key, reading in readings.items()}
    quoted |= {file.id: file for file in resolution.curation}
    claims = _one_for_each_id(resolution.claims)
    passages = {passage for claim in claims for passage in claim.passages}
    passages |= {decision.passage for decision in resolution.decisions}
    yield from _claimed(claims, readings, quoted, base)
    yield from (passage_triples(passage, quoted[passage.document], base) for passage in passages)
    yield from (decision_triples(decision, base) for decision in resolution.decisions)
    yield from (curation_triples(file, base) for file in resolution.curation)
    yield from (agent_triples(agent, base) for agent in {claim.agent for claim in claims} if agent)
    yield from (document_triples(reading.layout, base, built_on) for reading in readings.values())


def _one_for_each_id(claims: Iterable[Claim]) -> list[Claim]:
    """Return one claim for each id: an id is what is said and where, and several rules may read that.

    The strongest status counts, and of equals the rule that comes first by name.
    """
    found: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.id, _STRENGTH[c.status], c.rule)):
        first = found.setdefault(claim.id, claim)
        if (first.subject, first.predicate, first.object) != (claim.subject, claim.predicate, claim.object):
            raise ModelError("two statements have the same id", where=claim.id, hint="report this: ids are digests")
    return list(found.values())


def _claimed(
    claims: Iterable[Claim],
    readings: Mapping[DocumentId, Reading],
    quoted: Mapping[DocumentId, Document],
    base: str,
) -> Iterator[list[Triple]]:
    dates = {key: _date_of(reading) for key, reading in readings.items()}
    for claim in claims:
        statement = fact(claim, _place(claim, quoted))
        days = {dates.get(passage.document) for passage in claim.passages}
        told = list(claim_triples(claim, statement, base, days.pop() if len(days) == 1 else None))
        yield [statement, *told] if claim.status.asserted else told


def _date_of(reading: Reading) -> date | None:
    """Return the date that the document gives for itself; where a person has read it, as that person did."""
    return reading.layout.document.source.stated_date or reading.observed_on


def _place(claim: Claim, quoted: Mapping[DocumentId, Document]) -> str:
    """Return where a claim stands, for messages: the file, the offsets and the rule."""
    if not claim.passages:
        raise ModelError("a claim has no passage", where=claim.id, hint=f"see rule {claim.rule}")
    unknown = [p for p in claim.passages if p.document not in quoted]
    if unknown:
        raise ModelError(f"a claim quotes document {unknown[0].document}, which was not read", where=claim.id)
    first: Passage = claim.passages[0]
    return f"{quoted[first.document].name} {first.start}-{first.end}, rule {claim.rule}"
