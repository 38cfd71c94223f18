"""`iceorg push`: the graph, sent to another store."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command
@click.argument("url")
@click.option("--to", "iri", metavar="IRI", help="The graph to replace there. Default: the store's default graph.")
@click.option("--sparql", metavar="URL", help="Its SPARQL endpoint, for the count. Default: /sparql beside URL.")
@click.option("--user", default="", help="Who writes, if the store asks.")
@click.option("--password", default="", envvar="ICEORG_PASSWORD", help="Better given as ICEORG_PASSWORD.")
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def push(url: str, iri: str | None, sparql: str | None, user: str, password: str, graph: str | None) -> None:  # noqa: PLR0913, PLR0917 (click passes each option)
    """Send the graph to a store by the Graph Store Protocol, in place of what that graph holds there.

    URL is where the store takes graphs; a count through its SPARQL endpoint then tells whether all has arrived.

    \b
    iceorg push http://localhost:8890/sparql-graph-crud-auth --to https://example.org/ice --user dba
    iceorg push http://localhost:3030/ice/data --sparql http://localhost:3030/ice/sparql
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.export.push import Destination
    from iceorg.export.push import push as send
    from iceorg.settings import load_settings
    from iceorg.store import open_result

    to = Destination(_web(url), _iri(iri or ""), _web(sparql or _beside(url)), user, password)
    store = open_result(load_settings({"out": graph and Path(graph)}).out)
    with click.progressbar(
        length=store.count(), label="sending", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        counted = send(store, to, progress=bar.update)
    click.echo(f"{url}: {counted} triples, all that were sent", err=True)


def _beside(url: str) -> str:
    """Return the address of the endpoint that most stores have beside the one for graphs.

    >>> _beside("http://localhost:8890/sparql-graph-crud-auth")
    'http://localhost:8890/sparql'
    """
    return f"{url.rpartition('/')[0]}/sparql"


def _web(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"'{url}' is no web address: it begins with http:// or https://")
    return url


def _iri(text: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return NamedNode(text).value if text else ""
    except ValueError as fault:
        raise click.UsageError(f"'{text}' is no IRI: {fault}") from None
