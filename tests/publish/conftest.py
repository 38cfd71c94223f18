"""The five documents' site, written once, and the same graph ready to be published in other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.documents import read_documents
from iceorg.publish import Source, publish
from iceorg.settings import ontology_folder
from iceorg.store import open_result

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def five_source(built: Path, root: Path) -> Source:
    """The graph of the bundled documents with their texts."""
    documents = read_documents([root / "data" / "documents"]).documents
    handed_on = {name: (built / name).read_bytes() for name in ("manifest.json", "report.html")}
    return Source(open_result(built), ontology_folder(), documents, texts=handed_on)


@pytest.fixture(scope="session")
def five_site(five_source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of their site; not to be changed."""
    folder = tmp_path_factory.mktemp("published") / "site"
    write(five_source, folder)
    return folder


def write(source: Source, folder: Path) -> None:
    """Write a site into a folder."""
    for path, content in publish(source):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
