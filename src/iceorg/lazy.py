"""Names of a package that are loaded when they are first used, so that a short command loads few of them."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
