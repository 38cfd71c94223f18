"""A large graph is checked part by part, and no fault hides between the parts; `test_graph` breaks each promise in parts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.documents import pages
from builders import document
from iceorg.check import (
    check_graph_since,
    check_shapes,
    check_shapes_beside,
    check_shapes_since,
    promises,
    shapes,
    since,
)
from iceorg.check.claims import check_wholeness
from iceorg.check.parts import parts_of
from iceorg.graph import to_ntriples
from iceorg.pipeline import read_alone
from iceorg.resolve import resolve
from turtle_files import ONTOLOGY, files, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cited_graph import CitedGraph
    from iceorg.check.statements import Statements
    from iceorg.errors import Problem

SHAPES = ONTOLOGY / "shapes"
INVALID = files("examples/invalid/*.ttl")
BESIDE = files("examples/valid/*.ttl")


def in_order(graph: bytes) -> bytes:
    """Return a graph as a build writes it."""
    return b"".join(sorted(set(graph.splitlines(keepends=True))))


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every graph is large."""
    for module in (promises, shapes):
        monkeypatch.setattr(module, "AT_ONCE", 1)


def test_each_line_is_in_one_part(harbour: CitedGraph) -> None:
    """The parts are the graph; all that quotes the page is in the page's part, and the things are in the rest."""
    parts = parts_of(in_order(harbour.graph))
    (page,) = parts.documents.values()
    assert in_order(parts.text(page) + parts.text(parts.rest)) == in_order(harbour.graph)
    assert parts.text(page).count(b"#Claim> .") == harbour.graph.count(b"#Claim> .")
    assert b"reportsTo" in parts.text(parts.rest)


def test_claims_on_two_documents(harbour: CitedGraph) -> None:
    """A claim that quotes two documents cannot be told without either, and neither can be told alone."""
    other = "id:other a foaf:Document ; iceorg:sha256 'a' . id:there a oa:SpecificResource ; oa:hasSource id:other ."
    apart = in_order(harbour.plus(other).graph)
    joined = in_order(harbour.plus(f"{other} id:claim-lee-name prov:wasDerivedFrom id:there .").graph)
    assert [len(parts_of(graph).documents) for graph in (apart, joined)] == [2, 0]


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_shapes_find_in_parts_what_they_find_in_the_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every example that breaks one, beside examples that break none."""
    graph = in_order(ntriples(path, *BESIDE))
    found = check_shapes(graph, SHAPES)
    monkeypatch.setattr(shapes, "AT_ONCE", len(graph) + 1)
    assert found == check_shapes(graph, SHAPES) != ()


@pytest.mark.usefixtures("in_parts")
def test_two_processes_find_together_what_one_finds() -> None:
    """Whichever of them has what is wrong in its share, and nobody looks at what the other does."""
    read = [read_alone(document(page.text, page.name)).readings[0] for page in pages(4)]
    graph = to_ntriples(resolve(read))
    parts = parts_of(graph)
    assert check_shapes_since(graph, SHAPES, None, shared=True) == check_shapes_beside(graph, SHAPES, parts) == ()
    for name, blocks in parts.documents.items():
        passage = next(block for block in blocks if b"#quote>" in graph[block.start : block.end])
        end = graph.index(b"\n", graph.index(b"#end>", passage.start)) + 1
        wrong = graph[: graph.rindex(b"\n", 0, end - 1) + 1] + graph[end:]
        found = [
            check_shapes_since(wrong, SHAPES, None, shared=True),
            check_shapes_beside(wrong, SHAPES, parts_of(wrong)),
        ]
        beside = [*parts.documents].index(name) == 1
        assert found[not beside] == ()
        assert found[beside] == check_shapes(wrong, SHAPES) != ()


@pytest.mark.usefixtures("in_parts")
def test_what_is_sound_is_not_looked_at_again(harbour: CitedGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it, and the text that it quotes, stay the same."""
    graph = in_order(harbour.graph)
    first = since(graph, harbour.texts, frozenset(), SHAPES)
    assert first is not None
    sound = frozenset(first.digests.values())
    looked_at: list[Statements] = []

    def noted(part: Statements) -> Iterator[Problem]:
        looked_at.append(part)
        return check_wholeness(part)

    monkeypatch.setattr(promises, "check_wholeness", noted)
    assert check_graph_since(graph, harbour.texts, since(graph, harbour.texts, sound, SHAPES)) == ()
    once = len(looked_at)
    other = {digest: f"{text} " for digest, text in harbour.texts.items()}
    check_graph_since(graph, other, since(graph, other, sound, SHAPES))
    assert (once, len(looked_at) - once) == (1, 2)


@pytest.mark.usefixtures("in_parts")
def test_shapes_of_what_is_not_known_to_be_sound(harbour: CitedGraph) -> None:
    """What changed is looked at with the things; if it breaks a shape, the whole graph tells the words for it."""
    before = since(in_order(harbour.graph), harbour.texts, frozenset(), SHAPES)
    assert before is not None
    sound = frozenset(before.digests.values())
    graph = in_order(harbour.minus("id:lee skos:prefLabel").graph)
    known = since(graph, harbour.texts, sound, SHAPES)
    assert known is not None
    assert len(known.to_check) < len(graph)
    assert check_shapes_since(in_order(harbour.graph), SHAPES, before.to_check) == ()
    assert [problem.code for problem in check_shapes_since(graph, SHAPES, known.to_check)] == ["NameShape"]
