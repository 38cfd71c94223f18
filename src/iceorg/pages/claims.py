"""What the page of a claim shows: the statement, how it is known, the words in their surroundings, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.pages.citation import Citation, Cited, cite
from iceorg.pages.sources import read_source
from iceorg.pages.things import Link, is_asserted
from iceorg.query import labels
from iceorg.query.rows import text_of
from iceorg.vocab import Iri, dcterms, iceorg, oa, prov, rdf, rdfs, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.pages.site import Site
    from iceorg.query import Cell

_AROUND: Final = 160
"""How many characters before and after a quote are shown."""
_BY: Final = (prov.WAS_GENERATED_BY, prov.WAS_INFLUENCED_BY, prov.WAS_INVALIDATED_BY)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a claim rests on, with those around them.

    Args:
        place: The document, the place in it, and the words.
        before: What stands before them; empty if the text is not at hand.
        after: What stands after them.
        link: The document's page, at the words.
    """

    place: Cited
    before: str
    after: str
    link: Link


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a claim."""

    who: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """All that the page of a claim shows.

    Args:
        link: The claim.
        subject: Whom it is said of.
        predicate: What is said.
        object: What it is said to be.
        status: How it is known: stated, by layout, inferred, curated; suggested and rejected are no facts.
        meaning: What that status means.
        confidence: How often such a claim was right on documents that it was measured on; empty where no share was measured.
        observed: The date that the document states; empty for an undated one.
        rule: The rule that made it.
        agent: The model that proposed it, if one did.
        signs: Why a learned part took it for so.
        decided: What people decided about it.
        quotes: The words that it rests on.
        others: The other claims for the same fact.
    """

    link: Link
    subject: Link
    predicate: Link
    object: Link
    status: str
    meaning: str
    confidence: str
    observed: str
    rule: str
    agent: str
    signs: str
    decided: tuple[Decided, ...]
    quotes: tuple[Quoted, ...]
    others: tuple[Link, ...]

    @property
    def asserted(self) -> bool:
        """Whether it is a fact, and not only suggested or rejected."""
        return is_asserted(self.status)

    @property
    def citation(self) -> Citation:
        """How to cite it."""
        return cite(self.link.text, [quoted.place for quoted in self.quotes])


_MEANINGS: Final = {
    "Stated": "A sentence of the document says so.",
    "Layout": "The place on the page says so: a heading, a list, a table.",
    "Inferred": "It follows from what documents say, and no sentence says it.",
    "Curated": "A person decided so, with a source.",
    "Suggested": "It may be so. It is kept for a person to decide, and is no fact of the graph.",
    "Rejected": "A person decided against it. It is kept, and is no fact of the graph.",
}


def is_claim(site: Site, iri: Iri) -> bool:
    """Whether a thing is a claim."""
    return next(site.store.triples(subject=iri, predicate=iceorg.STATUS), None) is not None


def read_claim(site: Site, iri: Iri, named: Mapping[str, str] | None = None) -> ClaimTold:
    """Return what the page of a claim shows.

    Args:
        site: The graph and its documents.
        iri: The claim; `is_claim` says whether it is one.
        named: What things are called, if that is known already.
    """
    told = _told(site, iri)
    said = [told[predicate][0] for predicate in (rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT)]
    called = named if named is not None else labels(site.store, {cell for cell in said if isinstance(cell, str)})

    def link(cell: Cell) -> Link:
        if isinstance(cell, Literal):
            return Link(cell.value)
        return Link(called.get(cell) or shorten(cell), site.address(cell), cell)

    status, sure = _first(told, iceorg.STATUS).rpartition("#")[2], _first(told, iceorg.CONFIDENCE)
    subject, predicate, what = map(link, said)
    return ClaimTold(
        link=Link(iri.removeprefix(site.base), site.address(iri), iri),
        subject=subject,
        predicate=predicate,
        object=what,
        status=status,
        meaning=_MEANINGS.get(status, ""),
        confidence=f"{float(sure):.0%}" if sure else "",
        observed=_first(told, iceorg.OBSERVED_ON),
        rule=_first(told, iceorg.RULE),
        agent=_first(told, prov.WAS_ATTRIBUTED_TO).removeprefix(site.base),
        signs=_first(told, rdfs.COMMENT),
        decided=tuple(sorted(_decisions(site, told), key=lambda one: one.day)),
        quotes=tuple(sorted(_quotes(site, told), key=lambda one: (one.place.source.file, one.place.start))),
        others=tuple(_others(site, iri, said)),
    )


_Told = dict[Iri, list["Cell"]]


def _told(site: Site, iri: Iri) -> _Told:
    told: _Told = {}
    for _, predicate, value in site.store.triples(subject=iri):
        told.setdefault(predicate, []).append(value)
    return told


def _first(told: _Told, predicate: Iri) -> str:
    return min(map(text_of, told.get(predicate, ())), default="")


def _quotes(site: Site, claim: _Told) -> Iterator[Quoted]:
    for passage in claim.get(prov.WAS_DERIVED_FROM, ()):
        told = _told(site, Iri(text_of(passage)))
        document = Iri(_first(told, oa.HAS_SOURCE))
        start, end = int(_first(told, iceorg.START)), int(_first(told, iceorg.END))
        source, text = read_source(site, document), site.texts.get(document, "")
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        address = f"{site.address(document)}#at-{start}-{end}"
        yield Quoted(
            Cited(source, start, end, _first(told, iceorg.QUOTE)),
            _since_a_word(before) if 0 < len(before) < start else before,
            _until_a_word(after) if end + len(after) < len(text) else after,
            Link(f"{source.file}, {start}–{end}", address),
        )


def _since_a_word(text: str) -> str:
    """Return the end of a text from the first whole word on.

    >>> _since_a_word("ffice of the Director")
    '… of the Director'
    """
    return f"… {text.partition(' ')[2]}"


def _until_a_word(text: str) -> str:
    """Return the beginning of a text up to the last whole word.

    >>> _until_a_word("the Director of Fi")
    'the Director of …'
    """
    return f"{text.rpartition(' ')[0]} …"


def _decisions(site: Site, claim: _Told) -> Iterator[Decided]:
    for decision in {text_of(one) for predicate in _BY for one in claim.get(predicate, ())}:
        told = _told(site, Iri(decision))
        if reason := _first(told, iceorg.REASON):
            who = _told(site, Iri(_first(told, prov.WAS_ASSOCIATED_WITH)))
            yield Decided(_first(who, rdfs.LABEL), _first(told, dcterms.DATE), reason)


def _others(site: Site, claim: Iri, said: Iterable[Cell]) -> Iterator[Link]:
    subject, predicate, what = said
    about = site.store.triples(predicate=rdf.SUBJECT, object=subject)
    for other in sorted({one for one, _, _ in about} - {claim}):
        told = _told(site, other)
        if (told[rdf.PREDICATE][0], told[rdf.OBJECT][0]) == (predicate, what):
            observed = _first(told, iceorg.OBSERVED_ON) or "undated"
            status = _first(told, iceorg.STATUS).rpartition("#")[2].lower()
            yield Link(f"{status}, {observed}", site.address(other), other)
