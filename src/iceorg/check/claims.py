"""No fact without a claim, no claim without its words, and none asserted that only may be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from iceorg.check.naming import describe, fault, words_of
from iceorg.check.statements import text_of
from iceorg.model import Status
from iceorg.vocab import dcterms, declared, iceorg, oa, prov, rdf, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.check.statements import Fact, Statements
    from iceorg.errors import Problem

_ASSERTED: Final = frozenset(status.term for status in Status if status.asserted)
_TERMS: Final = declared.CLASSES | declared.INDIVIDUALS
_PARTS: Final = (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT, iceorg.STATUS)


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """A claim as the graph gives it."""

    iri: str
    fact: Fact
    asserted: bool


def check_claims(graph: Statements) -> Iterator[Problem]:
    """Yield a problem for each claim that is not whole, and where facts and claims do not agree."""
    yield from check_wholeness(graph)
    claims = [claim for iri in graph.of_type(iceorg.Claim) if (claim := _claim(graph, iri))]
    yield from _check_ends(graph, claims)
    yield from _check_agreement(graph, claims)


def check_wholeness(graph: Statements) -> Iterator[Problem]:
    """Yield a problem for each claim that lacks a part, or a passage."""
    for iri in graph.of_type(iceorg.Claim):
        if _claim(graph, iri) is None:
            yield fault("claim-incomplete", describe(graph, iri), "it wants one subject, predicate, object and status")
        yield from _check_passages_of(graph, iri)


def _claim(graph: Statements, iri: str) -> WrittenClaim | None:
    """Return a claim, or None if a part of it is missing or there twice."""
    parts = [graph.objects(iri, part) for part in _PARTS]
    if any(len(part) != 1 for part in parts):
        return None
    subject, predicate, node, status = (part[0] for part in parts)
    return WrittenClaim(iri, (text_of(subject), text_of(predicate), node), text_of(status) in _ASSERTED)


def _check_passages_of(graph: Statements, claim: str) -> Iterator[Problem]:
    passages = graph.texts(claim, prov.WAS_DERIVED_FROM)
    if not passages:
        yield fault("claim-without-passage", describe(graph, claim), "no passage says so")
    for passage in passages:
        if oa.SpecificResource not in graph.types(passage):
            message = f"its passage {shorten(passage)} is not in the graph"
            yield fault("claim-without-passage", describe(graph, claim), message)


def _check_ends(graph: Statements, claims: Sequence[WrittenClaim]) -> Iterator[Problem]:
    """Yield the claims about things that do not exist: that have no class.

    A thing that only unasserted claims speak of has its class from one of them.
    """
    suggested = {claim.fact[0] for claim in claims if claim.fact[1] == rdf.TYPE and not claim.asserted}
    for claim in claims:
        for end in _ends(claim.fact):
            if not (graph.types(end) or end in _TERMS or (end in suggested and not claim.asserted)):
                message = f"there is no {shorten(end)} in the graph: nothing says what it is"
                yield fault("orphan-claim", describe(graph, claim.iri), message)


def _ends(fact: Fact) -> Iterator[str]:
    """Yield the things at the ends of a statement; a value is none, nor is the address of an original."""
    yield fact[0]
    if not isinstance(fact[2], Literal) and fact[1] != dcterms.SOURCE:
        yield text_of(fact[2])


def _check_agreement(graph: Statements, claims: Sequence[WrittenClaim]) -> Iterator[Problem]:
    asserted = {claim.fact for claim in claims if claim.asserted}
    claimed = {claim.fact for claim in claims}
    for claim in claims:
        if claim.asserted and not graph.has(claim.fact):
            yield fault("claim-not-asserted", describe(graph, claim.iri), "the graph lacks what it says")
        if claim.fact not in asserted and graph.has(claim.fact):
            message = "the graph says so, and the claim is only suggested or rejected"
            yield fault("suggestion-asserted", describe(graph, claim.iri), message)
    for fact in graph.facts_of_things():
        if fact not in claimed:
            message = f"no claim says why it has {shorten(fact[1])} {words_of(graph, fact[2])}"
            yield fault("fact-without-claim", describe(graph, fact[0]), message)
