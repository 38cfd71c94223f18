"""What the page of a document shows: its text, cut where the words behind facts begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.pages.things import Link, is_asserted
from iceorg.query import labels
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.vocab import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.pages.site import Site
    from iceorg.query import Cell
    from iceorg.query.rows import Row
    from iceorg.vocab import Iri

_PASSAGES: Final = """
SELECT ?document ?start ?end ?quote ?subject ?predicate ?object ?claim ?status WHERE {
  ?passage oa:hasSource ?document ; iceorg:start ?start ; iceorg:end ?end ; iceorg:quote ?quote .
  ?claim prov:wasDerivedFrom ?passage ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
         iceorg:status ?status .
}
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage is taken to say, and whether that counts as a fact."""

    subject: Link
    predicate: Link
    object: Link
    claim: Link
    asserted: bool


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of a document, and what it is taken to say; or a line of which no claim is made, and what it names.

    Args:
        start: Offset of its first character.
        end: Offset after its last.
        quote: Its words.
        statements: What it is taken to say.
        status: Why no claim is made of it, if none is: `not read`, or `no claim` of an entry.
        place: Where on the page it stands then.
        names: The things that it only names, or may.
    """

    start: int
    end: int
    quote: str
    statements: tuple[Statement, ...]
    status: str = ""
    place: str = ""
    names: tuple[Link, ...] = ()

    @property
    def name(self) -> str:
        """Its place on the page."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which no passage begins or ends.

    Args:
        text: The text.
        opens: The passages that begin with it.
        shortest: The shortest passage that it belongs to, if any.
    """

    text: str
    opens: tuple[Span, ...]
    shortest: Span | None


def read_spans(site: Site, document: Iri) -> tuple[Span, ...]:
    """Return the passages of a document in the order of its text, and among them the lines that only name a thing, or may."""
    rows = sorted(solve(site.store, _PASSAGES, {"document": document}), key=_place)
    glimpses = [one for one in site.glimpses if one.document == document]
    cells = {cell for row in rows for cell in row[4:] if isinstance(cell, str)}
    called = labels(site.store, cells | {one.thing for one in glimpses})

    def link(cell: Cell | None) -> Link:
        if cell is None or isinstance(cell, Literal):
            return Link(text_of(cell))
        return Link(called.get(cell) or shorten(cell), site.address(cell), cell)

    def statement(row: Row) -> Statement:
        subject, predicate, what, claim = map(link, row[4:8])
        return Statement(subject, predicate, what, claim, is_asserted(text_of(row[8])))

    passages = (
        Span(*place, tuple(statement(row) for row in group))
        for place, group in groupby(rows, key=lambda row: _place(row)[:3])
    )
    named = (
        Span(start, end, quote, (), status, place, tuple(link(one.thing) for one in group))
        for (start, end, quote, status, place), group in groupby(
            glimpses, key=lambda one: (*one.line, one.status, one.place)
        )
    )
    return tuple(sorted((*passages, *named), key=lambda span: (span.start, span.end, span.quote)))


def cut(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Yield a text in pieces, cut where passages begin and end.

    >>> span = Span(2, 4, "cd", ())
    >>> [(piece.text, piece.shortest is span) for piece in cut("abcdef", [span])]
    [('ab', False), ('cd', True), ('ef', False)]
    """
    within = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    places = sorted({0, len(text), *(place for span in within for place in (span.start, span.end))})
    for start, end in pairwise(places):
        over = [span for span in within if span.start <= start and end <= span.end]
        shortest = min(over, key=lambda span: (span.end - span.start, span.start), default=None)
        yield Piece(text[start:end], tuple(span for span in over if span.start == start), shortest)


def _place(row: Row) -> tuple[int, int, str, str, str, str, str]:
    _, start, end, quote, *said = map(text_of, row[:8])
    return (int(start), int(end), quote, said[0], said[1], said[2], said[3])
