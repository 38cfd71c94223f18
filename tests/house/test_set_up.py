"""The Makefile says in one sentence what a machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OLD = """#!/bin/sh
case "$*" in -V) echo "Python 3.9.2" ;; *version_info*) exit 1 ;; esac
"""
WITHOUT_VENV = """#!/bin/sh
case "$*" in *ensurepip*) echo "No module named ensurepip" >&2; exit 1 ;; esac
"""


@pytest.mark.parametrize(
    ("python", "words"),
    [
        (None, "There is no ./python here: install Python 3.11 or newer"),
        (OLD, "iceorg needs Python 3.11 or newer, and Python 3.9.2 is older"),
        (
            WITHOUT_VENV,
            "Python's venv module is missing: on Debian and Ubuntu, install it with 'apt-get install python3-venv'.",
        ),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, python: str | None, words: str) -> None:
    """Without a Python that will do, set-up stops with one sentence, and makes nothing."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    if python:
        (tmp_path / "python").write_text(python)
        (tmp_path / "python").chmod(0o755)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "run", "PYTHON=./python"]
    done = subprocess.run(command, cwd=tmp_path, env=outside, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout.startswith(words)
    assert done.stdout.count("\n") == 1
    assert not (tmp_path / ".venv").exists()
