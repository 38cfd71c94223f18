"""One query in a worker: what goes in and what comes out, and the work itself."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urljoin

import pyoxigraph as ox

from iceorg.errors import QueryError
from iceorg.query.guard import refuse_oversized
from iceorg.query.syntax import explain, tokens
from iceorg.serve.formats import GRAPHS, SOLUTIONS
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.query import Limits
    from iceorg.query.syntax import Token

_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""The control characters, and the two code points, that no XML document may hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query to answer.

    Args:
        query: Its text.
        base: What relative IRIs in it begin with.
        solutions: The media type for the answer of a SELECT or ASK; empty if the client takes none that there is.
        graph: The same for a CONSTRUCT or DESCRIBE.
        default_graphs: Graphs that make the default graph; none for the store's own.
        named_graphs: The named graphs; none for the store's own.
    """

    query: str
    base: str = ""
    solutions: str = "application/sparql-results+json"
    graph: str = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def chooses(self) -> bool:
        """Whether the request chooses its graphs; of the kind that it then leaves out, there are none."""
        return bool(self.default_graphs or self.named_graphs)

    def to_bytes(self) -> bytes:
        """Return it as it goes to a worker."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, sent: bytes) -> Job:
        """Return it as it was sent."""
        told: dict[str, Any] = json.loads(sent)
        told |= {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
        return cls(**told)


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back: a status of HTTP, the media type, and the body."""

    status: int
    media: str
    body: bytes


class _TooLong(Exception):  # noqa: N818 - it never leaves this module
    """The answer is longer than it may be."""


def answer(store: ox.Store, job: Job, limits: Limits) -> Reply:
    """Return the answer to a query, or the reason why there is none."""
    try:
        refuse_oversized(job.query, limits)
        _refuse_foreign(store, job)
        return _answered(store, job, limits)
    except QueryError as error:
        return _said(400, str(error))
    except SyntaxError as fault:
        return _said(400, str(explain(job.query, str(fault))))
    except _TooLong:
        size = f"{limits.rows} rows or {limits.answer_bytes // 1_000_000} MB"
        return _said(413, f"the answer is longer than {size}: add a LIMIT, or ask for less")
    except (MemoryError, RecursionError):
        return _said(413, "the query wants more memory than it may have: ask for less at once")
    except (ValueError, OSError, RuntimeError):
        return _said(400, "the engine cannot answer this query: simplify it")


def _answered(store: ox.Store, job: Job, limits: Limits) -> Reply:
    found = store.query(
        job.query,
        base_iri=job.base or None,
        prefixes=PREFIXES,
        default_graph=[*map(ox.NamedNode, job.default_graphs)] if job.chooses else None,
        named_graphs=[*map(ox.NamedNode, job.named_graphs)] if job.chooses else None,
    )
    if isinstance(found, ox.QueryTriples):
        return _graph(found, job.graph, limits)
    return _solutions(found, job.solutions, limits)


def _solutions(found: ox.QuerySolutions | ox.QueryBoolean, media: str, limits: Limits) -> Reply:
    if not media:
        return _not_offered(SOLUTIONS)
    capped = _Capped(limits.answer_bytes)
    found.serialize(cast("io.BytesIO", capped), SOLUTIONS[media])
    body = b"".join(capped.pieces)
    if _may_exceed(body, limits) and _count_rows(body, media) > limits.rows:
        raise _TooLong
    return _checked(Reply(200, media, body))


def _graph(found: ox.QueryTriples, media: str, limits: Limits) -> Reply:
    if not media:
        return _not_offered(GRAPHS)
    capped = _Capped(limits.answer_bytes)
    prefixes = None if media == "application/ld+json" else PREFIXES
    ox.serialize(_first(found, limits), cast("io.BytesIO", capped), format=GRAPHS[media], prefixes=prefixes)
    return _checked(Reply(200, media, b"".join(capped.pieces)))


def _first(found: ox.QueryTriples, limits: Limits) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in found:
        if triple not in seen:
            seen.add(triple)
            yield triple
        if len(seen) > limits.rows:
            raise _TooLong


class _Capped(io.RawIOBase):
    """A stream that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        self.pieces: list[bytes] = []
        self._left = most

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override] # the engine writes bytes alone
        self._left -= len(piece)
        if self._left < 0:
            raise _TooLong
        self.pieces.append(bytes(piece))
        return len(piece)


def _may_exceed(body: bytes, limits: Limits) -> bool:
    """Whether there is room for more rows than allowed: the shortest is a line break, or two braces in JSON."""
    return len(body) > limits.rows


def _count_rows(body: bytes, media: str) -> int:
    if media == "application/sparql-results+json":
        return len(json.loads(body).get("results", {}).get("bindings", ()))
    if media == "application/sparql-results+xml":
        return body.count(b"<result>")
    if media == "text/tab-separated-values":
        return body.count(b"\n") - 1
    return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1


def _checked(reply: Reply) -> Reply:
    if reply.media.endswith("xml") and _NOT_IN_XML.search(reply.body):
        return _said(406, "the answer holds a character that XML cannot: ask for another format")
    return reply


def _not_offered(formats: object) -> Reply:
    return _said(406, f"this answer is written as one of: {', '.join(cast('dict[str, object]', formats))}")


def _said(status: int, words: str) -> Reply:
    return Reply(status, "text/plain", f"{words}\n".encode("utf-8", "replace"))


def _refuse_foreign(store: ox.Store, job: Job) -> None:
    """Raise QueryError where a request or its query chooses a graph that is not here."""
    for graph in (*job.default_graphs, *job.named_graphs, *_named_in(job)):
        try:
            known = store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            raise QueryError("a graph is named by an absolute IRI") from None
        if not known:
            hint = "leave it out to ask the whole graph; nothing is fetched from elsewhere"
            raise QueryError(f"there is no graph <{graph}> here", hint=hint)


def _named_in(job: Job) -> Iterator[str]:
    """Yield the IRIs that FROM and FROM NAMED name in a query."""
    base, prefixes = job.base, dict(PREFIXES)
    found = [*tokens(job.query)]
    for at, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "BASE" and at + 1 < len(found):
            base = urljoin(base, found[at + 1].text[1:-1])
        elif word == "PREFIX" and at + 2 < len(found):
            prefixes[found[at + 1].text.rstrip(":")] = urljoin(base, found[at + 2].text[1:-1])
        elif word == "FROM":
            yield from _iri_after(found[at + 1 : at + 3], base, prefixes)


def _iri_after(following: list[Token], base: str, prefixes: dict[str, str]) -> Iterator[str]:
    named = [token for token in following if token.text.upper() != "NAMED"][:1]
    for token in named:
        if token.kind == "iri":
            yield urljoin(base, token.text[1:-1])
        elif token.kind == "curie":
            prefix, _, local = token.text.partition(":")
            yield prefixes.get(prefix, f"{prefix}:") + local
