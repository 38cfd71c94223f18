"""A build of the five documents, and of inputs that are no documents."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from importlib import metadata, resources
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import to_isomorphic

import iceorg
from iceorg.errors import ModelError, SourceError
from iceorg.extract import read_layout
from iceorg.pipeline import readers
from iceorg.pipeline.folder import OUTPUTS
from iceorg.settings import data_folder
from iceorg.vocab import iceorg as iceorg_terms
from iceorg.vocab import org
from papers import paper

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.model import Layout, Reading

DOCUMENTS = sorted((data_folder() / "documents").glob("*.txt"))
PAGE = "Office of Harbours\n\nThe Office of Harbours is part of the Sea Agency.\n"


def content_of(out: Path) -> dict[str, bytes]:
    """Return the files of a result."""
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_outputs(built: Path) -> None:
    """A build leaves the files of the design, none of them empty, and no others."""
    assert {name for name, content in content_of(built).items() if content} == set(OUTPUTS)
    assert len(OUTPUTS) == 7


def test_manifest_tells_the_outputs(built: Path) -> None:
    """The manifest has digest and size of every other file, and the number of triples."""
    manifest = json.loads((built / "manifest.json").read_bytes())
    others = {name: content for name, content in content_of(built).items() if name != "manifest.json"}
    assert manifest["outputs"] == {
        name: {"sha256": sha256(content).hexdigest(), "bytes": len(content)} for name, content in others.items()
    }
    assert manifest["triples"] == others["graph.nt"].count(b"\n")


def test_manifest_tells_what_made_the_texts(built: Path, tmp_path: Path) -> None:
    """A PDF's text, and every offset into it, is the library's too: its version counts if there is a PDF."""
    (tmp_path / "a.pdf").write_bytes(paper(("The Office of Harbours is part of the Sea Agency.",)))
    out = iceorg.build([tmp_path / "a.pdf"], tmp_path / "out").out
    versions, former = (json.loads((each / "manifest.json").read_bytes())["libraries"] for each in (out, built))
    assert versions == former | {"pypdf": metadata.version("pypdf")}
    assert "pypdf" not in former


def test_manifest_tells_the_inputs(built: Path) -> None:
    """The manifest has the digests of the documents, under names without folders, and of the rules."""
    manifest = json.loads((built / "manifest.json").read_bytes())
    assert {document["files"][0]: document["sha256"] for document in manifest["documents"]} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in DOCUMENTS
    }
    assert {name.split("/")[0] for name in manifest["rules"]} >= {"documents", "extract"}


def test_manifest_tells_every_learned_part(built: Path) -> None:
    """A part that was fitted anew makes another result: none is left out of the digests."""
    told = json.loads((built / "manifest.json").read_bytes())["rules"]
    parts = json.loads(resources.files("iceorg.extract.learned").joinpath("worth.json").read_bytes())["models"]
    assert {f"extract/learned/{name}": sha for name, sha in parts.items()}.items() <= told.items()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader uses it
@pytest.mark.parametrize(("name", "form"), [("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")])
def test_other_formats_are_the_same_graph(built: Path, name: str, form: str) -> None:
    """Turtle and JSON-LD, read by rdflib, are the graph of graph.nt."""
    graph = rdflib.Graph().parse(built / "graph.nt", format="nt")
    assert len(graph) > 1000
    assert to_isomorphic(rdflib.Graph().parse(built / name, format=form)) == to_isomorphic(graph)


def test_date_of_the_build_is_told_when_asked(tmp_path: Path) -> None:
    """A build tells its own date only if it is given one."""
    (tmp_path / "page.txt").write_text(PAGE)
    settings = tmp_path / "iceorg.toml"
    settings.write_text("built_on = 2026-01-02\n")
    command = [sys.executable, "-c", "from iceorg.cli.main import main; main()", "build", "page.txt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert b'"2026-01-02"' in (tmp_path / "build" / "graph.nt").read_bytes()


@pytest.mark.parametrize("content", [{}, {"empty.txt": b""}, {"photo.txt": b"\x89PNG\x00\x00\x01"}, {"a.pdf": b"%PDF"}])
def test_nothing_to_read(built: Path, tmp_path: Path, content: dict[str, bytes]) -> None:
    """A folder without a readable document is refused, and the former result stays."""
    shutil.copytree(built, tmp_path / "build")
    for name, data in content.items():
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in").mkdir(exist_ok=True)
    with pytest.raises(SourceError, match="no document could be read"):
        iceorg.build([tmp_path / "in"], tmp_path / "build")
    assert content_of(tmp_path / "build") == content_of(built)


def test_bad_files_among_good_ones(tmp_path: Path) -> None:
    """Files that cannot be read are told with reasons, and the others are read."""
    bad = {"empty.txt": b"", "photo.txt": b"\x89PNG\x00\x00\x01", "latin.txt": "café d\xe9j\xe0".encode("latin-1")}
    for name, data in (bad | {"page.txt": PAGE.encode()}).items():
        (tmp_path / name).write_bytes(data)
    report = iceorg.build([tmp_path], tmp_path / "out").report
    assert [document.names for document in report.documents] == [("page.txt",)]
    assert {refusal.name: refusal.code for refusal in report.refused} == {
        "empty.txt": "empty",
        "photo.txt": "binary",
        "latin.txt": "not-utf-8",
    }


def test_result_among_the_documents(tmp_path: Path) -> None:
    """A build whose result lies among its documents does not read it the next time, and gives the same bytes."""
    (tmp_path / "page.txt").write_text(PAGE)
    iceorg.build([tmp_path], tmp_path / "build")
    first = content_of(tmp_path / "build")
    iceorg.build([tmp_path], tmp_path / "build")
    assert content_of(tmp_path / "build") == first


def test_missing_path(built: Path, tmp_path: Path) -> None:
    """A path that does not exist is named, and the former result stays."""
    shutil.copytree(built, tmp_path / "build")
    with pytest.raises(SourceError, match="there is no such file or folder"):
        iceorg.build([*DOCUMENTS, tmp_path / "nowhere"], tmp_path / "build")
    assert content_of(tmp_path / "build") == content_of(built)


def misread(layout: Layout) -> Reading:
    """Read a layout, with the words of the first claim one character off their place."""
    reading = read_layout(layout)
    claim = reading.claims[0]
    moved = tuple(replace(passage, start=passage.start + 1, end=passage.end + 1) for passage in claim.passages)
    return replace(reading, claims=(replace(claim, passages=moved).identified(), *reading.claims[1:]))


def test_broken_promise_fails_the_build(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that is not in its document fails the build, and the former result stays."""
    shutil.copytree(built, tmp_path / "build")
    monkeypatch.setattr(readers, "read_layout", misread)
    with pytest.raises(ModelError):
        iceorg.build(DOCUMENTS, tmp_path / "build")
    assert content_of(tmp_path / "build") == content_of(built)


def miscast(layout: Layout) -> Reading:
    """Read a layout, but take every post for a program: the words are right, and the graph makes no sense."""
    reading = read_layout(layout)
    claims = (replace(c, object=iceorg_terms.Program) if c.object == org.Post else c for c in reading.claims)
    return replace(reading, claims=tuple(claim.identified() for claim in claims))


def test_broken_shape_fails_the_build(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph that breaks a shape fails the build in words, and the former result stays."""
    shutil.copytree(built, tmp_path / "build")
    monkeypatch.setattr(readers, "read_layout", miscast)
    with pytest.raises(ModelError, match=r"What a person holds is a post\. .*HoldsObjectShape") as caught:
        iceorg.build(DOCUMENTS, tmp_path / "build")
    assert caught.value.where.startswith("Deputy Director")
    assert "a former one is untouched; leave out the document" in caught.value.hint
    assert content_of(tmp_path / "build") == content_of(built)


def test_progress(tmp_path: Path) -> None:
    """The progress of the reading is told, document by document."""
    told = []
    iceorg.build(DOCUMENTS, tmp_path / "build", progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 5) for done in range(1, 6)]
