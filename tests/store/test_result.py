"""A result folder is opened only if its graph is the one that the build wrote."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.errors import StoreError
from iceorg.store import open_result

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = (
    b'<https://example.org/a> <https://example.org/b> "c" .\n<https://example.org/a> <https://example.org/b> "d" .\n'
)


def write_result(folder: Path, graph: bytes = GRAPH, **other: Any) -> Path:
    """Write the two files that opening a result needs."""
    digest = hashlib.sha256(graph).hexdigest()
    manifest = {"outputs": {"graph.nt": {"sha256": digest}}, "triples": graph.count(b"\n")} | other
    folder.mkdir(exist_ok=True)
    (folder / "graph.nt").write_bytes(graph)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_result_opens_with_its_graph(tmp_path: Path) -> None:
    """As the build wrote it."""
    store = open_result(write_result(tmp_path))
    assert (store.count(), store.dump()) == (2, GRAPH)


def test_an_empty_graph_opens(tmp_path: Path) -> None:
    """Documents that say nothing make one."""
    assert open_result(write_result(tmp_path, b"")).count() == 0


def _spoil(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def _put_a_folder(folder: Path) -> None:
    (folder / "graph.nt").unlink()
    (folder / "graph.nt").mkdir()


FAULTS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a changed graph": (_spoil("graph.nt", GRAPH.replace(b"c", b"x")), "not as the build wrote it", "build` again"),
    "a graph cut short": (_spoil("graph.nt", GRAPH[:60]), "not as the build wrote it", "build` again"),
    "no graph": (lambda folder: (folder / "graph.nt").unlink(), "has no graph.nt", "build` first"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "has no manifest.json", "build` first"),
    "a manifest that is no JSON": (_spoil("manifest.json", b"{"), "does not tell", "build` again"),
    "a manifest that is no text": (_spoil("manifest.json", b"\xff\xfe{}"), "does not tell", "build` again"),
    "a manifest that is a list": (_spoil("manifest.json", b"[]"), "does not tell", "build` again"),
    "a manifest without the graph": (
        _spoil("manifest.json", b'{"outputs": {}, "triples": 2}'),
        "does not tell",
        "build` again",
    ),
    "a wrong count": (
        lambda folder: write_result(folder, triples=3),
        "has 2 triples, and manifest.json counts 3",
        "build` again",
    ),
    "a graph that is no N-Triples": (lambda folder: write_result(folder, b"a b c\n"), "no N-Triples", "build` again"),
    "a folder for a graph": (_put_a_folder, "cannot be read", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_spoilt_result_is_refused_in_words(tmp_path: Path, name: str) -> None:
    """What is wrong, where, and what to do."""
    spoil, message, hint = FAULTS[name]
    spoil(write_result(tmp_path))
    with pytest.raises(StoreError, match=message) as caught:
        open_result(tmp_path)
    assert hint in caught.value.hint


def test_a_missing_folder_says_to_build_first(tmp_path: Path) -> None:
    """It is the first thing that a newcomer meets who asks before building."""
    with pytest.raises(StoreError, match="no such folder") as caught:
        open_result(tmp_path / "build")
    assert caught.value.where == str(tmp_path / "build")
    assert "run `iceorg build` first" in caught.value.hint


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    """A person may name the graph itself."""
    file = write_result(tmp_path) / "graph.nt"
    with pytest.raises(StoreError, match="is a file, and the folder of a result is wanted"):
        open_result(file)


def test_a_build_between_the_two_readings_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest read first is the old one's, the graph read next the new one's."""
    folder, read = write_result(tmp_path / "build"), Path.read_bytes

    def read_and_build(path: Path) -> bytes:
        content = read(path)
        if path.name == "manifest.json":
            write_result(folder, GRAPH * 2)
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_build)
    assert open_result(folder).dump() == GRAPH
