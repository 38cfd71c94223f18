"""What the layout says: units under the official they report to, lists under what they are a list of.

A layout claim has the line that names the thing, and the heading or lead-in that licenses it. Where
the line has only a short form of the name ("Policy"), the sentence that gives the full name is a
passage as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.extract.drafts import Ground
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Context, Mention, Reader, Token
from iceorg.extract.names import Known, find_names
from iceorg.extract.register import Entry, Register, named_by, run_in_head
from iceorg.extract.rulebook import Rule, rulebook
from iceorg.extract.sentences import readable_sentences
from iceorg.extract.words import split_words
from iceorg.model import Block, BlockKind, Kind, Layout, Literal, Passage, Sentence, Status
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.extract.drafts import Ledger

_LINES = (BlockKind.HEADING, BlockKind.ITEM)
_WORKS = (iceorg.MISSION, iceorg.REMIT, iceorg.SERVICE, iceorg.DESCRIBED_AS)


def read_outline(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft what headings and lists say.

    Args:
        layout: The document.
        register: Its names; a listed name of no told kind is given one where the list tells it.
        ledger: Where the drafts go; what sentences said is in it already.
    """
    outline = _Outline(layout, register)
    _reports_to_posts(outline, ledger)
    _parts_of_lists(outline, ledger)
    _units_of_sections(outline, ledger)
    _works_of_sections(outline, ledger)


