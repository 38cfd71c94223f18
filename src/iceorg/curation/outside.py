"""What is known of bodies from elsewhere: identifiers and successions, kept apart from what documents say."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from iceorg.curation.read import read_tables, together, written_entries
from iceorg.curation.schemes import SCHEMES
from iceorg.errors import CurationError, Problem, Severity, close_to
from iceorg.model import Kind, Literal, name_key
from iceorg.vocab import ID_BASE, Iri, dcterms, iceorg, org, rdf, schema, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.model import Resolution, Triple

IDENTIFIER: Final = "identifier"
SUCCESSION: Final = "succession"
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    IDENTIFIER: ("thing", "scheme", "value", "source", "checked"),
    SUCCESSION: ("from", "to", "source", "checked"),
}
_OTHER: Final[Mapping[str, tuple[str, ...]]] = {IDENTIFIER: ("beside",), SUCCESSION: ("on", "beside")}
_DAYS: Final = ("checked", "on")
_BODIES: Final = (Kind.AGENCY, Kind.UNIT)


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known from elsewhere.

    Args:
        sort: `identifier` or `succession`.
        things: The bodies, as documents call them: one, or the old and the new one.
        beside: Bodies that the documents must name as well, so that no other one of that name is meant.
        scheme: Who gives the identifier.
        value: The identifier; of a succession its day, if that is known.
        source: What proves it.
        checked: When somebody looked.
        where: File and line.
    """

    sort: str
    things: tuple[str, ...]
    beside: tuple[str, ...]
    scheme: str
    value: str
    source: str
    checked: str
    where: str

    @property
    def id(self) -> str:
        """An id that stays the same when the entry moves in its file."""
        told = "\x1f".join((self.sort, *self.things, self.scheme, self.value))
        return f"outside-{sha256(told.encode()).hexdigest()[:20]}"


@dataclass(frozen=True, slots=True)
class Outside:
    """All that is known from elsewhere, and the file that says so.

    Args:
        known: In the order of the file.
        file: The file's name.
        sha256: Its digest.
    """

    known: tuple[Known, ...] = ()
    file: str = ""
    sha256: str = ""

    @property
    def digests(self) -> dict[str, str]:
        """The digest of the file, by its name; nothing if there is no file."""
        return {self.file: self.sha256} if self.file else {}


NOTHING_OUTSIDE: Final = Outside()


