"""Bodies of a common name that their parts tell: the department that has the same agency in two documents is one.

A name such as "Department of Works" is a document's own unless the document says which department it means. Where a
document asserts of an agency that it is part of a department of that name, all that name the two mean one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from iceorg.model import Key, Kind
from iceorg.vocab import org

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.model import Reading

_End = TypeVar("_End")


def joined(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield readings in which bodies that have a part in common have one key.

    Args:
        readings: Of all documents, sorted.
    """
    ordered = tuple(readings)
    told = _told({str(reading.layout.document.id) for reading in ordered}, _wholes(ordered))
    for reading in ordered:
        yield _rekeyed(reading, told) if told else reading


def _wholes(readings: tuple[Reading, ...]) -> Mapping[tuple[str, str], AbstractSet[Key]]:
    """Return the agencies of one name that have one part, by their name and the part's.

    One document asserts that the part is in a body of that name; the others do so too, or name the two.
    """
    found: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for reading in readings:
        for claim in reading.claims:
            part, whole = claim.subject, claim.object
            if (
                claim.predicate == org.SUB_ORGANIZATION_OF
                and claim.status.asserted
                and isinstance(part, Key)
                and isinstance(whole, Key)
                and part.kind is whole.kind is Kind.AGENCY
                and not part.scope  # of a common name it tells nothing itself
            ):
                found[whole.name, part.name].add(whole)
    called = {name for name, _ in found}
    for named in map(_agencies, readings):
        told = [key.name for key in named if not key.scope]
        for key in [key for key in named if key.scope and key.name in called]:
            for name in told:
                if (key.name, name) in found:
                    found[key.name, name].add(key)
    return found


def _agencies(reading: Reading) -> AbstractSet[Key]:
    """Return the agencies that a document names."""
    ends = (end for claim in reading.claims for end in (claim.subject, claim.object))
    return {end for end in ends if isinstance(end, Key) and end.kind is Kind.AGENCY}


def _told(own: AbstractSet[str], wholes: Mapping[tuple[str, str], AbstractSet[Key]]) -> Mapping[str, str]:
    """Return the paths of documents' own agencies that are told by their parts, and the paths that they get."""
    told: dict[str, str] = {}
    for keys, parts in _groups(wholes):
        known = {_path(key) for key in keys if key.scope not in own}
        if len(known) < 2:  # of two that are held apart, none is meant for sure
            path = next(iter(known), f"{min(keys).name}, {min(parts)}")
            told.update((_path(key), path) for key in keys if key.scope in own)
    return told


def _groups(wholes: Mapping[tuple[str, str], AbstractSet[Key]]) -> Iterator[tuple[AbstractSet[Key], AbstractSet[str]]]:
    """Yield the agencies that parts in common make one, directly or through others, with the names of these parts."""
    group_of: dict[Key, tuple[set[Key], set[str]]] = {}
    for (_, part), keys in sorted(wholes.items()):
        if len(keys) > 1:
            group: tuple[set[Key], set[str]] = (set(keys), {part})
            for met in {id(met): met for key in keys if (met := group_of.get(key))}.values():
                group[0].update(met[0])
                group[1].update(met[1])
            group_of.update(dict.fromkeys(group[0], group))
    yield from {id(group): group for group in group_of.values()}.values()


def _rekeyed(reading: Reading, told: Mapping[str, str]) -> Reading:
    claims = (
        replace(claim, subject=_told_key(claim.subject, told), object=_told_key(claim.object, told))
        for claim in reading.claims
    )
    return replace(reading, claims=tuple(claims))


def _told_key(end: _End, told: Mapping[str, str]) -> _End | Key:
    """Return the key of an agency that is told, or of what belongs to one; anything else as it is."""
    if not isinstance(end, Key) or not end.scope:
        return end
    if end.kind is Kind.AGENCY and (path := told.get(_path(end))) is not None:
        return replace(end, scope=path.removeprefix(end.name).removeprefix(", "))
    parts = end.scope.split(", ")
    for at in range(len(parts)):
        if (path := told.get(", ".join(parts[at:]))) is not None:
            return replace(end, scope=", ".join((*parts[:at], path)))
    return end


def _path(key: Key) -> str:
    """Return the name of an agency with its scope, as the scopes of its parts bear it."""
    return f"{key.name}, {key.scope}" if key.scope else key.name
