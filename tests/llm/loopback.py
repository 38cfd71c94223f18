"""A server with the chat interface on a port of this machine, for tests: it streams replies that tests give it.

It answers by the document that a request names, and misbehaves where a test asks it to. It keeps what it was asked.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

PIECE = 40
"""Letters of one event of a stream, if the reply is of ordinary length."""
MOST_PIECES = 1_000
"""Events of a stream at the most: a reply of a million letters comes in larger pieces."""


@dataclass
class Manner:
    """How the server answers.

    Args:
        replies: The reply for each document, by its id and part ("1 of 1"); "" for all others.
        busy: How many times it says that it is busy before it answers.
        refuses: The status with which it refuses every request.
        longest: Letters of the longest request that it takes; 0 for any.
        says: What it says where it refuses.
        breaks_off: Whether it breaks off in the middle of the stream.
        waits_s: Seconds that it waits between two events.
        raw: Bytes that it sends instead of a stream.
        headers: Further headers.
        counts: Whether it counts tokens.
    """

    replies: Mapping[tuple[str, str], str] = field(default_factory=dict)
    busy: int = 0
    refuses: int = 0
    longest: int = 0
    says: str = "no"
    breaks_off: bool = False
    waits_s: float = 0
    raw: Callable[[], Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    counts: bool = True


class ModelServer(ThreadingHTTPServer):
    """Answers POST /v1/chat/completions."""

    daemon_threads = True

    def __init__(self, manner: Manner) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.manner = manner
        self.asked: list[dict[str, Any]] = []
        self.shown: list[str] = []
        """The keys that it was shown."""
        self.targets: list[str] = []
        """What it was asked for: a path, or a whole address by those who take it for a proxy."""
        self.closing = Event()

    @property
    def url(self) -> str:
        """Its base address."""
        kind = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return f"{kind}://127.0.0.1:{self.server_port}/v1"

    def certify(self, certificate: Path) -> None:
        """Speak TLS from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that does not trust the certificate goes away."""

    def reply_to(self, request: Mapping[str, Any]) -> str:
        """Return the reply to a request."""
        told = re.match(r"Document (\w+), part (\d+ of \d+)\.", request["messages"][1]["content"])
        assert told is not None
        return self.manner.replies.get((told[1], told[2]), self.manner.replies.get(("", ""), ""))


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_CONNECT(self) -> None:
        """Refuse to be a tunnel."""
        self.server.targets.append(self.path)
        self.server.shown.append(self.headers.get("Authorization", ""))
        self._whole(403, {})

    def do_POST(self) -> None:
        self.server.targets.append(self.path)
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(request)
        self.server.shown.append(self.headers.get("Authorization", ""))
        manner = self.server.manner
        if manner.busy:
            manner.busy -= 1
            self._whole(503, {"error": {"message": "busy"}}, {"Retry-After-Ms": "1"})
        elif manner.refuses:
            self._whole(manner.refuses, {"error": {"message": manner.says}})
        elif 0 < manner.longest < sum(len(message["content"]) for message in request["messages"]):
            self._whole(400, {"error": {"message": "context too long"}})
        else:
            self._streamed(request)

    def _whole(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _streamed(self, request: Mapping[str, Any]) -> None:
        manner = self.server.manner
        self.send_response(200)
        for name, value in {"Content-Type": "text/event-stream", **manner.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in manner.raw() if manner.raw is not None else self._events(request):
                self.wfile.write(piece)
                if self.server.closing.wait(manner.waits_s) if manner.waits_s else False:
                    return
        except (BrokenPipeError, ConnectionResetError):
            return

    def _events(self, request: Mapping[str, Any]) -> Generator[bytes]:
        text, manner = self.server.reply_to(request), self.server.manner
        common = {"id": "r1", "object": "chat.completion.chunk", "created": int(time.time()), "model": request["model"]}
        size = max(PIECE, len(text) // MOST_PIECES)
        for at in range(0, len(text), size):
            if manner.breaks_off and at > len(text) // 2:
                return
            choice = {"index": 0, "delta": {"content": text[at : at + size]}, "finish_reason": None}
            yield _event(common | {"choices": [choice]})
        yield _event(common | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        if manner.counts and request.get("stream_options", {}).get("include_usage"):
            letters = sum(len(message["content"]) for message in request["messages"])
            usage = {"prompt_tokens": letters // 4, "completion_tokens": len(text) // 4, "total_tokens": 0}
            yield _event(common | {"choices": [], "usage": usage})
        yield b"data: [DONE]\n\n"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


def events_of(text: str, reason: str | None = "stop") -> Generator[bytes]:
    """Yield a whole reply as a stream of one event, with why it ended."""
    yield _event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]})
    yield b"data: [DONE]\n\n"


def _event(record: object) -> bytes:
    return b"data: " + json.dumps(record).encode() + b"\n\n"


@contextmanager
def serving(manner: Manner, certificate: Path | None = None) -> Generator[ModelServer]:
    """Give a server that answers, over TLS if it has a certificate with its key; it stops with the block."""
    server = ModelServer(manner)
    if certificate:
        server.certify(certificate)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
