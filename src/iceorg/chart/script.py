"""The page's script: the modules of `assets/page`, joined into one that needs no other file.

The modules are kept apart so that each can be read and tested alone; a page that opens from disk cannot load modules,
so they are joined in the order of their imports. Their `import` lines and the word `export` are dropped, which is right
as long as no two of them use one name for two things: `join` refuses that. What is put on the page is the short form
that `python -m iceorg.chart.shorten` makes of the whole.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from iceorg.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Mapping

START: Final = "start.js"
"""The module that runs first, and unpacks the others."""

MAIN: Final = "main.js"
"""The module that makes the page."""

STYLES: Final = ("page.css", "page/drawing.css", "page/print.css")

_ASSETS: Final = resources.files("iceorg.chart") / "assets"

_IMPORT = re.compile(r'^import (?:\{\s*\w+(?:,\s*\w+)*,?\s*\} from )?"\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
# A name that is imported under another name would be lost with the line.
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (?:\{([^}]*)\}|(\w+))", re.MULTILINE)


@cache
def start_script() -> str:
    """Return the script that unpacks the others, in its short form where that is not older than the modules."""
    return shortest(joined_script(START), "start.js")


@cache
def page_script() -> str:
    """Return the page's whole script, in its short form where that is not older than the modules."""
    return shortest(joined_script(), "script.js")


@cache
def page_style() -> str:
    """Return the page's whole style sheet, in its short form where that is not older than the long one."""
    return shortest(joined_style(), "style.css")


def joined_script(first: str = MAIN) -> str:
    """Return the modules that a module needs as one script, as they were written."""
    folder = _ASSETS / "page"
    modules = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".js")}
    return join(modules, first)


def joined_style() -> str:
    """Return the style sheets as one, as they were written."""
    return "".join(_ASSETS.joinpath(name).read_text(encoding="utf-8") for name in STYLES)


def shortest(text: str, name: str) -> str:
    """Return the short form of a script or a style sheet, if there is one and it was made of just this text.

    Args:
        text: The script or style sheet as it was written.
        name: The file that holds its short form: below a line that says which text it was made of.
    """
    file = _ASSETS / "short" / name
    if not file.is_file():
        return text
    origin, _, short = file.read_text(encoding="utf-8").partition("\n")
    return short if origin == origin_of(text) else text


def origin_of(text: str) -> str:
    """Return the line that says which text a short form was made of."""
    return f"/* {hashlib.sha256(text.encode()).hexdigest()} */"


def join(modules: Mapping[str, str], first: str) -> str:
    r"""Return modules as one script: a module and all that it imports, each after those that it imports.

    Args:
        modules: The texts of the modules, by file name.
        first: The module that starts everything.

    Raises:
        ExportError: A module is missing, imports in a form that is not understood, or uses another's name.

    Example:
        >>> print(join({"a.js": 'import { b } from "./b.js";\nb();\n', "b.js": "export function b() {}\n"}, "a.js"))
        (() => {
        "use strict";
        function b() {}
        b();
        })();
        <BLANKLINE>
    """
    bodies = {name: _body(name, modules[name]) for name in _in_order(modules, first)}
    owners: dict[str, str] = {}
    doubles = [
        f"{name} in {owners[name]} and {module}"
        for module, body in bodies.items()
        for name in _names(body)
        if owners.setdefault(name, module) != module
    ]
    if doubles:
        raise ExportError(f"names are defined twice: {'; '.join(doubles)}", where="assets/page")
    return '(() => {\n"use strict";\n' + "".join(bodies.values()) + "})();\n"


def _in_order(modules: Mapping[str, str], first: str) -> list[str]:
    """Return the modules that are needed, each after those that it imports; a circle is cut where it closes."""
    order: list[str] = []
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in begun:
            return
        begun.add(name)
        if name not in modules:
            raise ExportError(f"there is no module {name}", where="assets/page")
        for other in _IMPORT.findall(modules[name]):
            visit(other)
        order.append(name)

    visit(first)
    return order


def _body(name: str, text: str) -> str:
    body = _EXPORT.sub("", _IMPORT.sub("", text.rstrip() + "\n"))
    if left := _LEFT.search(body):
        raise ExportError(f"a line of {name} cannot be joined: {left[0]}", where="assets/page")
    return body


def _names(body: str) -> list[str]:
    found = [several or one for several, one in _NAME.findall(body)]
    return [name.rpartition(":")[2].strip() for several in found for name in several.split(",") if name.strip()]
