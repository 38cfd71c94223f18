"""A graph that differs from a sound one by what few documents say: what is to be looked at, so that it is sound as well.

What is said of things is looked at as a whole; of what says why, the parts of the documents that say something new.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from iceorg.check.parts import Block, Parts, Since, parts_of
from iceorg.check.saying import ASSERTED, SAID, TERMS, TYPE, ends
from iceorg.graph import lines_about, place_of_line
from iceorg.vocab import foaf, iceorg, rdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iceorg.graph import Renewal

Statement = tuple[bytes, bytes, bytes]
_APPARATUS: Final = (b"claim", b"document", b"passage")
"""How the names begin of what says why, in the order of a graph."""


_DOCUMENT: Final = f"<{foaf.Document}>".encode()


def since_renewal(graph: bytes, renewal: Renewal, base: str, salt: Callable[[bytes], bytes]) -> Since | None:
    """Return what of a graph is to be checked, of which all else was sound; None if a part hangs together with others.

    Args:
        graph: The graph.
        renewal: How it came from a sound one; each claim is one document's own.
        base: What the IRIs of things begin with.
        salt: What else counts for a part of a graph.
    """
    things = b"".join(_things(graph, base.encode()))
    own, at = parts_of(renewal.part), len(things)
    if any(block.kind == _DOCUMENT for block in own.rest):
        return None
    documents = {
        name: tuple(replace(block, start=block.start + at, end=block.end + at) for block in blocks)
        for name, blocks in own.documents.items()
    }
    # What of the part belongs to no document alone is said of things, and stands there too.
    parts = Parts(things + renewal.part, (Block(0, at, b""),), documents)
    return Since(parts, parts.digests(salt), tuple(documents), partial(_agree, graph, renewal, base.encode()))


def _things(graph: bytes, base: bytes) -> Iterator[bytes]:
    at = 0
    for kind in _APPARATUS:
        yield graph[at : place_of_line(graph, b"<%s%s-" % (base, kind))]
        at = place_of_line(graph, b"<%s%s." % (base, kind))
    yield graph[at:]


def _agree(graph: bytes, renewal: Renewal, base: bytes) -> bool:
    """Return whether facts and claims agree still: what came is stated, what is stated is there, and its ends are things."""
    stated, unsure = _said(renewal.part)
    suggested = {subject for subject, predicate, _ in unsure if predicate == TYPE}
    told = {b"%s %s %s ." % one for one in stated}
    came = {
        line
        for change in renewal.changes
        if not change.subject.startswith(tuple(b"<%s%s-" % (base, kind) for kind in _APPARATUS))
        for line in {*change.after.splitlines()} - {*change.before.splitlines()}
    }
    return (
        came <= told
        and all(line in lines_about(graph, line[: line.index(b" ")]).splitlines() for line in told)
        and all(_is_thing(graph, end) for one in stated for end in ends(*one))
        and all(end in suggested or _is_thing(graph, end) for one in unsure for end in ends(*one))
    )


def _said(part: bytes) -> tuple[set[Statement], set[Statement]]:
    """Return the statements of claims: those that are asserted, and the others."""
    found: tuple[set[Statement], set[Statement]] = (set(), set())
    for claim in parts_of(part).of_kind(iceorg.Claim):
        said = dict(SAID.findall(claim))
        subject, predicate, value = (said[name.encode()] for name in (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT))
        found[said[iceorg.STATUS.encode()] not in ASSERTED].add((subject, predicate, value))
    return found


def _is_thing(graph: bytes, end: bytes) -> bool:
    return end in TERMS or b"%s %s " % (end, TYPE) in lines_about(graph, end)
