"""Servers that ask who asks: passwords, digests and headers, from the environment, shown nowhere and sent nowhere else."""

from __future__ import annotations

import base64
import hashlib
import logging
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.request import parse_http_list, parse_keqv_list

import pytest
from click.testing import CliRunner, Result

from iceorg.cli.main import main
from iceorg.errors import SettingsError, StoreError
from iceorg.settings import load_access
from iceorg.store import Access, RemoteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

YES = b'{"head": {}, "boolean": true}'
USER, PASSWORD, TOKEN = "ann", "pass:wörd", "t0ken"


class Gate(ThreadingHTTPServer):
    """Answers yes to those whom it lets in; /elsewhere sends them on to another server."""

    daemon_threads = True

    def __init__(self, wanted: str, lets_in: Callable[[str], bool], elsewhere: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Keeper)
        self.wanted, self.lets_in, self.elsewhere = wanted, lets_in, elsewhere
        self.seen: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Keeper(BaseHTTPRequestHandler):
    server: Gate

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        given = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append(given)
        if self.path == "/elsewhere":
            self._reply(307, b"", Location=self.server.elsewhere)
        elif self.server.lets_in(given.get("authorization", "")):
            self._reply(200, YES)
        else:
            said = f"not {given.get('authorization')} {PASSWORD} {given.get('x-api-key')}".encode()
            self._reply(401, said, **{"WWW-Authenticate": self.server.wanted})

    def _reply(self, status: int, body: bytes, **more: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | more).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Be quiet."""


@contextmanager
def gate(wanted: str, lets_in: Callable[[str], bool], elsewhere: str = "") -> Generator[Gate]:
    """Keep a gate until the block ends."""
    with Gate(wanted, lets_in, elsewhere) as opened:
        thread = Thread(target=opened.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield opened
        finally:
            opened.shutdown()
            thread.join()


def plainly(header: str) -> bool:
    """Whether a name and a password are given plainly."""
    return header == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def in_digests(header: str) -> bool:
    """Whether they are given in digests, as RFC 7616 has it for MD5."""
    if not header.startswith("Digest "):
        return False
    told = parse_keqv_list(parse_http_list(header.removeprefix("Digest ")))

    def digest(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()

    who, what = digest(USER, "iceorg", PASSWORD), digest("POST", told["uri"])
    return told["response"] == digest(who, "n0nce", told["nc"], told["cnonce"], "auth", what)


def by_token(header: str) -> bool:
    """Whether a token is given."""
    return header == f"Bearer {TOKEN}"


WAYS = {
    "plainly": ('Basic realm="iceorg"', plainly, {"ICEORG_USER": USER, "ICEORG_PASSWORD": PASSWORD}),
    "in digests": (
        'Digest realm="iceorg", nonce="n0nce", qop="auth", algorithm=MD5',
        in_digests,
        {"ICEORG_USER": USER, "ICEORG_PASSWORD": PASSWORD},
    ),
    "by a token": ("Bearer", by_token, {"ICEORG_HEADERS": f"Authorization: Bearer {TOKEN}\nX-Other: 1"}),
}


def _ask(url: str, environment: dict[str, str]) -> Result:
    return CliRunner(env=environment).invoke(main, ["query", "ASK {}", "--store", url])


@pytest.mark.parametrize("way", WAYS)
def test_who_asks_is_taken_from_the_environment(way: str) -> None:
    """In the way that the server wants."""
    wanted, lets_in, environment = WAYS[way]
    with gate(wanted, lets_in) as opened:
        result = _ask(opened.url, environment)
    assert (result.stdout, result.exit_code) == ("true", 0), result.stderr


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_says_what_to_give_and_shows_no_secret(way: str, caplog: pytest.LogCaptureFixture) -> None:
    """Even where the server sends back what it was sent, and where everything is logged."""
    caplog.set_level(logging.DEBUG)
    wanted, _, environment = WAYS[way]
    with gate(wanted, lambda _: False) as opened:
        result = _ask(opened.url, environment)
    assert result.exit_code == 3
    assert "answers 401 Unauthorized" in result.stderr
    assert "; give ICEORG_USER and ICEORG_PASSWORD, or ICEORG_HEADERS\n" in result.stderr
    plain = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    secrets = [TOKEN] if "ICEORG_HEADERS" in environment else [PASSWORD, plain]
    assert not [secret for secret in secrets if secret in result.stderr + caplog.text]


def test_nothing_is_told_to_a_server_that_does_not_ask() -> None:
    """A password goes out only after a server has asked for one."""
    with gate("", lambda _: True) as opened:
        assert RemoteStore(opened.url, access=Access(USER, PASSWORD)).query("ASK {}")
    assert "authorization" not in opened.seen[0]


def test_another_server_is_told_nothing() -> None:
    """A server that sends the query on elsewhere does not send what proves who asks."""
    headers = {"Authorization": f"Bearer {TOKEN}", "X-API-Key": "k3y"}
    with gate("", lambda _: True) as other, gate("", lambda _: True, other.url) as opened:
        store = RemoteStore(opened.url.replace("/sparql", "/elsewhere"), access=Access(headers=headers))
        assert store.query("ASK {}")
    assert opened.seen[0]["x-api-key"] == "k3y"
    assert not {"authorization", "x-api-key"} & other.seen[0].keys()


@pytest.mark.parametrize("lines", ["X-Key s3cret", "X Key: s3cret", "X-Key: s3cret\r\nno header", "X-Key: schlüssel"])
def test_what_is_no_header_is_told_without_showing_it(lines: str) -> None:
    """By its line."""
    with pytest.raises(SettingsError, match=r"ICEORG_HEADERS: line \d is no header; write NAME: VALUE") as caught:
        load_access({"ICEORG_HEADERS": lines})
    assert "s3cret" not in str(caught.value)


def test_a_secret_is_not_shown_with_the_object() -> None:
    """Tracebacks and notebooks show objects."""
    assert repr(Access(USER, PASSWORD, {"X-API-Key": TOKEN})) == "Access(user='ann')"


def test_a_store_that_cannot_be_reached_shows_no_secret() -> None:
    """Its address may have a key in it."""
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        RemoteStore("http://127.0.0.1:1/sparql?apikey=s3cret").count()
    assert "s3cret" not in str(caught.value)
