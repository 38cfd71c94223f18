"""No regular expression of the package hangs on a text, whatever the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).with_name("patterns.py")
KILL_S = 300
"""Ends a pattern that hangs; all of them take some fifteen seconds."""
LINEAR = 8.0
PATTERNS = 250
"""Fewer found would mean that the search has gone blind; there are more."""


@cache
def looked_at() -> tuple[list[list[str | float]], int | None]:
    """Return what a process of its own says of each pattern and text, and how it ended; it is killed if it hangs."""
    environment = os.environ | {"PYTHONPATH": str(SCRIPT.parents[1])}
    with subprocess.Popen([sys.executable, SCRIPT], stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            said, _ = process.communicate(timeout=KILL_S)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
    return [json.loads(line) for line in said.splitlines()], process.returncode


def test_every_pattern_comes_to_its_end() -> None:
    """Searched in 64 KiB of one thing over and over, no pattern hangs; the last line told is of the one that does."""
    told, ended = looked_at()
    assert ended == 0, f"hung or broke on {told[-1:]}"


def test_every_pattern_is_looked_at() -> None:
    """Rules, tables, classes, caches and patterns spelt in calls are found, and each is run on five texts."""
    names = [line[0] for line in looked_at()[0] if len(line) == 3]
    assert len(set(names)) >= PATTERNS
    assert len(names) == 5 * len(set(names))
    rooms = (
        "iceorg.extract.rulebook",
        "iceorg.extract.places",
        "iceorg.query.rows",
        "iceorg.query.words",
        "iceorg.pages",
        "iceorg.publish",
    )
    assert [room for room in rooms if not any(str(name).startswith(room) for name in names)] == []


def test_no_pattern_grows_faster_than_the_text() -> None:
    """Four times the text takes about four times as long, not sixteen times."""
    assert [line for line in looked_at()[0] if len(line) == 3 and float(line[2]) >= LINEAR] == []
