"""The index of what hangs on what: the same as networkx finds, in trees, tangles and loops alike."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iceorg.store import OxigraphStore
from iceorg.store.hierarchy import Hierarchy, hierarchy
from iceorg.vocab import Iri, org

DEEP = 100_000
NUMBERS = st.integers(0, 11)
ANY = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30)
TANGLES = ANY.map(lambda pairs: [(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1]])
FORESTS = st.lists(st.integers(0, 11), max_size=20).map(
    lambda up: [(n, u % n) for n, u in enumerate(up[1:], 1) if u % 3]
)
GRAPHS = st.one_of(FORESTS, TANGLES, ANY)


def thing(number: int) -> Iri:
    """Return a thing whose IRIs sort as the numbers do."""
    return Iri(f"https://example.org/{number:06}")


def index(pairs: list[tuple[int, int]]) -> Hierarchy:
    """Return the index of numbered things."""
    return Hierarchy((thing(lower), thing(upper)) for lower, upper in pairs)


def oracle(pairs: list[tuple[int, int]]) -> nx.DiGraph:
    """Return the same for networkx, from the upper to the lower."""
    return nx.DiGraph((thing(upper), thing(lower)) for lower, upper in pairs)


@given(GRAPHS)
def test_what_is_below_and_above_is_what_networkx_finds(pairs: list[tuple[int, int]]) -> None:
    """Each thing once, and never the thing itself."""
    found, expected = index(pairs), oracle(pairs)
    for node in expected:
        below, above = found.below(node), found.above(node)
        assert (len(below), set(below)) == (found.count_below(node), nx.descendants(expected, node))
        assert len(above) == len(set(above))
        assert set(above) == nx.ancestors(expected, node)


@given(GRAPHS)
def test_one_is_below_another_where_a_way_leads_up(pairs: list[tuple[int, int]]) -> None:
    """In a loop a thing is below itself."""
    found, expected = index(pairs), oracle(pairs)
    for upper in expected:
        reached = {last for _, last in nx.edge_bfs(expected, upper)}
        assert {lower for lower in expected if found.is_below(lower, upper)} == reached


@given(GRAPHS, st.integers(1, 6))
def test_the_largest_are_those_with_most_below_them(pairs: list[tuple[int, int]], most: int) -> None:
    """In order, and nothing that has nothing below it."""
    found, expected = index(pairs), oracle(pairs)
    counts = {node: len(nx.descendants(expected, node)) for node in expected}
    largest = found.largest(most)
    assert [count for _, count in largest] == sorted((n for n in counts.values() if n), reverse=True)[:most]
    assert all(counts[node] == count for node, count in largest)
    assert len(dict(largest)) == len(largest)


@given(GRAPHS)
def test_loops_and_several_things_above_are_told(pairs: list[tuple[int, int]]) -> None:
    """With all that belongs to each loop."""
    found, expected = index(pairs), oracle(pairs)
    groups = [group for group in nx.strongly_connected_components(expected) if len(group) > 1]
    alone = [{node} for node in nx.nodes_with_selfloops(expected) if not any(node in group for group in groups)]
    assert [set(loop) for loop in found.loops] == sorted(groups + alone, key=min)
    assert set(found.several) == {node for node in expected if expected.in_degree(node) > 1}
    assert set(found.tops) == {node for node in expected if not expected.in_degree(node)}


@given(FORESTS)
def test_a_branch_is_told_from_the_top_down(pairs: list[tuple[int, int]]) -> None:
    """Nothing comes before what it hangs on."""
    found = index(pairs)
    for top in found.tops:
        place = {each: at for at, each in enumerate((top, *found.below(top)))}
        assert all(place[up] < place[low] for up in place for low in found.directly_below(up))


@pytest.mark.parametrize("closed", [False, True], ids=["chain", "loop"])
def test_a_hundred_thousand_steps_are_no_depth(closed: bool) -> None:  # noqa: FBT001
    """Neither in a chain nor in a loop."""
    found = index([(n + 1, n) for n in range(DEEP)] + ([(0, DEEP)] if closed else []))
    assert found.count_below(thing(0)) == len(found.above(thing(DEEP))) == DEEP
    assert found.largest(2) == ((thing(0), DEEP), (thing(1), DEEP if closed else DEEP - 1))
    assert [len(loop) for loop in found.loops] == ([DEEP + 1] if closed else [])
    assert found.is_below(thing(DEEP), thing(0))


def test_it_is_made_of_the_triples_of_a_store() -> None:
    """Of one property, or of several together."""
    a, b, c = thing(1), thing(2), thing(3)
    store = OxigraphStore()
    store.load(f"<{b}> <{org.SUB_ORGANIZATION_OF}> <{a}> .\n<{c}> <{org.REPORTS_TO}> <{b}> .\n".encode())
    assert hierarchy(store, org.SUB_ORGANIZATION_OF).below(a) == (b,)
    assert hierarchy(store, org.REPORTS_TO, org.SUB_ORGANIZATION_OF).below(a) == (b, c)


def test_what_is_not_in_it_has_nothing_below_or_above() -> None:
    """And is below nothing."""
    found, stranger = index([(2, 1)]), thing(9)
    assert (stranger in found, len(found)) == (False, 2)
    assert found.below(stranger) == found.above(stranger) == found.directly_below(stranger) == ()
    assert found.count_below(stranger) == 0
    assert not found.is_below(thing(2), stranger)
