"""What one document says, and what all of them say together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.model.literal import Literal
from iceorg.vocab import Iri

if TYPE_CHECKING:
    from datetime import date

    from iceorg.errors import Problem
    from iceorg.model.claim import Agent, Claim, Key, Kind
    from iceorg.model.decision import Decision
    from iceorg.model.document import Document, Layout

Triple = tuple[Iri, Iri, Iri | Literal]
"""A plain statement of the graph: subject, predicate, object."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking a language model about one document.

    Args:
        agent: The model.
        sha256: The digest of its replies, in the order of the document's parts.
        requests: How many replies were read: one for each part of the document.
        tokens_in: How many tokens the requests had, as the server counted them.
        tokens_out: How many the replies had.
        proposed: How many facts they propose.
        proved: How many of these stand in the document.
        doubted: How many of the proved are only suggested.
        dropped: How many things and facts were left out, by reason.
        unread: Why parts of the document have no reply that can be read, one reason a part.
    """

    agent: Agent
    sha256: str = ""
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    proposed: int = 0
    proved: int = 0
    doubted: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one document says.

    Args:
        layout: The document in blocks, with what was skipped.
        claims: In text order, each with its id; names and kinds of things are claims as well.
        observed_on: The date that the document states for itself; None if it states none.
        focus: The body whose page it is, if that is known.
        problems: What a person should know about the reading.
        asked: What came of asking a language model; None if none was asked.
    """

    layout: Layout
    claims: tuple[Claim, ...]
    observed_on: date | None = None
    focus: Key | None = None
    problems: tuple[Problem, ...] = ()
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the graph, after all documents were read.

    Args:
        iri: Its name in the graph.
        kind: What it is.
        label: The name that people see.
    """

    iri: Iri
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """All documents as one: things with IRIs, and claims about them.

    Args:
        readings: The readings, sorted by document id.
        things: Sorted by IRI.
        claims: The claims of all readings with IRIs in place of keys, sorted by id, and those that
            resolution itself adds.
        problems: Names that could not be placed, and the like.
        curation: The files of decisions that were made use of; claims that a person made quote them.
        decisions: Every decision that was made use of.
    """

    readings: tuple[Reading, ...]
    things: tuple[Thing, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = field(default=())
    curation: tuple[Document, ...] = ()
    decisions: tuple[Decision, ...] = ()
