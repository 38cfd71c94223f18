"""The web application: which address gives what, and the one place where refusals become responses."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from iceorg.errors import QueryError
from iceorg.history import Undated, read_record
from iceorg.pages.claims import is_claim, read_claim
from iceorg.pages.data import ANSWERS, described
from iceorg.pages.render import (
    asset,
    claim_page,
    conflicts_page,
    day_page,
    document_page,
    documents_page,
    query_page,
    refusal_page,
    thing_page,
)
from iceorg.pages.site import Places
from iceorg.pages.things import read_thing
from iceorg.serve.endpoint import METHODS, answer_sparql
from iceorg.serve.formats import choose
from iceorg.serve.lingering import LingeringResponse
from iceorg.serve.outside import Guarded
from iceorg.serve.refusal import Refusal
from iceorg.version import __version__
from iceorg.vocab import iceorg

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.requests import Request

    from iceorg.model import Document
    from iceorg.pages.site import Site
    from iceorg.serve.pool import Pool

_DATA: Final = {form.media_type: form for form in ANSWERS}
_BY_SUFFIX: Final = {form.suffix: form for form in ANSWERS}
_PAGE: Final = "text/html"


def create_app(
    site: Site,
    pool: Pool,
    *,
    documents: Sequence[Document] = (),
    hosts: frozenset[str] = frozenset(),
    cors: bool = False,
) -> Starlette:
    """Return the web application of a graph.

    Args:
        site: The graph and its documents.
        pool: The workers that answer queries.
        documents: The documents that the chart may show the texts of; more than the graph's do no harm.
        hosts: The names that the server answers to; none for any.
        cors: Whether pages of other servers may ask; without cookies in any case.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    views = _Views(site, pool, documents)
    routes = [
        Route("/", views.query),
        *(Route(path, views.sparql, methods=list(METHODS)) for path in ("/sparql", "/sparql/")),
        Route("/chart", views.chart),
        Route("/health", views.health),
        Route("/as-of", views.day),
        Route("/conflicts", views.conflicts),
        Route("/documents", views.documents),
        Route("/documents/{name:path}", views.document),
        Route("/id/{name:path}", views.thing),
        Route("/page/{name:path}", views.page),
        Route("/data/{name:path}.{suffix}", views.data),
        Route("/assets/{name}", views.asset),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guarded, hosts=hosts, cors=cors)],
        exception_handlers={Refusal: _refused, 404: _not_found, 405: _not_found, Exception: _failed},
    )


class _Views:
    """What each address gives."""

    def __init__(self, site: Site, pool: Pool, documents: Sequence[Document]) -> None:
        self._site, self._pool, self._documents = site, pool, documents
        self._query_page = cache(lambda: query_page(site))
        self._chart = cache(self._drawn)
        self._record = cache(lambda: read_record(site.store.triples()))
        self._conflicts = cache(lambda: conflicts_page(site, self._record()))

    async def sparql(self, request: Request) -> Response:
        return await answer_sparql(request, self._pool)

    async def query(self, _: Request) -> Response:
        return await _page(self._query_page)

    async def chart(self, _: Request) -> Response:
        """Give the chart, which brings a stricter policy of its own along."""
        return await _page(self._chart)

    async def health(self, _: Request) -> Response:
        well = self._pool.is_well
        told = {"status": "ok" if well else "failed", "iceorg": __version__, "triples": self._pool.triples}
        return JSONResponse(told, 200 if well else 503)

    async def conflicts(self, _: Request) -> Response:
        return await _page(self._conflicts)

    async def day(self, request: Request) -> Response:
        """Give what had been seen by a day, or the form that asks for one."""
        asked = request.query_params
        day, undated = asked.get("day", ""), asked.get("undated", Undated.APART)
        try:
            return await _page(lambda: day_page(self._site, self._record(), day, undated))
        except QueryError as fault:
            raise Refusal(400, str(fault)) from fault

    async def documents(self, _: Request) -> Response:
        return await _page(lambda: documents_page(self._site))

    async def document(self, request: Request) -> Response:
        document = self._site.document(request.path_params["name"])
        if document is None:
            raise Refusal(404, "there is no such document")
        return await _page(lambda: document_page(self._site, document))

    async def thing(self, request: Request) -> Response:
        """Send to the page or the data of a thing, which is neither."""
        name = request.path_params["name"]
        self._known(name)
        media = choose(", ".join(request.headers.getlist("accept")), (_PAGE, *_DATA))
        if media is None:
            raise Refusal(406, "this thing is described on a page and as data", offered=(_PAGE, *_DATA))
        path = quote(name, safe="")
        where = f"/page/{path}" if media == _PAGE else f"/data/{path}.{_DATA[media].suffix}"
        return RedirectResponse(where, 303, {"Vary": "Accept"})

    async def page(self, request: Request) -> Response:
        name = request.path_params["name"]
        iri = self._site.iri(name)
        if is_claim(self._site, iri):
            return await _page(lambda: claim_page(self._site.places, read_claim(self._site, iri)))
        thing = await asyncio.to_thread(read_thing, self._site, iri)
        if thing is None:
            raise Refusal(404, "the graph knows no such thing")
        return await _page(lambda: thing_page(self._site.places, thing, name))

    async def data(self, request: Request) -> Response:
        name, suffix = request.path_params["name"], request.path_params["suffix"]
        self._known(name)
        form = _BY_SUFFIX.get(suffix)
        if form is None:
            raise Refusal(404, f"data comes as one of: {', '.join(_BY_SUFFIX)}")
        body = await asyncio.to_thread(lambda: next(described(self._site.store, self._site.iri(name), (form,))))
        media = form.media_type
        return Response(body, headers={"Content-Type": media if suffix == "jsonld" else f"{media}; charset=utf-8"})

    async def asset(self, request: Request) -> Response:
        found = asset(request.path_params["name"])
        if found is None:
            raise Refusal(404, "there is no such file")
        return Response(found[0], media_type=found[1], headers={"Cache-Control": "no-cache"})

    def _known(self, name: str) -> None:
        store, iri = self._site.store, self._site.iri(name)
        if next(store.triples(subject=iri), next(store.triples(object=iri), None)) is None:
            raise Refusal(404, "the graph knows no such thing")

    def _drawn(self) -> str:
        from iceorg.chart import render_chart, source_texts

        store = self._site.store
        texts = source_texts(store.triples(predicate=iceorg.SHA256), self._documents)
        return render_chart(store, texts=texts, glimpses=self._site.glimpses)


async def _page(made: Callable[[], str]) -> Response:
    return HTMLResponse(await asyncio.to_thread(made))


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _told(request, refusal.status, str(refusal), refusal.headers)


async def _not_found(request: Request, fault: Exception) -> Response:
    status = getattr(fault, "status_code", 404)
    words = "there is no such page" if status == 404 else "this address is not asked in that way"
    return _told(request, status, words, dict(getattr(fault, "headers", None) or {}))


async def _failed(request: Request, _: Exception) -> Response:
    return _told(request, 500, "the server failed; what happened is in its log", {})


def _told(request: Request, status: int, words: str, headers: dict[str, str]) -> Response:
    """Return a page for people's browsers, and one line for everything else."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", "") and request.url.path != "/sparql":
        return HTMLResponse(refusal_page(Places(), status, words), status, headers)
    plain = LingeringResponse if status == 413 else PlainTextResponse
    return plain(f"{words}\n", status, headers)
