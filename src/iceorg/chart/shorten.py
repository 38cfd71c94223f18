"""The short forms of the page's script and style sheet: `python -m iceorg.chart.shorten [--check]`.

The page carries its script to every reader, so it carries one without comments and with short names inside. It is made
when the modules change, not when a page is drawn: what shortens is needed by those who work on the page only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from iceorg.chart.script import START, joined_script, joined_style, origin_of

FOLDER: Final = Path(__file__).parent / "assets" / "short"


def main(arguments: list[str]) -> int:
    """Make the short forms anew where they are older than their sources, or with `--check` tell; return the exit code."""
    sources = {
        "start.js": ("text/javascript", joined_script(START)),
        "script.js": ("text/javascript", joined_script()),
        "style.css": ("text/css", joined_style()),
    }
    stale = {name: source for name, source in sources.items() if not _is_fresh(FOLDER / name, source[1])}
    if "--check" in arguments:
        for name in stale:
            print(f"{FOLDER / name} is older than its sources: run `python -m iceorg.chart.shorten`", file=sys.stderr)
        return 1 if stale else 0
    for name, (kind, text) in stale.items():
        short = f"{origin_of(text)}\n{shortened(kind, text)}\n"
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / name).write_text(short, encoding="utf-8", newline="\n")
        print(f"wrote {FOLDER / name}: {len(short) // 1000} kB of {len(text) // 1000}", file=sys.stderr)
    return 0


def shortened(kind: str, text: str) -> str:
    """Return a script or style sheet that says the same in fewer letters.

    Args:
        kind: Its media type.
        text: The script or style sheet.
    """
    import minify

    return str(minify.string(kind, text))


def _is_fresh(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8").startswith(origin_of(text) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
