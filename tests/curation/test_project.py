"""Decisions in a project's own folder, data/curation: applied by themselves, told of, and left when that is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PAGE = "Harbour Safety Agency\n\nThe Office of Tides is part of the Harbour Safety Agency. Ada Moss is the Director.\n"
DECIDED = """[[assert]]
subject = "Office of Tides"
predicate = "also called"
object = "Tide Office"
source = "https://harbour.example/orders/7"
author = "Ann Lee"
date = 2026-11-25
reason = "The order says so."

[[suppress]]
person = "Ada Moss"
author = "Ann Lee"
date = 2026-11-25
reason = "She asked."
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a page and two decisions, and the current folder."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "data" / "curation").mkdir(parents=True)
    (tmp_path / "data" / "curation" / "ours.toml").write_text(DECIDED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [*words])


def test_a_build_applies_them_and_says_so(project: Path) -> None:
    """In one line, and in the report with the file that holds them."""
    done = run("build", "letters")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "decided data/curation, what people decided; --no-curation builds without"
    assert "Tide Office" in (project / "build" / "graph.nt").read_text("utf-8")
    assert "From ours.toml. <code>iceorg build --no-curation</code>" in (project / "build" / "report.html").read_text(
        "utf-8"
    )
    assert all(b"Moss" not in path.read_bytes() for path in (project / "build").iterdir())


def test_programs_are_told_where_they_lie(project: Path) -> None:
    """Nothing where none counts."""
    assert json.loads(run("build", "letters", "--json").stdout)["curation"] == "data/curation"
    assert json.loads(run("build", "letters", "--json", "--no-curation").stdout)["curation"] is None


def test_a_build_without_them_is_as_if_there_were_none(project: Path) -> None:
    """To the byte, and no line tells of them."""
    left = run("build", "letters", "--no-curation", "--out", "left")
    assert "decided" not in left.stdout
    (project / "data" / "curation" / "ours.toml").unlink()
    run("build", "letters", "--out", "none")
    for name in ("graph.nt", "report.json", "manifest.json"):
        assert (project / "left" / name).read_bytes() == (project / "none" / name).read_bytes()


def test_found_or_named_they_give_the_same_bytes(project: Path) -> None:
    """A result does not depend on where files lie."""
    run("build", "letters", "--out", "found")
    (project / "data" / "curation").rename(project / "theirs")
    run("build", "letters", "--out", "named", "--curation", "theirs")
    for name in ("graph.nt", "report.json", "report.html", "manifest.json"):
        assert (project / "found" / name).read_bytes() == (project / "named" / name).read_bytes()


def test_other_commands_find_them_too(project: Path) -> None:
    """A check knows who is suppressed, and compares the entry's words; left, they are not at hand."""
    run("build", "letters")
    assert (
        run("check", "--documents", "letters").stderr
        == run("check", "--documents", "letters", "--curation", "data/curation").stderr
    )
    assert "page.txt: not shown" not in run("check", "--documents", "letters").stderr
    assert "page.txt: not shown" in run("check", "--documents", "letters", "--no-curation").stderr


def test_both_options_at_once_are_refused(project: Path) -> None:
    """In whichever order."""
    for words in (("--no-curation", "--curation", "ours.toml"), ("--curation", "ours.toml", "--no-curation")):
        done = run("build", "letters", *words)
        assert done.exit_code == 2
        assert "give one of the two" in done.stderr
    assert not (project / "build").exists()
