"""The signs that carried a learned relation, in words: which of a pair's features spoke most for it.

A feature is a short code of `pairs`. Those that a reader can check on the page are put into words; the
others (how often a name stands there, which class its words are of) are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import features

if TYPE_CHECKING:
    from iceorg.extract.learned.pairs import Pair, Scene
    from iceorg.extract.learned.weights import Weights

_LOOKED_AT: Final = 24
_TOLD: Final = 3


def signs(scene: Scene, pair: Pair, weights: Weights) -> str:
    """Return the two or three signs that spoke most for a relation of a pair, strongest first; empty where none has words."""
    carried = weights.carried(features(scene, pair), _LOOKED_AT)
    return "; ".join(_without_parts([told for one in carried if (told := in_words(one))])[:_TOLD])


def _without_parts(signs: list[str]) -> list[str]:
    """Return signs once each, without those whose words are part of another's at the same place.

    >>> _without_parts(["“of” stands between", "“arm of” stands between", "“of” stands after"])
    ['“arm of” stands between', '“of” stands after']
    """
    places = [(f" {words.strip('“')} ", place) for words, _, place in (sign.partition("”") for sign in signs)]
    kept = (
        sign
        for sign, (words, place) in zip(signs, places, strict=True)
        if not any(words in other and words != other and place == its for other, its in places)
    )
    return list(dict.fromkeys(kept))


@lru_cache(maxsize=1 << 11)  # what carried one fact of a page has often carried another
def in_words(feature: str) -> str:
    """Return what a feature says to a reader; empty for one that says nothing to him.

    >>> in_words("1S>Org>Org2:arm of"), in_words("wb:agency"), in_words("fb:0"), in_words("na:3")
    ('“arm of” stands between the names', 'the second name ends in “agency”', 'the page is about the second', '')
    """
    for pattern, words in _WORDS:
        found = pattern.fullmatch(feature)
        if found is not None:
            told = {key: _plain(value) for key, value in found.groupdict().items()}
            return words.format(**told, **_SIDES[found.groupdict().get("side") or ""]) if all(told.values()) else ""
    return ""


def _plain(text: str) -> str:
    """Return tokens as words: what stands for a name, a number or an end of the stretch as an ellipsis."""
    words = ("…" if word in _STANDING else word for word in text.split())
    plain = re.sub(r"…(?: …)+", "…", " ".join(words))
    return "" if plain.strip("….,;:()'\" ") == "" else plain


_STANDING: Final = frozenset({"^", "$", "#", "Cap", "ORG", "POST", "PERSON", "PROGRAM", "GROUP", "PLACE"})
_SIDES: Final = {"": {}, "a": {"which": "first"}, "b": {"which": "second"}}
_BETWEEN: Final = r"1?S[<>](?:[A-Z]\w+>[A-Z]\w+)?"
_WORDS: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"{_BETWEEN}(?:=|w:|2:|3:)(?P<words>.+)", "“{words}” stands between the names"),
        (r"1?S[<>]pre2?:(?P<words>.+)", "“{words}” stands before the names"),
        (r"1?S[<>]post2?:(?P<words>.+)", "“{words}” stands after the names"),
        (r"w(?P<side>[ab]):(?P<words>.+)", "the {which} name ends in “{words}”"),
        (r"s(?P<side>[ab]):(?P<words>.+)", "the {which} name begins with “{words}”"),
        (r"f(?P<side>[ab]):0", "the page is about the {which}"),
        (r"a>b:.+", "the first name holds the words of the second"),
        (r"b>a:.+", "the second name holds the words of the first"),
        (r"rule:(?P<words>\w+)", "a rule reads {words} between them"),
        (r"1?L(?P<side>[ab])-2?:(?P<words>.+)", "“{words}” stands before the {which} name"),
        (r"1?L(?P<side>[ab])\+2?:(?P<words>.+)", "“{words}” stands after the {which} name"),
        (r"1?LR\d-\d/\d.*", "they stand in one row"),
        (r"1?LU\dheading/.*", "the first stands under the heading of the second"),
        (r"1?LDheading/.*|1?LD\dheading/.*", "the second stands under the heading of the first"),
        (r"1?LU\ditem/.*|1?LU\dparagraph/.*", "the first stands in a list below the second"),
        (r"1?LB-?\d.*", "they stand in neighbouring sentences"),
    )
)
