"""The second look at what a proved quote says: denied, of the past, only planned, asked.

The words are those of the rules. What a name or a date holds does not count ("May 2012", "Bill Ochs"), nor does
what stands in another sentence than the quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from iceorg.extract.lexicon import lexicon
from iceorg.extract.values import find_dates
from iceorg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iceorg.llm.quotes import Found
    from iceorg.model import Layout

_BEFORE: Final = 12
"""Letters before what is said that are searched for any guard, as for the rules."""
_CLAUSE: Final = 48
"""Letters before it that are searched for a denial or a condition, within the clause."""
_END_OF_CLAUSE: Final = re.compile(r"[,;:.]")
_OF_THE_CLAUSE: Final = ("until", "no longer", "formerly", "previously")
"""Guards that speak of a whole clause, before and after what is said: "was part of the Treasury until 2012"."""


def doubts(layout: Layout, quote: Found, names: Sequence[Span], *, of_the_past: bool = False) -> tuple[str, ...]:
    """Return the guards that speak against a quote, sorted.

    Args:
        layout: The document.
        quote: The words that are said to state a fact.
        names: Where the names of its ends stand in the quote.
        of_the_past: Whether such facts are told with words of the past: a change, or who stands in until another comes.
    """
    sentences = [s for s in layout.sentences if s.block == quote.block and s.start < quote.end and quote.start < s.end]
    found: set[str] = set()
    for sentence in (*sentences, *(() if sentences else (quote,))):
        inside = [name for name in names if sentence.start <= name.start < sentence.end]
        start = max(quote.start, sentence.start) if len(inside) < 2 else min(name.start for name in inside)
        end = min(quote.end, sentence.end) if len(inside) < 2 else max(name.end for name in inside)
        text = _without(layout, sentence.start, sentence.end, names)
        found.update(_guards(text, start - sentence.start, end - sentence.start))
    return tuple(sorted(found - {"past"} if of_the_past else found))


def stands_in(words: str) -> bool:
    """Return whether words say that somebody stands in for another.

    >>> stands_in("Acting Director Bo Reed"), stands_in("Bo Reed, interacting with the Director")
    (True, False)
    """
    return _STANDING_IN.search(words) is not None


def stands_in_beside(before: str, after: str) -> bool:
    """Return whether somebody stands in by the words right before a title or a name, or right after it.

    >>> stands_in_beside("the Acting ", " Bo Reed"), stands_in_beside("", " (acting)"), stands_in_beside("an acting coach, ", "")
    (True, True, False)
    """
    nearest = _STANDING_IN.search(before)
    while nearest and before[nearest.end() :].strip():
        nearest = _STANDING_IN.search(before, nearest.end())
    follows = _STANDING_IN.match(after.lstrip(" ,(-–—"))
    return nearest is not None or (follows is not None and after[:1] != "")


def _without(layout: Layout, start: int, end: int, names: Iterable[Span]) -> str:
    """Return the text of a sentence with names and dates blanked out."""
    text = layout.view[start:end]
    dates = [Span(when.start, when.end) for when in find_dates(layout.view, start, end)]
    for span in (*names, *dates):
        first, last = max(span.start - start, 0), min(span.end - start, len(text))
        if first < last:
            text = text[:first] + " " * (last - first) + text[last:]
    return text.replace("’", "'")


def _guards(text: str, start: int, end: int) -> Iterator[str]:
    if text.rstrip().endswith("?"):
        yield "asked"
    clause = re.split(r"[;:.]", text[max(0, start - _CLAUSE) : start])[-1]
    said = text[max(0, start - _BEFORE) : end]
    rest = _END_OF_CLAUSE.split(text[end:], maxsplit=1)[0]
    around = f" {' '.join(f'{clause} {rest}'.casefold().split())} "
    for guard, pattern in _PATTERNS.items():
        hits = [*pattern.finditer(said), *(pattern.finditer(clause) if guard == "negated" else ())]
        if any(not _is_name(hit[0]) for hit in hits):
            yield guard
    if any(f" {word} " in around for word in _OF_THE_CLAUSE):
        yield "past"
    if _CONDITION.match(text):
        yield "planned"
    if _BELIEVED.search(clause) or _BELIEVED.search(text[end : end + _CLAUSE]):
        yield "hearsay"


def _is_name(word: str) -> bool:
    """Return whether a guard is written as a name is: "May" in the middle of a sentence is a month or a person."""
    return word in ("May", "Bill", "Once")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    spelt = "|".join(re.escape(word) for word in words if word != "n't")
    return re.compile(rf"(?<![\w'])(?:{spelt})(?![\w'])|n't\b", re.IGNORECASE)


_PATTERNS: Final = {guard: _pattern(words) for guard, words in lexicon().guards.items()}
_ACTING: Final = (
    *sorted(
        {*lexicon().standing_in, *(word for word in lexicon().cells["acting"] if len(word) > 2)}
    ),  # not "a" and "ai"
    *lexicon().duties,
    *(
        "stands in",
        "standing in",
        "stood in",
        "fills in",
        "filling in",
        "caretaker",
        "temporarily",
        "for the time being",
    ),
    *("until a successor", "until the post is filled", "performing the duties", "performs the duties"),
)
_STANDING_IN: Final = re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, _ACTING))})(?!\w)", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\A\W*(?:if|unless|provided that|should|were)\b", re.IGNORECASE)
"""What makes all of a sentence hold only if something comes true, however far it stands from what is said."""
_BELIEVED: Final = re.compile(
    r"(?<!\w)(?:(?:wrongly|mistakenly|falsely|allegedly|supposedly|reportedly|rumou?red)|(?:some|many|people|critics) (?:\w+ )?(?:say|think|believe|claim)s?"
    r"|it is (?:said|believed|thought|assumed)|(?:is|are|was) (?:\w+ )?(?:false|untrue|wrong|a myth|a rumou?r|not true|not the case))(?!\w)",
    re.IGNORECASE,
)
"""What makes of words something that others believe, or that is no more than believed; the rules read no such sentence."""
