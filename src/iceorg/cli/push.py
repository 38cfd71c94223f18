"""`iceorg push`: the graph, sent to another store."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click


@click.command
@click.argument("url")
@click.option("--to", "iri", metavar="IRI", help="The graph to replace there. Default: the store's default graph.")
@click.option("--sparql", metavar="URL", help="Its SPARQL endpoint, for the count. Default: /sparql beside URL.")
@click.option("--user", help="Who writes, if the store asks. Default: ICEORG_USER.")
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def push(url: str, iri: str | None, sparql: str | None, user: str | None, graph: str | None) -> None:
    """Send the graph to a store by the Graph Store Protocol, in place of what that graph holds there.

    URL is where the store takes graphs; a count through its SPARQL endpoint then tells whether all has arrived.
    What proves who writes is taken from the environment: the password of --user from ICEORG_PASSWORD, headers such
    as "Authorization: Bearer ..." from ICEORG_HEADERS, one a line.

    \b
    iceorg push http://localhost:8890/sparql-graph-crud-auth --to https://example.org/ice --user dba
    iceorg push http://localhost:3030/ice/data --sparql http://localhost:3030/ice/sparql
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.export.push import Destination
    from iceorg.export.push import push as send
    from iceorg.settings import load_access, load_settings
    from iceorg.store import open_result

    access = load_access()
    who = replace(access, user=user or access.user)
    to = Destination(_web(url), _iri(iri or ""), _web(sparql or _beside(url)), who)
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
    from iceorg.store.remote import web_address

    return str(web_address(url))


def _iri(text: str) -> str:
    from pyoxigraph import NamedNode

    try:
        return NamedNode(text).value if text else ""
    except ValueError as fault:
        raise click.UsageError(f"'{text}' is no IRI: {fault}") from None
