"""A graph that a build wrote, read for those who ask why things are believed: a claim in one step, and not property by property.

Nine of ten triples are about claims and passages, whose lines are always the same ones in the same order. What is not as expected is read as any triples are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from iceorg.model import Cited, CitedClaim, CitedPassage
from iceorg.store.written import literal_of, portions
from iceorg.vocab import Iri, iceorg, oa, prov, rdf, rdfs, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from iceorg.model import Triple

_BLOCK: Final = re.compile(r"(<[^>\n]*> ).*\n(?:\1.*\n)*+")
"""All lines of a subject, which stand one after the other."""
_LINE: Final = re.compile(r"^<[^>\n]*> <([^>\n]*)> (.*) \.\n", re.MULTILINE)
_IRI: Final = r"<([^>\n]*)>"
_ANY: Final = r"<[^>\n]*>"
_TEXT: Final = r'("[^\n]*")'


def _typed(pattern: str, datatype: Iri) -> str:
    return rf"{pattern}\^\^<{re.escape(datatype)}>"


def _line(predicate: Iri, value: str) -> str:
    """Return the pattern of one line about a subject that the first line has named."""
    return rf"\1<{re.escape(predicate)}> {value} \.\n"


def _maybe(line: str, times: str = "?") -> str:
    return f"(?:{line}){times}"


_SELECTOR: Final = re.compile(
    rf"{_ANY} <{re.escape(rdf.TYPE)}> <(?:{re.escape(oa.TextPositionSelector)}|{re.escape(oa.TextQuoteSelector)})> \.\n"
)
_CLAIM: Final = re.compile(
    rf"({_ANY} )<{re.escape(rdf.OBJECT)}> ([^\n]*) \.\n"
    + _line(rdf.PREDICATE, _IRI)
    + _line(rdf.SUBJECT, _IRI)
    + _line(rdf.TYPE, f"<{re.escape(iceorg.Claim)}>")
    + _maybe(_line(rdfs.COMMENT, _TEXT))
    + f"({_maybe(_line(prov.WAS_DERIVED_FROM, _ANY), '+')})"
    + _maybe(_line(iceorg.CONFIDENCE, _typed(_TEXT, xsd.DECIMAL)))
    + _maybe(_line(iceorg.OBSERVED_ON, _typed(_TEXT, xsd.DATE)))
    + _line(iceorg.RULE, _TEXT)
    + _line(iceorg.STATUS, _IRI)
)
_NUMBER: Final = _typed(r'"([0-9]+)"', xsd.NON_NEGATIVE_INTEGER)
_PASSAGE: Final = re.compile(
    rf"({_ANY} )<{re.escape(rdf.TYPE)}> <{re.escape(oa.SpecificResource)}> \.\n"
    + _maybe(_line(oa.HAS_SELECTOR, _ANY), "*")
    + _line(oa.HAS_SOURCE, _IRI)
    + _line(iceorg.END, _NUMBER)
    + _line(iceorg.QUOTE, _TEXT)
    + _line(iceorg.START, _NUMBER)
)


def read_cited(graph: bytes | Path) -> Cited:
    """Return a graph with its claims and passages.

    Args:
        graph: The graph, as a build wrote it: sorted and canonical; or its file, which is not held in memory.
    """
    reading = _Reading()
    for portion in [graph] if isinstance(graph, bytes) else portions(graph):
        for block in _BLOCK.finditer(portion.decode()):
            reading.read(block[0])
    return Cited(tuple(reading.claims), reading.passages, tuple(reading.rest))


class _Reading:
    """What was read up to now. What is said more than once, as most names of things are, is in memory once."""

    def __init__(self) -> None:
        self.claims: list[CitedClaim] = []
        self.passages: dict[Iri, CitedPassage] = {}
        self.rest: list[Triple] = []
        self._known: dict[str, Iri] = {}
        self._texts: dict[str, str] = {}

    def read(self, block: str) -> None:
        """Read the lines about one subject."""
        if claim := _CLAIM.fullmatch(block):
            self._claim(*claim.groups())
        elif passage := _PASSAGE.fullmatch(block):
            name, document, end, quote, start = passage.groups()
            iri = self._iri(name[1:-2])
            self.passages[iri] = CitedPassage(iri, self._iri(document), int(start), int(end), _text_of(quote))
        elif not _SELECTOR.match(block):
            self.rest += self._triples(block)

    def _claim(  # noqa: PLR0913, PLR0917 - the groups of the pattern
        self,
        name: str,
        value: str,
        predicate: str,
        subject: str,
        because: str | None,
        passages: str,
        confidence: str | None,
        observed_on: str | None,
        rule: str,
        status: str,
    ) -> None:
        self.claims.append(
            CitedClaim(
                Iri(name[1:-2]),
                (self._iri(subject), self._iri(predicate), self._iri(value[1:-1]) if value[0] == "<" else literal_of(value)),
                self._iri(status),
                self._text(rule),
                tuple(self._iri(line[line.rindex("<") + 1 : -3]) for line in passages.split("\n")[:-1]),
                self._text(confidence),
                self._text(because),
                self._text(observed_on),
            )
        )  # fmt: skip

    def _triples(self, block: str) -> Iterable[Triple]:
        subject = self._iri(block[1 : block.index(">")])
        for predicate, value in _LINE.findall(block):
            if value[0] == "<":
                yield subject, self._iri(predicate), self._iri(value[1:-1])
            else:
                yield subject, self._iri(predicate), literal_of(value)

    def _iri(self, text: str) -> Iri:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = Iri(text)
        return found

    def _text(self, written: str | None) -> str:
        if written is None:
            return ""
        found = self._texts.get(written)
        if found is None:
            found = self._texts[written] = _text_of(written)
        return found


def _text_of(written: str) -> str:
    return literal_of(written).value
