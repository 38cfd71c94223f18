"""What the page's scripts read, as columns: small to write, fast to parse, and equal for equal graphs.

A thing, a line, a document, a claim and a passage are numbers here: places in the columns that tell of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from iceorg.chart import words
from iceorg.chart.relations import RELATIONS
from iceorg.chart.view import shown_claims
from iceorg.history import Sort
from iceorg.model import Literal
from iceorg.vocab import ID_BASE, PREFIXES, Iri, rdf, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from iceorg.chart.evidence import CitedDocument, Evidence, Object, Quote
    from iceorg.chart.past import Past, Told
    from iceorg.chart.view import Fact, Line, View
    from iceorg.history import Glimpse
    from iceorg.model import Skip, Triple

Block = dict[str, Any]
Row = list[Any]

KINDS: Final = tuple(words.KINDS)
STATUSES: Final = tuple(words.STATUSES)
_KIND_AT: Final = {kind: place for place, kind in enumerate(KINDS)}
_STATUS_AT: Final = {status: place for place, status in enumerate(STATUSES)}
_RELATION_AT: Final = {relation.key: place for place, relation in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a document, and what of it is not read.

    Args:
        text: The whole text.
        skips: What no fact is read from, in text order.
    """

    text: str
    skips: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The view with a number for everything in it."""

    view: View
    base: str
    documents: Mapping[Iri, int]
    nodes: Mapping[str, int]
    claims: tuple[Evidence, ...]
    places: Mapping[Iri, int]
    """The number of each claim."""
    seen_in: Mapping[Iri, tuple[int, ...]]
    """The documents whose words each claim rests on."""
    sightings: tuple[tuple[int, ...], ...]
    """Sets of documents, sorted."""
    node_seen: tuple[int, ...]
    line_seen: tuple[int, ...]


def columns(view: View, decided: AbstractSet[Iri] = frozenset()) -> Columns:
    """Return the view with a number for everything in it.

    Args:
        view: What the chart shows.
        decided: Claims that count from a day that a person gave: nothing is seen by them before.
    """
    documents = {document.iri: place for place, document in enumerate(view.documents)}
    nodes = {node.id: place for place, node in enumerate(view.nodes)}
    claims = shown_claims(view)
    seen_in = {claim.iri: _seen_in(claim, documents) for claim in claims}
    of_lines = [_union([seen_in[claim.iri] for claim in line.evidence]) for line in view.lines]
    ends: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for line, seen in zip(view.lines, of_lines, strict=True):
        if not line.evidence or any(claim.iri not in decided for claim in line.evidence):
            ends[line.upper].append(seen)
            ends[line.lower].append(seen)
    of_nodes = [
        _union(
            ends[node.id]
            + [seen_in[claim.iri] for fact in node.facts for claim in fact.evidence if claim.iri not in decided]
        )
        for node in view.nodes
    ]
    sightings = tuple(sorted({*of_lines, *of_nodes}))
    at = {documents: place for place, documents in enumerate(sightings)}
    return Columns(
        view,
        _base(view),
        documents,
        nodes,
        claims,
        {claim.iri: place for place, claim in enumerate(claims)},
        seen_in,
        sightings,
        tuple(at[seen] for seen in of_nodes),
        tuple(at[seen] for seen in of_lines),
    )


def graph_block(table: Columns, past: Past, *, title: str, as_of: str = "") -> Block:
    """Return what the page reads at once: things, lines, documents, words.

    Args:
        table: The view.
        past: What history says of it.
        title: The page's title.
        as_of: The date that the page shows at first; empty for all documents together.
    """
    view = table.view
    return {
        "title": title,
        "asOf": as_of,
        "base": table.base,
        "words": page_words(),
        "kinds": [str(kind) for kind in KINDS],
        "statuses": [str(status) for status in STATUSES],
        "relations": [
            {
                "key": relation.key,
                "predicate": shorten(relation.predicate),
                "upwards": relation.upwards,
            }
            for relation in RELATIONS
        ],
        "documents": [_document(document, table.base) for document in view.documents],
        "sightings": table.sightings,
        "nodes": {
            "id": [node.id for node in view.nodes],
            "iri": {place: node.iri for place, node in enumerate(view.nodes) if node.iri != table.base + node.id},
            "kind": [_KIND_AT[node.kind] for node in view.nodes],
            "label": [node.label for node in view.nodes],
            "acronym": [node.acronym for node in view.nodes],
            "seen": table.node_seen,
            "replaced": _sparse(past.replaced.get(node.iri, "") for node in view.nodes),
        },
        "lines": {
            "kind": [_RELATION_AT[line.kind] for line in view.lines],
            "upper": [table.nodes[line.upper] for line in view.lines],
            "lower": [table.nodes[line.lower] for line in view.lines],
            "seen": table.line_seen,
            "status": [_best_status(line) for line in view.lines],
            "note": _sparse(line.note for line in view.lines),
            "capacity": _sparse(line.capacity for line in view.lines),
            "over": _over(past),
            "since": dict(sorted(past.since.items())),
        },
        "disputes": list(_disputes(table, past)),
        "alike": list(_alike(table, past)),
    }


def page_words() -> Block:
    """Return every word that the page's scripts use."""
    return {name: text for name, text in words.PAGE.items() if name not in words.SKELETON} | {
        "kinds": words.KINDS,
        "kinds_many": words.KINDS_MANY,
        "bundles": words.BUNDLES,
        "lines": words.LINES,
        "legend": words.LEGEND,
        "keys": words.KEYS,
        "table": words.TABLE,
        "statuses": {str(status): name for status, name in words.STATUSES.items()},
        "months": words.MONTHS,
        "spans": words.SPANS,
        "date_kinds": words.DATE_KINDS,
        "undated": words.UNDATED,
    }


