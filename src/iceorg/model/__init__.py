"""What passes between the rooms: frozen data, and nothing that reads or writes.

`documents` makes a `Layout` of each file, `extract` a `Reading` of each layout, `resolve` one
`Resolution` of all readings, `graph` triples of the resolution.
"""

from typing import TYPE_CHECKING, Final

from iceorg.lazy import load_when_used

if TYPE_CHECKING:
    from iceorg.model.cited import Cited, CitedClaim, CitedPassage
    from iceorg.model.claim import Agent, Claim, Key, Kind, Status, Term
    from iceorg.model.decision import Act, Decision
    from iceorg.model.document import (
        ACCENTS,
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
        Withheld,
    )
    from iceorg.model.literal import Literal
    from iceorg.model.names import name_key
    from iceorg.model.reading import Asked, Reading, Resolution, Thing, Triple
    from iceorg.model.slots import SLOTS, Slot, differ

_HOMES: Final = {
    "ACCENTS": "document",
    "Act": "decision",
    "Agent": "claim",
    "Asked": "reading",
    "Block": "document",
    "BlockKind": "document",
    "Cited": "cited",
    "CitedClaim": "cited",
    "CitedPassage": "cited",
    "Claim": "claim",
    "Decision": "decision",
    "Detail": "document",
    "Document": "document",
    "DocumentId": "document",
    "JOINER": "document",
    "Key": "claim",
    "Kind": "claim",
    "Layout": "document",
    "Literal": "literal",
    "Passage": "document",
    "Reading": "reading",
    "Resolution": "reading",
    "SLOTS": "slots",
    "Sentence": "document",
    "Skip": "document",
    "Slot": "slots",
    "Source": "document",
    "Span": "document",
    "Status": "claim",
    "Term": "claim",
    "Thing": "reading",
    "Triple": "reading",
    "Withheld": "document",
    "differ": "slots",
    "name_key": "names",
}
"""The module of every name: loaded when the name is first used, since a short command needs few of them."""

__all__ = [
    "ACCENTS",
    "JOINER",
    "SLOTS",
    "Act",
    "Agent",
    "Asked",
    "Block",
    "BlockKind",
    "Cited",
    "CitedClaim",
    "CitedPassage",
    "Claim",
    "Decision",
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
    "Slot",
    "Source",
    "Span",
    "Status",
    "Term",
    "Thing",
    "Triple",
    "Withheld",
    "differ",
    "name_key",
]

__getattr__ = load_when_used(__name__, _HOMES)
