"""A graph that came from a sound one is looked at where it differs, and no fault hides there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.documents import pages
from builders import document
from iceorg.check import check_graph_since, promises, since
from iceorg.graph import Change, Renewal, renewal, renewed, to_ntriples
from iceorg.pipeline import read_alone
from iceorg.resolve import resolve
from iceorg.vocab import ID_BASE

if TYPE_CHECKING:
    from iceorg.check.parts import Since

PAGES = [document(page.text, page.name) for page in pages(6)]
NEW = PAGES[2]
"""The list of offices with their branches."""
TEXTS = {page.sha256: page.text for page in PAGES}


@pytest.fixture(autouse=True)
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every graph is large."""
    monkeypatch.setattr(promises, "AT_ONCE", 1)


@pytest.fixture(scope="module")
def added() -> tuple[bytes, Renewal]:
    """The graph of the pages, and how it came from that of all but one."""
    read = {page.id: read_alone(page).readings[0] for page in PAGES}
    former = to_ntriples(resolve(read[page.id] for page in PAGES if page is not NEW))
    now = resolve(read.values())
    change = renewal(former, now, set(), {NEW.id}, base=ID_BASE, built_on=None)
    assert change
    return b"".join(renewed(former, change.changes)), change


def looked_at(graph: bytes, change: Renewal) -> Since:
    """Return what of a graph is checked."""
    found = since(graph, TEXTS, frozenset({"sound"}), renewal=change, base=ID_BASE)
    assert found
    return found


def test_the_new_part_is_looked_at_and_the_things(added: tuple[bytes, Renewal]) -> None:
    """Nothing is wrong with them, and of the other documents nothing is read."""
    known = looked_at(*added)
    assert known.new == (f"<{ID_BASE}document-{NEW.id}>".encode(),)
    assert check_graph_since(added[0], TEXTS, known) == ()
    assert known.agree
    assert known.agree()
    assert not any(f"document-{page.id}".encode() in known.to_check for page in PAGES if page is not NEW)
    assert b"> <http://www.w3.org/ns/org#subOrganizationOf> <" in known.to_check


@pytest.mark.parametrize(
    ("words", "instead", "code"),
    [
        (b'#quote> "', b'#quote> "no', "quote-differs"),
        (b"#Stated>", b"#Unheard>", "undeclared-term"),
    ],
)
def test_a_new_part_that_is_not_sound(added: tuple[bytes, Renewal], words: bytes, instead: bytes, code: str) -> None:
    """It is found, and told as of the whole graph."""
    graph, change = added
    bad = change.part.replace(words, instead)
    lines = graph
    for old, new in zip(change.part.splitlines(keepends=True), bad.splitlines(keepends=True), strict=True):
        lines = lines.replace(old, new)
    problems = check_graph_since(lines, TEXTS, looked_at(lines, Renewal(change.changes, bad)))
    assert code in {problem.code for problem in problems}


def test_a_fact_that_no_claim_states(added: tuple[bytes, Renewal]) -> None:
    """Where it comes in with a change, it is found."""
    graph, change = added
    subject = next(one.subject for one in change.changes if one.subject.startswith(f"<{ID_BASE}unit-".encode()))
    line = subject + b' <http://www.w3.org/2004/02/skos/core#altLabel> "Nobody says this" .\n'
    more = [
        Change(one.subject, one.before, b"".join(sorted([*one.after.splitlines(keepends=True), line])))
        if one.subject == subject
        else one
        for one in change.changes
    ]
    wrong = b"".join(sorted([*graph.splitlines(keepends=True), line]))
    problems = check_graph_since(wrong, TEXTS, looked_at(wrong, Renewal(tuple(more), change.part)))
    assert [problem.code for problem in problems] == ["fact-without-claim"]


def test_a_statement_that_is_not_in_the_graph(added: tuple[bytes, Renewal]) -> None:
    """A claim of the new part states it."""
    graph, change = added
    line = next(
        line
        for one in change.changes
        if one.subject.startswith(f"<{ID_BASE}unit-".encode())
        for line in one.after.splitlines(keepends=True)
        if b"#subOrganizationOf>" in line
    )
    lacking = graph.replace(line, b"")
    problems = check_graph_since(lacking, TEXTS, looked_at(lacking, change))
    assert "claim-not-asserted" in {problem.code for problem in problems}
