"""Write the list of commands into README.md from the commands themselves: `python -m iceorg.cli.reference [--check]`.

`--check` writes nothing and exits 1 if the list is stale.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from iceorg.cli.main import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Iterator

README: Final = Path(__file__).parents[3] / "README.md"
_PLACE: Final = re.compile(r"(?<=<!-- commands -->\n).*?(?=<!-- end of commands -->)", re.DOTALL)


def reference() -> str:
    """Return a table of the commands, as Markdown."""
    return "\n".join(("| command | does |", "|---|---|", *_rows(), ""))


def _rows() -> Iterator[str]:
    root = click.Context(main, info_name="iceorg", **main.context_settings)
    for name, words in COMMANDS.items():
        command = main.get_command(root, name)
        assert command is not None
        pieces = command.collect_usage_pieces(click.Context(command, info_name=name, parent=root))
        yield f"| `{' '.join(['iceorg', name, *pieces[1:]])}` | {words} |"


def refreshed(text: str) -> str:
    """Return README's text with the list of commands as it is now."""
    return _PLACE.sub(lambda _: reference(), text)


if __name__ == "__main__":
    before = README.read_text("utf-8")
    after = refreshed(before)
    if "--check" not in sys.argv[1:]:
        README.write_text(after, "utf-8")
    elif after != before:
        sys.exit("README.md: the list of commands is stale; run python -m iceorg.cli.reference")
