"""Whose a contact is: an office's or a post's, or nobody's to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.documents import lay_out, read_documents
from iceorg.extract import read_layout, with_contacts
from iceorg.model import Literal
from iceorg.vocab import schema

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.model import Reading

PAGE = (
    "# Harbour Safety Agency\n\nThe Harbour Safety Agency (HSA) keeps harbours safe. The Office of Rescue is part of the Harbour Safety Agency. "
    "The Office of Tides is part of the Harbour Safety Agency.\n\nAda Moss is the Director of the Harbour Safety Agency.\n\n"
)
NUMBER = "202-555-0143"
WAYS = {schema.TELEPHONE: "telephone", schema.FAX_NUMBER: "fax", schema.EMAIL: "e-mail", schema.ADDRESS: "address"}


def read(tmp_path: Path, words: str, suppressed: tuple[str, ...] = ()) -> Reading:
    """Return the reading of a page that ends with some words, with contacts."""
    (tmp_path / "page.md").write_text(PAGE + words + "\n", "utf-8")
    (document,) = read_documents([tmp_path], suppressed=suppressed, contacts=True).documents
    return with_contacts(read_layout(lay_out(document)))


def kept(reading: Reading) -> list[str]:
    """Return the contacts that a reading has, each with whose it is."""
    return sorted(
        f"{claim.subject} {WAYS[claim.predicate]} {claim.object.value} {claim.status}"
        for claim in reading.claims
        if claim.predicate in WAYS and isinstance(claim.object, Literal)
    )


RESCUE = "unit:office of rescue@harbour safety agency"
TIDES = "unit:office of tides@harbour safety agency"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("For more information, call the Office of Rescue at (202) 555-0143.", [f"{RESCUE} telephone (202) 555-0143 Stated"]),
        ("Write to the Office of Rescue, 5 Quay Street, Salem, OR 90210.", [f"{RESCUE} address 5 Quay Street, Salem, OR 90210 Stated"]),
        ("The Office of Rescue can be reached at rescue@hsa.example.", [f"{RESCUE} e-mail rescue@hsa.example Stated"]),
        (
            "Office of Tides: 202-555-0161 (phone), 202-555-0162 (fax)",
            [f"{TIDES} fax 202-555-0162 Stated", f"{TIDES} telephone 202-555-0161 Stated"],
        ),
        ("- Office of Tides: Tel. 202-555-0161, Fax 202-555-0162", [f"{TIDES} fax 202-555-0162 Stated", f"{TIDES} telephone 202-555-0161 Stated"]),
        ("## Office of Tides\n\nPhone: 202-555-0161", [f"{TIDES} telephone 202-555-0161 Layout"]),
        ("## Contact us\n\nPhone: 202-555-0161", ["agency:harbour safety agency telephone 202-555-0161 Layout"]),
        ("Please contact us at info@hsa.example.", ["agency:harbour safety agency e-mail info@hsa.example Layout"]),
        (
            "| Office | Phone | Fax |\n|---|---|---|\n| Office of Tides | 202-555-0161 | 202-555-0162 |",
            [f"{TIDES} fax 202-555-0162 Layout", f"{TIDES} telephone 202-555-0161 Layout"],
        ),
        (
            "Ada Moss, Director of the Office of Rescue, can be reached at 202-555-0100.",
            ["post:director@office of rescue, harbour safety agency telephone 202-555-0100 Stated"],
        ),
    ],
)  # fmt: skip
def test_an_office_s_contact_is_the_office_s(tmp_path: Path, words: str, found: list[str]) -> None:
    """In a sentence, a line, a row, below a heading; a post's is the post's."""
    assert kept(read(tmp_path, words)) == found


@pytest.mark.parametrize(
    "words",
    [
        f"Call Ada Moss at {NUMBER}.",
        f"Call Bo Reed of the Office of Rescue at {NUMBER}.",
        f"Ada Moss of the Office of Rescue can be reached at {NUMBER}.",
        f"The Director of the Office of Rescue, Bo Reed, has a cell phone: {NUMBER}.",
        f"Call the Office of Rescue or the Office of Tides at {NUMBER}.",
        f"The Office of Rescue can no longer be reached at {NUMBER}.",
        f"Can the Office of Rescue be reached at {NUMBER}?",
        f"## Bo Reed\n\nPhone: {NUMBER}",
        f"## Office of Rescue\n\nBo Reed\n\nPhone: {NUMBER}",
        f"## Office of Rescue\n\nBo Reed leads it. Phone: {NUMBER}",
        f"| Name | Phone |\n|---|---|\n| Bo Reed | {NUMBER} |",
        f"| Office | Home phone |\n|---|---|\n| Office of Rescue | {NUMBER} |",
        f"| Office | Head | Phone |\n|---|---|---|\n| Office of Rescue | Bo Reed | {NUMBER} |",
        f"Phone: {NUMBER}",
        "The Office of Rescue can be reached at bo.reed@hsa.example.",
        "Contact the Office of Rescue at ada.moss.rescue@hsa.example.",
        "The Director of the Harbour Safety Agency, Ada Moss, can be reached at ada.moss@hsa.example.",
        "Bo Reed lives at 5 Quay Street, Salem, OR 90210.",
        "Ada Moss, Director of the Office of Rescue, 5 Quay Street, Salem, OR 90210",
        "The Office of Rescue, born on May 3, 1961.",
        "The Office of Rescue, 078-05-1120.",
        '<a href="tel:2025550143">Office of Rescue</a>',
    ],
)
def test_what_may_be_a_person_s_stays_masked(tmp_path: Path, words: str) -> None:
    """Beside a name with no post, below one, at two offices, under another word: nothing is kept, and nothing shown."""
    reading = read(tmp_path, words)
    assert kept(reading) == []
    shown = (reading.layout.document.text, reading.layout.view, *(p.quote for c in reading.claims for p in c.passages))
    for planted in (NUMBER, "@hsa", "5 Quay", "May 3", "078-05", "2025550143"):
        assert not any(planted in words for words in shown)


def test_a_suppressed_person_s_post_has_no_contact(tmp_path: Path) -> None:
    """Who knows the number knows the person."""
    words = f"Ada Moss, Director of the Office of Rescue, can be reached at {NUMBER}."
    assert kept(read(tmp_path, words, ("Ada Moss",))) == []


def test_the_words_are_shown_and_nothing_else(tmp_path: Path) -> None:
    """The quote holds the contact that is kept; another one in the document stays masked, and both are counted."""
    reading = read(tmp_path, f"Call the Office of Rescue at {NUMBER}.\n\nCall Ada Moss at 202-555-0188.")
    document = reading.layout.document
    (claim,) = [claim for claim in reading.claims if claim.predicate == schema.TELEPHONE]
    assert [p.quote for p in claim.passages] == [f"Call the Office of Rescue at {NUMBER}."]
    assert all(document.text[p.start : p.end] == p.quote for each in reading.claims for p in each.passages)
    assert ("0188" in document.text, document.masked, document.withheld) == (False, (("telephone", 1),), ())


def test_no_other_claim_changes(tmp_path: Path) -> None:
    """The document is read masked, whether contacts are kept or not: the same claims with the same ids."""
    reading = read(tmp_path, f"Call the Office of Rescue at {NUMBER}.")
    (document,) = read_documents([tmp_path]).documents
    without = read_layout(lay_out(document))
    assert [c.id for c in reading.claims if c.predicate != schema.TELEPHONE] == [c.id for c in without.claims]
