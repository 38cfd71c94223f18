"""`iceorg check`: what is wrong with a result, in words."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from iceorg.cli.curation import Named, curation_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.errors import Problem
    from iceorg.model import Document
    from iceorg.settings import Settings

PROBLEMS: Final = 1
_MOST: Final = 20
"""Findings of one kind that are told one by one; `--json` gives all."""


@click.command
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--documents",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Compare quotes with these documents too, files or folders; the bundled ones are always at hand.",
)
@curation_option
@click.option(
    "--notes", is_flag=True, help="Show notes as well: what is stated of nothing, such as a unit without a whole."
)
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
@click.pass_context
def check(  # noqa: PLR0913 (click passes each option)
    ctx: click.Context,
    *,
    folder: Path | None,
    documents: tuple[str, ...],
    curation: Named,
    notes: bool,
    as_json: bool,
) -> None:
    """Check every file, quote and fact and the shapes, and look for what is odd: loops, two heads on one day.

    DIR is a result folder (default: build). Warnings alone are no problem: exit code 1 stands for errors.
    """
    from iceorg.check import check_domain, check_graph, check_shapes
    from iceorg.errors import Severity
    from iceorg.settings import load_settings, ontology_folder

    settings = load_settings({"out": folder, "curation": curation})
    folder = settings.out
    graph, found = _read_graph(folder)
    found += _damage_beside(folder)
    found += check_graph(graph, read_texts(documents, settings)) + check_shapes(graph, ontology_folder() / "shapes")
    found += check_domain(graph, ontology_folder() / "qa")
    if not notes:
        found = tuple(problem for problem in found if problem.severity is not Severity.NOTE)
    click.echo(_as_json(found) if as_json else _told(found), nl=False)
    click.echo(_summary(folder, graph, found), err=True)
    if any(problem.severity == Severity.ERROR for problem in found):
        ctx.exit(PROBLEMS)


def _read_graph(folder: Path) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the graph of a result folder; that it is not as it was built is a finding, and no reason to stop."""
    from iceorg.errors import Problem, Severity, StoreError
    from iceorg.store import open_result

    changed: tuple[Problem, ...] = ()
    try:
        open_result(folder)
    except StoreError as error:
        if not (folder / "graph.nt").is_file():
            raise
        changed = (Problem(Severity.ERROR, "not-as-built", error.where, error.message, error.hint),)
    return (folder / "graph.nt").read_bytes(), changed


def _damage_beside(folder: Path) -> tuple[Problem, ...]:
    """Return what has happened to the files beside the graph, if the manifest can be read; else the graph's fault says it."""
    from iceorg.errors import StoreError
    from iceorg.store import find_damage

    try:
        _, found = find_damage(folder)
    except StoreError:
        return ()
    return tuple(problem for problem in found if problem.where != str(folder / "graph.nt"))


def read_texts(paths: Sequence[str], settings: Settings) -> dict[str, str]:
    """Return the texts of the bundled documents, of those given and of files of decisions, by SHA-256."""
    from iceorg.api import read_decisions

    files = read_decisions(settings.curation).files
    return {document.sha256: document.text for document in (*read_given(paths, settings), *files)}


def read_given(paths: Sequence[str], settings: Settings) -> tuple[Document, ...]:
    """Return the bundled documents and those given, each as the build read it.

    One that the build read otherwise, with the names of people suppressed whom this command does not know of, is
    left out: its text is not to be shown.
    """
    from iceorg.api import read_as_built, read_decisions

    intake, otherwise = read_as_built(settings.out, paths, read_decisions(settings.curation).suppressed)
    for refusal in intake.refused:
        click.echo(f"{refusal.name}: not read: {refusal.message}", err=True)
    for name in otherwise:
        click.echo(f"{name}: not shown: the build masked other names in it; give its --curation", err=True)
    return intake.documents


def _as_json(found: Sequence[Problem]) -> str:
    records: list[dict[str, Any]] = [asdict(problem) for problem in found]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _told(found: Sequence[Problem]) -> str:
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Problem]) -> Iterator[str]:
    """Yield the findings, those of one kind together; a hint that fits them all comes once, below them."""
    for (severity, code), group in groupby(found, key=lambda problem: (problem.severity, problem.code)):
        problems = list(group)
        hints = {problem.hint for problem in problems}
        yield f"{severity}: {code}"
        for problem in problems[:_MOST]:
            yield f"  {problem.where}: {problem.message}"
            if problem.hint and len(hints) > 1:
                yield f"    {problem.hint}"
        if len(problems) > _MOST:
            yield f"  and {len(problems) - _MOST} more; --json gives all"
        if problems[0].hint and len(hints) == 1:
            yield f"    {problems[0].hint}"


def _summary(folder: Path, graph: bytes, found: Sequence[Problem]) -> str:
    from iceorg.errors import Severity

    triples = graph.count(b"\n")
    errors = sum(problem.severity == Severity.ERROR for problem in found)
    notes = sum(problem.severity == Severity.NOTE for problem in found)
    warnings = len(found) - errors - notes
    outcome = f"{_counted(errors, 'error')} and {_counted(warnings, 'warning')}" if errors or warnings else "no problem"
    outcome += f", {_counted(notes, 'note')}" if notes else ""
    return f"{folder}: {triples} triples, {outcome}"


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _counted(1, "error"), _counted(0, "warning")
    ('1 error', '0 warnings')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
