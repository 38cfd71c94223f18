"""One document read: names, whose page it is, sentences by rules, the outline, the page itself."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.deceiving import deceiving_problems
from iceorg.extract.drafts import Keys, Ledger, finished_claims
from iceorg.extract.focus import find_focus
from iceorg.extract.learned.features import word_classes
from iceorg.extract.learned.joining import read_joins
from iceorg.extract.learned.model import shipped_model
from iceorg.extract.learned.tagger import content_of, shipped
from iceorg.extract.lexicon import lexicon
from iceorg.extract.matching import find_matches
from iceorg.extract.outline import read_outline
from iceorg.extract.page import read_page
from iceorg.extract.register import Entry, Register, has_country, read_names
from iceorg.extract.rows import read_rows
from iceorg.extract.rulebook import sentence_rules
from iceorg.extract.saying import Saying
from iceorg.extract.sentences import length_problems
from iceorg.extract.unread import is_foreign, unread_problems
from iceorg.model import Claim, Key, Kind, Layout, Passage, Reading, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from iceorg.extract.learned.scoring import Opinion


@dataclass(frozen=True, slots=True)
class Draftsheet:
    """A document read, before its claims are finished.

    Args:
        layout: The document.
        register: Its names.
        ledger: What is drafted.
        opinion: What the learned parts think of all pairs of names; None if they did not read it.
    """

    layout: Layout
    register: Register
    ledger: Ledger
    opinion: Opinion | None = None


def read_layout(layout: Layout, *, learned: bool = True) -> Reading:
    """Return everything that one document says.

    Args:
        layout: The document in blocks and sentences.
        learned: Whether the learned parts read it as well, and second the rules.

    Returns:
        Claims in text order with their passages; a fact is claimed once for each passage that says so.
    """
    return finished_reading(draft_layout(layout, learned=learned))


def draft_layout(layout: Layout, *, learned: bool = True) -> Draftsheet:
    """Return what one document says, in drafts that another reader may still second or doubt.

    Args:
        layout: The document in blocks and sentences.
        learned: Whether the learned parts read it as well, and second the rules. They know English only, and leave other pages alone.
    """
    register, ledger = read_by_rules(layout)
    opinion = read_joins(layout, register, ledger) if learned and not is_foreign(layout) else None
    return Draftsheet(layout, register, ledger, opinion)


def finished_reading(drafts: Draftsheet) -> Reading:
    """Return the reading that drafts come to, with what the page says of itself."""
    layout, ledger = drafts.layout, drafts.ledger
    said = finished_claims(ledger, drafts.register, passages_around(layout))
    focus_key = Keys(ledger).of(ledger.focus) if ledger.focus is not None else None
    return reading_of(layout, said, focus_key)


def reading_of(layout: Layout, said: Iterable[Claim], focus: Key | None) -> Reading:
    """Return a reading of claims about things, and of what the page says of itself.

    Args:
        layout: The document.
        said: The claims, in any order.
        focus: The body whose page it is.
    """
    page = read_page(layout)
    claims = _distinct((*page.claims, *said))
    ordered = sorted(claims, key=lambda c: (c.passages[0].start, c.passages[0].end, c.id))
    problems = (
        *page.problems,
        *length_problems(layout),
        *deceiving_problems(layout),
        *unread_problems(layout, ordered),
    )
    return Reading(layout, tuple(ordered), page.date, focus, problems)


@contextmanager
def loaded() -> Iterator[None]:
    """Hold rules and learned parts from now on, so that copies of this process have them; let go of the large ones after."""
    sentence_rules()
    for trees in shipped_model().second.values():
        trees.quick  # noqa: B018 - made when first asked
    shipped()
    word_classes()
    try:
        yield
    finally:
        for part in (shipped_model, shipped, content_of, word_classes):
            part.cache_clear()


def read_by_rules(layout: Layout) -> tuple[Register, Ledger]:
    """Return the names of a document, and what the rules read in it."""
    register = read_names(layout)
    focus = find_focus(layout, register)
    _settle_agencies(register, focus)
    _settle_kinds(layout, register, focus)
    ledger = Ledger(layout.document, focus)
    for match in find_matches(layout, register, focus):
        Saying(match, ledger).draft()
    read_outline(layout, register, ledger)
    read_rows(layout, register, ledger)
    return register, ledger


def _settle_agencies(register: Register, focus: Entry | None) -> None:
    """Make agencies of the page's own body and of bodies named with their country, where their heads allow it."""
    for entry in register.entries:
        if entry is focus or any(has_country(name) for name in entry.names):
            last = entry.label.casefold().split()[-1]
            if entry.kind is None or (entry.kind is Kind.UNIT and last in lexicon().standing):
                entry.kinds.clear()
                entry.kinds[Kind.AGENCY] += 1


def _settle_kinds(layout: Layout, register: Register, focus: Entry | None) -> None:
    """Give names of no told kind the kind of the slots that they fill."""
    for match in list(find_matches(layout, register, focus, licensing=True)):
        for slot, kind in match.rule.licences:
            for mention in match.mentions(slot):
                if mention.entry is not None and mention.entry.kind is None:
                    mention.entry.kinds[kind] += 1
    for entry in register.entries:
        if entry.kind is None and entry.acronyms:
            entry.kinds[Kind.AGENCY] += 1


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return one claim for each statement on the same words: of the strongest status, then of the first rule."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        known = kept.get(claim.id)
        if known is None or _STRENGTH.index(claim.status) < _STRENGTH.index(known.status):
            kept[claim.id] = claim
    return kept.values()


_STRENGTH = list(Status)


def passages_around(layout: Layout) -> Callable[[Span], Passage]:
    """Return the function that gives the sentence around a span."""
    starts = [sentence.start for sentence in layout.sentences]

    def passage_at(span: Span) -> Passage:
        sentence = layout.sentences[max(bisect_right(starts, span.start) - 1, 0)]
        return layout.document.passage(sentence.start, max(sentence.end, span.end))

    return passage_at
