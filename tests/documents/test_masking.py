"""What is masked is gone from the text, and every other character stays where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iceorg.documents import masked, read_documents, to_mask
from iceorg.documents.masking import MASK, without_names

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Sarah R. Saldaña",)
TEXTS = st.lists(
    st.sampled_from([
        "The Office of Tides ", "a.reyes@example.gov", " (202) 555-0143", "\n", "<b>", "</b> ", "Saldaña", "SARAH R. SALDAÑA",
        "14 Queen Street", "&nbsp;", "Form I-9 ", "é", "12",
    ]),
    max_size=12,
).map("".join)  # fmt: skip


@given(TEXTS)
def test_every_other_character_stays_where_it_was(text: str) -> None:
    """The length, and all that is not masked."""
    shown = masked(text, to_mask(text, NAMES))
    assert len(shown) == len(text)
    assert all(now in (was, MASK) for now, was in zip(shown, text, strict=True))
    assert shown.count("\n") == text.count("\n")


@given(TEXTS)
def test_a_masked_text_has_nothing_more_to_mask(text: str) -> None:
    """Twice is once."""
    shown = masked(text, to_mask(text, NAMES))
    assert masked(shown, to_mask(shown, NAMES)) == shown


def test_a_tag_inside_what_is_masked_does_not_say_it_again() -> None:
    """The tag stays, without the values that it gives."""
    text = '202-<a href="tel:2025550143">555-0143</a> <b id="x">a</b>'
    shown = masked(text, to_mask(text))
    assert shown == f'████<a href="{MASK * 14}">████████</a> <b id="x">a</b>'


@given(st.text(alphabet="abc .,\n<>", max_size=60))
def test_a_text_without_contacts_is_untouched(text: str) -> None:
    """Letter for letter."""
    assert masked(text, to_mask(text)) == text


@pytest.mark.parametrize(
    "written",
    [
        "Sarah R. Saldaña", "SARAH R. SALDAÑA", "Sarah R. Saldan\u0303a", "Sarah R. Salda&ntilde;a", "Sarah&nbsp;R. Salda&#241;a",
        "<b>Sarah</b> R.\n  <i>Saldaña</i>", "Saldaña",
    ],
)  # fmt: skip
def test_a_suppressed_name_is_masked_however_it_is_written(written: str) -> None:
    """Cases, accents, entities, markup between its words; the surname alone as well."""
    text = f"Director {written}’s office"
    shown = masked(text, to_mask(text, NAMES))
    words = re.sub(r"<[^<>]*>", "", shown)
    assert words.startswith("Director ")
    assert words.endswith("’s office")
    assert not re.search(r"[a-zA-Zñ&;]", words.removeprefix("Director ").removesuffix("’s office"))


def test_another_name_that_contains_it_stays() -> None:
    """Words are masked, not letters."""
    assert (
        without_names("The Lees of Leesburg met Ann Lee.", ("Ann Lee",))
        == f"The Lees of Leesburg met {MASK * 3} {MASK * 3}."
    )


def test_a_document_is_read_masked(tmp_path: Path) -> None:
    """Its digest is that of the file, and it says how much of what is masked."""
    (tmp_path / "a.txt").write_text("Call 202-555-0143 or 202-555-0144, or write to a@b.example.\n", "utf-8")
    (document,) = read_documents([tmp_path]).documents
    assert document.text == f"Call {MASK * 12} or {MASK * 12}, or write to {MASK * 11}.\n"
    assert document.masked == (("e-mail", 1), ("telephone", 2))


def test_a_suppressed_name_is_masked_in_the_name_of_a_file_and_in_what_is_known_of_it(tmp_path: Path) -> None:
    """Wherever the outside tells it."""
    (tmp_path / "letter-to-ann-lee.txt").write_text("A page.\n", "utf-8")
    (tmp_path / "sources.toml").write_text(
        '[[document]]\nfile = "letter-to-ann-lee.txt"\ntitle = "To Ann Lee"\n', "utf-8"
    )
    (document,) = read_documents([tmp_path], suppressed=("Ann Lee",)).documents
    assert document.name == f"letter-to-{MASK * 7}.txt"
    assert document.source.title == f"To {MASK * 3} {MASK * 3}"
