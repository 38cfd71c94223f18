"""A small invented graph: the Harbour Safety Agency, as two documents tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from iceorg.store import OxigraphStore
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from iceorg.store import Store

FACTS = """
agency      | a | org:FormalOrganization           | Stated   | handbook 0 Harbour Safety Agency (HSA)
agency      | skos:prefLabel | "Harbour Safety Agency" | Stated | handbook 0 Harbour Safety Agency (HSA)
agency      | skos:altLabel | "HSA"                   | Stated   | handbook 0 Harbour Safety Agency (HSA)
agency      | iceorg:acronym | "HSA"                  | Stated   | handbook 0 Harbour Safety Agency (HSA)
agency      | iceorg:established | "1999-04"^^xsd:gYearMonth | Stated | handbook 30 was founded in April 1999
agency      | iceorg:mission | "keep the harbours safe" | Stated | leaflet 10 Our mission is to keep the harbours safe.
agency      | org:subOrganizationOf | id:ports        | Stated   | handbook 60 part of the Department of Ports
agency      | org:subOrganizationOf | id:ports        | Stated   | leaflet 60 an agency of the Department of Ports
agency      | iceorg:statedCount | id:count           | Stated   | handbook 90 more than 12 harbours
agency      | schema:areaServed | id:alba             | Stated   | handbook 99 serves Port Alba
count       | a | iceorg:Count                         | Stated   | handbook 90 more than 12 harbours
count       | rdf:value | 12                           | Stated   | handbook 90 more than 12 harbours
count       | iceorg:counted | "harbours"              | Stated   | handbook 90 more than 12 harbours
count       | iceorg:bound | iceorg:AtLeast            | Stated   | handbook 90 more than 12 harbours
alba        | a | schema:Place                         | Stated   | handbook 99 serves Port Alba
alba        | skos:prefLabel | "Port Alba"             | Stated   | handbook 99 serves Port Alba
ports       | a | org:FormalOrganization               | Stated   | handbook 60 part of the Department of Ports
ports       | skos:prefLabel | "Department of Ports"   | Stated   | handbook 60 part of the Department of Ports
guild       | a | org:FormalOrganization               | Stated   | leaflet 300 The Coast Guild
guild       | skos:prefLabel | "Coast Guild"           | Stated   | leaflet 300 The Coast Guild
guild       | org:subOrganizationOf | id:agency       | Suggested | leaflet 300 The Coast Guild, together with the Agency
rescue      | a | org:OrganizationalUnit               | Stated   | handbook 120 the Office of Rescue
rescue      | skos:prefLabel | "Office of Rescue"      | Stated   | handbook 120 the Office of Rescue
rescue      | org:subOrganizationOf | id:agency       | Stated   | handbook 120 the Agency's Office of Rescue
rescue      | org:reportsTo | id:director             | Layout   | leaflet 100 Director ; leaflet 110 Office of Rescue
rescue      | iceorg:administers | id:beacon          | Stated   | handbook 150 The Office of Rescue runs the Beacon Program
rescue      | iceorg:partnersWith | id:towns          | Stated   | handbook 180 works with coastal towns
rescue      | iceorg:remit | "search and rescue at sea" | Stated | handbook 210 responsible for search and rescue at sea
charts      | a | org:OrganizationalUnit               | Stated   | leaflet 130 Office of Charts
charts      | skos:prefLabel | "Office of Charts"      | Stated   | leaflet 130 Office of Charts
charts      | skos:altLabel | "Charts"                 | Stated   | leaflet 130 Office of Charts
charts      | org:subOrganizationOf | id:agency       | Layout   | leaflet 0 Offices of the Agency ; leaflet 130 Office of Charts
charts      | org:reportsTo | id:director             | Layout   | leaflet 100 Director ; leaflet 130 Office of Charts
director    | a | org:Post                             | Stated   | leaflet 100 Director
director    | skos:prefLabel | "Director"              | Stated   | leaflet 100 Director
director    | org:postIn | id:agency                  | Layout   | leaflet 0 Offices of the Agency ; leaflet 100 Director
guildmaster | a | org:Post                             | Stated   | leaflet 310 the Director of the Guild
guildmaster | skos:prefLabel | "Director"              | Stated   | leaflet 310 the Director of the Guild
guildmaster | org:postIn | id:guild                   | Stated   | leaflet 310 the Director of the Guild
lee         | a | foaf:Person                          | Stated   | handbook 240 Director Ana Lee
lee         | skos:prefLabel | "Ana Lee"               | Stated   | handbook 240 Director Ana Lee
lee         | foaf:name | "Ana Lee"                    | Stated   | handbook 240 Director Ana Lee
lee-post    | a | org:Membership                       | Stated   | handbook 240 Director Ana Lee
lee-post    | org:member | id:lee                      | Stated   | handbook 240 Director Ana Lee
lee-post    | org:organization | id:agency             | Stated   | handbook 240 Director Ana Lee
lee-post    | iceorg:post | id:director                | Stated   | handbook 240 Director Ana Lee
lee-post    | iceorg:capacity | iceorg:Acting          | Stated   | handbook 230 Acting Director Ana Lee
beacon      | a | iceorg:Program                       | Stated   | handbook 150 the Beacon Program
beacon      | skos:prefLabel | "Beacon Program"        | Stated   | handbook 150 the Beacon Program
watch       | a | iceorg:Program                       | Stated   | leaflet 160 Beacon Watch
watch       | skos:prefLabel | "Beacon Watch"          | Stated   | leaflet 160 Beacon Watch
watch       | dcterms:isPartOf | id:beacon             | Stated   | leaflet 160 Beacon Watch is one part of the Beacon Program
towns       | a | iceorg:StakeholderGroup              | Stated   | handbook 180 coastal towns
towns       | skos:prefLabel | "coastal towns"         | Stated   | handbook 180 coastal towns
"""
DOCUMENTS = {"handbook": "2024-05-02", "leaflet": ""}


def _document(name: str, dated: str) -> str:
    stated = f' ; iceorg:statedDate "{dated}"^^xsd:date' if dated else ""
    publisher = "Harbour Safety Agency" if name == "handbook" else "A printer"
    about = f'iceorg:fileName "{name}.txt" ; dcterms:title "The {name}" ; iceorg:publisher "{publisher}"{stated}'
    return f"id:{name} a foaf:Document ; {about} .\n"


def _passage(place: str) -> tuple[str, str]:
    name, start, quote = place.split(maxsplit=2)
    iri = f"id:passage-{name}-{start}-{len(quote)}"
    position = f'iceorg:start {start} ; iceorg:end {int(start) + len(quote)} ; iceorg:quote "{quote}"'
    return iri, f"{iri} a oa:SpecificResource ; oa:hasSource id:{name} ; {position} .\n"


def _claim(number: int, line: str) -> str:
    subject, predicate, what, status, places = (part.strip() for part in line.split("|"))
    passages = [_passage(place.strip()) for place in places.split(";")]
    prop = "rdf:type" if predicate == "a" else predicate
    dated = DOCUMENTS[places.split()[0]]
    about = f"rdf:subject id:{subject} ; rdf:predicate {prop} ; rdf:object {what} ; iceorg:status iceorg:{status}"
    about += ' ; iceorg:rule "by-hand" ; iceorg:confidence 0.9 ; prov:wasDerivedFrom ' + " , ".join(
        p for p, _ in passages
    )
    about += f' ; iceorg:observedOn "{dated}"^^xsd:date' if dated else ""
    plain = f"id:{subject} {prop} {what} .\n" if status != "Suggested" else ""
    return f"{plain}id:claim-{number} a iceorg:Claim ; {about} .\n" + "".join(text for _, text in passages)


@pytest.fixture(scope="session")
def harbour_turtle() -> str:
    """Return the invented graph as Turtle."""
    prefixes = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    documents = "".join(_document(name, dated) for name, dated in DOCUMENTS.items())
    return prefixes + documents + "".join(_claim(n, line) for n, line in enumerate(FACTS.strip().splitlines()))


@pytest.fixture(scope="session")
def harbour(harbour_turtle: str) -> Store:
    """Return a store of the invented graph."""
    store = OxigraphStore()
    store.load(serialize(parse(harbour_turtle.encode(), format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b"")
    return store
