"""`iceorg serve`: the graph on the web."""

from __future__ import annotations

from pathlib import Path

import click

from iceorg.cli.asked import seconds
from iceorg.cli.curation import Named, curation_option
from iceorg.cli.texts import texts_option


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 is the whole network.")
@click.option(
    "--port", default=7878, show_default=True, type=click.IntRange(0, 65535), help="0 takes any that is free."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name the server answers to; may be repeated.")
@click.option("--cors", is_flag=True, help="Let pages of other servers ask the endpoint.")
@click.option(
    "--timeout", default=5.0, show_default=True, callback=seconds, metavar="SECONDS", help="How long a query may take."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries answered at once.")
@texts_option
@curation_option
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def serve(  # noqa: PLR0913, PLR0917 (click passes each option)
    host: str,
    port: int,
    names: tuple[str, ...],
    cors: bool,  # noqa: FBT001
    timeout: float,
    workers: int,
    documents: tuple[str, ...],
    curation: Named,
    graph: str | None,
) -> None:
    """Serve the graph: a SPARQL endpoint at /sparql, a query page at /, the chart at /chart, a page for everything.

    It only reads, and listens on this machine alone unless --host says otherwise.

    \b
    iceorg serve --port 8000
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.cli.check import read_given
    from iceorg.history import read_glimpses
    from iceorg.pages import read_site
    from iceorg.query import Limits
    from iceorg.serve import Address, Pool, create_app, listen
    from iceorg.serve.run import HOSTS, LOOPBACK
    from iceorg.settings import load_settings
    from iceorg.store import REPORT, open_result, read_output

    settings = load_settings({"out": graph and Path(graph), "curation": curation})
    store = open_result(settings.out)
    read = read_given(documents, settings)
    texts = {document.sha256: document.text for document in read}
    site = read_site(store, texts, settings.base, glimpses=read_glimpses(read_output(settings.out, REPORT)))
    pool = Pool(store.engine, Limits(seconds=timeout), workers=workers)
    listening = Address(host, port).bind()
    allowed = frozenset(name.lower() for name in names) | (HOSTS if host in LOOPBACK or names else frozenset())
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{listening.getsockname()[1]}/ shows the graph; Ctrl-C ends it", err=True)
    listen(create_app(site, pool, documents=read, hosts=allowed, cors=cors), listening)
