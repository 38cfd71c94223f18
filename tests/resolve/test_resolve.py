"""Documents together: one thing for one key, one label for one thing, one IRI for one key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Key, Kind, Literal, Reading, Resolution, Status, name_key
from iceorg.resolve import resolve
from iceorg.resolve.iris import mint_iri
from iceorg.vocab import iceorg, org, rdf, skos

AGENCY = "The U.S. Ports and Fairs Agency (PFA) keeps order. "


def read(text: str) -> Reading:
    """Return the reading of a text."""
    return read_layout(lay_out(document(text)))


def names(resolution: Resolution, predicate: str) -> dict[str, set[str]]:
    """Return the names that a predicate gives, by IRI."""
    found: dict[str, set[str]] = {}
    for claim in resolution.claims:
        if claim.predicate == predicate and isinstance(claim.object, Literal):
            found.setdefault(str(claim.subject), set()).add(claim.object.value)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PFA runs the 12(b) Program.", "The Gate Office of PFA runs it. PFA’s 12b and fair play programs are old."),
        ("The Office of the Gate Keeper belongs to PFA.", "The Office of Gate Keeper belongs to PFA."),
    ],
)
def test_spellings_of_one_name_are_one_thing(one: str, other: str) -> None:
    """Articles, brackets and "Program" never tell two things apart."""
    together = resolve([read(AGENCY + one), read(AGENCY + other)])
    labels = [thing.label for thing in together.things if thing.kind in (Kind.PROGRAM, Kind.UNIT)]
    keys = {name_key(label).replace(" program", "") for label in labels}
    assert len(keys) == len([label for label in labels if label])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("State and Local Gates (OSLG)", "State, Local, and Tribal Gates (OSLTG)"),
        ("Gates and Removal Office", "Removal and Gates Office"),
    ],
)
def test_names_that_look_alike_stay_apart(one: str, other: str) -> None:
    """Nothing is merged because it is similar."""
    texts = [f"Offices Within PFA\n\n{AGENCY}\n\n{name}\n\nThis office keeps gates." for name in (one, other)]
    units = [thing for thing in resolve([read(text) for text in texts]).things if thing.kind is Kind.UNIT]
    assert len(units) == 2


WORKS = "Department of Works"
PORT, LAKE = "Port of Dover Authority", "Lake Merrow Bridge Authority"


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [
        ("The City Council runs the Gate Program.", "The City Council keeps gates.", 2),
        ("The Department of Works keeps gates.", "The Department of Works keeps bridges.", 2),
        ("The Department of Works (DOW) keeps gates.", "The Department of Works (DOW) is old.", 1),
        ("The U.S. Department of Works is old.", "The U.S. Department of Works keeps gates.", 1),
        (f"The {PORT} is part of the Department of Works.", f"The {LAKE} is part of the Department of Works.", 2),
        (f"The {PORT} is part of the Department of Works.", f"The {PORT} belongs to the Department of Works.", 1),
        (f"The {PORT} is part of the Department of Works.", f"The Department of Works pays the {PORT}.", 1),
        (f"The City Council is part of the {PORT}.", f"The City Council belongs to the {PORT}.", 1),
        (f"The City Council is part of the {PORT}.", f"The City Council belongs to the {LAKE}.", 2),
    ],
)
def test_a_name_that_many_bodies_have_is_one_thing_only_if_it_is_told_which(one: str, other: str, things: int) -> None:
    """By its country, a short form, the body that it belongs to, or a part of a name of its own."""
    together = resolve([read(one), read(other)])
    called = [thing for thing in together.things if thing.label in ("City Council", "U.S. Department of Works", WORKS)]
    assert len(called) == things


def test_the_offices_of_two_services_are_two_on_pages_of_their_own() -> None:
    """A notice headed by the office alone says whose it is in its first sentence, and is told apart by it."""
    notice = "News from the Office of Training\n\nThe Office of Training is part of the {} Forest Service. Ada Ochs heads it.\n"
    together = resolve([read(notice.format(state)) for state in ("Norland", "Wesland")])
    offices = [thing.iri for thing in together.things if thing.label == "Office of Training"]
    assert len(offices) == 2
    services = [thing.iri for thing in together.things if thing.label.endswith("Forest Service")]
    assert not [iri for iri in services if "office-of-training" in iri]


def test_what_belongs_to_a_body_that_a_part_tells_goes_with_it() -> None:
    """A unit of the department is one thing in both documents, as the department is."""
    text = f"The {PORT} is part of the Department of Works. The Gate Office belongs to the Department of Works."
    together = resolve([read(text), read(f"{text} It is old.")])
    assert len([thing for thing in together.things if thing.label == "Gate Office"]) == 1


def test_titles_without_a_body_are_as_many_posts_as_documents() -> None:
    """The Director of a page that names no body is nobody else's."""
    together = resolve([read("Director Ana Reyes spoke."), read("Director Ana Reyes was there.")])
    assert len([thing for thing in together.things if thing.kind is Kind.POST]) == 2


