"""A graph after few documents have changed: the former one, but for what these said, and what they say now.

What says why facts are believed is a document's own, and goes or comes with it. A fact goes when the last document that states it does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from iceorg.graph.build import to_ntriples
from iceorg.graph.claims import fact
from iceorg.graph.difference import Change, lines_about, place_of_line
from iceorg.graph.ntriples import line_of
from iceorg.model import Literal, Status
from iceorg.vocab import iceorg, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from iceorg.graph.difference import Written
    from iceorg.model import Claim, Resolution

Lines = dict[bytes, set[bytes]]
"""Lines of a graph by their subject."""
_SAID: Final = re.compile(
    f"^<[^> \n]*> <({rdf.SUBJECT}|{rdf.PREDICATE}|{rdf.OBJECT}|{iceorg.STATUS})> (.*) \\.$".encode(), re.MULTILINE
)
_PARTS: Final = tuple(term.encode() for term in (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT))
_STATUS: Final = iceorg.STATUS.encode()
_ASSERTED: Final = {f"<{status.term}>".encode() for status in Status if status.asserted}
_DERIVED: Final = f"> <{prov.WAS_DERIVED_FROM}> ".encode()
_TYPE: Final = f"> <{rdf.TYPE}> ".encode()


@dataclass(frozen=True, slots=True)
class Renewal:
    """What becomes of a former graph.

    Args:
        changes: What differs, in the order of the graph.
        part: What the new documents say, as a graph of theirs alone.
    """

    changes: tuple[Change, ...]
    part: bytes


def is_plain(resolution: Resolution, base: str) -> bool:
    """Return whether each claim is one document's own: read in it, about nothing that is another's, and decided by nobody.

    Args:
        resolution: All documents as one.
        base: What the IRIs of documents begin with.
    """
    documents = f"{base}document-"

    def own(claim: Claim) -> bool:
        mine = claim.passages[0].document if claim.passages else ""
        return (
            claim.agent is None
            and all(passage.document == mine for passage in claim.passages)
            and all(
                not end.startswith(documents) or end == documents + mine
                for end in (claim.subject, claim.object)
                if isinstance(end, str)
            )
        )

    return not resolution.decisions and not resolution.curation and all(map(own, resolution.claims))


def renewal(  # noqa: PLR0913 - all but four go by name
    former: Written,
    resolution: Resolution,
    gone: AbstractSet[str],
    new: AbstractSet[str],
    *,
    base: str,
    built_on: date | None,
) -> Renewal | None:
    """Return what becomes of a former graph when some documents go and others come; None if that cannot be told by these alone.

    Args:
        former: The graph of the former build.
        resolution: All documents of this one; it is plain.
        gone: The ids of documents of which the former graph is to lose what they said.
        new: The ids of documents of which this build says something else, or for the first time.
        base: What the IRIs of claims, documents and passages begin with.
        built_on: The date of the build, if the graph is to tell it.
    """
    part = to_ntriples(_only(resolution, new), base=base, built_on=built_on)
    lost = _lost(former, gone, base.encode())
    stated = _facts_of(line for lines in lost.values() for line in _statements(lines))
    come = _facts_of(part.splitlines(keepends=True))
    left = _still_stated(resolution, stated)
    changes = []
    for subject in sorted(lost.keys() | stated.keys() | come.keys(), key=lambda name: name + b" "):
        before = lines_about(former, subject)
        was = set(before.splitlines(keepends=True))
        if not stated.get(subject, set()) <= was | lost.get(subject, set()):
            return None
        now = was - lost.get(subject, set()) - stated.get(subject, set())
        now |= left.get(subject, set()) | come.get(subject, set())
        if now != was:
            changes.append(Change(subject, before, b"".join(sorted(now))))
    return None if _loose_ends(resolution, changes) else Renewal(tuple(changes), part)


def renewed(former: Written, changes: Iterable[Change]) -> Iterator[bytes | memoryview]:
    r"""Yield a former graph with some changes, piece by piece.

    Args:
        former: The graph.
        changes: What changes, in its order.

    Example:
        >>> line = b"<x:b> <x:c> <x:d> .\n"
        >>> b"".join(renewed(b"<x:a> <x:b> <x:c> .\n", [Change(b"<x:b>", b"", line)])).count(b"\n")
        2
    """
    whole, at = memoryview(former), 0
    for change in changes:
        start = place_of_line(former, change.subject + b" ")
        yield whole[at:start]
        yield change.after
        at = start + len(change.before)
    yield whole[at:]


def _only(resolution: Resolution, documents: AbstractSet[str]) -> Resolution:
    return replace(
        resolution,
        readings=tuple(one for one in resolution.readings if one.layout.document.id in documents),
        claims=tuple(claim for claim in resolution.claims if claim.passages[0].document in documents),
    )


def _lost(former: Written, gone: Iterable[str], base: bytes) -> Lines:
    """Return all lines about documents, their passages and their claims."""
    lost: Lines = {}
    for name in gone:
        document, passages = b"<%sdocument-%s>" % (base, name.encode()), b"<%spassage-%s-" % (base, name.encode())
        lost[document] = set(lines_about(former, document).splitlines(keepends=True))
        start = at = place_of_line(former, passages)
        while former[at : at + len(passages)] == passages:
            at = former.find(b"\n", at) + 1
        for line in former[start:at].splitlines(keepends=True):
            lost.setdefault(line[: line.index(b" ")], set()).add(line)
        for claim in _claims_of(former, passages, base):
            lost[claim] = set(lines_about(former, claim).splitlines(keepends=True))
    return lost


def _claims_of(former: Written, passages: bytes, base: bytes) -> set[bytes]:
    """Return the claims that rest on passages of a document."""
    found = set()
    at, end = place_of_line(former, b"<%sclaim-" % base), place_of_line(former, b"<%sclaim." % base)
    while (at := former.find(_DERIVED + passages, at, end)) >= 0:
        subject = former[former.rfind(b"\n", 0, at) + 1 : at + 1]
        if b">" not in subject[:-1]:  # else a text has these words
            found.add(subject)
        at += 1
    return found


def _statements(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a claim asserts, if these are the lines about one."""
    told = dict(_SAID.findall(b"".join(lines)))
    if told.get(_STATUS) in _ASSERTED:
        yield b"%s <%s> %s .\n" % (told[_PARTS[0]], told[_PARTS[1]].strip(b"<>"), told[_PARTS[2]])


def _facts_of(lines: Iterable[bytes]) -> Lines:
    found: Lines = defaultdict(set)
    for line in lines:
        found[line[: line.index(b" ")]].add(line)
    return found


def _still_stated(resolution: Resolution, stated: Mapping[bytes, AbstractSet[bytes]]) -> Lines:
    """Return what documents state of some things."""
    things = {subject[1:-1].decode() for subject in stated}
    said = (fact(claim, claim.id) for claim in resolution.claims if claim.subject in things and claim.status.asserted)
    return _facts_of(line_of(statement).encode() for statement in said)


def _loose_ends(resolution: Resolution, changes: Iterable[Change]) -> bool:
    """Return whether something is spoken of still that has lost all its classes."""
    vanished = {
        change.subject[1:-1].decode() for change in changes if _TYPE in change.before and _TYPE not in change.after
    }
    return bool(vanished) and any(
        end in vanished
        for claim in resolution.claims
        for end in (claim.subject, claim.object)
        if not isinstance(end, Literal)
    )
