"""Small model objects for tests, and one invented agency that has every kind of thing.

A test that needs its own words makes a `document`, and a `claim` on a quote of it:

    sheet = document("The Office of Soundings reports to the Director.")
    claim(sheet, Iri(f"{ID_BASE}soundings"), org.REPORTS_TO, Iri(f"{ID_BASE}director"), "reports to the Director")

`lake_resolution` is the Lake Survey Agency as two documents tell of it: all kinds of things, an acting
holder, two documents that disagree, a suggested claim, and words that are hard to write down.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

from iceorg.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    DocumentId,
    Key,
    Kind,
    Layout,
    Literal,
    Passage,
    Reading,
    Resolution,
    Sentence,
    Source,
    Status,
    Term,
    Thing,
)
from iceorg.vocab import ID_BASE, Iri, dcterms, foaf, iceorg, org, rdf, schema, skos, xsd

SHEET = """\
Lake Survey Agency (LSA) Fact Sheet
May 2, 2019

The Lake Survey Agency (LSA) is an agency of the Department of Waters. It was founded in March 2003.
The Office of Soundings reports to the Director. The Office of Soundings runs the Clear Water Program,
and the Young Divers Initiative is one part of it. The Office works with local fishing clubs in Port Tern.
Acting Director Ada Moss leads the agency. LSA enforces more than 40 lake statutes.
In 2003 the agency replaced the Board of Lakes. The Lake Safety Partnership joins LSA and the Department of Waters.
"""
OFFICES = """\
Offices of LSA

Director
- Office of Soundings
- Office of "Charts \\ Maps" <b>& Plans</b>

