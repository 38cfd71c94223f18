"""A document's text in blocks and sentences: `lay_out`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.documents.furniture import furniture
from iceorg.documents.outline import outline
from iceorg.documents.plain import read_plain
from iceorg.documents.sentences import sentence_spans
from iceorg.model import Block, Document, Layout, Sentence, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lay_out(document: Document) -> Layout:
    """Return the layout of a document: its view, blocks, sentences, and what is skipped and why."""
    view, pieces = read_plain(document.text, markdown=document.media_type == "text/markdown")
    blocks = outline(pieces, furniture(pieces))
    sentences = tuple(sentences_of(view, blocks))
    skips = tuple(Skip(block.start, block.end, block.reason) for block in blocks if block.kind.skipped)
    return Layout(document, view, blocks, sentences, skips=skips)


def sentences_of(view: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Yield the sentences of all blocks that are read, in text order."""
    for index, block in enumerate(blocks):
        if not block.kind.skipped:
            for part in block.cells or (block,):
                for start, end in sentence_spans(view, part.start, part.end):
                    yield Sentence(start, end, index)
