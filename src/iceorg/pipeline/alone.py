"""One document by itself: what it says when no other is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.pipeline.readers import read_one, work_for
from iceorg.resolve import resolve

if TYPE_CHECKING:
    from iceorg.llm import Asking
    from iceorg.model import Document, Resolution


def read_alone(document: Document, asking: Asking | None = None, *, beside: bool = False) -> Resolution:
    """Return the things and claims of one document, as a build of it alone has them.

    Args:
        document: The document.
        asking: How a language model is asked to read it; None if rules do.
        beside: Whether rules read it as well as the model.
    """
    return resolve([read_one(work) for work in work_for([document], asking, beside=beside)])
