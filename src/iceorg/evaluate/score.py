"""One document's claims against its gold: what is wanted and found or missed, what is offered and right or wrong.

An entity is found when a thing of a matching type bears one of its names; a relation when both its ends
bear names of the gold's ends, of whatever type, and the graph joins them. What is optional, and names
mentioned only, count neither for nor against.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from iceorg.evaluate.found import find, spelt
from iceorg.evaluate.place import Places
from iceorg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal

    from iceorg.evaluate.found import Found, Joined
    from iceorg.evaluate.gold import Entity, Gold, Relation
    from iceorg.model import Claim, Resolution
    from iceorg.vocab import Iri

    What = Literal["entity", "relation"]

_SYMMETRIC: Final = {"partnersWith"}
_NEAR: Final = ({"Agency", "Unit"}, {"Agency", "Partner"})
"""Types whose border is a convention: either is right."""
_STRENGTH: Final = {status: rank for rank, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entity or relation of the gold that counts.

    Args:
        what: `entity` or `relation`.
        type: The gold's type.
        names: Its name, or the names of its ends.
        found: Whether an asserted claim says so.
        statuses: The statuses of what was found for it, suggestions too.
        rules: The rules that found it, those of suggestions too.
        line: The line on which its evidence stands, from 1; None if the words are not in the document.
        words: The evidence; of an entity, its name.
    """

    what: What
    type: str
    names: tuple[str, ...]
    found: bool
    statuses: frozenset[Status]
    rules: frozenset[str]
    line: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A thing or relation that claims speak of, and that counts.

    Args:
        what: `entity` or `relation`.
        type: The gold's type; of a thing that the gold does not have, the type that its class most often is.
        names: The label of the thing, or of the ends.
        right: Whether the gold has it.
        status: The strongest of its claims' statuses.
        rules: The rules of its claims, sorted.
        line: The line on which its first claim's words stand, from 1.
        words: These words.
        traps: Why the gold says that it is none, once for each trap that it springs.
    """

    what: What
    type: str
    names: tuple[str, ...]
    right: bool
    status: Status
    rules: tuple[str, ...]
    line: int | None
    words: str
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One document, judged.

    Args:
        document: Its file name.
        wanted: What its gold has, in the gold's order.
        offered: What its claims say, in the order of their words.
    """

    document: str
    wanted: tuple[Wanted, ...]
    offered: tuple[Offered, ...]

    @property
    def traps_sprung(self) -> int:
        """How many traps asserted relations spring."""
        return sum(len(one.traps) for one in self.offered if one.status.asserted)


def judge(gold: Gold, resolution: Resolution) -> Judged:
    """Return what of a document's gold its claims say, and what else they say.

    Args:
        gold: The annotation.
        resolution: The document alone. What is only suggested is judged as well, and never counted as found;
            what is rejected is passed over.
    """
    asserted = find(claim for claim in resolution.claims if claim.status.asserted)
    believed = find(claim for claim in resolution.claims if claim.status is not Status.REJECTED)
    sure, wide = _Match(gold, asserted), _Match(gold, believed)
    places = Places(reading.layout for reading in resolution.readings)
    telling = _Telling(wide, places, {thing.iri: thing.label for thing in resolution.things})
    offered = [*_offered(sure, telling), *_suggested(sure, telling)]
    offered.sort(key=lambda one: (one.line or 0, one.what, one.type, one.names))
    return Judged(gold.document, tuple(_wanted(sure, wide, places)), tuple(offered))


