"""Things that may be one, or may follow each other: proposed with reasons and a score, and never applied.

A reason is something that two descriptions have in common: letters of an acronym, words of a name, a program,
a superior. Each has a weight, and the score is how likely it is that not all of them mislead, as if they were
independent. What a document names side by side is held apart by it, and is not proposed; nor is what a person
holds apart, or what is said to follow the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Final

from iceorg.history.alike import COMMON, settled, telling_words
from iceorg.model import Literal, name_key
from iceorg.vocab import Iri, foaf, iceorg, org, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from iceorg.history.record import Observation, Record

SAME: Final = "may be the same"
SUCCESSOR: Final = "may be the successor"
_LEAST: Final = 0.35
"""The score from which a pair is proposed."""
_BODIES: Final = (org.FormalOrganization, org.OrganizationalUnit)
_CLASSES: Final = (*_BODIES, iceorg.Program, foaf.Person)
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "to"})
_SHARED: Final[Mapping[Iri, tuple[str, float]]] = {
    iceorg.ADMINISTERS: ("both run {}", 0.35),
    org.REPORTS_TO: ("both report to {}", 0.2),
    org.SUB_ORGANIZATION_OF: ("both are part of {}", 0.1),
    iceorg.PARTNERS_WITH: ("both work with {}", 0.1),
    org.HOLDS: ("both hold the post {}", 0.3),
}
"""What two things may have in common, and how much that tells."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two things that may be one, or of which one may have taken the other's place.

    Args:
        sort: `may be the same`, or `may be the successor`: then the second of the first.
        first: A thing; the earlier one.
        second: The other.
        score: From 0 to 1: how much the reasons tell together.
        reasons: What they have in common.
        observations: The claims that name the two.
    """

    sort: str
    first: Iri
    second: Iri
    score: float
    reasons: tuple[str, ...]
    observations: tuple[tuple[Observation, ...], tuple[Observation, ...]]


def candidates(record: Record) -> tuple[Candidate, ...]:
    """Return the pairs of things that may be one or follow each other, the likeliest first.

    Args:
        record: What documents were seen to say.
    """
    named, apart = _named(record), settled(record)
    open_ = (pair for pair in sorted(_pairs(record, named)) if frozenset(pair) not in apart)
    found = (_candidate(record, named, pair) for pair in open_)
    likely = [one for one in found if one is not None and one.score >= _LEAST]
    return tuple(sorted(likely, key=lambda one: (-one.score, one.first, one.second)))


def _named(record: Record) -> Mapping[Iri, tuple[Observation, ...]]:
    """Return the claims that name each thing that may be one with another."""
    found: dict[Iri, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] in (skos.PREF_LABEL, skos.ALT_LABEL) and _class(record, one.fact[0]):
            found[one.fact[0]].append(one)
    return {thing: tuple(seen) for thing, seen in found.items()}


def _class(record: Record, thing: Iri) -> Iri | None:
    return next((kind for kind in _CLASSES if kind in record.values(thing, rdf.TYPE)), None)


def _pairs(record: Record, named: Mapping[Iri, tuple[Observation, ...]]) -> AbstractSet[tuple[Iri, Iri]]:
    """Return the pairs of one class that share a telling word, letters of an acronym, or a program."""
    words = {thing: telling_words(_in_full(seen)) for thing, seen in named.items()}
    common = Counter(word for telling in words.values() for word in telling)
    by_mark: dict[tuple[str, str], set[Iri]] = defaultdict(set)
    for thing, telling in words.items():
        for word in telling:
            if common[word] <= COMMON:
                by_mark["word", word].add(thing)
        for letters in _letters(named[thing]):
            by_mark["letters", letters[:2]].add(thing)
        for program in record.values(thing, iceorg.ADMINISTERS):
            by_mark["program", str(program)].add(thing)
    return {
        pair
        for things in by_mark.values()
        for pair in combinations(sorted(things), 2)
        if _class(record, pair[0]) == _class(record, pair[1]) and _not_held_apart(record, *pair)
    }


def _not_held_apart(record: Record, one: Iri, other: Iri) -> bool:
    """Whether no document names both, neither is part of the other, and what they are part of may be one."""
    if record.nested(one, other) or record.speaking[one] & record.speaking[other]:
        return False
    above = record.above(one), record.above(other)
    return not all(above) or bool(above[0] & above[1])


def _candidate(record: Record, named: Mapping[Iri, tuple[Observation, ...]], pair: tuple[Iri, Iri]) -> Candidate | None:
    one, other = pair
    of_names = list(_in_names(named[one], named[other], person=_class(record, one) == foaf.Person))
    told = [*of_names, *_in_common(record, one, other)]
    first, second, follows = _in_time(named, one, other)
    if not of_names and not (follows and len(told) > 1):
        return None  # what stands beside each other has much in common
    score = round(1 - prod(1 - weight for _, weight in told), 2)
    reasons = tuple(reason for reason, _ in told)
    observations = named[first], named[second]
    return Candidate(SUCCESSOR if follows else SAME, first, second, score, reasons, observations)


def _in_names(one: Sequence[Observation], other: Sequence[Observation], *, person: bool) -> Iterator[tuple[str, float]]:
    """Yield what two names have in common, and how much that tells."""
    if person:
        yield from _in_names_of_people(_texts(one), _texts(other))
        return
    yield from _in_letters(one, other)
    words = telling_words(_in_full(one)), telling_words(_in_full(other))
    if shared := sorted(words[0] & words[1]):
        yield (
            f"both names have {', '.join(f'“{word}”' for word in shared)}",
            0.15 + 0.5 * len(shared) / len(words[0] | words[1]),
        )


def _in_letters(one: Sequence[Observation], other: Sequence[Observation]) -> Iterator[tuple[str, float]]:
    """Yield what acronyms have in common with names or with each other."""
    mine, its = _letters(one), _letters(other)
    for short in sorted((mine & _initials(other)) | (its & _initials(one))):
        yield f"{short} are the first letters of the other", 0.6
    pairs = sorted((a, b) for a in mine for b in its if a != b and min(len(a), len(b)) > 2)
    for a, b in [pair for pair in pairs if _within(*pair)][:1]:
        yield f"{a} and {b} share their letters in order", 0.3
    for a, b in [pair for pair in pairs if _differ_in_one(*pair)][:1]:
        yield f"{a} and {b} differ in one letter", 0.2


def _in_names_of_people(one: AbstractSet[str], other: AbstractSet[str]) -> Iterator[tuple[str, float]]:
    for a in sorted(one):
        for b in sorted(other):
            mine, its = name_key(a).split(), name_key(b).split()
            if len(mine) > 1 and len(its) > 1 and mine[-1] == its[-1] and _agree(mine[0], its[0]):
                yield f"“{a}” and “{b}” have one surname, and first names that agree", 0.6
                return


def _agree(one: str, other: str) -> bool:
    """Return whether two first names may be one: equal, or an initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _in_common(record: Record, one: Iri, other: Iri) -> Iterator[tuple[str, float]]:
    for predicate, (reason, weight) in _SHARED.items():
        for value in record.values(one, predicate):
            if value in record.values(other, predicate):
                yield reason.format(record.name(value)), weight


