"""The furniture of a page: what no fact is read from. Each decision has an id.

B-NAV       menus, search boxes, breadcrumbs, phone boxes in the page's top
B-ARCHIVE   what an archive or a government's frame says above a page
B-REVIEW    reviews by clients, with their heading and attribution
B-ADVERT    a line that advertises
B-LINKS     link lists, boxes of other stories, share buttons
B-ASIDE     a box beside the text (by its mark-up)
B-STAMP     a stamp without a value, such as "Last Modified:"
B-PAGE      page numbers and end marks
B-FOOT      the page's foot: copyright, addresses, terms
B-BOILER    cookies, copyright and the like in the text
B-TITLE B-FRONT                         the file's own metadata, kept in the layout's details
B-COOKIE B-NOSCRIPT B-FORM B-HIDDEN B-COMMENTS B-CODE   by their mark-up
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from iceorg.documents.lines import is_key
from iceorg.documents.phrases import phrases
from iceorg.documents.pieces import Role
from iceorg.documents.shapes import ends_sentence, is_capitals, is_prose, is_short, may_head, parts_of_menu
from iceorg.documents.signs import CLOSING_QUOTES, LONG_DASHES, OPENING_QUOTES, SEPARATORS, STARS
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from iceorg.documents.pieces import Piece

Decision = tuple[BlockKind, str]
Decisions = dict[int, Decision]

_ENDS = " \t.,:;!?*|<>[]()-" + LONG_DASHES + OPENING_QUOTES + CLOSING_QUOTES + "\u00bb\u203a\u27e9\u00b7\u2022"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?i)(?<!\w)(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})"
)
_DAY = re.compile(rf"(?i)(?<!\w)(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})(?!\w)")
_PHONE = re.compile(r"(?:\+?\d{1,3}[- .])?\(?\d{3}\)?[- .](?:[A-Z0-9]{1,7}[- .]?){1,4}")
_PAGE = re.compile(r"(?i)(?:page )?\d{1,3}(?:[-/]\d{1,3}| of \d{1,4})?|page [\dA-Z-]{1,8}|end|\(?more\)?")
_QUOTED = re.compile(rf"[{OPENING_QUOTES}].*[{CLOSING_QUOTES}]", re.DOTALL)
_COPYRIGHT = re.compile(r"(?i)\u00a9|\(c\) (?:copyright |by )?\d{4}\b|copyright (?:\u00a9|\(c\)|\d{4})")
_LONGEST_NAME = 120
_SET_OFF = re.compile(rf"^$|(?:^|\s)[-{LONG_DASHES}|\u00b7(]\s?(?:[A-Za-z]+\s){{0,2}}$")
_CRUMB = re.compile(r"\s[>\u203a\u00bb\u27e9\u2192]\s|\s/\s")
_REMEMBERED = 4096
_DIVIDERS = (*SEPARATORS, "/")
_LONGEST_MENU = 600
_MENU_WORDS = 6
_MENU_PARTS = 4
_FEW_PARTS = 3
_PARTS_WORDS = 4
_FEWEST_LINKS = 3
_REVIEW_REACH = 4
_TOP = 12
_LETTERHEAD_WORDS = 3
_LONGEST_FOOT = 60


def furniture(pieces: Sequence[Piece]) -> Decisions:
    """Return kind and reason of every piece that is not read, by its index."""
    found: Decisions = {i: (zone_kind(p.zone), p.zone) for i, p in enumerate(pieces) if p.zone}
    partner_boxes(pieces, found)
    steps: tuple[Callable[[Sequence[Piece], Mapping[int, Decision]], Decisions], ...] = (
        lone_lines,
        reviews,
        related,
        menus,
        top_links,
        top_navigation,
    )
    for step in steps:
        for index, decision in step(pieces, found).items():
            found.setdefault(index, decision)
    return found


def zone_kind(zone: str) -> BlockKind:
    """Return the kind of a piece of furniture by the rule id that its mark-up gives it."""
    return _ZONE_KINDS.get(zone, BlockKind.BOILERPLATE)


_ZONE_KINDS = {
    "B-NAV": BlockKind.NAVIGATION,
    "B-REVIEW": BlockKind.TESTIMONIAL,
    "B-LINKS": BlockKind.LINKS,
    "B-ASIDE": BlockKind.LINKS,
    "B-ADVERT": BlockKind.LINKS,
}


def partner_boxes(pieces: Sequence[Piece], found: Decisions) -> None:
    """Take back the boxes beside the text that are headed "partners": these state something."""
    inside = False
    for index, piece in enumerate(pieces):
        if piece.zone != "B-ASIDE":
            inside = False
        elif pieces[index - 1].zone != "B-ASIDE" or piece.role is Role.HEADING:
            inside = "partner" in piece.words.lower() and is_short(piece.words)
        if inside:
            del found[index]


@lru_cache(_REMEMBERED)
def normal(words: str) -> str:
    """Return a line in lower case without punctuation at its ends.

    >>> normal("Last Modified:"), normal("[ About Us ]")
    ('last modified', 'about us')
    """
    return words.strip(_ENDS).lower()


@lru_cache(_REMEMBERED)
def has_date(words: str) -> bool:
    """Whether a line holds a date with day, month and year.

    >>> has_date("as of 2 September 2022"), has_date("Posted 3/14/16"), has_date("Spring 2017")
    (True, True, False)
    """
    return bool(_DATE.search(words[:500]))


def is_date_set_off(words: str) -> bool:
    """Whether a line begins with a date, or a dash or bracket sets its date off.

    >>> is_date_set_off("February 9, 2024 \u2014 from the press room"), is_date_set_off("It began on May 1, 2020")
    (True, False)
    """
    match = _DATE.search(words[:500])
    return match is not None and bool(_SET_OFF.search(words[: match.start()]))


def is_phone(words: str) -> bool:
    """Whether a line is nothing but a telephone number.

    >>> is_phone("1-866-DHS-2-ICE"), is_phone("(202) 555-0142"), is_phone("03/10/2016")
    (True, True, False)
    """
    return bool(_PHONE.fullmatch(words.strip()))


def lone_lines(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return the lines that are furniture wherever they stand."""
    return {
        i: decision
        for i, piece in enumerate(pieces)
        if i not in found and piece.role in {Role.TEXT, Role.BODY} and (decision := lone_line(piece.words))
    }


