"""What is wrong with a query that does not parse, in words, with the line and a caret.

The engine says where its parser gave up and what it would have taken there; that is rarely where
the mistake is. So the query's tokens are looked through for the mistakes that people make: a word
misspelt, a prefix nobody declared, a string or a brace left open, a dot missing between triples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from iceorg.errors import QueryError, close_to
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
"""The query forms that read; there are no others, since the graph is made by `iceorg build` alone."""

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")

_TOKEN = re.compile(
    r"""
      (?P<blank>[\s]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>'{3}(?:[^\\]|\\.)*?'{3}|"{3}(?:[^\\]|\\.)*?"{3}|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<variable>[?$]\w+)
    | (?P<curie>(?:[^\W\d_](?:[\w.-]{0,100}[\w-])?)?:(?:[\w:%-]|\\.|\.(?=[\w:]))*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z][A-Za-z*]+(?: [a-zA-Z*]+){2,}")
_CLOSING = {"{": "}", "(": ")", "[": "]"}
_LISTS = {"VALUES": "}", "SELECT": "{", "GROUP": "}", "ORDER": "}", "HAVING": "}"}
"""Words that lists of terms follow, which are no triples, and the marks where the lists end."""
_TERM_WORDS = ("A", "TRUE", "FALSE")
_ENDS = {".": 0, "{": 0, "}": 0, ";": 1, ",": 2}
"""The marks after a triple, and how many parts of it the next one keeps."""
_JOINTS = ("/", "|", "^^")
_TRIPLE = len(("subject", "predicate", "object"))
_WIDTH = 100


class Token(NamedTuple):
    """A word, a mark or a term of a query, and where it stands."""

    kind: str
    text: str
    at: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without blanks and comments.

    >>> [t.text for t in tokens("ASK { ?a org:holds <x> } # ok")]
    ['ASK', '{', '?a', 'org:holds', '<x>', '}']
    """
    for match in _TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "blank":
            yield Token(match.lastgroup, match.group(), match.start())


def refuse_network(query: str) -> None:
    """Raise QueryError where a query would ask another server."""
    for token in tokens(query):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            message = "SERVICE asks another server, and iceorg answers from its own graph alone"
            raise _error(query, token.at, message, "leave the SERVICE part out")


def explain(query: str, fault: str) -> QueryError:
    """Return the error for a query that does not parse, with its line, a caret and one hint.

    Args:
        query: The query as the user wrote it.
        fault: The engine's words: `error at LINE:COLUMN: expected ...`.

    Example:
        >>> print(explain("ASK { ?a orgg:holds ?b }", "error at 1:15: expected Prefix not found"))
        query line 1, column 10: there is no prefix orgg:; did you mean org:?
        <BLANKLINE>
            ASK { ?a orgg:holds ?b }
                     ^
    """
    found = list(tokens(query))
    for look in (_first_word, _unknown_prefix, _open_string, _open_bracket, _odd_triple):
        mistake = look(query, found)
        if mistake:
            return _error(query, *mistake)
    return _as_the_engine_says(query, fault)


_Mistake = tuple[int, str, str]


def _first_word(query: str, found: Sequence[Token]) -> _Mistake | None:
    for keyword, name, iri in zip(found, found[1:], found[2:], strict=False):
        if keyword.text.upper() == "PREFIX" and name.kind == "curie" and iri.kind != "iri":
            return iri.at, f"the prefix {name.text} has no IRI", "write it in < >"
    first = next((t for t in found if t.kind == "word" and t.text.upper() not in ("PREFIX", "BASE")), None)
    if first is None:
        return len(query), "there is no query", f"begin with one of {', '.join(FORMS)}"
    word = first.text.upper()
    if word in FORMS:
        return None
    if word in _UPDATES:
        return (
            first.at,
            f"{word} changes a graph, and queries only read",
            "facts come from documents, by `iceorg build`",
        )
    near = close_to(word, FORMS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"begin with one of {', '.join(FORMS)}"
    return first.at, f"no query begins with {first.text}", hint


def _unknown_prefix(_query: str, found: Sequence[Token]) -> _Mistake | None:
    known = set(PREFIXES)
    declares = False
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind != "curie":
            declares = token.text.upper() == "PREFIX"
        elif declares:
            known.add(prefix)
            declares = False
        elif prefix not in known:
            return token.at, f"there is no prefix {prefix}:", _near_prefix(prefix, known)
    return None


def _near_prefix(prefix: str, known: set[str]) -> str:
    near = close_to(prefix, sorted(known), n=1)
    if near:
        return f"did you mean {near[0]}:?"
    return f"known without declaring: {' '.join(f'{p}:' for p in sorted(PREFIXES))}; declare others with PREFIX"


def _open_string(_query: str, found: Sequence[Token]) -> _Mistake | None:
    for token in found:
        if token.kind == "mark" and token.text in "\"'":
            return token.at, f"a string opens with {token.text} and does not close", f"close it with {token.text}"
    return None


def _open_bracket(query: str, found: Sequence[Token]) -> _Mistake | None:
    waiting: list[Token] = []
    for token in found:
        if token.text in _CLOSING:
            waiting.append(token)
        elif token.text in _CLOSING.values():
            if not waiting:
                return token.at, f"this {token.text} closes nothing", "leave it out, or open it before"
            opened = waiting.pop()
            wanted = _CLOSING[opened.text]
            if wanted != token.text:
                return token.at, f"a {wanted} is missing before this {token.text}", f"close the {opened.text}"
    if waiting:
        opened = waiting[-1]
        wanted = _CLOSING[opened.text]
        return (
            len(query.rstrip()),
            f"a {wanted} is missing",
            f"line {_line(query, opened.at)} opens {opened.text}; add {wanted}",
        )
    return None


def _odd_triple(_query: str, found: Sequence[Token]) -> _Mistake | None:
    """Find four terms in a row, two triples that no dot parts, or a triple cut short."""
    if any(token.text in ("[", "]") for token in found):
        return None
    run, joined = 0, False
    for token in _patterns(found):
        if token.text in _ENDS:
            if run == _TRIPLE - 1:
                return token.at, "this triple has two parts, not three", "a triple is subject, predicate, object"
            run, joined = _ENDS[token.text], False
        elif token.text in _JOINTS:
            joined = True
        elif token.kind == "word" and token.text.upper() not in _TERM_WORDS:
            run, joined = 0, False
        elif token.kind not in ("mark", "language"):
            run, joined = run + (not joined), False
            if run > _TRIPLE:
                return token.at, "a dot is missing before this", "put a . between two triples"
    return None


def _patterns(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of the triple patterns; what stands in ( ) and lists of variables or values are left out.

    A path in brackets, as in `?a (x:p|x:q)+ ?b`, is one term; the brackets of a FILTER end a pattern as its word does.
    """
    index = next((i for i, token in enumerate(found) if token.text == "{"), len(found))
    before = None
    while index < len(found):
        token = found[index]
        word = token.text.upper() if token.kind == "word" else ""
        if word in _LISTS:
            index = _closing(found, index, _LISTS[word])
            continue
        if token.text == "(":
            index = _closing(found, index, ")")
            token = token._replace(kind="path") if before and before.kind == "variable" else token
        yield token
        before = token
        index += 1


