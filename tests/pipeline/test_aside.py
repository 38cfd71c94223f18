"""The second process of a build."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from iceorg.aside import aside, work
from iceorg.documents import lay_out, read_documents
from iceorg.errors import ModelError
from iceorg.settings import data_folder, ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = ontology_folder() / "shapes"


def test_outcome(built: Path) -> None:
    """It finds nothing wrong with the graph of the five documents, and draws the chart of the result."""
    documents = read_documents([data_folder() / "documents"]).documents
    with aside(SHAPES) as helper:
        helper.begin(built / "graph.nt", map(lay_out, documents))
        outcome = helper.outcome()
    assert outcome.problems == ()
    assert outcome.chart == (built / "chart.html").read_text("utf-8")


def test_broken_shapes_are_found(tmp_path: Path) -> None:
    """What breaks a shape comes back as a problem, as it was found."""
    graph = tmp_path / "graph.nt"
    graph.write_text(
        "<https://e.org/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/org#Post> .\n"
    )
    with aside(SHAPES) as helper:
        helper.begin(graph)
        problems = helper.outcome().problems
    answer = io.StringIO()
    work(SHAPES, io.StringIO(json.dumps({"graph": str(graph), "texts": {}, "to_check": None, "shared": False})), answer)
    assert problems
    assert [problem.code for problem in problems] == [
        told["code"] for told in json.loads(answer.getvalue())["problems"]
    ]


def test_without_a_graph() -> None:
    """A build that fails before there is a graph leaves nothing to do."""
    answer = io.StringIO()
    work(SHAPES, io.StringIO(""), answer)
    assert answer.getvalue() == ""


def test_a_graph_that_was_taken_away_is_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """As when the build is ended at that moment: it ends in silence, and whoever still waits is told in words."""
    with aside(SHAPES) as helper:
        helper.begin(tmp_path / "gone.nt")
        with pytest.raises(ModelError, match="broke down"):
            helper.outcome()
    assert capfd.readouterr().err == ""


def test_death(built: Path) -> None:
    """If it dies, that is said in words."""
    with aside(SHAPES) as helper:
        helper.process.kill()
        helper.process.wait()
        helper.begin(built / "graph.nt")
        with pytest.raises(ModelError, match="broke down"):
            helper.outcome()
