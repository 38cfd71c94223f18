"""An engine's answer as rows, read from the text that the engine writes it as.

To ask the engine for each term of each row takes longer than most questions do. It writes all rows as SPARQL's TSV in a tenth of that
time, and the same few terms stand in most rows: each is read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.errors import StoreError
from iceorg.model import Literal
from iceorg.query.rows import BOOLEAN
from iceorg.vocab import PREFIXES, Iri, rdf, xsd

if TYPE_CHECKING:
    from iceorg.query.rows import Cell, Row

_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r"}
_DIRECTION: Final = "--"
"""What stands between a language and the direction that it is written in."""
_DIRECTED: Final = Iri(f"{PREFIXES['rdf']}dirLangString")
_BARE: Final = (
    (re.compile(r"[+-]?[0-9]+"), xsd.INTEGER),
    (re.compile(r"true|false"), BOOLEAN),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), xsd.DECIMAL),
    (re.compile(r"[+-]?[0-9]*\.?[0-9]*[eE][+-]?[0-9]+"), Iri(f"{PREFIXES['xsd']}double")),
)
"""The values that stand without quotes and datatype."""


def read_rows(answer: ox.QuerySolutions) -> tuple[Row, ...]:
    """Return the solutions of an answer, which is used up by it.

    >>> read_rows(ox.Store().query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) ('x'@en <urn:x:y>) } }"))[0]
    (Literal(value='1', datatype='http://www.w3.org/2001/XMLSchema#integer', language=''), None)

    Raises:
        StoreError: A term of the graph is none, such as an IRI with a line break in it.
    """
    width = len(answer.variables)
    written = answer.serialize(format=ox.QueryResultsFormat.TSV) or b""
    lines = written.decode().split("\n")[1:-1]
    if not width:
        return ((),) * len(lines)
    cells = _Cells()
    rows = tuple(tuple(map(cells.__getitem__, line.split("\t"))) for line in lines)
    for line, row in zip(lines, rows, strict=True):
        if len(row) != width:
            raise _no_term(line)
    return rows


class _Cells(dict[str, "Cell | None"]):
    """What each text of a cell says, read when it is first met."""

    def __missing__(self, text: str) -> Cell | None:
        cell = self[text] = _read(text)
        return cell


def _read(text: str) -> Cell | None:
    """Return the term that a cell of SPARQL's TSV writes.

    >>> _read('"5"@en'), _read("<urn:x:y>"), _read("")
    (Literal(value='5', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='en'), 'urn:x:y', None)
    """
    if not text:
        return None
    if text[0] == '"':
        value, _, kind = text[1:].rpartition('"')
        return _literal(_plain(value), kind)
    if text[0] == "<" and text[-1] == ">":
        return Iri(text if text.startswith("<<(") else text[1:-1])
    if text.startswith("_:"):
        return Iri(text)
    for pattern, datatype in _BARE:
        if pattern.fullmatch(text):
            return Literal(text, datatype)
    raise _no_term(text)


def _literal(value: str, kind: str) -> Literal:
    """Return a value by what stands behind its quotes: nothing, a language or a datatype."""
    if not kind:
        return Literal(value)
    if kind.startswith("@"):
        language, directed, _ = kind[1:].partition(_DIRECTION)
        return Literal(value, _DIRECTED if directed else rdf.LANG_STRING, language)
    if kind.startswith("^^<") and kind.endswith(">"):
        return Literal(value, Iri(kind[3:-1]))
    raise _no_term(f'"{value}"{kind}')


def _plain(value: str) -> str:
    """Return a text without its backslashes."""
    return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), value) if "\\" in value else value


def _no_term(text: str) -> StoreError:
    return StoreError(f"{text[:100]!r} is no term, and a graph holds nothing else", hint="run `iceorg build` again")
