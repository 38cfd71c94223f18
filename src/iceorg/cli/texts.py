"""The option that names documents whose texts are shown."""

from __future__ import annotations

import click

texts_option = click.option(
    "--documents",
    metavar="PATH",
    multiple=True,
    help="Show these documents' texts, files, folders or addresses; the bundled ones are always at hand.",
)
"""Of commands that show a graph to people; `cli.check.read_given` reads what it names."""
