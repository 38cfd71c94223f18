"""Names and things: what a name finds, what is suggested, and what things are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.errors import QueryError
from iceorg.query import find_property, find_thing, find_things, in_words, labels
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, iceorg, org, skos

if TYPE_CHECKING:
    from iceorg.store import Store


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("Harbour Safety Agency", "agency"),
        ("the harbour safety agency", "agency"),
        ("hsa", "agency"),
        ("Harbour Safety Agency (HSA)", "agency"),
        ("Charts", "charts"),
        ("Ana Lee", "lee"),
        ("Director, Coast Guild", "guildmaster"),
        ("<https://w3id.org/iceorg/id/beacon>", "beacon"),
        ("id:beacon", "beacon"),
    ],
)
def test_a_name_finds_its_thing(harbour: Store, name: str, thing: str) -> None:
    """Case, articles and brackets do not matter; a post may be named with its body."""
    assert find_thing(harbour, name) == ID_BASE + thing


def test_a_name_of_several_things_lists_them(harbour: Store) -> None:
    """Both posts are shown with their bodies, so that a person can choose."""
    with pytest.raises(QueryError) as caught:
        find_thing(harbour, "Director")
    listed = caught.value.hint.splitlines()[1:]
    assert [line.strip() for line in listed] == [
        "Director (post in Coast Guild) id:guildmaster",
        "Director (post in Harbour Safety Agency) id:director",
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Rescue", "Office of Rescue"),
        ("Office of Rescu", "Office of Rescue"),
        ("Haror Safety Agency", "Harbour Safety"),
    ],
)
def test_a_name_of_nothing_suggests_near_ones(harbour: Store, name: str, near: str) -> None:
    """Nothing is found on similarity, but similar names are offered."""
    with pytest.raises(QueryError, match=f"did you mean .*{near}"):
        find_thing(harbour, name)


def test_an_iri_that_the_graph_does_not_have_finds_nothing(harbour: Store) -> None:
    """An IRI is looked up as any name is."""
    assert find_things(harbour, "id:nobody") == ()


def test_things_without_a_name_are_called_in_words(harbour: Store) -> None:
    """Memberships, counts, documents and terms of the vocabulary can be read by people."""
    called = {
        ID_BASE + "lee-post": "Ana Lee as Director (acting)",
        ID_BASE + "count": "at least 12 harbours",
        ID_BASE + "handbook": "handbook.txt",
        iceorg.Acting: "acting",
    }
    assert labels(harbour, [*called, "https://example.org/x", "_:b"]) == called


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("reports to", org.REPORTS_TO),
        ("reportsTo", org.REPORTS_TO),
        ("org:reportsTo", org.REPORTS_TO),
        ("Part of", org.SUB_ORGANIZATION_OF),
        ("runs", iceorg.ADMINISTERS),
        ("http://www.w3.org/2004/02/skos/core#altLabel", skos.ALT_LABEL),
    ],
)
def test_a_property_goes_by_words_local_name_or_curie(name: str, term: str) -> None:
    """People need not know the vocabulary."""
    assert find_property(name) == term


def test_terms_of_the_vocabulary_read_as_words() -> None:
    """A class or an individual is split at its humps; an IRI from elsewhere has no words."""
    assert in_words(iceorg.StakeholderGroup) == "stakeholder group"
    assert in_words(org.OrganizationalUnit) == "office or unit"
    assert in_words("https://example.org/x") is None


def test_a_thing_without_its_best_name_goes_by_the_longest_of_the_others() -> None:
    """As on a day before the document that gives it was written."""
    store = OxigraphStore()
    agency = f"{ID_BASE}agency"
    store.load("".join(f'<{agency}> <{skos.ALT_LABEL}> "{name}" .\n' for name in ("HSA", "Harbour Safety")).encode())
    assert labels(store, [agency]) == {agency: "Harbour Safety"}