@dataclass(slots=True)
class _Outline:
    """The headings and items of a document that are names, and what they stand under.

    Args:
        layout: The document.
        register: Its names.
        named: What each naming line names.
        below: The naming lines under each block, at any depth.
        sentences: The readable sentences of each block.
        titles: The title that a line is, for the lines that have naming lines under them.
    """

    layout: Layout
    register: Register
    named: dict[int, Entry] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    sentences: dict[int, list[Sentence]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[int, Mention] = field(default_factory=dict)
    _reporting: list[Sentence] | None = None
    _first: dict[str, Sentence | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at every line once."""
        for i, block in enumerate(self.layout.blocks):
            heads = named_by if block.kind in _LINES else run_in_head
            entry = heads(self.layout, self.register, i)
            if entry is not None:
                self.named[i] = entry
                for above in self.layout.trail(i):
                    self.below[above].append(i)
        for sentence in readable_sentences(self.layout):
            self.sentences[sentence.block].append(sentence)
        for i in sorted(self.below):
            if (title := _title(self.layout, self.layout.blocks[i])) is not None:
                self.titles[i] = title

    def reporting(self, title: str) -> Sentence | None:
        """Return the first sentence that says of a title that somebody reports to it."""
        if self._reporting is None:
            said = (sentence for sentences in self.sentences.values() for sentence in sentences)
            self._reporting = [sentence for sentence in said if _REPORTS.search(self.layout.words(sentence))]
        if title not in self._first:
            named = re.compile(rf"\b{re.escape(title)}\b")
            found = (sentence for sentence in self._reporting if named.search(self.layout.words(sentence)))
            self._first[title] = next(found, None)
        return self._first[title]

    def passage(self, part: Block | Sentence) -> Passage:
        """Return the passage of a block or sentence."""
        return self.layout.document.passage(part.start, part.end)

    def line(self, index: int) -> Iterator[Passage]:
        """Yield the line that names a thing, and the sentence with its full name if the line is short."""
        block, entry = self.layout.blocks[index], self.named[index]
        yield self.passage(block)
        span = entry.names.get(entry.label)
        if span is not None and not block.start <= span.start < block.end:
            at = bisect_right(self.layout.sentences, span.start, key=lambda s: s.start) - 1
            yield self.passage(self.layout.sentences[at])

    def naming(self, entry: Entry) -> Passage:
        """Return the sentence that names a thing first."""
        at = bisect_right(self.layout.sentences, entry.place.start, key=lambda s: s.start) - 1
        return self.passage(self.layout.sentences[at])

    def has_text(self, index: int) -> bool:
        """Whether a line heads a paragraph of its own, which stands right after it."""
        after = self.layout.blocks[index + 1 : index + 2]
        return any(block.parent == index and block.kind is BlockKind.PARAGRAPH for block in after)


# ------------------------------------------------------------------ H-POST


def _reports_to_posts(outline: _Outline, ledger: Ledger) -> None:
    """Draft that what is listed under an official's title reports to the post."""
    rule = rulebook()["H-POST"]
    for heading, title in outline.titles.items():
        listed = [line for line in outline.below[heading] if _nearest_title(outline, line) == heading]
        post = ledger.post(title, ledger.focus)
        licence = (outline.passage(outline.layout.blocks[heading]), *_lead_in(outline, title.text, heading))
        for line in listed:
            entry = outline.named[line]
            if entry.kind is None:
                entry.kinds[Kind.UNIT] += 1
            ledger.add(entry, org.REPORTS_TO, post, Ground(rule.id, rule.status, (*outline.line(line), *licence)))
        if listed and post.body is not None and not ledger.placed(post):
            ledger.add(post, org.POST_IN, post.body, Ground("D-HEADING", Status.INFERRED, licence))


def _title(layout: Layout, block: Block) -> Mention | None:
    """Return the title that a line is, if it is nothing else."""
    if block.kind not in _LINES:
        return None
    names = list(find_names(split_words(layout.view, block.start, block.end), Known()))
    if len(names) != 1 or names[0].kind is not Kind.POST or names[0].text != layout.words(block):
        return None
    return Mention(names[0].start, names[0].end, names[0].text, Token.POST, capacity=names[0].capacity)


def _nearest_title(outline: _Outline, index: int) -> int | None:
    return next((above for above in outline.layout.trail(index) if above in outline.titles), None)


def _lead_in(outline: _Outline, title: str, heading: int) -> Iterator[Passage]:
    """Yield the sentence before a heading that says offices report to the post, if there is one."""
    sentence = outline.reporting(title)
    if sentence is not None and sentence.block < heading:
        yield outline.passage(sentence)


_REPORTS = re.compile("|".join(rf"\b{re.escape(words)}\b" for words in lexicon().classes["REPORTS"]))


# ------------------------------------------------------------------ H-WITHIN, L-COMPONENTS, L-TOPIC


def _parts_of_lists(outline: _Outline, ledger: Ledger) -> None:
    """Draft that what is listed under "Offices Within X" is part of X."""
    reader = Reader(outline.layout, outline.register)
    for above, lines in outline.below.items():
        if (lead := _lead(outline, reader, ledger, above)) is None:
            continue
        rule, sentence, whole = lead
        for line in lines:
            entry = outline.named[line]
            if entry.kind is None and rule.status is Status.LAYOUT and outline.has_text(line):
                entry.kinds[Kind.UNIT] += 1
            if entry.kind in (Kind.UNIT, Kind.PROGRAM, Kind.AGENCY, None):
                passages = (*outline.line(line), outline.passage(sentence))
                ledger.part_of(entry, whole, Ground(rule.id, rule.status, passages))


def _lead(outline: _Outline, reader: Reader, ledger: Ledger, index: int) -> tuple[Rule, Sentence, Entry] | None:
    """Return the rule by which a block says what its list holds, with the sentence and the whole."""
    for sentence in outline.sentences[index][-1:]:
        encoded = reader.encode(sentence, Context(focus=ledger.focus))
        for rule in rulebook().values():
            found = rule.compiled.search(encoded.text) if rule.lead else None
            whole = encoded.mentions_in(found["whole"])[0].entry if found is not None else None
            if whole is not None:
                return rule, sentence, whole
    return None


# ------------------------------------------------------------------ H-SECTION


def _units_of_sections(outline: _Outline, ledger: Ledger) -> None:
    """Draft that a unit with a line of its own belongs to the body named above it, else to the page's own."""
    rule = rulebook()["H-SECTION"]
    placed = {id(draft.subject) for draft in ledger.drafts if draft.predicate == org.SUB_ORGANIZATION_OF}
    groups = {line for line in outline.named if _is_group(outline, line)}
    for line, entry in outline.named.items():
        if entry.kind is not Kind.UNIT or id(entry) in placed or line in groups:
            continue
        trail = (above for above in outline.layout.trail(line) if above not in groups)
        above = next((a for a in trail if _is_body(outline.named.get(a), entry)), None)
        whole = outline.named[above] if above is not None else ledger.focus
        if whole is None or whole is entry:
            continue
        licence = outline.passage(outline.layout.blocks[above]) if above is not None else outline.naming(whole)
        passages = (*outline.line(line), licence)
        if len(set(passages)) > 1:  # a line does not license itself
            ledger.part_of(entry, whole, Ground(rule.id, rule.status, passages))


def _is_group(outline: _Outline, line: int) -> bool:
    """Whether a line heads a group of units ("Field Offices", "Headquarters") and is not a unit itself."""
    words = outline.layout.words(outline.layout.blocks[line]).casefold()
    many = words.split()[-1] in lexicon().classes["COMPONENTS"]
    return words in lexicon().columns["place"] or (many and bool(outline.below.get(line)))


def _is_body(entry: Entry | None, part: Entry) -> bool:
    return entry is not None and entry is not part and entry.kind is not None and entry.kind.body


# ------------------------------------------------------------------ H-WORK


def _works_of_sections(outline: _Outline, ledger: Ledger) -> None:
    """Draft the opening sentence under a unit's own heading as its remit, where no rule read it."""
    rule = rulebook()["H-WORK"]
    works = [draft for draft in ledger.drafts if draft.predicate in _WORKS]
    read = {(id(draft.subject), passage.start) for draft in works for passage in draft.ground.passages}
    for heading, entry in outline.named.items():
        block = outline.layout.blocks[heading]
        opening = outline.sentences[heading + 1][:1] if outline.has_text(heading) else []
        if block.kind is not BlockKind.HEADING or entry.kind is not Kind.UNIT or not opening:
            continue
        passage = outline.passage(opening[0])
        if (id(entry), passage.start) not in read:
            words = outline.layout.words(opening[0]).rstrip(".")
            ground = Ground(rule.id, rule.status, (passage, outline.passage(block)))
            ledger.add(entry, iceorg.REMIT, Literal(words), ground)
