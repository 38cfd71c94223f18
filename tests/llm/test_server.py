"""A server asked over the wire: streamed replies, and everything that a server may send instead."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import traceback
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.errors import SettingsError
from iceorg.llm import server as room
from iceorg.llm.answer import LONGEST_REPLY
from iceorg.llm.prompt import prompt
from iceorg.llm.server import MOST_BYTES, Server, Unanswered, connected
from llm.loopback import Manner, events_of, serving
from llm.pages import TRUE, reply_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iceorg.llm import Reply

KEY = "sk-a-secret-that-nobody-may-see"
MESSAGE = "Document 0a1b, part 1 of 1.\n\nPage:\n[0 heading 1] Tide Authority\n"


def ask(manner: Manner, **more: Any) -> Reply:
    """Ask a server that has a manner."""
    with serving(manner) as server, connected(Server(server.url, "tide-7b", **{"retries": 2, **more})) as chat:
        return chat.ask(MESSAGE)


def test_a_streamed_reply_comes_whole() -> None:
    """With the tokens that the server counted."""
    reply = ask(Manner({("", ""): reply_of(*TRUE)}))
    assert reply.text == reply_of(*TRUE)
    assert (reply.tokens_in, reply.tokens_out) == (
        (len(prompt().system) + len(MESSAGE)) // 4,
        len(reply_of(*TRUE)) // 4,
    )


def test_the_request_is_the_prompt_and_the_page() -> None:
    """At temperature 0, with the schema of the answer, to the model that was named."""
    with serving(Manner({("", ""): "{}"})) as server, connected(Server(server.url, "tide-7b")) as chat:
        chat.ask(MESSAGE)
    (asked,) = server.asked
    assert [message["content"] for message in asked["messages"]] == [prompt().system, MESSAGE]
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("tide-7b", 0, True)
    assert asked["response_format"]["json_schema"]["schema"] == prompt().schema


@pytest.mark.parametrize(("form", "kind"), [("json", {"type": "json_object"}), ("text", None)])
def test_a_server_that_takes_no_schema_is_asked_otherwise(form: str, kind: object) -> None:
    """As JSON of any form, or by the prompt alone."""
    with serving(Manner({("", ""): "{}"})) as server, connected(Server(server.url, "m", format=form)) as chat:
        chat.ask(MESSAGE)
    assert server.asked[0].get("response_format") == kind


def test_a_busy_server_is_asked_again() -> None:
    """With growing pauses, until it answers."""
    assert ask(Manner({("", ""): "{}"}, busy=2)).text == "{}"


def test_tokens_are_estimated_where_the_server_counts_none() -> None:
    """At a token for every four letters."""
    reply = ask(Manner({("", ""): "x" * 400}, counts=False))
    assert (reply.tokens_in > 2_000, reply.tokens_out) == (True, 100)


def events(text: str) -> Iterator[bytes]:
    """Yield one event that holds a whole text."""
    yield b"data: " + json.dumps({"choices": [{"index": 0, "delta": {"content": text}}]}).encode() + b"\n\n"


def endless() -> Iterator[bytes]:
    """Yield bytes without an end of line."""
    while True:
        yield b"x" * 100_000


def drops() -> Iterator[bytes]:
    """Yield a stream that goes on and on."""
    while True:
        yield b": still thinking\n\n"


UNANSWERED = {
    "busy for ever": (Manner(busy=99), "the server answers with 503"),
    "broken": (Manner(refuses=500), "the server answers with 500"),
    "unpaid": (Manner(refuses=429), "the server answers with 429: too many requests, or more than is paid for"),
    "moved": (Manner(refuses=301), "the server answers with 301, which names another address"),
    "too long": (Manner(refuses=413, says="large"), "the server refuses the request: 413 large"),
    "no schema": (Manner(refuses=422, says="response_format"), "the server refuses the request: 422 response_format"),
    "no interface": (Manner(raw=lambda: [b"<html>Welcome</html>"] * 3), "the server sent no reply"),
    "broken off": (Manner({("", ""): reply_of(*TRUE)}, breaks_off=True), "the server broke off its reply"),
    "nothing": (Manner(raw=list), "the server sent no reply"),
    "other records": (Manner(raw=lambda: [b"data: [1, 2]\n\n"]), "the server does not speak the chat interface"),
    "half a record": (Manner(raw=lambda: [b"data: {\n\n"]), "the server does not speak the chat interface"),
    "a record of an error": (
        Manner(raw=lambda: [b'data: {"error": {"message": "no"}}\n\n']),
        "the server does not speak the chat interface",
    ),
    "endless": (Manner(raw=endless), f"the server sends more than {MOST_BYTES // 1_000_000} MB"),
    "a record of 50 MB": (
        Manner(raw=lambda: events("x" * 50_000_000)),
        f"the server sends more than {MOST_BYTES // 1_000_000} MB",
    ),
    "slow": (Manner(raw=drops, waits_s=0.05), "the server took longer than 0.5 seconds"),
    "packed": (
        Manner(raw=lambda: [gzip.compress(b"x" * 10_000)], headers={"Content-Encoding": "gzip"}),
        "the server sends packed data, which was not asked for",
    ),
}


@pytest.mark.parametrize(("manner", "reason"), UNANSWERED.values(), ids=UNANSWERED)
def test_what_a_server_sends_instead_is_a_reason(manner: Manner, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Busy, broken, endless, slow, packed, or of another kind: no crash and no half reply."""
    monkeypatch.setattr(room, "MOST_BYTES", MOST_BYTES)
    more = {"timeout_s": 0.5} if manner.waits_s else {}
    with pytest.raises(Unanswered) as caught:
        ask(manner, retries=0 if manner.busy or manner.refuses == 429 else 1, **more)
    assert str(caught.value) == reason


