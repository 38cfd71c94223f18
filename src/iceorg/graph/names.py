"""The IRIs of claims, documents, passages and selectors.

Things have theirs from `resolve`. No local name holds a `/`, so that all of them can be written with
the prefix `id:`.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from iceorg.vocab import Iri

if TYPE_CHECKING:
    from iceorg.model import Agent, Claim, DocumentId, Passage


def claim_iri(claim: Claim, base: str) -> Iri:
    """Return the IRI of a claim."""
    return Iri(base + claim.id)


def document_iri(document: DocumentId, base: str) -> Iri:
    """Return the IRI of a document."""
    return Iri(f"{base}document-{document}")


def passage_iri(passage: Passage, base: str) -> Iri:
    """Return the IRI of a passage; those of its selectors begin with it."""
    return Iri(f"{base}passage-{passage.document}-{passage.start}-{passage.end}")


def agent_iri(agent: Agent, base: str) -> Iri:
    """Return the IRI of a language model with its prompt."""
    slug = re.sub(r"[^a-z0-9]+", "-", agent.name.casefold()).strip("-") or "model"
    return Iri(f"{base}agent-{slug[:60]}-{hashlib.sha256(agent.rule.encode()).hexdigest()[:12]}")