The Office of Soundings reports to the Chief Surveyor. Its mission is to know every depth \N{EM DASH} \N{WATER WAVE} from shore
to shore. Chief Surveyor Bo Reed, whom some call Director, heads Soundings.
"""

THINGS = {
    "lsa": (Kind.AGENCY, "Lake Survey Agency"),
    "waters": (Kind.AGENCY, "Department of Waters"),
    "board": (Kind.AGENCY, "Board of Lakes"),
    "soundings": (Kind.UNIT, "Office of Soundings"),
    "charts": (Kind.UNIT, 'Office of "Charts \\ Maps" <b>& Plans</b>'),
    "director": (Kind.POST, "Director"),
    "surveyor": (Kind.POST, "Chief Surveyor"),
    "moss": (Kind.PERSON, "Ada Moss"),
    "reed": (Kind.PERSON, "Bo Reed"),
    "water-program": (Kind.PROGRAM, "Clear Water Program"),
    "divers": (Kind.PROGRAM, "Young Divers Initiative"),
    "clubs": (Kind.GROUP, "local fishing clubs"),
    "tern": (Kind.PLACE, "Port Tern"),
    "moss-director": (Kind.MEMBERSHIP, ""),
    "reed-surveyor": (Kind.MEMBERSHIP, ""),
    "partnership": (Kind.COLLABORATION, "Lake Safety Partnership"),
    "change": (Kind.CHANGE, ""),
    "statutes": (Kind.COUNT, ""),
}
"""The things of the Lake Survey Agency: what each is, and its name where it has one."""

_NAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "sheet": (
        ("lsa", "Lake Survey Agency"),
        ("waters", "Department of Waters"),
        ("board", "Board of Lakes"),
        ("soundings", "Office of Soundings"),
        ("director", "Director"),
        ("moss", "Ada Moss"),
        ("water-program", "Clear Water Program"),
        ("divers", "Young Divers Initiative"),
        ("clubs", "local fishing clubs"),
        ("tern", "Port Tern"),
        ("moss-director", "Acting Director Ada Moss"),
        ("partnership", "Lake Safety Partnership"),
        ("change", "replaced the Board of Lakes"),
        ("statutes", "more than 40 lake statutes"),
    ),
    "offices": (
        ("soundings", "Office of Soundings"),
        ("charts", 'Office of "Charts \\ Maps" <b>& Plans</b>'),
        ("surveyor", "Chief Surveyor"),
        ("reed", "Bo Reed"),
        ("reed-surveyor", "Chief Surveyor Bo Reed"),
    ),
}
"""The words by which each document names each thing."""

_PART = "an agency of the Department of Waters"
_ACTING = "Acting Director Ada Moss"
_HEADS = "Chief Surveyor Bo Reed, whom some call Director, heads Soundings"
_FACTS: dict[str, tuple[tuple[str, Iri, str | Literal, str], ...]] = {
    "sheet": (
        ("lsa", skos.ALT_LABEL, Literal("LSA"), "(LSA)"),
        ("lsa", iceorg.ACRONYM, Literal("LSA"), "(LSA)"),
        ("lsa", org.SUB_ORGANIZATION_OF, "waters", _PART),
        ("lsa", iceorg.ESTABLISHED, Literal("2003-03", xsd.G_YEAR_MONTH), "founded in March 2003"),
        ("soundings", org.REPORTS_TO, "director", "The Office of Soundings reports to the Director"),
        ("soundings", iceorg.ADMINISTERS, "water-program", "The Office of Soundings runs the Clear Water Program"),
        ("divers", dcterms.IS_PART_OF, "water-program", "the Young Divers Initiative is one part of it"),
        ("soundings", iceorg.PARTNERS_WITH, "clubs", "The Office works with local fishing clubs"),
        ("clubs", schema.LOCATION, "tern", "local fishing clubs in Port Tern"),
        ("director", org.POST_IN, "lsa", "Acting Director Ada Moss leads the agency"),
        ("director", org.ROLE, iceorg.HeadRole, "Acting Director Ada Moss leads the agency"),
        ("moss-director", org.MEMBER, "moss", _ACTING),
        ("moss-director", org.ORGANIZATION, "lsa", "leads the agency"),
        ("moss-director", iceorg.POST, "director", _ACTING),
        ("moss-director", iceorg.CAPACITY, iceorg.Acting, "Acting"),
        ("lsa", iceorg.STATED_COUNT, "statutes", "LSA enforces more than 40 lake statutes"),
        ("statutes", rdf.VALUE, Literal("40", xsd.INTEGER), "40"),
        ("statutes", iceorg.COUNTED, Literal("lake statutes"), "lake statutes"),
        ("statutes", iceorg.BOUND, iceorg.AtLeast, "more than 40"),
        ("lsa", dcterms.REPLACES, "board", "the agency replaced the Board of Lakes"),
        ("change", org.ORIGINAL_ORGANIZATION, "board", "replaced the Board of Lakes"),
        ("change", org.RESULTING_ORGANIZATION, "lsa", "the agency replaced the Board of Lakes"),
        ("partnership", org.HAS_MEMBER, "lsa", "The Lake Safety Partnership joins LSA"),
        ("partnership", org.HAS_MEMBER, "waters", "joins LSA and the Department of Waters"),
    ),
    "offices": (
        ("soundings", org.REPORTS_TO, "surveyor", "The Office of Soundings reports to the Chief Surveyor"),
        (
            "soundings",
            iceorg.MISSION,
            Literal("know every depth \N{EM DASH} \N{WATER WAVE} from shore\nto shore"),
            "Its mission is",
        ),
        ("surveyor", org.POST_IN, "soundings", _HEADS),
        ("reed-surveyor", org.MEMBER, "reed", "Chief Surveyor Bo Reed"),
        ("reed-surveyor", org.ORGANIZATION, "soundings", _HEADS),
        ("reed-surveyor", iceorg.POST, "surveyor", "Chief Surveyor Bo Reed"),
        ("reed-surveyor", iceorg.CAPACITY, iceorg.Substantive, "Chief Surveyor Bo Reed"),
        ("reed", org.HOLDS, "surveyor", "Chief Surveyor Bo Reed"),
        ("reed", org.HEAD_OF, "soundings", _HEADS),
    ),
}


def document(text: str, name: str = "a.txt", *, source: Source | None = None) -> Document:
    """Return a document of these words, with the ids that its bytes give."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(DocumentId(digest[:16]), digest, (name,), "text/plain", text, source or Source())


def passage(of: Document, quote: str) -> Passage:
    """Return the first place of some words in a document."""
    start = of.text.index(quote)
    return Passage(of.id, start, start + len(quote), quote)


def claim(
    of: Document,
    subject: Key | Iri,
    predicate: Iri,
    object: Term,  # noqa: A002 (the name that RDF gives it)
    *quotes: str,
    status: Status = Status.STATED,
    rule: str = "T-TEST",
    confidence: float | None = None,
) -> Claim:
    """Return a claim with its id, on the first places of its quotes."""
    places = tuple(passage(of, quote) for quote in quotes)
    return Claim(subject, predicate, object, status, rule, places, confidence).identified()


def reading(of: Document, claims: tuple[Claim, ...] = (), observed_on: date | None = None) -> Reading:
    """Return a reading whose layout has a paragraph, of one sentence, for each line of text."""
    lines = [match.span() for match in re.finditer(r"[^\s].*", of.text)]
    blocks = tuple(Block(BlockKind.PARAGRAPH, start, end) for start, end in lines)
    sentences = tuple(Sentence(start, end, index) for index, (start, end) in enumerate(lines))
    return Reading(Layout(of, of.text, blocks, sentences), claims, observed_on)


