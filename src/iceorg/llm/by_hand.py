"""Requests answered by hand: `python -m iceorg.llm.by_hand write FOLDER PATH...`, then `... take FOLDER PATH... --model NAME`.

Where no server can be reached from this machine (a model behind a chat page, on a closed network), the requests
are written as files, exactly as they would be sent; the replies are put beside them and taken into the folder of
replies, from which a build reads them without asking anybody.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from iceorg.documents import lay_out, read_documents
from iceorg.llm.asking import Asking, request_for
from iceorg.llm.prompt import prompt, user_message
from iceorg.llm.replies import Replies, Reply, about
from iceorg.llm.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.model import Document


@click.group
def main() -> None:
    """Write requests to a language model as files, and take the replies."""


@main.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True)
def write(folder: Path, paths: tuple[str, ...]) -> None:
    """Write FOLDER/<page>.prompt.txt for every page of PATHS."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document, window in _requests(paths):
        text = f"{prompt().system}\n{user_message(document, window)}"
        (folder / f"{name}.prompt.txt").write_text(text, "utf-8")


@main.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True)
@click.option("--model", required=True, help="Who answered.")
@click.option("--into", default="model-replies", type=click.Path(path_type=Path), help="The folder of replies.")
def take(folder: Path, paths: tuple[str, ...], model: str, into: Path) -> None:
    """Take FOLDER/<page>.reply.txt for every page of PATHS, and tell which are missing."""
    asking, missing = Asking(model, replies=into), []
    for name, document, window in _requests(paths):
        file = folder / f"{name}.reply.txt"
        if not file.exists():
            missing.append(file.name)
            continue
        request, text = request_for(document, window, asking), file.read_text("utf-8")
        Replies(into).keep(request, Reply(text, about(prompt().system + request.message), about(text)))
    if missing:
        raise click.ClickException(f"no reply yet: {', '.join(missing)}")


def _requests(paths: Sequence[str]) -> Iterator[tuple[str, Document, Window]]:
    """Yield each window of each page, with a name for its files."""
    for document in read_documents(paths).documents:
        stem = PurePosixPath(document.name).stem
        for window in windows(lay_out(document)):
            yield stem if window.of == 1 else f"{stem}-{window.number}", document, window


if __name__ == "__main__":
    main()
