"""Pages whose build a shape once refused, for what the learned parts read in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from iceorg.check import check_graph, check_shapes
from iceorg.documents import read_documents
from iceorg.errors import Severity
from iceorg.graph import dump_ntriples, to_triples
from iceorg.pipeline import read_alone

ROOT = Path(__file__).parents[2]
PAGES = {
    "w122-union-federation-news.txt": "a name that is only suggested was the label of a post",
    "x627-tunisian-reefs-faq.md": "a post and its holder were placed in a program",
    "w525-radio-archive-mou.txt": "two units replaced each other",
    "x520-harar-city-police-chart.md": "a membership was only suggested by one rule, and stated by another",
    "x352-cape-lowell-fire-vacancy.txt": "a body was part of its own parts",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_built(name: str) -> None:
    """Every shape holds, every quote is in its place, every fact has a claim."""
    (document,) = read_documents([ROOT / "tests/corpus/written/documents" / name]).documents
    graph = dump_ntriples(to_triples(read_alone(document)))
    found = [*check_graph(graph, {document.sha256: document.text}), *check_shapes(graph, ROOT / "ontology/shapes")]
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