def _in_time(named: Mapping[Iri, tuple[Observation, ...]], one: Iri, other: Iri) -> tuple[Iri, Iri, bool]:
    """Return the two, the earlier first, and whether all that is dated of it comes before the other."""
    days = {thing: sorted({seen.observed for seen in named[thing]}) for thing in (one, other)}
    if not (all(days[one]) and all(days[other])):
        return one, other, False
    if days[one][-1] < days[other][0]:
        return one, other, True
    if days[other][-1] < days[one][0]:
        return other, one, True
    return one, other, False


def _texts(seen: Iterable[Observation]) -> AbstractSet[str]:
    return {one.fact[2].value for one in seen if isinstance(one.fact[2], Literal)}


def _in_full(seen: Iterable[Observation]) -> list[Observation]:
    """Return the names that are no acronyms: what their letters tell is another reason."""
    told = list(seen)
    return [one for one in told if isinstance(one.fact[2], Literal) and one.fact[2].value not in _letters(told)]


def _letters(seen: Iterable[Observation]) -> AbstractSet[str]:
    """Return the acronyms among names."""
    return {text for text in _texts(seen) if text.isupper() and text.isalpha() and 1 < len(text) < 9}


def _initials(seen: Iterable[Observation]) -> AbstractSet[str]:
    """Return the first letters of names, with and without those of small words."""
    names = [
        [word for word in text.replace("-", " ").replace(",", " ").split() if word[0].isalpha()]
        for text in _texts(seen)
    ]
    told = [(words, [word for word in words if word.lower() not in _SMALL]) for words in names if len(words) > 1]
    return {"".join(word[0] for word in words).upper() for both in told for words in both}


def _within(one: str, other: str) -> bool:
    """Return whether the letters of the shorter stand in the longer in their order.

    >>> _within("OSLC", "OSLTC"), _within("HSI", "ERO")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(letter in rest for letter in short)


def _differ_in_one(one: str, other: str) -> bool:
    """Return whether two words are alike in all letters but one.

    >>> _differ_in_one("DRO", "ERO"), _differ_in_one("OPA", "OPLA")
    (True, False)
    """
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
