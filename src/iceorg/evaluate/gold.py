"""Gold: what a careful reader finds in one document, as JSON that says so.

{"document": "page.txt",
 "entities": [{"id": "sea", "type": "Agency", "name": "Sea Agency", "aliases": ["SEA"]}, ...],
 "relations": [{"type": "partOf", "subject": "reefs", "object": "sea", "evidence": "Reefs is part of ..."}],
 "acceptable": [...], "negatives": [...], "mentioned_only": [...]}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ENTITY_TYPES: Final = ("Agency", "Unit", "Post", "Person", "Program", "Partner", "Place")
RELATIONS: Final = (
    "partOf",
    "reportsTo",
    "administers",
    "programPartOf",
    "partnersWith",
    "holdsPost",
    "postIn",
    "heads",
    "locatedIn",
    "succeeds",
)
_HINT: Final = "tests/corpus/GUIDE.md describes the form"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that takes part in a relation.

    Args:
        id: What the document's relations call it.
        type: One of `ENTITY_TYPES`.
        names: Its name and its other names.
        optional: Whether finding it counts neither for nor against.
    """

    id: str
    type: str
    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """Two things joined by one of `RELATIONS`.

    Args:
        type: Which relation.
        subject: Id of an entity.
        object: Id of an entity.
        evidence: The words that say so; of an acceptable one, nothing.
        optional: Whether finding it counts neither for nor against.
    """

    type: str
    subject: str
    object: str
    evidence: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Trap:
    """A relation that a hasty reader finds, by the names of its ends, and why it is none."""

    type: str
    subject: str
    object: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """What one document says.

    Args:
        document: Its file name.
        entities: The things.
        relations: The relations; those that are acceptable, by inference or another fair reading, are optional.
        traps: Relations that are not there.
        mentioned_only: Names of things that take part in nothing.
    """

    document: str
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    traps: tuple[Trap, ...] = ()
    mentioned_only: tuple[str, ...] = ()


def gold_files(path: Path) -> tuple[Path, ...]:
    """Return the gold files of a folder, sorted by name; of a file, the file.

    Raises:
        SourceError: There is none.
    """
    if not path.exists():
        raise SourceError("there is no such file or folder", where=str(path), hint="check the path")
    files = tuple(sorted(path.glob("*.json"))) if path.is_dir() else (path,)
    if not files:
        raise SourceError("no gold is in this folder", where=str(path), hint="gold files end in .json")
    return files


def read_gold(path: Path) -> Gold:
    """Return the annotation that a file holds.

    Raises:
        SourceError: It is no JSON, lacks a part, or joins things that it does not name.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}", where=str(path)) from fault
    except ValueError as fault:
        raise SourceError(f"is no JSON: {fault}", where=str(path), hint=_HINT) from fault
    try:
        return gold_from(data)
    except SourceError as fault:
        raise SourceError(fault.message, where=str(path), hint=_HINT) from None


def gold_from(data: Any) -> Gold:
    """Return an annotation from its JSON form.

    Raises:
        SourceError: A part is missing or of another kind than it should be, or a relation joins unknown things.

    Example:
        >>> gold_from({"document": "a.txt", "entities": [], "relations": []}).document
        'a.txt'
    """
    _mapping(data, "the gold")
    entities = tuple(_entity(item) for item in _list(data, "entities"))
    wanted = [_relation(item, optional=bool(item.get("optional"))) for item in _list(data, "relations")]
    acceptable = [_relation(item, optional=True) for item in _list(data, "acceptable", ())]
    gold = Gold(
        _text(data, "document", "the gold"),
        entities,
        _distinct([*acceptable, *wanted]),
        tuple(_trap(item) for item in _list(data, "negatives", ())),
        tuple(_mentioned(item) for item in _list(data, "mentioned_only", (), of=(str, dict))),
    )
    _want_known_ends(gold)
    return gold


def _entity(item: Mapping[str, Any]) -> Entity:
    where = f"entity {item.get('id', 'without id')}"
    names = (_text(item, "name", where), *_list(item, "aliases", (), of=(str,)))
    kind = _one_of(_text(item, "type", where), ENTITY_TYPES, where)
    return Entity(_text(item, "id", where), kind, names, bool(item.get("optional")))


def _relation(item: Mapping[str, Any], *, optional: bool) -> Relation:
    kind = _one_of(_text(item, "type", "a relation"), RELATIONS, "a relation")
    where = f"a relation of type {kind}"
    subject, object_ = _text(item, "subject", where), _text(item, "object", where)
    return Relation(kind, subject, object_, str(item.get("evidence", "")), optional)


def _distinct(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return each relation once; the last word on it counts, so that what is wanted is not merely acceptable."""
    return tuple({(one.type, one.subject, one.object): one for one in relations}.values())


def _trap(item: Mapping[str, Any]) -> Trap:
    kind = _one_of(_text(item, "type", "a negative"), RELATIONS, "a negative")
    where = f"a negative of type {kind}"
    ends = (_text(item, "subject_text", where), _text(item, "object_text", where))
    return Trap(kind, *ends, str(item.get("reason", "")))


def _mentioned(item: str | Mapping[str, Any]) -> str:
    return item if isinstance(item, str) else _text(item, "name", "a name mentioned only")


def _want_known_ends(gold: Gold) -> None:
    known = {entity.id for entity in gold.entities}
    for relation in gold.relations:
        for end in (relation.subject, relation.object):
            if end not in known:
                raise SourceError(f"a relation of type {relation.type} joins '{end}', which no entity has for its id")


def _mapping(data: Any, where: str) -> None:
    if not isinstance(data, dict):
        raise SourceError(f"{where} is no JSON object")


def _list(data: Mapping[str, Any], name: str, default: Any = None, *, of: tuple[type, ...] = (dict,)) -> list[Any]:
    value = data.get(name, default)
    if value is None:
        raise SourceError(f"there are no {name}")
    if not isinstance(value, list | tuple) or not all(isinstance(item, of) for item in value):
        raise SourceError(f"{name} is no list of {' or '.join(_WORDS[kind] for kind in of)}")
    return list(value)


_WORDS: Final[Mapping[type, str]] = {dict: "objects", str: "texts"}


def _text(item: Mapping[str, Any], name: str, where: str) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise SourceError(f"{where} has no {name}")
    return value


def _one_of(value: str, known: tuple[str, ...], where: str) -> str:
    if value not in known:
        raise SourceError(f"{where} is of the type '{value}'; known are {', '.join(known)}")
    return value
