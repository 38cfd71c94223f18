"""Pages of a million characters that state nothing are read to their end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("long_pages.py")
KILL_S = 300
"""Ends a reading that hangs; each takes less than twenty seconds."""


@pytest.mark.parametrize("kind", ["a word", "a line of words", "a line of sentences", "paragraphs"])
def test_a_long_page_is_read_to_its_end(kind: str) -> None:
    """In a process of its own, killed if it hangs, a page without facts gives none, and a note that says so."""
    environment = os.environ | {"PYTHONPATH": str(SCRIPT.parents[1])}
    command = [sys.executable, str(SCRIPT), kind]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=KILL_S, env=environment).stdout
    length, facts, notes = json.loads(answer)
    assert length > 900_000
    assert facts == []
    assert {"language-not-read", "nothing-found"} & set(notes)
