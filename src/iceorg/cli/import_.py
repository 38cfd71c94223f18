"""`iceorg import`: one of our exports becomes a result folder again."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import click

from iceorg.errors import ExportError
from iceorg.export import EXPORTERS, Exporter, exporter, read_export
from iceorg.store import sealed
from iceorg.version import __version__

_WHOLE = [one.name for one in EXPORTERS if not one.loses]


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--out", metavar="DIR", required=True, help="The folder to make; it may be there if it is empty.")
@click.option(
    "--format", "form", metavar="FORMAT", help="One of those of `iceorg export`. Default: by the file's name."
)
def import_(file: str, out: str, form: str | None) -> None:
    """Make a result folder of a graph that `iceorg export` wrote; - is standard input.

    The folder has the graph and no page or report: query, why, as-of, chart and export work on it by --graph DIR.
    Formats that keep only a part of the graph are refused, with what they lose.

    \b
    iceorg export trig -o graph.trig
    iceorg import graph.trig --out copy
    iceorg query -n list-agencies --graph copy
    """  # noqa: D301 (click reads the character, not the letters)
    one = exporter(form) if form else _by_name(file)
    if one.loses:
        hint = f"import one of {', '.join(_WHOLE)}"
        raise ExportError(f"{one.name} cannot be read back: it loses {one.loses}", where=file, hint=hint)
    graph = read_export(_read(file), one.media_type, file)
    _write(Path(out), graph)
    lines = graph.count(b"\n")
    click.echo(f"{out}: {lines} triples from {file}", err=True)


def _by_name(file: str) -> Exporter:
    """Return the format whose files end as this one does; Turtle 1.2 is read as Turtle is."""
    found = [one for one in EXPORTERS if file.endswith(one.suffix)]
    if not found:
        raise ExportError("no format has files that end like this", where=file, hint="name the format with --format")
    return max(found, key=lambda one: len(one.suffix))  # `graph.tree.jsonld` is a tree


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as fault:
        raise ExportError(f"cannot be read: {fault.strerror}", where=file, hint="name the file of an export") from fault


def _write(out: Path, graph: bytes) -> None:
    """Make the folder whole, or not at all."""
    told = {
        "iceorg": __version__,
        "outputs": {"graph.nt": {"bytes": len(graph), "sha256": hashlib.sha256(graph).hexdigest()}},
        "triples": graph.count(b"\n"),
    }
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ExportError("is there already", where=str(out), hint="name a new folder, or an empty one")
    try:
        with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".iceorg-") as aside:
            folder = Path(aside) / "result"
            folder.mkdir()
            (folder / "graph.nt").write_bytes(graph)
            (folder / "manifest.json").write_bytes(sealed(told))
            folder.replace(out.resolve())
    except OSError as fault:
        raise ExportError(f"cannot be written: {fault.strerror}", where=str(out), hint="name another folder") from fault
