"""Decisions applied to what documents say: nothing is lost, each claim that changes names the decision."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iceorg.curation.known import Gone, Known, predicate_of
from iceorg.curation.read import Curation, together
from iceorg.errors import CurationError, Problem, Severity
from iceorg.model import Act, Claim, Decision, Kind, Literal, Resolution, Status, Thing
from iceorg.vocab import ID_BASE, Iri, dcterms, iceorg, org, rdf, schema, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from iceorg.curation.entries import Entry
    from iceorg.model import Term

_NAMED: Final = frozenset({rdf.TYPE, skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM})
_BODIES: Final = frozenset({Kind.AGENCY, Kind.UNIT})
_PARTNERS: Final = _BODIES | {Kind.PROGRAM, Kind.GROUP}
_ENDS: Final[Mapping[Iri, tuple[frozenset[Kind], frozenset[Kind]]]] = {
    org.SUB_ORGANIZATION_OF: (_BODIES, _BODIES),
    org.REPORTS_TO: (_BODIES | {Kind.POST}, _BODIES | {Kind.POST}),
    org.POST_IN: (frozenset({Kind.POST}), _BODIES),
    org.HEAD_OF: (frozenset({Kind.PERSON}), _BODIES),
    org.HOLDS: (frozenset({Kind.PERSON}), frozenset({Kind.POST})),
    iceorg.ADMINISTERS: (_BODIES, frozenset({Kind.PROGRAM})),
    dcterms.IS_PART_OF: (frozenset({Kind.PROGRAM}), frozenset({Kind.PROGRAM})),
    iceorg.PARTNERS_WITH: (_BODIES | {Kind.PROGRAM}, _PARTNERS),
    schema.LOCATION: (_BODIES | {Kind.PROGRAM, Kind.POST}, frozenset({Kind.PLACE})),
    schema.AREA_SERVED: (_BODIES | {Kind.PROGRAM}, frozenset({Kind.PLACE})),
}
"""Which kinds of things each relation joins."""
_CAPACITIES: Final = {
    "substantive": iceorg.Substantive,
    "acting": iceorg.Acting,
    "performing the duties": iceorg.PerformingTheDuties,
}


def curated(resolution: Resolution, curation: Curation, *, base: str = ID_BASE) -> Resolution:
    """Return all documents as one, with people's decisions applied.

    Kinds are decided first, then what is one thing, then single claims, then facts are added. An entry that
    matches nothing is a problem of the result.

    Args:
        resolution: All documents as one.
        curation: The decisions.
        base: What the IRIs of things begin with.

    Raises:
        CurationError: Decisions contradict each other, or one cannot be meant of such things; all of it is told.
    """
    if not curation.decisions:
        return resolution
    work = _Work(Known(resolution, base), list(resolution.claims), base)
    for acts in _ORDER:
        for decision, entry in curation.decisions:
            if decision.act in acts:
                work.apply(decision, entry)
        if Act.MERGE in acts:
            work.join()
    if work.faults:
        raise together(sorted(work.faults, key=lambda fault: fault.where))
    return replace(
        resolution,
        things=tuple(sorted(work.known.things.values(), key=lambda thing: thing.iri)),
        claims=tuple(sorted(work.claims, key=lambda claim: claim.id)),
        problems=tuple(sorted({*resolution.problems, *work.problems})),
        curation=tuple(file for file in curation.files if any(one.passage.document == file.id for one in work.used)),
        decisions=tuple(work.used),
    )


_ORDER: Final = (
    (Act.TYPE,),
    (Act.NEVER_MERGE, Act.MERGE),
    (Act.REJECT, Act.ACCEPT),
    (Act.ASSERT, Act.RENAME),
    (Act.SUPPRESS,),
)


@dataclass
class _Work:
    """The claims while decisions are applied to them."""

    known: Known
    claims: list[Claim]
    base: str
    problems: list[Problem] = field(default_factory=list)
    faults: list[CurationError] = field(default_factory=list)
    used: list[Decision] = field(default_factory=list)
    _merged: list[tuple[Decision, Entry, tuple[Iri, ...]]] = field(default_factory=list)
    _apart: list[tuple[Entry, frozenset[Iri]]] = field(default_factory=list)
    _renamed: dict[Iri, tuple[Iri, Entry]] = field(default_factory=dict)

    def apply(self, decision: Decision, entry: Entry) -> None:
        """Apply one decision; note what is wrong with it, or that it matches nothing."""
        steps: Mapping[Act, Callable[[Decision, Entry], None]] = {
            Act.TYPE: self._type,
            Act.NEVER_MERGE: self._never_merge,
            Act.MERGE: self._merge,
            Act.REJECT: self._reject,
            Act.ACCEPT: self._accept,
            Act.ASSERT: self._assert,
            Act.RENAME: self._rename,
            Act.SUPPRESS: self._suppress,
        }
        try:
            steps[decision.act](decision, entry)
        except Gone as gone:
            message = f"the {decision.act} of {decision.on} matches nothing any more: {gone}"
            hint = "look at it again, or remove it"
            # Without its folder: a result does not depend on where files lie.
            self.problems.append(
                Problem(Severity.WARNING, "decision-without-match", Path(entry.where).name, message, hint)
            )
        except CurationError as fault:
            self.faults.append(fault)
        else:
            if decision.act is not Act.SUPPRESS:
                apart = self._apart[-1][1] if decision.act is Act.NEVER_MERGE else ()
                self.used.append(replace(decision, apart=tuple(sorted(apart))))

    # ------------------------------------------------------------------ kinds

    def _type(self, decision: Decision, entry: Entry) -> None:
        iri, kind = self.known.thing(entry.text("thing"), entry), Kind(entry.text("kind"))
        self.known.things[iri] = replace(self.known.things[iri], kind=kind)
        self.claims = [
            self._rejected(claim, decision) if self._misfits(claim, iri, kind) else claim for claim in self.claims
        ]
        self._say(decision, iri, rdf.TYPE, kind.type)

    def _misfits(self, claim: Claim, iri: Iri, kind: Kind) -> bool:
        """Return whether a claim cannot hold of a thing that is of a kind."""
        if claim.subject == iri and claim.predicate == rdf.TYPE:
            return claim.object != kind.type
        ends = _ENDS.get(claim.predicate)
        at = (claim.subject == iri, claim.object == iri)
        return ends is not None and any(here and kind not in kinds for here, kinds in zip(at, ends, strict=True))

    # ------------------------------------------------------------------ what is one thing

    def _never_merge(self, _decision: Decision, entry: Entry) -> None:
        self._apart.append((entry, frozenset(self.known.thing(name, entry) for name in entry.texts("things"))))

    def _merge(self, decision: Decision, entry: Entry) -> None:
        things = tuple(dict.fromkeys(self.known.thing(name, entry) for name in entry.texts("things")))
        if len(things) < 2:
            raise Gone("its names are of one thing already")
        kinds = {thing: self.known.things[thing].kind for thing in things}
        if len(set(kinds.values())) > 1:
            told = " and ".join(f"{self.known.short(thing)} is {_a(kind)}" for thing, kind in kinds.items())
            hint = "if one is mistaken, say so in a [[type]] entry; else remove the merge"
            raise CurationError(f"unlike things cannot be one: {told}", where=entry.where, hint=hint)
        self._merged.append((decision, entry, things))

    def join(self) -> None:
        """Make one thing of those that are merged."""
        into: dict[Iri, Iri] = {}
        for _, entry, (first, *others) in self._merged:
            for other in others:
                if _last(first, into) == other or into.get(other, first) != first:
                    message = f"{self.known.short(other)} is merged into two things, or into itself by others"
                    self.faults.append(CurationError(message, where=entry.where, hint="name all of them in one entry"))
                else:
                    into[other] = first
        self._keep_apart(into)
        if not into or self.faults:
            return
        labels = {
            _last(things[0], into): entry.text("label") for _, entry, things in self._merged if entry.text("label")
        }
        for decision, _, (first, *others) in self._merged:
            for other in others:
                self._say(decision, first, skos.ALT_LABEL, Literal(self.known.things[other].label))
        self._put(into, labels)

    def _keep_apart(self, into: Mapping[Iri, Iri]) -> None:
        for entry, things in self._apart:
            if len({_last(thing, into) for thing in things}) < len(things):
                hint = "remove one of the two entries"
                self.faults.append(CurationError("a merge joins what this holds apart", where=entry.where, hint=hint))

    def _put(self, into: Mapping[Iri, Iri], labels: Mapping[Iri, str]) -> None:
        """Put the one thing in the place of each that is merged into it."""
        by = {other: decision for decision, _, (_, *others) in self._merged for other in others}
        things = self.known.things
        for other in into:
            del things[other]
        for iri, label in labels.items():
            things[iri] = replace(things[iri], label=label)
        self.claims = [self._of_one(claim, into, by) for claim in self.claims]
        self.used = [
            replace(one, apart=tuple(sorted(_last(thing, into) for thing in one.apart))) if one.apart else one
            for one in self.used
        ]

    def _of_one(self, claim: Claim, into: Mapping[Iri, Iri], by: Mapping[Iri, Decision]) -> Claim:
        ends = [_last(end, into) if isinstance(end, str) else end for end in (claim.subject, claim.object)]
        subject, object_ = Iri(str(ends[0])), ends[1]
        moved = replace(claim, subject=subject, object=object_)
        if subject == object_ and claim.subject != claim.object:
            cause = by.get(Iri(str(claim.subject))) or by[Iri(str(claim.object))]
            return self._rejected(moved, cause)
        if claim.predicate in (skos.PREF_LABEL, skos.ALT_LABEL) and subject in self.known.things:
            assert isinstance(claim.object, Literal)
            is_label = claim.object.value == self.known.things[subject].label
            return replace(moved, predicate=skos.PREF_LABEL if is_label else skos.ALT_LABEL)
        return moved

    # ------------------------------------------------------------------ single claims

    def _reject(self, decision: Decision, entry: Entry) -> None:
        wanted = self._meant(entry)
        if names := [claim for claim in wanted if claim.predicate == rdf.TYPE]:
            told = f"{self.known.short(Iri(str(names[0].subject)))} would be nothing at all"
            hint = "say what it is in a [[type]] entry, or reject what is said of it"
            raise CurationError(told, where=entry.where, hint=hint)
        ids = {claim.id for claim in wanted} | self._resting_on(wanted)
        self.claims = [self._rejected(claim, decision) if claim.id in ids else claim for claim in self.claims]

    def _meant(self, entry: Entry) -> list[Claim]:
        """Return the claims that an entry is about: one by its id, or all of a fact."""
        if told := entry.text("claim"):
            found = [claim for claim in self.claims if claim.id == told.removeprefix("id:")]
            if not found:
                raise Gone(f"there is no {told}")
            return found
        subject, predicate = self.known.thing(entry.text("subject"), entry), predicate_of(entry)
        object_ = self._object(predicate, entry)
        fact = subject, predicate, object_
        found = [claim for claim in self.claims if (claim.subject, claim.predicate, claim.object) == fact]
        if not found:
            raise Gone(f"no document says that {' '.join(entry.about)}")
        return found

    def _object(self, predicate: Iri, entry: Entry) -> Term:
        told = entry.text("object")
        return Literal(told) if predicate == skos.ALT_LABEL else self.known.thing(told, entry)

    def _resting_on(self, wanted: Iterable[Claim]) -> set[str]:
        """Return the ids of what falls with claims: who does not hold a post has no membership in it by those words."""
        held = {(c.subject, c.object, c.passages) for c in wanted if c.predicate == org.HOLDS}
        if not held:
            return set()
        parts: dict[tuple[object, object], dict[Iri, Term]] = {}
        for claim in self.claims:
            if claim.predicate in (org.MEMBER, iceorg.POST):
                parts.setdefault((claim.subject, claim.passages), {})[claim.predicate] = claim.object
        fallen = {
            (membership, passages)
            for (membership, passages), told in parts.items()
            if (told.get(org.MEMBER), told.get(iceorg.POST), passages) in held
        }
        return {claim.id for claim in self.claims if (claim.subject, claim.passages) in fallen}

    def _accept(self, decision: Decision, entry: Entry) -> None:
        wanted = self._meant(entry)
        if not any(claim.status is Status.SUGGESTED for claim in wanted):
            raise Gone("it is no suggestion any more")
        ends = {end for claim in wanted for end in (claim.subject, claim.object)}
        ids = {claim.id for claim in wanted} | {
            claim.id for claim in self.claims if claim.predicate in _NAMED and claim.subject in ends
        }
        self.claims = [
            replace(claim, status=Status.CURATED, decision=decision)
            if claim.id in ids and claim.status is Status.SUGGESTED
            else claim
            for claim in self.claims
        ]

    def _rejected(self, claim: Claim, decision: Decision) -> Claim:
        return replace(claim, status=Status.REJECTED, decision=decision)

    # ------------------------------------------------------------------ facts that are added

    def _assert(self, decision: Decision, entry: Entry) -> None:
        subject, predicate = self.known.thing(entry.text("subject"), entry), predicate_of(entry)
        object_ = self._object(predicate, entry)
        self._want_ends(entry, subject, predicate, object_)
        capacity = entry.text("capacity") or "substantive"
        if capacity not in _CAPACITIES:
            hint = f"it is one of: {', '.join(_CAPACITIES)}"
            raise CurationError(f"there is no capacity “{capacity}”", where=entry.where, hint=hint)
        if predicate == org.HOLDS and isinstance(object_, str):
            self._hold(decision, subject, Iri(object_), _CAPACITIES[capacity])
        else:
            self._say(decision, subject, predicate, object_)

    def _want_ends(self, entry: Entry, subject: Iri, predicate: Iri, object_: Term) -> None:
        if predicate not in _ENDS:
            return
        for end, kinds in zip((subject, object_), _ENDS[predicate], strict=True):
            thing = self.known.things[Iri(str(end))]
            if thing.kind not in kinds:
                wanted = " or ".join(_a(kind) for kind in sorted(kinds))
                message = (
                    f"{self.known.short(thing.iri)} is {_a(thing.kind)}, and “{entry.text('predicate')}” wants {wanted}"
                )
                raise CurationError(message, where=entry.where, hint="name another thing, or another property")

    def _hold(self, decision: Decision, person: Iri, post: Iri, capacity: Iri) -> None:
        """Say that a person holds a post: by a membership, and plainly if it is the person's own."""
        membership = self._made(Kind.MEMBERSHIP, decision)
        parts = [(org.MEMBER, person), (iceorg.POST, post), (iceorg.CAPACITY, capacity)]
        bodies = {
            c.object for c in self.claims if c.subject == post and c.predicate == org.POST_IN and c.status.asserted
        }
        parts += [(org.ORGANIZATION, Iri(str(body))) for body in sorted(map(str, bodies))[:1]]
        for predicate, object_ in parts:
            self._say(decision, membership, predicate, object_)
        if capacity == iceorg.Substantive:
            self._say(decision, person, org.HOLDS, post)

    def _rename(self, decision: Decision, entry: Entry) -> None:
        old, new = (self.known.thing(entry.text(name), entry) for name in ("from", "to"))
        kinds = [self.known.things[thing].kind for thing in (old, new)]
        if old == new or kinds[0] is not kinds[1] or kinds[0] not in _BODIES | {Kind.PROGRAM}:
            message = f"{self.known.short(old)} ({kinds[0]}) cannot become {self.known.short(new)} ({kinds[1]})"
            raise CurationError(message, where=entry.where, hint="a rename joins two bodies, or two programs")
        self._renamed[old] = new, entry
        step, seen = new, {old}
        while step in self._renamed:
            if step in seen:
                break
            seen.add(step)
            step = self._renamed[step][0]
        if step in seen:
            message = f"renames go round in a ring: {self.known.short(old)} becomes itself again"
            raise CurationError(message, where=entry.where, hint="remove one of the renames")
        self._say(decision, new, dcterms.REPLACES, old)
        change = self._made(Kind.CHANGE, decision)
        self._say(decision, change, org.ORIGINAL_ORGANIZATION, old)
        self._say(decision, change, org.RESULTING_ORGANIZATION, new)
        if day := entry.text("on"):
            self._say(decision, change, dcterms.DATE, Literal(day, xsd.DATE))
            # From that day on there is something of the new name, whenever a document first has it.
            self._say(decision, new, rdf.TYPE, kinds[1].type)
            self._say(decision, new, skos.PREF_LABEL, Literal(self.known.things[new].label))

    def _made(self, kind: Kind, decision: Decision) -> Iri:
        """Return a new thing that a decision tells of: a membership, a change."""
        iri = Iri(f"{self.base}{kind}-{decision.id.removeprefix('decision-')}")
        self.known.things[iri] = Thing(iri, kind, decision.reason)
        self._say(decision, iri, rdf.TYPE, kind.type)
        return iri

    def _say(self, decision: Decision, subject: Iri, predicate: Iri, object_: Term) -> None:
        told = "\x1f".join((decision.id, subject, predicate, str(object_)))
        digest = hashlib.sha256(told.encode()).hexdigest()
        rule = f"C-{decision.act.upper()}"
        claim = Claim(subject, predicate, object_, Status.CURATED, rule, (decision.passage,), decision=decision)
        self.claims.append(replace(claim, id=f"claim-{digest[:20]}"))

    # ------------------------------------------------------------------ people

    def _suppress(self, _decision: Decision, _entry: Entry) -> None:
        """Nothing is left to do: the name was masked before any document was read."""


def _a(kind: Kind) -> str:
    """Return a kind with its article.

    >>> _a(Kind.AGENCY), _a(Kind.POST), _a(Kind.UNIT)
    ('an agency', 'a post', 'a unit')
    """
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}"


def _last(thing: Iri, into: Mapping[Iri, Iri]) -> Iri:
    """Return the thing that one is merged into in the end."""
    seen = {thing}
    while thing in into:
        thing = into[thing]
        if thing in seen:
            return thing
        seen.add(thing)
    return thing
