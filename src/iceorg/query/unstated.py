"""What to say where no document answers: that is an answer too, with the documents that were read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.query.catalogue import is_any
from iceorg.query.names import labels, told_documents
from iceorg.vocab import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.query.catalogue import Question
    from iceorg.query.names import Told
    from iceorg.query.rows import Cell
    from iceorg.store import Store

_OPEN = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")
_MOST = 12
"""How many documents are named; of more, only the number is told."""


def unstated(store: Store, question: Question, given: Mapping[str, str], values: Mapping[str, Cell]) -> str:
    """Return the words for an empty answer: that it is not stated, and in which documents.

    Args:
        store: Where the names and the documents are.
        question: What was asked.
        given: The parameters as the person wrote them.
        values: The same as terms.
    """
    written = {p.name: given.get(p.name, p.default or "") for p in question.parameters}
    called = labels(store, (cell for cell in values.values() if isinstance(cell, str)))
    words = {name: _in_words(text, values.get(name), called) for name, text in written.items()}
    sentence = _OPEN.sub(lambda m: "" if is_any(written[m[2]]) else m[1], question.unstated)
    said = sentence.format(**words)
    return f"Not stated: {said[0].lower()}{said[1:]}\n{_documents(store)}"


def _in_words(text: str, cell: Cell | None, called: Mapping[str, str]) -> str:
    if isinstance(cell, str):
        return called.get(cell) or shorten(cell)
    return text


def _documents(store: Store) -> str:
    found = told_documents(store)
    if len(found) > _MOST:
        return f"{len(found)} documents were read; `iceorg query -n list-documents` lists them."
    return f"Read: {', '.join(_told(told) for told in found) or 'no document'}."


def _told(document: Told) -> str:
    return f"{document.file} ({document.stated or 'undated'})"
