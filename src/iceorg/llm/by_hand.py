"""Requests answered by hand: `python -m iceorg.llm.by_hand write FOLDER PATH...`, then `... take FOLDER PATH... --model NAME`.

Where no server can be reached from this machine (a model behind a chat page, on a closed network), the requests
are written as files, exactly as they would be sent (with people's own ways to be reached masked, and the names that are to be suppressed); the replies are put beside them and taken into the folder of
replies, from which a build reads them without asking anybody.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from iceorg.documents import lay_out, read_documents
from iceorg.errors import IceorgError
from iceorg.llm.answer import NoAnswer, read_answer
from iceorg.llm.asking import Asking, request_for
from iceorg.llm.prompt import prompt, user_message
from iceorg.llm.replies import Replies, Reply, about
from iceorg.llm.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.model import Document


class _Commands(click.Group):
    """Commands whose errors end in words, as those of `iceorg` do."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except IceorgError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error


_suppressed = click.option(
    "--suppress",
    metavar="NAME",
    multiple=True,
    help="A person whose name is masked, as decisions of a build mask it; may be repeated.",
)


@click.group(cls=_Commands)
def main() -> None:
    """Write requests to a language model as files, and take the replies.

    \b
    python -m iceorg.llm.by_hand write ask letters/
    (give each ask/NAME.prompt.txt to the model, put what it answers into ask/NAME.reply.txt)
    python -m iceorg.llm.by_hand take ask letters/ --model tide-7b
    iceorg build letters/ --reader both --model tide-7b --offline
    """  # noqa: D301 (click reads the character, not the letters)


@main.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True)
@_suppressed
def write(folder: Path, paths: tuple[str, ...], suppress: tuple[str, ...]) -> None:
    """Write FOLDER/<page>.prompt.txt for every page of PATHS."""
    folder.mkdir(parents=True, exist_ok=True)
    requests = list(_requests(paths, suppress))
    for name, document, window in requests:
        text = f"{prompt().system}\n{user_message(document, window)}"
        (folder / f"{name}.prompt.txt").write_text(text, "utf-8")
    click.echo(
        f"Requests written into {folder}: {len(requests)}; put each reply beside its NAME.prompt.txt as NAME.reply.txt"
    )


@main.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True)
@_suppressed
@click.option("--model", required=True, help="Who answered.")
@click.option("--into", default="model-replies", type=click.Path(path_type=Path), help="The folder of replies.")
def take(folder: Path, paths: tuple[str, ...], suppress: tuple[str, ...], model: str, into: Path) -> None:
    """Take FOLDER/<page>.reply.txt for every page of PATHS, and tell which are missing or cannot be read."""
    asking, missing, taken = Asking(model, replies=into), [], 0
    for name, document, window in _requests(paths, suppress):
        file = folder / f"{name}.reply.txt"
        try:
            text = file.read_text("utf-8-sig")  # some editors put a mark before it
            read_answer(text)
        except FileNotFoundError:
            missing.append(f"{file.name}: is not there yet")
        except UnicodeDecodeError:
            missing.append(f"{file.name}: is not in UTF-8; save it in that encoding")
        except NoAnswer as reason:
            missing.append(f"{file.name}: {reason}")
        else:
            request = request_for(document, window, asking)
            Replies(into).keep(request, Reply(text, about(prompt().system + request.message), about(text)))
            taken += 1
    click.echo(f"Replies taken into {into}: {taken}")
    if missing:
        raise click.ClickException("not taken:\n" + "\n".join(missing))


def _requests(paths: Sequence[str], suppressed: tuple[str, ...]) -> Iterator[tuple[str, Document, Window]]:
    """Yield each window of each page, with a name for its files that no other page has; tell of files that are no pages."""
    intake = read_documents(paths, suppressed=suppressed)
    for refused in intake.refused:
        click.echo(f"Not read: {refused.name}: {refused.message}", err=True)
    stems = Counter(_stem(document) for document in intake.documents)
    for document in intake.documents:
        name = _stem(document)
        if stems[name] > 1:
            name = f"{name}-{document.id}"
        for window in windows(lay_out(document)):
            yield name if window.of == 1 else f"{name}-{window.number}", document, window


def _stem(document: Document) -> str:
    return PurePosixPath(document.name).stem


if __name__ == "__main__":
    main()
