"""The texts of documents as the page's readers see them: whole, and what no fact is read from marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.chart.data import SourceText
from iceorg.model import Literal
from iceorg.vocab import iceorg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Document, Triple


def source_texts(triples: Iterable[Triple], documents: Iterable[Document]) -> dict[str, SourceText]:
    """Return the texts of a graph's documents by the SHA-256 of their files, with what of them is not read.

    Args:
        triples: The graph, or those of its triples that give digests.
        documents: Documents as they were read; those that are not the graph's are left out.
    """
    from iceorg.documents import lay_out

    wanted = {what.value for _, name, what in triples if name == iceorg.SHA256 and isinstance(what, Literal)}
    return {
        document.sha256: SourceText(document.text, lay_out(document).skips)
        for document in documents
        if document.sha256 in wanted
    }
