"""`iceorg build`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pexpect
import pytest
from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.extract import read_layout
from iceorg.pipeline import readers
from iceorg.settings import data_folder
from iceorg.vocab import org

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from iceorg.model import Layout, Reading

PAGE = "Office of Harbours\n\nThe Office of Harbours is part of the Sea Agency.\n"


def build(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["build", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page in it, and the current one."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_says_what_lies_where(folder: Path) -> None:
    """The last lines say what was read and where chart, graph and report lie."""
    result = build("in", "--out", "out")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("1 document read: ")
    assert [line.split()[1] for line in lines[1:]] == ["out/chart.html", "out/graph.nt", "out/report.html"]
    assert all((folder / line.split()[1]).is_file() for line in lines[1:])


def test_bundled_documents_by_default(folder: Path) -> None:
    """Without paths the five bundled documents are read."""
    assert build().stdout.startswith("5 documents read: ")
    assert (folder / "build" / "graph.nt").stat().st_size > 100_000


def test_as_json(folder: Path) -> None:
    """`--json` says the same to programs."""
    told = json.loads(build("in", "--json").stdout)
    assert told["documents"] == 1
    assert told["graph"] == "build/graph.nt"
    assert told["facts"] > 0


def test_json_lists_what_is_wrong(folder: Path) -> None:
    """A program gets every problem with its kind, place and hint, files that were not read among them."""
    (folder / "in" / "empty.txt").touch()
    told = json.loads(build("in", "--json").stdout)
    assert told["refused"] == 1
    assert told["problems"][0]["code"] == "empty"
    assert set(told["problems"][0]) == {"severity", "code", "where", "message", "hint"}


@pytest.mark.parametrize(("flags", "code"), [([], 0), (["--strict"], 1)])
def test_file_that_is_not_read(folder: Path, flags: list[str], code: int) -> None:
    """A file that is not read is named with the reason; only `--strict` makes that a failure."""
    (folder / "in" / "empty.txt").touch()
    result = build("in", *flags)
    assert result.exit_code == code
    assert "warning: empty.txt: not read: " in result.stderr
    assert "1 document read, 1 file not read" in result.stdout


def test_broken_promise_is_a_problem_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that refuses its own graph exits with 1, says what is wrong, and leaves nothing behind."""

    def untyped(layout: Layout) -> Reading:
        reading = read_layout(layout)
        return replace(reading, claims=tuple(c for c in reading.claims if c.object != org.OrganizationalUnit))

    monkeypatch.setattr(readers, "read_layout", untyped)
    result = build("in")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: claim: ")
    assert "orphan-claim" in result.stderr
    assert [entry.name for entry in folder.iterdir()] == ["in"]


def test_settings_file_is_read(folder: Path) -> None:
    """The result folder of `iceorg.toml` is used, unless a flag names another."""
    (folder / "iceorg.toml").write_text('out = "from-file"\n')
    build("in")
    build("in", "--out", "from-flag")
    assert (folder / "from-file" / "graph.nt").read_bytes() == (folder / "from-flag" / "graph.nt").read_bytes()


def test_base_of_iris(folder: Path) -> None:
    """The base of IRIs is a setting."""
    (folder / "iceorg.toml").write_text('base = "https://example.org/sea/"\n')
    assert build("in").exit_code == 0
    assert b"<https://example.org/sea/" in (folder / "build" / "graph.nt").read_bytes()
    assert b"w3id.org/iceorg/id/" not in (folder / "build" / "graph.nt").read_bytes()


def test_five_documents_are_bundled() -> None:
    """The bundled documents and what is known of them are there."""
    assert len(list((data_folder() / "documents").glob("*.txt"))) == 5
    assert (data_folder() / "documents" / "sources.toml").is_file()


def test_a_page_that_is_not_read_is_told_of(folder: Path) -> None:
    """On standard error, in report.json and in report.html stands which page gave nothing, and that is no fault."""
    (folder / "song.txt").write_text("The tide went out, the tide came in,\nand nobody kept the score.\n")
    result = build("song.txt", "--out", "songs", "--strict")
    assert result.exit_code == 0
    assert "note: song.txt: nothing was found in it" in result.stderr
    for name in ("report.json", "report.html"):
        assert "nothing-found" in (folder / "songs" / name).read_text()


def test_a_terminal_shows_how_far_the_reading_is(tmp_path: Path) -> None:
    """How many of how many documents are read, how many in a second, and how long the others will take."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"The Gate {number} Office reports to the Director.\n", "utf-8")
    command = [
        "-c",
        "from iceorg.cli.start import start; start()",
        "build",
        str(tmp_path),
        "--out",
        str(tmp_path / "out"),
    ]
    terminal = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
    terminal.expect(r"Reading documents.* 20/20 .*\d\.\d a second")
    terminal.expect("20 documents read")
    terminal.expect(pexpect.EOF)
