"""Documents in: bytes to text, text to blocks and sentences whose offsets never move."""

from iceorg.documents.intake import Intake, Refusal, read_documents
from iceorg.documents.layout import lay_out

__all__ = ["Intake", "Refusal", "lay_out", "read_documents"]
