"""One document read: names, focus, sentences by rules, layout, and the claims that result."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from iceorg.extract.drafts import Ground, Keys, Ledger, finished_claims
from iceorg.extract.focus import find_focus
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Context, Encoded, Mention, Reader, Token, readable_span
from iceorg.extract.outline import read_outline
from iceorg.extract.page import read_page
from iceorg.extract.register import Entry, Register, is_link_label, named_by, program_key, read_names
from iceorg.extract.rulebook import Rule, rulebook
from iceorg.model import Claim, Kind, Layout, Literal, Passage, Reading, Sentence, Span, Status
from iceorg.vocab import iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from iceorg.vocab import Iri


def read_layout(layout: Layout) -> Reading:
    """Return everything that one document says.

    Args:
        layout: The document in blocks and sentences.

    Returns:
        Claims in text order with their passages; a fact is claimed once for each passage that says so.
    """
    register = read_names(layout)
    focus = find_focus(layout, register)
    if focus is not None and focus.kind is None:
        focus.kinds[Kind.AGENCY] += 1
    _settle_kinds(layout, register, focus)
    ledger = Ledger(layout.document, focus)
    for match in _matches(layout, register, focus):
        match.draft(ledger, register)
    read_outline(layout, register, ledger)
    page = read_page(layout, focus)
    claims = _distinct((*page.claims, *finished_claims(ledger, register, _sentence_passages(layout))))
    ordered = sorted(claims, key=lambda c: (c.passages[0].start, c.passages[0].end, c.id))
    focus_key = Keys(ledger).of(focus) if focus is not None else None
    return Reading(layout, tuple(ordered), page.date, focus_key, page.problems)


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return one claim for each statement on the same words: the one of strongest status, then of the first rule."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        known = kept.get(claim.id)
        if known is None or _STRENGTH.index(claim.status) < _STRENGTH.index(known.status):
            kept[claim.id] = claim
    return kept.values()


_STRENGTH = list(Status)


def _sentence_passages(layout: Layout) -> Callable[[Span], Passage]:
    """Return the function that gives the sentence around a span."""
    starts = [sentence.start for sentence in layout.sentences]

    def passage_at(span: Span) -> Passage:
        at = bisect_right(starts, span.start) - 1
        sentence = layout.sentences[max(at, 0)]
        return layout.document.passage(sentence.start, max(sentence.end, span.end))

    return passage_at


# ------------------------------------------------------------------ kinds


def _settle_kinds(layout: Layout, register: Register, focus: Entry | None) -> None:
    """Give names of no told kind the kind of the slots that they fill."""
    for match in list(_matches(layout, register, focus)):
        for slot, kind in match.rule.licences:
            for mention in match.mentions(slot):
                if mention.entry is not None and mention.entry.kind is None:
                    mention.entry.kinds[kind] += 1
    for entry in register.entries:
        if entry.kind is None and entry.acronyms:
            entry.kinds[Kind.AGENCY] += 1


# ------------------------------------------------------------------ matches


class Match:
    """A rule that fits a sentence.

    Args:
        rule: The rule.
        encoded: The sentence.
        found: Where the pattern matched.
        layout: The document.
        context: What was spoken of before, as it was at the sentence.
    """

    def __init__(
        self, rule: Rule, encoded: Encoded, found: re.Match[str], layout: Layout, context: Context, register: Register
    ) -> None:
        self.rule = rule
        self.encoded = encoded
        self.found = found
        self.layout = layout
        self.context = context
        self.register = register

    def mentions(self, slot: str) -> list[Mention]:
        """Return the mentions that fill a slot."""
        return self.encoded.mentions_in(self.found[slot] or "") if slot in self.found.groupdict() else []

    def words(self, slot: str) -> str:
        """Return the document's words in a slot, with single blanks."""
        start, end = self.found.span(slot)
        offsets = self.encoded.offsets
        span = readable_span(self.layout, offsets[start], self._after(end))
        return " ".join(self.layout.view[span.start : span.end].split())

    def _after(self, end: int) -> int:
        """Return the document's offset after the encoded character before `end`."""
        offsets = self.encoded.offsets
        return offsets[end] if end < len(offsets) else self.encoded.sentence.end

    def ground(self, status: Status | None = None) -> Ground:
        """Return why the match is believed: its sentence."""
        passage = self.layout.document.passage(self.encoded.sentence.start, self.encoded.sentence.end)
        return Ground(self.rule.id, status or self.rule.status, (passage,))

    def draft(self, ledger: Ledger, register: Register) -> None:
        """Draft what the rule claims."""
        for claim in self.rule.claims:
            subject, predicate, object_ = claim.split()
            for subject_entry in self._entries(subject, ledger, register):
                _SAY[predicate](self, ledger, register, subject_entry, object_)

    # ---------------------------------------------------------- ends

    def _entries(self, slot: str, ledger: Ledger, register: Register) -> list[Entry]:
        """Return the things that a slot names."""
        if slot.isupper():
            entry = self._spoken_of(slot)
            return [] if entry is None else [entry]
        found = (self.entry(mention, ledger, register, slot) for mention in self.mentions(slot))
        return list(dict.fromkeys(entry for entry in found if entry is not None))

    def _spoken_of(self, slot: str) -> Entry | None:
        if slot == "OWNER":
            return self.context.owner
        if slot == "FOCUS":
            return self.context.focus
        if slot == "PROGRAM":
            return self.context.program
        if slot == "PROGRAM-WORDS":
            return self.described_program(self.register, "program")
        if slot == "SECTION":
            return self.context.section
        return self._subject()

    def _subject(self) -> Entry | None:
        """Return the thing that the sentence is about, at the place of the match.

        The last thing before the match that a verb follows; a thing in a phrase such as "within
        the Port Office" gives way to the one before it.
        """
        text = self.encoded.text
        things = [m for m in re.finditer(_THING, text[: self.found.start()])]
        verbs = [m for m in things if _VERB.match(text, m.end()) and not _AFTER_PREPOSITION.search(text[: m.start()])]
        chosen = (verbs or things)[-1] if things else None
        if chosen is None:
            return self.context.owner or self.context.body or self.context.focus
        return self.encoded.mention_at(chosen.group()).entry

    def entry(self, mention: Mention, ledger: Ledger, register: Register, slot: str) -> Entry | None:
        """Return the thing that a mention names; phrases in small letters become things here."""
        if mention.token in (Token.POST, Token.POSTS):
            return ledger.post(mention, self._body_of(slot, ledger, register))
        if mention.entry is not None:
            return mention.entry
        kind = {Token.GROUP: Kind.GROUP, Token.PROGRAMS: Kind.PROGRAM}.get(mention.token)
        if kind is None:
            return None
        span = Span(mention.end - len(mention.text), mention.end)
        entry = register.add(mention.text, span, kind)
        entry.generic = entry.generic or (mention.text.islower() and not any(c.isdigit() for c in mention.text))
        if mention.value:
            entry.chosen = mention.text
            entry.names.setdefault(mention.value, span)
        return entry

    def described_program(self, register: Register, slot: str) -> Entry:
        """Return the program that the words of a slot describe ("WA initiative")."""
        start = self.encoded.offsets[self.found.start(slot)]
        entry = register.add(self.words(slot), Span(start, start + len(self.words(slot))), Kind.PROGRAM)
        entry.generic = True
        self.context.program = entry
        return entry

    def _body_of(self, slot: str, ledger: Ledger, register: Register) -> Entry | None:
        """Return the body of a post: the one the rule names, else the page's own."""
        for claim in self.rule.claims:
            subject, predicate, object_ = claim.split()
            if subject == slot and predicate == "org:postIn":
                found = self._entries(object_, ledger, register)
                return found[0] if found else None
        return self._default_body()

    def _default_body(self) -> Entry | None:
        owner = self.context.owner
        return owner if owner is not None and owner.kind is Kind.UNIT else self.context.focus


