"""Pages of which a report says that they show something other than what they say."""

from __future__ import annotations

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.extract.register import read_names

FACT = "The Office of Tides is part of the Bureau of Skies.\n"


def notes(text: str) -> dict[str, str]:
    """Return what is said of a page, by its code."""
    return {problem.code: problem.message for problem in read_layout(lay_out(document(text))).problems}


def test_a_sign_that_turns_the_direction_of_writing_is_told_of() -> None:
    """With its place; the name keeps its letters in their order, without the sign."""
    text = FACT + "Ada \u202eshcO\u202c heads the Office of Tides.\n"
    assert notes(text) == {
        "turned-writing": "2 signs turn the direction of writing, the first at character 56",
    }


@pytest.mark.parametrize("word", ["\u041effice", "Off\u0456ce", "Tid\u03b5s"])
def test_a_word_of_two_alphabets_is_told_of(word: str) -> None:
    """Its letters are written out, since nobody can see the difference."""
    message = notes(FACT + f"The {word} of Tides is part of the Bureau of Skies.\n")["mixed-alphabets"]
    assert message.startswith("1 word mixes letters of two alphabets, the first at character 56: ")
    assert message.isascii()


@pytest.mark.parametrize(
    "text", ["\u0394t", "Bureau d\u2019\u00c9tudes", "\u041c\u043e\u0441\u043a\u0432\u0430", "na\u00efve"]
)
def test_honest_writing_is_not(text: str) -> None:
    """Accents, whole words of another alphabet, a Greek letter before a Latin one."""
    assert notes(f"{FACT}{text}.\n") == {}


def test_a_name_of_two_alphabets_stays_apart() -> None:
    """It is not taken for the one that it looks like."""
    text = FACT + "The \u041effice of Tides is part of the Bureau of Skies.\n"
    labels = {entry.label for entry in read_names(lay_out(document(text))).entries}
    assert {"Office of Tides", "\u041effice of Tides"} <= labels
