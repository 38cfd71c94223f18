"""The named questions: every file is read, says what it answers, and keeps what it says."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from iceorg.errors import QueryError
from iceorg.query import catalogue, question
from iceorg.query.catalogue import declared_parameters, read_question
from iceorg.query.solve import solve

if TYPE_CHECKING:
    from iceorg.query import Question
    from iceorg.store import Store

LEAST = 20


def test_every_file_is_in_the_catalogue() -> None:
    """No `.rq` file is overlooked, and the names are sorted."""
    names = [q.name for q in catalogue()]
    packaged = [f.name.removesuffix(".rq") for f in files("iceorg.query").joinpath("rq").iterdir()]
    assert names == sorted(packaged)
    assert len(names) >= LEAST


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_a_question_keeps_what_its_header_says(harbour: Store, asked: Question) -> None:
    """The query gives the columns of the header, and selects every parameter, as both engines need it."""
    answer = solve(harbour, asked.sparql)
    assert set(asked.columns) <= set(answer.columns)
    if answer.columns != ("answer",):
        assert {p.name for p in asked.parameters} <= set(answer.columns)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_a_question_serves_any_organisation(asked: Question) -> None:
    """A query names no thing of its own: what it is about comes in as a parameter."""
    assert not re.search(r"\bid:|\bICE\b|w3id\.org/iceorg/id", asked.sparql)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_an_example_gives_every_required_parameter(asked: Question) -> None:
    """The example is a command line that asks the question as it stands."""
    words = shlex.split(asked.example)
    given = {word.partition("=")[0] for flag, word in pairwise(words) if flag == "--param"}
    assert words[:4] == ["iceorg", "query", "-n", asked.name]
    assert {p.name for p in asked.parameters if p.required} <= given <= {p.name for p in asked.parameters}


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_a_question_is_written_in_forms_that_stay_fast(asked: Question) -> None:
    """No NOT EXISTS, and only one pattern in an OPTIONAL or EXISTS: the engine's optimizer fails at others in large graphs."""
    assert "NOT EXISTS" not in asked.sparql
    for inside in re.findall(r"(?:OPTIONAL|EXISTS) \{([^}]*)\}", asked.sparql):
        assert not re.search(r"[.;]\s*\S", inside.strip()), inside


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_a_question_looks_at_no_claim_that_it_does_not_need(asked: Question) -> None:
    """A sub-SELECT is answered by itself: one that seeks where claims stand says which claims, or it goes through all of the graph."""
    for inside in re.findall(r"\(MAX\(\?at\) AS \?line\)(.*?)GROUP BY", asked.sparql, re.DOTALL):
        assert re.search(r"\?claim rdf:(subject|predicate|object) ", inside), inside


def test_an_unknown_name_is_answered_with_a_near_one() -> None:
    """A misspelt name suggests the right one."""
    with pytest.raises(QueryError, match="did you mean 'list-reports'"):
        question("list-report")


def test_a_header_without_a_line_is_refused() -> None:
    """A new question that says not what it answers does not load."""
    with pytest.raises(QueryError, match=r"new\.rq: the header has no line '# question: ...'"):
        read_question("new", "# title: New\n\nASK {}")


def test_a_parameter_of_no_known_kind_is_refused() -> None:
    """The kinds are listed."""
    with pytest.raises(QueryError, match=r"no known kind; one of thing, document"):
        declared_parameters("# parameters: post: things\n\nASK {}")
