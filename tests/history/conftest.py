"""Graphs of the invented agency and of the five bundled documents, as records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from iceorg import build
from iceorg.history import read_glimpses, read_record
from iceorg.store import REPORT, open_result, read_output

if TYPE_CHECKING:
    from iceorg.history import Glimpse, Record

AGENCY = Path(__file__).parent / "agency"


@pytest.fixture(scope="session")
def agency_documents() -> Path:
    """Return the folder of the invented agency's nine documents."""
    return AGENCY


@pytest.fixture(scope="session")
def agency_result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a result folder of the invented agency's nine documents."""
    folder = tmp_path_factory.mktemp("agency") / "build"
    build([AGENCY], out=folder)
    return folder


@pytest.fixture(scope="session")
def agency(agency_result: Path) -> Record:
    """Return what the nine documents were seen to say."""
    return read_record(open_result(agency_result).triples())


@pytest.fixture(scope="session")
def agency_glimpses(agency_result: Path) -> tuple[Glimpse, ...]:
    """Return what the nine documents name only in text that is not read."""
    return read_glimpses(read_output(agency_result, REPORT))


@pytest.fixture(scope="session")
def five_glimpses(built: Path) -> tuple[Glimpse, ...]:
    """Return what the five bundled documents name only in text that is not read."""
    return read_glimpses(read_output(built, REPORT))


@pytest.fixture(scope="session")
def five(built: Path) -> Record:
    """Return what the five bundled documents were seen to say."""
    return read_record(open_result(built).triples())
