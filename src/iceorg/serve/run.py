"""The server: who may connect, how long they may take, and how it ends."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from iceorg.errors import SettingsError

if TYPE_CHECKING:
    from starlette.applications import Starlette

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
HOSTS: Final = frozenset({"127.0.0.1", "[::1]", "localhost"})
"""The names of this machine for itself."""
_HEAD_BYTES: Final = 96 << 10
"""More than the longest address and all headers that are not refused for their length."""
_BACKLOG: Final = 128
_HEAD_SECONDS: Final = 10
_CONNECTIONS: Final = 512


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens.

    Args:
        host: A name or a number of this machine; 0.0.0.0 for the whole network.
        port: The port; 0 for any that is free.
    """

    host: str = "127.0.0.1"
    port: int = 7878

    def bind(self) -> socket.socket:
        """Return a socket that listens there.

        Raises:
            SettingsError: Somebody else does, or it is no address of this machine.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.host, self.port))
            listening.listen(_BACKLOG)
        except (OSError, OverflowError) as fault:
            listening.close()
            words = getattr(fault, "strerror", None) or str(fault)
            raise SettingsError(
                f"cannot listen there: {words}", where=f"{self.host}:{self.port}", hint="give another --port"
            ) from None
        return listening


class PunctualProtocol(H11Protocol):
    """HTTP, for clients that send their headers in time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, and give the client some seconds to say what it wants."""
        super().connection_made(transport)
        self._deadline = asyncio.get_running_loop().call_later(_HEAD_SECONDS, self._end_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._deadline.cancel()
        super().connection_lost(exc)

    def _end_if_silent(self) -> None:
        if self.cycle is None:
            self.transport.close()


def listen(app: Starlette, listening: socket.socket) -> None:
    """Serve an application until a signal ends it."""
    make_server(app).run(sockets=[listening])


def make_server(app: Starlette) -> uvicorn.Server:
    """Return a server that is strict with its clients."""
    config = uvicorn.Config(
        app,
        http=PunctualProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_HEAD_BYTES,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)
