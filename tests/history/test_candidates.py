"""What may be one thing, or follow another: shown with reasons and sentences, never applied, and not again once decided."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import claim, document, reading, resolution
from iceorg import build
from iceorg.graph import to_triples
from iceorg.history import candidates, read_record
from iceorg.model import Kind, Literal, Thing
from iceorg.store import open_result
from iceorg.vocab import ID_BASE, Iri, dcterms, org
from iceorg.vocab.rdf import TYPE as RDF_TYPE
from iceorg.vocab.skos import ALT_LABEL, PREF_LABEL

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.history import Record

OFFICES = "Office of Wharf Permits", "Wharf Permits Division"
SIGNED = 'author = "Ann Lee"\ndate = 2026-11-25\nreason = "I looked."\n'


def _proposed(record: Record) -> set[tuple[str, str]]:
    return {(record.name(one.first), record.name(one.second)) for one in candidates(record)}


def test_the_report_has_reasons_score_and_sentences_of_both_sides(agency_result: Path) -> None:
    """For programs, in report.json."""
    found = json.loads((agency_result / "report.json").read_text("utf-8"))["candidates"]
    one = next(each for each in found if each["sides"][0]["thing"]["label"] == OFFICES[0])
    assert (one["sort"], one["sides"][1]["thing"]["label"]) == ("may be the successor", OFFICES[1])
    assert one["reasons"] == ["both names have “permits”, “wharf”", "both are part of Harbor Safety Authority"]
    assert 0.5 < one["score"] < 1
    quotes = [side["claims"][0]["passages"][0]["quote"] for side in one["sides"]]
    assert quotes == ["The Office of Wharf Permits is part of HSA.", "The Wharf Permits Division is part of HSA."]


def test_the_report_s_page_shows_them(agency_result: Path) -> None:
    """For people, in report.html."""
    page = (agency_result / "report.html").read_text("utf-8")
    _, _, section = page.partition("What may be one thing, or follow another")
    section, _, _ = section.partition("</section>")
    for words in (
        "may be the successor",
        *OFFICES,
        "both run Buoy Program",
        "The Wharf Permits Division is part of HSA.",
    ):
        assert words in section


def test_nothing_is_applied(agency: Record) -> None:
    """The two are two things, neither replaces the other, and no claim says so, not even as a suggestion."""
    pairs = {frozenset((one.first, one.second)) for one in candidates(agency)}
    assert len(pairs) == 2
    assert all(agency.values(thing, PREF_LABEL) for pair in pairs for thing in pair)
    followed = {frozenset(one.fact[::2]) for one in agency.observations if one.fact[1] == dcterms.REPLACES}
    assert followed
    assert not pairs & followed


def named(*names: tuple[str, ...]) -> Record:
    """Return a record of bodies, each with its names in a document of its own."""
    readings = []
    for number, called in enumerate(names):
        page, body = document(", ".join(called), f"{number}.txt"), Iri(f"{ID_BASE}agency-{number}")
        labels = [(PREF_LABEL if name == called[0] else ALT_LABEL, name) for name in called]
        claims = [claim(page, body, RDF_TYPE, org.FormalOrganization, called[0])]
        claims += [claim(page, body, predicate, Literal(name), name) for predicate, name in labels]
        readings.append(reading(page, tuple(claims)))
    things = tuple(Thing(Iri(f"{ID_BASE}agency-{at}"), Kind.AGENCY, called[0]) for at, called in enumerate(names))
    return read_record(to_triples(resolution(*readings, things=things)))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Sea Lane Office", "SLO"), ("Sea Lanes Office", "SLO"), "SLO are the first letters of the other"),
        (("Tide Relief Office", "TRO"), ("Ebb Relief Office", "ERO"), "TRO and ERO differ in one letter"),
        (("State Tide Board", "STB"), ("State Local Tide Board", "SLTB"), "STB and SLTB share their letters in order"),
    ],
)
def test_letters_of_acronyms_are_reasons(one: tuple[str, ...], other: tuple[str, ...], reason: str) -> None:
    """Each is told once, also where both sides have it."""
    (found,) = candidates(named(one, other))
    assert found.reasons.count(reason) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Eight Harbor Offices",), ("Eight Lake Offices",)),
        (("Office of Public Affairs", "OPA"), ("Office of Professional Rules", "OPR")),
        (("Isle Seal Office", "ISO"), ("Inland Salmon Order Office", "ISOO")),
    ],
    ids=["a number", "one letter alone", "letters in order alone"],
)
def test_what_tells_little_proposes_nothing_by_itself(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """How many there are, and acronyms that are much alike: there are few letters, and many offices."""
    assert candidates(named(one, other)) == ()


@pytest.mark.parametrize(
    "entry",
    [
        f'[[never-merge]]\nthings = ["{OFFICES[0]}", "{OFFICES[1]}"]\n',
        f'[[merge]]\nthings = ["{OFFICES[0]}", "{OFFICES[1]}"]\n',
        f'[[rename]]\nfrom = "{OFFICES[0]}"\nto = "{OFFICES[1]}"\nsource = "a letter"\n',
    ],
    ids=["never-merge", "merge", "rename"],
)
def test_what_a_person_decided_is_proposed_no_more(agency_documents: Path, tmp_path: Path, entry: str) -> None:
    """Whatever was decided, and though the entry names the two by their names; others stay."""
    decisions = tmp_path / "ours.toml"
    decisions.write_text(entry + SIGNED, "utf-8")
    built = build([agency_documents], tmp_path / "build", curation=decisions)
    record = read_record(open_result(built.out).triples())
    assert _proposed(record) == {("Office of Currents", "Rescue Division")}
    assert len(built.report.candidates) == 1
