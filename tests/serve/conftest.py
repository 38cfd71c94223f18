"""One server for all tests of the endpoint and the pages: the five documents' graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.documents import read_documents
from iceorg.query import Limits
from serving import served_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serving import Server


@pytest.fixture(scope="session")
def five(built: Path, root: Path) -> Iterator[Server]:
    """A server of the bundled documents' graph, asked as its users do."""
    documents = read_documents([root / "data" / "documents"]).documents
    texts = {document.sha256: document.text for document in documents}
    with served_here(built, texts, Limits(seconds=6)) as server:
        yield server
