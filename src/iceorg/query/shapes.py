"""Shapes of queries that the engine answers slowly in a large graph, and how to write the same so that it is fast.

Two forms defeat the optimizer, and both are natural in questions about organisations: an `OPTIONAL` of several
patterns after or inside another one, and `FILTER NOT EXISTS` with several patterns. A sub-SELECT inside the
OPTIONAL and `MINUS` give the same rows, ten to a hundred times sooner where things are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from iceorg.query.syntax import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEW = 1
"""How many patterns an OPTIONAL or a NOT EXISTS may have."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A part of a query that is slow in a large graph.

    Args:
        line: The line of the query where it begins.
        reason: What is slow about it.
        rewrite: The same as it is fast; nothing where no form gives the same rows for sure.
    """

    line: int
    reason: str
    rewrite: str

    def __str__(self) -> str:
        """Return it as a warning."""
        again = f"; the same, faster:\n    {self.rewrite}" if self.rewrite else ""
        return f"query line {self.line}: {self.reason} is slow in a large graph{again}"


class _Part(NamedTuple):
    """A group after a keyword, from the token after its opening brace to its closing one."""

    first: int
    last: int


def slow_shapes(query: str) -> tuple[Slow, ...]:
    """Return the parts of a query that are slow in a large graph, in the order of its text.

    >>> print(*slow_shapes("SELECT ?x { ?x a org:Post FILTER NOT EXISTS { ?x org:postIn ?y . ?y a ?z } }"))
    query line 1: NOT EXISTS with 2 patterns is slow in a large graph; the same, faster:
        MINUS { ?x org:postIn ?y . ?y a ?z }
    """
    found = list(tokens(query))
    return tuple(_slow(query, found))


def _slow(query: str, found: Sequence[Token]) -> Iterator[Slow]:
    words = [token.text.upper() if token.kind == "word" else token.text for token in found]
    optional_before: list[bool] = [False]
    for index, word in enumerate(words):
        if word == "{":
            optional_before.append(words[index - 1] == "OPTIONAL")
        elif word == "}" and len(optional_before) > 1:
            optional_before.pop()
        elif words[index : index + 4] == ["FILTER", "NOT", "EXISTS", "{"]:
            yield from _exists(query, found, index, _part(words, index + 3))
        elif words[index : index + 2] == ["OPTIONAL", "{"]:
            if optional_before[-1]:
                yield from _optional(query, found, index, _part(words, index + 1))
            optional_before[-1] = True


def _exists(query: str, found: Sequence[Token], index: int, part: _Part) -> Iterator[Slow]:
    inside = found[part.first : part.last]
    patterns = _patterns(inside)
    if patterns > _FEW:
        reason = f"NOT EXISTS with {patterns} patterns"
        rewrite = f"MINUS {{ {_text(query, found, part)} }}" if _stands_alone(found, index, part) else ""
        yield Slow(_line(query, found[index]), reason, rewrite)


def _optional(query: str, found: Sequence[Token], index: int, part: _Part) -> Iterator[Slow]:
    inside = found[part.first : part.last]
    patterns = _patterns(inside)
    if patterns > _FEW and inside[0].text.upper() != "SELECT":
        names = " ".join(dict.fromkeys(token.text for token in inside if token.kind == "variable"))
        plain = _stands_alone(found, index, part) and names
        rewrite = f"OPTIONAL {{ SELECT {names} {{ {_text(query, found, part)} }} }}" if plain else ""
        yield Slow(_line(query, found[index]), f"OPTIONAL with {patterns} patterns beside another OPTIONAL", rewrite)


def _stands_alone(found: Sequence[Token], index: int, part: _Part) -> bool:
    """Whether a part means the same without what is bound outside it: it shares a variable and filters by none of it."""
    inside = found[part.first : part.last]
    outside = {t.text for t in found[:index] if t.kind == "variable"}
    words = {t.text.upper() for t in inside if t.kind == "word"}
    shared = outside & {t.text for t in inside if t.kind == "variable"}
    return bool(shared) and not words & {"FILTER", "BIND", "EXISTS", "SERVICE", "GRAPH"}


def _patterns(inside: Sequence[Token]) -> int:
    """Return how many triple patterns a part has, as the marks between them tell."""
    depth, count, waiting = 0, 0, False
    for token in inside:
        if token.text in ("(", "["):
            depth += 1
        elif token.text in (")", "]"):
            depth -= 1
        if depth == 0 and token.text in (".", ";", ",", "{", "}"):
            count, waiting = count + waiting, False
        elif token.kind in ("iri", "curie", "variable", "string", "number") or token.text.lower() == "a":
            waiting = True
    return count + waiting


def _part(words: Sequence[str], brace: int) -> _Part:
    depth = 0
    for at in range(brace, len(words)):
        depth += {"{": 1, "}": -1}.get(words[at], 0)
        if depth == 0:
            return _Part(brace + 1, at)
    return _Part(brace + 1, len(words))


def _text(query: str, found: Sequence[Token], part: _Part) -> str:
    """Return a part as the user wrote it, on one line."""
    end = found[part.last - 1]
    return " ".join(query[found[part.first].at : end.at + len(end.text)].split())


def _line(query: str, token: Token) -> int:
    return query.count("\n", 0, token.at) + 1
