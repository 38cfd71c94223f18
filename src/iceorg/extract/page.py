"""What a page says of itself: its title, its date, where it was published and who posted the copy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity
from iceorg.extract.values import When, day_comes_first, find_dates
from iceorg.model import Block, BlockKind, Claim, Key, Kind, Layout, Literal, Status, Term
from iceorg.vocab import Iri, dcterms, iceorg, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_TOP = 12
"""How many blocks before the first paragraph may hold the page's date."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The claims about a document itself, and its date."""

    claims: tuple[Claim, ...]
    date: date | None
    problems: tuple[Problem, ...]


def read_page(layout: Layout) -> PageFacts:
    """Return what a page says of itself.

    A date counts as the page's own only where it stands by itself above the text; an empty "Last
    Modified:" gives none, and 03/10/2016 is read only if other dates of the page tell day from month.
    """
    day_first = day_comes_first(layout.view)
    dated = next(_page_dates(layout, day_first=day_first), None)
    claims = [*_title(layout), *_posted(layout, day_first=day_first), *_address(layout)]
    if dated is not None:
        block, when = dated
        claims.append(_claim(layout, iceorg.STATED_DATE, Literal(when.value, xsd.DATE), "K-DATE", block))
    day = dated[1].day if dated else None
    problems = tuple(_date_problems(layout, day))
    return PageFacts(tuple(c.identified() for c in claims), day, problems)


def _claim(layout: Layout, predicate: Iri, value: Term, rule: str, block: Block) -> Claim:
    passage = layout.document.passage(block.start, block.end)
    return Claim(Key(Kind.DOCUMENT, layout.document.id), predicate, value, Status.STATED, rule, (passage,))


def _page_dates(layout: Layout, *, day_first: bool | None) -> Iterator[tuple[Block, When]]:
    """Yield the dates that stand at the beginning of a line above the text."""
    for block in layout.blocks[: _first_paragraph(layout)][-_TOP:]:
        if block.kind.skipped:
            continue
        for when in find_dates(layout.view, block.start, block.end, day_first=day_first):
            before = layout.view[block.start : when.start].strip(" *_(")
            if when.day is not None and (not before or _DATE_LABEL.fullmatch(before)):
                yield block, when
            break


_DATE_LABEL = re.compile(
    r"(?:date|posted|published|updated|released|issued|as of|last (?:modified|updated|reviewed))(?:\s+on)?\s*:?",
    re.IGNORECASE,
)


def _first_paragraph(layout: Layout) -> int:
    kinds = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    return next((i for i, block in enumerate(layout.blocks) if block.kind in kinds), len(layout.blocks))


def _title(layout: Layout) -> Iterator[Claim]:
    """Yield the first heading as the page's title."""
    heading = next((b for b in layout.blocks if b.kind is BlockKind.HEADING), None)
    if heading is not None:
        yield _claim(layout, dcterms.TITLE, Literal(layout.words(heading)), "K-TITLE", heading)


def _posted(layout: Layout, *, day_first: bool | None) -> Iterator[Claim]:
    """Yield who posted the copy and when: "PFA Doc. No. 12. (Posted 3/14/16)"."""
    for block in layout.blocks:
        if block.kind is not BlockKind.LABEL:
            continue
        words = layout.view[block.start : block.end]
        if stamp := _STAMP.match(words):
            yield _claim(layout, iceorg.REPUBLISHER, Literal(stamp["who"]), "K-POSTED", block)
        if posted := _POSTED.search(words):
            for when in find_dates(layout.view, block.start + posted.end(), block.end, day_first=day_first):
                yield _claim(layout, iceorg.REPUBLISHED_ON, Literal(when.value, xsd.DATE), "K-POSTED", block)
                break


_STAMP = re.compile(r"(?<!\s)\s*(?P<who>[A-Z][\w&]{1,14}) Doc(?:ument)?\.? No\.? \S+")
_POSTED = re.compile(r"\bposted:?\s+(?:on\s+)?(?=\d|[A-Z])", re.IGNORECASE)


def _address(layout: Layout) -> Iterator[Claim]:
    """Yield a web address that stands alone on a line as where the page was published."""
    for block in layout.blocks:
        words = layout.words(block).strip("<>")
        if not block.kind.skipped and _URL.fullmatch(words):
            yield _claim(layout, dcterms.SOURCE, Iri(words), "K-ADDRESS", block)


_URL = re.compile(
    r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?",
    re.IGNORECASE | re.ASCII,
)
"""An address that is a valid IRI (RFC 3986): no stray percent sign, one fragment."""


def _date_problems(layout: Layout, day: date | None) -> Iterator[Problem]:
    """Yield a warning where sources.toml gives the text another date than was read in it."""
    stated = layout.document.source.stated_date
    if stated is not None and stated != day:
        read = f"the date {day.isoformat()}" if day else "no date"
        message = f"sources.toml says that the text is dated {stated.isoformat()}, but {read} was read in it"
        hint = "the date of sources.toml is used; check that it stands in the text"
        yield Problem(Severity.WARNING, "date-not-read", layout.document.name, message, hint)