_THING = "[\ue001\ue002\ue003\ue004\ue00f][\U000f0000-\U000fffff]"
_VERB = re.compile(r"\s+(?:also\s+)?(?:[a-z]+s|has|have|are|will|was|were|had)\b(?!['’])")
_AFTER_PREPOSITION = re.compile(r"\b(?:of|in|within|to|by|with|for|from|under|on|at)\s*$", re.IGNORECASE)


def _matches(layout: Layout, register: Register, focus: Entry | None) -> Iterator[Match]:
    """Yield every match of every sentence rule, sentence by sentence."""
    reader = Reader(layout, register)
    context = Context(focus=focus)
    owners = _owners(layout, register)
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].kind.skipped or is_link_label(layout.words(sentence)):
            continue
        context.owner = owners.get(sentence.block)
        encoded = reader.encode(sentence, context)
        context.section = _section(layout.words(sentence), register) or context.section
        for rule in rulebook().values():
            if rule.compiled is None or rule.lead:
                continue
            for found in rule.compiled.finditer(encoded.text):
                if not (rule.guarded and _guarded(found, encoded.text)):
                    yield Match(rule, encoded, found, layout, context, register)
        context.note(encoded.mentions)


def _section(words: str, register: Register) -> Entry | None:
    """Return the program that is named for a section of law which a sentence speaks of."""
    for found in re.finditer(r"\b[Ss]ection (\d[\w()]*)", words):
        number = program_key(found[1])
        for entry in register.entries:
            if entry.kind is Kind.PROGRAM and any(program_key(name).split()[0] == number for name in entry.names):
                return entry
    return None


def _owners(layout: Layout, register: Register) -> dict[int, Entry]:
    """Return, for each block, the thing that the heading above it names."""
    owners: dict[int, Entry] = {}
    for i in range(len(layout.blocks)):
        for above in layout.trail(i):
            entry = named_by(layout, register, above)
            if entry is not None:
                owners[i] = entry
                break
    return owners


