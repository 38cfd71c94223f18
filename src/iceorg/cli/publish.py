"""`iceorg publish`: the graph handed on, as a site of files, as one file, or as a database for Datasette."""

from __future__ import annotations

from pathlib import Path

import click

from iceorg.cli.curation import Named, curation_option
from iceorg.cli.texts import texts_option


@click.command
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--single-file", "alone", is_flag=True, help="One HTML file with the chart, the texts and SPARQL.")
@click.option("--datasette", is_flag=True, help="A folder for Datasette: SQLite with full-text search, and metadata.")
@click.option("--title", default="", help="What the whole is called. Default: the body that most lines lead to.")
@click.option("--url", default="", metavar="URL", help="Where the site will be: for sitemap.xml and whole addresses.")
@texts_option
@curation_option
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def publish(  # noqa: PLR0913, PLR0917 (click passes each option)
    out: Path,
    alone: bool,  # noqa: FBT001
    datasette: bool,  # noqa: FBT001
    title: str,
    url: str,
    documents: tuple[str, ...],
    curation: Named,
    graph: str | None,
) -> None:
    """Write a site that needs no server: overview, chart, a page for everything, SPARQL in the page, downloads.

    It opens from disk, and any web server hands it out as it is. The former site is replaced whole or not at all;
    files that are not of a site stay.

    \b
    iceorg publish site/
    iceorg publish site/ --url https://example.org/ice/
    iceorg publish --single-file ice.html
    iceorg publish --datasette tables/ && datasette tables/
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.api import source_of, write_site
    from iceorg.cli.check import read_given
    from iceorg.cli.export import replaced_file
    from iceorg.pipeline.folder import Contents, replaced
    from iceorg.publish import DATASETTE, single_file, write_database
    from iceorg.settings import load_settings
    from iceorg.store import open_result

    if alone and datasette:
        raise click.UsageError("--single-file and --datasette are two forms: choose one")
    _refuse_no_address(url)
    settings = load_settings({"out": graph and Path(graph), "curation": curation})
    store = open_result(settings.out)
    given = read_given(documents, settings)
    source = source_of(settings.out, store, given, base=settings.base, title=title, url=url)
    if alone:
        page = single_file(source).encode()
        with replaced_file(out) as stream:
            stream.write(page)
        click.echo(f"{out}: the chart, the texts and SPARQL, {len(page) / 1e6:.1f} MB; open it in a browser", err=True)
    elif datasette:
        with replaced(out, contents=Contents("tables for Datasette", DATASETTE, DATASETTE)) as folder:
            write_database(source, folder)
        click.echo(f"{out}: for `datasette {out}`", err=True)
    else:
        first = write_site(source, out)
        count = sum(1 for path in out.rglob("*") if path.is_file())
        click.echo(f"{first}: a site of {count} files; open it in a browser", err=True)


def _refuse_no_address(url: str) -> None:
    if url and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} is no address of a site: give one that begins with https://")
