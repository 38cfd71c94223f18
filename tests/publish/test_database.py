"""The tables for Datasette, asked by a real Datasette."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.publish import DATASETTE, write_database
from iceorg.vocab import iceorg

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.publish import Source


@pytest.fixture(scope="module")
def tables(five_source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the five documents' tables."""
    folder = tmp_path_factory.mktemp("tables")
    write_database(five_source, folder)
    return folder


def asked(folder: Path, *paths: str) -> list[Any]:
    """Return what a Datasette of a folder answers to some paths, as data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its own libraries
        from datasette.app import Datasette

    async def answers() -> list[Any]:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        datasette = Datasette([str(folder / "iceorg.db")], metadata=metadata)
        await datasette.invoke_startup()
        found = [await datasette.client.get(path) for path in paths]
        assert [answer.status_code for answer in found] == [200] * len(paths)
        return [answer.json() for answer in found]

    return asyncio.run(answers())


def test_a_datasette_shows_every_row(tables: Path, five_source: Source) -> None:
    """As many claims as the graph has, and a facet by status."""
    (claims,) = asked(tables, "/iceorg/claims.json?_facet=status&_shape=objects")
    stated = claims["facet_results"]["status"]["results"]
    assert claims["filtered_table_rows_count"] >= len(five_source.claims)
    assert {one["value"] for one in stated} >= {"Stated", "Layout", "Suggested"}


def test_words_are_found_in_quotes_and_names(tables: Path) -> None:
    """By full-text search, which needs no setting."""
    quotes, things = asked(
        tables,
        "/iceorg/claims.json?_search=outreach&_shape=objects",
        "/iceorg/things.json?_search=legal&_shape=objects",
    )
    assert quotes["rows"]
    assert all("outreach" in row["quote"].lower() for row in quotes["rows"])
    assert "Office of the Principal Legal Advisor" in {row["name"] for row in things["rows"]}


def test_columns_say_what_they_hold(tables: Path) -> None:
    """On the page of the table, and the whole has the graph's name."""
    told = json.loads((tables / "metadata.json").read_text(encoding="utf-8"))
    described = told["databases"]["iceorg"]["tables"]["claims"]["columns"]
    assert described["quote"].startswith("The exact words")
    assert told["title"] == "U.S. Immigration and Customs Enforcement"


def test_the_same_graph_gives_the_same_rows(tables: Path, five_source: Source, tmp_path: Path) -> None:
    """And every claim that counts as a fact is of a thing in the table of things or of a document."""
    write_database(five_source, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in DATASETTE] == [
        (tables / name).read_bytes() for name in DATASETTE
    ]
    with closing(sqlite3.connect(tables / "iceorg.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = connection.execute("SELECT count(DISTINCT claim) FROM claims").fetchone()
    assert count == sum(1 for _ in five_source.store.triples(predicate=iceorg.STATUS))
