"""What every store does, whatever engine is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from builders import lake_resolution
from iceorg.errors import StoreError
from iceorg.graph import dump_ntriples, to_triples
from iceorg.model import Literal, Triple
from iceorg.store import OxigraphStore, Store
from iceorg.vocab import ID_BASE, PREFIXES, Iri, iceorg, oa, org, rdf, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Callable

LAKE = to_triples(lake_resolution())
STORES: dict[str, Callable[[], Store]] = {"oxigraph": OxigraphStore}
LSA = Iri(f"{ID_BASE}lsa")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store of each kind."""
    return STORES[request.param]()


@pytest.fixture
def lake_store(store: Store) -> Store:
    """A store of each kind with the invented agency."""
    store.load(dump_ntriples(LAKE))
    return store


def test_an_empty_store_has_nothing(store: Store) -> None:
    """And says so in each of its ways."""
    assert (store.count(), store.dump(), list(store.triples())) == (0, b"", [])


def test_a_graph_comes_back_as_it_was_loaded(lake_store: Store) -> None:
    """Byte for byte and term for term: the engine's own ideas of numbers do not show."""
    assert lake_store.dump() == dump_ntriples(LAKE)
    assert tuple(lake_store.triples()) == LAKE
    assert lake_store.count() == len(LAKE)


def test_the_order_of_loading_does_not_show(store: Store) -> None:
    """Nor do triples that are loaded twice."""
    lines = dump_ntriples(LAKE).splitlines(keepends=True)
    for part in (lines[::-2], lines[::-1]):
        store.load(b"".join(part))
    assert store.dump() == b"".join(lines)


def test_numbers_and_dates_keep_their_form(store: Store) -> None:
    """An offset stays a nonNegativeInteger, and one part in one is written 1.0."""
    kinds = [("007", xsd.INTEGER), ("5", xsd.NON_NEGATIVE_INTEGER), ("1.0", xsd.DECIMAL), ("2003-03", xsd.G_YEAR_MONTH)]
    triples: list[Triple] = [(LSA, rdf.VALUE, Literal(value, kind)) for value, kind in kinds]
    store.load(dump_ntriples(triples))
    assert set(store.triples()) == set(triples)


PATTERNS = {
    "a subject": (LSA, None, None),
    "a property": (None, iceorg.START, None),
    "a thing": (None, None, LSA),
    "a text": (None, None, Literal("Lake Survey Agency")),
    "a number": (None, None, Literal("40", xsd.INTEGER)),
    "a subject and a property": (LSA, skos.ALT_LABEL, None),
    "a subject and an object": (LSA, None, Iri(f"{ID_BASE}waters")),
    "a property and an object": (None, rdf.TYPE, oa.SpecificResource),
    "all three": (LSA, org.SUB_ORGANIZATION_OF, Iri(f"{ID_BASE}waters")),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_triples_are_found_by_their_parts(lake_store: Store, name: str) -> None:
    """In the order of the graph."""
    pattern = PATTERNS[name]
    expected = [t for t in LAKE if all(want in (None, part) for want, part in zip(pattern, t, strict=True))]
    assert list(lake_store.triples(*pattern)) == expected
    assert expected


def test_triples_that_are_not_there_are_not_found(lake_store: Store) -> None:
    """Each of the parts occurs, but not together."""
    assert list(lake_store.triples(LSA, rdf.TYPE, oa.SpecificResource)) == []


def test_a_select_is_answered_with_our_prefixes(lake_store: Store) -> None:
    """The text need not declare them."""
    answer = lake_store.query("SELECT ?post { id:charts org:reportsTo ?post }", prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    assert [solution["post"].value for solution in answer] == [f"{ID_BASE}director"]


def test_ask_and_construct_are_answered(lake_store: Store) -> None:
    """With a truth value and with triples."""
    assert lake_store.query("ASK { ?claim iceorg:status iceorg:Suggested }", prefixes=PREFIXES)
    triples = lake_store.query("CONSTRUCT { ?a skos:related ?b } WHERE { ?a org:reportsTo ?b }", prefixes=PREFIXES)
    assert isinstance(triples, ox.QueryTriples)
    assert len(list(triples)) == 3


@pytest.mark.parametrize("text", ["SELEC ?x { ?x ?y ?z }", "INSERT DATA { <urn:a:a> <urn:a:b> <urn:a:c> }", ""])
def test_what_is_no_query_is_refused(lake_store: Store, text: str) -> None:
    """An update is none, and changes nothing."""
    with pytest.raises(SyntaxError):
        lake_store.query(text)
    assert lake_store.count() == len(LAKE)


@pytest.mark.parametrize(
    "faulty", [b"<urn:a:a> <urn:a:b> <urn:a:c>", b"\xff\xfe", b"<a> <b> <c> .", b"<urn:a:a> <urn:a:b> 'c' ."]
)
def test_what_is_no_ntriples_is_refused_whole(lake_store: Store, faulty: bytes) -> None:
    """The triples before the fault are not kept either."""
    with pytest.raises(StoreError, match="no N-Triples"):
        lake_store.load(b"<urn:a:1> <urn:a:2> <urn:a:3> .\n" + faulty)
    assert lake_store.dump() == dump_ntriples(LAKE)


def test_a_thing_without_an_iri_is_refused(store: Store) -> None:
    """There are no blank nodes in our graphs; they have no lasting name."""
    store.load(b"_:x <urn:a:b> <urn:a:c> .")
    with pytest.raises(StoreError, match="has no IRI"):
        list(store.triples())
