"""Decisions applied to the Lake Survey Agency: what changes, what is kept, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from iceorg.api import read_decisions
from iceorg.curation import curated
from iceorg.errors import CurationError
from iceorg.graph import to_triples
from iceorg.model import Kind, Literal, Status
from iceorg.vocab import ID_BASE, Iri, dcterms, iceorg, org, prov, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from iceorg.model import Claim, Resolution

    Decide = Callable[..., Resolution]


@pytest.fixture
def decide(write: Callable[..., Path], lake: Resolution) -> Decide:
    """Return what all documents say once some entries are applied."""
    return lambda *entries: curated(lake, read_decisions(write(*entries)))


def iri(name: str) -> Iri:
    """Return the IRI of a thing of the agency."""
    return Iri(ID_BASE + name)


def said(resolution: Resolution, subject: str, predicate: Iri) -> list[Claim]:
    """Return the claims of a property of a thing."""
    return [c for c in resolution.claims if c.subject == iri(subject) and c.predicate == predicate]


def test_without_decisions_nothing_changes(lake: Resolution) -> None:
    """Not a claim."""
    assert curated(lake, read_decisions(None)) is lake


def test_merged_things_are_one(decide: Decide) -> None:
    """What was said of either is said of the first; the other's name is one of its names."""
    one = decide('[[merge]]\nthings = ["id:soundings", "id:charts"]')
    assert iri("charts") not in {thing.iri for thing in one.things}
    assert {c.object for c in said(one, "soundings", org.REPORTS_TO)} == {iri("director"), iri("surveyor")}
    assert Literal("Office of Soundings") in {c.object for c in said(one, "soundings", skos.PREF_LABEL)}
    assert all(c.object != Literal("Office of Soundings") for c in said(one, "soundings", skos.ALT_LABEL))


def test_what_a_merge_makes_a_thing_say_of_itself_is_rejected(decide: Decide) -> None:
    """And kept, with the decision that made it so."""
    one = decide('[[merge]]\nthings = ["id:lsa", "id:waters"]')
    (part,) = said(one, "lsa", org.SUB_ORGANIZATION_OF)
    assert (part.status, part.object) == (Status.REJECTED, iri("lsa"))


def test_claims_keep_their_ids_over_a_merge(decide: Decide, lake: Resolution) -> None:
    """So that decisions about them last."""
    one = decide('[[merge]]\nthings = ["id:soundings", "id:charts"]')
    assert {claim.id for claim in lake.claims} <= {claim.id for claim in one.claims}


def test_what_is_held_apart_is_in_the_graph(decide: Decide) -> None:
    """The decision has used both things, also where one of them is by now part of a merged one."""
    apart = '[[never-merge]]\nthings = ["id:charts", "id:waters"]'
    for entries, things in (
        ((apart,), {"charts", "waters"}),
        ((apart, '[[merge]]\nthings = ["id:soundings", "id:charts"]'), {"soundings", "waters"}),
    ):
        triples = to_triples(decide(*entries))
        assert {value for _, predicate, value in triples if predicate == prov.USED} == {iri(name) for name in things}


def test_a_rejected_fact_is_kept_and_not_asserted(decide: Decide) -> None:
    """All claims of it; those of other facts stand."""
    one = decide('[[reject]]\nsubject = "LSA"\npredicate = "part of"\nobject = "Department of Waters"')
    assert [c.status for c in said(one, "lsa", org.SUB_ORGANIZATION_OF)] == [Status.REJECTED]
    triples = set(to_triples(one))
    assert (iri("lsa"), org.SUB_ORGANIZATION_OF, iri("waters")) not in triples
    assert any(predicate == prov.WAS_INVALIDATED_BY for _, predicate, _ in triples)


def test_one_claim_is_rejected_by_its_id(decide: Decide, lake: Resolution) -> None:
    """And no other."""
    (first, second) = said(lake, "soundings", org.REPORTS_TO)
    one = decide(f'[[reject]]\nclaim = "{first.id}"')
    assert {c.id: c.status.asserted for c in said(one, "soundings", org.REPORTS_TO)} == {
        first.id: False,
        second.id: True,
    }


def test_who_is_said_not_to_hold_a_post_has_no_membership_in_it(decide: Decide) -> None:
    """What rests on the same words falls with it."""
    one = decide('[[reject]]\nsubject = "Bo Reed"\npredicate = "holds"\nobject = "Chief Surveyor"')
    capacity = said(one, "reed-surveyor", iceorg.CAPACITY)
    assert [c.status for c in said(one, "reed", org.HOLDS) if c.object == iri("surveyor")] == [Status.REJECTED]
    assert [c.status for c in capacity] == [Status.REJECTED]


def test_an_accepted_suggestion_is_a_fact(decide: Decide, lake: Resolution) -> None:
    """Curated, on the words of the document, with the decision beside them."""
    (maybe,) = [claim for claim in lake.claims if claim.status is Status.SUGGESTED]
    one = decide(f'[[accept]]\nclaim = "{maybe.id}"')
    (fact,) = [c for c in said(one, "reed", org.HOLDS) if c.object == iri("director")]
    assert fact.status is Status.CURATED
    assert fact.passages[0].quote.startswith("Bo Reed")
    assert (iri(fact.id), prov.WAS_INFLUENCED_BY, iri(one.decisions[0].id)) in set(to_triples(one))


