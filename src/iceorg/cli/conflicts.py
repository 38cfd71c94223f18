"""`iceorg conflicts`: where documents disagree, where they agree, and what may be one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from iceorg.cli.asked import graph_options, open_graph
from iceorg.cli.told import FORMATS, glimpses_of, record_of, speaking_of, tell_json, tell_rows
from iceorg.history import (
    Candidate,
    Conflict,
    Record,
    agreements,
    candidate_data,
    candidate_rows,
    conflict_data,
    conflict_rows,
)
from iceorg.history import candidates as candidates_of
from iceorg.history import conflicts as conflicts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.history import Observation


@click.command()
@click.option("--about", default="", metavar="WORDS", help="Only those with these words in names or sentences.")
@click.option("--agreements", "agreed", is_flag=True, help="Facts that two or more documents state, instead.")
@click.option("--candidates", "proposed", is_flag=True, help="What may be one thing, or follow another, instead.")
@click.option(
    "--format", "form", type=click.Choice([form.value for form in FORMATS]), help="Default: table; piped, CSV."
)
@click.option("--json", "as_json", is_flag=True, help="Conflicts with all sides and claims as JSON.")
@graph_options
def conflicts(  # noqa: PLR0913, PLR0917 (click passes each option)
    about: str,
    agreed: bool,  # noqa: FBT001
    proposed: bool,  # noqa: FBT001
    form: str | None,
    as_json: bool,  # noqa: FBT001
    graph: str | None,
    store: str | None,
) -> None:
    """Show questions that documents answer differently, with all sentences.

    A document against itself and documents of one day are told apart from those of different dates, and from names that may
    be of one thing, entries of which nothing is said among them. What one document names only in a menu, or other text that is
    not read, and another tells of, comes last. The report of the build knows such entries and names, and an endpoint does
    not. Nothing is decided: candidates have reasons and a score, and are never applied.

    \b
    iceorg conflicts
    iceorg conflicts --about "287(g)" --json
    iceorg conflicts --agreements
    iceorg conflicts --candidates
    """  # noqa: D301 (click reads the character, not the letters)
    record = record_of(open_graph(graph, store, large=None))

    if agreed and proposed:
        raise click.UsageError("--agreements and --candidates are two questions: ask one")
    if proposed:
        likely = speaking_of(candidates_of(record), about, lambda one: _proposed(record, one))
        data, rows, nothing = (
            candidate_data(record, likely),
            candidate_rows(record, likely),
            "nothing is proposed as one",
        )
    else:
        all_of_them = agreements(record) if agreed else conflicts_of(record, () if store else glimpses_of(graph))
        found = speaking_of(all_of_them, about, lambda one: _answered(record, one))
        data, rows = conflict_data(record, found), conflict_rows(record, found)
        nothing = "no two documents give different answers"
    if as_json:
        tell_json(data)
    else:
        tell_rows(rows, form, nothing)


def _answered(record: Record, one: Conflict) -> str:
    """Return the words of a conflict: what is asked, the answers, the sentences."""
    sentences = (_quotes(side.observations) for side in one.sides)
    lines = (glimpse.quote for side in one.sides for glimpse in side.glimpses)
    return " ".join([record.name(one.thing), one.question, *(side.answer for side in one.sides), *sentences, *lines])


def _proposed(record: Record, one: Candidate) -> str:
    """Return the words of a candidate: the names, the reasons, the sentences."""
    return " ".join([record.name(one.first), record.name(one.second), *one.reasons, *map(_quotes, one.observations)])


def _quotes(seen: Iterable[Observation]) -> str:
    return " ".join(words.quote for one in seen for words in one.words)