@lru_cache(_REMEMBERED)
def lone_line(words: str) -> Decision | None:
    """Return what a line is, if it is furniture by its words alone.

    >>> lone_line("Last Modified:"), lone_line("Last Modified: May 3, 2019")
    ((<BlockKind.BOILERPLATE: 'boilerplate'>, 'B-STAMP'), None)
    """
    if _COPYRIGHT.match(words) and len(words.split()) <= _LONGEST_FOOT:
        return BlockKind.BOILERPLATE, "B-FOOT"
    if not is_short(words):
        return None
    lists, plain, lower = phrases(), normal(words), words.lower()
    checks = (
        (plain in lists.stamps, BlockKind.BOILERPLATE, "B-STAMP"),
        (plain in lists.adverts, BlockKind.LINKS, "B-ADVERT"),
        (plain in lists.links or lower.startswith(lists.links_starts), BlockKind.LINKS, "B-LINKS"),
        (lower.startswith(lists.boilerplate_starts), BlockKind.BOILERPLATE, "B-BOILER"),
        (any(phrase in lower for phrase in lists.boilerplate_has), BlockKind.BOILERPLATE, "B-BOILER"),
        (plain.startswith("skip"), BlockKind.NAVIGATION, "B-NAV"),
        (bool(_PAGE.fullmatch(words.strip(_ENDS))), BlockKind.BOILERPLATE, "B-PAGE"),
    )
    return next(((kind, reason) for holds, kind, reason in checks if holds), None)


