"""`iceorg diff`: what differs between two days, or between two results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iceorg.cli.asked import graph_options, open_graph
from iceorg.cli.days import undated_option
from iceorg.cli.told import FORMATS, record_of, speaking_of, tell_json, tell_rows
from iceorg.errors import SettingsError
from iceorg.history import (
    Change,
    Undated,
    change_data,
    change_rows,
    changes,
    changes_of_results,
    event_triples,
    last_day,
)
from iceorg.store import OxigraphStore, open_result

if TYPE_CHECKING:
    from iceorg.model import Triple


@click.command()
@click.argument("earlier", metavar="DATE")
@click.argument("later", metavar="DATE")
@click.option("--about", default="", metavar="WORDS", help="Only differences with these words in names or sentences.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*(form.value for form in FORMATS), "turtle"]),
    help="turtle: candidates of org:ChangeEvent. Default: table; piped, CSV.",
)
@click.option("--json", "as_json", is_flag=True, help="Changes and the claims of both sides as JSON.")
@undated_option
@graph_options
def diff(  # noqa: PLR0913, PLR0917 (click passes each option)
    earlier: str,
    later: str,
    about: str,
    form: str | None,
    as_json: bool,  # noqa: FBT001
    undated: str,
    graph: str | None,
    store: str | None,
) -> None:
    """Show what documents of one time say and those of another do not, with the sentences of both sides.

    Two result folders can stand in place of two dates. Differences are observed; when and why something changed is seldom told. A thing is only called renamed where that is stated.

    \b
    iceorg diff 2008 2020 --about outreach
    iceorg diff build-of-may build-of-june --json
    """  # noqa: D301 (click reads the character, not the letters)
    if Path(earlier).is_dir() and Path(later).is_dir():
        old, new = (record_of(open_result(Path(folder))) for folder in (earlier, later))
        known = changes_of_results(old, new)
    else:
        days = last_day(earlier), last_day(later)
        if days[0] >= days[1]:
            raise SettingsError(f"{later} is not after {earlier}", hint="give the earlier date first")
        new = record_of(open_graph(graph, store, large=None))
        known = changes(new, *days, Undated(undated))

    def said(one: Change) -> str:
        quotes = (w.quote for seen in (*one.earlier, *one.later) for w in seen.words)
        return " ".join([new.name(one.thing), one.before, one.after, *quotes])

    found = speaking_of(known, about, said)
    if form == "turtle":
        _tell_turtle(event_triples(new, found))
    elif as_json:
        tell_json(change_data(new, found))
    else:
        tell_rows(change_rows(new, found), form, "no difference is observed")


def _tell_turtle(triples: tuple[Triple, ...]) -> None:
    from iceorg.export import export_graph
    from iceorg.graph import dump_ntriples

    part = OxigraphStore()
    part.load(dump_ntriples(triples))
    export_graph(part, "turtle", sys.stdout.buffer)
