"""Where a text gives ways to reach somebody, or tells one person from all others: addresses, numbers, dates of birth.

They are no facts about an organisation, and they are about people; so they are masked before anything is
read (`iceorg.documents.masking`). Form numbers, dates, dockets, laws and amounts of money look much like
telephone numbers, and stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from iceorg.documents.number_columns import numbers_in_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Way(StrEnum):
    """A way to reach somebody or to know him by."""

    E_MAIL = "e-mail"
    TELEPHONE = "telephone"
    ADDRESS = "postal address"
    BIRTH = "date of birth"
    IDENTITY = "identity number"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text that is not to be shown.

    Args:
        start: Offset of its first character.
        end: Offset after its last.
        why: What it is.
    """

    start: int
    end: int
    why: str


_AT_SIGNS: Final = ("@", "&#", "&commat;", "at]", "at )", "at)", "at ]", "dot")
_AT: Final = re.compile(
    r"\s?@\s?|&#0?64;|&#x40;|&commat;|\s?[\[(]\s?at\s?[\])]\s?|\sat\s(?=\w[\w-]{0,62}\sdot\s)", re.IGNORECASE
)
_LOCAL_END: Final = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMAIN: Final = re.compile(
    r"(?:\w[\w-]{0,62}(?:\.|\s?[\[(]\s?dot\s?[\])]\s?|\sdot\s)){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)

_GAP: Final = r"(?:[-.\u2010-\u2013\u00a0 ]|&nbsp;)"
_TOLL_FREE: Final = "8(?:00|33|44|55|66|77|88)"
_STREET: Final = "Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Parkway|Pkwy|Highway|Hwy|Plaza|Circle|Terrace|Square|Quay|Way"
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_POINT: Final = r"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?"
_BLANK: Final = r"(?=\s)[^\S\n]{0,3}\n?[^\S\n]{0,3}"

_NUMBER: Final = re.compile(r"(?<!\w)\d")
"""Where a number begins. Most of what is looked for begins with one, and numbers are few: all else is looked for from there."""
_OPENINGS: Final = ("", "(", "+", "+(")
"""What stands before the first digit of a number and is part of it."""
_TELEPHONES: Final = (
    # (202) 555-0143, 202-555-0143, +1 202.555.0143, 202/555-0143
    re.compile(
        rf"(?<![\w$#/.-])(?:\+?1{_GAP})?(?:\(\d{{3}}\){_GAP}?|\d{{3}}(?:{_GAP}|/))\d{{3}}{_GAP}\d{{4}}(?![\w-])"
    ),
    # 1-866-DHS-2-ICE, 1-800-CALL-NOW, 877-2RECOVER
    re.compile(
        rf"(?<![\w$#/.-])(?:1{_GAP})?{_TOLL_FREE}{_GAP}(?=[\dA-Z-]{{0,8}}[A-Z]{{2}})[\dA-Z](?:-?[\dA-Z]){{6,10}}(?![\w-])"
    ),
    # (202) 555 - 0143, and 202-555-0143 over the end of a line
    re.compile(r"(?<![\w$#/.-])\(\d{3}\)\s{0,2}\d{3}\s?[-.\u2013]\s?\d{4}(?![\w-])"),
    re.compile(r"(?<![\w$#/.-])\d{3}-\n?\d{3}-\n?\d{4}(?![\w-])"),
    # +44 20 7946 0958, +49 (0)30 901820
    re.compile(rf"(?<![\w.-])\+[1-9]\d{{0,2}}(?:{_GAP}{{0,2}}(?:\(\d{{1,4}}\)|\d{{1,8}})){{2,6}}(?![\w-])"),
)
_CALLED: Final = "phone|telephone|tel|call|fax|cell|mobile|TTY|TDD|hotline"
_AFTER_WORD: Final = (
    # a link that dials: tel:+12025550143
    (re.compile(r"(?<!\w)(?:tel|fax|sms|callto):\Z", re.IGNORECASE), re.compile(r"\+?[\d().-]{5,20}\d(?![\w-])")),
    # Phone: 555-0143; fax 5550143 ext. 12
    (
        re.compile(
            rf"\b(?:{_CALLED})[.:]?(?:\s|&nbsp;|[|*:]|</?[a-z][^<>]{{0,80}}>){{1,8}}(?:(?:number:?|us at|at)\s)?\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"\+?\(?\d(?:{_GAP}?[()]?\d){{6,14}}(?![\w-])"),
    ),
    # our telephone number is 2025550143
    (
        re.compile(
            rf"\b(?:{_CALLED}|reach|dial|text|ring)s?\b(?![^\d\n]{{0,40}}\b(?:docket|case|file|form|document|doc|receipt|order|account|invoice|contract|claim)\b)"
            r"[^\d\n$#]{1,40}\Z",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w$#/.-])1?[2-9]\d{9}(?![\w-])"),
    ),
)
"""What stands before a telephone number, and the number."""
_BEFORE_WORD: Final = re.compile(
    r"1?[2-9]\d{9}(?=\s?[(,]?\s?(?:phone|telephone|tel|fax|cell|mobile|voice)\b)", re.IGNORECASE
)
_ALONE: Final = re.compile(
    r"(?<![\w$#/.,+§-])[2-9]\d\d[-\u2010\u2011]\d{4}(?![\w-]|[.,]\d|\s(?:[a-z]{3,20}s|people)\b|\s?%)"
)
_NO_TELEPHONE: Final = re.compile(
    r"\b(?:no|nos|number|numbers|numbered|form|forms|docket|case|file|document|doc|part|parts|section|sections|sec|page|pages|pp|law|order|rule|bill|resolution"
    r"|act|title|chapter|report|notice|contract|claim|permit|license|licence|grant|appropriation|room|between|from|of|years?|item|version|model"
    r"|(?-i:[A-Z]{2,8}))[.:]?\s?\Z",
    re.IGNORECASE,
)
"""What before "555-0143" says that it is the number of something else, or a range."""
_EXTENSION: Final = re.compile(r"[,;]?\s{0,2}\(?(?:ext(?:ension)?\.?|x)\s?\d{1,6}\)?", re.IGNORECASE)
_NEAR: Final = 200
"""So many characters before a number may say what it is."""

# 500 12th Street, SW, Suite 900
_STREET_ADDRESS: Final = re.compile(
    rf"(?<![\w$.,/-])\d{{1,5}}[A-Z]?{_BLANK}(?!{_MONTH})(?:{_POINT}\s)?(?:(?:[A-Z][\w.'\u2019-]{{0,20}}|\d{{1,3}}(?:st|nd|rd|th))\s){{1,4}}(?:{_STREET})\b\.?"
    rf"(?:,?\s(?:NE|NW|SE|SW|N\.E\.|N\.W\.|S\.E\.|S\.W\.)(?![\w]))?"
    rf"(?:,?\s(?:Suite|Ste\.?|Room|Rm\.?|Floor|Fl\.?|Unit|Apt\.?)\s#?\w{{1,8}})?"
)
# Washington, DC 20536
_POSTCODE: Final = re.compile(r"\d{5}(?:-\d{4})?(?![\w-])")
_TOWN_END: Final = re.compile(
    r"(?:\b[A-Z][A-Za-z.'\u2019-]{1,20}\s){0,2}\b[A-Z][A-Za-z.'\u2019-]{1,20},?\s{1,2}(?:[A-Z]{2}|D\.C\.),?\s{1,3}\Z"
)
_BOX: Final = re.compile(r"\b(?:P\.\s?O\.|PO|Post Office)\s?Box\s\d{1,8}\b", re.IGNORECASE)
# born on May 3, 1961; Date of birth: 3 May 1961; DOB 05/03/1961. A year alone stays: it is in every short life.
_BIRTH: Final = re.compile(
    rf"\b(?:born(?:\son)?|date\sof\sbirth|DOB)\b:?\s{{1,3}}"
    rf"(?P<number>\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}})(?![\w-])",
    re.IGNORECASE,
)
# 078-05-1120, as a social security number is written
_SECURITY: Final = re.compile(r"(?<![\w$#/.-])\d{3}-\d{2}-\d{4}(?![\w-])")
# A-number 012 345 678, Passport No. X1234567
_PAPER: Final = re.compile(
    r"\b(?:A-number|alien\s(?:registration\s)?(?:number|no\.?)|passport\s(?:number|no\.?))[.:]?\s{1,3}(?P<number>[A-Z]?\d(?:[\s-]?\d){5,11})(?![\w-])",
    re.IGNORECASE,
)
# linkedin.com/in/ada-moss; Twitter: @ada_moss; @ada_moss
_PROFILE: Final = re.compile(
    r"\b(?:twitter|facebook|instagram|linkedin|threads|tiktok)\.(?:com|net)/(?P<number>(?:in/|@)?[\w.-]{2,60})(?<![.-])",
    re.IGNORECASE,
)
_STYLE: Final = "media|import|charset|font-face|keyframes|supports|namespace|layer|container|page|property|-webkit"
_HANDLE: Final = re.compile(
    rf"(?<![\w.+%'@/\u2588-])@(?!(?:{_STYLE})\b|\w{{1,40}}[\"']\s?:)[A-Za-z_]\w(?:\.?\w){{1,40}}(?:@[\w-]{{1,40}}(?:\.[\w-]{{1,40}}){{1,4}})?"
)
_BY_WORDS: Final = (
    (_BOX, Way.ADDRESS, ("box",)),
    (_BIRTH, Way.BIRTH, ("born", "birth", "dob")),
    (_PAPER, Way.IDENTITY, ("a-number", "alien", "passport")),
    (_PROFILE, Way.PROFILE, (".com/", ".net/")),
    (_HANDLE, Way.PROFILE, ("@",)),
)
"""What begins with a word: looked for only where a text has the word."""
_MARKS: Final = re.compile(
    r"(?P<line><br\s?/?>)|</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|label|mark|nobr|q|s|small|span|strong|sub|sup|tt|u|wbr)(?:\s[^<>]{0,300})?/?>"
    r"|<!--[^<>]{0,300}-->|&shy;|&#8203;|[\u00ad\u200b]|\*{1,3}",
    re.IGNORECASE,
)
"""What a person does not see inside a number: mark-up within a line, and signs that have no width."""


def find_contacts(text: str) -> list[Stretch]:
    """Return the stretches of a text by which a person is reached or known, in order, none inside another.

    >>> text = "Call (202) 555-0143 or write to a.reyes@example.gov about Form I-9 and Public Law 107-296."
    >>> [(text[s.start : s.end], s.why) for s in find_contacts(text)]
    [('(202) 555-0143', 'telephone'), ('a.reyes@example.gov', 'e-mail')]
    """
    columns = (Stretch(start, end, Way.TELEPHONE.value) for start, end in numbers_in_columns(text))
    return list(apart(sorted([*_written(text), *_under_marks(text), *columns])))


def _written(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a text as its letters stand."""
    lower = text.lower()
    if any(sign in lower for sign in _AT_SIGNS):
        yield from _e_mails(text)
    for pattern, way, words in _BY_WORDS:
        if any(word in lower for word in words):
            for match in pattern.finditer(text):
                yield Stretch(match.start("number" if "number" in pattern.groupindex else 0), match.end(), way.value)
    for number in _NUMBER.finditer(text):
        yield from _at_number(text, number.start())


def _at_number(text: str, at: int) -> Iterator[Stretch]:
    """Yield what a number is that begins at an offset, by its form and by what stands before it."""
    begins = [at - len(signs) for signs in _OPENINGS if text.endswith(signs, 0, at)]
    before = max(0, at - _NEAR)
    for start, end in _telephones(text, at, begins, before):
        more = _EXTENSION.match(text, end)
        yield Stretch(start, more.end() if more else end, Way.TELEPHONE.value)
    for pattern, way in ((_STREET_ADDRESS, Way.ADDRESS), (_SECURITY, Way.IDENTITY)):
        if match := pattern.match(text, at):
            yield Stretch(at, match.end(), way.value)
    if (match := _POSTCODE.match(text, at)) and (town := _TOWN_END.search(text, before, at)):
        yield Stretch(town.start(), match.end(), Way.ADDRESS.value)


def _telephones(text: str, at: int, begins: Iterable[int], before: int) -> Iterator[tuple[int, int]]:
    """Yield where a number is that of a telephone, without its extension.

    Args:
        text: The text.
        at: Where its first digit stands.
        begins: Where the number begins, with and without signs.
        before: From where on words may say what it is.
    """
    for start in begins:
        for pattern in _TELEPHONES:
            if match := pattern.match(text, start):
                yield start, match.end()
        for words, pattern in _AFTER_WORD:
            if (match := pattern.match(text, start)) and words.search(text, before, start):
                yield start, match.end()
    if match := _BEFORE_WORD.match(text, at):
        yield at, match.end()
    if (match := _ALONE.match(text, at)) and not _NO_TELEPHONE.search(text, before, at):
        yield at, match.end()


def _under_marks(text: str) -> Iterator[Stretch]:
    """Yield the stretches that are parted by mark-up, as a person sees them: `<b>202</b>-555-0143`."""
    pieces: list[str] = []
    seen: list[int] = []  # where each piece begins without marks
    lies: list[int] = []  # and where in the text
    length = at = 0
    for mark in _MARKS.finditer(text):
        for piece, start in ((text[at : mark.start()], at), ("\n" if mark["line"] else "", mark.start())):
            if piece:
                pieces.append(piece)
                seen.append(length)
                lies.append(start)
                length += len(piece)
        at = mark.end()
    if not at:
        return
    pieces.append(text[at:])
    seen.append(length)
    lies.append(at)

    def place(offset: int) -> int:
        piece = bisect_right(seen, offset) - 1
        return lies[piece] + offset - seen[piece]

    for one in _written("".join(pieces)):
        yield Stretch(place(one.start), place(one.end - 1) + 1, one.why)


def apart(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Yield sorted stretches, those that overlap as one."""
    last: Stretch | None = None
    for one in stretches:
        if last is None or one.start >= last.end:
            if last is not None:
                yield last
            last = one
        elif one.end > last.end:
            last = Stretch(last.start, one.end, last.why)
    if last is not None:
        yield last


def _e_mails(text: str) -> Iterator[Stretch]:
    for at in _AT.finditer(text):
        local = _LOCAL_END.search(text, max(0, at.start() - 64), at.start())
        domain = _DOMAIN.match(text, at.end())
        if local and domain:
            yield Stretch(local.start(), domain.end(), Way.E_MAIL.value)