def reviews(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return reviews by clients: below a heading that says so, or with stars, or quoted with a name that is no official's."""
    marked: Decisions = {}
    headings = phrases().reviews
    for index, piece in enumerate(pieces):
        if index in found or index in marked:
            continue
        if is_short(piece.words) and normal(piece.words) in headings:
            marked.update(
                dict.fromkeys(range(index, end_of_reviews(pieces, index)), (BlockKind.TESTIMONIAL, "B-REVIEW"))
            )
        elif piece.words[:1] in STARS or is_signed_praise(piece.words):
            marked[index] = BlockKind.TESTIMONIAL, "B-REVIEW"
    return marked


def end_of_reviews(pieces: Sequence[Piece], start: int) -> int:
    """Return the index after the last review below a heading: slogans, quotations, attributions, "more reviews"."""
    end = index = start + 1
    while index < len(pieces) and index < end + _REVIEW_REACH:
        words = pieces[index].words
        if _QUOTED.fullmatch(words) or is_signed_praise(words):
            end = index + 1
            if end < len(pieces) and is_attribution(pieces[end]):
                end += 1
        elif normal(words).endswith(phrases().review_ends):
            end = index + 1
        elif not is_short(words):
            break
        index = max(index + 1, end)
    return end


def is_attribution(piece: Piece) -> bool:
    """Whether a piece names who said what stands before it."""
    dashed = piece.marker in {"-", "--", "~", *LONG_DASHES} or piece.words[:1] in "-~" + LONG_DASHES
    return dashed and is_short(piece.words)


def is_signed_praise(words: str) -> bool:
    """Whether a piece is one quotation signed with a dash by somebody who holds no office.

    >>> is_signed_praise('"They won my case!" - Dele, Houston'), is_signed_praise('"We serve." - Jane Roe, Director')
    (True, False)
    """
    if words[:1] not in OPENING_QUOTES:
        return False
    place = max(words.rfind(dash, -_LONGEST_NAME - 1) for dash in "-~" + LONG_DASHES)
    said, who = words[:place].rstrip(" -~" + LONG_DASHES), words[place + 1 :].strip().lower()
    quoted = place > 0 and said[-1:] in CLOSING_QUOTES
    named = bool(who) and not any(sign in who for sign in "!?")
    return quoted and named and not any(word in who for word in phrases().officials)


def related(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return boxes of links to other pages: a heading that says so, and the short lines below it."""
    marked: Decisions = {}
    inside = False
    for index, piece in enumerate(pieces):
        # A heading may be furniture by its words alone; what stands below it is links all the same.
        if normal(piece.words) in phrases().related and not piece.cells:
            inside = True
        elif index in found:
            continue
        elif inside and (piece.role is Role.HEADING or not is_short(piece.words) or is_capitals(piece.words)):
            inside = False
        if inside:
            marked[index] = BlockKind.LINKS, "B-LINKS"
    return marked


def menus(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return the lines that bars, dots, arrows or wide gaps divide into the entries of a menu or a breadcrumb."""
    content = [i for i, p in enumerate(pieces) if i not in found and (is_prose(p.words) and not parts_of_menu(p.words))]
    first, last = (content[0], content[-1]) if content else (0, len(pieces))
    marked: Decisions = {}
    for index, piece in enumerate(pieces):
        edge = index < first or index > last
        if index not in found and piece.role in {Role.TEXT, Role.ITEM} and is_menu(piece, edge=edge):
            foot = index > last
            marked[index] = (BlockKind.BOILERPLATE, "B-FOOT") if foot else (BlockKind.NAVIGATION, "B-NAV")
    return marked


def is_menu(piece: Piece, *, edge: bool) -> bool:
    """Whether a line is a menu; at the page's edges fewer parts are enough."""
    words = piece.words
    divided = piece.parts >= _MENU_PARTS or any(sign in words for sign in _DIVIDERS)
    if not divided or _DAY.search(words) or piece.cells or is_key(words) or len(words) > _LONGEST_MENU:
        return False
    if piece.parts >= _MENU_PARTS and len(words.split()) <= piece.parts * _PARTS_WORDS:
        return True
    parts = parts_of_menu(words)
    crumbs = [part for part in _CRUMB.split(words) if part.strip()]
    if edge and len(crumbs) >= _FEW_PARTS and all(is_entry(part) for part in crumbs):
        return True
    if not parts or not all(is_entry(part) for part in parts):
        return False
    known = any(normal(part) in phrases().navigation or is_phone(part) for part in parts)
    crumb = edge and len(crumbs) > 1
    return len(parts) >= _MENU_PARTS or (edge and len(parts) >= _FEW_PARTS) or piece.linked or known or crumb


def is_entry(part: str) -> bool:
    """Whether a part of a line could be an entry of a menu."""
    return len(part.split()) <= _MENU_WORDS and not (ends_sentence(part) and " " in part)


def top_links(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return the run of links above the page's first heading or prose, with the labels between them."""
    headings = [i for i, p in enumerate(pieces) if i not in found and p.role is Role.HEADING and p.level]
    prose = [i for i, p in enumerate(pieces) if i not in found and is_prose(p.words)]
    end = min([*headings[:1], *([] if headings else prose[:1])], default=0)
    links = [i for i in range(end) if pieces[i].linked and i not in found]
    if len(links) < _FEWEST_LINKS:
        return {}
    first = links[0] - (links[0] > 0 and pieces[links[0] - 1].style == "bold")
    return {i: (BlockKind.NAVIGATION, "B-NAV") for i in range(first, links[-1] + 1) if not is_prose(pieces[i].words)}


def top_navigation(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> Decisions:
    """Return the menus and boxes between the top of the page and its title.

    The top is the run of short pieces before the first prose. Everything down to its last menu
    phrase, telephone number or box is navigation; so is what follows as far as a date line, if a
    title stands below the date. What is left is the title and its date. A letterhead stays: lines in
    capitals, or the very first line.
    """
    top = top_of(pieces, found)
    frame = {i: (BlockKind.BOILERPLATE, "B-ARCHIVE") for i in top if is_frame(pieces[i].words)}
    titled = bool(top) and any(p.role is Role.HEADING and p.level for p in pieces[top[-1] + 1 : top[-1] + 2])
    top = [i for i in top if i not in frame and not pieces[i].zone]
    cues = [place for place, i in enumerate(top) if is_cue(pieces[i], found.get(i))]
    if not cues:
        return frame
    last = end_of_menu(pieces, top, cues[-1])
    dated = next((place for place in range(last, len(top)) if has_date(pieces[top[place]].words)), None)
    if dated is not None and (titled or any(may_head(pieces[i].words) for i in top[dated + 1 :])):
        last = dated
    kept = set(letterhead(pieces, top[:last]))
    if (
        top[0] not in found
        and not is_cue(pieces[top[0]], None)
        and len(pieces[top[0]].words.split()) >= _LETTERHEAD_WORDS
    ):
        kept.add(top[0])
    kept.update(i for i in top[:last] if has_date(pieces[i].words) or is_fact(pieces[i]))
    return frame | {i: (BlockKind.NAVIGATION, "B-NAV") for i in top[:last] if i not in kept}


def top_of(pieces: Sequence[Piece], found: Mapping[int, Decision]) -> list[int]:
    """Return the pieces above the first prose or marked heading; of a page without either, its first few."""
    top: list[int] = []
    for index, piece in enumerate(pieces):
        heads = piece.role is Role.HEADING and piece.level
        ends = heads or piece.cells or (is_prose(piece.words) and not is_frame(piece.words))
        if ends and index not in found:
            return top
        top.append(index)
    return top[:_TOP]


def is_fact(piece: Piece) -> bool:
    """Whether a line says something under a key, and not how to reach somebody."""
    value = piece.words.partition(":")[2].strip()
    return is_key(piece.words) and bool(value) and not is_cue(piece, None) and not is_phone(value)


def is_frame(words: str) -> bool:
    """Whether a line is what an archive, or a government's frame, says above a page."""
    lists, lower = phrases(), words[:300].lower().lstrip("[( ")
    return lower.startswith(lists.archive_starts) or any(phrase in lower for phrase in lists.archive_has)


def is_cue(piece: Piece, decision: Decision | None) -> bool:
    """Whether a piece in the page's top shows that all above it is navigation."""
    if decision:
        return decision[0] is BlockKind.NAVIGATION
    lists, plain = phrases(), normal(piece.words)
    if piece.role is Role.ITEM:
        return True
    if plain in lists.navigation or plain.startswith(lists.navigation_starts) or plain.endswith(lists.navigation_ends):
        return True
    return is_phone(piece.words) or any(phrase in plain for phrase in lists.navigation_has)


def end_of_menu(pieces: Sequence[Piece], top: Sequence[int], cue: int) -> int:
    """Return the place after the last cue, or after the lines that stand right below it in one list."""
    listed = cue > 0 and not pieces[top[cue]].gap and pieces[top[cue]].indent == pieces[top[cue - 1]].indent
    end = cue + 1
    while listed and end < len(top) and not pieces[top[end]].gap and pieces[top[end]].indent == pieces[top[cue]].indent:
        end += 1
    return end


def letterhead(pieces: Sequence[Piece], top: Sequence[int]) -> list[int]:
    """Return the lines in capitals that name whose page it is, with the line right below them."""
    kept: list[int] = []
    for place, index in enumerate(top):
        words = pieces[index].words
        below = bool(kept) and kept[-1] == top[place - 1] and not pieces[index].gap and not parts_of_menu(words)
        if (is_capitals(words) and len(words.split()) >= _LETTERHEAD_WORDS and not parts_of_menu(words)) or below:
            kept.append(index)
    return kept
