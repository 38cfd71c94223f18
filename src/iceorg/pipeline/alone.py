"""One document by itself: what it says when no other is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.resolve import resolve

if TYPE_CHECKING:
    from iceorg.model import Document, Resolution


def read_alone(document: Document) -> Resolution:
    """Return the things and claims of one document, as a build of it alone has them."""
    return resolve([read_layout(lay_out(document))])