def _closing(found: Sequence[Token], index: int, closing: str) -> int:
    """Return the index of the mark that ends what begins at an index."""
    opening = next((o for o, c in _CLOSING.items() if c == closing), "")
    depth = 0
    for at in range(index, len(found)):
        depth += {opening: 1, closing: -1}.get(found[at].text, 0)
        if found[at].text == closing and depth <= 0:
            return at
    return len(found)


def _as_the_engine_says(query: str, fault: str) -> QueryError:
    match = _POSITION.match(fault)
    if not match:
        return QueryError("this query cannot be answered", where="query", hint=" ".join(fault.split()))
    at = _offset(query, int(match[1]), int(match[2]))
    sentence = _SENTENCE.search(match[3])
    if sentence:
        return _error(query, at, "this cannot be evaluated", sentence.group().replace("authorized", "allowed"))
    expected = re.findall(r'"[^"\s]+"|\bBY\b', match[3])
    if 0 < len(expected) <= len(FORMS):
        return _error(query, at, "the query does not parse here", f"expected {' or '.join(expected)}")
    return _error(query, at, "the query does not parse here", "look at the words before the caret")


def _error(query: str, at: int, message: str, hint: str) -> QueryError:
    line = _line(query, at)
    begin = query.rfind("\n", 0, at) + 1
    text = re.sub(r"\s", " ", query[begin:].partition("\n")[0])
    column = at - begin
    cut = max(0, column - _WIDTH)
    excerpt = f"    {text[cut : cut + 2 * _WIDTH].rstrip()}\n    {' ' * (column - cut)}^"
    return QueryError(message, where=f"query line {line}, column {column + 1}", hint=f"{hint}\n\n{excerpt}")


def _line(query: str, at: int) -> int:
    return query.count("\n", 0, at) + 1


def _offset(query: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both counted from 1, the column in code points."""
    begin = sum(len(text) for text in query.splitlines(keepends=True)[: line - 1])
    return min(begin + column - 1, len(query))
