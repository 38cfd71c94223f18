"""Names that may be of one thing, though no document says so: told apart from disagreements, and never merged.

Two bodies of one parent that no document names side by side, and whose names share a word that tells something; one
title in a body and in a part of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from iceorg.history.titles import leading
from iceorg.model import Act, Literal, name_key
from iceorg.vocab import Iri, dcterms, iceorg, org, prov, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.history.record import Observation, Record

    Named = tuple[Iri, tuple[Observation, ...]]

TELLING_NOTHING: Final = frozenset(
    [
        "and",
        "of",
        "for",
        "the",
        "in",
        "on",
        "to",
        "office",
        "offices",
        "division",
        "divisions",
        "bureau",
        "department",
        "agency",
        "branch",
        "section",
        "unit",
        "center",
        "centre",
        "service",
        "services",
        "program",
        "programme",
        "programs",
        "operation",
        "operations",
        "national",
        "federal",
        "directorate",
        "group",
        "team",
        "administration",
        "authority",
        "commission",
        "council",
        "committee",
        "task",
        "force",
        "field",
        "local",
        "regional",
        "general",
        "management",
    ]
)
"""Words of names that say what sort of thing it is, and not which."""
_NUMBERS: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)
"""How many there are of something says not which they are either."""

SHARING: Final = "names that share words"
NOTE: Final = "no document says that one is the other, or follows it"
_CLASSES: Final = (org.OrganizationalUnit, org.FormalOrganization, iceorg.Program)
COMMON: Final = 3
"""A word that more things of a parent share tells none from the others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things whose names are alike.

    Args:
        question: How they are alike.
        note: What no document says.
        named: The two, with the claims that name them.
    """

    question: str
    note: str
    named: tuple[Named, Named]


def alike(record: Record) -> Iterator[Pair]:
    """Yield pairs of things that may be one, or follow each other, by name; not those of which that is known or decided."""
    called, apart = named(record), settled(record)
    for pair in (*_bodies(record, called), *_titles(record, called)):
        if frozenset(thing for thing, _ in pair.named) not in apart:
            yield pair


def settled(record: Record) -> AbstractSet[frozenset[Iri]]:
    """Return the pairs that a person holds apart, and those of which one is said to follow the other."""
    replaced = {
        frozenset((one.fact[0], Iri(str(one.fact[2])))) for one in record.asserted if one.fact[1] == dcterms.REPLACES
    }
    apart = (
        [Iri(str(thing)) for thing in record.values(decision, prov.USED)]
        for decision in record.described
        if record.value(decision, iceorg.ACT) == Act.NEVER_MERGE
    )
    return replaced | {frozenset(pair) for things in apart for pair in combinations(things, 2)}


def named(record: Record) -> Mapping[Iri, tuple[Observation, ...]]:
    """Return the claims that name each thing in full."""
    found: dict[Iri, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] in (skos.PREF_LABEL, skos.ALT_LABEL) and not _is_acronym(record, one):
            found[one.fact[0]].append(one)
    return {thing: tuple(seen) for thing, seen in found.items()}


def _is_acronym(record: Record, one: Observation) -> bool:
    return one.fact[2] in record.values(one.fact[0], iceorg.ACRONYM)


def _bodies(record: Record, named: Mapping[Iri, tuple[Observation, ...]]) -> Iterator[Pair]:
    words = {thing: telling_words(seen) for thing, seen in named.items() if _is_body(record, thing)}
    common = Counter(word for telling in words.values() for word in telling)
    told = {thing: {word for word in telling if common[word] <= COMMON} for thing, telling in words.items()}
    for one, other in sorted(_sharing(told)):
        if _may_be_one(record, one, other) and not _side_by_side(record, one, other):
            yield Pair(SHARING, NOTE, ((one, named[one]), (other, named[other])))


def _sharing(told: Mapping[Iri, AbstractSet[str]]) -> AbstractSet[tuple[Iri, Iri]]:
    """Return the pairs that share a word; looked up by word, since there are few of a word and many things."""
    by_word: dict[str, list[Iri]] = defaultdict(list)
    for thing in sorted(told):
        for word in told[thing]:
            by_word[word].append(thing)
    return {pair for things in by_word.values() for pair in combinations(things, 2)}


def _is_body(record: Record, thing: Iri) -> bool:
    return any(known in record.values(thing, rdf.TYPE) for known in _CLASSES)


def telling_words(seen: Iterable[Observation]) -> AbstractSet[str]:
    """Return the words of names that say which thing it is, and not what sort of thing."""
    keys = (name_key(one.fact[2].value) for one in seen if isinstance(one.fact[2], Literal))
    return {word for key in keys for word in key.split()} - TELLING_NOTHING - _NUMBERS


def _may_be_one(record: Record, one: Iri, other: Iri) -> bool:
    """Whether two bodies have a parent in common and neither is the other's."""
    same_kind = set(record.values(one, rdf.TYPE)) & set(record.values(other, rdf.TYPE))
    return bool(same_kind and record.above(one) & record.above(other)) and not record.nested(one, other)


def _side_by_side(record: Record, one: Iri, other: Iri) -> bool:
    """Whether a document speaks of both, and so holds them apart."""
    return bool(record.speaking[one] & record.speaking[other])


def _titles(record: Record, named: Mapping[Iri, tuple[Observation, ...]]) -> Iterator[Pair]:
    """Yield posts of one title in a body and in a part of it; every body has a director of its own."""
    posts: dict[str, set[Iri]] = defaultdict(set)
    for thing in named:
        if org.Post in record.values(thing, rdf.TYPE) and not leading({thing: record.name(thing)}):
            posts[name_key(record.name(thing)).removesuffix("s")].add(thing)
    for same in posts.values():
        for one, other in combinations(sorted(same), 2):
            bodies = [record.value(post, org.POST_IN) for post in (one, other)]
            if all(bodies) and (bodies[0] in record.above(other) or bodies[1] in record.above(one)):
                yield Pair("one title in a body and in its part", NOTE, ((one, named[one]), (other, named[other])))
