"""The option that takes more into a build than the documents say of the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    _Command = TypeVar("_Command", bound=Callable[..., Any])

OUTSIDE: Final = "outside"
"""Identifiers and successions that are known from elsewhere, in a part of their own."""

CONTACTS: Final = "contacts"
"""Contacts of offices and posts, as facts with their words."""


def with_option(command: _Command) -> _Command:
    """Give a command the option that takes parts along which are off unless asked for."""
    return click.option(
        "--with",
        "parts",
        multiple=True,
        type=click.Choice([OUTSIDE, CONTACTS]),
        help="Take along what is off unless asked for. outside: identifiers known from elsewhere, in outside.nq, never in the graph. contacts: telephone, fax, e-mail and postal address of offices and posts, never of people.",
    )(command)
