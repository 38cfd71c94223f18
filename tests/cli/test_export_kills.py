"""An export or a site that is killed while it is written: the former one stays whole, or the new one is; real kills."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

import iceorg

MOMENTS = Random(7)  # noqa: S311 - the same every time
KILLS = int(os.environ.get("ICEORG_TEST_KILLS", "4"))
COMMAND = str(Path(sys.executable).with_name("iceorg"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two results that differ, and what is made of each."""
    for name in ("Tides", "Reefs"):
        (tmp_path / f"{name}.txt").write_text(f"The Office of {name} reports to the Director of Waters.\n", "utf-8")
        iceorg.build([tmp_path / f"{name}.txt"], tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("form", ["turtle", "csv"])
def test_an_export_that_is_killed_leaves_one_file_whole(home: Path, form: str) -> None:
    """The one before or the one after, at whatever moment."""
    whole = {made(home, "export", form, "-o", "file", "--graph", name) for name in ("Reefs", "Tides")}
    for number in range(KILLS):
        killed(home, "export", form, "-o", "file", "--graph", ("Reefs", "Tides")[number % 2])
        assert contents(home / "file") in whole


def test_a_site_that_is_killed_leaves_one_site_whole(home: Path) -> None:
    """With none of its pages from the other."""
    whole = {made(home, "publish", "file", "--graph", name) for name in ("Reefs", "Tides")}
    for number in range(KILLS):
        killed(home, "publish", "file", "--graph", ("Reefs", "Tides")[number % 2])
        assert contents(home / "file") in whole


def made(home: Path, *arguments: str) -> tuple[tuple[str, bytes], ...]:
    """Return what a command leaves that is not disturbed."""
    subprocess.run([COMMAND, *arguments], cwd=home, check=True, capture_output=True)
    return contents(home / "file")


def killed(home: Path, *arguments: str) -> None:
    """Begin a command, and kill it and its helpers at some moment."""
    pipe = subprocess.DEVNULL
    with subprocess.Popen([COMMAND, *arguments], cwd=home, stdout=pipe, stderr=pipe, process_group=0) as process:
        time.sleep(MOMENTS.uniform(0, 1.2))
        os.killpg(process.pid, 9)


def contents(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Return all that lies in a folder, or in a file."""
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return tuple((str(file.relative_to(path)), file.read_bytes()) for file in files)
