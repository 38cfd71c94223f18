"""`iceorg build`: documents in, a result folder out."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from iceorg.cli.curation import curation_option
from iceorg.cli.parts import CONTACTS, OUTSIDE, with_option
from iceorg.cli.readers import asking_for, asking_shown, reader_options
from iceorg.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iceorg import Built
    from iceorg.errors import Problem

PROBLEMS: Final = 1
_UNREAD: Final = frozenset({"language-not-read", "nothing-found"})
"""Notes that are told at once: who gave the page waits for its facts."""
MANY: Final = 20
"""Documents from which on the work is long enough to show how far it is."""


@click.command
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="The result folder. Default: build.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes that read documents. Default: as many as help."
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="A Dask scheduler whose workers read the documents, or local for workers on this machine.",
)
@click.option(
    "--limit",
    "limits",
    metavar="NAME=NUMBER",
    multiple=True,
    help="What a file may come to, such as pages=10000 or document=20000000; may be given several times.",
)
@click.option("--fresh", is_flag=True, help="Read every document anew, also those that have not changed.")
@curation_option
@with_option
@reader_options
@click.option("--strict", is_flag=True, default=None, help="Exit with 1 if anything was not read or is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Say what was built as JSON.")
@click.pass_context
def build(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    parts: tuple[str, ...],
    fresh: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **flags: Any,
) -> None:
    """Make a graph, a chart and a report of documents.

    PATHs are files or folders of .txt, .md, .html, .pdf and .docx documents, packed as .gz
    or .zip or not, and of web archives (.warc, .warc.gz, .wacz), each page of which is a
    document. A PATH may be an address too: https:// for one page, s3://, sftp:// and others
    for files and folders. Without any, the five bundled documents are read. What people decided in data/curation of the
    current folder is applied, unless --curation names other decisions or --no-curation leaves them. A former
    result is replaced whole or not at all.

    \b
    iceorg build
    iceorg build --with outside
    iceorg build letters/ page.html --out letters-graph
    iceorg build https://www.example.org/about/offices
    iceorg build archive.warc.gz --scheduler tcp://10.0.0.1:8786
    iceorg build letters/ --reader model --model tide-7b --model-url http://127.0.0.1:8080/v1
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg import build as build_result
    from iceorg.settings import CURATION, found_curation, load_settings, read_limits

    settings = load_settings(flags | {"limits": read_limits(flags["limits"])}, own=bool(paths))
    with _progress() as progress, asking_shown() as asked:
        result = build_result(
            paths,
            settings.out,
            base=settings.base,
            built_on=settings.built_on,
            jobs=settings.jobs,
            progress=progress,
            asking=asking_for(settings),
            beside=settings.reader == "both",
            asked=asked,
            curation=settings.curation,
            outside=OUTSIDE in parts,
            contacts=CONTACTS in parts,
            fresh=fresh,
            scheduler=settings.scheduler,
            limits=settings.limits,
        )
    warned = _tell_problems(result)
    decided = _decided(settings.curation)
    if settings.curation is None and flags["curation"] is None and _decided(found_curation()):
        click.echo(
            f"{CURATION} comes with the bundled documents, and is left; --curation {CURATION} applies it", err=True
        )
    click.echo(json.dumps(_as_json(result, decided), indent=2) if as_json else _summary(result, decided))
    if settings.strict and warned:
        ctx.exit(PROBLEMS)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how far the reading is, how fast it goes and how long it will take.

    It does so on a terminal, and when there is much to read.
    """
    bar: Any = None
    since = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and total >= MANY and sys.stderr.isatty():
            bar = click.progressbar(
                length=total, label="Reading documents", show_pos=True, item_show_func=_rate, file=sys.stderr
            )
        if bar is not None:
            bar.update(1, done / max(time.monotonic() - since, 0.001))
            if done == total:
                bar.render_finish()

    yield show


def _rate(rate: float | None) -> str | None:
    """Return how many documents are read in a second, in words; None before the first.

    >>> _rate(42.44), _rate(None)
    ('42.4 a second', None)
    """
    return None if rate is None else f"{rate:.1f} a second"


def _tell_problems(result: Built) -> bool:
    """Say on standard error what was not read and what is wrong; return whether that is more than notes."""
    problems = _problems(result)
    worse = [problem for problem in problems if problem.severity is not Severity.NOTE]
    unread = [problem for problem in problems if problem.code in _UNREAD]
    for problem in (*worse, *unread):
        hint = f"; {problem.hint}" if problem.hint else ""
        click.echo(f"{problem.severity}: {problem.where}: {problem.message}{hint}", err=True)
    if notes := len(problems) - len(worse) - len(unread):
        click.echo(f"{_count(notes, 'note')} in {result.out / 'report.html'}", err=True)
    return bool(worse)


def _problems(result: Built) -> list[Problem]:
    """Return what was not read, then what is wrong or worth knowing, worst first."""
    return [*(refusal.problem for refusal in result.report.refused), *result.report.problems]


def _decided(curation: Path | None) -> Path | None:
    """Return where the decisions lie that were read; a folder may hold none."""
    from iceorg.curation import curation_files

    return curation if curation is not None and curation_files(curation) else None


def _summary(result: Built, decided: Path | None) -> str:
    report = result.report
    refused = f", {_count(len(report.refused), 'file')} not read" if report.refused else ""
    lines = [
        f"{_count(len(report.documents), 'document')} read{refused}: {_count(report.facts, 'fact')}, each with its words.",
        f"chart   {result.out / 'chart.html'}",
        f"graph   {result.out / 'graph.nt'}",
        f"report  {result.out / 'report.html'}",
    ]
    if decided:
        lines.append(f"decided {decided}, what people decided; --no-curation builds without")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_json(result: Built, decided: Path | None) -> dict[str, Any]:
    report = result.report
    return {
        "out": str(result.out),
        "graph": str(result.out / "graph.nt"),
        "chart": str(result.out / "chart.html"),
        "curation": str(decided) if decided else None,
        "documents": len(report.documents),
        "refused": len(report.refused),
        "facts": report.facts,
        "triples": report.triples,
        "problems": [asdict(problem) for problem in _problems(result)],
    }
