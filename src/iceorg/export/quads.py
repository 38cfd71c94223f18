"""N-Quads and TriG: a named graph for each document, with what it states, its claims and its passages.

A fact that two documents state stands in both graphs. What no document is behind, such as a curated fact or the
description of a language model, stands in the default graph. All graphs together are graph.nt.
"""

from __future__ import annotations

from collections import defaultdict
from typing import IO, TYPE_CHECKING

from iceorg.export.arrange import arrange
from iceorg.export.base import Exporter
from iceorg.export.turtle import Names, paragraphs, prefix_lines
from iceorg.graph import line_of
from iceorg.model import Literal
from iceorg.vocab import PREFIXES, Iri, foaf, iceorg, oa, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.export.arrange import Arranged, Said
    from iceorg.model import Triple

_UNASSERTED = {iceorg.Suggested, iceorg.Rejected}
_NOWHERE: AbstractSet[Iri] = frozenset()


def graphs_by_document(graph: Arranged) -> dict[Iri | None, list[Triple]]:
    """Return the triples of each document's graph, and under None those of the default graph, sorted as the graph is."""
    homes = _homes(graph.said)
    facts = _facts(graph.said, homes)
    graphs: dict[Iri | None, list[Triple]] = defaultdict(list)
    for triple in graph.store.triples():
        places = homes.get(triple[0], _NOWHERE) | facts.get(triple, _NOWHERE)
        for place in places or (None,):
            graphs[place].append(triple)
    return {place: graphs[place] for place in sorted(graphs, key=lambda place: place or "")}


def write_nquads(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as N-Quads, sorted, the fourth part naming the document."""
    lines = []
    for place, triples in graphs_by_document(graph).items():
        end = f" <{place}> .\n" if place else " .\n"
        lines += [f"{line_of(triple).rstrip()[:-2]}{end}".encode() for triple in triples]
    stream.writelines(sorted(lines))


def write_trig(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as TriG: each document's graph laid out as the Turtle is."""
    names = Names(PREFIXES | {"id": graph.base})
    stream.write(prefix_lines(names.prefixes).encode())
    for place, triples in graphs_by_document(graph).items():
        body = "".join(paragraphs(arrange(triples), names))
        stream.write((f"\n{names[place]} {{\n{body}\n}}\n" if place else body).encode())


def _homes(said: Mapping[Iri, Said]) -> dict[Iri, AbstractSet[Iri]]:
    """Return the documents of which documents themselves, passages, selectors and claims are."""
    homes: dict[Iri, AbstractSet[Iri]] = {
        subject: {subject} for subject, about in said.items() if foaf.Document in about.get(rdf.TYPE, ())
    }
    for subject, about in said.items():
        if oa.HAS_SOURCE in about:
            homes[subject] = things(about, oa.HAS_SOURCE)
            homes.update(dict.fromkeys(things(about, oa.HAS_SELECTOR), homes[subject]))
    for subject, about in said.items():
        if iceorg.Claim in about.get(rdf.TYPE, ()):
            passages = things(about, prov.WAS_DERIVED_FROM)
            homes[subject] = frozenset().union(*(homes.get(passage, _NOWHERE) for passage in passages))
    return homes


def _facts(said: Mapping[Iri, Said], homes: Mapping[Iri, AbstractSet[Iri]]) -> dict[Triple, AbstractSet[Iri]]:
    """Return the documents that state each fact: those of its claims, as far as these are held to be true."""
    facts: dict[Triple, AbstractSet[Iri]] = defaultdict(frozenset)
    for claim, about in said.items():
        if iceorg.Claim in about.get(rdf.TYPE, ()) and not _UNASSERTED & set(about.get(iceorg.STATUS, ())):
            for fact in statements(about):
                facts[fact] |= homes[claim]
    return facts


def statements(claim: Said) -> Iterable[Triple]:
    """Return what a claim says: one triple, if it is whole."""
    return [
        (subject, predicate, what)
        for subject in things(claim, rdf.SUBJECT)
        for predicate in things(claim, rdf.PREDICATE)
        for what in claim.get(rdf.OBJECT, ())
    ]


def things(about: Said, predicate: Iri) -> frozenset[Iri]:
    """Return the IRIs among the values of a property."""
    return frozenset(term for term in about.get(predicate, ()) if not isinstance(term, Literal))


N_QUADS = Exporter("n-quads", ".nq", "application/n-quads", write_nquads)
TRIG = Exporter("trig", ".trig", "application/trig", write_trig)