class _Match:
    """The gold's entities and what is found, matched by name."""

    def __init__(self, gold: Gold, found: Found) -> None:
        self.gold, self.found = gold, found
        self.entities = {entity.id: entity for entity in gold.entities}
        self.relations = {(one.type, one.subject, one.object): one for one in gold.relations}
        self.mentioned = {spelt(name) for name in gold.mentioned_only}
        bearers: dict[str, set[Iri]] = defaultdict(set)
        for thing in found.things:
            for name in found.names[thing]:
                bearers[name].add(thing)
        self.things: dict[str, set[Iri]] = {}
        self.ids: dict[Iri, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            self.things[entity.id] = {t for name in entity.names for t in bearers.get(spelt(name), ())}
            for thing in self.things[entity.id]:
                self.ids[thing].add(entity.id)
        self.located = {end for kind, *ends in found.relations if kind == "locatedIn" for end in ends}
        self.found_by = self._found_by()

    def _found_by(self) -> Mapping[tuple[str, str, str], list[tuple[Claim, ...]]]:
        """Return, for every relation of the gold that is found, the claims of each relation that finds it."""
        found: dict[tuple[str, str, str], list[tuple[Claim, ...]]] = defaultdict(list)
        for joined, claims in self.found.relations.items():
            for hit in self.hits(joined):
                found[hit].append(claims)
        return found

    def hits(self, joined: Joined) -> set[tuple[str, str, str]]:
        """Return the relations of the gold that a found relation may be."""
        kind, subject, object_ = joined
        pairs = {(a, b) for a in self.ids.get(subject, ()) for b in self.ids.get(object_, ())}
        if kind in _SYMMETRIC:
            pairs |= {(b, a) for a, b in pairs}
        return {(kind, a, b) for a, b in pairs if (kind, a, b) in self.relations}

    def typed(self, entity: Entity) -> list[Iri]:
        """Return the things that bear an entity's name and may be of its type."""
        return [thing for thing in self.things[entity.id] if _same_type(entity.type, self.found.types[thing])]

    def thing_right(self, thing: Iri) -> bool | None:
        """Return whether a thing is one of the gold's; None if it counts neither for nor against."""
        types, ids = self.found.types[thing], self.ids.get(thing, set())
        if types <= {"Place"} and thing not in self.located:
            return None
        if ids and all(self.entities[i].optional for i in ids):
            return None
        if not ids and self.found.names[thing] & self.mentioned:
            return None
        return any(_same_type(self.entities[i].type, types) for i in ids)

    def type_of(self, thing: Iri) -> str:
        """Return a thing's type in the gold's words: that of the entity that it is, else that of its class."""
        types = self.found.types[thing]
        same = sorted(e.type for i in self.ids.get(thing, ()) if _same_type((e := self.entities[i]).type, types))
        return same[0] if same else self.found.type_names[thing]

    def relation_right(self, joined: Joined) -> bool | None:
        """Return whether a relation is one of the gold's; None if it counts neither for nor against."""
        hits = self.hits(joined)
        if hits and all(self.relations[hit].optional for hit in hits):
            return None
        return bool(hits)

    def traps(self, joined: Joined) -> tuple[str, ...]:
        """Return why a relation is a trap, for each of the gold's that it springs."""
        kind, subject, object_ = joined
        names = self.found.names
        return tuple(
            trap.reason
            for trap in self.gold.traps
            if trap.type == kind and spelt(trap.subject) in names[subject] and spelt(trap.object) in names[object_]
        )


def _same_type(wanted: str, types: frozenset[str]) -> bool:
    return wanted in types or any(wanted in near and types & near for near in _NEAR)


def _wanted(sure: _Match, wide: _Match, places: Places) -> Iterator[Wanted]:
    for entity in sure.entities.values():
        if not entity.optional:
            yield _wanted_entity(entity, sure, wide, places)
    for relation in sure.relations.values():
        if not relation.optional:
            yield _wanted_relation(relation, sure, wide, places)


def _wanted_entity(entity: Entity, sure: _Match, wide: _Match, places: Places) -> Wanted:
    made = [wide.found.things[thing] for thing in wide.typed(entity)]
    name = entity.names[0]
    found = bool(sure.typed(entity))
    return Wanted("entity", entity.type, (name,), found, _statuses(made), _rules_of(made), places.line_of(name), name)


def _wanted_relation(relation: Relation, sure: _Match, wide: _Match, places: Places) -> Wanted:
    key = (relation.type, relation.subject, relation.object)
    made = wide.found_by.get(key, [])
    names = (sure.entities[relation.subject].names[0], sure.entities[relation.object].names[0])
    line = places.line_of(relation.evidence)
    found = key in sure.found_by
    return Wanted("relation", relation.type, names, found, _statuses(made), _rules_of(made), line, relation.evidence)


def _statuses(made: Iterable[tuple[Claim, ...]]) -> frozenset[Status]:
    return frozenset(_strongest(claims) for claims in made)


def _rules_of(made: Iterable[tuple[Claim, ...]]) -> frozenset[str]:
    return frozenset(claim.rule for claims in made for claim in claims)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What it takes to tell people of a thing: all that claims speak of, where words stand, the names of things."""

    wide: _Match
    places: Places
    labels: Mapping[Iri, str]


def _offered(match: _Match, telling: _Telling) -> Iterator[Offered]:
    for thing in match.found.things:
        right = match.thing_right(thing)
        if right is not None:
            yield _offered_thing(match, thing, telling, right=right)
    for joined in match.found.relations:
        right = match.relation_right(joined)
        if right is not None:
            yield _offered_relation(match, joined, telling, right=right)


def _suggested(sure: _Match, telling: _Telling) -> Iterator[Offered]:
    """Yield what is only suggested, or joins things of which one is only suggested."""
    known = {*sure.found.things, *sure.found.relations}
    wide = telling.wide
    for thing, claims in wide.found.things.items():
        right = wide.thing_right(thing)
        if thing not in known and right is not None and not _strongest(claims).asserted:
            yield _offered_thing(wide, thing, telling, right=right)
    for joined in wide.found.relations:
        right = wide.relation_right(joined)
        if joined not in known and right is not None:
            yield replace(_offered_relation(wide, joined, telling, right=right), status=Status.SUGGESTED)


def _offered_thing(match: _Match, thing: Iri, telling: _Telling, *, right: bool) -> Offered:
    claims = match.found.things[thing]
    kind, name = match.type_of(thing), telling.labels[thing]
    return Offered(
        "entity", kind, (name,), right, _strongest(claims), _sorted_rules(claims), *telling.places.first(claims)
    )


def _offered_relation(match: _Match, joined: Joined, telling: _Telling, *, right: bool) -> Offered:
    kind, subject, object_ = joined
    claims = match.found.relations[joined]
    return Offered(
        "relation",
        kind,
        (telling.labels[subject], telling.labels[object_]),
        right,
        _strongest(claims),
        _sorted_rules(telling.wide.found.relations[joined]),
        *telling.places.first(claims),
        () if right else match.traps(joined),
    )


def _strongest(claims: Iterable[Claim]) -> Status:
    return min((claim.status for claim in claims), key=_STRENGTH.__getitem__)


def _sorted_rules(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({claim.rule for claim in claims}))
