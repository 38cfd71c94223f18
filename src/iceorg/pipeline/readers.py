"""Who reads a document: rules, a language model, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.documents import lay_out
from iceorg.extract import read_layout, with_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from iceorg.llm import Asking, Progress, Reply
    from iceorg.model import Agent, Document, Layout, Reading
    from iceorg.pipeline.kept import Kept


@dataclass(frozen=True, slots=True)
class Work:
    """One document to be read.

    Args:
        document: The document.
        agent: The language model that read it; None if rules alone do.
        replies: What the model said, a reply for each part.
        beside: Whether rules read it as well.
        accept: Whether the model's proved facts are asserted.
    """

    document: Document
    agent: Agent | None = None
    replies: tuple[Reply, ...] = ()
    beside: bool = False
    accept: bool = True


def work_for(
    documents: Sequence[Document],
    asking: Asking | None,
    *,
    beside: bool = False,
    asked: Callable[[Progress], None] | None = None,
) -> list[Work]:
    """Return the work that documents take, after asking a language model about all of them, if one reads.

    Args:
        documents: The documents.
        asking: How the model is asked; None if rules alone read.
        beside: Whether rules read as well as the model.
        asked: Told how far the asking is.
    """
    if asking is None:
        return [Work(document) for document in documents]
    from iceorg.llm import ask_all

    replies = ask_all(map(lay_out, documents), asking, asked)
    return [Work(document, asking.agent, replies.get(document.id, ()), beside, asking.accept) for document in documents]


def read_one(work: Work) -> Reading:
    """Return what a document says."""
    return with_contacts(_read(lay_out(work.document), work))


def _read(layout: Layout, work: Work) -> Reading:
    if work.agent is None:
        return read_layout(layout)
    from iceorg.llm import read_replies

    return read_replies(layout, work.replies, work.agent, beside=work.beside, accept=work.accept)


def read_and_keep(kept: Kept, work: Work) -> Reading:
    """Return what a document says, and keep it for the next build."""
    reading = read_one(work)
    kept.keep(work, reading)
    return reading
