"""Every regular expression of the package, and how long each takes on text made to hurt it.

`python tests/house/patterns.py` runs each pattern on each text at two sizes and prints a line before
and after, so that whoever waits knows what it hung on; `test_patterns.py` is who waits.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import pkgutil
import re
import time
import types
from pathlib import Path
from typing import TYPE_CHECKING

import iceorg
from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = ("a", "A.", " ", "(", "Office of ")
SMALL = 16_384
LARGE = 65_536
RUNS = 3
LINEAR = 8.0
"""Growth from which on a pattern is not linear, between 4 and 16."""
FLOOR_S = 0.05
"""Seconds below which a growth says nothing."""
PAGE = "Bureau of Skies\n\nThe Office of Tides is part of the Bureau of Skies. Its Director, Ada Ochs, works in Salem, Oregon.\n"
INLINE = {"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


def modules() -> list[types.ModuleType]:
    """Import and return every module of the package but those that run on import."""
    names = [module.name for module in pkgutil.walk_packages(iceorg.__path__, "iceorg.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern by a name: what modules hold, however deep, and what is spelt in a call."""
    loaded = modules()
    read_layout(lay_out(document(PAGE)))  # what is made when it is first used
    found = {f"{module.__name__}: {pattern.pattern!r}": pattern for module in loaded for pattern in _held(module)}
    return found | {f"{module.__name__}: {p.pattern!r}": p for module in loaded for p in _spelt(module)}


def _held(module: types.ModuleType) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a module's names lead to: in classes, instances, tables, closures and caches."""
    seen: set[int] = set()
    waiting = [value for name, value in vars(module).items() if name != "__builtins__"]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                yield value
        elif _is_of(module, value):
            waiting += gc.get_referents(value)


def _is_of(module: types.ModuleType, value: object) -> bool:
    """Whether to look into a value: a table, or what the package itself defines, seen from its own module."""
    if isinstance(value, dict):
        return "__builtins__" not in value
    if isinstance(value, type) or callable(value):
        return getattr(value, "__module__", None) == module.__name__
    home = type(value).__module__
    return home.startswith("iceorg") or isinstance(value, (list, tuple, set, frozenset, types.CellType))


def _spelt(module: types.ModuleType) -> Iterator[re.Pattern[str]]:
    """Yield the patterns spelt out in calls such as `re.sub(r"...", ...)`."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{name}" for name in INLINE}:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield re.compile(first.value)


def seconds(pattern: re.Pattern[str], unit: str, size: int) -> float:
    """Return the processor time in which a pattern searches a text and goes through all its matches."""
    text = unit * (size // len(unit))
    before = time.process_time()
    pattern.search(text)
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - before


def growth(pattern: re.Pattern[str], unit: str) -> float:
    """Return how much longer four times the text takes: 4 is linear, 16 is quadratic; 0 for what takes next to nothing.

    One look is enough where it is linear; a busy machine is given three.
    """
    least = {SMALL: float("inf"), LARGE: float("inf")}
    for _ in range(RUNS):
        least = {size: min(before, seconds(pattern, unit, size)) for size, before in least.items()}
        if least[LARGE] < FLOOR_S or least[LARGE] < LINEAR * least[SMALL]:
            break
    return least[LARGE] / least[SMALL] if least[LARGE] >= FLOOR_S else 0.0


def main() -> None:
    """Print for each pattern and text what is begun, and then its growth."""
    for name, pattern in patterns().items():
        for unit in UNITS:
            print(json.dumps([name, unit]), flush=True)
            print(json.dumps([name, unit, growth(pattern, unit)]), flush=True)


if __name__ == "__main__":
    main()
