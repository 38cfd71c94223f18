"""`iceorg evaluate`: how much of what a careful reader finds is found."""

from __future__ import annotations

import json
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import click

from iceorg.cli.readers import asking_for, asking_shown, reader_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.evaluate import Gold, Judged
    from iceorg.model import Document
    from iceorg.settings import Settings

NOT_READ: Final = "reply-not-read"
"""The problem of a document that the model has not read: what it would find there is scored as missed."""
MANY: Final = 20
"""Documents from which on the work is long enough to show how far it is."""


@click.command
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.argument("documents", metavar="DOCUMENTS", type=click.Path(path_type=Path))
@click.option("--only", metavar="PREFIX", multiple=True, help="Documents whose name begins so; may be repeated.")
@click.option("--skip", metavar="PREFIX", multiple=True, help="But none whose name begins so; may be repeated.")
@reader_options
@click.option("--misses", is_flag=True, help="List what is missed and what is wrong, with line, words and rule.")
@click.option("--json", "as_json", is_flag=True, help="Give the figures as JSON.")
def evaluate(  # noqa: PLR0913, PLR0917 (click passes each option)
    gold: Path,
    documents: Path,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    misses: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    **flags: Any,
) -> None:
    """Measure precision and recall against gold.

    GOLD is a folder of annotations in JSON, or one of them; DOCUMENTS the folder of their documents, or
    one document. They go together by name: page.json and page.txt. Each document is read alone.

    \b
    iceorg evaluate gold/ documents/
    iceorg evaluate gold/ documents/ --only t101 --misses
    iceorg evaluate gold/ documents/ --reader both --model tide-7b --offline
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.evaluate import as_data, as_text
    from iceorg.settings import load_settings

    settings = load_settings(flags)
    pairs = _pairs(gold, documents, only, skip)
    judged = list(_judged(pairs, settings))
    if as_json:
        click.echo(json.dumps(as_data(judged, misses=misses), indent=2, ensure_ascii=False))
    else:
        click.echo(as_text(judged, misses=misses), nl=False)


def _pairs(gold: Path, documents: Path, only: Sequence[str], skip: Sequence[str]) -> list[tuple[Gold, Document]]:
    """Return each annotation with its document, in the order of their names."""
    from iceorg.evaluate import gold_files, read_gold

    files = [file for file in gold_files(gold) if file.name.startswith(tuple(only) or "")]
    files = [file for file in files if not file.name.startswith(tuple(skip))] if skip else files
    if not files:
        raise click.UsageError(f"no gold in {gold} has such a name; --only and --skip take the beginnings of names")
    by_stem, refused = _documents(documents)
    if len(files) == len(by_stem) == 1 and gold.is_file() and documents.is_file():
        return [(read_gold(files[0]), next(iter(by_stem.values())))]
    missing = [file.stem for file in files if file.stem not in by_stem]
    if missing:
        raise _without_document(missing, refused, documents)
    return [(read_gold(file), by_stem[file.stem]) for file in files]


def _documents(path: Path) -> tuple[Mapping[str, Document], Mapping[str, str]]:
    """Return the documents by their names without endings, and why others are not read."""
    from iceorg.documents import read_documents
    from iceorg.errors import SourceError

    intake = read_documents([path])
    by_stem: dict[str, Document] = {}
    for document in intake.documents:
        for name in document.file_names:
            stem = PurePosixPath(name).stem
            if stem in by_stem and by_stem[stem] is not document:
                raise SourceError(f"two documents are called {stem}", where=str(path), hint="rename one and its gold")
            by_stem[stem] = document
    return by_stem, {PurePosixPath(one.name).stem: one.message for one in intake.refused}


def _without_document(missing: Sequence[str], refused: Mapping[str, str], documents: Path) -> Exception:
    from iceorg.errors import SourceError

    first = missing[0]
    reason = f"its document {refused[first]}" if first in refused else "there is no document of that name"
    more = f" (and so for {len(missing) - 1} more)" if len(missing) > 1 else ""
    hint = "the gold's page.json wants a page.txt, page.md or page.html; --only takes fewer"
    return SourceError(f"{first}.json cannot be scored: {reason}{more}", where=str(documents), hint=hint)


def _judged(pairs: Sequence[tuple[Gold, Document]], settings: Settings) -> Iterator[Judged]:
    """Yield each document judged, and show on a terminal how far it is; warn of those that the model has not read."""
    from iceorg.evaluate import judge
    from iceorg.pipeline import read_each

    with asking_shown() as asked:
        documents = [document for _, document in pairs]
        found = read_each(documents, asking_for(settings), beside=settings.reader == "both", asked=asked)
    shown = len(pairs) >= MANY and sys.stderr.isatty()
    with click.progressbar(pairs, label="Reading documents", file=sys.stderr, hidden=not shown) as steps:
        for (gold, _), resolution in zip(steps, found, strict=True):
            for problem in (each for reading in resolution.readings for each in reading.problems):
                if problem.code == NOT_READ:
                    click.echo(f"{problem.severity}: {problem.where}: {problem.message}; {problem.hint}", err=True)
            yield judge(gold, resolution)
