"""What is proved: the page's own words for a fact and for both of its ends. What is not, enters nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from iceorg.extract.reader import draft_layout
from iceorg.llm.answer import read_answer
from iceorg.llm.proof import Proof, prove
from llm.pages import (
    HOLDS,
    IN_MINISTRY,
    LEADS,
    LISTED,
    PAGE,
    REPORTS,
    RUNS,
    THINGS,
    TRUE,
    fact,
    layout_of,
    reply_of,
    thing,
)

LAYOUT = layout_of(PAGE)
DRAFTS = draft_layout(LAYOUT)


def proof_of(*facts: dict[str, Any], things: tuple[dict[str, Any], ...] = ()) -> Proof:
    """Return what of some facts is proved on the page."""
    return prove(DRAFTS, read_answer(reply_of(*facts, things=[*THINGS, *things])))


@pytest.mark.parametrize("proposed", TRUE, ids=lambda one: one["relation"])
def test_what_the_page_says_is_proved(proposed: dict[str, Any]) -> None:
    """Its quotes are the document's own words."""
    proof = proof_of(proposed)
    assert [(one.relation, one.doubts) for one in proof.facts] == [(proposed["relation"], ())]
    assert all(LAYOUT.document.text[p.start : p.end] == p.quote for one in proof.facts for p in one.passages)
    assert proof.dropped == {}


ELSEWHERE = "The Tide Authority has 900 staff, as everybody knows"
FORGED = {
    "a word more": (
        {**IN_MINISTRY, "quote": "The Tide Authority (TA) is now an agency of the Ministry of Waters"},
        "quote-not-found",
    ),
    "a word less": ({**REPORTS, "quote": "The Gauge Office reports to Deputy Director"}, "quote-not-found"),
    "another word": ({**REPORTS, "quote": "The Gauge Office answers to the Deputy Director"}, "quote-not-found"),
    "another case": ({**REPORTS, "quote": "the gauge office reports to the deputy director"}, "quote-not-found"),
    "half a word": ({**REPORTS, "quote": "auge Office reports to the Deputy Director"}, "quote-not-found"),
    "left out with dots": (
        {**IN_MINISTRY, "quote": "The Tide Authority (TA) ... Ministry of Waters"},
        "quote-not-found",
    ),
    "of another document": (fact("partOf", "gauge", "ta", ELSEWHERE), "quote-not-found"),
    "the whole page": ({**REPORTS, "quote": PAGE}, "quote-not-found"),
    "a context of another document": ({**LISTED, "context": ["Offices of the Tide Authority"]}, "context-not-found"),
    "an end that is not in the quote": ({**LISTED, "context": []}, "end-not-in-quote"),
    "an end that is only meant": ({**RUNS, "context": []}, "end-not-in-quote"),
    "words for an end that are not in the quote": ({**REPORTS, "subject_words": "The Office"}, "end-not-in-quote"),
    "an end of another thing": ({**REPORTS, "subject": "wreck"}, "end-not-in-quote"),
    "an end that nobody named": ({**REPORTS, "subject": "nobody"}, "end-not-named"),
    "to itself": ({**LISTED, "object": "gauge", "object_words": "Gauge Office"}, "to-itself"),
    "swapped, by kinds": (fact("partOf", "ta", "gauge", "Gauge Office", "Tide Authority"), "wrong-type"),
    "swapped, by the page's words": (
        fact("partOf", "ministry", "ta", IN_MINISTRY["quote"]),
        "ends-swapped",
    ),
    "swapped, a line of command": (fact("reportsTo", "deputy", "gauge", REPORTS["quote"]), "ends-swapped"),
    "a person who is a body": (fact("partOf", "reed", "ta", HOLDS["quote"], "Tide Authority"), "wrong-type"),
    "an office that holds a post": (fact("holdsPost", "wreck", "deputy", LEADS["quote"]), "wrong-type"),
    "a body that is run as a program": (
        fact("administers", "ta", "gauge", "Gauge Office", "Tide Authority"),
        "wrong-type",
    ),
}


