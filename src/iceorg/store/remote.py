"""A graph on a server: any SPARQL 1.1 endpoint, asked by the protocol.

Questions go out as a form, since an address has room for short ones only. Answers come back as JSON or as
N-Triples, and are read by the library that the embedded store uses, so that both give the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.errors import QueryError, StoreError
from iceorg.model import Literal
from iceorg.store.oxigraph import read_triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from iceorg.model import Triple
    from iceorg.store.base import Answer
    from iceorg.vocab import Iri

_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_TIMEOUT_S: Final = 60.0
_BUSY: Final = 503
_RETRIES: Final = 3
_LONGEST_WAIT_S: Final = 10
_MOST_WORDS: Final = 300
"""How much of a server's message is shown."""


class RemoteStore:
    """A graph behind a SPARQL endpoint. It is only asked: `iceorg push` fills it.

    Args:
        url: The address of the endpoint, such as `http://localhost:7878/query`; a user name and a password may stand in it.
        timeout_s: How long to wait for the server at each step.

    Raises:
        StoreError: It is no address of a web server.
    """

    def __init__(self, url: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        import httpx

        try:
            address = httpx.URL(url)
        except httpx.InvalidURL as fault:
            raise StoreError(f"is no address: {fault}", where=url, hint="give http://HOST/PATH") from None
        if address.scheme not in ("http", "https") or not address.host:
            raise StoreError("is no address of a SPARQL endpoint", where=url, hint="give http://HOST/PATH")
        self._url = address
        self._name = str(address.copy_with(userinfo=b""))
        self._client = httpx.Client(timeout=timeout_s, follow_redirects=True)

    def load(self, ntriples: bytes) -> None:  # noqa: ARG002 - the interface of stores has it
        """Refuse: a server is filled by `iceorg push`, which counts what has arrived.

        Raises:
            StoreError: Always.
        """
        raise StoreError("is only asked, and not written to", where=self._name, hint="fill it with `iceorg push`")

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a SPARQL query; updates are refused before anything is sent.

        Raises:
            SyntaxError: The text does not parse.
            QueryError: The server refuses it.
            StoreError: The server cannot be reached, or its answer is no answer.
        """
        wants_triples = _makes_triples(text, prefixes or {})
        declared = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in (prefixes or {}).items())
        reply = self._ask(declared + text, _TRIPLES if wants_triples else _ROWS)
        try:
            return (
                _triples(reply) if wants_triples else ox.parse_query_results(reply, format=ox.QueryResultsFormat.JSON)
            )
        except (SyntaxError, ValueError) as fault:
            raise StoreError(f"gave no SPARQL answer: {fault}", where=self._name, hint="is it an endpoint?") from None

    def triples(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Iri | Literal | None = None,  # noqa: A002
    ) -> Iterator[Triple]:
        """Yield the triples that have these parts, sorted as their N-Triples lines are."""
        parts = zip("spo", (subject, predicate, object), strict=True)
        pattern = " ".join(f"?{name}" if part is None else _ntriples(part) for name, part in parts)
        reply = self._ask(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}", _TRIPLES)
        yield from read_triples(b"".join(sorted(set(reply.splitlines(keepends=True)))))

    def count(self) -> int:
        """Return the number of triples."""
        answer = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert isinstance(answer, ox.QuerySolutions)
        return int(next(answer)["n"].value)

    def dump(self) -> bytes:
        """Return the graph as N-Triples, sorted and canonical; numbers are as the server keeps them."""
        reply = self._ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", _TRIPLES)
        quads = ox.parse(reply, format=ox.RdfFormat.N_TRIPLES)
        written = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
        return b"".join(sorted(set(written.splitlines(keepends=True))))

    def _ask(self, text: str, accept: str) -> bytes:
        """Send a query and return the body of the reply; a server that says it is busy is asked again."""
        reply = self._send(text, accept)
        for _ in range(_RETRIES):
            wait_s = _wait_s(reply)
            if wait_s is None:
                break
            time.sleep(wait_s)
            reply = self._send(text, accept)
        if reply.is_error:
            raise self._refusal(reply)
        return reply.content

    def _send(self, text: str, accept: str) -> httpx.Response:
        import httpx

        try:
            return self._client.post(self._url, data={"query": text}, headers={"Accept": accept})
        except httpx.TimeoutException:
            hint = f"the server did not answer within {self._client.timeout.read:g} s; ask for less"
            raise StoreError("took too long", where=self._name, hint=hint) from None
        except httpx.HTTPError as fault:
            hint = "is the server running, and is that its address?"
            raise StoreError(f"cannot be reached: {fault}", where=self._name, hint=hint) from None

    def _refusal(self, reply: httpx.Response) -> QueryError | StoreError:
        """Return the error that a status of 400 and above stands for."""
        said = " ".join(reply.text.split())[:_MOST_WORDS]
        told = f"{reply.status_code} {reply.reason_phrase}" + (f": {said}" if said else "")
        if reply.status_code == 400:
            return QueryError(f"the server does not take this query: {told}", where=self._name)
        hints = {401: "give NAME:PASSWORD@ before the host", 403: "you may not ask this server", 404: "check the path"}
        hint = hints.get(reply.status_code, "try again later" if reply.status_code >= 500 else "is it an endpoint?")
        return StoreError(f"answers {told}", where=self._name, hint=hint)


def _makes_triples(text: str, prefixes: Mapping[str, str]) -> bool:
    """Whether a query makes triples; an empty store is asked, which does no more than parse.

    Its answer must not outlive this function: it may only be let go of in the thread that it was made in.
    """
    return isinstance(ox.Store().query(text, prefixes=dict(prefixes)), ox.QueryTriples)


def _wait_s(reply: httpx.Response) -> float | None:
    """Return how long a busy server asks to wait, if it does and the wait is short."""
    told = reply.headers.get("Retry-After", "")
    if reply.status_code != _BUSY or not told.isdecimal() or int(told) > _LONGEST_WAIT_S:
        return None
    return float(told)


def _triples(ntriples: bytes) -> ox.QueryTriples:
    """Return triples as the answer that an engine gives for them."""
    store = ox.Store()
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


def _ntriples(term: Iri | Literal) -> str:
    if not isinstance(term, Literal):
        return str(ox.NamedNode(term))
    if term.language:
        return str(ox.Literal(term.value, language=term.language))
    return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype)))
