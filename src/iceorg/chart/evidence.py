"""The graph as a chart needs it: what is said of a thing, and the words that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from iceorg.model import Literal, Status
from iceorg.vocab import Iri, dcterms, foaf, iceorg, oa, prov, rdf, rdfs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.model import Triple

Object = Iri | Literal

_UNREAD: Final = frozenset({oa.HAS_SELECTOR, oa.EXACT, oa.PREFIX, oa.SUFFIX, oa.START, oa.END})
"""Selectors say again where words stand; half of a graph is theirs."""

_APPARATUS: Final = frozenset({
    rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT, iceorg.STATUS, iceorg.RULE, iceorg.CONFIDENCE, iceorg.OBSERVED_ON,
    prov.WAS_DERIVED_FROM, oa.HAS_SOURCE, iceorg.QUOTE, iceorg.START, iceorg.END,
})  # fmt: skip
"""Properties of claims and passages, which say nothing of a thing."""

_RANKS: Final = {status: rank for rank, status in enumerate(Status)}
_STATUSES: Final[dict[Object, Status]] = {status.term: status for status in Status}


@dataclass(frozen=True, slots=True, order=True)
class CitedDocument:
    """A document as a reader of the chart meets it.

    Args:
        iri: Its name in the graph.
        title: Its title; the file's name where no title is known.
        file: The name of its file.
        sha256: Digest of its bytes, by which its text is found.
        date: The date that it states for itself, as the graph writes it; empty for an undated one.
        captured: When an archive captured it: outside evidence, not a date of the document.
        republished: When the copy that was read was posted.
        publisher: Who published it, or nothing.
        republisher: Who posted the copy, or nothing.
        address: Where it was published; empty unless it is a web address.
    """

    iri: Iri
    title: str
    file: str = ""
    sha256: str = ""
    date: str = ""
    captured: str = ""
    republished: str = ""
    publisher: str = ""
    republisher: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words of a document between two offsets."""

    document: Iri
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is believed: one claim.

    Args:
        iri: Its name in the graph.
        said: The statement that it asserts.
        status: How the fact follows from the document.
        rule: The rule that read it.
        quotes: The words, in text order; a layout claim has the line and what licenses it.
        confidence: How often such claims are right, as the graph writes it; empty where not measured.
        because: What carried it, in words; empty where a rule read it.
        observed_on: The date that the graph gives for it; empty if none.
    """

    iri: Iri
    said: Triple
    status: Status
    rule: str
    quotes: tuple[Quote, ...]
    confidence: str = ""
    because: str = ""
    observed_on: str = ""

    @property
    def rank(self) -> tuple[int, tuple[Quote, ...], str, Iri]:
        """The order in which evidence is shown: strongest first, then by document and place."""
        return _RANKS[self.status], self.quotes, self.rule, self.iri


class Statements:
    """All triples by property and by subject, and the claims behind each of them.

    Args:
        triples: A whole graph, in any order.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        said: dict[Iri, dict[Iri, list[Object]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            if predicate not in _UNREAD:
                said[predicate][subject].append(value)
        self._said = {predicate: dict(values) for predicate, values in said.items()}
        self.predicates = tuple(sorted(self._said.keys() - _APPARATUS))
        """The properties by which something is said of a thing."""
        self._members: dict[Object, list[Iri]] = defaultdict(list)
        for subject, kinds in self._said.get(rdf.TYPE, {}).items():
            for kind in kinds:
                self._members[kind].append(subject)
        self._evidence = self._read_claims()
        documents = (self._document(iri) for iri in self.of_type(foaf.Document))
        self.documents = tuple(sorted(documents, key=lambda one: (one.date or "~", one)))
        """By date, the undated last."""

    def of_type(self, kind: Iri) -> list[Iri]:
        """Return the things of a class, sorted."""
        return sorted(set(self._members.get(kind, ())))

    def having(self, predicate: Iri) -> list[Iri]:
        """Return the subjects that have a property, sorted."""
        return sorted(self._said.get(predicate, ()))

    def said_of(self, subject: Iri) -> Iterator[tuple[Iri, Object]]:
        """Yield the properties of a thing with their values, sorted."""
        for predicate in self.predicates:
            for value in self.values(subject, predicate):
                yield predicate, value

    def values(self, subject: Iri, predicate: Iri) -> list[Object]:
        """Return the values of a property, sorted, each once: IRIs first, then literals."""
        found = self._said.get(predicate, {}).get(subject, [])
        return sorted(set(found), key=_sortable) if len(found) > 1 else found

    def texts(self, subject: Iri, predicate: Iri) -> list[str]:
        """Return a property's literal values as text."""
        return [value.value for value in self.values(subject, predicate) if isinstance(value, Literal)]

    def things(self, subject: Iri, predicate: Iri) -> list[Iri]:
        """Return a property's values that are things."""
        return [value for value in self.values(subject, predicate) if not isinstance(value, Literal)]

    def text(self, subject: Iri, predicate: Iri) -> str:
        """Return a property's first literal value, or nothing."""
        return next(iter(self.texts(subject, predicate)), "")

    def evidence(self, subject: Iri, predicate: Iri, value: Object) -> tuple[Evidence, ...]:
        """Return the claims that assert a statement, strongest first."""
        return self._evidence.get((subject, predicate, value), ())

    def _read_claims(self) -> dict[Triple, tuple[Evidence, ...]]:
        passages = self._read_passages()
        found: dict[Triple, list[Evidence]] = defaultdict(list)
        for claim, subjects in self._said.get(rdf.SUBJECT, {}).items():
            status = self._status(claim)
            if status.asserted:
                for statement in self._statements_of(claim, subjects):
                    found[statement].append(self._claim(claim, statement, status, passages))
        return {statement: in_order(claims) for statement, claims in found.items()}

    def _read_passages(self) -> dict[Object, Quote]:
        """Return the words of every passage that has some, by its IRI."""
        sources = self._said.get(oa.HAS_SOURCE, {})
        return {
            passage: Quote(
                Iri(str(sources[passage][0])),
                self._offset(passage, iceorg.START),
                self._offset(passage, iceorg.END),
                min(self.texts(passage, iceorg.QUOTE)),
            )
            for passage, quotes in self._said.get(iceorg.QUOTE, {}).items()
            if passage in sources and any(isinstance(quote, Literal) for quote in quotes)
        }

    def _statements_of(self, claim: Iri, subjects: Iterable[Object]) -> list[Triple]:
        return [
            (subject, predicate, value)
            for subject in subjects
            for predicate in self.things(claim, rdf.PREDICATE)
            for value in self.values(claim, rdf.OBJECT)
            if not isinstance(subject, Literal)
        ]

    def _claim(self, claim: Iri, said: Triple, status: Status, passages: dict[Object, Quote]) -> Evidence:
        derived = self._said.get(prov.WAS_DERIVED_FROM, {}).get(claim, ())
        quotes = [passages[passage] for passage in derived if passage in passages]
        return Evidence(
            claim,
            said,
            status,
            self.text(claim, iceorg.RULE),
            tuple(sorted(quotes) if len(quotes) > 1 else quotes),
            self.text(claim, iceorg.CONFIDENCE),
            self.text(claim, rdfs.COMMENT),
            self.text(claim, iceorg.OBSERVED_ON),
        )

    def _status(self, claim: Iri) -> Status:
        terms = self._said.get(iceorg.STATUS, {}).get(claim, [])
        known = [_STATUSES[term] for term in terms if term in _STATUSES]
        return min(known, key=_RANKS.__getitem__, default=Status.SUGGESTED)

    def _offset(self, passage: Iri, predicate: Iri) -> int:
        text = self.text(passage, predicate)
        return int(text) if text.isdecimal() else 0

    def _document(self, iri: Iri) -> CitedDocument:
        files = self.texts(iri, iceorg.FILE_NAME)
        addresses = [str(value) for value in self.things(iri, dcterms.SOURCE)] + self.texts(iri, dcterms.SOURCE)
        return CitedDocument(
            iri,
            self.text(iri, dcterms.TITLE) or next(iter(files), "") or local_name(iri),
            next(iter(files), ""),
            self.text(iri, iceorg.SHA256),
            self.text(iri, iceorg.STATED_DATE),
            self.text(iri, iceorg.CAPTURED_ON),
            self.text(iri, iceorg.REPUBLISHED_ON),
            self.text(iri, iceorg.PUBLISHER),
            self.text(iri, iceorg.REPUBLISHER),
            next((address for address in addresses if is_safe_link(address)), ""),
        )


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetitions, strongest first."""
    found = list({claim.iri: claim for claim in evidence}.values())
    return tuple(sorted(found, key=lambda one: one.rank) if len(found) > 1 else found)


def is_safe_link(address: str) -> bool:
    """Whether an address may be a link: the web and mail, and nothing that runs.

    >>> is_safe_link("https://example.org/a"), is_safe_link("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and bool(parts.netloc)) or parts.scheme == "mailto"


def local_name(iri: str) -> str:
    """Return what stands after the last `/` or `#` of an IRI.

    >>> local_name("https://w3id.org/iceorg/id/office-of-policy")
    'office-of-policy'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _sortable(value: Object) -> tuple[bool, str, str, str]:
    if isinstance(value, Literal):
        return True, value.value, value.datatype, value.language
    return False, value, "", ""
