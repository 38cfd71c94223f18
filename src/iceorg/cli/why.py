"""`iceorg why`: the sentences behind a fact."""

from __future__ import annotations

import shutil
import sys

import click

from iceorg.cli.asked import graph_options, open_graph
from iceorg.query import reasons_as_json, tell_why
from iceorg.query import why as reasons_for


@click.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@click.option("--json", "as_json", is_flag=True, help="Claims and passages as JSON.")
@graph_options
def why(  # noqa: PLR0913, PLR0917 (click passes each option)
    subject: str,
    predicate: str | None,
    object: str | None,  # noqa: A002
    as_json: bool,  # noqa: FBT001
    graph: str | None,
    store: str | None,
) -> None:
    """Show the sentences behind a fact, with document and offsets.

    Things go by name, acronym or IRI; the PREDICATE by words ("reports to"), local name or CURIE.

    \b
    iceorg why "Office of Policy" "reports to"
    iceorg why ICE established
    """  # noqa: D301 (click reads the character, not the letters)
    asked = open_graph(graph, store)
    if as_json:
        click.echo(reasons_as_json(asked, reasons_for(asked, subject, predicate, object)), nl=False)
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(tell_why(asked, subject, predicate, object, width=width), nl=False)
