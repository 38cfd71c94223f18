"""All parts of all documents asked, once each, and the replies kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.errors import SettingsError, SourceError
from iceorg.llm import Asking, Progress, ask_all
from iceorg.llm.answer import LONGEST_REPLY
from iceorg.llm.prompt import prompt
from llm.loopback import Manner, events_of, serving
from llm.pages import PAGE, TRUE, layout_of, reply_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LAYOUTS = [layout_of(f"{PAGE}\nPage {number}.\n") for number in range(4)]
REPLIES = {("", ""): reply_of(*TRUE)}
REPLY = Manner(REPLIES)


def then_broken(whole: int) -> Callable[[], Iterable[bytes]]:
    """Return what a server sends that answers so many times, and then no more."""
    numbers = count()
    return lambda: events_of(reply_of(*TRUE)) if next(numbers) < whole else [b"data: {\n\n"]


def ask(url: str, folder: Path, **more: Any) -> list[str]:
    """Ask about all pages, and return the fault of each reply, or "read"."""
    replies = ask_all(LAYOUTS, Asking("tide-7b", url, "", folder, **{"timeout_s": 20, **more}))
    return [reply.fault or "read" for layout in LAYOUTS for reply in replies[layout.document.id]]


def test_a_page_is_asked_about_once(tmp_path: Path) -> None:
    """The second run finds the replies of the first."""
    with serving(REPLY) as server:
        assert ask(server.url, tmp_path) == ["read"] * 4
        assert ask(server.url, tmp_path) == ["read"] * 4
    assert len(server.asked) == 4
    assert ask("", tmp_path, offline=True) == ["read"] * 4


def test_many_are_asked_at_once(tmp_path: Path) -> None:
    """No reply comes before another is asked for."""
    together = Barrier(2, timeout=20)

    def after_the_other() -> list[bytes]:
        together.wait()
        return [*events_of(reply_of(*TRUE))]

    with serving(Manner(raw=after_the_other)) as server:
        assert ask(server.url, tmp_path, jobs=2) == ["read"] * 4
    assert len(server.asked) == 4


def test_a_run_that_is_interrupted_waits_for_no_reply(tmp_path: Path) -> None:
    """Though several are under way, and the server takes its time over each."""
    script = tmp_path / "ask.py"
    script.write_text(
        "from pathlib import Path\nfrom llm.test_asking import ask\nimport sys\nask(sys.argv[1], Path(sys.argv[2]), jobs=3, timeout_s=60)\n"
    )
    with serving(Manner(REPLIES, waits_s=30)) as server:
        run = subprocess.Popen(
            [sys.executable, str(script), server.url, str(tmp_path)],
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        deadline = time.monotonic() + 60
        while len(server.asked) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=15) != 0
    assert len(server.asked) == 3


def test_no_more_requests_are_made_than_allowed(tmp_path: Path) -> None:
    """The next run goes on where this one stopped."""
    with serving(REPLY) as server:
        assert ask(server.url, tmp_path, most=3) == ["read"] * 3 + ["--max-requests was reached before it"]
        assert ask(server.url, tmp_path, most=3) == ["read"] * 4
    assert len(server.asked) == 4


def test_offline_nobody_is_asked(tmp_path: Path) -> None:
    """What is not kept is told, and no address is needed."""
    assert ask("", tmp_path, offline=True) == ["no reply is kept, and --offline forbids to ask"] * 4


def test_a_server_that_stops_answering_is_left_alone(tmp_path: Path) -> None:
    """What it answered is kept; after three failures in a row the rest is not tried."""
    with serving(Manner(raw=then_broken(1))) as server:
        broken = "the server does not speak the chat interface"
        layouts = [layout_of(f"{PAGE}\nPage {number}.\n") for number in range(6)]
        replies = ask_all(layouts, Asking("tide-7b", server.url, "", tmp_path))
    faults = [reply.fault for layout in layouts for reply in replies[layout.document.id]]
    assert faults == ["", broken, broken, broken, *["the server had stopped answering"] * 2]
    assert len(server.asked) == 4


def test_pages_that_a_server_refuses_do_not_end_the_asking(tmp_path: Path) -> None:
    """Four that are too long for its context are lines in the report; the one after them is read."""
    with serving(Manner(REPLIES, longest=4_000 + len(prompt().system))) as server:
        texts = [
            PAGE,
            *(f"{PAGE}\nPage {number}.\n" + "Nothing else. " * 400 for number in range(4)),
            f"{PAGE}\nEnd.\n",
        ]
        layouts = [*map(layout_of, texts)]
        replies = ask_all(layouts, Asking("tide-7b", server.url, "", tmp_path))
    faults = [reply.fault for layout in layouts for reply in replies[layout.document.id]]
    assert faults == ["", *["the server refuses the request: 400 context too long"] * 4, ""]


def test_a_reply_that_breaks_off_is_asked_for_again(tmp_path: Path) -> None:
    """It is not kept: the next run has the whole one."""
    with serving(Manner(REPLIES, breaks_off=True)) as server:
        with pytest.raises(SourceError, match="broke off its reply"):
            ask(server.url, tmp_path)
        server.manner = REPLY
        assert ask(server.url, tmp_path) == ["read"] * 4


def test_a_server_that_answers_nothing_at_all_is_told_to_a_person(tmp_path: Path) -> None:
    """It is asked three times."""
    with serving(Manner(raw=then_broken(0))) as server, pytest.raises(SourceError, match="does not speak the chat"):
        ask(server.url, tmp_path)
    assert len(server.asked) == 3


def test_one_failure_among_replies_is_a_line(tmp_path: Path) -> None:
    """The page is asked about again in the next run, the others are not."""
    broken = LAYOUTS[1].document.id
    with serving(REPLY) as server:
        ask(server.url, tmp_path, most=1)
        server.manner = Manner(raw=lambda: [b"data: {\n\n"])
        with pytest.raises(SourceError):
            ask(server.url, tmp_path, most=1)
        server.manner = REPLY
        assert ask(server.url, tmp_path) == ["read"] * 4
    assert sum(broken in asked["messages"][1]["content"] for asked in server.asked) == 2


def test_a_reply_that_is_too_long_is_kept_as_that(tmp_path: Path) -> None:
    """A rebuild has the same line in its report, and does not ask again."""
    with serving(Manner({("", ""): "x" * (LONGEST_REPLY + 1)})) as server:
        assert ask(server.url, tmp_path)[0] == f"it is longer than {LONGEST_REPLY} letters"
    assert ask("", tmp_path, offline=True)[0] == f"it is longer than {LONGEST_REPLY} letters"


def test_progress_tells_pages_tokens_money_and_time(tmp_path: Path) -> None:
    """After every part, of this run's requests."""
    told: list[Progress] = []
    with serving(REPLY) as server:
        ask_all(LAYOUTS, Asking("tide-7b", server.url, "", tmp_path, price=(1, 2)), told.append)
    assert [(one.done, one.total) for one in told] == [(n, 4) for n in range(5)]
    assert told[0].left_s is None
    last = told[-1]
    assert last.tokens_in > 4 * 3_000
    assert last.cost == pytest.approx((last.tokens_in + 2 * last.tokens_out) / 1e6)
    assert last.left_s == 0


def test_what_asking_takes_is_told_before_the_first_request(tmp_path: Path) -> None:
    """Within a tenth of what it takes, for the parts that have no reply; nothing is expected where nobody may be asked."""
    told: list[Progress] = []
    with serving(REPLY) as server:
        ask_all(LAYOUTS[:1], Asking("tide-7b", server.url, "", tmp_path))
        ask_all(LAYOUTS, Asking("tide-7b", server.url, "", tmp_path, price=(1, 0)), told.append)
    before = told[0].expected
    assert before is not None
    assert (before.parts, before.asked, told[0].tokens_in) == (3, 3, 0)
    assert before.tokens_in == pytest.approx(told[-1].tokens_in, rel=0.1)
    assert before.cost == pytest.approx(before.tokens_in / 1e6)
    ask_all(LAYOUTS, Asking("tide-7b", "", "", tmp_path, offline=True), told.append)
    assert told[-1].expected is None


def test_without_the_client_library_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is needed to ask, and not to build from kept replies."""
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(SettingsError, match=r"iceorg\[model\]"):
        ask("http://127.0.0.1:9/v1", tmp_path)
    assert ask("", tmp_path, offline=True)[0].startswith("no reply is kept")
