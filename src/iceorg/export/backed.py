"""The facts of a graph with what each rests on, for formats in which a relation carries its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.export.network import claims_by_fact, kind_of, local_name
from iceorg.export.quads import things
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, iceorg, oa, org, prov, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.export.arrange import Arranged, Said


@dataclass(frozen=True, slots=True)
class Backed:
    """A fact, and what it rests on.

    Args:
        subject: Whom it is said of.
        predicate: What is said.
        object: A thing or a value.
        dates: The dates of the documents that state it, sorted; undated ones give none.
        quotes: The words, each with the document that they stand in, sorted.
    """

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    dates: tuple[str, ...]
    quotes: tuple[tuple[Iri, str], ...]

    @property
    def documents(self) -> tuple[Iri, ...]:
        """The documents that state it, sorted."""
        return tuple(sorted({document for document, _ in self.quotes}))


@dataclass(frozen=True, slots=True)
class Filled:
    """That a person fills a post.

    Args:
        membership: The membership's IRI.
        person: Who fills it.
        post: The post.
        body: The body that it belongs to; None if that is not stated.
        capacity: In which capacity, in words; empty for a plain holder.
        begin: Since when, as far as a document tells.
        end: Until when.
        fact: The fact that says so, with its proof.
    """

    membership: Iri
    person: Iri
    post: Iri
    body: Iri | None
    capacity: str
    begin: str
    end: str
    fact: Backed


_CAPACITIES = {iceorg.Acting: "acting", iceorg.PerformingTheDuties: "performing the duties"}


def backed_facts(graph: Arranged) -> tuple[Backed, ...]:
    """Return all facts that claims assert, sorted."""
    claims = claims_by_fact(graph.said)
    found = (_backed(graph, *fact, claims[fact]) for fact in claims)
    return tuple(sorted(found, key=lambda one: (one.subject, one.predicate, text_of(one.object))))


def filled_posts(graph: Arranged, facts: tuple[Backed, ...]) -> Iterator[Filled]:
    """Yield who fills which post, in the order of the memberships."""
    backing = {one.subject: one for one in facts if one.predicate == iceorg.POST}
    for iri, about in graph.said.items():
        if kind_of(about) == Kind.MEMBERSHIP and iri in backing:
            bodies = sorted(things(about, org.ORGANIZATION))
            capacity = min(things(about, iceorg.CAPACITY), default=iceorg.Substantive)
            for person in sorted(things(about, org.MEMBER)):
                for post in sorted(things(about, iceorg.POST)):
                    yield Filled(
                        iri,
                        person,
                        post,
                        bodies[0] if bodies else None,
                        _CAPACITIES.get(capacity, ""),
                        first(about, schema.START_DATE),
                        first(about, schema.END_DATE),
                        backing[iri],
                    )


def first(about: Said, predicate: Iri) -> str:
    """Return the first value of a property as text; nothing if there is none."""
    return min(map(text_of, about.get(predicate, ())), default="")


def text_of(term: Iri | Literal) -> str:
    """Return a term as text."""
    return term.value if isinstance(term, Literal) else term


def address_of(term: Iri | Literal) -> str:
    """Return a web address as programs take it, with its scheme: documents write `www.example.gov`.

    >>> address_of(Literal("www.example.gov")), address_of(Literal("https://example.gov"))
    ('http://www.example.gov', 'https://example.gov')
    """
    text = text_of(term)
    return text if "://" in text else f"http://{text}"


def key_of(iri: Iri) -> str:
    """Return the last part of a thing's IRI, by which other formats know it."""
    return local_name(iri)


def _backed(graph: Arranged, subject: Iri, predicate: Iri, value: Iri | Literal, claims: list[Iri]) -> Backed:
    told = [graph.said[claim] for claim in claims]
    dates = {first(about, iceorg.OBSERVED_ON) for about in told} - {""}
    passages = {passage for about in told for passage in things(about, prov.WAS_DERIVED_FROM)}
    words = {
        (document, first(graph.said[passage], iceorg.QUOTE))
        for passage in passages
        if passage in graph.said
        for document in things(graph.said[passage], oa.HAS_SOURCE)
    }
    return Backed(subject, predicate, value, tuple(sorted(dates)), tuple(sorted(words)))
