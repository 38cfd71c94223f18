"""What the commands of time and disagreement have in common: a record, and a table or JSON of what is found."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iceorg.history import read_glimpses, read_record
from iceorg.query import Format, Rows, render
from iceorg.settings import load_settings
from iceorg.store import REPORT, read_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from iceorg.history import Glimpse, Record
    from iceorg.store import Store

FORMATS = (Format.TABLE, Format.CSV, Format.TSV, Format.JSON, Format.MARKDOWN)


def record_of(store: Store) -> Record:
    """Return what the documents of a graph were seen to say."""
    return read_record(store.triples())


def glimpses_of(graph: str | None) -> tuple[Glimpse, ...]:
    """Return what documents name only in text that is not read, or may mean by an entry, as the report of a result folder tells."""
    return read_glimpses(read_output(load_settings({"out": graph and Path(graph)}).out, REPORT))


def speaking_of(found: Iterable[Any], words: str, said: Callable[[Any], str]) -> list[Any]:
    """Return what has all of some words in its text; everything if there are none."""
    wanted = words.casefold().split()
    return [one for one in found if all(word in said(one).casefold() for word in wanted)]


def tell_rows(rows: Rows, form: str | None, nothing: str) -> None:
    """Print a table; piped, CSV. Where it is empty, say so."""
    chosen = Format(form) if form else Format.TABLE if sys.stdout.isatty() else Format.CSV
    if not rows.rows:
        click.echo(nothing, err=True)
        if chosen in (Format.TABLE, Format.MARKDOWN):
            return
    click.echo(render(rows, chosen, width=shutil.get_terminal_size().columns), nl=False)


def tell_json(data: list[dict[str, Any]]) -> None:
    """Print data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
