"""The graph of the five documents, as a store."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from endpoint import endpoint
from eval.building import five
from iceorg.store import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from iceorg.store import Store


@pytest.fixture(scope="session")
def five_graph() -> Store:
    """The graph that the stages make of the five documents, built once."""
    store = OxigraphStore()
    store.load(five())
    return store


@pytest.fixture(scope="session")
def five_folder(five_graph: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph as a result folder: no more than what a question reads."""
    folder = tmp_path_factory.mktemp("questions")
    graph = five()
    promise = {"outputs": {"graph.nt": {"sha256": hashlib.sha256(graph).hexdigest()}}, "triples": five_graph.count()}
    (folder / "graph.nt").write_bytes(graph)
    (folder / "manifest.json").write_text(json.dumps(promise), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def five_endpoint() -> Generator[str]:
    """The address of an endpoint with the same graph."""
    with endpoint(five()) as server:
        yield server.url
