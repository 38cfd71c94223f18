"""`iceorg chart`: the HTML page of a result, drawn anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from iceorg.cli.curation import Named, curation_option
from iceorg.cli.texts import texts_option


@click.command
@click.option("-o", "--output", metavar="FILE", help="Where to write the page; - is standard output, as when piped.")
@click.option(
    "--as-of", default="", metavar="DATE", help="The date that the page shows at first, as 2016 or 2016-03-10."
)
@click.option("--title", default="", help="The page's title. Default: the body that most lines lead to.")
@texts_option
@curation_option
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def chart(  # noqa: PLR0913, PLR0917 (click passes each option)
    output: str | None, as_of: str, title: str, documents: tuple[str, ...], curation: Named, graph: str | None
) -> None:
    """Draw the chart: one HTML page that opens from disk, with the sentences behind every line.

    \b
    iceorg chart -o chart.html --as-of 2016
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.chart import render_chart, source_texts
    from iceorg.cli.check import read_given
    from iceorg.cli.export import replaced_file
    from iceorg.history import read_glimpses
    from iceorg.settings import load_settings
    from iceorg.store import REPORT, read_output, read_result, read_triples

    if output is None and sys.stdout.isatty():
        raise click.UsageError("a page would fill the terminal: give -o FILE, or -o - if you want it here")
    day = _day(as_of)
    settings = load_settings({"out": graph and Path(graph), "curation": curation})
    triples = tuple(read_triples(read_result(settings.out)))
    texts = source_texts(triples, read_given(documents, settings))
    glimpses = read_glimpses(read_output(settings.out, REPORT))
    page = render_chart(triples, title=title, as_of=day, texts=texts, glimpses=glimpses).encode()
    if output is None or output == "-":
        click.echo(page, nl=False)
    else:
        with replaced_file(Path(output)) as stream:
            stream.write(page)
        click.echo(f"{output}: the chart, {len(page) // 1000} kB; open it in a browser", err=True)


def _day(as_of: str) -> str:
    """Return the last day of the day, month or year that was asked for."""
    from iceorg.query.periods import last_day, read_period

    period = read_period(as_of)
    if as_of and not period:
        raise click.UsageError(f"{as_of!r} is no date: give a day, a month or a year, as 2016-03-10, 2016-03 or 2016")
    return last_day(period) if period else ""
