"""The options that name people's decisions, and leave them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    _Command = TypeVar("_Command", bound=Callable[..., Any])

Named = Path | Literal[False] | None
"""What a person said of decisions: where they are, that none count, or nothing."""
_LEFT: Final = "iceorg.no-curation"


def curation_option(command: _Command) -> _Command:
    """Give a command the options that name people's decisions: who is suppressed in them is masked in what it shows."""
    leaving = click.option(
        "--no-curation", is_flag=True, is_eager=True, expose_value=False, callback=_leave, help="Leave all decisions."
    )
    naming = click.option(
        "--curation",
        metavar="PATH",
        type=click.Path(path_type=Path),
        callback=_named,
        help="A file of people's decisions, or a folder of them. Default: data/curation, if it has any.",
    )
    return naming(leaving(command))


def _leave(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 (click passes it so)
    ctx.meta[_LEFT] = value


def _named(ctx: click.Context, _: click.Parameter, value: Path | None) -> Named:
    if not ctx.meta[_LEFT]:
        return value
    if value is not None:
        raise click.UsageError("--curation names decisions and --no-curation leaves them: give one of the two")
    return False