def test_an_asserted_fact_quotes_its_entry(decide: Decide) -> None:
    """It is Curated, and the file of decisions is no document of the organisation."""
    one = decide(
        '[[assert]]\nsubject = "Bo Reed"\npredicate = "heads"\nobject = "LSA"\nsource = "https://lakes.example/9"'
    )
    (fact,) = [c for c in said(one, "reed", org.HEAD_OF) if c.object == iri("lsa")]
    assert (fact.status, fact.rule) == (Status.CURATED, "C-ASSERT")
    assert fact.passages[0].quote.startswith("[[assert]]")
    kinds = {what for _, predicate, what in to_triples(one) if predicate == rdf.TYPE}
    assert iceorg.CurationFile in kinds


@pytest.mark.parametrize(
    ("capacity", "plain"), [("substantive", True), ("acting", False), ("performing the duties", False)]
)
def test_a_holder_is_asserted_with_a_capacity(decide: Decide, capacity: str, plain: bool) -> None:  # noqa: FBT001
    """Only who holds a post in his own right holds it plainly."""
    entry = '[[assert]]\nsubject = "Ada Moss"\npredicate = "holds"\nobject = "Chief Surveyor"\nsource = "p. 1"'
    one = decide(f'{entry}\ncapacity = "{capacity}"')
    assert bool(said(one, "moss", org.HOLDS)) is plain
    (made,) = [
        t for t in one.things if t.kind is Kind.MEMBERSHIP and t.iri not in {iri("moss-director"), iri("reed-surveyor")}
    ]
    assert any(c.subject == made.iri and c.object == iri("soundings") for c in one.claims)


def test_a_rename_joins_old_and_new(decide: Decide) -> None:
    """By a fact and an event, as a stated one does."""
    one = decide('[[rename]]\nfrom = "Office of Soundings"\nto = "id:charts"\non = 2020-01-01\nsource = "order 7"')
    assert [c.object for c in said(one, "charts", dcterms.REPLACES)] == [iri("soundings")]
    assert {c.object for c in one.claims if c.predicate == org.ORIGINAL_ORGANIZATION} == {
        iri("board"),
        iri("soundings"),
    }


def test_a_thing_of_another_kind_loses_what_cannot_be_said_of_it(decide: Decide) -> None:
    """And nothing else."""
    one = decide('[[type]]\nthing = "Clear Water Program"\nkind = "unit"')
    assert [c.object for c in said(one, "water-program", rdf.TYPE) if c.status.asserted] == [org.OrganizationalUnit]
    assert [c.status for c in said(one, "soundings", iceorg.ADMINISTERS)] == [Status.REJECTED]
    assert [c.status for c in said(one, "soundings", iceorg.PARTNERS_WITH)] == [Status.STATED]


def test_an_entry_that_matches_nothing_is_told(decide: Decide) -> None:
    """It stops nothing: documents come and go."""
    one = decide('[[reject]]\nclaim = "claim-gone"', '[[merge]]\nthings = ["Office of Tides", "LSA"]')
    assert [problem.code for problem in one.problems] == ["decision-without-match"] * 2
    assert one.decisions == ()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (['[[merge]]\nthings = ["LSA", "Clear Water Program"]'], "unlike things cannot be one: id:lsa is an agency"),
        (
            ['[[merge]]\nthings = ["id:lsa", "id:waters"]', '[[never-merge]]\nthings = ["id:waters", "id:lsa"]'],
            "a merge joins what this holds apart",
        ),
        (
            ['[[merge]]\nthings = ["id:lsa", "id:waters"]', '[[merge]]\nthings = ["id:waters", "id:lsa"]'],
            "merged into two things, or into itself",
        ),
        (
            [
                '[[rename]]\nfrom = "id:soundings"\nto = "id:charts"\nsource = "a"',
                '[[rename]]\nfrom = "id:charts"\nto = "id:soundings"\nsource = "a"',
            ],
            "renames go round in a ring",
        ),
        (['[[rename]]\nfrom = "LSA"\nto = "Bo Reed"\nsource = "a"'], "a rename joins two bodies, or two programs"),
        (
            ['[[assert]]\nsubject = "Bo Reed"\npredicate = "part of"\nobject = "LSA"\nsource = "a"'],
            "id:reed is a person, and “part of” wants an agency or a unit",
        ),
        (
            ['[[assert]]\nsubject = "LSA"\npredicate = "owns"\nobject = "LSA"\nsource = "a"'],
            "nothing can be said by “owns”",
        ),
    ],
)
def test_decisions_that_cannot_be_meant_are_refused(decide: Decide, entries: list[str], words: str) -> None:
    """With the line of the entry, and what to do."""
    with pytest.raises(CurationError) as refused:
        decide(*entries)
    assert words in str(refused.value)
    assert "ours.toml:" in str(refused.value)


def test_a_name_of_several_things_is_refused_with_their_ids(write: Callable[..., Path], lake: Resolution) -> None:
    """So that a person can choose."""
    stated = tuple(replace(claim, status=Status.STATED) for claim in lake.claims)  # "whom some call Director" as well
    decisions = read_decisions(write('[[type]]\nthing = "Director"\nkind = "post"'))
    with pytest.raises(CurationError, match="names 2 things; write one of id:director, id:reed"):
        curated(replace(lake, claims=stated), decisions)


def test_the_only_kind_of_a_thing_cannot_be_rejected(decide: Decide, lake: Resolution) -> None:
    """It would be nothing at all."""
    (kind, *_) = said(lake, "lsa", rdf.TYPE)
    with pytest.raises(CurationError, match="say what it is in a"):
        decide(f'[[reject]]\nclaim = "{kind.id}"')
