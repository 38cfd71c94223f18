"""Every English word of the chart page, in one place.

The page's script takes its words from here as well: they travel with the data.
"""

from __future__ import annotations

from typing import Final

from iceorg.model import Kind, Status
from iceorg.vocab import dcterms, foaf, iceorg, org, rdf, schema, skos

LANGUAGE: Final = "en"

KINDS: Final[dict[Kind, str]] = {
    Kind.AGENCY: "organization",
    Kind.UNIT: "office or unit",
    Kind.POST: "post",
    Kind.PERSON: "person",
    Kind.PROGRAM: "program",
    Kind.GROUP: "partner group",
    Kind.COLLABORATION: "partnership",
    Kind.PLACE: "place",
    Kind.UNKNOWN: "named, kind not stated",
}
"""What a card is, for people."""

LINES: Final[dict[str, tuple[str, str]]] = {
    "heads": ("headed by", "heads"),
    "holds": ("held by", "holds the post"),
    "reports": ("reporting to it", "reports to"),
    "post": ("posts", "is a post of"),
    "part": ("parts", "is part of"),
    "within": ("programs within it", "is part of"),
    "runs": ("programs it runs", "is run by"),
    "member": ("members", "is a member of"),
    "partner": ("partners", "is a partner of"),
    "linked": ("tied to", "is tied to"),
    "replaced": ("formerly", "was replaced by"),
    "located": ("located in", "is where it is"),
    "serves": ("serves", "is served by"),
}
"""What the things at the lower end are to the upper one (a heading), and how the line reads from the lower end."""

LEGEND: Final[tuple[tuple[str, str], ...]] = (
    ("reports", "reports to"),
    ("part", "belongs to"),
    ("runs", "program of"),
    ("partner", "partner of"),
    ("holds", "holds the post"),
)
"""The key under the drawing: a style of line, and what it means."""

STATUSES: Final[dict[Status, str]] = {
    Status.STATED: "stated",
    Status.LAYOUT: "read off the layout",
    Status.INFERRED: "inferred",
    Status.CURATED: "decided by a person",
}

CAPACITIES: Final[dict[str, str]] = {
    iceorg.Acting: "acting",
    iceorg.PerformingTheDuties: "performing the duties",
    iceorg.Substantive: "",
}
"""How a person holds a post; nothing is said of the ordinary case."""

SKIPPED: Final[dict[str, str]] = {
    "B-ADVERT": "advertisement",
    "B-ARCHIVE": "frame of an archive or a government",
    "B-ASIDE": "box beside the text",
    "B-BOILER": "copyright, cookies and the like",
    "B-CODE": "code",
    "B-COMMENTS": "readers' comments",
    "B-COOKIE": "notice about cookies",
    "B-FOOT": "foot of the page",
    "B-FORM": "form",
    "B-FRONT": "what the file says of itself",
    "B-HIDDEN": "hidden on the page",
    "B-LINKS": "list of links",
    "B-NAV": "navigation",
    "B-NOSCRIPT": "shown only without script",
    "B-PAGE": "page number or end mark",
    "B-REVIEW": "testimonial",
    "B-STAMP": "stamp without a value",
    "B-TITLE": "title of the window",
}
"""Why a text is not read, by the rule that skips it."""

BOUNDS: Final[dict[str, str]] = {
    iceorg.AtLeast: "at least",
    iceorg.AtMost: "at most",
    iceorg.About: "about",
    iceorg.Exactly: "",
}

FACTS: Final[dict[str, str]] = {
    iceorg.DESCRIBED_AS: "described as",
    iceorg.MISSION: "mission",
    iceorg.REMIT: "responsible for",
    iceorg.SERVICE: "service",
    iceorg.ACTIVITY: "activity",
    iceorg.ESTABLISHED: "established",
    iceorg.STATED_COUNT: "count",
    iceorg.LEGAL_BASIS: "legal basis",
    org.ROLE: "role",
    schema.LOCATION: "located in",
    schema.AREA_SERVED: "serves",
    iceorg.STATED_LOCATION: "located",
    schema.URL: "address",
    skos.PREF_LABEL: "name",
    iceorg.ACRONYM: "acronym",
    skos.ALT_LABEL: "also called",
    foaf.NAME: "name",
    rdf.TYPE: "kind",
    dcterms.TITLE: "title",
}
"""What a property's value is called in the panel, in the order in which the panel shows them."""

HEAD_ROLE: Final = "head of the body"

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

UNDATED: Final = "undated"

PAGE: Final[dict[str, str]] = {
    "subtitle": "As the documents state it. Choose a card or a line to read their sentences.",
    "more_lines": "Further lines to partners show when a card is chosen.",
    "counts": "{nodes} things, {lines} lines, {documents} documents",
    "skip": "Skip to the outline",
    "views": "Views",
    "outline": "Outline",
    "chart": "Chart",
    "network": "Network",
    "chart_label": "Chart: cards joined by lines; the outline says the same as a list",
    "network_label": "Network: all things and lines; drag to move, scroll to zoom",
    "filter": "Filter the outline",
    "zoom_in": "Larger",
    "zoom_out": "Smaller",
    "fit": "Fit",
    "close": "Close",
    "panel": "Sentences",
    "no_script": "Without script the chart and the outline are here; the sentences are in graph.nt and graph.ttl.",
    "no_line": "The documents name {count} posts that others report to and state no line between them: {names}.",
    "no_things": "The graph names no organization, post, person or program.",
    "unplaced": "Named, with no line to another",
    "lines": "Lines",
    "facts": "Facts",
    "line": "Line",
    "line_title": "Open the sentences of this line",
    "names": "Names and kind",
    "quote_line": "line",
    "quote_licence": "stands under",
    "rule": "rule",
    "no_evidence": "The graph holds no claim for this; iceorg check will say so.",
}
"""The page's own words."""


def date_in_words(value: str) -> str:
    """Return a date to the precision it was given with; other text comes back unchanged.

    >>> date_in_words("2003-03"), date_in_words("2016-03-10"), date_in_words("2003")
    ('March 2003', '10 March 2016', '2003')
    """
    parts = value.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= len(MONTHS):
        return value
    return " ".join([*(str(int(day)) for day in parts[2:]), MONTHS[int(parts[1]) - 1], parts[0]])
