"""What a server asks for before it answers: a user name and a password, or headers; never shown, never sent elsewhere."""

from __future__ import annotations

import string
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    import httpx

_TOKEN: Final = frozenset(f"!#$%&'*+-.^_`|~{string.digits}{string.ascii_letters}")
"""What the name of a header may be made of."""
_HIDDEN: Final = "***"


@dataclass(frozen=True, slots=True)
class Access:
    """What proves who asks; it is not shown when the object is.

    Args:
        user: A user name.
        password: The password.
        headers: Headers that the server wants, such as `Authorization` or `X-API-Key`.

    Example:
        >>> Access("ann", "secret", {"X-API-Key": "k"})
        Access(user='ann')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, user: str, password: str, headers: str, *, where: str = "headers") -> Access:
        r"""Return the access that texts of the environment give; headers stand one a line.

        >>> Access.read("", "", "X-API-Key: k\nAuthorization: Bearer t").headers
        {'X-API-Key': 'k', 'Authorization': 'Bearer t'}

        Raises:
            SettingsError: A line is no header; the line is not shown.
        """
        return cls(user, password, dict(_headers(headers.splitlines(), where)))

    def hidden(self, text: str) -> str:
        """Return a text without what must not be shown: a server may send back what it was sent.

        >>> Access("ann", "secret").hidden("401 for ann:secret")
        '401 for ann:***'
        """
        plainly = b64encode(f"{self.user}:{self.password}".encode()).decode()
        values = [part for value in self.headers.values() for part in (value, value.rpartition(" ")[2])]
        for secret in sorted(filter(None, (self.password, plainly, *values)), key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text

    def client(self, url: str | httpx.URL, *, timeout_s: float, follow_redirects: bool = False) -> httpx.Client:
        """Return a client for a server, which proves who asks to that server alone, wherever it sends the client on to."""
        import httpx

        return httpx.Client(
            timeout=timeout_s,
            follow_redirects=follow_redirects,
            auth=_as_asked(self.user, self.password) if self.user else None,
            event_hooks={"request": [_headers_for(_origin(httpx.URL(url)), self.headers)]},
        )


def _headers(lines: Iterable[str], where: str) -> Generator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        name, _, value = (part.strip(" \t") for part in line.partition(":"))
        if name and value and set(name) <= _TOKEN and value.isascii() and value.isprintable():
            yield name, value
        elif line.strip():
            raise SettingsError(f"line {number} is no header", where=where, hint="write NAME: VALUE, one a line")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _headers_for(origin: tuple[str, str, int | None], headers: Mapping[str, str]) -> Callable[[httpx.Request], None]:
    """Return what gives requests to one server their headers, and takes them from those to others."""

    def give(request: httpx.Request) -> None:
        for name, value in headers.items():
            request.headers.pop(name, None)
            if _origin(request.url) == origin:
                request.headers[name] = value

    return give


def _as_asked(user: str, password: str) -> httpx.Auth:
    """Return what proves who asks in the way that the server wants: in digests or plainly."""
    import httpx

    class AsAsked(httpx.Auth):
        requires_response_body = True

        def __init__(self) -> None:
            self._way: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            if self._way is None:
                response = yield request
                if response.status_code != httpx.codes.UNAUTHORIZED:
                    return
                wanted = response.headers.get("www-authenticate", "").lower()
                way = httpx.DigestAuth if wanted.startswith("digest") else httpx.BasicAuth
                self._way = way(user, password)
            yield from self._way.auth_flow(request)

    return AsAsked()
