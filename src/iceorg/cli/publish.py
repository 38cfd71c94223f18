"""`iceorg publish`: the graph handed on, as a site of files, as one file, or as a database for Datasette."""

from __future__ import annotations

from pathlib import Path

import click

from iceorg.cli.curation import curation_option


@click.command
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--single-file", is_flag=True, help="One HTML file with the chart, the texts and SPARQL.")
@click.option("--datasette", is_flag=True, help="A folder for Datasette: SQLite with full-text search, and metadata.")
@click.option("--title", default="", help="What the whole is called. Default: the body that most lines lead to.")
@click.option("--url", default="", metavar="URL", help="Where the site will be: for sitemap.xml and whole addresses.")
@click.option(
    "--documents",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Show these documents' texts, files or folders; the bundled ones are always at hand.",
)
@curation_option
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def publish(  # noqa: PLR0913, PLR0917 (click passes each option)
    out: Path,
    single_file: bool,  # noqa: FBT001
    datasette: bool,  # noqa: FBT001
    title: str,
    url: str,
    documents: tuple[Path, ...],
    curation: Path | None,
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
    from iceorg import publish as room
    from iceorg.cli.check import read_given
    from iceorg.cli.export import replaced_file
    from iceorg.pipeline.folder import Contents, replaced
    from iceorg.settings import load_settings, ontology_folder
    from iceorg.store import open_result

    if single_file and datasette:
        raise click.UsageError("--single-file and --datasette are two forms: choose one")
    settings = load_settings({"out": graph and Path(graph), "curation": curation})
    store = open_result(settings.out)
    source = room.Source(
        store,
        ontology_folder(),
        read_given(documents, settings),
        settings.base,
        title,
        _checked(url),
        {name: file.read_bytes() for name in room.HANDED_ON if (file := settings.out / name).is_file()},
    )
    if single_file:
        page = room.single_file(source).encode()
        with replaced_file(out) as stream:
            stream.write(page)
        click.echo(f"{out}: the chart, the texts and SPARQL, {len(page) / 1e6:.1f} MB; open it in a browser", err=True)
        return
    if datasette:
        with replaced(out, contents=Contents("tables for Datasette", room.DATASETTE, room.DATASETTE)) as folder:
            room.write_database(source, folder)
        click.echo(f"{out}: for `datasette {out}`", err=True)
        return
    count = 0
    with replaced(out, contents=Contents("published site", room.MARKS, room.SITE)) as folder:
        for path, content in room.publish(source):
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            count += 1
    click.echo(f"{out / 'index.html'}: a site of {count} files; open it in a browser", err=True)


def _checked(url: str) -> str:
    """Return an address to which paths can be added; refuse what is none."""
    if url and not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url!r} is no address of a site: give one that begins with https://")
    return url if not url or url.endswith("/") else f"{url}/"
