"""What the commands that ask have in common: which graph, and how an answer comes out."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from iceorg.errors import SettingsError
from iceorg.query import (
    PATIENT,
    Format,
    Limits,
    Rows,
    ask_guarded,
    ask_question_guarded,
    run_query,
    run_question,
    show,
)
from iceorg.settings import load_access, load_settings, shows_colours, state_folder
from iceorg.store import FOR_ONE_QUESTION, Indexes, OxigraphStore, open_result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from iceorg.store import Store

    _Command = TypeVar("_Command", bound=Callable[..., Any])

FOR_PEOPLE = (Format.TABLE, Format.MARKDOWN)
_DAY: Final = 86_400


def seconds(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    """Return how long something may take: more than nothing, and at most a day."""
    if not 0 < value <= _DAY:  # so that "nan" is refused as well
        raise click.BadParameter(f"{value:g} is no number of seconds between 0 and {_DAY}")
    return value


def graph_options(command: _Command) -> _Command:
    """Give a command the options that say which graph is asked."""
    command = click.option(
        "--store",
        metavar="URL",
        help="Ask a SPARQL endpoint instead of a result folder. ICEORG_USER and ICEORG_PASSWORD, or ICEORG_HEADERS, tell it who asks.",
    )(command)
    return click.option("--graph", metavar="DIR", help="The result folder. Default: build.")(command)


def timeout_option(command: _Command) -> _Command:
    """Give a command the option that says how long an answer may take."""
    wanted = click.option(
        "--timeout",
        type=float,
        callback=seconds,
        metavar="SECONDS",
        default=PATIENT.seconds,
        show_default=True,
        help="How long an answer may take; else the exit code is 3.",
    )
    return wanted(command)


def open_graph(
    graph: str | None, store: str | None, timeout: float = PATIENT.seconds, *, large: int | None = FOR_ONE_QUESTION
) -> Store:
    """Return the graph that the options name.

    Args:
        graph: A result folder.
        store: The address of an endpoint.
        timeout: How long an endpoint is waited for.
        large: From how many triples on the index that is kept of a graph is opened; None where all of it will be read.
    """
    if graph and store:
        raise SettingsError("--graph and --store name two graphs", hint="give one of them")
    if store:
        from iceorg.store import RemoteStore

        far = RemoteStore(store, timeout_s=timeout, access=load_access())
        click.get_current_context().call_on_close(far.close)
        return far
    out = load_settings({"out": graph and Path(graph)}).out
    return open_result(out, None if large is None else Indexes.of(state_folder(), large))


def ask_text(store: Store, text: str, parameters: Mapping[str, str], timeout: float) -> Rows:
    """Return the answer of a query that somebody wrote; a graph of our own is asked in a process that has nothing else."""
    if isinstance(store, OxigraphStore):
        return ask_guarded(store, text, parameters=parameters, limits=_limits(timeout))
    return run_query(store, text, parameters=parameters)


def ask_question(store: Store, name: str, parameters: Mapping[str, str], timeout: float) -> Rows:
    """Return the answer of a named question, in the same way."""
    if isinstance(store, OxigraphStore):
        return ask_question_guarded(store, name, parameters, limits=_limits(timeout))
    return run_question(store, name, parameters)


def _limits(timeout: float) -> Limits:
    return replace(PATIENT, seconds=timeout)


def chosen(form: str | None) -> Format | None:
    """Return the format of an answer: the one that is asked for, a table on a terminal, or none for a program."""
    return Format(form or Format.TABLE) if form or sys.stdout.isatty() else None


def tell(store: Store, rows: Rows, form: str | None, *, named: bool | None, note: str) -> None:
    """Print an answer; what it comes to in words goes beside it for people, and to standard error for programs."""
    for_people = chosen(form) in FOR_PEOPLE
    if rows.rows or not (for_people and note):
        width, dim = shutil.get_terminal_size().columns, sys.stdout.isatty() and shows_colours()
        click.echo(show(store, rows, chosen(form), named=named, width=width, dim=dim), nl=False)
    if note:
        click.echo(note, err=not (for_people and rows.note))
