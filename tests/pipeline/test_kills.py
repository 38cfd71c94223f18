"""A build that is killed, or whose disk is full, leaves the former result whole, or the new one: real processes, real kills."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

import iceorg
from iceorg.model import Literal
from iceorg.store import find_damage

PAGES = {
    "one": "The Office of Tides reports to the Director of Waters.\n",
    "two": "The Office of Reefs reports to the Director of Waters.\n",
}
MOMENTS = Random(5)  # noqa: S311 - the same every time
KILLS = int(os.environ.get("ICEORG_TEST_KILLS", "12"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two documents, and the result of the first."""
    for name, text in PAGES.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    iceorg.build([tmp_path / "one.txt"], tmp_path / "out")
    return tmp_path


def begun(home: Path, name: str, limit: str = "unlimited") -> subprocess.Popen[str]:
    """Begin a build of one document into the result folder; no file may grow beyond a limit, in kB."""
    command = f'ulimit -f {limit}; exec "$0" build {name}.txt --out out'
    line = ["bash", "-c", command, str(Path(sys.executable).with_name("iceorg"))]
    pipe = subprocess.PIPE
    return subprocess.Popen(line, cwd=home, stdout=pipe, stderr=pipe, text=True, process_group=0)


def offices(home: Path) -> set[str]:
    """Return the offices of the result, which must be whole."""
    files, damage = find_damage(home / "out")
    assert (len(files), damage) == (7, ())
    rows = iceorg.open_graph(home / "out").query(
        "SELECT ?name { ?unit a org:OrganizationalUnit ; skos:prefLabel ?name }"
    )
    return {name.value for (name,) in rows if isinstance(name, Literal)}


def test_a_build_that_is_killed_leaves_one_result_whole(home: Path) -> None:
    """At whatever moment between its first and its last step; the next build goes through and clears up."""
    for number in range(KILLS):
        build = begun(home, ("one", "two")[number % 2])
        time.sleep(MOMENTS.uniform(0, 1.2))
        os.killpg(build.pid, 9)
        build.communicate()
        assert offices(home) in ({"Office of Tides"}, {"Office of Reefs"})
    assert begun(home, "two").communicate()[1] == ""
    assert offices(home) == {"Office of Reefs"}
    assert sorted(path.name for path in home.iterdir()) == ["one.txt", "out", "two.txt"]


def test_a_disk_that_takes_no_more_is_said_in_words(home: Path) -> None:
    """The former result stays, nothing lies beside it, and the exit code is that of a store that cannot be used."""
    build = begun(home, "two", "20")
    _, said = build.communicate()
    assert build.returncode == 3
    assert said.startswith("Error: out: ")
    assert "Traceback" not in said
    assert offices(home) == {"Office of Tides"}
    assert sorted(path.name for path in home.iterdir()) == ["one.txt", "out", "two.txt"]
