"""From a match to drafts: which things its slots name, and what its rule says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.mentions import Mention, Token
from iceorg.model import Kind, Literal, Span, Status
from iceorg.vocab import iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from iceorg.extract.drafts import Ledger
    from iceorg.extract.matching import Match
    from iceorg.extract.register import Entry
    from iceorg.vocab import Iri


@dataclass(frozen=True, slots=True)
class Saying:
    """A match that is being put into drafts.

    Args:
        match: The match.
        ledger: Where the drafts go.
    """

    match: Match
    ledger: Ledger

    def draft(self) -> None:
        """Draft every claim of the rule for every thing in its slots."""
        for claim in self.match.rule.claims:
            subject, predicate, object_ = claim.split()
            for entry in self.things(subject):
                _SAY[predicate](self, entry, object_)

    def things(self, slot: str) -> list[Entry]:
        """Return the things that a slot names; a slot in capitals is one that the context fills."""
        if slot in _SPOKEN_OF:
            entry = _SPOKEN_OF[slot](self)
            return [] if entry is None else [entry]
        found = (self.thing(mention, slot) for mention in self.match.mentions(slot))
        return list(dict.fromkeys(entry for entry in found if entry is not None))

    def thing(self, mention: Mention, slot: str) -> Entry | None:
        """Return the thing that one mention in a slot names."""
        if mention.token in (Token.POST, Token.POSTS):
            return self.ledger.post(mention, self._body_of(slot))
        return mention.entry or self._described(mention)

    def _described(self, mention: Mention) -> Entry | None:
        """Return the group or program that a phrase in small letters describes, noted in the register."""
        kind = {Token.GROUP: Kind.GROUP, Token.PROGRAMS: Kind.PROGRAM}.get(mention.token)
        if kind is None:
            return None
        span = Span(mention.end - len(mention.text), mention.end)
        entry = self.match.register.add(mention.text, span, kind)
        entry.generic = entry.generic or (mention.text.islower() and not any(c.isdigit() for c in mention.text))
        if mention.value:
            entry.chosen = mention.text
            entry.names.setdefault(mention.value, span)
        return entry

    def _body_of(self, slot: str) -> Entry | None:
        """Return the body of a post: the one the rule names, else the section's unit, else the page's own."""
        for claim in self.match.rule.claims:
            subject, predicate, object_ = claim.split()
            if (subject, predicate) == (slot, "org:postIn") and (bodies := self.things(object_)):
                return bodies[0]
        owner = self.match.context.owner
        return owner if owner is not None and owner.kind is Kind.UNIT else self.match.context.focus

    def described_program(self) -> Entry:
        """Return the program that the words of the slot `program` describe ("WO initiative")."""
        words, start = self.match.words("program"), self.match.place("program")
        entry = self.match.register.add(words, Span(start, start + len(words)), Kind.PROGRAM)
        entry.generic = True
        self.match.context.program = entry
        return entry


_SPOKEN_OF: Mapping[str, Callable[[Saying], Entry | None]] = {
    "SUBJECT": lambda saying: saying.match.subject(),
    "OWNER": lambda saying: saying.match.context.owner,
    "FOCUS": lambda saying: saying.match.context.focus,
    "PROGRAM": lambda saying: saying.match.context.program,
    "SECTION": lambda saying: saying.match.context.section,
    "DESCRIBED": Saying.described_program,
}


# ------------------------------------------------------------------ what predicates say


def _relation(predicate: Iri) -> Say:
    def say(saying: Saying, subject: Entry, slot: str) -> None:
        for object_ in saying.things(slot):
            saying.ledger.add(subject, predicate, object_, saying.match.ground())

    return say


def _words(predicate: Iri) -> Say:
    def say(saying: Saying, subject: Entry, slot: str) -> None:
        if words := saying.match.words(slot):
            saying.ledger.add(subject, predicate, Literal(words), saying.match.ground())

    return say


def _part(saying: Saying, subject: Entry, slot: str) -> None:
    for whole in saying.things(slot):
        saying.ledger.part_of(subject, whole, saying.match.ground())


def _holds(saying: Saying, subject: Entry, slot: str) -> None:
    for mention in saying.match.mentions(slot):
        post = saying.thing(mention, slot)
        if post is None:
            continue
        inferred = None if saying.ledger.placed(post) else saying.match.ground(*_default_place(saying))
        saying.ledger.holds(subject, post, mention.capacity, saying.match.ground(), place=inferred)
        if inferred is not None and post.body is not None:
            saying.ledger.add(post, org.POST_IN, post.body, inferred)


def _default_place(saying: Saying) -> tuple[str, Status]:
    """Return by which rule a bare title is of the page's own body, and how sure that is.

    A page quotes its own people by bare title; a title told in passing, or beside another body, is as
    often another's.
    """
    encoded, context = saying.match.encoded, saying.match.context
    others = [m.entry for m in encoded.mentions if m.entry is not None and m.entry is not context.focus]
    beside = any(entry.kind is not None and entry.kind.body for entry in others)
    if _SAID.search(encoded.text) and not beside:
        return "D-SPEAKER", Status.INFERRED
    return "D-POST", Status.SUGGESTED


_SAID = re.compile(r"\b(?:said|says|added|explained|noted)\b")


def _heads(saying: Saying, subject: Entry, slot: str) -> None:
    for body in saying.things(slot):
        saying.ledger.heads(subject, body, saying.match.ground())


def _replaces(saying: Saying, subject: Entry, slot: str) -> None:
    for old in saying.things(slot):
        saying.ledger.replaces(subject, old, saying.match.ground())


def _count(saying: Saying, subject: Entry, slot: str) -> None:
    for number in saying.match.mentions(slot):
        saying.ledger.count(subject, number, saying.match.words("counted"), saying.match.ground())


def _established(saying: Saying, subject: Entry, slot: str) -> None:
    for when in saying.match.mentions(slot):
        saying.ledger.established(subject, when.value, saying.match.ground())


def _services(saying: Saying, subject: Entry, slot: str) -> None:
    for service in split_list(saying.match.words(slot)):
        saying.ledger.add(subject, iceorg.SERVICE, Literal(service), saying.match.ground())


def split_list(words: str) -> list[str]:
    """Return the items of a list in words; commas in brackets do not count.

    >>> split_list("law, sea law (e.g., wrecks, piers), and tides")
    ['law', 'sea law (e.g., wrecks, piers)', 'tides']
    """
    items = re.split(r",\s*(?:and\s+)?(?![^(]*\))", words)
    return [item.strip(" .;") for item in items if item.strip(" .;")]


if TYPE_CHECKING:
    Say = Callable[[Saying, Entry, str], None]

_SAY: Mapping[str, Say] = {
    "part-of": _part,
    "org:subOrganizationOf": _part,
    "dcterms:isPartOf": _part,
    "org:reportsTo": _relation(org.REPORTS_TO),
    "org:postIn": _relation(org.POST_IN),
    "org:linkedTo": _relation(org.LINKED_TO),
    "org:holds": _holds,
    "org:headOf": _heads,
    "iceorg:administers": _relation(iceorg.ADMINISTERS),
    "iceorg:partnersWith": _relation(iceorg.PARTNERS_WITH),
    "dcterms:replaces": _replaces,
    "schema:location": _relation(schema.LOCATION),
    "schema:areaServed": _relation(schema.AREA_SERVED),
    "iceorg:mission": _words(iceorg.MISSION),
    "iceorg:remit": _words(iceorg.REMIT),
    "iceorg:activity": _words(iceorg.ACTIVITY),
    "iceorg:describedAs": _words(iceorg.DESCRIBED_AS),
    "iceorg:legalBasis": _words(iceorg.LEGAL_BASIS),
    "iceorg:statedLocation": _words(iceorg.STATED_LOCATION),
    "schema:url": _words(schema.URL),
    "iceorg:service": _services,
    "iceorg:statedCount": _count,
    "iceorg:established": _established,
}
"""What a rule's claim may say, by the word it is written with."""

PREDICATES = frozenset(_SAY)
"""The words for what a claim of a rule says."""
