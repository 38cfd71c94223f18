"""A graph behind a SPARQL endpoint answers as the embedded one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from builders import lake_resolution
from endpoint import endpoint
from iceorg.errors import LimitError, QueryError, StoreError
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore, RemoteStore
from iceorg.vocab import ID_BASE, PREFIXES, Iri, skos

if TYPE_CHECKING:
    from collections.abc import Generator

    from endpoint import Endpoint

LAKE = dump_ntriples(to_triples(lake_resolution()))
LSA = Iri(f"{ID_BASE}lsa")


@pytest.fixture(scope="module")
def server() -> Generator[Endpoint]:
    """A running endpoint with the invented agency."""
    with endpoint(LAKE) as running:
        yield running


@pytest.fixture
def local() -> OxigraphStore:
    """The same graph, embedded."""
    store = OxigraphStore()
    store.load(LAKE)
    return store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?unit ?post ?none { ?unit org:reportsTo ?post } ORDER BY ?unit",
        "SELECT ?n { ?a skos:prefLabel ?n FILTER(CONTAINS(?n, '\"')) } ORDER BY ?n",
        "ASK { ?claim iceorg:status iceorg:Suggested }",
    ],
)
def test_rows_are_those_of_the_embedded_store(server: Endpoint, local: OxigraphStore, query: str) -> None:
    """Our prefixes are declared on the way, and awkward characters come through."""
    far, near = (store.query(query, prefixes=PREFIXES) for store in (RemoteStore(server.url), local))
    assert not isinstance(far, ox.QueryTriples)
    assert not isinstance(near, ox.QueryTriples)
    form = ox.QueryResultsFormat.JSON
    assert far.serialize(format=form) == near.serialize(format=form)


def test_triples_are_those_of_the_embedded_store(server: Endpoint, local: OxigraphStore) -> None:
    """By a CONSTRUCT, and by their parts."""
    store = RemoteStore(server.url)
    made = store.query("CONSTRUCT { ?b skos:related ?a } WHERE { ?a org:reportsTo ?b }", prefixes=PREFIXES)
    assert isinstance(made, ox.QueryTriples)
    assert len(list(made)) == 3
    assert list(store.triples(LSA, skos.ALT_LABEL)) == list(local.triples(LSA, skos.ALT_LABEL)) != []
    assert (store.count(), len(store.dump().splitlines())) == (local.count(), local.count())


@pytest.mark.parametrize("text", ["SELEC ?x { ?x ?y ?z }", "DROP ALL", "ASK { ?a zz:b ?c }"])
def test_what_is_no_query_is_not_sent(server: Endpoint, text: str) -> None:
    """Mistakes are found at home, with the same words as ever."""
    before = len(server.asked)
    with pytest.raises(SyntaxError):
        RemoteStore(server.url).query(text)
    assert len(server.asked) == before


def test_nothing_is_written_to_a_server(server: Endpoint) -> None:
    """`iceorg push` does that."""
    with pytest.raises(StoreError, match="fill it with `iceorg push`"):
        RemoteStore(server.url).load(LAKE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda url: url.replace("/sparql", "/nowhere"), r"answers 404 .*check the path"),
        (lambda url: url.replace("/sparql", "/page"), r"gave no SPARQL answer: .*is it an endpoint"),
        (lambda _: "http://127.0.0.1:1/sparql", r"cannot be reached: .*is the server running"),
        (lambda _: "build/graph", r"is no web address; give http://HOST/PATH"),
        (lambda _: "http://host:port", r"is no address"),
    ],
)
def test_a_server_that_does_not_answer_is_named(server: Endpoint, change: object, message: str) -> None:
    """What, where, and what to do; a password in the address is not shown."""
    assert callable(change)
    with pytest.raises(StoreError, match=message):
        RemoteStore(change(server.url)).query("ASK { ?a ?b ?c }")


@pytest.mark.parametrize("path", ["/slow", "/trickle"])
def test_a_server_is_not_waited_for_without_end(server: Endpoint, path: str) -> None:
    """Neither if it says nothing nor if it never comes to an end; the limit is told."""
    with pytest.raises(LimitError, match=r"/\w+: did not answer within 0\.2 seconds; .* \(--timeout\)"):
        RemoteStore(server.url.replace("/sparql", path), timeout_s=0.2).count()


@pytest.mark.parametrize("url", ["http://ann:secret@127.0.0.1:1/sparql?key=hidden", "http://:secret@host/sparql"])
def test_a_password_in_the_address_is_refused_and_not_shown(url: str) -> None:
    """The list of processes shows it to everybody, and an error goes to logs."""
    with pytest.raises(
        StoreError, match=r"has a name or a password in it, .* ICEORG_USER and ICEORG_PASSWORD"
    ) as caught:
        RemoteStore(url)
    assert "secret" not in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_graph_of_the_server_is_chosen_in_the_address(server: Endpoint) -> None:
    """The servers that take graphs in a form are more than those that look into the address for them."""
    RemoteStore(f"{server.url}?default-graph-uri=urn:x:a&default-graph-uri=urn:x:b&db=c").query("ASK {}")
    assert server.forms[-1]["default-graph-uri"] == ["urn:x:a", "urn:x:b"]
    assert server.paths[-1] == "/sparql?db=c"


def test_a_query_that_the_server_refuses_is_the_querys_fault(server: Endpoint) -> None:
    """The server's own words are passed on."""
    with pytest.raises(QueryError, match=r"does not take this query: 400 .*GRAPH is refused"):
        RemoteStore(server.url).query("ASK { GRAPH <urn:x:refused> { ?a ?b ?c } }")


@pytest.mark.parametrize(("busy", "said"), [(2, "True"), (9, "answers 503 Service Unavailable: busy; try again later")])
def test_a_busy_server_is_asked_again_some_times(server: Endpoint, busy: int, said: str) -> None:
    """As long after as it says; in the end it is told."""
    server.busy = busy
    try:
        told = str(bool(RemoteStore(server.url).query("ASK { ?a ?b ?c }")))
    except StoreError as fault:
        told = f"{fault.message}; {fault.hint}"
    assert told == said
    server.busy = 0
