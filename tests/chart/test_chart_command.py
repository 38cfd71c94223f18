"""`iceorg chart`: the page of a result folder, to a file or to standard output."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from chart_builders import harbour, harbour_text, page_blocks
from iceorg.chart import render_chart
from iceorg.cli.main import main
from iceorg.graph import dump_ntriples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A result folder with the Harbour Service."""
    folder = tmp_path / "result"
    folder.mkdir()
    graph = dump_ntriples(harbour())
    manifest = {"outputs": {"graph.nt": {"sha256": hashlib.sha256(graph).hexdigest()}}, "triples": graph.count(b"\n")}
    (folder / "graph.nt").write_bytes(graph)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["chart", *arguments])


def test_the_page_goes_to_a_file(folder: Path, tmp_path: Path) -> None:
    """And standard output stays empty."""
    file = tmp_path / "chart.html"
    result = run("--graph", str(folder), "-o", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert file.read_bytes() == render_chart(harbour()).encode()


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_the_page_goes_to_standard_output(folder: Path, output: tuple[str, ...]) -> None:
    """The same bytes, when piped or when asked for."""
    result = run("--graph", str(folder), "--title", "A <b>title</b>", *output)
    assert result.exit_code == 0
    assert result.stdout_bytes == render_chart(harbour(), title="A <b>title</b>").encode()


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_without_a_result_is_said_to_be_so(tmp_path: Path, name: str) -> None:
    """In words, with exit code 3 and no page."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    file = tmp_path / "chart.html"
    result = run("--graph", str(tmp_path / name), "-o", str(file))
    assert result.exit_code == 3
    assert name in result.stderr
    assert not file.exists()


def test_a_date_is_the_one_shown_at_first(folder: Path) -> None:
    """A month or a year is its last day: what its documents say counts."""
    page = run("--graph", str(folder), "--as-of", "February 2016").stdout
    assert page == render_chart(harbour(), as_of="2016-02-29")
    assert '"asOf":"2016-02-29"' in page


@pytest.mark.parametrize("date", ["soon", "2016-13", "31 February 2016"])
def test_what_is_no_date_is_refused(folder: Path, date: str) -> None:
    """In words, with what a date looks like."""
    result = run("--graph", str(folder), "--as-of", date)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{date!r} is no date: give a day, a month or a year" in result.stderr


def test_the_texts_of_documents_are_on_the_page(folder: Path, tmp_path: Path) -> None:
    """Found by their digest, wherever they lie; the texts of other documents are left out."""
    (tmp_path / "moved.txt").write_text(harbour_text(), encoding="utf-8")
    (tmp_path / "other.txt").write_text("Nothing to do with it.", encoding="utf-8")
    without = page_blocks(run("--graph", str(folder)).stdout)["texts"]
    with_text = page_blocks(run("--graph", str(folder), "--documents", str(tmp_path)).stdout)["texts"]
    assert [text["text"] for text in without] == [None]
    assert [text["text"] for text in with_text] == [harbour_text()]
