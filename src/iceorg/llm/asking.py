"""All parts of all documents asked, or found in the folder of replies."""

from __future__ import annotations

import time
from collections import defaultdict
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import SourceError
from iceorg.llm.prompt import prompt, user_message
from iceorg.llm.replies import Replies, Reply, Request, about
from iceorg.llm.server import Server, Unanswered, connected, parameters
from iceorg.llm.windows import windows
from iceorg.model import Agent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from iceorg.llm.server import Chat
    from iceorg.llm.windows import Window
    from iceorg.model import Document, DocumentId, Layout

PATIENCE: Final = 3
"""How many requests in a row may fail before the rest is not asked: the server is gone."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a language model is asked.

    Args:
        model: Its name, which every claim bears.
        url: The base address of the server; nothing, if all replies are kept.
        key: What the server wants to be shown.
        replies: The folder of replies.
        offline: Whether nobody may be asked.
        most: How many requests may be made; None for as many as it takes.
        jobs: How many are made at once.
        format: How the form of the answer is asked for.
        timeout_s: Seconds after which a reply that is not complete is given up.
        accept: Whether proved facts that nothing speaks against are asserted; if not, all are suggested.
        price: What a million tokens of requests and of replies cost, if that is to be told.
        proxy: The proxy over which the server is reached; none if empty.
    """

    model: str
    url: str = ""
    key: str = field(default="", repr=False)
    replies: Path = Path("model-replies")
    offline: bool = False
    most: int | None = None
    jobs: int = 1
    format: str = "schema"
    timeout_s: float = 300
    accept: bool = True
    price: tuple[float, float] | None = None
    proxy: str = field(default="", repr=False)

    @property
    def agent(self) -> Agent:
        """The model with its prompt, as claims have it."""
        return Agent(self.model, prompt().sha256)

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """Return what tokens cost; None if no price is set.

        >>> Asking("tide-7b", price=(0.5, 2)).cost(1_000_000, 500_000)
        1.5
        """
        return None if self.price is None else (tokens_in * self.price[0] + tokens_out * self.price[1]) / 1_000_000


ANSWERED: Final = 3.5
"""Tokens of an answer for each token of the part that it is about: the mean of the recorded replies, of 1 to 8 each."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What it takes to ask about all parts that have no reply yet, as far as that can be told beforehand.

    Args:
        parts: How many there are.
        asked: How many of them this run may ask about.
        tokens_in: About how many tokens the requests about all of them have.
        tokens_out: About how many their replies will have.
        cost: What that comes to, if a price is set.
    """

    parts: int
    asked: int
    tokens_in: int
    tokens_out: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the asking is.

    Args:
        done: How many parts have a reply, or never will.
        total: How many parts there are.
        tokens_in: The tokens of the requests made in this run.
        tokens_out: The tokens of their replies.
        cost: What they cost, if a price is set.
        left_s: Seconds until all are asked, by the pace so far; None before the first reply.
        expected: What was to be expected before the first request; None where nobody may be asked.
    """

    done: int
    total: int
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    left_s: float | None = None
    expected: Expected | None = None


def expected(requests: Sequence[Request], asking: Asking) -> Expected | None:
    """Return what it takes to ask; None where nobody may be asked.

    Args:
        requests: Those that have no reply yet.
        asking: How the model is asked.
    """
    if asking.offline:
        return None
    parts = len(requests)
    sent = parts * about(prompt().system) + sum(about(request.message) for request in requests)
    answered = round(ANSWERED * sum(about(request.message) for request in requests))
    return Expected(
        parts, min(parts, parts if asking.most is None else asking.most), sent, answered, asking.cost(sent, answered)
    )


def request_for(document: Document, window: Window, asking: Asking) -> Request:
    """Return the request that one part of a document takes."""
    message = user_message(document, window)
    told = document.sha256, window.number, window.of, prompt().sha256, asking.model, parameters(asking.format)
    return Request(*told, message)


def ask_all(
    layouts: Iterable[Layout], asking: Asking, progress: Callable[[Progress], None] | None = None
) -> Mapping[DocumentId, tuple[Reply, ...]]:
    """Return the replies for every document, in the order of its parts; a part without one has its reason.

    Every reply is kept as soon as it is there: a run that is killed goes on where it was.

    Args:
        layouts: The documents.
        asking: How the model is asked.
        progress: Told after every part.

    Raises:
        SourceError: The server answers nothing at all.
        SettingsError: The server refuses, or is none.
        StoreError: A kept reply cannot be read, or a new one cannot be kept.
    """
    wanted = [
        (layout.document.id, request_for(layout.document, window, asking))
        for layout in layouts
        for window in windows(layout)
    ]
    kept = Replies(asking.replies)
    found = [kept.find(request) for _, request in wanted]
    missing = [number for number, reply in enumerate(found) if reply is None]
    ahead = expected([wanted[number][1] for number in missing], asking)
    tally = _Tally(asking, len(wanted), len(wanted) - len(missing), progress, ahead)
    tally.tell()
    for number, reply in _asked([(number, wanted[number][1]) for number in missing], asking, kept, tally):
        found[number] = reply
    by_document: dict[DocumentId, list[Reply]] = defaultdict(list)
    for (document, _), answer in zip(wanted, found, strict=True):
        assert answer is not None
        by_document[document].append(answer)
    return {document: tuple(replies) for document, replies in by_document.items()}


def _asked(
    missing: list[tuple[int, Request]], asking: Asking, kept: Replies, tally: _Tally
) -> Iterator[tuple[int, Reply]]:
    """Yield a reply for every request that has none, or the reason why it gets none."""
    allowed = 0 if asking.offline else len(missing) if asking.most is None else asking.most
    reason = (
        "no reply is kept, and --offline forbids to ask" if asking.offline else "--max-requests was reached before it"
    )
    for number, _ in missing[allowed:]:
        yield number, tally.skipped(reason)
    if not missing[:allowed]:
        return
    server = Server(asking.url, asking.model, asking.key, asking.format, asking.timeout_s, proxy=asking.proxy)
    with connected(server) as chat:
        yield from _through(missing[:allowed], chat, _Aside() if asking.jobs > 1 else _Here(), kept, tally)


def _through(
    waiting: list[tuple[int, Request]], chat: Chat, workers: Executor, kept: Replies, tally: _Tally
) -> Iterator[tuple[int, Reply]]:
    """Ask as many at once as may be; stop asking where the server is gone."""
    under_way: dict[Future[Reply], tuple[int, Request]] = {}
    queue = iter(waiting)
    while True:
        while len(under_way) < tally.asking.jobs and (entry := next(queue, None)) is not None:
            if tally.is_gone:
                yield entry[0], tally.skipped("the server had stopped answering")
                continue
            under_way[workers.submit(chat.ask, entry[1].message)] = entry
        if not under_way:
            tally.ended(chat.server.shown)
            return
        for done in wait(under_way, return_when=FIRST_COMPLETED).done:
            number, request = under_way.pop(done)
            try:
                reply = done.result()
            except Unanswered as reason:
                yield number, tally.unanswered(reason)
            else:
                yield number, tally.answered(kept.keep(request, reply))


class _Here(Executor):
    """Does its work at once, in the thread that asks for it: one request at a time needs no other."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what is done already."""
        future: Future[Any] = Future()
        _fulfil(future, partial(fn, *args, **kwargs))
        return future


