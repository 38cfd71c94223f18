"""What a page says, from its text to its claims: whose page it is, what stands for what, what is no statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import loaded, read_layout, rulebook
from iceorg.extract.focus import find_focus
from iceorg.extract.learned.model import shipped_model
from iceorg.extract.register import read_names
from iceorg.extract.saying import PREDICATES
from iceorg.model import Kind, Source, Status

if TYPE_CHECKING:
    from collections.abc import Callable

AGENCY = "The Ports and Fairs Agency (PFA) is the oldest arm of the Department of Shores (DOS). "


@pytest.mark.parametrize(
    ("text", "publisher", "focus"),
    [
        (AGENCY + "PFA keeps order at fairs.", None, "Ports and Fairs Agency"),
        ("Offices Within PFA\n\n" + AGENCY, None, "Ports and Fairs Agency"),
        (
            "The Tide Office helps the Ports Agency. The Tide Office and the Ports Agency met.",
            "Ports Agency",
            "Ports Agency",
        ),
        ("It rains in the afternoon.", None, None),
    ],
)
def test_the_page_is_that_of_the_body_it_speaks_of_most(text: str, publisher: str | None, focus: str | None) -> None:
    """A parent that is named to say whose part the body is does not win; a known publisher does."""
    layout = lay_out(document(text, source=Source(publisher=publisher)))
    found = find_focus(layout, read_names(layout))
    assert (found.label if found else None) == focus


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            AGENCY + "The agency’s mission is to keep fairs fair.",
            'Ports and Fairs Agency | iceorg:mission | "keep fairs fair"',
        ),
        (
            AGENCY + "“We partner with local governments,” it said.",
            "Ports and Fairs Agency | iceorg:partnersWith | local governments",
        ),
        (
            AGENCY + "The Gate Office is new. The old office manages the Fair Play Program.",
            "Gate Office | iceorg:administers | Fair Play Program",
        ),
    ],
)
def test_a_phrase_stands_for_the_thing_named_before(text: str, claim: str, says: Callable[..., list[str]]) -> None:
    """The phrases "the agency", "we" and "the office" are the page's own body and the unit last named."""
    assert claim in says(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Gate Office is not part of PFA.",
        "The Gate Office is no longer part of PFA.",
        "The Gate Office would be part of PFA.",
        "The former Director Ada B. Ochs of PFA left.",
        "PFA does not partner with local governments.",
        "A bill would have PFA manage the Fair Play Program.",
        "It is false that the Gate Office is part of PFA.",
        "If approved, the Gate Office is part of PFA.",
        "Is the Gate Office part of PFA?",
        "Former Director Ada B. Ochs spoke.",
        "PFA refuses to partner with local governments.",
    ],
)
def test_a_denial_the_past_and_a_plan_are_no_statements(sentence: str, says: Callable[..., list[str]]) -> None:
    """What is denied, over or only planned is not claimed."""
    relations = {"org:subOrganizationOf", "org:holds", "iceorg:partnersWith", "iceorg:administers"}
    found = [line for line in says(AGENCY + sentence) if line.split(" | ")[1] in relations]
    assert found == ["Ports and Fairs Agency | org:subOrganizationOf | Department of Shores"]


def test_an_acting_holder_has_a_membership_and_no_plain_post(says: Callable[..., list[str]]) -> None:
    """The word "Acting" tells how the post is held, not part of its title."""
    text = AGENCY + "The Acting PFA Gate Coordinator is Ada B. Ochs."
    assert "ada b ochs as gate coordinator | iceorg:capacity | iceorg:Acting" in says(text)
    assert says(text, about="org:holds") == []


def test_a_post_of_the_same_title_in_two_bodies_is_two_posts() -> None:
    """The identity of a post is its title and the body it belongs to."""
    text = AGENCY + "PFA Director Ada B. Ochs met. The Gate Office (GO) is in DOS. GO Director Bela K. Renn spoke."
    posts = {
        c.subject
        for c in read_layout(lay_out(document(text)), learned=False).claims
        if getattr(c.subject, "kind", None) is Kind.POST
    }
    assert {str(post) for post in posts} == {
        "post:director@ports and fairs agency",
        "post:director@gate office, ports and fairs agency",
    }


def test_a_layout_claim_has_the_line_and_what_licenses_it() -> None:
    """Two passages or more: the heading with the name, the heading above, the sentence that says offices report."""
    text = (
        "Offices\n\n"
        + AGENCY
        + "PFA is organized by offices that report to the Director.\n\nDirector\n\nGates (OG)\n\nThe Office of Gates (OG) keeps gates."
    )
    claims = [c for c in read_layout(lay_out(document(text)), learned=False).claims if c.rule == "H-POST"]
    assert [[p.quote for p in c.passages] for c in claims] == [
        [
            "Gates (OG)",
            "The Office of Gates (OG) keeps gates.",
            "Director",
            "PFA is organized by offices that report to the Director.",
        ]
    ]


def test_a_link_label_states_nothing(says: Callable[..., list[str]]) -> None:
    """A label such as "Read more about ..." names pages, not offices."""
    assert says("Read more about the Gate Office including Small Boats Division and PFA.", rule="N-NAME") == []


def test_every_claim_of_a_rule_uses_a_known_word() -> None:
    """A rule's claims are "slot predicate slot", with slots of its pattern or of the context."""
    context = {"SUBJECT", "OWNER", "FOCUS", "PROGRAM", "SECTION", "DESCRIBED"}
    for rule in rulebook().values():
        slots = set(rule.compiled.groupindex)
        for claim in rule.claims:
            subject, predicate, object_ = claim.split()
            assert predicate in PREDICATES, rule.id
            assert {subject, object_} <= slots | context, rule.id


@given(st.text(alphabet=st.sampled_from("ABab .,:()’'\n-1234é") | st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read_without_a_fault_and_quoted_exactly(text: str) -> None:
    """Whatever the text: no fault, and every quote is the text at its place."""
    reading = read_layout(lay_out(document(text)), learned=False)
    for claim in reading.claims:
        assert claim.passages
        assert all(text[p.start : p.end] == p.quote for p in claim.passages)
        assert claim.status in set(Status)


def test_a_short_form_the_document_defines_is_no_place() -> None:
    """In "the largest office in DOS" stands the department, whose short form it is, and no place beside it."""
    text = "The Gate Office is the largest office in DOS. " + AGENCY + "The Tide Office is in DOS."
    register = read_names(lay_out(document(text)))
    assert {entry.label for entry in register.entries if "DOS" in entry.acronyms} == {"Department of Shores"}
    assert not [entry for entry in register.entries if entry.label == "DOS"]


def test_a_training_facility_is_a_unit() -> None:
    """A named facility is a part of an organisation, not an organisation of its own."""
    text = AGENCY + "PFA built the Gate Keepers Training Facility. The Gate Keepers Training Facility is part of PFA."
    kinds = {entry.label: entry.kind for entry in read_names(lay_out(document(text))).entries}
    assert kinds["Gate Keepers Training Facility"] is Kind.UNIT


def test_learned_parts_take_no_room_after_reading() -> None:
    """They are held for all documents, and let go of before the graph is made; who reads again has them again."""
    page = lay_out(document(AGENCY + "The Tide Office is part of PFA."))
    with loaded():
        said = read_layout(page)
        assert shipped_model.cache_info().currsize == 1
    assert shipped_model.cache_info().currsize == 0
    assert read_layout(page) == said
