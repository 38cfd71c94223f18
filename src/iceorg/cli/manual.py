"""Write the manual pages and the shell completions into `share/`: `python -m iceorg.cli.manual [--check]`.

They come from the commands themselves, and a wheel puts them where man and shells look. `--check` writes
nothing and exits 1 if one is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import get_completion_class

from iceorg.cli.main import COMMANDS, main
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARE: Final = Path(__file__).parents[3] / "share"
_COMPLETIONS: Final = {
    "bash": "bash-completion/completions/iceorg",
    "zsh": "zsh/site-functions/_iceorg",
    "fish": "fish/vendor_completions.d/iceorg.fish",
}
_DATE: Final = " "
"""No day is in a page, so that it changes only when a command does."""


def shared_files() -> Iterator[tuple[str, str]]:
    """Yield the path below `share/` and the text of every file."""
    from click_man.core import generate_man_page

    root = click.Context(main, info_name="iceorg", **main.context_settings)
    commands = "".join(f".TP\n\\fB{name}\\fP\n{words} See iceorg-{name}(1).\n" for name, words in COMMANDS.items())
    main.short_help = main.help  # otherwise click is asked for a short form in a way that it gives up
    whole = generate_man_page(root, version=__version__, date=_DATE)
    yield "man/man1/iceorg.1", _page(f"{whole.rstrip()}\n.SH COMMANDS\n{commands}")
    for name in COMMANDS:
        command = main.get_command(root, name)
        assert command is not None
        command.short_help = COMMANDS[name]
        context = click.Context(command, info_name=name, parent=root)
        yield f"man/man1/iceorg-{name}.1", _page(generate_man_page(context, version=__version__, date=_DATE))
    for shell, path in _COMPLETIONS.items():
        kind = get_completion_class(shell)
        assert kind is not None
        yield path, kind(main, {}, "iceorg", "_ICEORG_COMPLETE").source()


def _page(text: str) -> str:
    """Return a page in which what click is not to wrap, such as examples, keeps its lines."""
    lines: list[str] = []
    kept = False
    for line in text.splitlines():
        if kept and (line.startswith((".PP", ".SH")) or not line):
            lines.append(".fi")
            kept = False
        if line.strip(" ") == "\b":
            lines.append(".nf")
            kept = True
        else:
            lines.append(line.rstrip())
    return "".join(f"{line}\n" for line in lines)


def stale() -> list[str]:
    """Return the files that are not as the commands would have them now."""
    wanted = dict(shared_files())
    there = {path.relative_to(SHARE).as_posix() for path in SHARE.rglob("*") if path.is_file()}
    changed = [name for name, text in wanted.items() if name in there and (SHARE / name).read_text("utf-8") != text]
    return sorted({*(wanted.keys() ^ there), *changed})


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        if names := stale():
            sys.exit(f"stale in share/: {', '.join(names)}; run python -m iceorg.cli.manual")
    else:
        for name, text in shared_files():
            (SHARE / name).parent.mkdir(parents=True, exist_ok=True)
            (SHARE / name).write_text(text, "utf-8")
