"""`iceorg query`: SPARQL or a named question, answered from a result folder."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iceorg.errors import IceorgError, QueryError
from iceorg.query import Format, ask_guarded, catalogue, describe_catalogue, question, remark, run_question, show
from iceorg.settings import load_settings
from iceorg.store import open_result

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _pairs(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    wrong = next((name for name, sign, _ in pairs if not (name and sign)), None)
    if wrong is not None:
        raise click.BadParameter(f"'{wrong}' is not NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _names(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str | CompletionItem]:
    return [question.name for question in catalogue() if question.name.startswith(begun)]


def _text(sparql: str | None, file: str | None, name: str | None) -> str:
    """Return the query's text, whichever way it was given."""
    if sum(source is not None for source in (sparql, file, name)) != 1:
        raise click.UsageError("give one of: a SPARQL query, -f FILE, -n NAME (--list shows the names)")
    if name is not None:
        return question(name).sparql
    if "-" in (sparql, file):
        return sys.stdin.read()
    return sparql if sparql is not None else _content(Path(file or ""))


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise QueryError("is not UTF-8", where=str(file), hint=f"byte {fault.start} is no text") from None
    except OSError as fault:
        raise IceorgError(f"cannot be read: {fault.strerror}", where=str(file), hint="check the path") from None


@click.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", type=click.Path(), help="Read the query from FILE; - is standard input.")
@click.option("-n", "--name", shell_complete=_names, help="Ask a named question.")
@click.option(
    "--param", multiple=True, callback=_pairs, metavar="NAME=VALUE", help="Give a parameter; may be repeated."
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="Default: a table on a terminal; piped, CSV, and Turtle for graphs.",
)
@click.option(
    "--labels/--no-labels", "named", default=None, help="Names in place of IRIs. Default: in tables and Markdown."
)
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
@click.option("--list", "listing", is_flag=True, help="Show the named questions; as data with --format json.")
def query(  # noqa: PLR0913, PLR0917 (click passes each option)
    sparql: str | None,
    file: str | None,
    name: str | None,
    param: dict[str, str],
    form: str | None,
    named: bool | None,  # noqa: FBT001
    graph: str | None,
    listing: bool,  # noqa: FBT001
) -> None:
    """Ask the graph: with a SPARQL query (- reads standard input), a file, or the name of a question.

    The project's prefixes (org:, skos:, iceorg: and so on) need no declaration.

    \b
    iceorg query -n list-reports --param post="Assistant Secretary"
    iceorg query 'SELECT ?unit { ?unit a org:OrganizationalUnit }' --labels
    """  # noqa: D301 (click reads the character, not the letters)
    if listing:
        click.echo(describe_catalogue(as_json=form == Format.JSON), nl=False)
        return
    text = _text(sparql, file, name)
    store = open_result(load_settings({"out": graph and Path(graph)}).out)
    rows = run_question(store, name, param) if name else ask_guarded(store, text, parameters=param)
    if not rows.rows:
        click.echo(remark(text), err=True)
    chosen = Format(form or Format.TABLE) if form or sys.stdout.isatty() else None
    click.echo(show(store, rows, chosen, named=named, width=shutil.get_terminal_size().columns), nl=False)
