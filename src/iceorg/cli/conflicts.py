"""`iceorg conflicts`: where documents disagree, and where they agree."""

from __future__ import annotations

import click

from iceorg.cli.asked import graph_options, open_graph
from iceorg.cli.told import FORMATS, record_of, speaking_of, tell_json, tell_rows
from iceorg.history import Conflict, agreements, conflict_data, conflict_rows
from iceorg.history import conflicts as conflicts_of


@click.command()
@click.option("--about", default="", metavar="WORDS", help="Only those with these words in names or sentences.")
@click.option("--agreements", "agreed", is_flag=True, help="Facts that two or more documents state, instead.")
@click.option(
    "--format", "form", type=click.Choice([form.value for form in FORMATS]), help="Default: table; piped, CSV."
)
@click.option("--json", "as_json", is_flag=True, help="Conflicts with all sides and claims as JSON.")
@graph_options
def conflicts(  # noqa: PLR0913, PLR0917 (click passes each option)
    about: str,
    agreed: bool,  # noqa: FBT001
    form: str | None,
    as_json: bool,  # noqa: FBT001
    graph: str | None,
    store: str | None,
) -> None:
    """Show questions that documents answer differently, with all sentences.

    A document against itself and documents of one day are told apart from those of different dates, and from names that may
    be of one thing. Nothing is decided.

    \b
    iceorg conflicts
    iceorg conflicts --about "287(g)" --json
    iceorg conflicts --agreements
    """  # noqa: D301 (click reads the character, not the letters)
    record = record_of(open_graph(graph, store))

    def said(one: Conflict) -> str:
        quotes = (w.quote for side in one.sides for seen in side.observations for w in seen.words)
        return " ".join([record.name(one.thing), one.question, *(side.answer for side in one.sides), *quotes])

    found = speaking_of(agreements(record) if agreed else conflicts_of(record), about, said)
    if as_json:
        tell_json(conflict_data(record, found))
    else:
        tell_rows(conflict_rows(record, found), form, "no two documents give different answers")
