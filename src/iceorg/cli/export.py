"""`iceorg export`: the graph in a format that other programs read."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from iceorg.cli.days import as_of_options, narrowed
from iceorg.errors import ExportError
from iceorg.export import EXPORTERS, export_graph
from iceorg.settings import load_settings
from iceorg.store import open_result

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command()
@click.argument("format", metavar="FORMAT", type=click.Choice([one.name for one in EXPORTERS]))
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; - is standard output, the default.")
@click.option("--rdf12", is_flag=True, help="With turtle: Turtle 1.2, the claims as reifiers of what they say.")
@click.option(
    "--frame", type=click.Choice(["tree"]), help="With json-ld: the organisation nested, parts within bodies."
)
@click.option(
    "--bare", is_flag=True, help="With csv: no apostrophe before cells that a spreadsheet would run as formulas."
)
@as_of_options
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def export(  # noqa: PLR0913, PLR0917 (click passes each option)
    format: str,  # noqa: A002 (click passes it by this name)
    output: str,
    rdf12: bool,  # noqa: FBT001
    frame: str | None,
    bare: bool,  # noqa: FBT001
    day: str | None,
    undated: str,
    graph: str | None,
) -> None:
    """Write the graph in a format that other programs read.

    \b
    The whole graph, for `iceorg import` as well:
      turtle, json-ld, n-triples, rdf-xml, turtle-1.2
      n-quads, trig: a named graph for each document
    Things and what joins them, for programs that draw:
      graphml, gexf, cytoscape, mermaid, dot
    Tables, in a zip file:
      csv, csv-bare (cells as they are, which a spreadsheet may run): with a CSVW description
      parquet (in iceorg[parquet])
    The organisation as a tree, in JSON:
      json-ld-tree, or json-ld --frame tree
    For investigative databases and civic technology:
      followthemoney (JSON lines), popolo (JSON)

    \b
    iceorg export turtle -o graph.ttl
    iceorg export json-ld | jq '."@graph"[] | select(.type == "Post")'
    """  # noqa: D301 (click reads the character, not the letters)
    format = _variant(format, rdf12=rdf12, bare=bare, frame=frame)  # noqa: A001
    store = narrowed(open_result(load_settings({"out": graph and Path(graph)}).out), day, undated)
    if output == "-":
        export_graph(store, format, sys.stdout.buffer)
        return
    with replaced_file(Path(output)) as stream:
        export_graph(store, format, stream)
    click.echo(f"{output}: the graph as {format}", err=True)


def _variant(form: str, *, rdf12: bool, bare: bool, frame: str | None) -> str:
    """Return the name of the format that a format's switches ask for."""
    if rdf12 and form not in ("turtle", "turtle-1.2"):
        raise click.UsageError(f"--rdf12 is for turtle, and {form} is asked for")
    if bare and form not in ("csv", "csv-bare"):
        raise click.UsageError(f"--bare is for csv, and {form} is asked for")
    if frame and form not in ("json-ld", "json-ld-tree"):
        raise click.UsageError(f"--frame is for json-ld, and {form} is asked for")
    return "turtle-1.2" if rdf12 else "csv-bare" if bare else f"json-ld-{frame}" if frame else form


@contextmanager
def replaced_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream to write to; when the block ends without an error, its content becomes the file's.

    Until then the file is what it was. Devices and pipes, which cannot be replaced, are written to.

    Args:
        path: A file that exists or not, in a folder that exists; of a link, what it points to is replaced.

    Raises:
        ExportError: The file cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                yield stream
            return
        with _beside(path.resolve()) as stream:
            yield stream
    except OSError as fault:
        raise ExportError(f"cannot be written: {fault.strerror}", where=str(path), hint="name another file") from fault


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream to a file in the same folder, which then takes the path's name."""
    if path.is_dir():
        raise ExportError("is a folder, and a file is wanted", where=str(path), hint="name a file in it")
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 (it has no path of its own to open)
            yield stream
            os.fchmod(descriptor, _mode_of(path))
            stream.flush()
            os.fsync(descriptor)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _mode_of(path: Path) -> int:
    """Return the permissions of a file; of a new one, those that this process gives to new files."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
