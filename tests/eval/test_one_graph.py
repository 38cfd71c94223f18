"""The practice documents built as one graph: bodies that a reader holds apart are never one thing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from eval.one_graph import BODIES, bodies, nodes, one_bodies, practice, short
from iceorg.evaluate import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.one_graph import Body

ON_ONE_NODE: Final = 0.5
"""At least so many pairs of mentions of one body in two documents are one thing; names alone join none."""

Pair = tuple["Body", "Body"]


def names() -> dict[Body, frozenset[str]]:
    """Return the names of each body of the gold."""
    return {(short(g.document), one.id): frozenset(map(spelt, one.names)) for g in practice()[0] for one in bodies(g)}


def joined() -> set[Pair]:
    """Return the pairs of bodies of two documents that are one thing of the graph."""
    by_node: dict[str, set[Body]] = {}
    for body, things in nodes().items():
        for thing in things:
            by_node.setdefault(thing, set()).add(body)
    pairs = (pair for met in by_node.values() for pair in combinations(sorted(met), 2))
    return {(one, other) for one, other in pairs if one[0] != other[0]}


def really_one() -> Iterator[Pair]:
    """Yield the pairs of bodies of two documents that a reader found to be one."""
    called = names()
    for _, known, documents in one_bodies():
        met = sorted(body for body, spelt_names in called.items() if body[0] in documents and spelt_names & known)
        yield from ((one, other) for one, other in combinations(met, 2) if one[0] != other[0])


def test_no_two_bodies_are_merged_that_a_reader_holds_apart() -> None:
    """Of all pairs of bodies of two documents; most names of the gold are in the graph."""
    assert joined() - set(really_one()) == set()
    assert sum(bool(things) for things in nodes().values()) > 0.85 * len(nodes())


def test_bodies_that_are_one_are_one_thing_where_their_names_say_so() -> None:
    """A graph in which nothing meets would merge nothing wrongly either."""
    one = set(really_one())
    assert len(one & joined()) >= ON_ONE_NODE * len(one) > 100


def test_the_old_and_the_new_of_a_renaming_are_two_things() -> None:
    """Of every succession of the gold, whether the page says "formerly", "was renamed" or "took over"."""
    followed = [
        tuple(nodes()[short(gold.document), end] for end in (one.subject, one.object))
        for gold in practice()[0]
        for one in gold.relations
        if one.type == "succeeds"
        and {e.type for e in gold.entities if e.id in (one.subject, one.object)} <= set(BODIES)
    ]
    assert len([pair for pair in followed if all(pair)]) > 100
    assert [pair for pair in followed if pair[0] & pair[1]] == []
