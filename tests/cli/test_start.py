"""The start of the command, and its end by a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WAITING = """
import signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from iceorg.pipeline import stages
def wait():
    print("waiting", flush=True)
    time.sleep(60)
stages.load_page = wait
"""
"""Makes a build wait for ever where it has written a part of its result and its second process is at work.

The tests themselves may run under nohup, which hands on that SIGHUP is ignored.
"""

HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""As at a terminal, whatever this run was started by: in the background of a shell Ctrl-C is ignored."""
START = "from iceorg.cli.start import start; start()"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_build_that_is_ended_leaves_nothing_behind(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """No half-written folder, no lock, no traceback of either process."""
    (tmp_path / "page.txt").write_text("The Office of Harbours is part of the Sea Agency.")
    command = [sys.executable, "-c", HEARING + WAITING + START, "build", "page.txt"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, restore_signals=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        assert (tmp_path / ".build.iceorg-new" / "graph.nt").is_file()
        process.send_signal(number)
        told, complaint = process.communicate()
    assert (process.returncode, told, complaint) == (code, "", "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.txt"]


def test_ctrl_c_while_it_is_loading(tmp_path: Path) -> None:
    """Whoever changes their mind at once sees no traceback either."""
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([sys.executable, "-c", START], env=surroundings, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    """Under nohup a build outlives the terminal."""
    program = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\nimport sys; sys.argv = ['iceorg', '--version']\n"
    )
    program += f"try:\n    {START}\nfinally:\n    print(signal.getsignal(signal.SIGHUP).name)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("SIG_IGN\n")
