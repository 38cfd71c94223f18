"""The invented graph that the tests of this room break, one promise at a time."""

from __future__ import annotations

import pytest

from cited_graph import CitedGraph, harbour_graph


@pytest.fixture(scope="session")
def harbour() -> CitedGraph:
    """A graph that keeps every promise, with its text."""
    return harbour_graph()
