"""All readings as one: keys to IRIs, one label a thing, untyped names joined or left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity
from iceorg.model import Claim, Key, Kind, Literal, Reading, Resolution, Thing
from iceorg.resolve.iris import mint_iri
from iceorg.resolve.joining import joined
from iceorg.vocab import ID_BASE, Iri, iceorg, org, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def resolve(readings: Iterable[Reading], *, base: str = ID_BASE) -> Resolution:
    """Return the things and claims of all documents together.

    Args:
        readings: In any order; the result does not depend on it.
        base: What the IRIs of things begin with.

    Returns:
        Claims with IRIs in place of keys. A name that is one document's label and not the thing's
        becomes another of its names; no other predicate changes.
    """
    ordered = tuple(sorted(readings, key=lambda reading: reading.layout.document.id))
    told = tuple(joined(ordered))
    typed = _typed_names(told)
    claims: list[Claim] = []
    problems: list[Problem] = []
    for reading in told:
        for claim in reading.claims:
            known = _with_kind(claim, typed)
            if known is None:
                problems += _untyped(claim, reading)
            else:
                claims.append(known)
    labels = _labels(claims)
    resolved = sorted((_with_iris(_relabelled(claim, labels), base) for claim in claims), key=lambda claim: claim.id)
    things = sorted((Thing(mint_iri(key, base), key.kind, label) for key, label in labels.items()), key=lambda t: t.iri)
    return Resolution(ordered, tuple(things), tuple(resolved), tuple(sorted(set(problems))))


# ------------------------------------------------------------------ names of no told kind


def _typed_names(readings: Iterable[Reading]) -> Mapping[tuple[str, str], list[Key]]:
    """Return the keys of told kind by name and scope; a program's name belongs to every scope."""
    typed: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for reading in readings:
        for claim in reading.claims:
            key = claim.subject
            if isinstance(key, Key) and key.kind in (Kind.UNIT, Kind.PROGRAM, Kind.AGENCY):
                typed[key.name, key.scope].add(key)
    return {name: sorted(keys) for name, keys in typed.items()}


def _with_kind(claim: Claim, typed: Mapping[tuple[str, str], list[Key]]) -> Claim | None:
    """Return the claim about a thing of told kind; None if no document tells the kind of its subject."""
    key = claim.subject
    if not isinstance(key, Key) or key.kind is not Kind.UNKNOWN:
        return claim
    found = typed.get((key.name, key.scope)) or typed.get((key.name, "")) or []
    if len(found) != 1:
        return None
    if claim.predicate == org.SUB_ORGANIZATION_OF and found[0].kind is Kind.PROGRAM and isinstance(claim.object, Key):
        return replace(claim, subject=claim.object, predicate=iceorg.ADMINISTERS, object=found[0])
    return replace(claim, subject=found[0])


def _untyped(claim: Claim, reading: Reading) -> list[Problem]:
    """Return the note that a name was left out."""
    if claim.predicate != skos.PREF_LABEL or not isinstance(claim.object, Literal):
        return []
    message = f"“{claim.object.value}” is listed, but no document tells what kind of thing it is; it is left out"
    return [Problem(Severity.NOTE, "untyped-name", reading.layout.document.name, message)]


# ------------------------------------------------------------------ labels


def _labels(claims: Iterable[Claim]) -> Mapping[Key, str]:
    """Return one label for each thing: the one most documents use, then the fullest, then the first.

    A name that is only suggested is the label of nothing that has another.
    """
    told: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    suggested: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if isinstance(claim.subject, Key) and claim.subject.kind is not Kind.DOCUMENT:
            names = (told if claim.status.asserted else suggested)[claim.subject]
            if claim.predicate == skos.PREF_LABEL and isinstance(claim.object, Literal):
                names[claim.object.value].add(claim.passages[0].document)
    return {
        key: _best(told.get(key) or suggested.get(key) or {key.name: set()}) for key in told.keys() | suggested.keys()
    }


def _best(names: Mapping[str, set[str]]) -> str:
    return min(names, key=lambda name: (-len(names[name]), -len(name), name))


def _relabelled(claim: Claim, labels: Mapping[Key, str]) -> Claim:
    """Return a claim of a name as label or other name, by whether it is the thing's label."""
    if claim.predicate not in (skos.PREF_LABEL, skos.ALT_LABEL) or not isinstance(claim.object, Literal):
        return claim
    assert isinstance(claim.subject, Key)
    is_label = claim.object.value == labels[claim.subject]
    return replace(claim, predicate=skos.PREF_LABEL if is_label else skos.ALT_LABEL)


# ------------------------------------------------------------------ IRIs


def _with_iris(claim: Claim, base: str) -> Claim:
    subject = mint_iri(claim.subject, base) if isinstance(claim.subject, Key) else claim.subject
    object_: Iri | Literal = mint_iri(claim.object, base) if isinstance(claim.object, Key) else claim.object
    # A large build has millions of claims, and `replace` takes twice the time.
    return Claim(
        subject,
        claim.predicate,
        object_,
        claim.status,
        claim.rule,
        claim.passages,
        claim.confidence,
        claim.signs,
        claim.agent,
        claim.decision,
        claim.id,
    )
