"""The graph of the five documents, as a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.building import five
from iceorg.store import OxigraphStore

if TYPE_CHECKING:
    from iceorg.store import Store


@pytest.fixture(scope="session")
def five_graph() -> Store:
    """The graph that the stages make of the five documents, built once."""
    store = OxigraphStore()
    store.load(five())
    return store
