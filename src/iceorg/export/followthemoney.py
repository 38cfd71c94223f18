"""FollowTheMoney entities as JSON lines, for Aleph, OpenSanctions' tools and other investigative databases.

https://followthemoney.tech/explorer/. A relation is an entity of its own there, and has the documents as its proof and
the words as its summary. What the model has no word for, such as a reporting line, is an `UnknownLink` with its role.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any

from iceorg.export.backed import Backed, Filled, address_of, backed_facts, filled_posts, key_of, text_of
from iceorg.export.base import Exporter
from iceorg.export.network import kind_of, name_of, texts
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, rdf, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.export.arrange import Arranged, Said

_SCHEMAS = {
    Kind.AGENCY: "Organization",
    Kind.UNIT: "Organization",
    Kind.POST: "Position",
    Kind.PERSON: "Person",
    Kind.PROGRAM: "Project",
    Kind.GROUP: "LegalEntity",
    Kind.COLLABORATION: "Organization",
    Kind.PLACE: "Address",
}
_BODIES = ("Organization", "LegalEntity", "Person")
"""What may take part in a project or follow another; a post may not."""
_ROLES = {
    org.REPORTS_TO: "reports to",
    org.HEAD_OF: "heads",
    iceorg.PARTNERS_WITH: "partners with",
    iceorg.ADMINISTERS: "administers",
    dcterms.IS_PART_OF: "part of",
    schema.AREA_SERVED: "serves",
}
_VALUES = {iceorg.MISSION: "description", iceorg.ESTABLISHED: "incorporationDate", schema.URL: "website"}
_DATED = {"Organization", "LegalEntity"}
"""The schemata that have an `incorporationDate` and a `website`."""

Entity = dict[str, Any]


def write_followthemoney(graph: Arranged, stream: IO[bytes]) -> None:
    """Write an entity on each line, sorted by their ids."""
    for entity in sorted(_entities(graph), key=lambda entity: (entity["id"], entity["schema"])):
        stream.write(json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def _entities(graph: Arranged) -> Iterator[Entity]:
    facts = backed_facts(graph)
    kinds = {iri: Kind(kind) for iri, about in graph.said.items() if (kind := kind_of(about))}
    schemas = {iri: _SCHEMAS[kind] for iri, kind in kinds.items() if kind in _SCHEMAS}
    for iri, name in schemas.items():
        yield _thing(iri, name, graph.said[iri], schemas)
    for iri, about in graph.said.items():
        if foaf.Document in about.get(rdf.TYPE, ()):
            yield _document(iri, about)
    for fact in facts:
        if (relation := _relation(fact, schemas)) is not None:
            yield relation
    for filled in filled_posts(graph, facts):
        if filled.person in schemas and filled.post in schemas:
            yield _occupancy(filled)


def _thing(iri: Iri, name: str, about: Said, schemas: Mapping[Iri, str]) -> Entity:
    called = name_of(iri, about)
    if name == "Address":
        return _entity(key_of(iri), name, {"full": [called]})
    others = sorted(set(texts(about, skos.ALT_LABEL)) - {called})
    properties: dict[str, list[str]] = {
        "name": [called],
        "weakAlias" if name in {"Position", "Project"} else "alias": others,
        "parent" if name in _DATED else "organization": [
            key_of(upper)
            for upper in _things(about, org.POST_IN if name == "Position" else org.SUB_ORGANIZATION_OF)
            if schemas.get(upper) == "Organization"
        ],
    }
    if name in _DATED:
        properties["abbreviation"] = sorted(texts(about, iceorg.ACRONYM))
        properties["addressEntity"] = [key_of(place) for place in _things(about, schema.LOCATION) if place in schemas]
    if name == "LegalEntity":
        properties["classification"] = ["stakeholder group"]
    for predicate, property_name in _VALUES.items():
        if name in _DATED or property_name == "description":
            written = address_of if predicate == schema.URL else text_of
            properties[property_name] = sorted(map(written, about.get(predicate, ())))
    return _entity(key_of(iri), name, properties)


def _document(iri: Iri, about: Said) -> Entity:
    properties = {
        "fileName": _values(about, iceorg.FILE_NAME),
        "title": _values(about, dcterms.TITLE),
        "publisher": _values(about, iceorg.PUBLISHER),
        "authoredAt": _values(about, iceorg.STATED_DATE),
        "sourceUrl": _values(about, dcterms.SOURCE),
        "notes": [f"SHA-256 {digest}" for digest in _values(about, iceorg.SHA256)],
    }
    return _entity(key_of(iri), "Document", properties)


def _relation(fact: Backed, schemas: Mapping[Iri, str]) -> Entity | None:
    """Return a fact between two things as an entity; None for one that is a property of a thing, or of none of these."""
    subject, predicate, what = fact.subject, fact.predicate, fact.object
    if isinstance(what, Literal) or subject not in schemas or what not in schemas:
        return None
    bodies = schemas[subject] in _BODIES and schemas[what] in _BODIES
    if predicate == dcterms.REPLACES and bodies:
        return _proved(fact, "Succession", successor=[key_of(subject)], predecessor=[key_of(what)])
    if predicate == iceorg.ADMINISTERS and schemas[subject] in _BODIES:
        ends = {"participant": [key_of(subject)], "project": [key_of(what)]}
        return _proved(fact, "ProjectParticipant", role=[_ROLES[predicate]], **ends)
    if predicate in (*_ROLES, dcterms.REPLACES):
        role = _ROLES.get(predicate, "replaces")
        return _proved(fact, "UnknownLink", role=[role], subject=[key_of(subject)], object=[key_of(what)])
    return None


def _occupancy(filled: Filled) -> Entity:
    return _proved(
        filled.fact,
        "Occupancy",
        holder=[key_of(filled.person)],
        post=[key_of(filled.post)],
        startDate=[filled.begin],
        endDate=[filled.end],
        description=[filled.capacity],
    )


def _proved(fact: Backed, name: str, **properties: list[str]) -> Entity:
    """Return a relation with the documents that state it, their dates and the words."""
    said = "\n".join((name, fact.subject, fact.predicate, text_of(fact.object)))
    proof = {
        "proof": [key_of(document) for document in fact.documents],
        "date": list(fact.dates),
        "summary": sorted({quote for _, quote in fact.quotes}),
    }
    return _entity(f"{name.lower()}-{sha256(said.encode()).hexdigest()[:20]}", name, properties | proof)


def _entity(key: str, name: str, properties: Mapping[str, list[str]]) -> Entity:
    told = {key: [value for value in values if value] for key, values in properties.items()}
    return {"id": key, "schema": name, "properties": {key: values for key, values in told.items() if values}}


def _things(about: Said, predicate: Iri) -> list[Iri]:
    return sorted(value for value in about.get(predicate, ()) if not isinstance(value, Literal))


def _values(about: Said, predicate: Iri) -> list[str]:
    return sorted(set(map(text_of, about.get(predicate, ()))))


_LOST = "suggestions, offsets, statuses, and what the model of FollowTheMoney has no property for"
FOLLOWTHEMONEY = Exporter("followthemoney", ".ftm.json", "application/x-ndjson", write_followthemoney, _LOST)
