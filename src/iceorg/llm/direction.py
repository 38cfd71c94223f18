"""Which way round a fact is: what the page's words, its layout, the kinds, the rules and the learned parts say.

A model that swaps the ends of a fact quotes truly and says the opposite. For relations whose ends may be of one kind, the evidence for the
fact is weighed against that for its converse. The signs are in `direction.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STRONG = 2
_WEAK = 1


@dataclass(frozen=True, slots=True)
class _Signs:
    forward: re.Pattern[str]
    backward: re.Pattern[str]
    weak: re.Pattern[str]
    agent: re.Pattern[str]
    doer: re.Pattern[str]
    back: re.Pattern[str]


def is_directed(relation: str) -> bool:
    """Return whether kinds alone do not tell the ends of a relation apart.

    >>> is_directed("partOf"), is_directed("holdsPost")
    (True, False)
    """
    return relation in _signs()


def in_sentence(relation: str, before: str, between: str, after: str, *, subject_first: bool) -> int:
    """Return what a sentence with both names says: above 0 for the fact, below 0 for its converse, 0 if it does not tell.

    Args:
        relation: Which relation.
        before: The sentence up to the first name.
        between: What stands between the names.
        after: The sentence from the second name on.
        subject_first: Whether the first name is the subject's.

    >>> in_sentence("partOf", "The ", " is part of the ", ".", subject_first=True)
    2
    >>> in_sentence("partOf", "The ", " is part of the ", ".", subject_first=False)
    -2
    >>> in_sentence("reportsTo", "", ", which the ", " supervises, is new", subject_first=True)
    2
    """
    leaning = _leaning(_signs()[relation], before, between, after)
    return leaning if subject_first else -leaning


def beside_name(relation: str, before: str, *, subject_here: bool, above: bool) -> int:
    """Return what is said where one name stands in the quote, and the other in what the quote refers to.

    Args:
        relation: Which relation.
        before: The quote up to the name.
        subject_here: Whether the name is the subject's.
        above: Whether the other stands in a heading, lead-in or row above.

    >>> beside_name("partOf", "", subject_here=True, above=True), beside_name("partOf", "", subject_here=False, above=True)
    (2, -2)
    >>> beside_name("partOf", "It is part of the ", subject_here=False, above=True)
    2
    """
    leaning = _leaning(_signs()[relation], "", before, "")
    if leaning:
        return -leaning if subject_here else leaning
    if above and relation != "succeeds":
        return _STRONG if subject_here else -_STRONG
    return 0


def by_kinds(relation: str, subject: Kind, object_: Kind) -> int:
    """Return what the kinds say: a body reports to a post more often than a post to a body, and an office is part of an agency.

    >>> by_kinds("reportsTo", Kind.UNIT, Kind.POST), by_kinds("reportsTo", Kind.POST, Kind.UNIT)
    (1, -1)
    """
    if relation == "reportsTo":
        return int(object_ is Kind.POST) - int(subject is Kind.POST)
    if relation == "partOf":
        return int(object_ is Kind.AGENCY) - int(subject is Kind.AGENCY)
    return 0


def by_readers(straight: float, converse: float) -> int:
    """Return what rules and learned parts say, by how likely they find the fact and its converse.

    >>> by_readers(0.9, 0.1), by_readers(0.1, 0.6), by_readers(0.6, 0.6)
    (2, -2, 0)
    """
    if max(straight, converse) >= _LIKELY and min(straight, converse) < _UNLIKELY:
        return _STRONG if straight > converse else -_STRONG
    return 0


_LIKELY = 0.5
_UNLIKELY = 0.2


def _leaning(signs: _Signs, before: str, between: str, after: str) -> int:
    """Return above 0 if the first name is the subject's, below 0 if it is the object's."""
    if signs.back.search(between + after):
        return 0  # "the Board hires the Manager, who answers to it", and "the Council is elected by the Board and answers to it"
    if _KIND_AFTER.match(after) and _ARTICLE.search(between):
        return _STRONG  # "the Gauge Office is a Ministry bureau"
    if strong := _strong(signs, between):
        return strong * _STRONG
    if signs.agent.match(after) and _RELATIVE.search(between):
        return _STRONG
    if signs.doer.match(after) or _WITHIN.fullmatch(before.strip()):
        return -_STRONG  # "when Customs succeeded it"; "Within the Ministry, the Gauge Office ..."
    weak = list(signs.weak.finditer(between))
    return 0 if not weak else _WEAK if weak[-1].lastgroup == "forward" else -_WEAK


def _strong(signs: _Signs, between: str) -> int:
    """Return 1 or -1 for what the strong signs say; 0 if there are none, or they speak against each other.

    A sign that is only a part of one of the other way does not count ("is composed of", "was replaced by").
    Of two that do, one right before the second name or right after the first is the nearer.
    """
    forward, backward = list(signs.forward.finditer(between)), list(signs.backward.finditer(between))
    ahead = [one for one in forward if not _is_within(one, backward)]
    behind = [one for one in backward if not _is_within(one, forward)]
    if not (ahead and behind):
        return bool(ahead) - bool(behind)
    return (len(between) - ahead[-1].end() <= _BESIDE) - (behind[0].start() <= _BESIDE)


def _is_within(one: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    return any(other.start() <= one.start() and one.end() <= other.end() and other[0] != one[0] for other in others)


_BESIDE = 6
"""Letters between a sign and the name that it stands beside: an article."""
_RELATIVE = re.compile(r"\b(?:which|that|whom)\b[^,;]*$")
_WITHIN = re.compile(r"(?:within|inside|under|beneath|below|in)(?: the)?", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|another)(?: \w+)? ?$")
_KIND_AFTER = re.compile(
    r" (?:component|agency|bureau|office|division|branch|unit|directorate|department|program|programme)\b"
)


@cache
def _signs() -> Mapping[str, _Signs]:
    data = tomllib.loads((files("iceorg.llm") / "direction.toml").read_text("utf-8"))
    return {
        relation: _Signs(
            _any(words["forward"]),
            _any(words["backward"]),
            re.compile(f"(?P<forward>{_spelt(words['weak_forward'])})|(?P<backward>{_spelt(words['weak_backward'])})"),
            re.compile(rf"\W*(?:\w+ly )?{_spelt(words['agent'])}") if words["agent"] else _NEVER,
            re.compile(rf"\W*(?:\w+ly )?{_spelt(words['doer'])}") if words.get("doer") else _NEVER,
            re.compile(rf"{_spelt(words['forward'])} (?:it|them)\b") if relation != "succeeds" else _NEVER,
        )
        for relation, words in data.items()
    }


_NEVER = re.compile(r"(?!)")


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_spelt(words))


def _spelt(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, whole."""
    return rf"(?<!\w)(?:{'|'.join(word.replace(' ', chr(92) + 's+') for word in words)})(?!\w)"
