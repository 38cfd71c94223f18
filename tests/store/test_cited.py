"""A graph that is read claim by claim says what its triples say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import claim, document, reading, resolution
from iceorg.chart import render_chart
from iceorg.chart.view import read_view
from iceorg.graph import to_ntriples
from iceorg.history import SELECTORS, read_record
from iceorg.model import Literal
from iceorg.store import read_cited, read_written, written
from iceorg.vocab import ID_BASE, Iri, iceorg, oa, rdf, skos

if TYPE_CHECKING:
    from pathlib import Path


def test_the_five_documents(built: Path) -> None:
    """The record and the chart are those of all triples: decided claims among them, which are read as triples are."""
    graph = built / "graph.nt"
    triples, cited = tuple(read_written(graph, without=SELECTORS)), read_cited(graph)
    assert read_record(cited).observations == read_record(triples).observations
    assert read_view(cited) == read_view(triples)
    assert render_chart(cited) == render_chart(triples)
    assert len(cited.claims) > 500
    assert len(cited.rest) < len(triples) / 3


def test_what_is_not_as_expected_is_told_as_triples(built: Path) -> None:
    """A claim that names who decided, and one without its rule: nothing of them is lost, and nothing is guessed."""
    lines = (built / "graph.nt").read_bytes().splitlines(keepends=True)
    without = b"".join(line for line in lines if f"<{iceorg.RULE}>".encode() not in line)
    cited = read_cited(without)
    assert cited.claims == ()
    assert read_record(cited).observations == read_record(tuple(read_written(without))).observations


@pytest.mark.parametrize("at_once", [1, 64, 1000])
def test_a_file_is_read_a_little_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Wherever it is cut, a claim is whole."""
    page = document('"A" \\ B\u2028 is C.\n')
    said = claim(page, Iri(ID_BASE + "a"), skos.PREF_LABEL, Literal('"A" \\ B\u2028'), '"A" \\ B\u2028')
    graph = to_ntriples(resolution(reading(page, (said,))))
    (tmp_path / "graph.nt").write_bytes(graph)
    monkeypatch.setattr(written, "_AT_ONCE", at_once)
    cited = read_cited(tmp_path / "graph.nt")
    assert cited == read_cited(graph)
    assert [one.said for one in cited.claims] == [(said.subject, said.predicate, said.object)]
    assert [one.quote for one in cited.passages.values()] == ['"A" \\ B\u2028']
    assert not {oa.SpecificResource, iceorg.Claim} & {value for _, name, value in cited.rest if name == rdf.TYPE}
