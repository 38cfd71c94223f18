"""A document's text in blocks and sentences: `lay_out`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.documents.front_matter import split_front_matter
from iceorg.documents.furniture import furniture
from iceorg.documents.hypertext import read_hypertext
from iceorg.documents.outline import outline
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Piece, masked
from iceorg.documents.plain import read_plain
from iceorg.documents.sentences import sentence_spans
from iceorg.model import Block, Detail, Document, Layout, Sentence, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lay_out(document: Document) -> Layout:
    r"""Return the layout of a document: its view, blocks, sentences, and what is skipped and why.

    Offsets are those of `document.text`, and the view has its length. Every character of the view
    that a person sees lies in exactly one block.

    Example:
        >>> from iceorg.model import DocumentId
        >>> text = "# Offices\n\nThe **Port Office** has two units:\n\n* Dock Unit\n* Crane Unit\n"
        >>> layout = lay_out(Document(DocumentId("0"), "0", ("a.md",), "text/markdown", text))
        >>> [(block.kind.value, layout.words(block), block.parent) for block in layout.blocks]
        [('heading', 'Offices', None), ('paragraph', 'The Port Office has two units:', 0), ('item', 'Dock Unit', 1), ('item', 'Crane Unit', 1)]
    """
    view, pieces, details = read_pieces(document)
    blocks = outline(pieces, furniture(pieces))
    sentences = tuple(sentences_of(view, blocks))
    skips = tuple(Skip(block.start, block.end, block.reason) for block in blocks if block.kind.skipped)
    known = {detail.key: detail.value for detail in reversed(details)}
    return Layout(document, view, blocks, sentences, known.get("title"), known.get("publisher"), skips, details)


def points_elsewhere(beginning: str) -> bool:
    """Whether a sentence, by its beginning, only points to another page or a telephone.

    >>> points_elsewhere("Read more about the Office"), points_elsewhere("The Office of Policy")
    (True, False)
    """
    return " ".join(beginning.lower().split()).startswith(phrases().link_sentences)


def read_pieces(document: Document) -> tuple[str, list[Piece], tuple[Detail, ...]]:
    """Return the view of a document, its pieces, and what its own metadata says."""
    if document.media_type == "text/html":
        return read_hypertext(document.text)
    if document.media_type == "text/markdown":
        return read_markdown(document.text)
    view, pieces = read_plain(document.text)
    return view, pieces, ()


def read_markdown(text: str) -> tuple[str, list[Piece], tuple[Detail, ...]]:
    """Return the view of a Markdown file, its pieces, and what its front matter says."""
    body, front, details, fences = split_front_matter(text)
    view, pieces = read_plain(body, markdown=True)
    if front:
        end = fences[-1][1]
        view = masked(text[:end], fences) + view[end:]
    return view, [*front, *pieces], details


def sentences_of(view: str, blocks: Sequence[Block]) -> Iterator[Sentence]:
    """Yield the sentences of all blocks that are read, in text order."""
    for index, block in enumerate(blocks):
        if not block.kind.skipped:
            for part in block.cells or (block,):
                for start, end in sentence_spans(view, part.start, part.end):
                    yield Sentence(start, end, index, points_elsewhere(view[start : start + 40]))
