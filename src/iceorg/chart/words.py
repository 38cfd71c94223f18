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

KINDS_MANY: Final[dict[Kind, str]] = {
    Kind.AGENCY: "Organizations",
    Kind.UNIT: "Offices and units",
    Kind.POST: "Posts",
    Kind.PERSON: "People",
    Kind.PROGRAM: "Programs",
    Kind.GROUP: "Partner groups",
    Kind.COLLABORATION: "Partnerships",
    Kind.PLACE: "Places",
    Kind.UNKNOWN: "Others",
}
"""What several cards of a kind are, for people."""

BUNDLES: Final[dict[Kind, str]] = {
    Kind.AGENCY: "{n} organizations",
    Kind.UNIT: "{n} offices",
    Kind.POST: "{n} posts",
    Kind.PERSON: "{n} people",
    Kind.PROGRAM: "{n} programs",
    Kind.GROUP: "{n} partner groups",
    Kind.COLLABORATION: "{n} partnerships",
    Kind.PLACE: "{n} places",
    Kind.UNKNOWN: "{n} others",
}
"""What a card that stands for several of a kind says."""

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

ABOVE: Final = "it"
"""What an item of a list calls the thing that the list is of."""

LEGEND: Final[tuple[tuple[str, str], ...]] = (
    ("reports", "reports to"),
    ("part", "belongs to"),
    ("runs", "program of"),
    ("partner", "partner of"),
    ("holds", "holds the post"),
    ("replaced", "came before"),
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
    "B-ADVERT": "not read: advertisement",
    "B-ARCHIVE": "not read: frame of an archive or a government",
    "B-ASIDE": "not read: box beside the text",
    "B-BOILER": "not read: copyright, cookies and the like",
    "B-CODE": "not read: code",
    "B-COMMENTS": "not read: readers' comments",
    "B-COOKIE": "not read: notice about cookies",
    "B-FOOT": "not read: foot of the page",
    "B-FORM": "not read: form",
    "B-FRONT": "not read: what the file says of itself",
    "B-HIDDEN": "not read: hidden on the page",
    "B-LINKS": "not read: list of links",
    "B-NAV": "not read: navigation",
    "B-NOSCRIPT": "not read: shown only without script",
    "B-PAGE": "not read: page number or end mark",
    "B-REVIEW": "not read: testimonial",
    "B-STAMP": "not read: stamp without a value",
    "B-TITLE": "not read: title of the window",
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
    schema.TELEPHONE: "telephone",
    schema.FAX_NUMBER: "fax",
    schema.EMAIL: "e-mail",
    schema.ADDRESS: "postal address",
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

SPANS: Final[dict[str, str]] = {
    "year": "{n} year",
    "years": "{n} years",
    "month": "{n} month",
    "months": "{n} months",
    "day": "{n} day",
    "days": "{n} days",
}
"""How long something is."""

DATE_KINDS: Final[dict[str, str]] = {
    "stated": "dated",
    "republished": "republished",
    "captured": "captured",
}
"""The dates of a document, by who gives them: the text, who printed it again, who stored it."""

KEYS: Final[tuple[tuple[str, str], ...]] = (("/", "search"), ("← ↑ ↓ →", "move"), ("Enter", "read"), ("0", "fit"))
"""The keys that the foot of the page reminds of."""

TABLE: Final = (
    "thing", "property", "value", "thing IRI", "property IRI", "value or value IRI", "how it is known", "rule",
    "confidence", "documents", "files", "dates", "words", "start", "end",
)  # fmt: skip
"""The columns of the table that can be taken along."""

PAGE: Final[dict[str, str]] = {
    "subtitle": "Choose a card or a line to read the words that say so.",
    "skip": "Skip to the outline",
    "views": "Views",
    "outline": "Outline",
    "chart": "Chart",
    "network": "Network",
    "sources": "Sources",
    "chart_label": "Chart: cards joined by lines; the outline says the same as a list",
    "network_label": "Network: all things and lines; drag to move, scroll to zoom",
    "search": "Search a name, an acronym, a sentence",
    "search_label": "Search names, acronyms, people and sentences",
    "found": "Found",
    "found_none": "Nothing is called “{sought}”, and no sentence quoted here has these words.",
    "found_number": "{n} found",
    "take": "Take along",
    "theme": "Light or dark",
    "open_all": "Open all",
    "close_all": "Close all",
    "zoom_in": "Larger",
    "zoom_out": "Smaller",
    "fit": "Fit",
    "close": "Close",
    "panel": "Sentences",
    "counts": "{nodes} things, {lines} lines, {documents} documents",
    "old_browser": "This browser is too old to draw the chart: browsers of 2023 and later can.",
    "no_script": "Without script the outline is here, with the sentences behind every line and the numbers of their documents:",
    "no_line": "The documents name {count} posts that others report to and state no line between them: {names}.",
    "no_things": "Nothing to show here: the graph, the date or the filters leave no organization, post, person or program.",
    # the panel
    "facts": "Facts",
    "line": "Line",
    "line_open": "line",
    "line_title": "Open the sentences of this line",
    "names": "Names and kind",
    "quote_line": "line",
    "quote_licence": "stands under",
    "rule": "rule",
    "confidence": "right in {n} of 100 when measured",
    "confidence_low": "often wrong when measured: read the sentence",
    "no_evidence": "The graph holds no claim for this; iceorg check will say so.",
    "show_rest": "Show the other {n}",
    "not_stated_word": "not stated",
    "not_stated": "in the documents",
    "not_stated_by": "in the documents up to the date shown",
    "other_times": "Not on the date shown",
    "open_source": "Read it in the document",
    "later": "later than the date shown",
    "in_document": "in {n} document, {span}",
    "in_documents": "in {n} documents, {span}",
    "otherwise": "Also answered ({sort}):",
    "replaced_by": "Replaced by",
    "age": "seen {span} before",
    "seen_before": "last seen {date}, {span} before the date shown",
    "seen_last": "last seen {date}",
    "seen_next": "seen again {date}",
    "seen_later": "first seen later, {date}",
    "seen_undated": "seen in undated documents only",
    # time
    "time": "Time",
    "as_of": "As of",
    "all_documents": "All documents",
    "other_date": "Another date",
    "undated_document": "{n} undated document",
    "undated_documents": "{n} undated documents",
    "undated_help": "Documents that give no date of their own: shown beside every date, or not at all",
    "ended": "{n} replaced by then",
    "ended_help": "Show what another had replaced by the date, as pale cards with dashed edges",
    "no_dates": "No document gives its date.",
    "gap_short": "none for {span}",
    "gap": "no document between {from} and {to}",
    "all_dates": "What all {n} documents state, whatever their date",
    "one_document": "What the one document states",
    "changes": "{appeared} new · {moved} moved · {ended} ended",
    "changes_open": "List them, with their sentences",
    "changes_about": "Since the document before, as far as documents tell",
    "changes_title": "What is different on {date}",
    "changes_new": "New",
    "changes_moved": "Moved: another document said otherwise before",
    "changes_ended": "Ended or answered otherwise since",
    "changes_none": "Nothing is new, has moved or has ended.",
    "before_all": "before the first dated document",
    "last_document": "last document {date}",
    "next_document": "next document {date}",
    # filters
    "filters": "More filters",
    "filters_on": "More filters ({n} on)",
    "filter_kinds": "Kinds shown",
    "filter_documents": "Documents",
    "filter_statuses": "How it is known",
    "kind_number": "{kind} {n}",
    # sources
    "documents": "Documents",
    "document_text": "Text of the document",
    "no_text": "The text of this document is not at hand; these are the sentences quoted from it.",
    "republished_by": "republished by {name}",
    "source_key": "Marked: words that facts rest on. Grey: not read, for the reason under the pointer. N and P go to the next and the one before.",
    "passage": "What these words say",
    "passage_says": "{n} facts rest on them",
    "unread": "not read: no fact rests on it",
    "no_claim": "no claim: nothing is said of it",
    "named_only": "{name}: only named here ({reason})",
    "named_perhaps": "{name}: perhaps meant here; no document says so",
    "offsets": "characters {start} to {end}",
    # the network
    "network_large": "The network draws all {n} things at once, which takes some seconds and much memory.",
    "network_draw": "Draw it all the same",
    # what is taken along
    "take_svg": "Chart as a drawing (SVG)",
    "take_svg_note": "the branches that are open; sharp at any size",
    "take_png": "Chart as a picture (PNG)",
    "take_png_note": "the same, for slides and messages",
    "take_print": "Print",
    "take_print_note": "the chart on a sheet, then every sentence",
    "take_csv": "Table (CSV)",
    "take_csv_note": "what is shown, a row for each claim",
    "take_turtle": "Graph (Turtle)",
    "take_turtle_note": "what is shown, with claims and passages",
    "take_jsonld": "Graph (JSON-LD)",
    "take_jsonld_note": "the same, for programs that read JSON",
    "take_link": "Copy the address",
    "take_link_note": "of what is chosen, on this date",
    "copied": "The address is copied.",
    "picture_date": "as of {date}",
    "picture_note": "every line rests on a sentence of a document",
    "appendix": "Evidence",
    "appendix_whole": "The {n} things shown, by the numbers beside their cards, with the sentences that say so.",
    "appendix_part": "The {n} things on the chart, by the numbers beside their cards, with the sentences that say so; what closed branches hold is left out.",
    # what a card bears
    "new_mark": "new",
    "moved_mark": "moved",
    "disputed_mark": "documents differ",
    "alike_same": "May be the same as",
    "alike_before": "May have been followed by",
    "alike_after": "May have followed",
    "alike_note": "{reasons}; no document says that it is",
    "replaced_mark": "replaced",
    "more_holders": "and {n} more",
    "below": "{n} below",
    "unplaced": "{n} named, with no line to another",
}
"""The page's own words."""


SKELETON: Final = frozenset({
    "chart_label", "close_all", "fit", "found", "no_line", "no_script", "no_things", "old_browser", "open_all", "panel", "search",
    "search_label", "skip", "subtitle", "take", "theme", "time", "views", "zoom_in", "zoom_out",
})  # fmt: skip
"""Those of them that stand in the page's mark-up already: its script does without."""


def date_in_words(value: str) -> str:
    """Return a date to the precision it was given with; other text comes back unchanged.

    >>> date_in_words("2003-03"), date_in_words("2016-03-10"), date_in_words("2003")
    ('March 2003', '10 March 2016', '2003')
    """
    parts = value.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= len(MONTHS):
        return value
    return " ".join([*(str(int(day)) for day in parts[2:]), MONTHS[int(parts[1]) - 1], parts[0]])
