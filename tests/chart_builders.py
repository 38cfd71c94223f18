"""Small graphs for tests of the chart, told as sentences about things with kinds.

    graph({"Dive Office": Kind.UNIT, "Chief": Kind.POST}, ("Dive Office", org.REPORTS_TO, "Chief"))

Every statement stands in a document of one sentence for each, and has a claim on it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from builders import claim, document, reading, resolution
from iceorg.graph import to_triples
from iceorg.model import Kind, Literal, Source
from iceorg.vocab import ID_BASE, Iri, dcterms, iceorg, org, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.model import Term, Triple

Statement = tuple[str, Iri, str | Literal]


def graph(things: Mapping[str, Kind], *statements: Statement, source: Source | None = None) -> tuple[Triple, ...]:
    """Return the graph of some things, by their names, and of what is said of them."""
    page = document(told(things, *statements), "told.txt", source=source)
    claims = []
    for name, kind in things.items():
        claims.append(claim(page, iri(name), rdf.TYPE, kind.type, f"{name} is named."))
        claims.append(claim(page, iri(name), skos.PREF_LABEL, Literal(name), f"{name} is named."))
    for one in statements:
        subject, predicate, value = one
        term: Term = iri(value) if isinstance(value, str) and value in things else _term(value)
        claims.append(claim(page, iri(subject), predicate, term, sentence(one)))
    return to_triples(resolution(reading(page, tuple(claims))))


def told(things: Mapping[str, Kind], *statements: Statement) -> str:
    """Return the text of the document that tells of some things."""
    return "\n\n".join([*(f"{name} is named." for name in things), *map(sentence, statements)])


def page_blocks(html: str) -> dict[str, Any]:
    """Return the data of a chart page, by the name of the block that holds it."""
    found = re.findall(r'<script type="application/(jsonl?)" id="c-(\w+)">(.*?)</script>', html, re.DOTALL)
    return {
        name: json.loads(block) if sort == "json" else [json.loads(row) for row in block.split("\n") if row]
        for sort, name, block in found
    }


def sentence(statement: Statement) -> str:
    """Return the words of a statement."""
    subject, predicate, value = statement
    return f"{subject} {predicate.rpartition('#')[2]} {value.value if isinstance(value, Literal) else value}."


def iri(name: str) -> Iri:
    """Return the IRI of a thing that is called so."""
    return Iri(ID_BASE + slug(name))


def slug(name: str) -> str:
    """Return the id that the chart's page gives to a thing of this name."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _term(value: str | Literal) -> Iri | Literal:
    return value if isinstance(value, Literal) else Iri(value)


HARBOUR = {
    "Department of Tides": Kind.AGENCY,
    "Harbour Service": Kind.AGENCY,
    "Chief": Kind.POST,
    "Deputy for Ships": Kind.POST,
    "Dive Office": Kind.UNIT,
    "Crane Office": Kind.UNIT,
    "Rope Office": Kind.UNIT,
    "Safe Quays": Kind.PROGRAM,
    "Night Quays": Kind.PROGRAM,
    "fishing clubs": Kind.GROUP,
    "Ada Moss": Kind.PERSON,
    "Lighthouse Trust": Kind.AGENCY,
}
"""The Harbour Service: two posts that offices report to and no line between them, a program inside
another, partners of two offices, a person in a post, and a body that no line leads to."""


HARBOUR_SAID: tuple[Statement, ...] = (
    ("Harbour Service", org.SUB_ORGANIZATION_OF, "Department of Tides"),
    ("Chief", org.POST_IN, "Harbour Service"),
    ("Deputy for Ships", org.POST_IN, "Harbour Service"),
    ("Dive Office", org.REPORTS_TO, "Chief"),
    ("Dive Office", org.SUB_ORGANIZATION_OF, "Harbour Service"),
    ("Crane Office", org.REPORTS_TO, "Deputy for Ships"),
    ("Rope Office", org.REPORTS_TO, "Chief"),
    ("Rope Office", org.REPORTS_TO, "Deputy for Ships"),
    ("Dive Office", iceorg.ADMINISTERS, "Safe Quays"),
    ("Night Quays", dcterms.IS_PART_OF, "Safe Quays"),
    ("Dive Office", iceorg.PARTNERS_WITH, "fishing clubs"),
    ("Crane Office", iceorg.PARTNERS_WITH, "fishing clubs"),
    ("Ada Moss", org.HOLDS, "Chief"),
    ("Dive Office", iceorg.MISSION, Literal("keep the harbour floor clear")),
)
"""What is said of the Harbour Service."""


def harbour(source: Source | None = None) -> tuple[Triple, ...]:
    """Return the graph of the Harbour Service."""
    return graph(HARBOUR, *HARBOUR_SAID, source=source)


def harbour_text() -> str:
    """Return the text of the document that tells of the Harbour Service."""
    return told(HARBOUR, *HARBOUR_SAID)
