"""`iceorg as-of`: what had been seen by a day."""

from __future__ import annotations

import click

from iceorg.cli.asked import graph_options, open_graph
from iceorg.cli.days import undated_option
from iceorg.cli.told import FORMATS, record_of, speaking_of, tell_json, tell_rows
from iceorg.history import Standing, Undated, is_told, last_day, standing_data, standing_rows
from iceorg.history import as_of as standing_on


@click.command("as-of")
@click.argument("day", metavar="DATE")
@click.option("--about", default="", metavar="WORDS", help="Only facts with these words in names or sentences.")
@click.option("--names/--no-names", default=False, help="Names, kinds and parts of facts as well. Default: no.")
@click.option(
    "--format", "form", type=click.Choice([form.value for form in FORMATS]), help="Default: table; piped, CSV."
)
@click.option("--json", "as_json", is_flag=True, help="Facts, dates and claims as JSON.")
@undated_option
@graph_options
def as_of(  # noqa: PLR0913, PLR0917 (click passes each option)
    day: str,
    about: str,
    names: bool,  # noqa: FBT001
    form: str | None,
    as_json: bool,  # noqa: FBT001
    undated: str,
    graph: str | None,
    store: str | None,
) -> None:
    """Show what had been seen by a day, how old it was, and when it is seen next.

    A month or a year counts to its end. Undated documents stand in a lane of their own, and so does what was over by then:
    what a document says has ended, or a later one answers otherwise.

    \b
    iceorg as-of 2008 --about outreach
    iceorg as-of 2016-03-10 --undated captured
    """  # noqa: D301 (click reads the character, not the letters)
    until = last_day(day)
    record = record_of(open_graph(graph, store, large=None))
    known = (one for one in standing_on(record, until, Undated(undated)) if names or is_told(record, one.fact))

    def said(one: Standing) -> str:
        return " ".join([*map(record.name, one.fact), *(w.quote for seen in one.observations for w in seen.words)])

    found = speaking_of(known, about, said)
    if as_json:
        tell_json(standing_data(record, found))
    else:
        tell_rows(standing_rows(record, found), form, f"nothing had been seen by {until}")