def test_a_reply_that_is_too_long_is_told_so() -> None:
    """It is not kept, and what it was has a reason."""
    reply = ask(Manner(raw=lambda: (event for _ in range(20) for event in events("x" * 100_000))))
    assert (reply.text, reply.fault) == ("", f"it is longer than {LONGEST_REPLY} letters")


def test_a_server_that_is_not_there_is_a_reason() -> None:
    """After it was tried again."""
    with connected(Server("http://127.0.0.1:9/v1", "m", retries=0)) as chat, pytest.raises(Unanswered) as caught:
        chat.ask(MESSAGE)
    assert str(caught.value) == "the server cannot be reached, or broke off"


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_a_server_that_refuses_is_told_to_the_person(status: int) -> None:
    """Key, address or model is wrong, or nothing is paid: asking on helps nobody."""
    with pytest.raises(SettingsError) as caught:
        ask(Manner(refuses=status, says="unknown"))
    assert f"the server refuses: {status} unknown" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("url", ["", "localhost:8080", "file:///etc/passwd"])
def test_an_address_that_is_none_is_told_before_asking(url: str) -> None:
    """With the variable that holds it."""
    with pytest.raises(SettingsError, match="ICEORG_MODEL_URL"), connected(Server(url, "m")):
        pass


def test_the_key_goes_to_the_server_and_nowhere_else() -> None:
    """A server that gives it back, in a refusal or in a reply, gets it into no message, no traceback, no reply."""
    with serving(Manner(refuses=401, says=f"wrong key: {KEY}")) as server:
        try:
            with connected(Server(server.url, "m", KEY)) as chat:
                chat.ask(MESSAGE)
        except SettingsError:
            told = traceback.format_exc()
    assert server.shown == [f"Bearer {KEY}"]
    assert "[key]" in told
    assert KEY not in told + repr(chat) + repr(chat.server)
    assert KEY not in ask(Manner({("", ""): f'{{"things": "{KEY}"}}'}), key=KEY).text


