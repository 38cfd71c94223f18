"""Write the lists of commands and of questions into README.md: `python -m iceorg.cli.reference [--check]`.

They come from the commands and from the catalogue themselves. `--check` writes nothing and exits 1 if a list is stale.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from iceorg.cli.main import COMMANDS, main
from iceorg.query import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

README: Final = Path(__file__).parents[3] / "README.md"
_PLACE: Final = r"(?<=<!-- {0} -->\n).*?(?=<!-- end of {0} -->)"


def reference() -> str:
    """Return a table of the commands, as Markdown."""
    return "\n".join(("| command | does |", "|---|---|", *_rows(), ""))


def questions() -> str:
    """Return a table of the named questions, each as a person would ask it, as Markdown."""
    rows = (f"| {question.asks[0]} | `{question.name}` |" for question in catalogue())
    return "\n".join(("| question | name |", "|---|---|", *rows, ""))


def _rows() -> Iterator[str]:
    root = click.Context(main, info_name="iceorg", **main.context_settings)
    for name, words in COMMANDS.items():
        command = main.get_command(root, name)
        assert command is not None
        pieces = command.collect_usage_pieces(click.Context(command, info_name=name, parent=root))
        yield f"| `{' '.join(['iceorg', name, *pieces[1:]])}` | {words} |"


def refreshed(text: str) -> str:
    """Return README's text with the lists of commands and of questions as they are now."""
    for name, table in (("commands", reference()), ("questions", questions())):
        text = re.sub(_PLACE.format(name), table.replace("\\", r"\\"), text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    before = README.read_text("utf-8")
    after = refreshed(before)
    if "--check" not in sys.argv[1:]:
        README.write_text(after, "utf-8")
    elif after != before:
        sys.exit("README.md: a list is stale; run python -m iceorg.cli.reference")
