"""`iceorg chart`: the HTML page of a result, drawn anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command
@click.option("-o", "--output", metavar="FILE", help="Where to write the page; - is standard output, as when piped.")
@click.option("--title", default="", help="The page's title. Default: the body that most lines lead to.")
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def chart(output: str | None, title: str, graph: str | None) -> None:
    """Draw the chart: one HTML page that opens from disk, with the sentences behind every line.

    \b
    iceorg chart -o chart.html
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.chart import render_chart
    from iceorg.cli.export import replaced_file
    from iceorg.settings import load_settings
    from iceorg.store import open_result

    if output is None and sys.stdout.isatty():
        raise click.UsageError("a page would fill the terminal: give -o FILE, or -o - if you want it here")
    store = open_result(load_settings({"out": graph and Path(graph)}).out)
    page = render_chart(store, title=title).encode()
    if output is None or output == "-":
        click.echo(page, nl=False)
    else:
        with replaced_file(Path(output)) as stream:
            stream.write(page)
        click.echo(f"{output}: the chart, {len(page) // 1000} kB; open it in a browser", err=True)
