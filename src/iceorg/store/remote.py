"""A graph on a server: any SPARQL 1.1 endpoint, asked by the protocol.

Questions go out as a form, since an address has room for short ones only. Answers come back as JSON or as
N-Triples, and are read by the library that the embedded store uses, so that both give the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.errors import LimitError, QueryError, StoreError, without_controls
from iceorg.model import Literal
from iceorg.store.access import Access
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
_PROVE: Final = "give ICEORG_USER and ICEORG_PASSWORD, or ICEORG_HEADERS"
_LONGEST_WAIT_S: Final = 10
_MOST_WORDS: Final = 300
"""How much of a server's message is shown."""
_MOST_BYTES: Final = 1 << 30
"""How long an answer may be: it is read into memory."""
_YES: Final = ("1", "true")
_GRAPHS: Final = ("default-graph-uri", "named-graph-uri")
"""Parameters of the protocol that an address may have: as those of a form, they are understood by all servers."""


class RemoteStore:
    """A graph behind a SPARQL endpoint. It is only asked: `iceorg push` fills it.

    Args:
        url: The address of the endpoint, such as `http://localhost:7878/query`; `?default-graph-uri=IRI` names one of its graphs.
        timeout_s: How long an answer may take.
        access: What proves who asks, if the server wants to know.

    Raises:
        StoreError: It is no address of a web server, or has a password in it.
    """

    def __init__(self, url: str, *, timeout_s: float = _TIMEOUT_S, access: Access | None = None) -> None:
        self._access = access or Access()
        address = web_address(url)
        self._name = shown_address(address)
        parameters = address.params
        self._graphs = {name: parameters.get_list(name) for name in _GRAPHS if name in parameters}
        for name in self._graphs:
            parameters = parameters.remove(name)
        self._url = address.copy_with(query=str(parameters).encode() or None)
        self._timeout_s = timeout_s
        self._client = self._access.client(self._url, timeout_s=timeout_s, follow_redirects=True)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

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
        form = _form(text, prefixes or {})
        declared = "".join(f"PREFIX {prefix}: <{base}> " for prefix, base in (prefixes or {}).items())
        reply = self._ask(declared + text, _TRIPLES if form is ox.QueryTriples else _ROWS)
        try:
            return _READERS[form](reply)
        except (SyntaxError, ValueError) as fault:
            words = self._access.hidden(str(fault))
            raise StoreError(f"gave no SPARQL answer: {words}", where=self._name, hint="is it an endpoint?") from None

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
        end = time.monotonic() + self._timeout_s
        reply, body = self._send(text, accept, end)
        for _ in range(_RETRIES):
            wait_s = _wait_s(reply)
            if wait_s is None or time.monotonic() + wait_s > end:
                break
            time.sleep(wait_s)
            reply, body = self._send(text, accept, end)
        if reply.is_error:
            raise self._refusal(reply, body)
        return body

    def _send(self, text: str, accept: str, end: float) -> tuple[httpx.Response, bytes]:
        import httpx

        form = {"query": text, **self._graphs}
        try:
            with self._client.stream("POST", self._url, data=form, headers={"Accept": accept}) as reply:
                return reply, self._read(reply, end)
        except httpx.TimeoutException:
            raise self._too_slow() from None
        except (httpx.HTTPError, httpx.StreamError) as fault:
            hint = "is the server running, and is that its address?"
            words = self._access.hidden(str(fault) or type(fault).__name__)
            raise StoreError(f"cannot be reached: {words}", where=self._name, hint=hint) from None

    def _read(self, reply: httpx.Response, end: float) -> bytes:
        """Return the body of a reply, which may be neither longer nor slower than there is room and time for."""
        pieces, length = [], 0
        for piece in reply.iter_bytes():
            pieces.append(piece)
            length += len(piece)
            if length > _MOST_BYTES:
                raise LimitError("gives an answer that is longer than 1 GiB", where=self._name, hint="add a LIMIT")
            if time.monotonic() > end:
                raise self._too_slow()
        return b"".join(pieces)

    def _too_slow(self) -> LimitError:
        hint = "ask for less, add a LIMIT, or give it more time (--timeout)"
        return LimitError(f"did not answer within {self._timeout_s:g} seconds", where=self._name, hint=hint)

    def _refusal(self, reply: httpx.Response, body: bytes) -> QueryError | StoreError:
        """Return the error that a status of 400 and above stands for."""
        said = without_controls(" ".join(body.decode("utf-8", "replace").split()))[:_MOST_WORDS]
        told = f"{reply.status_code} {reply.reason_phrase}" + (f": {self._access.hidden(said)}" if said else "")
        if reply.status_code == 400:
            return QueryError(f"the server does not take this query: {told}", where=self._name)
        hints = {401: _PROVE, 403: f"you may not ask this server, or have to {_PROVE}", 404: "check the path"}
        hint = hints.get(reply.status_code, "try again later" if reply.status_code >= 500 else "is it an endpoint?")
        return StoreError(f"answers {told}", where=self._name, hint=hint)


