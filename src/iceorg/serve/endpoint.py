"""`/sparql`: one request of the SPARQL 1.1 Protocol, answered by a worker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse, Response

from iceorg.serve.description import describe_service
from iceorg.serve.formats import GRAPHS, SOLUTIONS, choose
from iceorg.serve.job import Job
from iceorg.serve.protocol import read_request
from iceorg.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from iceorg.serve.job import Reply
    from iceorg.serve.pool import Pool
    from iceorg.serve.protocol import Asked

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_BODY_SECONDS: Final = 10
_HTML: Final = "text/html"
_TEXT: Final = ("text/csv", "text/plain", "text/tab-separated-values", "text/turtle")
_ROOM_FOR_FORM: Final = 4
"""How many times longer a form is than the query in it, at most: every character in percent signs, and some more."""


async def answer_sparql(request: Request, pool: Pool) -> Response:
    """Return the response to a request.

    Raises:
        Refusal: There is no answer.
    """
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    body = await _read_body(request, pool.limits.query_bytes) if request.method == "POST" else b""
    asked = read_request(request.method, request.url.query, request.headers.get("content-type", ""), body)
    accept = ", ".join(request.headers.getlist("accept"))
    if asked.query is None:
        return _description(request, accept, pool)
    reply = await _while_connected(request, pool, _job(request, asked, accept))
    return _response(reply)


def _job(request: Request, asked: Asked, accept: str) -> Job:
    offered = (*SOLUTIONS, *GRAPHS)
    solutions, graph = choose(accept, tuple(SOLUTIONS)), choose(accept, tuple(GRAPHS))
    if not (solutions or graph):
        raise Refusal(406, "no answer is written as the client would have it", offered=offered)
    base = str(request.url.replace(query="", fragment=""))
    assert asked.query is not None
    return Job(asked.query, base, solutions or "", graph or "", asked.default_graphs, asked.named_graphs)


async def _while_connected(request: Request, pool: Pool, job: Job) -> Reply:
    """Return the reply; should the client leave before, the query is ended."""
    asking = asyncio.ensure_future(pool.ask(job))
    leaving = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise Refusal(499, "the client has left")
        return asking.result()
    finally:
        asking.cancel()
        leaving.cancel()


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    media = f"{reply.media}; charset=utf-8" if reply.media in _TEXT else reply.media
    return Response(reply.body, reply.status, headers | {"Content-Type": media})


def _description(request: Request, accept: str, pool: Pool) -> Response:
    media = choose(accept, (*GRAPHS, _HTML))
    if media is None:
        raise Refusal(406, "the service's description is RDF", offered=tuple(GRAPHS))
    if media == _HTML:
        return RedirectResponse("/", 303, {"Vary": "Accept"})
    url = str(request.url.replace(query="", fragment=""))
    return Response(describe_service(url, pool.triples, media), headers={"Vary": "Accept", "Content-Type": media})


async def _read_body(request: Request, most: int) -> bytes:
    """Return the body of a request, and read no more of it than a query may be long.

    Raises:
        Refusal: It is longer, or does not come.
    """
    form = request.headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded")
    room = most * _ROOM_FOR_FORM if form else most
    if int(request.headers.get("content-length", "0")) > room:
        raise _too_long(most)
    pieces: list[bytes] = []
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                pieces.append(piece)
                if sum(map(len, pieces)) > room:
                    raise _too_long(most)
    except TimeoutError:
        raise Refusal(408, "the body of the request did not come in time", headers={"Connection": "close"}) from None
    return b"".join(pieces)


def _too_long(most: int) -> Refusal:
    words = f"the query is longer than {most // 1024} KiB: ask for less at once"
    return Refusal(413, words, headers={"Connection": "close"})