def _guarded(found: re.Match[str], text: str) -> bool:
    """Whether words in the match make it no statement: a denial, the past, a plan.

    Words that are only quoted by the claim (a mission, a remit) do not count.
    """
    before = text[max(0, found.start() - 12) : found.start()]
    said = list(found.group())
    for slot in _QUOTED & found.groupdict().keys():
        start, end = found.span(slot)
        said[start - found.start() : end - found.start()] = " " * (end - start)
    return _GUARDS.search(before + "".join(said)) is not None


_QUOTED = {"text", "what"}


_GUARDS = re.compile(
    r"(?<![\w'])(?:" + "|".join(re.escape(w) for words in lexicon().guards.values() for w in words if w != "n't") + r")(?![\w'])|n't\b",
    re.IGNORECASE,
)


# ------------------------------------------------------------------ what predicates mean


def _say_relation(predicate: Iri) -> Say:
    def say(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
        for object_ in match._entries(slot, ledger, register):  # noqa: SLF001 - one module
            ledger.add(subject, predicate, object_, match.ground())

    return say


def _say_words(predicate: Iri) -> Say:
    def say(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
        _ = register
        if words := match.words(slot):
            ledger.add(subject, predicate, Literal(words), match.ground())

    return say


def _say_part(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    for whole in match._entries(slot, ledger, register):  # noqa: SLF001 - one module
        ledger.part_of(subject, whole, match.ground())


def _say_holds(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    for mention in match.mentions(slot):
        post = match.entry(mention, ledger, register, slot)
        if post is not None:
            ledger.holds(subject, post, mention.capacity, match.ground())
            _place_post(match, ledger, post)


def _place_post(match: Match, ledger: Ledger, post: Entry) -> None:
    """Draft where a post belongs that no rule placed: with the page's own body."""
    if post.body is not None and not ledger.placed(post):
        ledger.add(post, org.POST_IN, post.body, replace(match.ground(), rule="D-POST", status=Status.INFERRED))


def _say_heads(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    for body in match._entries(slot, ledger, register):  # noqa: SLF001 - one module
        ledger.heads(subject, body, match.ground())


def _say_replaces(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    for old in match._entries(slot, ledger, register):  # noqa: SLF001 - one module
        ledger.replaces(subject, old, match.ground())


def _say_count(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    _ = register
    for number in match.mentions(slot):
        ledger.count(subject, number, match.words("counted"), match.ground())


def _say_established(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    _ = register
    for when in match.mentions(slot):
        ledger.established(subject, when.value, match.ground())


def _say_services(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    _ = register
    for service in split_list(match.words(slot)):
        ledger.add(subject, iceorg.SERVICE, Literal(service), match.ground())


def _say_described_program(match: Match, ledger: Ledger, register: Register, subject: Entry, slot: str) -> None:
    """Draft a program that is named by a description of the words in the slot."""
    ledger.add(subject, iceorg.ADMINISTERS, match.described_program(register, slot), match.ground())


def split_list(words: str) -> list[str]:
    """Return the items of a list in words; commas in brackets do not count.

    >>> split_list("law, sea law (e.g., wrecks, piers), and tides")
    ['law', 'sea law (e.g., wrecks, piers)', 'tides']
    """
    items = re.split(r",\s*(?:and\s+)?(?![^(]*\))", words)
    return [item.strip(" .;") for item in items if item.strip(" .;")]


if TYPE_CHECKING:
    Say = Callable[[Match, Ledger, Register, Entry, str], None]

_SAY: dict[str, Say] = {
    "part-of": _say_part,
    "org:subOrganizationOf": _say_part,
    "org:reportsTo": _say_relation(org.REPORTS_TO),
    "org:postIn": _say_relation(org.POST_IN),
    "org:linkedTo": _say_relation(org.LINKED_TO),
    "org:holds": _say_holds,
    "org:headOf": _say_heads,
    "iceorg:administers": _say_relation(iceorg.ADMINISTERS),
    "iceorg:partnersWith": _say_relation(iceorg.PARTNERS_WITH),
    "dcterms:isPartOf": _say_part,
    "dcterms:replaces": _say_replaces,
    "schema:location": _say_relation(schema.LOCATION),
    "schema:areaServed": _say_relation(schema.AREA_SERVED),
    "iceorg:mission": _say_words(iceorg.MISSION),
    "iceorg:remit": _say_words(iceorg.REMIT),
    "iceorg:activity": _say_words(iceorg.ACTIVITY),
    "iceorg:describedAs": _say_words(iceorg.DESCRIBED_AS),
    "iceorg:legalBasis": _say_words(iceorg.LEGAL_BASIS),
    "iceorg:statedLocation": _say_words(iceorg.STATED_LOCATION),
    "iceorg:service": _say_services,
    "iceorg:statedCount": _say_count,
    "iceorg:established": _say_established,
    "schema:url": _say_words(schema.URL),
    "administers-words": _say_described_program,
}