@pytest.mark.parametrize(("forged", "reason"), FORGED.values(), ids=FORGED)
def test_what_is_not_proved_is_dropped_and_counted(forged: dict[str, Any], reason: str) -> None:
    """Loose quotes, missing ends, swapped ends and wrong types leave nothing but a count."""
    proof = proof_of(forged)
    assert (proof.facts, dict(proof.dropped)) == ((), {reason: 1})


def test_the_world_does_not_count() -> None:
    """A name that is not on the page names nothing, however true what is said of it."""
    world = (thing("crown", "Agency", "United Kingdom"), thing("chief", "Person", "Ada Lovelace"))
    proof = proof_of({**IN_MINISTRY, "object": "crown"}, {**LEADS, "subject": "chief"}, things=world)
    assert (proof.facts, dict(proof.dropped)) == ((), {"end-not-named": 2, "name-not-found": 2})


@pytest.mark.parametrize(
    ("kind", "name"), [("Person", "Gauge Office"), ("Post", "Wreck Office"), ("Place", "Clear Gauge Program")]
)
def test_a_name_tells_what_it_cannot_name(kind: str, name: str) -> None:
    """No person is called an Office, and no place a Program."""
    assert proof_of(things=(thing("x", kind, name),)).dropped == {"wrong-type": 1}


DOUBTED = {
    "denied": (
        fact("partOf", "ta", "court", "It isn’t part of the Sea Court", "Tide Authority", subject_words="It"),
        "negated",
    ),
    "cut out of a denial": (
        fact("partOf", "ta", "court", "part of the Sea Court", "Tide Authority", subject_words="Tide Authority"),
        "negated",
    ),
    "over": (fact("partOf", "wreck", "treasury", "the Wreck Office was part of the Treasury"), "past"),
    "planned": (fact("partOf", "lamp", "gauge", "Would the Lamp Office become part of the Gauge Office"), "planned"),
    "asked": (fact("partOf", "lamp", "gauge", "the Lamp Office become part of the Gauge Office"), "asked"),
    "far from what licenses it": (
        fact("postIn", "deputy", "guild", "Acting Deputy Director Bo Reed", "Harbour Guild"),
        "far-context",
    ),
}


@pytest.mark.parametrize(("proposed", "doubt"), DOUBTED.values(), ids=DOUBTED)
def test_what_is_proved_may_be_doubted(proposed: dict[str, Any], doubt: str) -> None:
    """Denied, over, planned, asked, or licensed by nothing near: the sentence around the quote is looked at."""
    (found,) = proof_of(proposed).facts
    assert doubt in found.doubts


BELIEVED = {
    "That the Wreck Office is part of the Treasury is false.": "hearsay",
    "The Wreck Office is part of the Treasury, critics say.": "hearsay",
    "Some wrongly believe that the Wreck Office is part of the Treasury.": "hearsay",
    "If the Senate agrees, from May on the Wreck Office is part of the Treasury.": "planned",
    "The Wreck Office is part of the Treasury, and the critics of the play like it.": "",
}


@pytest.mark.parametrize(("text", "doubt"), BELIEVED.items())
def test_what_is_only_believed_or_conditional_is_doubted(text: str, doubt: str) -> None:
    """A true quote cut out of a sentence that takes it back."""
    things = [thing("w", "Unit", "Wreck Office"), thing("t", "Agency", "Treasury")]
    said = fact(
        "partOf",
        "w",
        "t",
        "Wreck Office is part of the Treasury",
        subject_words="Wreck Office",
        object_words="Treasury",
    )
    (found,) = prove(
        draft_layout(layout_of(f"# Ports\n\n{text}\n", "text/markdown")), read_answer(reply_of(said, things=things))
    ).facts
    assert found.doubts == ((doubt,) if doubt else ())


