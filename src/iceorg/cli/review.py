"""`iceorg review`: questions for a person, and the answers as entries of a curation file."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iceorg.cli.asked import open_graph
from iceorg.cli.told import record_of
from iceorg.model import Act
from iceorg.review import append_entry, item_data, queue, remove_last, review_html
from iceorg.review.items import SORTS
from iceorg.review.writing import entry_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.review import Answer, Item

_FILE = Path("data", "curation", "review.toml")
"""In the folder where the next build looks for decisions by itself."""
_SINCE = "Since which day, as 2019-07-01 (Enter, if it is not known)"


@click.command
@click.option("--sort", type=click.Choice(SORTS), multiple=True, help="Only these questions. Default: all.")
@click.option("--list", "listed", is_flag=True, help="Show the questions, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="Questions, sentences and entries as JSON, and ask nothing.")
@click.option(
    "--page", metavar="FILE", type=click.Path(path_type=Path), help="Write the questions as a page, and ask nothing."
)
@click.option("--author", metavar="NAME", help="Who decides. Asked for, if it is not given.")
@click.option(
    "--curation",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"Where answers are added, and what is decided already; a folder's answers go into its review.toml. Default: {_FILE}.",
)
@click.option("--graph", metavar="DIR", help="The result folder. Default: build.")
def review(  # noqa: PLR0913, PLR0917 (click passes each option)
    sort: tuple[str, ...],
    listed: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    page: Path | None,
    author: str | None,
    curation: Path | None,
    graph: str | None,
) -> None:
    """Walk through what is for a person to decide, and write the answers down.

    Things that may be one, questions that documents answer differently, and facts that were read but are not sure. Each
    answer is an entry of a curation file, which the next build applies: by itself if it lies in data/curation, else by
    `--curation FILE`. Nothing is decided by itself.

    \b
    iceorg review
    iceorg review --sort pairs --list
    iceorg review --page review.html
    """  # noqa: D301 (click reads the character, not the letters)
    from iceorg.api import read_decisions
    from iceorg.settings import load_settings

    settings = load_settings({"out": graph and Path(graph), "curation": curation})
    kept = settings.curation or _FILE
    decisions = [decision for decision, _ in read_decisions(kept if kept.exists() else None).decisions]
    record = record_of(open_graph(graph, None, large=None))
    items = [item for item in queue(record, settings.base, decisions) if item.sort in (sort or SORTS)]
    if page is not None:
        page.write_text(review_html(items, author=author or "…", on=_today()), "utf-8", newline="\n")
        click.echo(f"{page}: {len(items)} questions; open it in a browser", err=True)
    elif as_json:
        click.echo(json.dumps([item_data(item) for item in items], ensure_ascii=False, indent=2))
    elif listed or not sys.stdin.isatty():
        click.echo("".join(f"{shown(item)}\n\n" for item in items), nl=False)
        click.echo(f"{len(items)} questions", err=True)
    else:
        walk(items, kept / "review.toml" if kept.is_dir() else kept, author or click.prompt("Your name"))


def shown(item: Item) -> str:
    """Return a question with what speaks for its answers, as text."""
    lines = [item.question, *(f"  {note}" for note in item.notes)]
    for answer, sentences in item.sides:
        lines += [f"  {answer}", *(f"    {sentence}" for sentence in sentences)]
    return "\n".join(lines)


def walk(items: Sequence[Item], path: Path, author: str) -> None:
    """Ask one question after the other, and write each answer at once."""
    added: list[int] = []
    at = 0
    while at < len(items):
        item = items[at]
        click.echo(f"\n{at + 1} of {len(items)}\n{shown(item)}")
        for answer in item.answers:
            click.echo(f"  [{answer.key}] {answer.words}")
        click.echo("  [k] skip   [u] undo the last answer   [q] quit")
        keys = [*(answer.key for answer in item.answers), "k", "u", "q"]
        chosen = click.prompt("Your answer", type=click.Choice(keys), show_choices=False)
        if chosen == "q":
            break
        if chosen == "u":
            at = _undone(path, added, at)
            continue
        if chosen == "k":
            added.append(0)
        else:
            added.append(_written(next(one for one in item.answers if one.key == chosen), path, author))
        at += 1
    decided = sum(1 for size in added if size)
    naming = "" if path.parent == _FILE.parent else " with --curation"
    again = f"; build again{naming} to apply them" if decided else ""
    click.echo(f"{decided} answer{'' if decided == 1 else 's'} in {path}{again}", err=True)


def _undone(path: Path, added: list[int], at: int) -> int:
    """Take back the last answer, and return which question is asked next."""
    if not added:
        click.echo("There is nothing to undo.", err=True)
        return at
    if size := added.pop():
        remove_last(path, size)
    return at - 1


def _written(answer: Answer, path: Path, author: str) -> int:
    values: dict[str, str | tuple[str, ...] | date] = dict(answer.values)
    if answer.act is Act.RENAME and (day := click.prompt(_SINCE, default="", show_default=False, value_proc=_day)):
        values["on"] = day
    if answer.needs_source:
        values["source"] = click.prompt("What does that rest on (an address, or words)")
    reason = click.prompt("Why")
    return append_entry(path, entry_text(answer.act, values, author=author, on=_today(), reason=reason))


def _day(words: str) -> date | None:
    """Return a day that a person gave; None for no words."""
    try:
        return date.fromisoformat(words.strip()) if words.strip() else None
    except ValueError:
        raise click.BadParameter(f"{words!r} is no day: write it as 2019-07-01") from None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the person is
