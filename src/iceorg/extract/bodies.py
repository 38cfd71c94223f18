"""Whether a name is a body's, and of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.extract.cells import is_body_name
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.words import split_words
from iceorg.model import Kind

if TYPE_CHECKING:
    from iceorg.extract.register import Entry


def is_proper(entry: Entry) -> bool:
    """Whether an entry is surely one body: by a short form, or a name whose head tells."""
    return bool(entry.acronyms) or any(is_body_name(name) or not _has_body_head(name) for name in entry.names)


def _has_body_head(name: str) -> bool:
    """Whether a name's head is that of a body, though it is no body's name."""
    return lexicon().head_kind(tuple(w.text for w in split_words(name))) in BODIES


def kind_of_body(name: str) -> Kind:
    """Return the kind that the head of a name tells; a body of no told kind is a unit.

    >>> kind_of_body("Department of Ports"), kind_of_body("Harbours")
    (<Kind.AGENCY: 'agency'>, <Kind.UNIT: 'unit'>)
    """
    return lexicon().head_kind(tuple(w.text for w in split_words(name))) or Kind.UNIT
