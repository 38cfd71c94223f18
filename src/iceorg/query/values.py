"""Values for the variables of a query, given in its text: every group that speaks of a variable learns its value.

A `VALUES` block at the head of a group binds a term, so that every engine and every endpoint understands it, and
so that a filter in a sub-SELECT or a MINUS, which does not see what is bound outside, sees it as well. A thing moreover
stands in the place of its variable in the patterns: there are servers, Virtuoso among them, that walk a path
such as `org:reportsTo*` from a written IRI only, and give other answers or none from a bound variable.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from iceorg.errors import QueryError
from iceorg.query.rows import ntriples
from iceorg.query.syntax import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iceorg.query.rows import Cell


class _Group(NamedTuple):
    """An open brace: where it stands, whether patterns may follow it, and where it speaks of given variables."""

    after: int
    of_patterns: bool
    named: set[str]
    replaced: list[Token]


def with_values(query: str, values: Mapping[str, Cell]) -> str:
    """Return a query in which variables have values.

    Args:
        query: A SELECT, ASK, CONSTRUCT or DESCRIBE.
        values: Terms for some of its variables.

    Raises:
        QueryError: The query has no such variable, or is a CONSTRUCT without a template, which takes no values.

    Example:
        >>> from iceorg.model import Literal
        >>> from iceorg.vocab import Iri
        >>> with_values("SELECT ?n { ?a skos:prefLabel ?n }", {"n": Literal("HSA")})
        'SELECT ?n { VALUES ?n { "HSA" } ?a skos:prefLabel ?n }'
        >>> with_values("SELECT ?a { ?a org:reportsTo+ ?b }", {"a": Iri("urn:x:a")})
        'SELECT ?a { VALUES ?a { <urn:x:a> } <urn:x:a> org:reportsTo+ ?b }'
    """
    if not values:
        return query
    found = list(tokens(query))
    _require(found, values)
    parts, last = [], 0
    for begin, end, text in sorted(_edits(found, values)):
        parts += [query[last:begin], text]
        last = end
    return "".join([*parts, query[last:]])


def _edits(found: Sequence[Token], values: Mapping[str, Cell]) -> Iterator[tuple[int, int, str]]:
    """Yield what stands in place of what: from where to where, and the new text."""
    for group in _groups(found, values):
        blocks = "".join(f" VALUES ?{name} {{ {ntriples(values[name])} }}" for name in sorted(group.named))
        yield group.after, group.after, blocks
        for token in group.replaced:
            yield token.at, token.at + len(token.text), ntriples(values[token.text[1:]])


def listed(things: Iterable[str]) -> str:
    """Return things as the list of a VALUES block; what is no IRI, as a server may send, is left out.

    >>> listed(["https://example.org/a", "https://example.org/> } DROP ALL", "_:b"])
    '<https://example.org/a>'
    """
    return " ".join(f"<{thing}>" for thing in things if _is_iri(thing))


def _is_iri(thing: str) -> bool:
    try:
        NamedNode(thing)
    except ValueError:
        return False
    return not thing.startswith("_:")


def _require(found: Sequence[Token], values: Mapping[str, Cell]) -> None:
    """Raise QueryError for a value whose variable the query has not."""
    present = {token.text[1:] for token in found if token.kind == "variable"}
    for name in values:
        if name not in present:
            known = ", ".join(f"?{variable}" for variable in sorted(present)) or "none"
            raise QueryError(f"the query has no variable ?{name}", hint=f"it has {known}")
    if any(first.text.upper() == "CONSTRUCT" and then.text.upper() == "WHERE" for first, then in pairwise(found)):
        raise QueryError("CONSTRUCT WHERE takes no values", hint="write CONSTRUCT { ... } WHERE { ... }")


def _groups(found: Sequence[Token], values: Mapping[str, Cell]) -> list[_Group]:
    """Return the groups of patterns that speak of a variable with a value, in the order of the text."""
    waiting: list[_Group] = []
    groups: list[_Group] = []
    for index, token in enumerate(found):
        if token.text == "{":
            waiting.append(_Group(token.at + 1, _holds_patterns(found, index), set(), []))
            groups.append(waiting[-1])
        elif token.text == "}" and waiting:
            waiting.pop()
        elif waiting and token.kind == "variable" and token.text[1:] in values:
            waiting[-1].named.add(token.text[1:])
            if isinstance(values[token.text[1:]], str) and _may_be_a_term(found, index):
                waiting[-1].replaced.append(token)
    return [group for group in groups if group.of_patterns and group.named]


def _holds_patterns(found: Sequence[Token], index: int) -> bool:
    """Whether a brace opens patterns, and not a template, a list of values or a sub-SELECT."""
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if before is None or (after is not None and after.text.upper() == "SELECT"):
        return False
    return before.text.upper() != "CONSTRUCT" and not _lists_values(found, index - 1)


def _may_be_a_term(found: Sequence[Token], index: int) -> bool:
    """Whether a term may stand where a variable does: not as the name of a value, and not where BOUND asks for one."""
    at = index - 1
    while found[at].kind == "variable":
        at -= 1
    before = [token.text.upper() for token in found[max(at - 1, 0) : at + 1]]
    return before[-1] not in ("AS", "VALUES") and before not in (["VALUES", "("], ["BOUND", "("])


def _lists_values(found: Sequence[Token], at: int) -> bool:
    """Whether `VALUES ?a` or `VALUES (?a ?b)` ends here."""
    if found[at].text == ")":
        while at and found[at].text != "(":
            at -= 1
    elif found[at].kind != "variable":
        return False
    return at > 0 and found[at - 1].text.upper() == "VALUES"
