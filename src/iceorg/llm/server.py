"""A server with the OpenAI-compatible chat interface: llama.cpp, Ollama, vLLM, or a rented one.

The client library speaks the interface, streams, and tries again with growing pauses where a server is busy. What a
server sends is not trusted: it may be endless, packed, slow, or hold the key that it was sent. The key goes to the server
and nowhere else: no message, no reply and no traceback holds it.
"""

from __future__ import annotations

import re
import time
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from iceorg.errors import SettingsError
from iceorg.llm.answer import LONGEST_REPLY, NoAnswer, read_answer
from iceorg.llm.prompt import prompt
from iceorg.llm.replies import Reply, about

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx2
    from openai import OpenAI

MOST_BYTES: Final = 16_000_000
"""Bytes that a reply may take on the wire: streamed in pieces of a word, the longest answer takes a third."""

FORMATS: Final = ("schema", "json", "text")
"""How the form of the answer is asked for: by a JSON schema, as JSON of any form, or in the prompt alone."""

PROXY: Final = "HTTPS_PROXY, HTTP_PROXY or ALL_PROXY"
"""Where a proxy is named."""

_KEY_SHOWN: Final = "[key]"
_LONGEST_MESSAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is asked.

    Args:
        url: The base address of the interface, such as `http://127.0.0.1:8080/v1`.
        model: The model's name.
        key: What the server wants to be shown; local ones want nothing.
        format: One of `FORMATS`.
        timeout_s: Seconds after which a reply that is not complete is given up.
        retries: How often a busy or absent server is tried again, with growing pauses.
        proxy: The proxy over which the server is reached, such as `http://proxy.example:3128`; none if empty.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    format: str = "schema"
    timeout_s: float = 300
    retries: int = 3
    proxy: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The address as messages show it: without a name and a password that it may hold."""
        return _shown(self.url)

    @property
    def over(self) -> str:
        """The proxy as messages name it."""
        return f" over the proxy {_shown(self.proxy)}" if self.proxy else ""


class Unanswered(Exception):  # noqa: N818 - told in the report, not raised to a person
    """A server gave no reply, with the reason.

    Args:
        reason: Why.
        hint: What a person can do about it, if that is known.
        refused: Whether the server is there, and refuses this one request.
    """

    def __init__(self, reason: str, hint: str = "", *, refused: bool = False) -> None:
        super().__init__(reason)
        self.hint, self.refused = hint, refused


def parameters(answer_format: str) -> Mapping[str, Any]:
    """Return what a reply depends on, beside prompt and model."""
    return {"temperature": 0, "format": answer_format}


@dataclass(frozen=True, slots=True)
class Chat:
    """A server that is asked.

    Args:
        server: Which.
        client: The client library's.
    """

    server: Server
    client: OpenAI = field(repr=False)

    def ask(self, message: str) -> Reply:
        """Return the reply to a message, as it came; one that is too long, with that as its fault.

        Raises:
            Unanswered: There is none, at this time.
            SettingsError: The server refuses to answer: the key, the address or the model's name is wrong.
        """
        with self._faults_in_words():
            text, usage, ended = self._streamed(message)
        if not ended and not _is_whole(text):
            raise Unanswered("the server broke off its reply" if text else "the server sent no reply")
        usage = usage or (about(prompt().system + message), about(text))
        shown = _plain(self._without_key(text))
        if len(text) > LONGEST_REPLY:
            return Reply("", *usage, fault=f"it is longer than {LONGEST_REPLY} letters")
        return Reply(shown, *usage)

    def _streamed(self, message: str) -> tuple[str, tuple[int, int] | None, bool]:
        """Return the text of a reply, the tokens of both if the server counts them, and whether it came to its end.

        Where it is too long it ends here.
        """
        pieces: list[str] = []
        letters, usage, ended = 0, None, False
        with self.client.chat.completions.create(**self._request(message)) as stream:
            for chunk in stream:
                if chunk.usage is not None:
                    usage = _count(chunk.usage.prompt_tokens), _count(chunk.usage.completion_tokens)
                piece = (chunk.choices[0].delta.content or "") if chunk.choices else ""
                pieces.append(piece)
                letters += len(piece)
                ended = ended or bool(chunk.choices and chunk.choices[0].finish_reason) or letters > LONGEST_REPLY
                if letters > LONGEST_REPLY:
                    break
        return "".join(pieces), usage, ended

    def _request(self, message: str) -> dict[str, Any]:
        schema = {"name": "answer", "strict": False, "schema": dict(prompt().schema)}
        forms: dict[str, Any] = {
            "schema": {"response_format": {"type": "json_schema", "json_schema": schema}},
            "json": {"response_format": {"type": "json_object"}},
            "text": {},
        }
        return {
            "model": self.server.model,
            "messages": [{"role": "system", "content": prompt().system}, {"role": "user", "content": message}],
            "temperature": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
            **forms[self.server.format],
        }

    @contextmanager
    def _faults_in_words(self) -> Iterator[None]:
        """Tell what went wrong, never with the words of a traceback that might hold the key."""
        import httpx2
        import openai

        try:
            yield
        except openai.APIStatusError as error:
            status = error.status_code
            said = self._without_key(error.message).removeprefix(f"Error code: {status} - ")
            if status in _REFUSALS:
                message = f"the server refuses: {status} {_short(said)}"
                raise SettingsError(message, where=self.server.shown, hint=_REFUSALS[status]) from None
            if status in _NOT_THIS:
                reason = f"the server refuses the request: {status} {_short(said)}"
                raise Unanswered(reason, _NOT_THIS[status], refused=True) from None
            meaning, hint = _MEANINGS.get(status, ("", ""))
            raise Unanswered(f"the server answers with {status}{meaning}", hint) from None
        except openai.APITimeoutError:
            raise Unanswered(f"the server took longer than {self.server.timeout_s:g} seconds") from None
        except openai.APIConnectionError as error:
            raise Unanswered(_cause(error, self.server.over)) from None
        except _TooMuch as error:
            raise Unanswered(str(error)) from None
        except (
            openai.OpenAIError,
            httpx2.HTTPError,
            ValueError,
            TypeError,
            AttributeError,
            LookupError,
            RecursionError,
        ):
            # what a server sends instead of the interface's records comes out of the library as any of these
            raise Unanswered("the server does not speak the chat interface") from None

    def _without_key(self, text: str) -> str:
        return text.replace(self.server.key, _KEY_SHOWN) if self.server.key else text


@contextmanager
def connected(server: Server) -> Iterator[Chat]:
    """Give a server to ask; the connection ends with the block.

    Raises:
        SettingsError: The client library is not installed, or the address is none.
    """
    try:
        import httpx2
        from openai import OpenAI
    except ModuleNotFoundError:
        hint = "install it with pip install 'iceorg[model]', or build from kept replies with --offline"
        raise SettingsError("the client library for language models is not installed", hint=hint) from None
    if not server.url.startswith(("http://", "https://")):
        message = f"{server.shown!r} is no address of a server" if server.url else "no server is named"
        hint = "set ICEORG_MODEL_URL, such as http://127.0.0.1:8080/v1, or build from kept replies with --offline"
        raise SettingsError(message, where="ICEORG_MODEL_URL", hint=hint)
    if not (server.key.isascii() and server.key.isprintable()):
        hint = "copy it anew: there may be a typographic sign or a line break in it"
        raise SettingsError("the key has signs in it that no request can carry", where="ICEORG_MODEL_KEY", hint=hint)
    limits = httpx2.Timeout(server.timeout_s, connect=min(30, server.timeout_s))
    transport = _guarded(_way_to(server), server.timeout_s)
    with httpx2.Client(transport=transport, timeout=limits, trust_env=False, follow_redirects=False) as http:
        # Every header and value that the library would take from the environment is given here instead.
        client = OpenAI(
            api_key=server.key or "none",
            admin_api_key="",
            organization="",
            project="",
            webhook_secret="",
            base_url=_without_user(server.url),
            max_retries=server.retries,
            http_client=http,
            default_headers={"Accept-Encoding": "identity"} | _signed(server),
        )
        yield Chat(server, client)


def _way_to(server: Server) -> httpx2.BaseTransport:
    """Return what carries requests to the server: directly, or over its proxy and no other.

    Whose certificates are trusted is the system's affair, or that of `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    """
    import httpx2

    try:
        return httpx2.HTTPTransport(proxy=server.proxy or None)
    except ImportError:
        hint = "install it with pip install 'httpx2[socks]', or name an http:// proxy"
        raise SettingsError("a SOCKS proxy wants a library that is not installed", where=PROXY, hint=hint) from None
    except (ValueError, httpx2.InvalidURL):
        hint = "write it as http://HOST:PORT, or list the server in NO_PROXY"
        raise SettingsError(f"{_shown(server.proxy)!r} is no address of a proxy", where=PROXY, hint=hint) from None
    except OSError as fault:
        hint = "name a file of certificates in PEM form, or unset the variable"
        raise SettingsError(f"the certificates cannot be read: {fault}", where="SSL_CERT_FILE", hint=hint) from None


