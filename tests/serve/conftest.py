"""One server for all tests of the endpoint and the pages: the five documents' graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serving import Server


@pytest.fixture(scope="session")
def five(built: Path) -> Iterator[Server]:
    """A server of the bundled documents' graph, asked as its users do."""
    with served(built, "--timeout", "3") as server:
        yield server
