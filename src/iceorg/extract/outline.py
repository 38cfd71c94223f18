"""What the layout says: units under the official they report to, lists under what they are a list of.

A layout claim has the line that names the thing, and the heading or lead-in that licenses it. Where
the line has only a short form of the name ("Policy"), the sentence that gives the full name is a
passage as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.extract.drafts import Ground, Ledger
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Context, Mention, Reader, Token
from iceorg.extract.names import find_names
from iceorg.extract.register import Entry, Register, named_by
from iceorg.extract.rulebook import Rule, rulebook
from iceorg.extract.words import split_words
from iceorg.model import Block, BlockKind, Kind, Layout, Literal, Passage, Sentence, Status
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES = (BlockKind.HEADING, BlockKind.ITEM)
_WORKS = (iceorg.MISSION, iceorg.REMIT, iceorg.SERVICE, iceorg.DESCRIBED_AS)


def read_outline(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft what headings and lists say."""
    _reports_to_posts(layout, register, ledger)
    _parts_of_lists(layout, register, ledger)
    _works_of_sections(layout, register, ledger)


# ------------------------------------------------------------------ H-POST


def _reports_to_posts(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft that what is listed under an official's title reports to the post."""
    rule = rulebook()["H-POST"]
    for i, block in enumerate(layout.blocks):
        title = _title(layout, block)
        if title is None:
            continue
        listed = [
            (line, entry) for line, entry in _named_lines(layout, register, i) if _nearest_title(layout, line) == i
        ]
        if not listed:
            continue
        post = ledger.post(title, ledger.focus)
        licence = (_passage(layout, block), *_lead_in(layout, title.text, i))
        for line, entry in listed:
            if entry.kind is None:
                entry.kinds[Kind.UNIT] += 1
            ledger.add(
                entry, org.REPORTS_TO, post, Ground(rule.id, rule.status, (*_line(layout, line, entry), *licence))
            )
        if post.body is not None and not ledger.placed(post):
            ledger.add(post, org.POST_IN, post.body, Ground("D-POST", Status.INFERRED, licence))


def _title(layout: Layout, block: Block) -> Mention | None:
    """Return the title that a heading is, if it is nothing else."""
    if block.kind not in _LINES:
        return None
    words = split_words(layout.view, block.start, block.end)
    names = list(find_names(words, {}))
    if len(names) != 1 or names[0].kind is not Kind.POST or names[0].text != layout.words(block):
        return None
    return Mention(names[0].start, names[0].end, names[0].text, Token.POST, capacity=names[0].capacity)


def _nearest_title(layout: Layout, index: int) -> int | None:
    return next((above for above in layout.trail(index) if _title(layout, layout.blocks[above]) is not None), None)


def _lead_in(layout: Layout, title: str, heading: int) -> Iterator[Passage]:
    """Yield the sentence before a heading that says offices report to the post, if there is one."""
    for sentence in layout.sentences:
        words = layout.words(sentence)
        if sentence.block < heading and _REPORTS.search(words) and re.search(rf"\b{re.escape(title)}\b", words):
            yield _passage(layout, sentence)
            return


_REPORTS = re.compile("|".join(rf"\b{re.escape(words)}\b" for words in lexicon().classes["REPORTS"]))


# ------------------------------------------------------------------ H-WITHIN, L-COMPONENTS, L-TOPIC


def _parts_of_lists(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft that what is listed under "Offices Within X" is part of X."""
    reader = Reader(layout, register)
    for i, block in enumerate(layout.blocks):
        if block.kind.skipped:
            continue
        for rule, sentence, whole in _leads(layout, reader, ledger, i):
            for line, entry in _named_lines(layout, register, i):
                _draft_part(layout, ledger, rule, (line, entry), (sentence, whole))


def _leads(layout: Layout, reader: Reader, ledger: Ledger, index: int) -> Iterator[tuple[Rule, Sentence, Entry]]:
    """Yield the rules by which a block says what its list holds, with the sentence and the whole."""
    sentences = [s for s in layout.sentences if s.block == index]
    if not sentences:
        return
    encoded = reader.encode(sentences[-1], Context(focus=ledger.focus))
    for rule in rulebook().values():
        found = rule.compiled.search(encoded.text) if rule.lead and rule.compiled is not None else None
        if found is not None:
            whole = encoded.mentions_in(found["whole"])[0].entry
            if whole is not None:
                yield rule, sentences[-1], whole
                return


def _draft_part(
    layout: Layout, ledger: Ledger, rule: Rule, part: tuple[int, Entry], lead: tuple[Sentence, Entry]
) -> None:
    line, entry = part
    sentence, whole = lead
    if entry.kind is None and rule.status is Status.LAYOUT and _has_text(layout, line):
        entry.kinds[Kind.UNIT] += 1
    if entry.kind not in (Kind.UNIT, Kind.PROGRAM, Kind.AGENCY, None) or entry is whole:
        return
    passages = (*_line(layout, line, entry), _passage(layout, sentence))
    ledger.part_of(entry, whole, Ground(rule.id, rule.status, passages))


def _has_text(layout: Layout, index: int) -> bool:
    """Whether a line heads text of its own."""
    return any(block.parent == index and block.kind is BlockKind.PARAGRAPH for block in layout.blocks)


# ------------------------------------------------------------------ H-WORK


def _works_of_sections(layout: Layout, register: Register, ledger: Ledger) -> None:
    """Draft the opening sentence under a unit's own heading as its remit, where no rule read it."""
    rule = rulebook()["H-WORK"]
    read = {(id(d.subject), p.start) for d in ledger.drafts if d.predicate in _WORKS for p in d.ground.passages}
    for i, block in enumerate(layout.blocks):
        entry = named_by(layout, register, i) if block.kind is BlockKind.HEADING else None
        if entry is None or entry.kind is not Kind.UNIT:
            continue
        opening = next((s for s in layout.sentences if _opens(layout, s, i)), None)
        if opening is not None and (id(entry), _passage(layout, opening).start) not in read:
            passages = (_passage(layout, opening), _passage(layout, block))
            words = layout.words(opening).rstrip(".")
            ledger.add(entry, iceorg.REMIT, Literal(words), Ground(rule.id, rule.status, passages))


def _opens(layout: Layout, sentence: Sentence, heading: int) -> bool:
    block = layout.blocks[sentence.block]
    return block.kind is BlockKind.PARAGRAPH and block.parent == heading


# ------------------------------------------------------------------ lines


def _named_lines(layout: Layout, register: Register, above: int) -> Iterator[tuple[int, Entry]]:
    """Yield the headings and items below a block that are names, with what they name."""
    for i, block in enumerate(layout.blocks):
        if block.kind in _LINES and above in layout.trail(i) and (entry := named_by(layout, register, i)) is not None:
            yield i, entry


def _line(layout: Layout, index: int, entry: Entry) -> Iterator[Passage]:
    """Yield the line that names a thing, and the sentence with its full name if the line is short."""
    block = layout.blocks[index]
    yield _passage(layout, block)
    span = entry.names.get(entry.label)
    if span is not None and not block.start <= span.start < block.end:
        sentence = next((s for s in layout.sentences if s.start <= span.start < s.end), None)
        if sentence is not None:
            yield _passage(layout, sentence)


def _passage(layout: Layout, part: Block | Sentence) -> Passage:
    return layout.document.passage(part.start, part.end)
