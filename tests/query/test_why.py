"""Why a fact is believed: the claims, the words, and what is said where no claim says it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from iceorg.errors import QueryError
from iceorg.query import reasons_as_json, tell_why, why
from iceorg.store import OxigraphStore
from iceorg.vocab import org

if TYPE_CHECKING:
    from iceorg.store import Store


def test_a_fact_of_two_documents_has_two_reasons(harbour: Store) -> None:
    """The dated document comes first, the undated last."""
    reasons = why(harbour, "HSA", "part of", "Department of Ports")
    assert [(r.words[0].file, r.observed_on) for r in reasons] == [
        ("handbook.txt", "2024-05-02"),
        ("leaflet.txt", None),
    ]


def test_a_fact_of_the_layout_shows_the_line_and_its_heading(harbour: Store) -> None:
    """Both passages are given with their offsets, in text order."""
    (reason,) = why(harbour, "Office of Charts", "org:reportsTo")
    assert [(w.start, w.end, w.quote) for w in reason.words] == [(100, 108, "Director"), (130, 146, "Office of Charts")]
    assert (reason.status, reason.rule, reason.confidence) == ("Layout", "by-hand", 0.9)


def test_a_value_is_found_by_its_text(harbour: Store) -> None:
    """A date or a name may stand as the object."""
    (reason,) = why(harbour, "HSA", "founded", "1999-04")
    assert reason.words[0].quote == "was founded in April 1999"


def test_a_thing_alone_gives_all_that_is_said_of_it(harbour: Store) -> None:
    """Its counts and the posts it holds are told with it, since they have no name of their own."""
    assert org.MEMBER in {r.predicate for r in why(harbour, "Ana Lee")}
    assert "at least 12 harbours — counted — harbours" in tell_why(harbour, "HSA")


def test_a_suggestion_is_told_as_no_fact(harbour: Store) -> None:
    """A claim that the graph does not assert says so."""
    assert "suggested, not asserted, by rule by-hand" in tell_why(harbour, "Coast Guild", "part of", "HSA")


def test_what_no_document_says_is_said_in_words(harbour: Store) -> None:
    """Both things exist, but no claim joins them so."""
    assert why(harbour, "Department of Ports", "part of", "HSA") == ()
    told = tell_why(harbour, "Department of Ports", "part of", "HSA")
    assert told.startswith("Not stated in the documents: Department of Ports part of HSA\n")
    assert "Harbour Safety Agency — part of — Department of Ports" in told


def test_long_sentences_are_broken_for_a_screen(harbour: Store) -> None:
    """On a terminal no line is longer than the screen; in a pipe each passage is one line."""
    asked = ("Beacon Watch", "component of", "Beacon Program")
    assert max(len(line) for line in tell_why(harbour, *asked, width=40).splitlines()) <= 40
    assert "“Beacon Watch is one part of the Beacon Program”" in tell_why(harbour, *asked)


def test_an_acting_holder_does_not_hold_but_is_shown(harbour: Store) -> None:
    """Where the fact asked for is not stated, what is stated of both is shown."""
    told = tell_why(harbour, "Ana Lee", "holds", "HSA Director")
    assert "Not stated in the documents: Ana Lee holds HSA Director" in told
    assert "Ana Lee as Director (acting) — post — Director" in told


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("Director",), "may mean 2 things"),
        (("Zork",), "nothing in the graph is called 'Zork'"),
        (("HSA", "founds"), "no property 'founds'; did you mean founded"),
        (("HSA", "part of", "Department of Port"), "did you mean Department of Ports?"),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_near_ones(
    harbour: Store, asked: tuple[str, ...], message: str
) -> None:
    """A misspelt name is never taken for a fact that is not stated."""
    with pytest.raises(QueryError, match=message):
        why(harbour, *asked)


def test_reasons_are_data_for_programs(harbour: Store) -> None:
    """The JSON form has labels, standing and passages with offsets."""
    (data,) = json.loads(reasons_as_json(harbour, why(harbour, "Beacon Watch", "component of")))
    assert data["object"] == {"iri": "https://w3id.org/iceorg/id/beacon", "label": "Beacon Program"}
    quote = "Beacon Watch is one part of the Beacon Program"
    assert data["passages"] == [
        {
            "file": "leaflet.txt",
            "title": "The leaflet",
            "document": "https://w3id.org/iceorg/id/leaflet",
            "start": 160,
            "end": 160 + len(quote),
            "quote": quote,
        }
    ]


def test_what_carried_a_learned_claim_is_told(harbour_turtle: str) -> None:
    """Below the rule that read it stand the signs that spoke most for it; the JSON form has them as well."""
    signed = harbour_turtle + 'id:claim-6 rdfs:comment "“part of” stands between the names" .\n'
    store = OxigraphStore()
    store.load(serialize(parse(signed.encode(), format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES) or b"")
    told = tell_why(store, "HSA", "part of").splitlines()
    assert told[2] == "    because “part of” stands between the names"
    assert sum("because" in line for line in told) == 1
    data = json.loads(reasons_as_json(store, why(store, "HSA", "part of")))
    assert [one["signs"] for one in data] == ["“part of” stands between the names", ""]
