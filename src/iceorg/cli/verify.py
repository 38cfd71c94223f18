"""`iceorg verify`: whether the files of a result are still as they were written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

PROBLEMS = 1


@click.command
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
@click.pass_context
def verify(ctx: click.Context, *, folder: Path | None, as_json: bool) -> None:
    """Find damage: every file of a result has the digest that its manifest tells, and so has the manifest.

    DIR is a result folder (default: build). Nothing is read but bytes, so it takes no time: `iceorg check` looks at
    what the graph says.
    """
    from iceorg.errors import Severity
    from iceorg.settings import load_settings
    from iceorg.store import find_damage

    folder = load_settings({"out": folder}).out
    files, found = find_damage(folder)
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            click.echo(f"{problem.severity}: {problem.where}: {problem.message}; {problem.hint}")
    damaged = sum(problem.severity is Severity.ERROR for problem in found)
    whole = f"{folder}: {len(files)} files, " + (f"{damaged} of them damaged" if damaged else "as they were written")
    click.echo(whole, err=True)
    if damaged:
        ctx.exit(PROBLEMS)
