"""A graph sent to another store by the SPARQL 1.1 Graph Store HTTP Protocol, which every vendor speaks."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from iceorg.errors import ExportError, without_controls
from iceorg.store import Access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    from iceorg.store import Store

_NTRIPLES: Final = "application/n-triples"
_JSON: Final = "application/sparql-results+json"
_LINES: Final = 5_000
"""How many triples go at a time: few enough for a server's limits, many enough for speed."""
_PAUSES: Final = (1.0, 4.0)
"""Seconds before a part is sent again; sending it twice does no harm, since a graph is a set."""
_AGAIN: Final = (408, 425, 429, 500, 502, 503, 504)
"""Statuses that may be others a little later."""
_SECONDS: Final = 120
_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a graph goes.

    Args:
        url: The address of the graph store.
        graph: The IRI of the graph there; empty for its default graph.
        sparql: The address of its SPARQL endpoint, for counting.
        access: What proves who writes, if the store asks.
    """

    url: str
    graph: str
    sparql: str
    access: Access = field(default_factory=Access)

    @property
    def parameters(self) -> dict[str, str]:
        """What names the graph in an address."""
        return {"graph": self.graph} if self.graph else {"default": ""}

    @property
    def count_query(self) -> str:
        """The query that counts the graph's triples."""
        where = f"GRAPH <{self.graph}> {{ ?s ?p ?o }}" if self.graph else "?s ?p ?o"
        return f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}"


def push(
    store: Store,
    to: Destination,
    *,
    progress: Callable[[int], object] = lambda _: None,
    pause: Callable[[float], object] = time.sleep,
) -> int:
    """Replace a graph of another store by this one; return how many triples that store then counts.

    The graph goes in parts. A part that gets no answer, or one that may be another later, is sent again.

    Args:
        store: The graph.
        to: Where it goes.
        progress: Told how many triples have arrived, after each part.
        pause: Waits that many seconds.

    Raises:
        ExportError: The store cannot be reached, refuses, or counts other triples than were sent.
    """
    lines = store.dump().splitlines(keepends=True)
    with to.access.client(to.url, timeout_s=_SECONDS) as client:
        for method, part in _parts(lines):
            _send(client, method, to, part, pause)
            progress(part.count(b"\n"))
        counted = _count(client, to, pause)
    if counted != len(lines):
        message = f"has {counted} triples after {len(lines)} were sent"
        raise ExportError(message, where=to.sparql, hint="look whether the store keeps every literal as it is")
    return counted


def _parts(lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts, of which the first replaces what is there and the others are added."""
    for at in range(0, max(len(lines), 1), _LINES):
        yield "POST" if at else "PUT", b"".join(lines[at : at + _LINES])


def _send(client: httpx.Client, method: str, to: Destination, part: bytes, pause: Callable[[float], object]) -> None:
    headers = {"Content-Type": _NTRIPLES}
    request = partial(client.build_request, method, to.url, params=to.parameters, content=part, headers=headers)
    _answered(request, client, to.access, pause)


def _count(client: httpx.Client, to: Destination, pause: Callable[[float], object]) -> int:
    form = {"query": to.count_query}
    request = partial(client.build_request, "POST", to.sparql, data=form, headers={"Accept": _JSON})
    asked = _answered(request, client, to.access, pause)
    try:
        return int(asked.json()["results"]["bindings"][0]["n"]["value"])
    except (ValueError, KeyError, IndexError, TypeError):
        hint = "name the store's SPARQL endpoint with --sparql"
        raise ExportError("gives no count of the graph's triples", where=to.sparql, hint=hint) from None


def _answered(
    made: Callable[[], httpx.Request], client: httpx.Client, access: Access, pause: Callable[[float], object]
) -> httpx.Response:
    """Return the answer to a request, which is made anew each time that it is sent."""
    import httpx

    for seconds in (*_PAUSES, None):
        try:
            answer = client.send(made())
        except httpx.TransportError as fault:
            words = access.hidden(str(fault) or type(fault).__name__)
            last = ExportError(
                f"cannot be reached: {words}", where=str(made().url.copy_with(query=None)), hint="check the address"
            )
        else:
            if answer.is_success:
                return answer
            last = _refused(answer, access)
            if answer.status_code not in _AGAIN:
                break
        if seconds is not None:
            pause(seconds)
    raise last


def _refused(answer: httpx.Response, access: Access) -> ExportError:
    hints = {
        401: "give ICEORG_USER and ICEORG_PASSWORD, or ICEORG_HEADERS",
        403: "ask who runs the store for the right to write",
        404: "check the address: it is that of the Graph Store Protocol, not of the query page",
        405: "check the address: it is that of the Graph Store Protocol, not of the query page",
    }
    said = access.hidden(without_controls(" ".join(answer.text.split()))[:_WORDS])
    message = f"answers {answer.status_code} {answer.reason_phrase}" + (f": {said}" if said else "")
    where = str(answer.request.url.copy_with(query=None))
    return ExportError(message, where=where, hint=hints.get(answer.status_code, "send again later"))
