"""Valid examples fit every shape; each invalid one breaks the shape that it names, and no other."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

from iceorg.check import check_graph, check_shapes
from iceorg.check.statements import APPARATUS
from iceorg.model import Kind
from turtle_files import ONTOLOGY, files, ntriples, triples

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = ONTOLOGY / "shapes"
VALID = files("examples/valid/*.ttl")
INVALID = files("examples/invalid/*.ttl")
TEXTS = [*files("examples/valid/*.txt"), *files("examples/valid/*.toml")]
CITED = [path for path in VALID if "iceorg:Claim" in path.read_text("utf-8")]


def stem(path: Path) -> str:
    """Return a file's name as the id of its test."""
    return path.stem


def header(path: Path, name: str) -> str | None:
    """Return what an example's header says under a name: `# fails: iceorg:ClaimStatusShape`."""
    found = re.search(rf"^# {name}: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    return found and found[1]


def test_examples_are_found() -> None:
    """None of the examples is passed over."""
    assert (len(VALID), len(CITED), len(TEXTS), len(INVALID)) == (8, 3, 5, 92)


@pytest.mark.parametrize("path", VALID, ids=stem)
def test_valid_examples(path: Path) -> None:
    """A valid example fits every shape."""
    assert check_shapes(ntriples(path), SHAPES) == ()


@pytest.mark.parametrize("path", CITED, ids=stem)
def test_cited_examples(path: Path) -> None:
    """An example with claims keeps every promise of the graph: its quotes stand in the text beside it."""
    texts = {sha256(file.read_bytes()).hexdigest(): file.read_text("utf-8") for file in TEXTS}
    assert check_graph(ntriples(path), texts) == ()


@pytest.mark.parametrize("path", INVALID, ids=stem)
def test_invalid_examples(path: Path) -> None:
    """An invalid example breaks the shape that its header names, and only that one."""
    beside = header(path, "beside")
    graph = ntriples(path, *([ONTOLOGY / "examples" / beside] if beside else []))
    assert {f"iceorg:{problem.code}" for problem in check_shapes(graph, SHAPES)} == {header(path, "fails")}


def test_every_shape_has_an_invalid_example() -> None:
    """There is no shape without a proof that it can fail."""
    shapes = {
        match
        for path in files("shapes/*.ttl")
        for match in re.findall(r"^iceorg:\w+$", path.read_text("utf-8"), re.MULTILINE)
    }
    assert {header(path, "fails") for path in INVALID} == shapes
    assert len(shapes) == 85


def test_every_class_has_a_valid_example() -> None:
    """Every class of the graph is shown in use."""
    shown = {triple.object.value for triple in triples(*VALID) if isinstance(triple.object, NamedNode)}
    classes = {kind.type for kind in Kind if kind is not Kind.UNKNOWN} | APPARATUS
    assert len(classes) == 20
    assert classes - shown == set()
