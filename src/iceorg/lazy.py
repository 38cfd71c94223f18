"""Work put off: names of a package that are loaded when they are first used, and rubbish that is collected afterwards."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def load_when_used(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return what a package has for `__getattr__`: it loads a name from its module, and keeps it in the package.

    Args:
        package: The name of the package.
        homes: The module of each name, below the package.

    Example:
        >>> load_when_used("json", {"JSONDecodeError": "decoder"})("JSONDecodeError").__module__
        'json.decoder'
    """

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


@contextmanager
def collecting_later() -> Iterator[None]:
    """Keep Python from looking for rubbish meanwhile: among the millions of terms of a large graph there is none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