def test_the_key_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Though everything is logged that the client library and what is under it can tell."""
    caplog.set_level("DEBUG")
    with serving(Manner({("", ""): "{}"}, busy=1)) as server:
        url = server.url.replace("//", "//me:my-own-password@")
        with connected(Server(url, "m", KEY)) as chat:
            chat.ask(MESSAGE)
    assert server.shown == [f"Bearer {KEY}"] * 2
    assert len(caplog.records) > 5
    assert [secret for secret in (KEY, "my-own-password") if secret in caplog.text] == []


def test_a_name_and_a_password_in_the_address_are_sent_where_there_is_no_key() -> None:
    """As a browser would send them."""
    with (
        serving(Manner({("", ""): "{}"})) as server,
        connected(Server(server.url.replace("//", "//me:a%40b@"), "m")) as chat,
    ):
        chat.ask(MESSAGE)
    assert server.shown == ["Basic " + base64.b64encode(b"me:a@b").decode()]


def test_a_password_in_the_address_is_not_shown() -> None:
    """Messages name the server without it."""
    with serving(Manner(refuses=404)) as server:
        url = server.url.replace("//", f"//me:{KEY}@")
        with pytest.raises(SettingsError) as caught, connected(Server(url, "m")) as chat:
            chat.ask(MESSAGE)
    assert KEY not in str(caught.value)
    assert server.url in str(caught.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1?api-key=my@secret", "http://me:my@secret@127.0.0.1:9/v1"])
def test_no_secret_of_an_address_is_shown(url: str) -> None:
    """A key in its query, a password with a sign of the address in it."""
    assert Server(url, "m").shown == "http://127.0.0.1:9/v1"


@pytest.mark.parametrize("key", ["sk-“quoted”", "sk-two\nlines"])
def test_a_key_that_no_request_can_carry_is_told_before_asking(key: str) -> None:
    """Without the key."""
    with pytest.raises(SettingsError, match="ICEORG_MODEL_KEY") as caught, connected(Server("http://x/v1", "m", key)):
        pass
    assert key not in str(caught.value)


def test_a_whole_reply_counts_though_its_end_is_not_told() -> None:
    """Some servers say only that the stream is at its end."""
    reply = ask(Manner(raw=lambda: events_of(reply_of(*TRUE), reason=None)))
    assert reply.text == reply_of(*TRUE)


def test_a_proxy_carries_requests_to_a_server_of_plain_http() -> None:
    """It is asked for the server's whole address."""
    with serving(Manner({("", ""): "{}"})) as proxy:
        server = Server("http://models.example/v1", "m", proxy=proxy.url.removesuffix("/v1"))
        with connected(server) as chat:
            assert chat.ask(MESSAGE).text == "{}"
    assert proxy.targets == ["http://models.example/v1/chat/completions"]


def test_a_proxy_sees_neither_key_nor_page_where_the_server_speaks_https() -> None:
    """It is asked for a tunnel; one that refuses is named in the reason, without its password."""
    with serving(Manner()) as proxy:
        over = proxy.url.removesuffix("/v1").replace("//", f"//me:{KEY}@")
        server = Server("https://models.example/v1", "m", KEY, retries=0, proxy=over)
        with connected(server) as chat, pytest.raises(Unanswered) as caught:
            chat.ask(MESSAGE)
    assert (proxy.targets, proxy.asked, proxy.shown) == (["models.example:443"], [], [""])
    assert str(caught.value) == f"the server cannot be reached over the proxy {proxy.url[:-3]}, which refuses"
    assert KEY not in repr(server)


def test_a_proxy_that_is_not_there_is_named_in_the_reason() -> None:
    """The server is not asked without it."""
    server = Server("http://models.example/v1", "m", retries=0, proxy="http://127.0.0.1:9")
    with connected(server) as chat, pytest.raises(Unanswered, match=r"over the proxy http://127\.0\.0\.1:9, or broke"):
        chat.ask(MESSAGE)


@pytest.mark.parametrize("proxy", ["gopher://proxy.example", "proxy.example:3128", "socks5://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_told_before_asking(proxy: str) -> None:
    """With the variables that may name it."""
    with pytest.raises(SettingsError) as caught, connected(Server("http://models.example/v1", "m", proxy=proxy)):
        pass
    assert "HTTPS_PROXY" in str(caught.value)
    assert caught.value.hint


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that only those trust who are told to, with its key in the same file."""
    file = tmp_path_factory.mktemp("authority") / "own.pem"
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    command = [*words.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", "-"]
    made = subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + made.stdout)
    return file


def test_a_certificate_of_ones_own_authority_is_trusted_if_it_is_named(
    authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In SSL_CERT_FILE, as for other programs; else the server is not asked, and the reason says what helps."""
    with serving(Manner({("", ""): "{}"}), certificate=authority) as server:
        with connected(Server(server.url, "m", retries=0)) as chat, pytest.raises(Unanswered, match="SSL_CERT_FILE"):
            chat.ask(MESSAGE)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        with connected(Server(server.url, "m", retries=0)) as chat:
            assert chat.ask(MESSAGE).text == "{}"
    assert len(server.asked) == 1


def test_a_file_of_certificates_that_is_none_is_told_before_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable that names it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(SettingsError, match="SSL_CERT_FILE"), connected(Server("https://models.example/v1", "m")):
        pass
