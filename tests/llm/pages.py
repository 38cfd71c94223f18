"""One invented page for the tests of the second reader, and replies about it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from iceorg.documents import lay_out
from iceorg.model import Document, DocumentId, Layout

PAGE = """\
Tide Authority

The Tide Authority (TA) is an agency of the Ministry of Waters. It isn’t part of the Sea Court.
We run the Clear Gauge Program together with the Harbour Guild.

Offices

- Gauge Office
- Wreck Office, led by Ada Ochs

The Gauge Office reports to the Deputy Director. Acting Deputy Director Bo Reed has his desk in Port Tern.
Until 2012 the Wreck Office was part of the Treasury. Would the Lamp Office become part of the Gauge Office?
"""


def layout_of(text: str, media_type: str = "text/plain") -> Layout:
    """Return a page in blocks."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return lay_out(Document(DocumentId(digest[:16]), digest, ("page.txt",), media_type, text))


def fact(relation: str, subject: str, object_: str, quote: str, *context: str, **more: Any) -> dict[str, Any]:
    """Return a fact of a reply; the words for its ends are the names of its ends unless others are given."""
    words = {"subject_words": NAMES.get(subject, subject), "object_words": NAMES.get(object_, object_)}
    ends = {"relation": relation, "subject": subject, "object": object_, "quote": quote, "context": list(context)}
    return {**ends, **words, **more}


def thing(id_: str, kind: str, name: str, *others: str) -> dict[str, Any]:
    """Return a thing of a reply."""
    return {"id": id_, "type": kind, "name": name, "other_names": list(others)}


THINGS = [
    thing("ta", "Agency", "Tide Authority", "TA"),
    thing("ministry", "Agency", "Ministry of Waters"),
    thing("court", "Agency", "Sea Court"),
    thing("treasury", "Agency", "Treasury"),
    thing("gauge", "Unit", "Gauge Office"),
    thing("wreck", "Unit", "Wreck Office"),
    thing("lamp", "Unit", "Lamp Office"),
    thing("deputy", "Post", "Deputy Director"),
    thing("reed", "Person", "Bo Reed"),
    thing("ochs", "Person", "Ada Ochs"),
    thing("program", "Program", "Clear Gauge Program"),
    thing("guild", "Partner", "Harbour Guild"),
    thing("tern", "Place", "Port Tern"),
]
NAMES = {record["id"]: record["name"] for record in THINGS}

IN_MINISTRY = fact(
    "partOf",
    "ta",
    "ministry",
    "The Tide Authority (TA) is an agency of the Ministry of Waters",
    subject_words="Tide Authority",
)
REPORTS = fact("reportsTo", "gauge", "deputy", "The Gauge Office reports to the Deputy Director")
LISTED = fact("partOf", "gauge", "ta", "Gauge Office", "Tide Authority")
RUNS = fact("administers", "ta", "program", "We run the Clear Gauge Program", "Tide Authority", subject_words="We")
LEADS = fact("heads", "ochs", "wreck", "Wreck Office, led by Ada Ochs")
HOLDS = fact("holdsPost", "reed", "deputy", "Acting Deputy Director Bo Reed", acting=True)
TRUE = [IN_MINISTRY, REPORTS, LISTED, RUNS, LEADS, HOLDS]
"""Facts that the page says."""


def reply_of(*facts: dict[str, Any], things: list[dict[str, Any]] | None = None, page_of: str | None = "ta") -> str:
    """Return a reply."""
    return json.dumps({"page_of": page_of, "things": THINGS if things is None else things, "facts": list(facts)})
