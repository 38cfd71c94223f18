"""What documents say: kinds of things, keys of things, literals, claims.

A claim is made by `extract` with the keys of the things it joins, as one document names them;
`resolve` puts IRIs in their place, and nothing else of the claim changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from iceorg.model.literal import Literal
from iceorg.vocab import Iri, foaf, iceorg, org, schema

if TYPE_CHECKING:
    from iceorg.model.decision import Decision
    from iceorg.model.document import Passage


class Kind(StrEnum):
    """What a thing is. The order is that of the design's table."""

    AGENCY = "agency"
    UNIT = "unit"
    POST = "post"
    PERSON = "person"
    PROGRAM = "program"
    GROUP = "group"
    PLACE = "place"
    MEMBERSHIP = "membership"
    COLLABORATION = "collaboration"
    CHANGE = "change"
    COUNT = "count"
    DOCUMENT = "document"
    UNKNOWN = "unknown"
    """A name that one document does not type; another may."""

    @property
    def type(self) -> Iri:
        """The class of such things in the graph."""
        return _TYPES[self]

    @property
    def body(self) -> bool:
        """Whether such things have parts, posts and partners: agencies and units."""
        return self in (Kind.AGENCY, Kind.UNIT)


_TYPES = {
    Kind.AGENCY: org.FormalOrganization,
    Kind.UNIT: org.OrganizationalUnit,
    Kind.POST: org.Post,
    Kind.PERSON: foaf.Person,
    Kind.PROGRAM: iceorg.Program,
    Kind.GROUP: iceorg.StakeholderGroup,
    Kind.PLACE: schema.Place,
    Kind.MEMBERSHIP: org.Membership,
    Kind.COLLABORATION: org.OrganizationalCollaboration,
    Kind.CHANGE: org.ChangeEvent,
    Kind.COUNT: iceorg.Count,
    Kind.DOCUMENT: foaf.Document,
}


class Status(StrEnum):
    """How a claim follows from its document, strongest first."""

    STATED = "Stated"
    LAYOUT = "Layout"
    INFERRED = "Inferred"
    CURATED = "Curated"
    SUGGESTED = "Suggested"
    REJECTED = "Rejected"

    @property
    def asserted(self) -> bool:
        """Whether the graph holds the claim's statement as a plain triple."""
        return self not in (Status.SUGGESTED, Status.REJECTED)

    @property
    def term(self) -> Iri:
        """The status in the graph."""
        return _STATUS_TERMS[self]


_STATUS_TERMS = {
    Status.STATED: iceorg.Stated,
    Status.LAYOUT: iceorg.Layout,
    Status.INFERRED: iceorg.Inferred,
    Status.CURATED: iceorg.Curated,
    Status.SUGGESTED: iceorg.Suggested,
    Status.REJECTED: iceorg.Rejected,
}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What tells a thing from others of its document.

    Args:
        kind: What it is.
        name: Its name's key, as `iceorg.model.names.name_key` makes it.
        scope: The key of the body that the name belongs to; empty for a name that is its own.
            A post is told by its title and its body, a unit by its name and its agency.

    Example:
        >>> str(Key(Kind.POST, "director", "immigration and customs enforcement"))
        'post:director@immigration and customs enforcement'
    """

    kind: Kind
    name: str
    scope: str = ""

    def __str__(self) -> str:
        """Return the key on one line, for ids and messages."""
        return f"{self.kind}:{self.name}" + (f"@{self.scope}" if self.scope else "")


Term = Key | Iri | Literal
"""What stands at the ends of a claim: a thing of a document, an IRI, or a value."""


@dataclass(frozen=True, slots=True, order=True)
class Agent:
    """A language model that read a document.

    Args:
        name: What it is called.
        prompt: The SHA-256 of the prompt that it was given, in hexadecimal.

    Example:
        >>> Agent("tide-7b (local)", "0a1b2c3d4e5f6a7b").rule
        'X-MODEL:tide-7b_(local):0a1b2c3d4e5f'
    """

    name: str
    prompt: str

    @property
    def rule(self) -> str:
        """The id of the rule that its claims bear: a rule's id has no blank."""
        return f"X-MODEL:{'_'.join(self.name.split())}:{self.prompt[:12]}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as one document makes it.

    Args:
        subject: The thing spoken of.
        predicate: A property of the vocabulary.
        object: A thing, a term of the vocabulary, or a value.
        status: How it follows from the document.
        rule: Id of the rule that read it.
        passages: The words that say so, at least one; a layout claim has the line and what licenses it.
        confidence: How often claims of the rule are right, 0 to 1; None where not measured.
        signs: What carried a claim of the learned parts, in words; empty for one of a rule.
        agent: The language model that proposed it; None for one of the project's own rules and learned parts.
        decision: The decision of a person that made it, or changed how it stands; None if none did.
        id: Given by `identified`; the same for the same statement on the same words.
    """

    subject: Key | Iri
    predicate: Iri
    object: Term
    status: Status
    rule: str
    passages: tuple[Passage, ...]
    confidence: float | None = None
    signs: str = ""
    agent: Agent | None = None
    decision: Decision | None = None
    id: str = ""

    def identified(self) -> Claim:
        """Return the claim with its id: a digest of what is said and where, not of the rule.

        The digest is over the document's own keys, so that it outlives a merge of things, a changed
        rule and an added document. What a language model found too is another claim of the same fact.
        """
        parts = [str(self.subject), self.predicate, _text_of(self.object)]
        parts += [f"{p.document}:{p.start}:{p.end}" for p in self.passages]
        parts += [self.agent.rule] if self.agent is not None else []
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        return replace(self, id=f"claim-{digest[:20]}")


def _text_of(term: Term) -> str:
    if isinstance(term, Literal):
        return f"{term.value}^^{term.datatype}@{term.language}"
    return str(term)
