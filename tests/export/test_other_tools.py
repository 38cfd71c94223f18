"""Exports in the hands of programs that are not ours: pandas reads the tables, Graphviz draws the graph."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from iceorg.export import exported
from iceorg.export.tables import COLUMNS
from iceorg.store import open_result

if TYPE_CHECKING:
    from pathlib import Path


def export(built: Path, form: str) -> bytes:
    """Return the five documents' graph in a format."""
    (content,) = exported(open_result(built), [form])
    return content


def tables(built: Path, form: str) -> dict[str, pd.DataFrame]:
    """Return every table as pandas reads it."""
    read = {"csv-bare": pd.read_csv, "parquet": pd.read_parquet}[form]
    end = form.partition("-")[0]
    with zipfile.ZipFile(io.BytesIO(export(built, form))) as folder:
        return {name: read(io.BytesIO(folder.read(f"{name}.{end}"))) for name in COLUMNS}


@pytest.mark.parametrize("form", ["csv-bare", "parquet"])
def test_pandas_reads_every_table(built: Path, form: str) -> None:
    """With the columns that are told, and places that can be reckoned with: each quote is as long as its place."""
    found = tables(built, form)
    assert {name: list(table) for name, table in found.items()} == {
        name: list(named) for name, named in COLUMNS.items()
    }
    claims = found["claims"].dropna(subset=["start"])
    assert len(claims) > 100
    assert (claims["end"] - claims["start"] == claims["quote"].str.len()).all()


def test_pandas_joins_facts_to_their_documents(built: Path) -> None:
    """The tables belong together: every claim names a document that is in the table of documents."""
    found = tables(built, "parquet")
    assert set(found["claims"]["document"].dropna()) <= set(found["documents"]["iri"])


def test_graphviz_draws_every_box_and_every_arrow(built: Path) -> None:
    """As many as the export has, with the names of the graph."""
    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz is not here: on Debian and Ubuntu, apt-get install graphviz")  # in CI that is a failure
    text = export(built, "dot")
    svg = subprocess.run([program, "-Tsvg"], input=text, capture_output=True, check=True).stdout.decode()
    lines = text.decode().splitlines()
    arrows = sum(" -> " in line for line in lines)
    boxes = sum("[label=" in line for line in lines) - arrows
    assert (svg.count('class="edge"'), svg.count('class="node"')) == (arrows, boxes)
    assert "Office of the Principal Legal Advisor" in svg
