"""Popolo JSON, which civic-technology projects exchange: persons, organizations, posts, memberships and areas.

https://www.popoloproject.com/specs/. Each has its sources: the document, and the words as a note.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from iceorg.export.backed import Backed, address_of, backed_facts, filled_posts, first, key_of
from iceorg.export.base import Exporter
from iceorg.export.network import kind_of, name_of, texts
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, dcterms, iceorg, org, schema, skos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.export.arrange import Arranged, Said

_CLASSIFICATIONS = {
    Kind.AGENCY: "organization",
    Kind.UNIT: "unit",
    Kind.GROUP: "stakeholder group",
    Kind.COLLABORATION: "partnership",
}
Record = dict[str, Any]


def write_popolo(graph: Arranged, stream: IO[bytes]) -> None:
    """Write one JSON object with a list for each class of Popolo, sorted by their ids."""
    kinds = {iri: Kind(kind) for iri, about in graph.said.items() if (kind := kind_of(about))}
    facts = backed_facts(graph)
    told: dict[Iri, list[Backed]] = {}
    for fact in facts:
        told.setdefault(fact.subject, []).append(fact)

    def of(*wanted: Kind) -> list[Iri]:
        return sorted(iri for iri, kind in kinds.items() if kind in wanted)

    def record(iri: Iri, **further: Any) -> Record:
        return _clean({"id": key_of(iri), **further, "sources": _sources(graph, told.get(iri, []))})

    whole = {
        "persons": [record(iri, **_named(iri, graph.said[iri])) for iri in of(Kind.PERSON)],
        "organizations": [
            record(iri, **_named(iri, graph.said[iri]), **_organization(graph.said[iri], kinds[iri], kinds))
            for iri in of(*_CLASSIFICATIONS)
        ],
        "posts": [
            record(
                iri,
                label=name_of(iri, graph.said[iri]),
                other_label=_others(iri, graph.said[iri])[:1],
                organization_id=_one(graph.said[iri], org.POST_IN, kinds),
            )
            for iri in of(Kind.POST)
        ],
        "memberships": [
            _clean(
                {
                    "id": key_of(one.membership),
                    "person_id": key_of(one.person),
                    "post_id": key_of(one.post),
                    "organization_id": key_of(one.body) if one.body else None,
                    "role": " ".join(filter(None, [one.capacity, name_of(one.post, graph.said.get(one.post, {}))])),
                    "start_date": one.begin,
                    "end_date": one.end,
                    "sources": _sources(graph, [one.fact]),
                }
            )
            for one in filled_posts(graph, facts)
        ],
        "areas": [record(iri, name=name_of(iri, graph.said[iri])) for iri in of(Kind.PLACE)],
    }
    stream.write(json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n")


def _named(iri: Iri, about: Said) -> Record:
    others = [{"name": name} for name in _others(iri, about)]
    return {"name": name_of(iri, about), "other_names": others}


def _others(iri: Iri, about: Said) -> list[str]:
    return sorted(set(texts(about, skos.ALT_LABEL)) - {name_of(iri, about)})


def _organization(about: Said, kind: Kind, kinds: Mapping[Iri, Kind]) -> Record:
    return {
        "classification": _CLASSIFICATIONS[kind],
        "parent_id": _one(about, org.SUB_ORGANIZATION_OF, kinds),
        "founding_date": first(about, iceorg.ESTABLISHED),
        "abstract": first(about, iceorg.MISSION),
        "area_id": _one(about, schema.LOCATION, kinds),
        "links": [{"url": address_of(url), "note": "website"} for url in about.get(schema.URL, ())],
    }


def _one(about: Said, predicate: Iri, known: Mapping[Iri, Kind]) -> str | None:
    """Return the one thing that is stated; Popolo has room for one, so of several none is chosen."""
    found = sorted(value for value in about.get(predicate, ()) if not isinstance(value, Literal) and value in known)
    return key_of(found[0]) if len(found) == 1 else None


def _sources(graph: Arranged, facts: list[Backed]) -> list[Record]:
    words = sorted({quoted for fact in facts for quoted in fact.quotes})
    return [
        _clean(
            {
                "url": first(graph.said.get(document, {}), dcterms.SOURCE),
                "note": f"{first(graph.said.get(document, {}), iceorg.FILE_NAME)}: {quote}",
            }
        )
        for document, quote in words
    ]


def _clean(told: Record) -> Record:
    return {key: value for key, value in told.items() if value not in (None, "", [])}


_LOST = "reporting lines, programs and partners, second parents, suggestions, offsets and statuses"
POPOLO = Exporter("popolo", ".popolo.json", "application/json", write_popolo, _LOST)
