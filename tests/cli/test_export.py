"""`iceorg export`: the graph to standard output or to a file, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import lake_resolution
from iceorg.cli.export import replaced_file
from iceorg.cli.main import main
from iceorg.errors import ExportError
from iceorg.export import EXPORTERS, export_graph
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import open_result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result folder with the invented agency."""
    folder = tmp_path_factory.mktemp("result")
    graph = dump_ntriples(to_triples(lake_resolution()))
    manifest = {"outputs": {"graph.nt": {"sha256": hashlib.sha256(graph).hexdigest()}}, "triples": graph.count(b"\n")}
    (folder / "graph.nt").write_bytes(graph)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> Result:
    """Run the command on a result folder."""
    return CliRunner().invoke(main, ["export", *arguments, "--graph", str(folder)])


def expected(folder: Path, name: str) -> bytes:
    """Return what the format writes of the folder's graph."""
    stream = io.BytesIO()
    export_graph(open_result(folder), name, stream)
    return stream.getvalue()


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", [one.name for one in EXPORTERS])
@pytest.mark.parametrize("output", [(), ("-o", "-")], ids=["by default", "by a dash"])
def test_the_graph_goes_to_standard_output(folder: Path, name: str, output: tuple[str, ...]) -> None:
    """And nothing else does."""
    result = run(folder, name, *output)
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, expected(folder, name), "")


@pytest.mark.parametrize("name", [one.name for one in EXPORTERS])
def test_the_graph_goes_to_a_file(folder: Path, tmp_path: Path, name: str) -> None:
    """With a word to standard error, and no other file left beside it."""
    result = run(folder, name, "-o", str(tmp_path / "graph"))
    assert (result.exit_code, result.stdout_bytes) == (0, b"")
    assert "the graph as" in result.stderr
    assert (tmp_path / "graph").read_bytes() == expected(folder, name)
    assert names_in(tmp_path) == ["graph"]


@pytest.mark.parametrize(
    ("switch", "name", "variant"), [("--rdf12", "turtle", "turtle-1.2"), ("--bare", "csv", "csv-bare")]
)
def test_a_switch_asks_for_a_variant(folder: Path, switch: str, name: str, variant: str) -> None:
    """With another format it is a mistake."""
    assert run(folder, name, switch).stdout_bytes == expected(folder, variant)
    wrong = run(folder, "json-ld", switch)
    assert (wrong.exit_code, f"{switch} is for {name}" in wrong.stderr) == (2, True)


def test_every_format_is_named_in_the_help() -> None:
    """The help is where a person looks for them."""
    words = CliRunner().invoke(main, ["export", "--help"]).output
    assert all(one.name in words for one in EXPORTERS)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("turtel",), 2, "'turtel' is not one of"),
        ((), 2, "Missing argument 'FORMAT'"),
        (("turtle", "-o", "/nowhere/graph.ttl"), 3, "/nowhere/graph.ttl: cannot be written"),
        (("turtle", "-o", "/"), 3, "is a folder, and a file is wanted"),
    ],
)
def test_a_mistake_ends_in_words(folder: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    """And in the exit code of its kind."""
    result = run(folder, *arguments)
    assert (result.exit_code, result.stdout_bytes) == (code, b"")
    assert words in result.stderr


def test_without_a_result_it_says_to_build_first(tmp_path: Path) -> None:
    """Before any file is touched."""
    result = run(tmp_path / "build", "turtle", "-o", str(tmp_path / "graph.ttl"))
    assert result.exit_code == 3
    assert "run `iceorg build` first" in result.stderr
    assert names_in(tmp_path) == []


def test_a_file_is_what_it_was_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """Its permissions stay."""
    file = tmp_path / "graph.ttl"
    file.write_bytes(b"old")
    file.chmod(0o640)
    with replaced_file(file) as stream:
        stream.write(b"new")
        stream.flush()
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_an_error_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """And nothing beside it."""
    file = tmp_path / "graph.ttl"
    file.write_bytes(b"old")
    with pytest.raises(TypeError), replaced_file(file) as stream:
        stream.write(b"half of the" + None)  # type: ignore[operator]  # a fault in whatever writes
    assert (file.read_bytes(), names_in(tmp_path)) == (b"old", ["graph.ttl"])


def test_a_full_disk_is_said_in_words() -> None:
    """`/dev/full` is one; being a device, it is written to and not replaced."""
    with (
        pytest.raises(ExportError, match=r"/dev/full: cannot be written: No space left"),
        replaced_file(Path("/dev/full")) as stream,
    ):
        stream.write(b"graph")
    assert Path("/dev/full").is_char_device()


def test_what_a_link_points_to_is_replaced(tmp_path: Path) -> None:
    """The link stays one."""
    (tmp_path / "graph.ttl").write_bytes(b"old")
    (tmp_path / "link").symlink_to("graph.ttl")
    with replaced_file(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "graph.ttl").read_bytes() == b"new"


def test_a_new_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    """Not those of a temporary one, which only its owner reads."""
    (tmp_path / "usual").touch()
    with replaced_file(tmp_path / "new") as stream:
        stream.write(b"new")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