def resolution(*readings: Reading, things: tuple[Thing, ...] = ()) -> Resolution:
    """Return readings whose claims hold IRIs already, as one."""
    in_order = tuple(sorted(readings, key=lambda r: r.layout.document.id))
    claims = sorted((c for r in readings for c in r.claims), key=lambda c: c.id)
    return Resolution(in_order, things, tuple(claims))


def lake_documents() -> dict[str, Document]:
    """Return the two documents about the Lake Survey Agency: a dated `sheet` and an undated page of `offices`."""
    told = Source(
        title="Lake Survey Agency (fact sheet)",
        publisher="Lake Survey Agency",
        republisher="A friend of lakes",
        stated_date=date(2019, 5, 2),
        republished=date(2019, 5, 7),
        captured=date(2020, 1, 31),
        original_address="https://lakes.example/sheets/1?lang=en",
    )
    return {"sheet": document(SHEET, "fact-sheet.txt", source=told), "offices": document(OFFICES, "offices.txt")}


def lake_readings() -> tuple[Reading, ...]:
    """Return what each of the two documents says, with the keys of things as extraction makes them."""
    pages = lake_documents()
    dates = {"sheet": date(2019, 5, 2), "offices": None}
    return tuple(reading(page, tuple(_claims(name, page)), dates[name]) for name, page in pages.items())


def lake_resolution(base: str = ID_BASE) -> Resolution:
    """Return both documents as one, with IRIs in place of keys."""
    read = lake_readings()
    claims = sorted((_resolved(c, base) for r in read for c in r.claims), key=lambda c: c.id)
    things = (Thing(Iri(base + name), kind, label or name) for name, (kind, label) in THINGS.items())
    in_order = tuple(sorted(read, key=lambda r: r.layout.document.id))
    return Resolution(in_order, tuple(sorted(things, key=lambda t: t.iri)), tuple(claims))


def _claims(name: str, page: Document) -> list[Claim]:
    claims = []
    for thing, words in _NAMES[name]:
        kind, label = THINGS[thing]
        claims.append(claim(page, _key(thing), rdf.TYPE, kind.type, words, rule="T-KIND"))
        if label:
            claims.append(claim(page, _key(thing), skos.PREF_LABEL, Literal(label), words, rule="T-NAME"))
        if kind is Kind.PERSON:
            claims.append(claim(page, _key(thing), foaf.NAME, Literal(label), words, rule="T-NAME"))
    for thing, predicate, what, words in _FACTS[name]:
        term = _key(what) if isinstance(what, str) and what in THINGS else what
        claims.append(claim(page, _key(thing), predicate, _term(term), words, rule="T-FACT", confidence=0.97))
    return claims + (_sheet_extras(page) if name == "sheet" else _office_extras(page))


def _sheet_extras(page: Document) -> list[Claim]:
    """Return what the sheet says of itself, and a fact that is only inferred."""
    itself = Key(Kind.DOCUMENT, page.id)
    dated = Literal("2019-05-02", xsd.DATE)
    return [
        claim(page, itself, iceorg.STATED_DATE, dated, "May 2, 2019", rule="T-DATE"),
        claim(
            page,
            itself,
            dcterms.TITLE,
            Literal("Lake Survey Agency (LSA) Fact Sheet"),
            "Lake Survey Agency (LSA) Fact Sheet",
        ),
        claim(
            page, _key("soundings"), org.SUB_ORGANIZATION_OF, _key("lsa"), "The Office works", status=Status.INFERRED
        ),
    ]


def _office_extras(page: Document) -> list[Claim]:
    """Return a fact read off the layout, and two that are not asserted."""
    line = ("Director", 'Office of "Charts \\ Maps" <b>& Plans</b>')
    maybe, some = _key("reed"), "Bo Reed, whom some call Director"
    return [
        claim(page, _key("charts"), org.REPORTS_TO, _key("director"), *line, status=Status.LAYOUT, rule="T-LIST"),
        claim(page, maybe, org.HOLDS, _key("director"), some, status=Status.SUGGESTED),
        claim(page, maybe, skos.ALT_LABEL, Literal("Director"), some, status=Status.REJECTED),
    ]


def _key(thing: str) -> Key:
    return Key(THINGS[thing][0], thing)


def _term(what: Key | str | Literal) -> Term:
    return what if isinstance(what, Key | Literal) else Iri(what)


def _resolved(one: Claim, base: str) -> Claim:
    what = _iri(one.object, base) if isinstance(one.object, Key) else one.object
    assert isinstance(one.subject, Key)
    return replace(one, subject=_iri(one.subject, base), object=what)


def _iri(key: Key, base: str) -> Iri:
    return Iri(base + (f"document-{key.name}" if key.kind is Kind.DOCUMENT else key.name))
