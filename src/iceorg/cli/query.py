"""`iceorg query`: SPARQL or a named question, answered from a result folder or an endpoint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iceorg.cli.asked import ask_question, ask_text, graph_options, open_graph, tell, timeout_option
from iceorg.cli.days import as_of_options, narrowed
from iceorg.errors import IceorgError, QueryError
from iceorg.query import (
    Format,
    catalogue,
    cited,
    describe_catalogue,
    question,
    remark,
    uncited,
    warnings,
)
from iceorg.store import FOR_ANY, FOR_ONE_QUESTION

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from iceorg.query import Rows
    from iceorg.store import Store


def _pairs(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    wrong = next((name for name, sign, _ in pairs if not (name and sign)), None)
    if wrong is not None:
        raise click.BadParameter(f"'{wrong}' is not NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _names(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str | CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(q.name, help=q.title) for q in catalogue() if q.name.startswith(begun)]


def _parameters(ctx: click.Context, _param: click.Parameter, begun: str) -> list[str | CompletionItem]:
    """Return the parameters of the question that stands on the line already."""
    asked = next((q for q in catalogue() if q.name == ctx.params.get("name")), None)
    return [f"{p.name}=" for p in asked.parameters if p.name.startswith(begun)] if asked else []


def _text(sparql: str | None, file: str | None) -> str:
    """Return the query's text, whichever way it was given."""
    if "-" in (sparql, file):
        return sys.stdin.read()
    if sparql is None and file is None:
        piped = "" if sys.stdin.isatty() else sys.stdin.read()
        if not piped.strip():
            raise click.UsageError("give one of: a SPARQL query, -f FILE, -n NAME (--list shows the names)")
        return piped
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
    "--param",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    shell_complete=_parameters,
    help="Give a parameter; may be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="Default: a table on a terminal; piped, CSV, and Turtle for graphs.",
)
@click.option(
    "--labels/--no-labels",
    "named",
    default=None,
    help="Names in place of IRIs. Default: names beside IRIs in tables, in their place in Markdown.",
)
@click.option(
    "--cite/--no-cite",
    default=None,
    help="The sentences beside each row, with documents and offsets. Default: for named questions.",
)
@as_of_options
@graph_options
@timeout_option
@click.option("--list", "listing", is_flag=True, help="Show the named questions; as data with --format json.")
def query(  # noqa: PLR0913, PLR0917 (click passes each option)
    sparql: str | None,
    file: str | None,
    name: str | None,
    param: dict[str, str],
    form: str | None,
    named: bool | None,  # noqa: FBT001
    cite: bool | None,  # noqa: FBT001
    day: str | None,
    undated: str,
    graph: str | None,
    store: str | None,
    timeout: float,
    listing: bool,  # noqa: FBT001
) -> None:
    """Ask the graph: with a SPARQL query (- reads standard input), a file, or the name of a question.

    The project's prefixes (org:, skos:, iceorg: and so on) need no declaration. With nothing given on a
    terminal, a prompt takes one question after the other.

    \b
    iceorg query -n list-reports --param post="Assistant Secretary"
    iceorg query 'SELECT ?unit { ?unit a org:OrganizationalUnit }' --labels
    """  # noqa: D301 (click reads the character, not the letters)
    if listing:
        click.echo(describe_catalogue(as_json=form == Format.JSON), nl=False)
        return
    if sum(source is not None for source in (sparql, file, name)) > 1:
        raise click.UsageError("give one of: a SPARQL query, -f FILE, -n NAME (--list shows the names)")
    if name is not None:
        question(name)  # a misspelt name is told before a graph is read
        asked = narrowed(open_graph(graph, store, timeout, large=None if day else FOR_ONE_QUESTION), day, undated)
        rows = ask_question(asked, name, param, timeout)
        tell(asked, uncited(rows) if cite is False else rows, form, named=named, note=rows.note)
    elif sparql is None and file is None and sys.stdin.isatty() and sys.stdout.isatty():
        from iceorg.cli.prompt import converse

        converse(
            narrowed(open_graph(graph, store, timeout, large=None if day else FOR_ANY), day, undated),
            form,
            named=named,
            cite=bool(cite),
            timeout=timeout,
        )
    else:
        text = _text(sparql, file)
        asked = narrowed(open_graph(graph, store, timeout, large=None if day else FOR_ANY), day, undated)
        rows = _answer(asked, text, param, timeout, cite=bool(cite))
        tell(asked, rows, form, named=named, note="" if rows.rows else remark(text))


def _answer(store: Store, text: str, param: dict[str, str], timeout: float, *, cite: bool) -> Rows:
    """Return the answer of a query; what is odd about it goes to standard error."""
    rows = ask_text(store, text, param, timeout)
    for warning in warnings(text, answered=bool(rows.rows)):
        click.echo(f"Warning: {warning}", err=True)
    return cited(store, text, rows) if cite else rows