def test_who_performs_the_duties_of_a_post_does_not_hold_it() -> None:
    """The title is then the whole phrase; where a model gives the bare one, it is a suggestion."""
    text = "# Ports\n\n“We measure,” said the Senior Official Performing the Duties of the Director, Ada Ochs, to the press.\n"
    whole, things = "Senior Official Performing the Duties of the Director", [thing("o", "Person", "Ada Ochs")]
    said = fact("holdsPost", "o", "d", f"{whole}, Ada Ochs", subject_words="Ada Ochs", object_words="Director")
    for names, told in (((whole, "Director"), (whole, ())), (("Director",), ("Director", ("duties",)))):
        answer = read_answer(reply_of(said, things=[*things, thing("d", "Post", *names)]))
        (found,) = prove(draft_layout(layout_of(text, "text/markdown")), answer).facts
        assert (found.object.names[0][0], found.doubts) == told


MISTOLD = {
    "over, and called acting": (
        fact("partOf", "wreck", "treasury", "Until 2012 the Wreck Office was part of the Treasury", acting=True),
        "past",
    ),
    "acting, though the page does not say so": ({**LEADS, "acting": True}, "capacity"),
    "acting, and told as held": ({**HOLDS, "acting": False}, "capacity"),
}


@pytest.mark.parametrize(("proposed", "doubt"), MISTOLD.values(), ids=MISTOLD)
def test_who_stands_in_is_told_by_the_page(proposed: dict[str, Any], doubt: str) -> None:
    """That somebody is acting needs its word on the page, makes nothing of the past true, and is not left out."""
    (found,) = proof_of(proposed).facts
    assert found.doubts == (doubt,)


@pytest.mark.parametrize(
    ("text", "acting", "doubts"),
    [
        ("Bo Reed (acting), Director of the Gauge Office", True, ()),
        ("Bo Reed (acting), Director of the Gauge Office", False, ("capacity",)),
        ("Bo Reed, interim Director of the Gauge Office", True, ()),
        ("Bo Reed, a former acting coach, is Director of the Gauge Office", False, ()),
    ],
)
def test_words_for_standing_in_count_beside_title_or_name(text: str, acting: bool, doubts: tuple[str, ...]) -> None:  # noqa: FBT001
    """Before the title or in brackets after the name; an acting coach is none."""
    things = [thing("d", "Post", "Director"), thing("r", "Person", "Bo Reed")]
    said = fact("holdsPost", "r", "d", text, subject_words="Bo Reed", object_words="Director", acting=acting)
    answer = read_answer(reply_of(said, things=things, page_of=None))
    (found,) = prove(draft_layout(layout_of(f"# Ports\n\n{text}.\n", "text/markdown")), answer).facts
    assert tuple(doubt for doubt in found.doubts if doubt != "past") == doubts


RETYPED = {
    "a person as a unit": ("reed", "Unit", fact("partOf", "reed", "ta", HOLDS["quote"], "Tide Authority")),
    "a person as a place": ("reed", "Place", fact("locatedIn", "ta", "reed", HOLDS["quote"], "Tide Authority")),
    "a place as a person": (
        "tern",
        "Person",
        fact("holdsPost", "tern", "deputy", "Deputy Director Bo Reed has his desk in Port Tern"),
    ),
    "a title as a unit": ("deputy", "Unit", fact("partOf", "deputy", "ta", HOLDS["quote"], "Tide Authority")),
}


@pytest.mark.parametrize(("who", "kind", "proposed"), RETYPED.values(), ids=RETYPED)
def test_a_thing_of_another_kind_than_the_page_tells_is_doubted(who: str, kind: str, proposed: dict[str, Any]) -> None:
    """People and places are nothing else, and a title names no body: what is said of them so is for review."""
    things = tuple({**one, "type": kind} for one in THINGS if one["id"] == who)
    others = [one for one in THINGS if one["id"] != who]
    (found,) = prove(DRAFTS, read_answer(reply_of(proposed, things=[*others, *things]))).facts
    assert "kind" in found.doubts


TAKEN = fact("reportsTo", "ta", "deputy", REPORTS["quote"], subject_words="Gauge Office")


def test_another_name_that_is_not_on_the_page_is_counted() -> None:
    """The thing stands without it."""
    named = [
        thing("ta", "Agency", "Tide Authority", "TA", "Royal Tides") if one["id"] == "ta" else one for one in THINGS
    ]
    proof = prove(DRAFTS, read_answer(reply_of(IN_MINISTRY, things=named)))
    assert [[name for name, _ in one.subject.names] for one in proof.facts] == [["Tide Authority", "TA"]]
    assert dict(proof.dropped) == {"other-name-not-found": 1}


