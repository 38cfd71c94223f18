"""The options that say who reads: rules, a language model, or both."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iceorg.llm import Asking, Expected, Progress
    from iceorg.settings import Settings

_Command = TypeVar("_Command", bound="Callable[..., Any]")

_OPTIONS: Final = (
    click.option(
        "--reader",
        type=click.Choice(["rules", "model", "both"]),
        help="Who reads: rules, a language model whose facts are proved, or both. Default: rules.",
    ),
    click.option("--model", metavar="NAME", help="The language model, as its server knows it."),
    click.option("--model-url", metavar="URL", help="The server's base address, such as http://127.0.0.1:8080/v1."),
    click.option(
        "--model-replies",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Where the model's replies are kept. Default: model-replies.",
    ),
    click.option(
        "--model-accept",
        type=click.Choice(["proved", "none"]),
        help="Which of its facts are asserted; the others are suggested. Default: proved.",
    ),
    click.option("--offline", is_flag=True, default=None, help="Ask no model: take the replies that are kept."),
    click.option(
        "--max-requests",
        metavar="N",
        type=click.IntRange(min=0),
        help="Ask the model no more often; 0 tells what it would take.",
    ),
)


def reader_options(command: _Command) -> _Command:
    """Add the options that say who reads to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asking_for(settings: Settings) -> Asking | None:
    """Return how a language model is asked; None if rules alone read.

    Raises:
        SettingsError: No model is named.
    """
    if settings.reader == "rules":
        _tell_idle()
        return None
    from iceorg.errors import SettingsError
    from iceorg.llm import Asking
    from iceorg.settings import model_key, model_proxy

    if not settings.model:
        hint = "name one with --model or ICEORG_MODEL, as its server knows it"
        raise SettingsError("no language model is named", where="--reader", hint=hint)
    return Asking(
        settings.model,
        settings.model_url,
        model_key(),
        settings.model_replies,
        settings.offline,
        settings.max_requests,
        settings.jobs or 1,
        settings.model_format,
        settings.model_timeout,
        settings.model_accept == "proved",
        settings.model_price,
        model_proxy(settings.model_url),
    )


def _tell_idle() -> None:
    """Say that options about a model are in vain where rules alone read: else a person believes that the model has read."""
    context = click.get_current_context(silent=True)
    given = [name for name in _OF_THE_MODEL if context is not None and context.params.get(name) is not None]
    if given:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        click.echo(f"Rules alone read: {names} counts only with --reader model or --reader both", err=True)


_OF_THE_MODEL: Final = ("model", "model_url", "model_replies", "model_accept", "offline", "max_requests")


@contextmanager
def asking_shown() -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows how far the asking is: what is to be expected, then pages, tokens, money, time left.

    On a terminal the line changes as the asking goes on; elsewhere it comes once, at the end.
    """
    shown = sys.stderr.isatty()
    wide = 0
    last: Progress | None = None

    def show(progress: Progress) -> None:
        nonlocal wide, last
        if last is None and progress.expected is not None and progress.expected.parts:
            click.echo(told_before(progress.expected, progress.total), err=True)
        last = progress
        if shown:
            line = told(progress)
            click.echo(f"\r{line:{wide}}", err=True, nl=False)
            wide = max(wide, len(line))

    try:
        yield show
    finally:
        if wide:
            click.echo(err=True)
        elif last is not None and last.tokens_out:
            click.echo(told(last), err=True)
        if last is not None and last.done < last.total and last.tokens_out:
            click.echo("What came is kept, and the same command goes on from there", err=True)


def told_before(expected: Expected, total: int) -> str:
    """Return what asking is expected to take, on one line.

    >>> from iceorg.llm import Expected
    >>> told_before(Expected(9, 9, 27_000, 7_500, 0.19), 12)
    '9 of 12 parts have no reply yet: about 27,000 tokens to send and 7,500 to get back, about 0.19 in money'
    >>> told_before(Expected(9, 0, 27_000, 7_500), 12)
    '9 of 12 parts have no reply yet: about 27,000 tokens to send and 7,500 to get back; --max-requests lets none be asked about'
    """
    parts = "1 part has" if total == 1 else f"{expected.parts:,} of {total:,} parts have"
    line = f"{parts} no reply yet: about {expected.tokens_in:,} tokens to send and {expected.tokens_out:,} to get back"
    if expected.cost is not None:
        line += f", about {expected.cost:.2g} in money"
    if expected.asked < expected.parts:
        line += f"; --max-requests lets {expected.asked or 'none'} be asked about"
    return line


def told(progress: Progress) -> str:
    """Return how far the asking is, on one line.

    >>> from iceorg.llm import Progress
    >>> told(Progress(3, 12, 9_000, 2_500, 0.0123, 95))
    'Asking the model: 3 of 12 parts, 9,000 + 2,500 tokens, 0.0123 spent, 1:35 left'
    """
    parts = [f"{progress.done} of {progress.total} parts"]
    if progress.tokens_in or progress.tokens_out:
        parts.append(f"{progress.tokens_in:,} + {progress.tokens_out:,} tokens")
    if progress.cost is not None:
        parts.append(f"{progress.cost:.4f} spent")
    if progress.left_s is not None and progress.done < progress.total:
        parts.append(f"{progress.left_s // 60:.0f}:{progress.left_s % 60:02.0f} left")
    return f"Asking the model: {', '.join(parts)}"
