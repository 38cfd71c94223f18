"""The IRIs of claims, documents, passages and selectors.

Things have theirs from `resolve`. No local name holds a `/`, so that all of them can be written with
the prefix `id:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.vocab import Iri

if TYPE_CHECKING:
    from iceorg.model import Claim, DocumentId, Passage


def claim_iri(claim: Claim, base: str) -> Iri:
    """Return the IRI of a claim."""
    return Iri(base + claim.id)


def document_iri(document: DocumentId, base: str) -> Iri:
    """Return the IRI of a document."""
    return Iri(f"{base}document-{document}")


def passage_iri(passage: Passage, base: str) -> Iri:
    """Return the IRI of a passage; those of its selectors begin with it."""
    return Iri(f"{base}passage-{passage.document}-{passage.start}-{passage.end}")
