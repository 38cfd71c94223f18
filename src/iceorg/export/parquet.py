"""The tables of the graph as Parquet, for pandas, DuckDB, Polars and R: one file for each in a zip file.

Columns have types there, so nothing is guarded and numbers are numbers. In the extra `iceorg[parquet]`.
"""

from __future__ import annotations

import io
import zipfile
from typing import IO, TYPE_CHECKING, Any

from iceorg.errors import ExportError
from iceorg.export.base import Exporter
from iceorg.export.tables import COLUMNS, new_entry, tables

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged
    from iceorg.export.tables import Row

_TYPES = {"start": "int64", "end": "int64", "claims": "int64", "confidence": "float64"}


def write_parquet(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a Parquet file for each table into a zip file; the same graph gives the same bytes.

    Raises:
        ExportError: pyarrow is not installed.
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as folder:
        for name, rows in sorted(tables(graph).items()):
            folder.writestr(new_entry(f"{name}.parquet"), _parquet(name, rows))


def _parquet(name: str, rows: list[Row]) -> bytes:
    arrow, parquet = _pyarrow()
    columns = (
        dict(zip(COLUMNS[name], zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(COLUMNS[name], ())
    )
    fields = [
        arrow.field(column, _TYPES.get(column, "string"), metadata={"description": said})
        for column, said in COLUMNS[name].items()
    ]
    values = {column: [_value(column, cell) for cell in cells] for column, cells in columns.items()}
    written = io.BytesIO()
    parquet.write_table(arrow.table(values, schema=arrow.schema(fields)), written)
    return written.getvalue()


def _value(column: str, cell: str) -> str | int | float | None:
    if not cell:
        return None
    kind = _TYPES.get(column)
    return int(cell) if kind == "int64" else float(cell) if kind == "float64" else cell


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as fault:
        raise ExportError("Parquet needs pyarrow", hint='pip install "iceorg[parquet]"') from fault
    return pa, parquet


_LOST = "what is said of passages, models and people's decisions beside the columns"
PARQUET = Exporter("parquet", ".parquet.zip", "application/zip", write_parquet, _LOST)
