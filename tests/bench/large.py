"""A graph as a build would leave it of hundreds of pages about one invented ministry: the same bytes each time.

`python tests/bench/large.py [TRIPLES] > graph.nt` writes it. The ministry is a tree of offices eight deep; offices report to
posts by the layout of a page and posts to posts, posts have holders, offices have heads, a place and a past, they run programs and
work with groups of outside bodies, some pages say things again or otherwise, and every fact has its claim, its passages and their selectors, as `iceorg.graph` writes them.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from heapq import merge
from io import BytesIO
from itertools import groupby
from random import Random
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from iceorg.vocab import ID_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

TOPICS = ("Harbours", "Bridges", "Forests", "Mines", "Records", "Trade", "Health", "Rail", "Waters", "Census")
TASKS = ("Safety", "Permits", "Training", "Audit", "Outreach", "Policy", "Survey", "Appeals", "Budget", "Research")
FIRST = ("Ana", "Bo", "Cara", "Dev", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jo")
LAST = ("Abbot", "Bell", "Cho", "Diaz", "Evans", "Ford", "Gray", "Hunt", "Ito", "Kerr")
GROUPS = ("local harbour authorities", "trade associations", "state and local law enforcement agencies", "universities")
PLACES = ("Port Alba", "Linden", "Cray", "Upper Moor", "Stade")
PER_DOCUMENT = 40
"""Passages of a page."""
FAN_OUT = 5
AT_ONCE = 500_000
"""Lines that are sorted in memory."""


@dataclass
class Pages:
    """The triples written so far, and where the next sentence stands."""

    random: Random
    lines: set[str] = field(default_factory=set)
    claims: int = 0
    passages: int = 0

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """Write triples of one subject and property."""
        self.lines.update(f"{_term(subject)} {_term(predicate)} {_term(each)} .\n" for each in objects)

    def sentence(self, quote: str) -> str:
        """Write a passage with its selectors, and on a new page the page itself; return the passage."""
        page, at = divmod(self.passages, PER_DOCUMENT)
        self.passages += 1
        document, start = f"id:document-{page:05}", at * 200
        if not at and page % 3:
            quote = f"03/01/{2000 + page % 25}. {quote}"
        passage = f"id:passage-{page:05}-{start}-{start + len(quote)}"
        if not at:
            self._page(document, page, passage)
        place = [f'"{n}"^^xsd:nonNegativeInteger' for n in (start, start + len(quote))]
        self.add(passage, "rdf:type", "oa:SpecificResource")
        self.add(passage, "oa:hasSource", document)
        self.add(passage, "oa:hasSelector", f"{passage}-position", f"{passage}-quote")
        self.add(passage, "iceorg:quote", _text(quote))
        for name, value in zip(("start", "end"), place, strict=True):
            self.add(passage, f"iceorg:{name}", value)
            self.add(f"{passage}-position", f"oa:{name}", value)
        self.add(f"{passage}-position", "rdf:type", "oa:TextPositionSelector")
        self.add(f"{passage}-quote", "rdf:type", "oa:TextQuoteSelector")
        self.add(f"{passage}-quote", "oa:exact", _text(quote))
        return passage

    def turn(self) -> None:
        """Let the next sentence stand on a new page."""
        self.passages += -self.passages % PER_DOCUMENT

    def _page(self, document: str, page: int, first: str) -> None:
        self.add(document, "rdf:type", "foaf:Document")
        self.add(document, "iceorg:fileName", _text(f"page-{page:05}.txt"))
        self.add(document, "dcterms:title", _text(f"Page {page} of the Ministry"))
        self.add(document, "iceorg:publisher", _text("Ministry of Works" if page % 5 else "A newspaper"))
        if page % 3:
            self.say(document, "iceorg:statedDate", f'"{2000 + page % 25}-03-01"^^xsd:date', first)

    def say(self, subject: str, predicate: str, what: str, *passages: str) -> None:
        """Write a fact and its claim."""
        claim = f"id:claim-{self.claims:07}"
        self.claims += 1
        page = int(passages[0].split("-")[1])
        self.add(subject, predicate, what)
        for prop, value in (("rdf:subject", subject), ("rdf:predicate", predicate), ("rdf:object", what)):
            self.add(claim, prop, value)
        self.add(claim, "rdf:type", "iceorg:Claim")
        self.add(claim, "iceorg:status", "iceorg:Stated" if len(passages) == 1 else "iceorg:Layout")
        self.add(claim, "iceorg:rule", _text("S-RULE"))
        self.add(claim, "prov:wasDerivedFrom", *passages)
        if page % 3:
            self.add(claim, "iceorg:observedOn", f'"{2000 + page % 25}-03-01"^^xsd:date')

    def name(self, thing: str, kind: str, name: str, passage: str, acronym: str = "") -> None:
        """Write what a thing is and how it is called."""
        self.say(thing, "rdf:type", kind, passage)
        self.say(thing, "skos:prefLabel", _text(name), passage)
        if acronym:
            self.say(thing, "skos:altLabel", _text(acronym), passage)
            self.say(thing, "iceorg:acronym", _text(acronym), passage)


def large_graph(triples: int) -> bytes:
    """Return a graph of at least so many triples, as sorted N-Triples."""
    stream = BytesIO()
    write_large_graph(triples, stream)
    return stream.getvalue()


def write_large_graph(triples: int, to: IO[bytes], at_once: int = AT_ONCE) -> None:
    """Write such a graph; however large it is, only so many lines are in memory at once.

    Args:
        triples: How many there are to be at least.
        to: Where to write.
        at_once: How many lines are sorted in memory; the sorted parts are then merged.
    """
    with ExitStack() as parts:
        files = [parts.enter_context(TemporaryFile("w+", encoding="utf-8"))]
        for lines in _parts(triples, at_once):
            files[-1].writelines(sorted(lines))
            files[-1].seek(0)
            files.append(parts.enter_context(TemporaryFile("w+", encoding="utf-8")))
        to.writelines(line.encode() for line, _ in groupby(merge(*files)))


def _parts(triples: int, at_once: int) -> Iterator[set[str]]:
    """Yield the lines of a graph, office by office, in parts of about that many."""
    written = 0
    pages = Pages(Random(7))  # noqa: S311 - the same graph each time is what is wanted
    ministry = pages.sentence("The Ministry of Works (MOW) was founded in March 1990 and has more than 900 offices.")
    pages.name("id:ministry", "org:FormalOrganization", "Ministry of Works", ministry, "MOW")
    pages.say("id:ministry", "iceorg:established", '"1990-03"^^xsd:gYearMonth', ministry)
    _count(pages, "id:ministry", "id:count", 900, ministry)
    for number, place in enumerate(PLACES):
        pages.name(f"id:place-{number}", "schema:Place", place, pages.sentence(f"It has offices in {place}."))
    for number, group in enumerate(GROUPS):
        pages.name(f"id:group-{number}", "iceorg:StakeholderGroup", group, pages.sentence(f"It works with {group}."))
    unit = 0
    while written + len(pages.lines) < triples:
        _unit(pages, unit)
        unit += 1
        if len(pages.lines) >= at_once:
            written += len(pages.lines)
            yield pages.lines
            pages.lines = set()
    yield pages.lines


def _unit(pages: Pages, number: int) -> None:
    """Write an office, where it stands, the post that leads it, and what it does."""
    here = _office(number)
    above = _office((number - 1) // FAN_OUT) if number else "id:ministry"
    label = f"Office of {TOPICS[number % 10]} {TASKS[number // 10 % 10]} {number}"
    line = pages.sentence(f"The {label} (OU{number}) is responsible for outreach and permits in district {number}.")
    lead = pages.sentence(f"Offices that report to the Chief, page {number}")
    pages.name(here, "org:OrganizationalUnit", label, line, f"OU{number}")
    pages.say(here, "org:subOrganizationOf", above, line)
    pages.say(here, "iceorg:remit", _text(f"outreach and permits in district {number}"), line)
    _chief(pages, number, here, above, (lead, line))
    if number % 3 == 0:
        _program(pages, number, here)
    if number % 7 == 0:
        pages.say(here, "org:subOrganizationOf", above, pages.sentence(f"{label} is a part of the office above it."))
    if number % 10 == 7:
        _past(pages, number, here)
    if number % 53 == 52:
        _again(pages, number, here, label, line)


def _chief(pages: Pages, number: int, here: str, above: str, places: tuple[str, str]) -> None:
    post = f"id:post-{number:05}"
    superior = f"id:post-{(number - 1) // FAN_OUT:05}" if number else post
    person, membership = f"id:person-{number:05}", f"id:membership-{number:05}"
    name = f"{pages.random.choice(FIRST)} {pages.random.choice(LAST)} {number}"
    said = pages.sentence(f"{'Acting ' if number % 4 == 0 else ''}Chief {name} leads it.")
    pages.name(post, "org:Post", "Chief", said)
    pages.say(post, "org:postIn", here, said)
    pages.say(post, "org:headOf", here, said)
    pages.name(person, "foaf:Person", name, said)
    pages.say(membership, "org:member", person, said)
    pages.say(membership, "org:organization", here, said)
    pages.say(membership, "iceorg:post", post, said)
    capacity = "iceorg:Acting" if number % 4 == 0 else "iceorg:Substantive"
    pages.say(membership, "iceorg:capacity", capacity, said)
    if number:
        pages.say(here, "org:reportsTo", superior, *places)
        pages.say(post, "org:reportsTo", superior, said)


def _program(pages: Pages, number: int, here: str) -> None:
    program, group = f"id:program-{number:05}", f"id:group-{number % len(GROUPS)}"
    said = pages.sentence(f"It runs the Outreach Program {number} under the Works Act with {GROUPS[number % 4]}.")
    pages.name(program, "iceorg:Program", f"Outreach Program {number}", said)
    pages.say(here, "iceorg:administers", program, said)
    pages.say(program, "iceorg:partnersWith", group, said)
    pages.say(program, "iceorg:legalBasis", _text(f"the Works Act, section {number}"), said)
    if number % 9 == 0 and number:
        pages.say(program, "dcterms:isPartOf", f"id:program-{number - 9:05}", said)
        pages.say(_office(_two_above(number)), "iceorg:administers", program, pages.sentence(f"Our Program {number}"))


def _past(pages: Pages, number: int, here: str) -> None:
    """Write since when an office is there, what was there before, where it is, and how many offices it has."""
    former, place = f"id:former-{number:05}", number // 10 % len(PLACES)
    said = pages.sentence(
        f"It replaced Old Office {number} in May {1950 + number % 50}, sits in {PLACES[place]} and has 5 offices."
    )
    pages.name(former, "org:OrganizationalUnit", f"Old Office {number}", said)
    pages.say(here, "dcterms:replaces", former, said)
    pages.say(here, "iceorg:established", f'"{1950 + number % 50}-05"^^xsd:gYearMonth', said)
    pages.say(here, "schema:location", f"id:place-{place}", said)
    _count(pages, here, f"id:count-{number:05}", FAN_OUT, said)


def _again(pages: Pages, number: int, here: str, label: str, line: str) -> None:
    """Write a page that names an office too, and says of its head, its superior, its size and its age what others do not."""
    pages.turn()
    said = pages.sentence(
        f"The {label}, since May 1990, has 6 offices and reports to the Chief above its own. Deputy {number} heads it."
    )
    pages.say(here, "skos:prefLabel", _text(label), said)
    pages.say(here, "org:reportsTo", f"id:post-{_two_above(number):05}", said)
    pages.say(f"id:person-{number:05}", "org:headOf", here, said)
    pages.say(here, "iceorg:established", '"1990-05"^^xsd:gYearMonth', said)
    pages.say(here, "iceorg:established", '"1989"^^xsd:gYear', line)
    _count(pages, here, f"id:count-{number:05}-less", FAN_OUT, line)
    _count(pages, here, f"id:count-{number:05}-more", FAN_OUT + 1, said)


def _count(pages: Pages, thing: str, count: str, number: int, said: str) -> None:
    pages.say(thing, "iceorg:statedCount", count, said)
    pages.say(count, "rdf:value", f'"{number}"^^xsd:integer', said)
    pages.say(count, "iceorg:counted", _text("offices"), said)
    pages.say(count, "iceorg:bound", "iceorg:AtLeast", said)


def _office(number: int) -> str:
    return f"id:unit-{number:05}"


def _two_above(number: int) -> int:
    return ((number - 1) // FAN_OUT - 1) // FAN_OUT


def _text(words: str) -> str:
    return f'"{words}"'


def _term(term: str) -> str:
    value, typed, datatype = term.partition("^^")
    if term.startswith('"'):
        return f"{value}^^{_term(datatype)}" if typed else value
    prefix, _, local = term.partition(":")
    return f"<{ID_BASE if prefix == 'id' else PREFIXES[prefix]}{local}>"


if __name__ == "__main__":
    write_large_graph(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000, sys.stdout.buffer)
