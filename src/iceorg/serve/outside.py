"""What stands between the application and everybody outside: whose name it answers to, and headers on all it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse

from iceorg.pages.render import EDITOR_POLICY, POLICY

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_ADDRESS_BYTES: Final = 64 << 10
_HEADERS_BYTES: Final = 16 << 10
_CHART_POLICY: Final = "base-uri 'none'; frame-ancestors 'none'"
"""The chart names the digests of its own scripts in its head, and nothing else runs there."""
_POLICIES: Final = {"/": EDITOR_POLICY, "/chart": _CHART_POLICY}


class Guarded:
    """Refuses requests for other hosts, which a page elsewhere may send here under a name of its own.

    Args:
        app: The application.
        hosts: The names that the server answers to; none for any.
        cors: Whether pages of other servers may read answers.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], cors: bool) -> None:
        self._hosts = hosts
        self._app = CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET", "POST"]) if cors else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        refused = self._refused(scope)
        await (refused or self._app)(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        if self._hosts and host_name(Headers(scope=scope).get("host", "")) not in self._hosts:
            return PlainTextResponse("this server does not answer to that name\n", 421)
        if len(scope["raw_path"]) + len(scope["query_string"]) > _ADDRESS_BYTES:
            return PlainTextResponse("the address is too long: post the query\n", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > _HEADERS_BYTES:
            return PlainTextResponse("the headers are too long\n", 431)
        return None


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port.

    >>> host_name("localhost:7878"), host_name("[::1]:80"), host_name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, bracket, _ = host.lower().rpartition("]")
    return name + bracket if bracket else host.lower().partition(":")[0]


def _add_headers(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _POLICIES.get(path, POLICY))