class _Aside(Executor):
    """Does each work in a thread of its own, for which nobody waits who is interrupted: a server may take minutes."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return what will be done."""
        future: Future[Any] = Future()
        Thread(target=_fulfil, args=(future, partial(fn, *args, **kwargs)), daemon=True).start()
        return future


def _fulfil(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001 - whoever takes the result gets it
        future.set_exception(error)


@dataclass(slots=True)
class _Tally:
    """What this run has asked so far."""

    asking: Asking
    total: int
    done: int
    progress: Callable[[Progress], None] | None
    ahead: Expected | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    replies: int = 0
    failures: int = 0
    reason: Unanswered = field(default_factory=lambda: Unanswered(""))
    began: float = field(default_factory=time.monotonic)

    @property
    def is_gone(self) -> bool:
        """Whether the server has failed so often in a row that it is not asked again."""
        return self.failures >= PATIENCE

    def answered(self, reply: Reply) -> Reply:
        self.failures = 0
        self.replies += 1
        self.tokens_in += reply.tokens_in
        self.tokens_out += reply.tokens_out
        return self._counted(reply)

    def unanswered(self, reason: Unanswered) -> Reply:
        self.failures += not (reason.refused and self.replies)  # pages too long for it do not make a server gone
        self.reason = reason
        return self._counted(Reply("", fault=str(reason)))

    def ended(self, url: str) -> None:
        """Tell a person, rather than a report, that a server answered nothing at all."""
        if self.failures and not self.replies:
            hint = "start the server, or check ICEORG_MODEL_URL; replies that are kept are not asked for again"
            raise SourceError(str(self.reason), where=url, hint=self.reason.hint or hint)

    def skipped(self, reason: str) -> Reply:
        return self._counted(Reply("", fault=reason))

    def _counted(self, reply: Reply) -> Reply:
        self.done += 1
        self.tell()
        return reply

    def tell(self) -> None:
        if self.progress is None:
            return
        pace = (time.monotonic() - self.began) / self.replies if self.replies else None
        left = None if pace is None else pace * (self.total - self.done)
        cost = self.asking.cost(self.tokens_in, self.tokens_out)
        self.progress(Progress(self.done, self.total, self.tokens_in, self.tokens_out, cost, left, self.ahead))