def test_a_thing_has_one_label_and_its_other_names_beside_it() -> None:
    """What one document calls a thing and most do not is another of its names."""
    texts = [
        AGENCY + "PFA is old.",
        "The Ports and Fairs Agency (PFA) is part of the Shore Office.",
        "The Ports and Fairs Agency (PFA) is in the Shore Office.",
    ]
    together = resolve([read(text) for text in texts])
    agency = mint_iri(Key(Kind.AGENCY, "ports and fairs agency"))
    assert names(together, skos.PREF_LABEL)[agency] == {"Ports and Fairs Agency"}
    assert "U.S. Ports and Fairs Agency" in names(together, skos.ALT_LABEL)[agency]


def test_a_name_that_is_only_suggested_is_the_label_of_nothing_that_has_another() -> None:
    """However full it is: a graph without its suggestions has a label for everything."""
    told = read(AGENCY)
    agency = Key(Kind.AGENCY, "ports and fairs agency")
    label = next(c for c in told.claims if c.subject == agency and c.predicate == skos.PREF_LABEL)
    fuller = replace(label, object=Literal("Great U.S. Ports and Fairs Agency"), status=Status.SUGGESTED)
    together = resolve([replace(told, claims=(*told.claims, fuller))])
    assert names(together, skos.PREF_LABEL)[mint_iri(agency)] == {"U.S. Ports and Fairs Agency"}


def test_a_name_that_one_document_types_is_typed_in_another() -> None:
    """A bare line of a topic list becomes the program that another document describes."""
    topics = (
        AGENCY
        + "\n\nThe U.S. Ports and Fairs Agency is divided into the following subtopics:\n\nFair Shores\n\nGate Office\n"
    )
    program = AGENCY + "The Fair Shores initiative is an effort to keep fairs fair."
    together = resolve([read(topics), read(program)])
    fair = mint_iri(Key(Kind.PROGRAM, "fair shores"))
    assert any(c.predicate == iceorg.ADMINISTERS and c.object == fair and c.rule == "L-TOPIC" for c in together.claims)
    assert [p.code for p in resolve([read(topics)]).problems] == ["untyped-name"]


def test_the_order_of_documents_does_not_matter() -> None:
    """Readings in any order give the same resolution."""
    readings = [read(AGENCY + "PFA runs the Fair Play Program."), read(AGENCY + "The Gate Office belongs to PFA.")]
    assert resolve(readings) == resolve(reversed(readings))


def test_every_thing_of_a_claim_is_typed() -> None:
    """No claim is left whose ends no document types."""
    together = resolve([read(AGENCY + "The Gate Office belongs to PFA and works with local governments.")])
    typed = {c.subject for c in together.claims if c.predicate == rdf.TYPE}
    assert {c.subject for c in together.claims if c.predicate == org.SUB_ORGANIZATION_OF} <= typed


@given(
    st.sets(st.tuples(st.sampled_from(list(Kind)), st.text(max_size=20), st.text(max_size=8)), min_size=2, max_size=30)
)
def test_no_two_keys_share_an_iri(parts: set[tuple[Kind, str, str]]) -> None:
    """Minting is injective over the keys that names make, and local names are plain."""
    keys = {Key(kind, name_key(name) or "x", name_key(scope)) for kind, name, scope in parts}
    keys -= {key for key in keys if key.kind is Kind.DOCUMENT}
    iris = {mint_iri(key, "") for key in keys}
    assert len(iris) == len(keys)
    assert all(iri.isascii() and not set(iri) & set("/#?<> ") for iri in iris)
