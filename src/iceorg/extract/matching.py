"""Where the sentence rules fit: every sentence, every rule, with what was spoken of before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.drafts import Ground
from iceorg.extract.index import NameIndex
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Context, Encoded, Mention, Reader, readable_span
from iceorg.extract.needs import held_in
from iceorg.extract.register import Entry, Register, named_by, program_key, run_in_head
from iceorg.extract.rulebook import Rule, sentence_rules
from iceorg.extract.sentences import readable_sentences
from iceorg.extract.words import plain
from iceorg.model import Kind, Layout, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.model import Sentence


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits a sentence.

    Args:
        rule: The rule.
        encoded: The sentence.
        found: Where the pattern matched.
        layout: The document.
        register: Its names.
        context: What was spoken of before; good until the next match is asked for.
    """

    rule: Rule
    encoded: Encoded
    found: re.Match[str]
    layout: Layout
    register: Register
    context: Context

    def mentions(self, slot: str) -> list[Mention]:
        """Return the mentions that fill a slot; none if the match has no such slot."""
        return self.encoded.mentions_in(self.found[slot] or "") if slot in self.found.groupdict() else []

    def is_named(self) -> bool:
        """Return whether names fill the slots that take nothing else."""
        return not any(mention.anaphor for slot in self.rule.named for mention in self.mentions(slot))

    def words(self, slot: str) -> str:
        """Return the document's words in a slot, with single blanks."""
        start, end = self.found.span(slot)
        offsets = self.encoded.offsets
        span = readable_span(self.layout, offsets[start], offsets[end])
        return plain(self.layout.view[span.start : span.end])

    def place(self, slot: str) -> int:
        """Return the document's offset at which a slot begins."""
        return self.encoded.offsets[self.found.start(slot)]

    def ground(self, rule: str | None = None, status: Status | None = None) -> Ground:
        """Return why the match is believed: its sentence."""
        passage = self.layout.document.passage(self.encoded.sentence.start, self.encoded.sentence.end)
        return Ground(rule or self.rule.id, status or self.rule.status, (passage,))

    def subject(self) -> Entry | None:
        """Return the thing that the sentence is about at the place of the match.

        It is the last thing before the match that a verb follows and no preposition precedes; else
        the last thing before the match; else what the section or the text before is about. In "the
        program within the agency's office", it is the program.
        """
        text = self.encoded.text
        things = list(_THING.finditer(text, 0, self.found.start()))
        subjects = [t for t in things if _VERB.match(text, t.end()) and not _PREPOSITION.search(text, 0, t.start())]
        chosen = (subjects or things)[-1:]
        if chosen:
            outer = _WITHIN.search(text, 0, chosen[0].start())
            return self.encoded.mention_at(outer["head"] if outer else chosen[0].group()).entry
        return self.context.owner or self.context.body or self.context.focus


_THING = re.compile("[\ue001\ue002\ue003\ue004\ue00f][\U000f0000-\U000fffff]")
_WITHIN = re.compile(rf"(?P<head>{_THING.pattern}) (?:within|in|of) (?:{_THING.pattern}(?:'s?)? )+$")
_VERB = re.compile(r" (?:also )?(?:[a-z]+s|has|have|are|will|was|were|had)\b(?!')")
_PREPOSITION = re.compile(r"\b(?:of|in|within|to|by|with|for|from|under|on|at) ?$", re.IGNORECASE)


def find_matches(
    layout: Layout, register: Register, focus: Entry | None, *, licensing: bool = False
) -> Iterator[Match]:
    """Yield every match of every sentence rule, in text order.

    Args:
        layout: The document; blocks that are skipped and labels of links are left out.
        register: Its names.
        focus: The body whose page it is.
        licensing: Only of the rules that give a name of no told kind its kind, in the sentences with such names.
    """
    reader = Reader(layout, register)
    context = Context(focus=focus)
    owners = _owners(layout, register)
    rules = [(rule, rule.compiled) for rule in sentence_rules() if rule.licences or not licensing]
    block = -1
    for sentence in _with_untold_names(layout, register) if licensing else readable_sentences(layout, links=True):
        if sentence.block != block:
            block = sentence.block
            context.open()
        context.owner = owners.get(sentence.block)
        context.section = _section(layout.words(sentence), register) or context.section
        encoded = reader.encode(sentence, context)
        held = held_in(encoded.text)
        for rule, pattern in rules:
            if rule.links is not sentence.link or not rule.may_fit(held):
                continue
            for found in pattern.finditer(encoded.text):
                match = Match(rule, encoded, found, layout, register, context)
                if match.is_named() and not (rule.guarded and _guarded(found, encoded.text)):
                    yield match
        context.note(encoded)


def _with_untold_names(layout: Layout, register: Register) -> Iterator[Sentence]:
    """Yield the sentences that hold a name of no told kind."""
    untold = NameIndex.of(entry for entry in register.entries if entry.kind is None)
    for sentence in readable_sentences(layout):
        if next(untold.find(layout.view, sentence.start, sentence.end), None) is not None:
            yield sentence


def _owners(layout: Layout, register: Register) -> dict[int, Entry]:
    """Return, for each block, the thing that the words it opens with name as a heading would, or the nearest heading."""
    owners: dict[int, Entry] = {}
    for i in range(len(layout.blocks)):
        above = (named_by(layout, register, index) for index in layout.trail(i))
        entry = run_in_head(layout, register, i) or next((e for e in above if e is not None), None)
        if entry is not None:
            owners[i] = entry
    return owners


def _section(words: str, register: Register) -> Entry | None:
    """Return the program that is named for a section of law which a sentence speaks of."""
    for found in re.finditer(r"\b[Ss]ection (\d[\w()]*)", words):
        number = program_key(found[1])
        for entry in register.entries:
            if entry.kind is Kind.PROGRAM and any(program_key(name).split()[0] == number for name in entry.names):
                return entry
    return None


_QUOTED = {"text", "what"}
_BEFORE = 12
"""How many characters before a match are searched for any guard."""
_CLAUSE = 48
"""How many are searched for a denial or a condition, within the clause."""


def _guarded(found: re.Match[str], text: str) -> bool:
    """Whether words in the match make it no statement: a denial, the past, a plan.

    Words that the claim only quotes (a mission, a remit) do not count.
    """
    if text.endswith("?"):
        return True
    start = found.start()
    clause = re.split(r"[;:.]", text[max(0, start - _CLAUSE) : start])[-1]
    if _DENIALS.search(clause):
        return True
    before = text[max(0, start - _BEFORE) : start]
    said = list(found.group())
    for slot in _QUOTED & found.groupdict().keys():
        start, end = found.span(slot)
        said[start - found.start() : end - found.start()] = " " * (end - start)
    return _GUARDS.search(before + "".join(said)) is not None


def _guard_pattern(words: Iterable[str]) -> re.Pattern[str]:
    spelt = "|".join(re.escape(word) for word in words if word != "n't")
    return re.compile(rf"(?<![\w'])(?:{spelt})(?![\w'])|n't\b", re.IGNORECASE)


_GUARDS = _guard_pattern(word for words in lexicon().guards.values() for word in words)
_DENIALS = _guard_pattern([*lexicon().guards["negated"], "if"])
