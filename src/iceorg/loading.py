"""Libraries loaded without what they load for other uses than ours.

Some import at once what takes longer than all that is wanted of them. In place of such a module they get
a stand-in, which loads the real one when anything of it is used.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@contextmanager
def stood_in(modules: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Import in this block what gets stand-ins for some modules; one that is loaded already stays.

    Args:
        modules: For each module what is imported from it by name: functions and classes.

    >>> with stood_in({"this": ("d",)}):
    ...     from this import d
    >>> "this" in sys.modules
    False
    """
    later = {name: _stand_in(name, members) for name, members in modules.items() if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


def _stand_in(name: str, members: Sequence[str]) -> ModuleType:
    module = ModuleType(name)
    vars(module)["__getattr__"] = lambda member: _later(name, member)
    vars(module).update({member: _Later(member, (), {"home": name}) for member in members})
    return module


def _later(name: str, member: str) -> Any:
    if member.startswith("__"):  # Python's own questions to a module, such as for its parts
        raise AttributeError(member)
    return getattr(import_module(name), member)


class _Later(type):
    """A function or class of a module that is loaded when it is called or asked for its instances."""

    home: str

    def _real(cls) -> Any:
        return getattr(import_module(cls.home), cls.__name__)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls._real()(*args, **kwargs)

    def __instancecheck__(cls, instance: object) -> bool:
        """Return whether something is an instance of the real class."""
        return cls.home in sys.modules and isinstance(instance, cls._real())