class _TooMuch(Exception):  # noqa: N818 - becomes Unanswered
    """A reply is longer, or takes longer, than one may."""


def _guarded(inner: httpx2.BaseTransport, timeout_s: float) -> httpx2.BaseTransport:
    """Return a transport that gives up a response that is endless, packed, or never ends."""
    import httpx2

    class Stream(httpx2.SyncByteStream):
        def __init__(self, stream: httpx2.SyncByteStream) -> None:
            self.stream, self.deadline = stream, time.monotonic() + timeout_s

        def __iter__(self) -> Iterator[bytes]:
            taken = 0
            for piece in self.stream:
                taken += len(piece)
                if taken > MOST_BYTES:
                    raise _TooMuch(f"the server sends more than {MOST_BYTES // 1_000_000} MB")
                if time.monotonic() > self.deadline:
                    raise _TooMuch(f"the server took longer than {timeout_s:g} seconds")
                yield piece

        def close(self) -> None:
            self.stream.close()

    class Transport(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            response = inner.handle_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                response.close()
                raise _TooMuch("the server sends packed data, which was not asked for")
            assert isinstance(response.stream, httpx2.SyncByteStream)
            return httpx2.Response(
                response.status_code,
                headers=response.headers,
                stream=Stream(response.stream),
                extensions=response.extensions,
            )

        def close(self) -> None:
            inner.close()

    return Transport()


_REFUSALS: Final = {
    401: "set ICEORG_MODEL_KEY to the key that the server wants",
    402: "pay the server's owner, or name another server; replies that are kept are not asked for again",
    403: "set ICEORG_MODEL_KEY to a key that may use this model",
    404: "check ICEORG_MODEL_URL (it often ends in /v1) and ICEORG_MODEL",
}
"""What to do where a server refuses: asking again would help nobody."""

_NO_SCHEMA: Final = "the server may not take a JSON schema: try ICEORG_MODEL_FORMAT=json or text"
_TOO_LONG: Final = "the part may be too long for the model's context: give the server a larger one"
_NOT_THIS: Final = {400: f"{_NO_SCHEMA}; or {_TOO_LONG}", 413: _TOO_LONG, 422: _NO_SCHEMA}
"""What to do where a server refuses a request that it might take about another page."""

_MEANINGS: Final = {
    301: (", which names another address", "set ICEORG_MODEL_URL to the address that the server has now"),
    302: (", which names another address", "set ICEORG_MODEL_URL to the address that the server has now"),
    307: (", which names another address", "set ICEORG_MODEL_URL to the address that the server has now"),
    308: (", which names another address", "set ICEORG_MODEL_URL to the address that the server has now"),
    429: (
        ": too many requests, or more than is paid for",
        "build again later, and it goes on from here; or ask the server's owner what is left of your account",
    ),
}
"""What other answers mean, and what to do about them."""


def _cause(error: BaseException, over: str) -> str:
    """Return why there is no connection, or why it broke off."""
    import ssl

    import httpx2

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _TooMuch):
            return str(cause)
        if isinstance(cause, httpx2.ProxyError):
            return f"the server cannot be reached{over}, which refuses"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the server's certificate is not trusted ({cause.verify_message}): name yours in SSL_CERT_FILE"
        cause = cause.__cause__ or cause.__context__
    return f"the server cannot be reached{over}, or broke off"


