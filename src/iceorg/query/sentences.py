"""Plain words that are like no question, looked for in the sentences that state facts.

A question that asks for what the catalogue has no word for may still be answered by a sentence: one that
has most of the question's own words, about the thing that it names. Less is no answer, and is not given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iceorg.errors import QueryError
from iceorg.model import Literal
from iceorg.query.names import find_thing
from iceorg.query.periods import read_period
from iceorg.query.rows import ntriples, text_of
from iceorg.query.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from iceorg.store import Store
    from iceorg.vocab import Iri

QUESTION = "find-sentences"
"""The named question that gives such sentences."""
_LEAST_SHARE, _LEAST_WORDS = 0.7, 2
"""How many of the question's words a sentence must have."""
_SHORTEST = 3
_ASKING = frozenset((
    "who", "whom", "whose", "what", "which", "when", "where", "why", "how", "many", "much", "under", "with", "from",
    "and", "the", "for", "are", "was", "were", "does", "did", "has", "have", "had", "can", "could", "may", "might",
    "shall", "should", "will", "would", "must", "they", "them", "their", "its", "that", "this", "there", "not", "any",
    "about", "say", "says", "tell", "documents", "document",
))  # fmt: skip
_STATEMENTS = """
SELECT DISTINCT ?subject ?quote {
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; prov:wasDerivedFrom/iceorg:quote ?quote .
  FILTER(?predicate NOT IN (rdf:type, skos:prefLabel, skos:altLabel, iceorg:acronym, foaf:name))
  FILTER(%s)
}
"""


def find_in_sentences(
    store: Store, words: Sequence[str], named: Callable[[str], str | None]
) -> Mapping[str, str] | None:
    """Return the values that make `find-sentences` answer a question, or None where no sentence is like it.

    Args:
        store: The graph.
        words: The words of the question.
        named: What a run of words names, if anything.
    """
    thing, rest = _split(words, named)
    wanted = tuple(dict.fromkeys(_stem(word) for word in rest if _says_something(word)))
    if len(wanted) < _LEAST_WORDS:
        return None
    quotes = _quotes(store, wanted, thing)
    best = max((sum(_has(quote, stem) for stem in wanted) for quote in quotes), default=0)
    if best < max(_LEAST_WORDS, _LEAST_SHARE * len(wanted)):
        return None
    alike = [quote for quote in quotes if sum(_has(quote, stem) for stem in wanted) == best]
    rarest = min(
        (stem for stem in wanted if _has(alike[0], stem)),
        key=lambda stem: (sum(_has(quote, stem) for quote in quotes), -len(stem), stem),
    )
    return {"words": rarest} | ({"subject": thing} if thing else {})


def _split(words: Sequence[str], named: Callable[[str], str | None]) -> tuple[str, list[str]]:
    """Return the name in a question that is the longest, and the other words."""
    runs = ((end - begin, begin) for begin in range(len(words)) for end in range(begin + 1, len(words) + 1))
    for length, begin in sorted(runs, key=lambda run: (-run[0], run[1])):
        run = words[begin : begin + length]
        if any(map(_says_something, run)) and (name := named(" ".join(run))):
            return name, [*words[:begin], *words[begin + length :]]
    return "", list(words)


def _says_something(word: str) -> bool:
    key = word.casefold()
    return len(key) >= _SHORTEST and key not in _ASKING and read_period(word) is None


def _stem(word: str) -> str:
    """Return what a word and its plural begin with."""
    return word.casefold().removesuffix("'s").removesuffix("s")


def _has(quote: str, stem: str) -> bool:
    return re.search(rf"\b{re.escape(stem)}", quote) is not None


def _quotes(store: Store, wanted: Sequence[str], thing: str) -> list[str]:
    """Return the sentences, in small letters, that state something about a thing and have one of the words."""
    terms = " || ".join(f"CONTAINS(LCASE(?quote), {ntriples(Literal(stem))})" for stem in wanted)
    values = dict(_about(store, thing))
    return sorted({text_of(quote).casefold() for _, quote in solve(store, _STATEMENTS % terms, values)})


def _about(store: Store, thing: str) -> Iterator[tuple[str, Iri]]:
    try:
        if thing:
            yield "subject", find_thing(store, thing)
    except QueryError:  # it may mean several: the question itself will say so
        return
