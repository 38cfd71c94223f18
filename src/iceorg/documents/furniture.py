"""The furniture of a page: menus, phone boxes, reviews, link lists, stamps. Each decision has an id.

B-NAV      menus, search boxes, breadcrumbs, phone boxes in the page's top
B-REVIEW   reviews by clients, with their heading and attribution
B-ADVERT   a line that advertises
B-LINKS    link lists, share buttons
B-STAMP    a stamp without a value, such as "Last Modified:"
B-BOILER   copyright, cookies, terms
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.documents.phrases import phrases
from iceorg.documents.shapes import is_prose, is_short, may_head
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.documents.pieces import Piece

Decision = tuple[BlockKind, str]

_PHONE = re.compile(r"(?=(?:\D*\d){7})[\d\-() .+–]*(?:[A-Z\d]{1,5}-?){0,4}[\d\-() .+–]*")
_PUNCTUATION = " \t.,:;!?*|>»«<•·-–—[]()\"“”'"
_DATE = re.compile(
    r"(?i)(?<![\w])(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})"
)
_QUOTED = re.compile(r"[“\"].*[”\"]", re.DOTALL)
_SEPARATED = re.compile(r"\s[|>»›⟩•·]\s|\s{3,}")


def furniture(pieces: Sequence[Piece]) -> dict[int, Decision]:
    """Return kind and reason of every piece that is not read, by its index."""
    found: dict[int, Decision] = {i: zone_decision(p.zone) for i, p in enumerate(pieces) if p.zone}
    for step in (lone_lines, reviews, top_navigation):
        for index, decision in step(pieces, found).items():
            found.setdefault(index, decision)
    return found


def zone_decision(zone: str) -> Decision:
    """Return what mark-up says about a piece of furniture."""
    return _ZONES.get(zone, BlockKind.BOILERPLATE), zone


_ZONES = {"B-NAV": BlockKind.NAVIGATION, "B-REVIEW": BlockKind.TESTIMONIAL, "B-LINKS": BlockKind.LINKS}


def normal(words: str) -> str:
    """Return a line in lower case without punctuation at its ends.

    >>> normal("Last Modified:"), normal("» About Us")
    ('last modified', 'about us')
    """
    return words.strip(_PUNCTUATION).lower()


def has_date(words: str) -> bool:
    """Whether a line holds a date with day, month and year."""
    return bool(_DATE.search(words))


def is_phone(words: str) -> bool:
    """Whether a line is nothing but a telephone number.

    >>> is_phone("1-866-DHS-2-ICE"), is_phone("1-866-347-2423"), is_phone("03/10/2016")
    (True, True, False)
    """
    return bool(re.fullmatch(r"(?:\+?1[- .])?(?:\(?\d{3}\)?[- .])(?:[A-Z0-9]{1,7}[- .]?){1,4}", words.strip()))


def lone_lines(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> dict[int, Decision]:
    """Return the lines that are furniture wherever they stand."""
    return {i: d for i, p in enumerate(pieces) if i not in found and (d := lone_line(p.words))}


def lone_line(words: str) -> Decision | None:
    """Return what a line is, if it is furniture by its words alone.

    >>> lone_line("Last Modified:"), lone_line("Last Modified: May 3, 2019")
    ((<BlockKind.BOILERPLATE: 'boilerplate'>, 'B-STAMP'), None)
    """
    lists, plain = phrases(), normal(words)
    if plain in lists.stamps:
        return BlockKind.BOILERPLATE, "B-STAMP"
    if plain in lists.adverts:
        return BlockKind.LINKS, "B-ADVERT"
    if plain in lists.links or (is_short(words) and plain.startswith(lists.links_starts)):
        return BlockKind.LINKS, "B-LINKS"
    if is_short(words) and (
        plain.startswith(lists.boilerplate_starts) or any(w in plain for w in lists.boilerplate_has)
    ):
        return BlockKind.BOILERPLATE, "B-BOILER"
    if plain.startswith("skip ") and is_short(words):
        return BlockKind.NAVIGATION, "B-NAV"
    return None


def reviews(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> dict[int, Decision]:
    """Return reviews by clients: from a heading that says so to the last quotation and its attribution."""
    lists = phrases()
    marked: dict[int, Decision] = {}
    index = 0
    while index < len(pieces):
        if index not in found and is_short(pieces[index].words) and normal(pieces[index].words) in lists.reviews:
            end = end_of_reviews(pieces, index)
            marked.update(dict.fromkeys(range(index, end), (BlockKind.TESTIMONIAL, "B-REVIEW")))
            index = max(end, index + 1)
        else:
            index += 1
    return marked


def end_of_reviews(pieces: Sequence[Piece], start: int) -> int:
    """Return the index after the last review below a heading: slogans, quotations, attributions, "more reviews"."""
    end = index = start + 1
    while index < len(pieces) and index < end + 4:
        words = pieces[index].words
        if is_quotation(words):
            end = index + 1
            if end < len(pieces) and is_attribution(pieces[end]):
                end += 1
        elif normal(words).endswith(phrases().review_ends):
            end = index + 1
        elif not is_short(words):
            break
        index = max(index + 1, end)
    return end


def is_quotation(words: str) -> bool:
    """Whether a piece is one quotation from end to end."""
    return bool(_QUOTED.fullmatch(words))


def is_attribution(piece: Piece) -> bool:
    """Whether a piece names who said what stands before it."""
    dashed = piece.marker in {"-", "–", "—", "--"} or piece.words[:1] in "-–—~"
    return dashed and is_short(piece.words)


def top_navigation(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> dict[int, Decision]:
    """Return the menus and boxes between the top of the page and its title.

    The top is the run of short pieces before the first prose. Everything down to its last menu
    phrase, telephone number or box is navigation; so is what follows as far as a date line, if a
    title stands below the date. What is left is the title and its date.
    """
    end = next((i for i, p in enumerate(pieces) if i not in found and is_prose(p.words)), len(pieces))
    if end == len(pieces):
        end = next((i for i, p in enumerate(pieces) if not is_short(p.words) or p.marker), min(len(pieces), 12))
    cues = [i for i in range(end) if is_cue(pieces, i, found, end)]
    if not cues:
        return {}
    last = cues[-1] + 1
    dated = next((i for i in range(last, end) if has_date(pieces[i].words)), None)
    if dated is not None and any(may_head(pieces[i].words) for i in range(dated + 1, end)):
        last = dated
    return dict.fromkeys((i for i in range(last) if not has_date(pieces[i].words)), (BlockKind.NAVIGATION, "B-NAV"))


def is_cue(pieces: Sequence[Piece], index: int, found: Mapping[int, Decision], end: int) -> bool:
    """Whether a piece in the page's top shows that all above it is navigation."""
    if index in found:
        return found[index][0] is BlockKind.NAVIGATION
    lists, words = phrases(), pieces[index].words
    plain = normal(words)
    if plain in lists.navigation or plain.startswith(lists.navigation_starts) or plain.endswith(lists.navigation_ends):
        return True
    return is_phone(words) or any(phrase in plain for phrase in lists.navigation_has)
