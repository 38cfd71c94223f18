"""The options that ask for a day: history is loaded when one is given, since a query without it answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from iceorg.store import Store

    _Command = TypeVar("_Command", bound=Callable[..., Any])

UNDATED: Final = ("apart", "captured", "all")
"""The values of `iceorg.history.Undated`, the default first."""


def undated_option(command: _Command) -> _Command:
    """Give a command the switch for documents without a date."""
    return click.option(
        "--undated",
        type=click.Choice(UNDATED),
        default=UNDATED[0],
        help="Documents without a date: apart, the default; captured, from the day an archive shows them; all, on any day.",
    )(command)


def as_of_options(command: _Command) -> _Command:
    """Give a command `--as-of` and the switch for documents without a date."""
    told = click.option("--as-of", "day", metavar="DATE", help="Only what was seen by that day and was not over then.")
    return told(undated_option(command))


def narrowed(store: Store, day: str | None, undated: str) -> Store:
    """Return the graph as it was on a day, or the whole of it where no day is given."""
    if day is None:
        return store
    from iceorg.api import store_as_of
    from iceorg.history import last_day

    part = store_as_of(store, last_day(day), undated)
    if undated == UNDATED[0]:
        click.echo("what only undated documents say is left out; --undated all counts it", err=True)
    return part
