"""`iceorg why`: the sentences behind a fact."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from iceorg.query import reasons_as_json, tell_why
from iceorg.query import why as reasons_for
from iceorg.settings import load_settings
from iceorg.store import open_result


@click.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@click.option("--json", "as_json", is_flag=True, help="Claims and passages as JSON.")
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def why(subject: str, predicate: str | None, object: str | None, as_json: bool, graph: str | None) -> None:  # noqa: A002, FBT001
    """Show the sentences behind a fact, with document and offsets.

    Things go by name, acronym or IRI; the PREDICATE by words ("reports to"), local name or CURIE.

    \b
    iceorg why "Office of Policy" "reports to"
    iceorg why ICE established
    """  # noqa: D301 (click reads the character, not the letters)
    store = open_result(load_settings({"out": graph and Path(graph)}).out)
    if as_json:
        click.echo(reasons_as_json(store, reasons_for(store, subject, predicate, object)), nl=False)
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(tell_why(store, subject, predicate, object, width=width), nl=False)
