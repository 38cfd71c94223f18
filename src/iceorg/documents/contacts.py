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

if TYPE_CHECKING:
    from collections.abc import Iterator


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


_AT: Final = re.compile(
    r"\s?@\s?|&#0?64;|&#x40;|&commat;|\s?[\[(]\s?at\s?[\])]\s?|\sat\s(?=\w[\w-]{0,62}\sdot\s)", re.IGNORECASE
)
_LOCAL_END: Final = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMAIN: Final = re.compile(
    r"(?:\w[\w-]{0,62}(?:\.|\s?[\[(]\s?dot\s?[\])]\s?|\sdot\s)){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)

_GAP: Final = r"(?:[-.\u2010-\u2013\u00a0 ]|&nbsp;)"
_TOLL_FREE: Final = "8(?:00|33|44|55|66|77|88)"
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
    # a link that dials: tel:+12025550143
    re.compile(r"(?<!\w)(?:tel|fax|sms|callto):(?P<number>\+?[\d().-]{5,20}\d)(?![\w-])", re.IGNORECASE),
    # Phone: 555-0143; fax 5550143 ext. 12
    re.compile(
        rf"\b(?:phone|telephone|tel|call|fax|cell|mobile|TTY|TDD|hotline)[.:]?(?:\s|&nbsp;|[|*:]|</?[a-z][^<>]{{0,80}}>){{1,8}}(?:(?:number:?|us at|at)\s)?"
        rf"(?P<number>\+?\(?\d(?:{_GAP}?[()]?\d){{6,14}})(?![\w-])",
        re.IGNORECASE,
    ),
)
_EXTENSION: Final = re.compile(r"[,;]?\s{0,2}\(?(?:ext(?:ension)?\.?|x)\s?\d{1,6}\)?", re.IGNORECASE)

_STREET: Final = "Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Parkway|Pkwy|Highway|Hwy|Plaza|Circle|Terrace|Square|Quay|Way"
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_POINT: Final = r"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?"
_ADDRESSES: Final = (
    # 500 12th Street, SW, Suite 900
    re.compile(
        rf"(?<![\w$.,/-])\d{{1,5}}[A-Z]?\s(?!{_MONTH})(?:{_POINT}\s)?(?:(?:[A-Z][\w.'\u2019-]{{0,20}}|\d{{1,3}}(?:st|nd|rd|th))\s){{1,4}}(?:{_STREET})\b\.?"
        rf"(?:,?\s(?:NE|NW|SE|SW|N\.E\.|N\.W\.|S\.E\.|S\.W\.)(?![\w]))?"
        rf"(?:,?\s(?:Suite|Ste\.?|Room|Rm\.?|Floor|Fl\.?|Unit|Apt\.?)\s#?\w{{1,8}})?"
    ),
    re.compile(r"\b(?:P\.\s?O\.|PO|Post Office)\s?Box\s\d{1,8}\b", re.IGNORECASE),
    # Washington, DC 20536
    re.compile(
        r"(?:\b[A-Z][A-Za-z.'\u2019-]{1,20}\s){0,2}\b[A-Z][A-Za-z.'\u2019-]{1,20},?\s{1,2}(?:[A-Z]{2}|D\.C\.),?\s{1,3}\d{5}(?:-\d{4})?(?![\w-])"
    ),
)
_BIRTHS: Final = (
    # born on May 3, 1961; Date of birth: 3 May 1961; DOB 05/03/1961. A year alone stays: it is in every short life.
    re.compile(
        rf"\b(?:born(?:\son)?|date\sof\sbirth|DOB)\b:?\s{{1,3}}"
        rf"(?P<number>\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}})(?![\w-])",
        re.IGNORECASE,
    ),
)
_IDENTITIES: Final = (
    # 078-05-1120, as a social security number is written
    re.compile(r"(?<![\w$#/.-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    # A-number 012 345 678, Passport No. X1234567
    re.compile(
        r"\b(?:A-number|alien\s(?:registration\s)?(?:number|no\.?)|passport\s(?:number|no\.?))[.:]?\s{1,3}(?P<number>[A-Z]?\d(?:[\s-]?\d){5,11})(?![\w-])",
        re.IGNORECASE,
    ),
)
_PROFILES: Final = (
    # linkedin.com/in/ada-moss; Twitter: @ada_moss
    re.compile(
        r"\b(?:twitter|facebook|instagram|linkedin|threads|tiktok)\.(?:com|net)/(?P<number>(?:in/|@)?[\w.-]{2,60})(?<![.-])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:twitter|facebook|instagram|linkedin|threads|tiktok|mastodon|bluesky|X)\b[:,]?\s{1,3}(?:at\s)?(?P<number>@\w[\w.]{1,40})(?<!\.)",
        re.IGNORECASE,
    ),
)
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
    return list(apart(sorted([*_written(text), *_under_marks(text)])))


def _written(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a text as its letters stand."""
    yield from _e_mails(text)
    yield from _matched(text, _TELEPHONES, Way.TELEPHONE)
    yield from _matched(text, _ADDRESSES, Way.ADDRESS)
    yield from _matched(text, _BIRTHS, Way.BIRTH)
    yield from _matched(text, _IDENTITIES, Way.IDENTITY)
    yield from _matched(text, _PROFILES, Way.PROFILE)


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


def _matched(text: str, patterns: tuple[re.Pattern[str], ...], way: Way) -> Iterator[Stretch]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            end = match.end()
            if way is Way.TELEPHONE and (more := _EXTENSION.match(text, end)):
                end = more.end()
            yield Stretch(match.start("number" if "number" in match.groupdict() else 0), end, way.value)
