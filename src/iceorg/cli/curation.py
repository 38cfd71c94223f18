"""The option that names people's decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    _Command = TypeVar("_Command", bound=Callable[..., Any])


def curation_option(command: _Command) -> _Command:
    """Give a command the option that names people's decisions: who is suppressed in them is masked in what it shows."""
    return click.option(
        "--curation",
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="A file of people's decisions, or a folder of them.",
    )(command)