def _shown(address: str) -> str:
    """Return an address without a name, a password and a query that it may hold: keys stand in each of them.

    >>> _shown("https://me:my@secret@models.example/v1?api-key=secret"), _shown("me:secret@models.example")
    ('https://models.example/v1', 'models.example')
    """
    return re.sub(r"^([^/?#]*//)?[^/?#]*@", r"\1", re.sub(r"[?#].*", "", address, flags=re.DOTALL))


def _without_user(address: str) -> str:
    """Return an address without a name and a password: libraries log the address that they are given.

    >>> _without_user("https://me:my@secret@models.example/v1")
    'https://models.example/v1'
    """
    return re.sub(r"^([^/?#]*//)[^/?#]*@", r"\1", address)


def _signed(server: Server) -> dict[str, str]:
    """Return the header for a name and a password that stand in the address of a server without a key."""
    user, at, _ = server.url.partition("//")[2].partition("/")[0].rpartition("@")
    if not at or server.key:
        return {}
    return {"Authorization": f"Basic {b64encode(unquote(user).encode()).decode()}"}


def _is_whole(text: str) -> bool:
    """Return whether a reply is an answer, though its server does not say that it came to its end."""
    try:
        read_answer(text)
    except NoAnswer:
        return False
    return True


def _count(tokens: object) -> int:
    return tokens if isinstance(tokens, int) and 0 <= tokens < 10**9 else 0


def _short(text: str) -> str:
    """Return the beginning of what a server says, on one line that any terminal shows."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LONGEST_MESSAGE else f"{line[:_LONGEST_MESSAGE]}…"


def _plain(text: str) -> str:
    """Return a text that can be written: halves of characters are replaced."""
    return text.encode("utf-8", "replace").decode()
