"""Plain words are taken for a question of the catalogue, and what they were taken for is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.errors import QueryError
from iceorg.query import understand

if TYPE_CHECKING:
    from iceorg.store import Store

MEANT = [
    ("Who reports to the HSA Director?", "list-reports", {"post": "HSA Director"}),
    (
        "who reports to the director of the harbour safety agency",
        "list-reports",
        {"post": "Director of Harbour Safety Agency"},
    ),
    ("To whom does the Office of Charts report?", "name-superior", {"who": "Office of Charts"}),
    ("when was the Harbour Safety Agency founded", "date-founding", {"thing": "Harbour Safety Agency"}),
    ("Is the Office of Rescue part of the Department of Ports?", "check-part", None),
    ("Who led HSA in May 2024?", "list-holders", {"body": "HSA", "when": "2024-05"}),
    ("What does HSA stand for?", "expand-acronym", {"acronym": "HSA"}),
    ("How many harbours has HSA?", "state-counts", {"words": "harbours", "thing": "HSA"}),
    ("which document was read", "list-documents", {}),
]


@pytest.mark.parametrize(("words", "name", "parameters"), MEANT)
def test_words_mean_a_question(harbour: Store, words: str, name: str, parameters: dict[str, str] | None) -> None:
    """Case, articles, marks and the order of a date do not matter."""
    (meant,) = understand(harbour, words)
    assert meant.question.name == name
    assert parameters in (None, meant.parameters)


def test_a_near_miss_is_taken_for_the_name_and_says_so(harbour: Store) -> None:
    """Misspelt words of the question and misspelt names alike."""
    (meant,) = understand(harbour, "who repots to the Ofice of Resque")
    assert meant.parameters == {"post": "Office of Rescue"}
    assert "Took 'the Ofice of Resque' for Office of Rescue." in str(meant)


def test_the_command_that_asks_the_same_is_told(harbour: Store) -> None:
    """So that a person learns the question's name, and can ask it again in a script."""
    (meant,) = understand(harbour, "Who heads the Coast Guild?")
    assert meant.command == "iceorg query -n name-head --param 'body=Coast Guild'"


def test_a_list_is_one_question_for_each(harbour: Store) -> None:
    """Names of one word, with commas, "and" or "or"."""
    meant = understand(harbour, "Who heads HSA or Charts?")
    assert [each.parameters for each in meant] == [{"body": "HSA"}, {"body": "Charts"}]


@pytest.mark.parametrize(
    ("described", "file"),
    [("handbook", "handbook.txt"), ("undated leaflet", "leaflet.txt"), ("2024 handbook", "handbook.txt")],
)
def test_a_document_may_be_described(harbour: Store, described: str, file: str) -> None:
    """By its name, by a word of its title, with its date."""
    (meant,) = understand(harbour, f"How many entries does the {described} list?")
    assert (meant.question.name, meant.parameters) == ("count-reporting-lines", {"document": file})


@pytest.mark.parametrize("words", ["how is the weather", "colourless green ideas sleep furiously", "HSA", "?"])
def test_what_is_no_question_of_the_catalogue_is_not_answered(harbour: Store, words: str) -> None:
    """The nearest ones are shown instead, and none of them is answered."""
    with pytest.raises(QueryError, match=r"no question of the catalogue is like .*the nearest are"):
        understand(harbour, words)


def test_a_novel_is_no_question(harbour: Store) -> None:
    """It is refused before it is read."""
    with pytest.raises(QueryError, match="a question has at most 100 words; ask one thing at a time"):
        understand(harbour, "who heads " * 51)


def test_nothing_is_no_question(harbour: Store) -> None:
    """An empty line is told where to look."""
    with pytest.raises(QueryError, match="nothing was asked"):
        understand(harbour, " ")
