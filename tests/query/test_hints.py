"""Comments that tell the engine how to go about a query: the answer is the same with them and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.query import catalogue, run_query
from iceorg.query.hints import FOR_EACH, with_hints

if TYPE_CHECKING:
    from iceorg.query import Question
    from iceorg.store import Store

HINTED = [one for one in catalogue() if FOR_EACH in one.sparql]
VALUES = {"words": "rescue", "acronym": "HSA", "least": "2", "earlier": "2024", "later": "2025"}
MARKED = f"SELECT ?a ?b {{ {{ ?a org:reportsTo ?b }}\n{FOR_EACH}\n{{ ?b a org:Post }} }}"


@pytest.mark.parametrize("one", HINTED, ids=lambda one: one.name)
def test_a_question_has_the_same_rows_without_its_hint(harbour: Store, one: Question) -> None:
    """Other engines pass over the comment, and answer the same text."""
    given = {each.name: VALUES.get(each.name, "") for each in one.parameters if each.name in VALUES}
    plain = one.sparql.replace(FOR_EACH, "")
    assert with_hints(one.sparql) != one.sparql
    assert run_query(harbour, one.sparql, parameters=given) == run_query(harbour, plain, parameters=given)


def test_a_marked_group_is_looked_through_for_each_solution(harbour: Store) -> None:
    """Oxigraph's word for it stands before the brace, and nowhere else."""
    assert with_hints(MARKED).count("LATERAL") == 1
    assert len(run_query(harbour, MARKED)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "ASK { { ?a ?b ?c } { ?c ?d ?e } }",
        f"SELECT ('{FOR_EACH} {{ }}' AS ?a) {{ }}",
        f'SELECT ("""\n{FOR_EACH}\n{{""" AS ?a) {{ }}',
        f"ASK {{ {{ ?a ?b ?c }}\n{FOR_EACH}\n{{ VALUES ?c {{ 1 }} ?c ?d ?e }} }}",
    ],
)
def test_a_query_without_a_marked_group_is_left_alone(text: str) -> None:
    """Words inside of a string are no comment; a group that begins with values takes no others."""
    assert with_hints(text) == text


def test_a_value_for_a_variable_of_a_marked_group_is_taken(harbour: Store) -> None:
    """The group is then joined as any other."""
    found = run_query(harbour, MARKED, parameters={"b": "id:director"})
    assert len(found) == 2