def evidence_block(table: Columns) -> Block:
    """Return what the page reads when a sentence is sought: prefixes, and by which other names things are found."""
    names = [
        [place, fact.value]
        for place, node in enumerate(table.view.nodes)
        for fact in node.facts
        if fact.naming and fact.predicate != rdf.TYPE and fact.value not in (node.label, node.acronym)
    ]
    return {"prefixes": PREFIXES | {"id": table.base}, "names": names}


def evidence_rows(table: Columns) -> dict[str, list[Row | str]]:
    """Return rows of which the page reads one when it is asked for: passages and their words, claims, those of each line, facts."""
    known = {quote.iri: quote for claim in table.claims for quote in claim.quotes if quote.document in table.documents}
    quotes = sorted(known.values(), key=lambda quote: (table.documents[quote.document], quote))
    passages = {quote.iri: place for place, quote in enumerate(quotes)}
    lines = [(_line_triple(line, table), line.evidence) for line in table.view.lines]
    own = {claim.iri for said, claims in lines for claim in claims if claim.said != said}
    return {
        "passages": [_passage(quote, table) for quote in quotes],
        "quotes": [quote.words for quote in quotes],
        "claims": [_claim(claim, passages, table, own=claim.iri in own) for claim in table.claims],
        "lines": [[table.places[claim.iri] for claim in claims] for _, claims in lines],
        "facts": [_fact(place, fact, table) for place, node in enumerate(table.view.nodes) for fact in node.facts],
    }


def text_rows(table: Columns, texts: Mapping[str, SourceText]) -> list[Block]:
    """Return for each document what the page reads when it is opened: the text, if it is at hand, and what of it is not read.

    Args:
        table: The view.
        texts: The texts of documents, by the SHA-256 of their files; more than the graph's do no harm.
    """
    known = [texts.get(document.sha256) for document in table.view.documents]
    return [
        {
            "text": source.text if source else None,
            "skipped": [[skip.start, skip.end, words.SKIPPED.get(skip.reason, skip.reason)] for skip in source.skips]
            if source
            else [],
        }
        for source in known
    ]


# --- parts of the first block


def _document(document: CitedDocument, base: str) -> Block:
    told = {
        "id": document.iri.removeprefix(base),
        "file": document.file,
        "sha256": document.sha256,
        "title": document.title,
        "date": document.date,
        "captured": document.captured,
        "republished": document.republished,
        "publisher": document.publisher,
        "republisher": document.republisher,
        "address": document.address,
    }
    return told if document.iri.startswith(base) else told | {"iri": document.iri}


def _base(view: View) -> str:
    """Return what the IRIs of most things begin with."""
    bases = Counter(node.iri.removesuffix(node.id) for node in view.nodes if node.iri.endswith(node.id))
    return max(bases, key=lambda base: (bases[base], base), default=ID_BASE) or ID_BASE


def _best_status(line: Line) -> int:
    return min((_STATUS_AT[claim.status] for claim in line.evidence), default=0)


def _sparse(values: Iterable[str]) -> dict[int, str]:
    return {place: value for place, value in enumerate(values) if value}


def _over(past: Past) -> dict[int, list[Row]]:
    """Return when lines are over: the first day, the day after the last, the reason, the lines that took its place."""
    return {
        place: [[one.since, one.until, one.reason, one.by] for one in stretches]
        for place, stretches in sorted(past.over.items())
    }