def test_a_thing_cannot_be_given_the_name_of_another() -> None:
    """What the page says of the Gauge Office proves nothing of the Tide Authority, though a model calls it so too."""
    named = [thing("ta", "Agency", "Tide Authority", "Gauge Office") if one["id"] == "ta" else one for one in THINGS]
    for things in (named, [one for one in named if one["id"] != "gauge"]):
        proof = prove(DRAFTS, read_answer(reply_of(TAKEN, things=things)))
        assert (proof.facts, dict(proof.dropped)) == ((), {"end-not-in-quote": 1, "name-of-another": 1})


@pytest.mark.parametrize(
    ("page", "doubts"),
    [
        ("The Tide Authority is old. The Gate is part of the Sea Court.", ("other-name",)),
        ("The Tide Authority, also known as the Gate, is old. The Gate is part of the Sea Court.", ()),
        ("The Gate (Tide Authority) is old. The Gate is part of the Sea Court.", ()),
    ],
)
def test_another_name_counts_where_the_page_ties_it_to_the_thing(page: str, doubts: tuple[str, ...]) -> None:
    """What stands under a name that nothing but the model ties to a thing is for review."""
    things = [thing("t", "Agency", "Tide Authority", "Gate"), thing("c", "Agency", "Sea Court")]
    said = fact(
        "partOf", "t", "c", "The Gate is part of the Sea Court", subject_words="The Gate", object_words="Sea Court"
    )
    (found,) = prove(
        draft_layout(layout_of(f"# Ports\n\n{page}\n", "text/markdown")), read_answer(reply_of(said, things=things))
    ).facts
    assert found.doubts == doubts


def test_a_number_of_offices_is_no_office() -> None:
    """What is only counted has no name: it is a suggestion."""
    text = "# Ports\n\nThe Tide Authority is made up of five integrated divisions, and of the district offices.\n"
    things = [
        thing("t", "Agency", "Tide Authority"),
        thing("f", "Unit", "integrated divisions"),
        thing("d", "Unit", "district offices"),
    ]
    quote = "The Tide Authority is made up of five integrated divisions, and of the district offices"
    said = [
        fact("partOf", end, "t", quote, subject_words=name, object_words="Tide Authority")
        for end, name in (("f", "integrated divisions"), ("d", "district offices"))
    ]
    proof = prove(draft_layout(layout_of(text, "text/markdown")), read_answer(reply_of(*said, things=things)))
    assert [one.doubts for one in proof.facts] == [("counted",), ()]


def test_names_and_dates_are_no_guards() -> None:
    """May is a month and Bill a name, not a permission and a draft of a law."""
    text = "In May 2012 Bill May joined. The Gauge Office, since May 2012 led by Bill May, reports to the Deputy Director.\n"
    things = [thing("g", "Unit", "Gauge Office"), thing("b", "Person", "Bill May")]
    said = fact(
        "heads",
        "b",
        "g",
        "The Gauge Office, since May 2012 led by Bill May",
        subject_words="Bill May",
        object_words="Gauge Office",
    )
    proof = prove(draft_layout(layout_of(text)), read_answer(reply_of(said, things=things)))
    assert [one.doubts for one in proof.facts] == [()]


def test_of_two_places_the_one_that_proves_counts() -> None:
    """Where a quote stands twice, the place under the quoted heading is taken."""
    text = "# Ports\n\n## Gauge Office\n\n- Director\n\n## Wreck Office\n\n- Director\n"
    layout = layout_of(text, "text/markdown")
    things = [thing("w", "Unit", "Wreck Office"), thing("d", "Post", "Director")]
    said = fact("postIn", "d", "w", "Director", "Wreck Office", subject_words="Director", object_words="Wreck Office")
    (found,) = prove(draft_layout(layout), read_answer(reply_of(said, things=things))).facts
    assert found.doubts == ()
    assert found.place.start == text.rindex("Director")
