"""Not stated is an answer: it says what is not, and which documents were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.query import Format, catalogue, run_question, show
from iceorg.query.catalogue import ParameterKind

if TYPE_CHECKING:
    from iceorg.query import Question
    from iceorg.store import Store


def test_an_empty_answer_names_what_nobody_says_and_who_was_asked(harbour: Store) -> None:
    """Things go by their names, documents by their dates."""
    assert run_question(harbour, "name-head", {"body": "HSA"}).note == (
        "Not stated: no document says who heads Harbour Safety Agency.\n"
        "Read: leaflet.txt (undated), handbook.txt (2024-05-02)."
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"body": "Office of Charts"}, "no document says who holds or held a post in Office of Charts."),
        ({"when": "1999"}, "no document of 1999 says who holds or held a post."),
    ],
)
def test_what_was_left_open_is_not_spoken_of(harbour: Store, given: dict[str, str], said: str) -> None:
    """A parameter that is `any` leaves no hole in the sentence."""
    assert said in run_question(harbour, "list-holders", given).note


def test_an_answer_with_rows_needs_no_such_words(harbour: Store) -> None:
    """The rows are the answer."""
    assert run_question(harbour, "name-whole", {"part": "HSA"}).note == ""


def test_a_slot_that_no_document_fills_says_so(harbour: Store) -> None:
    """Beside what is stated of an office stands what is not."""
    table = show(harbour, run_question(harbour, "list-gaps", {"thing": "Office of Charts"}), Format.TABLE)
    lines = {line.split("  ")[0]: line for line in table.splitlines()}
    assert lines["headed by"].split("  ")[-1].strip() == "not stated"
    assert "Director" in lines["reports to"]


def test_a_count_over_what_documents_name_is_at_least(harbour: Store) -> None:
    """Documents seldom name everyone."""
    rows = run_question(harbour, "count-reports", {"post": "HSA Director"})
    heading, _, first, *_ = show(harbour, rows, Format.TABLE, named=True).splitlines()
    assert (heading.split()[:2], first.split()[:3]) == (["bound", "reporting"], ["at", "least", "2"])


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_every_question_has_words_for_nothing(asked: Question) -> None:
    """Its sentence is whole with every parameter given, and names no other."""
    said = asked.unstated.replace("[", "").replace("]", "").format(**{p.name: "X" for p in asked.parameters})
    assert said.endswith(".")
    assert all(p.kind is not ParameterKind.THING or f"{{{p.name}}}" in asked.unstated for p in asked.parameters)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_every_question_cites(asked: Question) -> None:
    """Beside each row stand status, document, words and place; the documents themselves are asked for by two."""
    assert asked.cites != (asked.name in {"list-documents", "list-outside-publishers"})
