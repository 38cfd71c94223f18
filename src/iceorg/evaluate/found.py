"""What a resolution says in the gold's words: things with names and types, relations, and the claims behind each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, rdf, rdfs, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.model import Claim

Joined = tuple[str, Iri, Iri]
"""A relation: its type in the gold's words, subject, object."""

_NAMES: Final = {skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM, rdfs.LABEL, foaf.NAME}
_TYPES: Final[Mapping[Iri, tuple[str, ...]]] = {
    org.FormalOrganization: ("Agency", "Partner"),
    org.OrganizationalUnit: ("Unit",),
    org.Post: ("Post",),
    foaf.Person: ("Person",),
    iceorg.Program: ("Program",),
    iceorg.StakeholderGroup: ("Partner",),
    schema.Place: ("Place",),
}
_RELATIONS: Final[Mapping[Iri, str]] = {
    org.SUB_ORGANIZATION_OF: "partOf",
    org.REPORTS_TO: "reportsTo",
    iceorg.ADMINISTERS: "administers",
    dcterms.IS_PART_OF: "programPartOf",
    iceorg.PARTNERS_WITH: "partnersWith",
    org.HOLDS: "holdsPost",
    org.POST_IN: "postIn",
    org.HEAD_OF: "heads",
    schema.LOCATION: "locatedIn",
    schema.AREA_SERVED: "locatedIn",
    dcterms.REPLACES: "succeeds",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The things and relations that some claims speak of.

    Args:
        names: The spelling of its names by which each thing is compared, as `spelt` makes it.
        types: The gold's types that each thing may be.
        type_names: The type that each thing's class most often is, several if it has several classes.
        things: Each thing that has a type and a name, with the claims that type it.
        relations: Each relation between such things, with the claims that make it.
    """

    names: Mapping[Iri, frozenset[str]]
    types: Mapping[Iri, frozenset[str]]
    type_names: Mapping[Iri, str]
    things: Mapping[Iri, tuple[Claim, ...]]
    relations: Mapping[Joined, tuple[Claim, ...]]


@lru_cache(maxsize=1 << 16)
def spelt(name: str) -> str:
    """Return a name as names are compared: without case, signs, articles and the country in front.

    >>> spelt("The U.S. Mint & Note Office"), spelt("Ministère d’État")
    ('mint and note office', "ministère d'état")
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("&", " and ")
    text = re.sub(r"[‐-―-]", " ", text)
    text = re.sub(r"\s+", " ", re.sub(r"[^\w'() /]+", " ", text)).strip()
    text = re.sub(r"\bu s\b|\bunited states\b", "us", text)
    return re.sub(r"^(the|us) ", "", re.sub(r"^the ", "", text)).strip(" '")


def find(claims: Iterable[Claim]) -> Found:
    """Return the things and relations that some claims speak of.

    Args:
        claims: Of one resolution, with IRIs in place of keys.
    """
    by_predicate: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_predicate[claim.predicate].append(claim)
    names = _names(by_predicate)
    typing = _typing(by_predicate)
    things = {thing: tuple(made) for thing, made in typing.items() if names.get(thing)}
    relations: dict[Joined, list[Claim]] = defaultdict(list)
    for kind, subject, object_, claim in _joins(by_predicate):
        if subject in things and object_ in things:
            relations[kind, subject, object_].append(claim)
    types = {thing: sorted({_TYPES[Iri(str(claim.object))] for claim in made}) for thing, made in things.items()}
    return Found(
        {thing: frozenset(names[thing]) for thing in things},
        {thing: frozenset(chain.from_iterable(kinds)) for thing, kinds in types.items()},
        {thing: "/".join(kind[0] for kind in kinds) for thing, kinds in types.items()},
        things,
        {joined: tuple(made) for joined, made in relations.items()},
    )


_ByPredicate = dict[Iri, list["Claim"]]


def _names(claims: _ByPredicate) -> dict[Iri, set[str]]:
    names: dict[Iri, set[str]] = defaultdict(set)
    for predicate in _NAMES:
        for claim in claims.get(predicate, ()):
            if isinstance(claim.object, Literal):
                names[Iri(str(claim.subject))].add(spelt(claim.object.value))
    return names


def _typing(claims: _ByPredicate) -> dict[Iri, list[Claim]]:
    typing: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in claims.get(rdf.TYPE, ()):
        if claim.object in _TYPES:
            typing[Iri(str(claim.subject))].append(claim)
    return typing


def _joins(claims: _ByPredicate) -> Iterator[tuple[str, Iri, Iri, Claim]]:
    for predicate, kind in _RELATIONS.items():
        for claim in claims.get(predicate, ()):
            yield kind, *_ends(claim), claim
    yield from _held_through_memberships(claims)
    yield from _headed_by_role(claims)


def _held_through_memberships(claims: _ByPredicate) -> Iterator[tuple[str, Iri, Iri, Claim]]:
    """Yield who holds what, stand-ins too, who have a membership only."""
    posts: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in claims.get(iceorg.POST, ()):
        posts[_ends(claim)[0]].append(claim)
    for member in claims.get(org.MEMBER, ()):
        membership, person = _ends(member)
        for claim in posts.get(membership, ()):
            yield "holdsPost", person, _ends(claim)[1], claim


def _headed_by_role(claims: _ByPredicate) -> Iterator[tuple[str, Iri, Iri, Claim]]:
    """Yield which post heads which body: the one that it is in, if it bears the role of a head."""
    roles: dict[Iri, list[Claim]] = defaultdict(list)
    for claim in claims.get(org.ROLE, ()):
        if claim.object == iceorg.HeadRole:
            roles[_ends(claim)[0]].append(claim)
    for inside in claims.get(org.POST_IN, ()):
        post, body = _ends(inside)
        for claim in roles.get(post, ()):
            yield "heads", post, body, claim


def _ends(claim: Claim) -> tuple[Iri, Iri]:
    return Iri(str(claim.subject)), Iri(str(claim.object))
