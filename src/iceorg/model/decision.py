"""What a person decided about the graph, and where that is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from iceorg.model.document import Passage
    from iceorg.vocab import Iri


class Act(StrEnum):
    """What a decision does."""

    MERGE = "merge"
    """Two or more things are one."""
    NEVER_MERGE = "never-merge"
    """Things are not one, however alike they look."""
    RENAME = "rename"
    """One body took the place of another under a new name."""
    ACCEPT = "accept"
    """A suggestion is a fact."""
    REJECT = "reject"
    """What a document was read to say is no fact."""
    ASSERT = "assert"
    """A fact that no rule read."""
    TYPE = "type"
    """What kind of thing something is."""
    SUPPRESS = "suppress"
    """A person appears nowhere."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A person's decision, as an entry of a curation file has it.

    Args:
        act: What it does.
        about: What it is about: things, claims and values, as the entry writes them.
        author: Who decided.
        on: When.
        reason: Why.
        source: What the decision rests on: an address, or words; empty where the entry needs none.
        passage: The entry itself, in the curation file.
        apart: The things that it holds apart, once they are found.
    """

    act: Act
    about: tuple[str, ...]
    author: str
    on: date
    reason: str
    source: str
    passage: Passage
    apart: tuple[Iri, ...] = ()

    @property
    def id(self) -> str:
        """An id that stays the same when the entry moves in its file, or the file gets other entries."""
        told = "\x1f".join((self.act, *self.about, self.author, self.on.isoformat()))
        return f"decision-{hashlib.sha256(told.encode()).hexdigest()[:20]}"