@dataclass(frozen=True, slots=True)
class Told:
    """One thing known from elsewhere of bodies that the documents name, for people.

    Args:
        about: The body; or the new one and the old one, by the names that the graph gives them.
        what: Who gives the identifier; or `took the place of`.
        value: The identifier; of a succession its day, if that is known.
        source: What proves it.
        checked: When somebody looked.
    """

    about: tuple[str, ...]
    what: str
    value: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What of it is about bodies that the documents name.

    Args:
        triples: The part of the graph that holds it.
        told: The entries that match.
        problems: The entries that match nothing, or too much.
    """

    triples: tuple[Triple, ...] = ()
    told: tuple[Told, ...] = ()
    problems: tuple[Problem, ...] = ()


def outside_iri(base: str = ID_BASE) -> Iri:
    """Return the name of the part of a graph that holds what is known from elsewhere.

    >>> outside_iri()
    'https://w3id.org/iceorg/id/outside'
    """
    return Iri(f"{base}outside")


def read_outside(path: Path, suppressed: Iterable[str] = ()) -> Outside:
    """Return what a file knows from elsewhere.

    Args:
        path: The file.
        suppressed: People who appear nowhere: an entry that names one is refused.

    Raises:
        CurationError: An entry cannot be meant; all that is wrong is told, with lines.
    """
    content, tables = read_tables(path)
    hidden = [name_key(name) for name in suppressed]
    known: list[Known] = []
    faults: list[CurationError] = []
    for sort, raw, _, line in written_entries(path, content.decode(), tables):
        try:
            known.append(_checked(sort, raw, f"{path}:{line}", hidden))
        except CurationError as fault:
            faults.append(fault)
    if faults:
        raise together(faults)
    return Outside(tuple(known), path.name, sha256(content).hexdigest())


def known_beside(resolution: Resolution, outside: Outside, base: str = ID_BASE) -> Beside:
    """Return what is known from elsewhere about the bodies that the documents name.

    Args:
        resolution: All documents as one.
        outside: What is known.
        base: What the IRIs of things begin with.
    """
    bodies = _bodies(resolution)
    triples: list[Triple] = []
    told: list[Told] = []
    problems: list[Problem] = []
    for one in outside.known:
        found = [bodies.get(name_key(name), {}) for name in one.things]
        if lacking := [name for name in (*one.things, *one.beside) if not bodies.get(name_key(name))]:
            problems.append(_unmatched(one, f"the documents name no body “{lacking[0]}”"))
        elif double := [name for name, things in zip(one.things, found, strict=True) if len(things) > 1]:
            problems.append(_unmatched(one, f"“{double[0]}” names several bodies"))
        else:
            things = [next(iter(things.items())) for things in found]
            triples += _triples(one, things, base)
            told.append(_told(one, tuple(label for _, (_, label) in things)))
    return Beside(tuple(triples), tuple(told), tuple(problems))


def _told(one: Known, names: tuple[str, ...]) -> Told:
    what = SCHEMES[one.scheme].name if one.sort == IDENTIFIER else "took the place of"
    return Told(names if one.sort == IDENTIFIER else names[::-1], what, one.value, one.source, one.checked)


def _unmatched(one: Known, why: str) -> Problem:
    hint = "nothing is taken from it"
    message = f"this {one.sort} is about nothing: {why}"
    # Without its folder: a result does not depend on where files lie.
    return Problem(Severity.NOTE, "outside-without-match", Path(one.where).name, message, hint)


def _bodies(resolution: Resolution) -> dict[str, dict[Iri, tuple[Kind, str]]]:
    """Return the bodies by the keys of their full names: an acronym alone says too little."""
    things = {thing.iri: (thing.kind, thing.label) for thing in resolution.things if thing.kind in _BODIES}
    short = {(c.subject, c.object) for c in resolution.claims if c.predicate == iceorg.ACRONYM}
    found: dict[str, dict[Iri, tuple[Kind, str]]] = defaultdict(dict)
    for claim in resolution.claims:
        named = claim.predicate in (skos.PREF_LABEL, skos.ALT_LABEL) and claim.status.asserted
        if named and claim.subject in things and (claim.subject, claim.object) not in short:
            assert isinstance(claim.object, Literal)
            iri = Iri(str(claim.subject))
            found[name_key(claim.object.value)][iri] = things[iri]
    return found


# ---------------------------------------------------------------------- entries


def _checked(sort: str, raw: Any, where: str, hidden: Iterable[str]) -> Known:
    if sort not in _NEEDED:
        raise CurationError(f"nothing from outside is a “{sort}”", where=where, hint=_meant(sort, _NEEDED))
    fields = (*_NEEDED[sort], *_OTHER[sort])
    if stray := [name for name in raw if name not in fields]:
        raise CurationError(f"the {sort} has no “{stray[0]}”", where=where, hint=_meant(stray[0], fields))
    if missing := [name for name in _NEEDED[sort] if not raw.get(name)]:
        hint = "without a record that proves it and the day on which you looked, nothing is known"
        raise CurationError(f"the {sort} lacks its {' and '.join(missing)}", where=where, hint=hint)
    values = {name: _value(name, value, where) for name, value in raw.items()}
    if any(re.search(rf"\b{re.escape(name)}\b", name_key(text)) for text in _texts(values) for name in hidden):
        raise CurationError(f"the {sort} names a person who is suppressed", where=where, hint="take the name out")
    if sort == IDENTIFIER:
        _check_identifier(values["scheme"], values["value"], where)
    things = (values["thing"],) if sort == IDENTIFIER else (values["from"], values["to"])
    told = values.get("value") or values.get("on", "")
    beside = tuple(raw.get("beside", ()))
    return Known(sort, things, beside, values.get("scheme", ""), told, values["source"], values["checked"], where)


def _texts(values: Mapping[str, str]) -> Iterator[str]:
    return (value for name, value in values.items() if name not in _DAYS)


def _value(name: str, value: Any, where: str) -> str:
    if name in _DAYS:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        raise CurationError(
            f"“{name}” is no day", where=where, hint=f"write {name} = 2026-11-25, without quotation marks"
        )
    if name == "beside":
        if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
            return ", ".join(value)
        raise CurationError("“beside” is no list of names", where=where, hint='write beside = ["Name of a body"]')
    if not isinstance(value, str) or not value.strip():
        raise CurationError(f"“{name}” is no text", where=where, hint=f'write {name} = "…"')
    return value


def _check_identifier(scheme: str, value: str, where: str) -> None:
    if scheme not in SCHEMES:
        raise CurationError(f"there is no scheme “{scheme}”", where=where, hint=_meant(scheme, SCHEMES))
    if not SCHEMES[scheme].has(value):
        message = f"{SCHEMES[scheme].name} gives no identifier like “{value}”"
        raise CurationError(message, where=where, hint=f"one looks like {SCHEMES[scheme].example}: look at it again")


def _meant(word: str, known: Iterable[str]) -> str:
    words = list(known)
    near = close_to(word, words)
    return f"did you mean “{near[0]}”?" if near else f"it is one of: {', '.join(words)}"


# ---------------------------------------------------------------------- triples


def _triples(one: Known, things: list[tuple[Iri, tuple[Kind, str]]], base: str) -> Iterator[Triple]:
    node = Iri(base + one.id)
    yield node, dcterms.SOURCE, Literal(one.source)
    yield node, iceorg.CHECKED_ON, Literal(one.checked, xsd.DATE)
    if one.sort == SUCCESSION:
        (old, _), (new, _) = things
        yield new, dcterms.REPLACES, old
        yield node, rdf.TYPE, org.ChangeEvent
        yield node, org.ORIGINAL_ORGANIZATION, old
        yield node, org.RESULTING_ORGANIZATION, new
        if one.value:
            yield node, dcterms.DATE, Literal(one.value, xsd.DATE)
        return
    ((iri, (kind, _)),) = things
    yield iri, schema.IDENTIFIER, node
    yield node, rdf.TYPE, schema.PropertyValue
    yield node, schema.PROPERTY_ID, Literal(SCHEMES[one.scheme].name)
    yield node, schema.VALUE, Literal(one.value)
    if there := SCHEMES[one.scheme].iri(one.value):
        yield node, schema.URL, there
        if kind is Kind.AGENCY:  # what another catalogue has as a whole matches no part of one exactly
            yield iri, skos.EXACT_MATCH, there