def web_address(url: str) -> httpx.URL:
    """Return the address of a server.

    Raises:
        StoreError: It is none, or has a password in it, which the list of processes and the shell's history show to others.
    """
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as fault:
        raise StoreError(f"is no address: {fault}", where=url, hint="give http://HOST/PATH") from None
    if address.userinfo:
        raise StoreError(
            "has a name or a password in it, which others can see", where=shown_address(address), hint=_PROVE
        )
    if address.scheme not in ("http", "https") or not address.host:
        raise StoreError("is no web address", where=shown_address(address), hint="give http://HOST/PATH")
    return address


def shown_address(address: httpx.URL) -> str:
    """Return an address as it may be shown: without what may be a key.

    >>> import httpx
    >>> shown_address(httpx.URL("http://ann:secret@host/sparql?apikey=k"))
    'http://host/sparql'
    """
    return str(address.copy_with(userinfo=b"", query=None, fragment=None))


def _form(text: str, prefixes: Mapping[str, str]) -> type[Answer]:
    """Return what kind of answer a query has; an empty store is asked, which does no more than parse.

    Its answer must not outlive this function: it may only be let go of in the thread that it was made in.
    """
    return type(ox.Store().query(text, prefixes=dict(prefixes)))


def _wait_s(reply: httpx.Response) -> float | None:
    """Return how long a busy server asks to wait, if it does and the wait is short."""
    told = reply.headers.get("Retry-After", "")
    if reply.status_code != _BUSY or not told.isdecimal() or int(told) > _LONGEST_WAIT_S:
        return None
    return float(told)


def _solutions(reply: bytes) -> Answer:
    return ox.parse_query_results(reply, format=ox.QueryResultsFormat.JSON)


def _truth(reply: bytes) -> Answer:
    """Return a yes or a no; of Virtuoso with a password it comes as a table with a one in it or nothing."""
    answer = _solutions(reply)
    if not isinstance(answer, ox.QuerySolutions):
        return answer
    cells = [solution[0] for solution in answer]
    said = any(isinstance(cell, ox.Literal) and cell.value in _YES for cell in cells)
    return _solutions(b'{"head": {}, "boolean": %s}' % (b"true" if said else b"false"))


def _triples(ntriples: bytes) -> Answer:
    """Return triples as the answer that an engine gives for them."""
    store = ox.Store()
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    return store.query("CONSTRUCT WHERE { ?s ?p ?o }")


_READERS: Final = {ox.QuerySolutions: _solutions, ox.QueryBoolean: _truth, ox.QueryTriples: _triples}
"""How the body of a reply becomes an answer, by the form of the query."""


def _ntriples(term: Iri | Literal) -> str:
    if not isinstance(term, Literal):
        return str(ox.NamedNode(term))
    if term.language:
        return str(ox.Literal(term.value, language=term.language))
    return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype)))
