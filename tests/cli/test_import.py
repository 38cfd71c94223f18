"""`iceorg import`: what was exported is read back to the same graph, or refused in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from builders import lake_resolution
from iceorg.cli.main import main
from iceorg.export import EXPORTERS, Exporter, export_graph
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore, read_result

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = dump_ntriples(to_triples(lake_resolution()))
WHOLE = [one for one in EXPORTERS if not one.loses]
PARTS = [one for one in EXPORTERS if one.loses]


def exported(one: Exporter, folder: Path) -> str:
    """Write the invented agency in a format; return the file's name."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(GRAPH)
    export_graph(store, one.name, stream)
    file = folder / f"graph{one.suffix}"
    file.write_bytes(stream.getvalue())
    return str(file)


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["import", *arguments])


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: one.name)
def test_an_export_is_read_back_to_the_same_graph(one: Exporter, tmp_path: Path) -> None:
    """Its format is known by the file's name, and the folder is one that other commands open."""
    result = run(exported(one, tmp_path), "--out", str(tmp_path / "copy"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert read_result(tmp_path / "copy") == GRAPH
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["graph.nt", "manifest.json"]


@pytest.mark.parametrize("one", PARTS, ids=lambda one: one.name)
def test_a_format_that_keeps_a_part_is_refused(one: Exporter, tmp_path: Path) -> None:
    """With what it loses, and what to import instead; nothing is written."""
    result = run(exported(one, tmp_path), "--out", str(tmp_path / "copy"))
    assert result.exit_code == 3
    assert f"it loses {one.loses}" in result.stderr
    assert "import one of turtle" in result.stderr
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("graph.ttl", "id:a a", "cannot be read"),
        ("graph.ttl", "[] a <urn:x> .", "nodes without an IRI"),
        ("graph.ods", "", "name the format with --format"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    """With the file's name."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run(str(tmp_path / name), "--out", str(tmp_path / "copy"))
    assert (result.exit_code, (tmp_path / "copy").exists()) == (3, False)
    assert words in result.stderr
    assert name in result.stderr


def test_a_folder_that_has_something_is_left_alone(tmp_path: Path) -> None:
    """It may be somebody's result."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "notes.txt").touch()
    result = run(exported(WHOLE[0], tmp_path), "--out", str(tmp_path / "copy"))
    assert (result.exit_code, [path.name for path in (tmp_path / "copy").iterdir()]) == (3, ["notes.txt"])
    assert "name a new folder" in result.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """And standard input is read by a dash, if the format is named."""
    missing = run("graph.ttl.gone.ttl", "--out", str(tmp_path / "copy"))
    assert (missing.exit_code, "graph.ttl.gone.ttl: cannot be read" in missing.stderr) == (3, True)
    arguments = ["import", "-", "--format", "n-triples", "--out", str(tmp_path / "copy")]
    assert CliRunner().invoke(main, arguments, input=GRAPH).exit_code == 0
    assert read_result(tmp_path / "copy") == GRAPH
