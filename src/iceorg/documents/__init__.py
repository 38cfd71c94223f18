"""Documents in: bytes to text, text to blocks and sentences whose offsets never move."""

from iceorg.documents.layout import lay_out

__all__ = ["lay_out"]
