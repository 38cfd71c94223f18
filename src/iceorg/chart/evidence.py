"""The graph as a chart needs it: what is said of a thing, and the words that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from iceorg.model import Literal, Status
from iceorg.vocab import Iri, dcterms, foaf, iceorg, oa, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.model import Triple

Object = Iri | Literal


@dataclass(frozen=True, slots=True, order=True)
class CitedDocument:
    """A document as a reader of the chart meets it.

    Args:
        iri: Its name in the graph.
        title: Its title; the file's name where no title is known.
        date: The date that it states for itself, as the graph writes it; empty for an undated one.
        publisher: Who published it, or nothing.
        address: Where it was published; empty unless it is a web address.
    """

    iri: Iri
    title: str
    date: str = ""
    publisher: str = ""
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
        status: How the fact follows from the document.
        rule: The rule that read it.
        quotes: The words, in text order; a layout claim has the line and what licenses it.
    """

    status: Status
    rule: str
    quotes: tuple[Quote, ...]

    @property
    def rank(self) -> tuple[int, tuple[Quote, ...], str]:
        """The order in which evidence is shown: strongest first, then by document and place."""
        return list(Status).index(self.status), self.quotes, self.rule


class Statements:
    """All triples by subject and by property, and the claims behind each of them.

    Args:
        triples: A whole graph, in any order.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[Iri, dict[Iri, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._members: dict[Object, set[Iri]] = defaultdict(set)
        for subject, predicate, value in triples:
            self._objects[subject][predicate].append(value)
            if predicate == rdf.TYPE:
                self._members[value].add(subject)
        self._evidence = self._read_claims()
        self.documents = tuple(sorted(self._document(iri) for iri in self.of_type(foaf.Document)))

    def of_type(self, kind: Iri) -> list[Iri]:
        """Return the things of a class, sorted."""
        return sorted(self._members.get(kind, ()))

    def having(self, predicate: Iri) -> list[Iri]:
        """Return the subjects that have a property, sorted."""
        return sorted(subject for subject, found in self._objects.items() if predicate in found)

    def predicates(self, subject: Iri) -> list[Iri]:
        """Return the properties that a subject has, sorted."""
        return sorted(self._objects.get(subject, {}))

    def values(self, subject: Iri, predicate: Iri) -> list[Object]:
        """Return the values of a property, sorted: IRIs first, then literals."""
        found = self._objects.get(subject, {}).get(predicate, [])
        return sorted(found, key=_sortable) if len(found) > 1 else list(found)

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
        found: dict[Triple, list[Evidence]] = defaultdict(list)
        for claim in self.of_type(iceorg.Claim):
            evidence = self._claim(claim)
            if evidence.status.asserted:
                for triple in self._statements_of(claim):
                    found[triple].append(evidence)
        return {triple: in_order(claims) for triple, claims in found.items()}

    def _statements_of(self, claim: Iri) -> list[Triple]:
        return [
            (subject, predicate, value)
            for subject in self.things(claim, rdf.SUBJECT)
            for predicate in self.things(claim, rdf.PREDICATE)
            for value in self.values(claim, rdf.OBJECT)
        ]

    def _claim(self, claim: Iri) -> Evidence:
        quotes = {
            Quote(document, self._offset(passage, iceorg.START), self._offset(passage, iceorg.END), words)
            for passage in self.things(claim, prov.WAS_DERIVED_FROM)
            for document in self.things(passage, oa.HAS_SOURCE)
            for words in self.texts(passage, iceorg.QUOTE)
        }
        return Evidence(self._status(claim), self.text(claim, iceorg.RULE), tuple(sorted(quotes)))

    def _status(self, claim: Iri) -> Status:
        terms = self.things(claim, iceorg.STATUS)
        return next((status for status in Status if status.term in terms), Status.SUGGESTED)

    def _offset(self, passage: Iri, predicate: Iri) -> int:
        text = self.text(passage, predicate)
        return int(text) if text.isdecimal() else 0

    def _document(self, iri: Iri) -> CitedDocument:
        title = self.text(iri, dcterms.TITLE) or self.text(iri, iceorg.FILE_NAME)
        addresses = [str(value) for value in self.things(iri, dcterms.SOURCE)] + self.texts(iri, dcterms.SOURCE)
        return CitedDocument(
            iri,
            title or local_name(iri),
            self.text(iri, iceorg.STATED_DATE),
            self.text(iri, iceorg.PUBLISHER),
            next((address for address in addresses if is_safe_link(address)), ""),
        )


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repetitions, strongest first."""
    return tuple(sorted(dict.fromkeys(evidence), key=lambda one: one.rank))


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
