"""Tables for Datasette: things, facts, claims and documents in SQLite with full-text search, and what describes them.

https://docs.datasette.io/en/stable/metadata.html, https://docs.datasette.io/en/stable/full_text_search.html.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from iceorg.export.arrange import Arranged
from iceorg.export.tables import COLUMNS, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from iceorg.publish.source import Source

DATASETTE: Final = ("iceorg.db", "metadata.json")
"""What the folder holds."""

_KEYS: Final = {"things": "iri", "documents": "iri"}
_NUMBERS: Final = {"confidence": "REAL", "start": "INTEGER", "end": "INTEGER"}
_TIES: Final = {
    "facts": {"subject": ("things", "iri")},
    "claims": {"subject": ("things", "iri"), "document": ("documents", "iri")},
}
_INDEXED: Final = {"facts": ("subject", "object", "property"), "claims": ("subject", "object", "document", "claim")}
_SEARCHED: Final = {"things": ("name", "other_names"), "claims": ("quote",), "documents": ("title", "publisher")}
_NAMED: Final = {"things": "name", "documents": "title"}


def write_database(source: Source, folder: Path) -> None:
    """Write the database and its description into a folder; the same graph gives the same rows.

    Args:
        source: The graph.
        folder: Where to write `iceorg.db` and `metadata.json`.
    """
    database, metadata = (folder / name for name in DATASETTE)
    with closing(sqlite3.connect(database)) as connection:
        for name, rows in tables(Arranged(source.store)).items():
            _write_table(connection, name, rows)
        connection.commit()
        connection.execute("VACUUM")
    metadata.write_text(json.dumps(_metadata(source), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_table(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[str, ...]]) -> None:
    columns = COLUMNS[name]
    declared = [f'"{column}" {_NUMBERS.get(column, "TEXT")}{_key(name, column)}' for column in columns]
    ties = [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{key}")'
        for column, (other, key) in _TIES.get(name, {}).items()
    ]
    connection.execute(f'CREATE TABLE "{name}" ({", ".join([*declared, *ties])})')
    marks = ", ".join("?" * len(columns))
    cells = ([cell or None for cell in row] for row in rows)
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', cells)  # noqa: S608 - our own names
    for column in _INDEXED.get(name, ()):
        connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
    if searched := _SEARCHED.get(name):
        listed = ", ".join(f'"{column}"' for column in searched)
        connection.execute(f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5 ({listed}, content="{name}")')
        connection.execute(f'INSERT INTO "{name}_fts" (rowid, {listed}) SELECT rowid, {listed} FROM "{name}"')  # noqa: S608


def _key(table: str, column: str) -> str:
    return " PRIMARY KEY" if _KEYS.get(table) == column else ""


def _metadata(source: Source) -> dict[str, Any]:
    described = {
        name: {"columns": columns} | ({"label_column": _NAMED[name]} if name in _NAMED else {})
        for name, columns in COLUMNS.items()
    }
    return {
        "title": source.name,
        "description": "What documents say, each fact with the exact words. Suggested and Rejected claims are no facts.",
        "databases": {"iceorg": {"tables": described}},
    }
