"""The store in memory."""

from __future__ import annotations

from typing import Any

from iceorg.store import OxigraphStore


def test_a_graph_that_is_indexed_later_answers_as_one_that_is_indexed_at_once() -> None:
    """To write it out takes no index; a question makes it, once."""
    line = b'<https://example.org/a> <https://example.org/b> "c" .\n'
    store = OxigraphStore()
    store.load(line, ours=True, later=True)
    assert (store.dump(), store.count(), len(store.engine)) == (line, 1, 1)
    rows: Any = store.query("SELECT ?o { ?s ?p ?o }")
    assert [row["o"].value for row in rows] == ["c"]
