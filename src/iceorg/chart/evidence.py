"""The graph as a chart needs it: what is said of a thing, and the words that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from iceorg.model import Cited, Literal, Status
from iceorg.vocab import Iri, dcterms, foaf, iceorg, oa, prov, rdf, rdfs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.model import Triple

Object = Iri | Literal

APPARATUS: Final = frozenset({
    rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT, iceorg.STATUS, iceorg.RULE, iceorg.CONFIDENCE, iceorg.OBSERVED_ON,
    prov.WAS_DERIVED_FROM, oa.HAS_SOURCE, iceorg.QUOTE, iceorg.START, iceorg.END,
    oa.HAS_SELECTOR, oa.EXACT, oa.PREFIX, oa.SUFFIX, oa.START, oa.END,
})  # fmt: skip
"""Properties of claims and passages, which say nothing of a thing; selectors say again where words stand."""

_NOTHING: Final[dict[Iri, list[Object]]] = {}

_RANKS: Final = {status: rank for rank, status in enumerate(Status)}
_STATUSES: Final[dict[Object, Status]] = {status.term: status for status in Status}
_ASSERTED: Final = frozenset(status for status in Status if status.asserted)


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


class Quote(NamedTuple):
    """The words of a document between two offsets, and the name of the passage in the graph."""

    document: Iri
    start: int
    end: int
    words: str
    iri: Iri


class Evidence(NamedTuple):
    """Why a fact is believed: one claim.

    A large graph has hundreds of thousands of them; a named tuple is made in a quarter of the time of a dataclass.

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
        graph: A whole graph, in any order; or with its claims read already.
    """

    def __init__(self, graph: Iterable[Triple] | Cited) -> None:
        cited = graph if isinstance(graph, Cited) else Cited((), {}, tuple(graph))
        self._triples: dict[Iri, list[Triple]] = defaultdict(list)
        for triple in cited.rest:
            self._triples[triple[1]].append(triple)
        self._values = {name: _by_subject(found) for name, found in self._triples.items() if name not in APPARATUS}
        self.predicates = tuple(sorted(self._values))
        """The properties by which something is said of a thing."""
        self._members: dict[Object, list[Iri]] = defaultdict(list)
        for subject, _, kind in self._triples[rdf.TYPE]:
            self._members[kind].append(subject)
        self._evidence = self._read_claims(cited)
        documents = (self._document(iri) for kind in (foaf.Document, iceorg.CurationFile) for iri in self.of_type(kind))
        self.documents = tuple(sorted(documents, key=lambda one: (one.date or "~", one)))
        """By date, the undated last."""

    def of_type(self, kind: Iri) -> list[Iri]:
        """Return the things of a class, sorted."""
        return sorted(set(self._members.get(kind, ())))

    def having(self, predicate: Iri) -> list[Iri]:
        """Return the subjects that have a property, sorted."""
        return sorted(self._values.get(predicate, ()))

    def said_of(self, subject: Iri) -> Iterator[tuple[Iri, Object]]:
        """Yield the properties of a thing with their values, sorted."""
        for predicate in self.predicates:
            for value in self.values(subject, predicate):
                yield predicate, value

    def values(self, subject: Iri, predicate: Iri) -> list[Object]:
        """Return the values of a property, sorted, each once: IRIs first, then literals."""
        found = self._values.get(predicate, _NOTHING).get(subject, [])
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

    def _read_claims(self, cited: Cited) -> dict[Triple, tuple[Evidence, ...]]:
        """Return the claims by what they assert."""
        passages = self._read_passages()
        passages |= {
            one.iri: Quote(one.document, one.start, one.end, one.quote, one.iri) for one in cited.passages.values()
        }
        predicates, objects = self._column(rdf.PREDICATE), self._column(rdf.OBJECT)
        statuses, rules = self._column(iceorg.STATUS), self._texts(iceorg.RULE)
        confidences, reasons = self._texts(iceorg.CONFIDENCE), self._texts(rdfs.COMMENT)
        dates = self._texts(iceorg.OBSERVED_ON)
        quotes: dict[Iri, list[Quote]] = defaultdict(list)
        for claim, _, passage in self._triples[prov.WAS_DERIVED_FROM]:
            if passage in passages:
                quotes[claim].append(passages[passage])
        found: dict[Triple, list[Evidence]] = defaultdict(list)
        for claim, subject in self._column(rdf.SUBJECT).items():
            status = _STATUSES.get(statuses.get(claim, ""), Status.SUGGESTED)
            if status in _ASSERTED and claim in predicates and claim in objects:
                said = subject, predicates[claim], objects[claim]
                found[said].append(
                    Evidence(
                        claim,
                        said,
                        status,
                        rules.get(claim, ""),
                        _sorted(quotes.get(claim, ())),
                        confidences.get(claim, ""),
                        reasons.get(claim, ""),
                        dates.get(claim, ""),
                    )
                )
        for one in cited.claims:
            if (status := _STATUSES.get(one.status, Status.SUGGESTED)) in _ASSERTED:
                those = _sorted(passages[passage] for passage in one.passages if passage in passages)
                found[one.said].append(
                    Evidence(one.iri, one.said, status, one.rule, those, one.confidence, one.because, one.observed_on)
                )
        return {statement: in_order(claims) for statement, claims in found.items()}

    def _read_passages(self) -> dict[Object, Quote]:
        """Return the words of every passage that has some, by its IRI."""
        starts, ends = self._texts(iceorg.START), self._texts(iceorg.END)
        sources = self._column(oa.HAS_SOURCE)
        return {
            passage: Quote(sources[passage], _offset(starts, passage), _offset(ends, passage), words, passage)
            for passage, words in self._texts(iceorg.QUOTE).items()
            if passage in sources
        }

    def _column(self, predicate: Iri) -> dict[Iri, Any]:
        """Return the value of a property that a claim or passage has once; of several the first in order."""
        triples = self._triples[predicate]
        column = {subject: value for subject, _, value in triples}
        if len(column) < len(triples):
            for subject, _, value in triples:
                column[subject] = min(column[subject], value, key=_sortable)
        return column

    def _texts(self, predicate: Iri) -> dict[Iri, str]:
        return {
            subject: value.value for subject, value in self._column(predicate).items() if isinstance(value, Literal)
        }

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


def _sorted(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(sorted(quotes))


def _by_subject(triples: Iterable[Triple]) -> dict[Iri, list[Object]]:
    found: dict[Iri, list[Object]] = {}
    for subject, _, value in triples:
        if subject in found:
            found[subject].append(value)
        else:
            found[subject] = [value]
    return found


def _offset(offsets: Mapping[Iri, str], passage: Iri) -> int:
    text = offsets.get(passage, "")
    return int(text) if text.isdecimal() else 0


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
