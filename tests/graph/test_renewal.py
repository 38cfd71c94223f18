"""A graph that is made of the former one, where few documents have changed, is the one that is made of all documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from bench.documents import pages
from builders import claim, document, reading, resolution
from iceorg.graph import Renewal, is_plain, renewal, renewed, to_ntriples
from iceorg.model import Agent, Literal, Status
from iceorg.pipeline import read_alone
from iceorg.resolve import resolve
from iceorg.vocab import ID_BASE, Iri, org, rdf, skos

if TYPE_CHECKING:
    from iceorg.model import Document, Reading, Resolution

A, B, C = (Iri(f"{ID_BASE}unit-{name}") for name in "abc")


@pytest.fixture(scope="module")
def read() -> tuple[Reading, ...]:
    """What the pages of three agencies say."""
    return tuple(read_alone(document(page.text, page.name)).readings[0] for page in pages(30))


def changed(former: Resolution, now: Resolution) -> Renewal | None:
    """Return what becomes of the graph of the one when it is to be that of the other."""
    before, after = said(former), said(now)
    gone = {name for name, claims in before.items() if after.get(name) != claims}
    new = {name for name, claims in after.items() if before.get(name) != claims}
    return renewal(to_ntriples(former), now, gone, new, base=ID_BASE, built_on=None)


def said(whole: Resolution) -> dict[str, list[object]]:
    """Return the claims of each document."""
    found: dict[str, list[object]] = defaultdict(list)
    for one in whole.claims:
        found[one.passages[0].document].append(one)
    return found


def stating(*pages: tuple[Document, tuple[Iri, Iri, Iri | Literal]]) -> Resolution:
    """Return documents of one statement each, which is their first line."""
    return resolution(*(reading(page, (claim(page, *what, page.text.splitlines()[0]),)) for page, what in pages))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_documents_come_and_go(read: tuple[Reading, ...], seed: int) -> None:
    """Facts that others state remain, labels of things change with those that use them."""
    some = Random(seed)  # noqa: S311 - documents are drawn, not secrets
    two = [resolve(some.sample(read, some.randint(24, 29))) for _ in range(2)]
    change = changed(*two)
    assert change
    assert b"".join(renewed(to_ntriples(two[0]), change.changes)) == to_ntriples(two[1])
    assert change.changes


def test_a_fact_goes_with_the_last_document_that_states_it() -> None:
    """And not before."""
    one, other = (document(f"A is in B.\n{name}", name) for name in ("one", "other"))
    fact = (A, org.SUB_ORGANIZATION_OF, B)
    both, left = stating((one, fact), (other, fact)), stating((other, fact))
    line = f"<{A}> <{org.SUB_ORGANIZATION_OF}> <{B}> .\n".encode()
    kept, lost = changed(both, left), changed(left, stating((one, (C, org.REPORTS_TO, B))))
    assert kept
    assert lost
    assert not any(change.subject == f"<{A}>".encode() for change in kept.changes)
    assert [change.after for change in lost.changes if line in change.before] == [b""]


def test_words_that_look_like_a_claim_are_not_taken_for_one() -> None:
    """A name that is written like a line of the graph belongs to its own document."""
    one = document("A is in B.\n", "one")
    hostile = f"x> <http://www.w3.org/ns/prov#wasDerivedFrom> <{ID_BASE}passage-{one.id}-0-1"
    other = document(f"{hostile}\n", "other")
    before = stating((one, (A, org.SUB_ORGANIZATION_OF, B)), (other, (C, skos.PREF_LABEL, Literal(hostile))))
    after = stating((other, (C, skos.PREF_LABEL, Literal(hostile))))
    change = changed(before, after)
    assert change
    assert b"".join(renewed(to_ntriples(before), change.changes)) == to_ntriples(after)


def test_what_loses_its_class_and_is_spoken_of_still() -> None:
    """Then all documents are looked at: what is said of it may be said of nothing."""
    one, other = document("B is an office.", "one"), document("A is in B.", "other")
    left = (other, (A, org.SUB_ORGANIZATION_OF, B))
    assert changed(stating((one, (B, rdf.TYPE, org.OrganizationalUnit)), left), stating(left)) is None


def test_a_former_graph_that_lacks_what_was_stated_is_not_made_use_of() -> None:
    """It is not what a build left."""
    page = document("A is in B.", "one")
    former = to_ntriples(stating((page, (A, org.SUB_ORGANIZATION_OF, B))))
    without = b"".join(line for line in former.splitlines(keepends=True) if not line.startswith(f"<{A}>".encode()))
    nothing = resolution()
    assert renewal(former, nothing, {page.id}, set(), base=ID_BASE, built_on=None)
    assert renewal(without, nothing, {page.id}, set(), base=ID_BASE, built_on=None) is None


def test_what_is_no_documents_own(lake: Resolution) -> None:
    """What a model said, a person decided, two documents say together or one says of another one."""
    page, other = document("A is in B.", "one"), document("A is in B!", "other")
    mine = claim(page, A, org.SUB_ORGANIZATION_OF, B, "A is in B")
    theirs = claim(other, A, org.SUB_ORGANIZATION_OF, B, "A is in B")
    about = replace(mine, subject=Iri(f"{ID_BASE}document-{other.id}"))
    own = replace(mine, subject=Iri(f"{ID_BASE}document-{page.id}"))
    both = replace(mine, passages=(*mine.passages, *theirs.passages))
    asked = replace(mine, agent=Agent("tide", "0" * 64), status=Status.SUGGESTED)
    plain = [is_plain(resolution(reading(page, (one,))), ID_BASE) for one in (mine, own, about, both, asked)]
    assert plain == [True, True, False, False, False]
    assert is_plain(lake, ID_BASE)
    assert not is_plain(replace(lake, curation=(page,)), ID_BASE)
