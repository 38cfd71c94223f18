"""Same input, same bytes: whatever the seed, the time zone, the locale, the order, the folder or the workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from eval.building import DOCUMENTS, NAMES

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = (sys.executable, "-c", "from iceorg.cli.main import main; main()", "build")
OUTPUTS = {"graph.nt", "graph.ttl", "graph.jsonld", "chart.html", "report.json", "report.html", "manifest.json"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a build must not depend on."""

    hash_seed: str
    time_zone: str
    locale: dict[str, str]
    folder: str
    backwards: bool
    jobs: str
    umask: int


THERE = [
    Surroundings("1", "Pacific/Auckland", {"LC_ALL": "C"}, "one", backwards=False, jobs="1", umask=0o022),
    Surroundings("2", "America/Los_Angeles", {"LC_ALL": "C.UTF-8"}, "another", backwards=True, jobs="2", umask=0o022),
    Surroundings(
        "4711",
        "America/St_Johns",
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        "some where \N{LATIN SMALL LETTER E WITH ACUTE}lse/deep",
        backwards=True,
        jobs="2",
        umask=0o077,
    ),
    Surroundings("0", "UTC", {"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE"}, "z", backwards=True, jobs="1", umask=0o022),
    Surroundings("31337", "Asia/Kathmandu", {"LC_ALL": "C.UTF-8"}, "one/more", backwards=False, jobs="2", umask=0o027),
]


def built_in(given: Surroundings, tmp_path: Path) -> dict[str, bytes]:
    """Return every output of a build of copies of the five documents in such surroundings."""
    home = tmp_path / given.folder
    documents = home / "documents"
    documents.mkdir(parents=True)
    names = sorted(NAMES, reverse=given.backwards)
    for name in [*names, "sources.toml"]:
        shutil.copyfile(DOCUMENTS / name, documents / name)
    paths = [str(documents / name) for name in names]
    environment = os.environ | given.locale | {"PYTHONHASHSEED": given.hash_seed, "TZ": given.time_zone}
    command = [*COMMAND, *paths, "--out", str(home / "out"), "--jobs", given.jobs]
    done = subprocess.run(command, check=False, capture_output=True, cwd=home, env=environment, umask=given.umask)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return {path.name: path.read_bytes() for path in (home / "out").iterdir()}


@pytest.fixture(scope="module")
def here(built: Path) -> dict[str, bytes]:
    """The outputs of a build in this very process."""
    return {path.name: path.read_bytes() for path in built.iterdir()}


def test_a_build_leaves_every_output_behind(here: dict[str, bytes]) -> None:
    """What is compared is all that design.md section 3 names, and none of it is empty."""
    assert here.keys() == OUTPUTS
    assert all(here.values())


@pytest.mark.parametrize("there", THERE, ids=lambda there: there.time_zone)
def test_every_output_has_the_same_bytes_in_other_surroundings(
    here: dict[str, bytes], there: Surroundings, tmp_path: Path
) -> None:
    """Two people who build the same documents can compare their results with cmp."""
    elsewhere = built_in(there, tmp_path)
    assert {name for name in here if elsewhere.get(name) != here[name]} == set()
    assert elsewhere.keys() == here.keys()