def _disputes(table: Columns, past: Past) -> Iterator[Block]:
    """Yield the questions that documents answer differently, with all answers and their claims."""
    at = {node.iri: place for place, node in enumerate(table.view.nodes)}
    for dispute in past.disputes:
        if dispute.thing in at:
            told = {"node": at[dispute.thing], "question": dispute.question, "sort": str(dispute.sort)}
            yield told | {
                "times": dispute.sort is Sort.OVER_TIME,
                "sides": [_side(side, table) for side in dispute.sides],
            }


def _alike(table: Columns, past: Past) -> Iterator[Block]:
    """Yield the pairs of things that may be one, with their reasons and the claims that name each."""
    at = {node.iri: place for place, node in enumerate(table.view.nodes)}
    for one in past.alike:
        if one.first in at and one.second in at:
            claims = [[table.places[claim] for claim in side if claim in table.places] for side in one.claims]
            nodes = [at[one.first], at[one.second]]
            yield {"nodes": nodes, "follows": one.follows, "reasons": one.reasons, "claims": claims}


def _side(side: Told, table: Columns) -> Block:
    claims = [claim for claim in side.claims if claim in table.places]
    seen = _union([table.seen_in[claim] for claim in claims])
    told = {"answer": side.answer, "seen": seen, "claims": [table.places[one] for one in claims], "lines": side.lines}
    glimpses = [_glimpse(one, table) for one in side.glimpses if one.document in table.documents]
    return told | {"seen": tuple(one[0] for one in glimpses), "glimpses": glimpses} if glimpses else told


def _glimpse(one: Glimpse, table: Columns) -> Row:
    """Return where a document only names a thing: document, line, its words, the name's place, whether the line is read."""
    place = table.documents[one.document]
    return [place, one.start, one.end, one.quote, one.at, one.at + len(one.name), not one.reason]


# --- parts of the second block


def _seen_in(claim: Evidence, documents: Mapping[Iri, int]) -> tuple[int, ...]:
    """Return the documents whose words a claim rests on."""
    return _union([(documents[quote.document],) for quote in claim.quotes if quote.document in documents])


def _union(sets: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return all that is in some of the sets, sorted. Mostly they are all the same one."""
    first = sets[0] if sets else ()
    return first if all(one == first for one in sets) else tuple(sorted({place for one in sets for place in one}))


def _claim(claim: Evidence, passages: Mapping[Iri, int], table: Columns, *, own: bool) -> Row:
    """Return a claim: status, rule, confidence, passages, reason, name.

    Then, only where its line or fact and its documents do not tell the same: its statement, and the date it was seen.
    """
    row: Row = [
        _STATUS_AT[claim.status],
        claim.rule,
        _number(claim.confidence),
        [passages[quote.iri] for quote in claim.quotes if quote.iri in passages],
        claim.because,
        claim.iri.removeprefix(table.base),
    ]
    dates = {table.view.documents[place].date for place in table.seen_in[claim.iri]}
    told = claim.observed_on == (dates.pop() if len(dates) == 1 else "")
    statement = [_short(claim.said[0]), _short(claim.said[1]), _term(claim.said[2])] if own else None
    return row if told and not own else [*row, statement] if told else [*row, statement, claim.observed_on]


def _fact(node: int, fact: Fact, table: Columns) -> Row:
    """Return a fact: thing, name, value, claims, whether it names, property; and the object if it is no plain text."""
    row = [
        node,
        fact.name,
        fact.value,
        [table.places[claim.iri] for claim in fact.evidence],
        int(fact.naming),
        _short(fact.predicate),
    ]
    return row if fact.object == Literal(fact.value) else [*row, _term(fact.object)]


def _passage(quote: Quote, table: Columns) -> Row:
    """Return a passage: document, start, end; and its name where that does not follow from the others."""
    row: Row = [table.documents[quote.document], quote.start, quote.end]
    name = quote.iri.removeprefix(table.base)
    document = quote.document.removeprefix(table.base).removeprefix("document-")
    return row if name == f"passage-{document}-{quote.start}-{quote.end}" else [*row, quote.iri]


def _term(term: Object) -> str | list[str]:
    """Return an IRI as text, with a prefix if one fits, and a literal as a list: value, datatype, language."""
    if not isinstance(term, Literal):
        return _short(term)
    return [term.value, _short(term.datatype), *([term.language] if term.language else [])]


def _line_triple(line: Line, table: Columns) -> Triple:
    """Return the statement that a line draws."""
    relation = RELATIONS[_RELATION_AT[line.kind]]
    upper, lower = (table.view.nodes[table.nodes[end]].iri for end in (line.upper, line.lower))
    return (lower, relation.predicate, upper) if relation.upwards else (upper, relation.predicate, lower)


_short = lru_cache(maxsize=1 << 12)(shorten)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
