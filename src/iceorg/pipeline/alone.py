"""Documents by themselves: what each says when no other is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.pipeline.readers import read_one, work_for
from iceorg.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from iceorg.llm import Asking, Progress
    from iceorg.model import Document, Resolution


def read_alone(document: Document) -> Resolution:
    """Return the things and claims of one document, as a build of it alone by the rules has them.

    Args:
        document: The document.
    """
    return next(read_each([document]))


def read_each(
    documents: Sequence[Document],
    asking: Asking | None = None,
    *,
    beside: bool = False,
    asked: Callable[[Progress], None] | None = None,
) -> Iterator[Resolution]:
    """Return the things and claims of each document by itself, after a language model was asked about all of them.

    Args:
        documents: The documents.
        asking: How a language model is asked to read them; None if rules do.
        beside: Whether rules read them as well as the model.
        asked: Told how far the asking is.
    """
    work = work_for(documents, asking, beside=beside, asked=asked)
    return (resolve([read_one(one)]) for one in work)
