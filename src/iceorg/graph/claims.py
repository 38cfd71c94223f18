"""A claim in the graph: its statement, and why it is believed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from iceorg.errors import ModelError
from iceorg.graph.decisions import decision_iri
from iceorg.graph.names import agent_iri, claim_iri, passage_iri
from iceorg.graph.terms import checked, checked_iri, checked_literal
from iceorg.model import Act, Literal, Status
from iceorg.vocab import iceorg, prov, rdf, rdfs, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iceorg.model import Agent, Claim, Triple
    from iceorg.vocab import Iri


def fact(claim: Claim, where: str) -> Triple:
    """Return what a claim says, as a plain triple.

    Args:
        claim: A claim with IRIs in place of keys.
        where: Where its words stand, for the message.

    Raises:
        ModelError: A term cannot be written.
    """
    return checked_iri(claim.subject, where), checked_iri(claim.predicate, where), checked(claim.object, where)


def claim_triples(claim: Claim, statement: Triple, base: str, observed_on: date | None) -> Iterator[Triple]:
    """Yield the description of a claim: its statement, its standing, its rule and its passages.

    Args:
        claim: The claim.
        statement: What it says, as `fact` returns it.
        base: What its IRI begins with.
        observed_on: The date that its documents state for themselves, if they state one and the same.
    """
    iri = checked_iri(claim_iri(claim, base), claim.rule)
    yield iri, rdf.TYPE, iceorg.Claim
    for predicate, term in zip((rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT), statement, strict=True):
        yield iri, predicate, term
    yield iri, iceorg.STATUS, claim.status.term
    yield iri, iceorg.RULE, checked_literal(Literal(claim.rule), claim.id)
    if claim.confidence is not None:
        yield iri, iceorg.CONFIDENCE, Literal(_decimal(claim.confidence, claim.id), xsd.DECIMAL)
    if claim.signs:
        yield iri, rdfs.COMMENT, checked_literal(Literal(claim.signs), claim.id)
    if observed_on is not None:
        yield iri, iceorg.OBSERVED_ON, Literal(observed_on.isoformat(), xsd.DATE)
    if claim.agent is not None:
        yield iri, prov.WAS_ATTRIBUTED_TO, agent_iri(claim.agent, base)
        yield iri, iceorg.PROMPT, checked_literal(Literal(claim.agent.prompt), claim.id)
    if claim.decision is not None:
        yield iri, _link(claim), decision_iri(claim.decision, base)
    for passage in claim.passages:
        yield iri, prov.WAS_DERIVED_FROM, passage_iri(passage, base)


def _link(claim: Claim) -> Iri:
    """Return how a claim is joined to its decision: it made the claim, changed how it stands, or ended it."""
    assert claim.decision is not None
    if claim.status is Status.REJECTED:
        return prov.WAS_INVALIDATED_BY
    return prov.WAS_INFLUENCED_BY if claim.decision.act is Act.ACCEPT else prov.WAS_GENERATED_BY


def agent_triples(agent: Agent, base: str) -> Iterator[Triple]:
    """Yield the description of a language model that proposed claims.

    Args:
        agent: The model.
        base: What its IRI begins with.
    """
    iri = checked_iri(agent_iri(agent, base), agent.rule)
    yield iri, rdf.TYPE, prov.SoftwareAgent
    yield iri, rdfs.LABEL, checked_literal(Literal(agent.name), agent.rule)


def _decimal(share: float, where: str) -> str:
    """Return a share as xsd:decimal writes it: with a point, without an exponent.

    >>> _decimal(0.97, ""), _decimal(1, ""), _decimal(1e-7, "")
    ('0.97', '1.0', '0.0000001')
    """
    if not 0 <= share <= 1:
        raise ModelError(f"a confidence lies between 0 and 1, and {share} does not", where=where)
    return f"{Decimal(repr(float(share))):f}"
