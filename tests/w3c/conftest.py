"""The test suite of the W3C, which lies beside the project, in ../shared, and is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from w3c.manifests import SUITE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def suite() -> Path:
    """The folder of the SPARQL 1.1 suite."""
    if not SUITE.is_dir():
        pytest.skip(f"the W3C's tests are not here: put sparql11 of its rdf-tests into {SUITE}")  # in CI a failure
    return SUITE
