"""Work shared with a copy of the process."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iceorg.pipeline.twofold import can_share, shared

HERE = os.getpid()


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.text(max_size=8), max_size=9))
def test_the_answers_are_those_of_one_process_in_the_same_order(words: list[str]) -> None:
    """Whatever the items weigh."""
    assert list(shared(str.upper, words, len)) == [word.upper() for word in words]


def test_about_half_is_worked_out_elsewhere() -> None:
    """By weight, not by number."""
    found = list(shared(lambda _: os.getpid(), [6, 1, 2, 3], int))
    assert len(set(found)) == 2
    assert found.count(found[0]) == 1


def test_what_a_killed_copy_left_undone_is_done_here() -> None:
    """A copy may be killed by a system that is short of memory; a build does not fail for that."""
    assert list(shared(_die_elsewhere, ["a", "b"], len)) == [HERE, HERE]


def test_an_error_is_raised_here() -> None:
    """As if the work had been done here alone."""
    with pytest.raises(ValueError, match="invalid literal"):
        list(shared(int, ["1", "x"], len))


def test_a_process_with_threads_is_not_copied() -> None:
    """Locks that a thread holds would be held for ever in the copy."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert not can_share()
    done.set()
    thread.join()


def _die_elsewhere(_: str) -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()
