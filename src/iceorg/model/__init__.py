"""What passes between the rooms: frozen data, and nothing that reads or writes.

`documents` makes a `Layout` of each file, `extract` a `Reading` of each layout, `resolve` one
`Resolution` of all readings, `graph` triples of the resolution.
"""

from iceorg.model.claim import Claim, Key, Kind, Literal, Status, Term
from iceorg.model.document import (
    JOINER,
    Block,
    BlockKind,
    Detail,
    Document,
    DocumentId,
    Layout,
    Passage,
    Sentence,
    Skip,
    Source,
    Span,
)
from iceorg.model.names import name_key
from iceorg.model.reading import Reading, Resolution, Thing, Triple

__all__ = [
    "JOINER",
    "Block",
    "BlockKind",
    "Claim",
    "Detail",
    "Document",
    "DocumentId",
    "Key",
    "Kind",
    "Layout",
    "Literal",
    "Passage",
    "Reading",
    "Resolution",
    "Sentence",
    "Skip",
    "Source",
    "Span",
    "Status",
    "Term",
    "Thing",
    "Triple",
    "name_key",
]
