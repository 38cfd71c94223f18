"""Shapes that are slow in a large graph are named, with a form that gives the same rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from iceorg.query import run_query, slow_shapes

if TYPE_CHECKING:
    from iceorg.store import Store

SLOW = {
    "not exists": "SELECT ?x { ?x a org:Post FILTER NOT EXISTS { ?m iceorg:post ?x ; org:member ?p } }",
    "an optional after one": (
        "SELECT * { ?x a org:Post OPTIONAL { ?x skos:altLabel ?n } OPTIONAL { ?m iceorg:post ?x ; org:member ?p } }"
    ),
    "an optional inside one": (
        "SELECT * { ?u a org:OrganizationalUnit OPTIONAL { ?u org:reportsTo ?x "
        "OPTIONAL { ?m iceorg:post ?x . ?m org:member ?p } } }"
    ),
}
PART = re.compile(r"(FILTER NOT EXISTS|OPTIONAL) (\{ \?m .*?\})")


@pytest.mark.parametrize("case", SLOW)
def test_the_rewrite_gives_the_same_rows(harbour: Store, case: str) -> None:
    """What is suggested can be pasted in place of what is slow."""
    query = SLOW[case]
    (slow,) = slow_shapes(query)
    rewritten = PART.sub(lambda _: slow.rewrite, query)
    assert rewritten != query
    assert sorted(map(str, run_query(harbour, rewritten))) == sorted(map(str, run_query(harbour, query)))
    assert len(run_query(harbour, query)) > 0
    assert slow_shapes(rewritten) == ()


def test_where_no_rewrite_is_sure_none_is_given() -> None:
    """A filter that looks outside means another thing in a MINUS."""
    query = "SELECT ?x {\n?x a org:Post\nFILTER NOT EXISTS { ?x org:postIn ?y . ?y a ?z FILTER(?z != ?x) } }"
    assert [str(slow) for slow in slow_shapes(query)] == [
        "query line 3: NOT EXISTS with 2 patterns is slow in a large graph"
    ]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x a org:Post FILTER NOT EXISTS { ?x org:postIn ?y } }",
        "SELECT * { ?x a org:Post OPTIONAL { ?x org:postIn ?y } OPTIONAL { ?m iceorg:post ?x } }",
        "SELECT * { OPTIONAL { ?m iceorg:post ?x ; org:member ?p } }",
        "SELECT * { ?x a org:Post MINUS { ?m iceorg:post ?x ; org:member ?p } } # OPTIONAL { ?a ?b ?c . ?d ?e ?f }",
        "SELECT * { OPTIONAL { ?x",
        "FILTER NOT EXISTS {",
    ],
)
def test_nothing_else_is_called_slow(query: str) -> None:
    """Single patterns are fast, and half a query is no matter."""
    assert slow_shapes(query) == ()
