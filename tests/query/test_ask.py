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


def test_a_short_name_is_taken_for_no_other(harbour: Store) -> None:
    """Of acronyms nearly all are nearly alike: HQA is not HSA."""
    (meant,) = understand(harbour, "who heads HQA")
    assert (meant.parameters, meant.taken) == ({"body": "HQA"}, ())


def test_words_that_do_not_matter_may_stand_between(harbour: Store) -> None:
    """Where a phrase has room for any, and nowhere else."""
    (meant,) = understand(harbour, "With whom were the 2024 pilots to strengthen partnerships?")
    assert (meant.question.name, meant.parameters) == ("list-partnerships", {"when": "2024"})


SPOKEN = [
    ("Which Director leads when rescue at sea is searched by the Office of Rescue?", None),
    ("Is the Office of Rescue to search the sea?", {"words": "search", "subject": "Office of Rescue"}),
    ("Do ships have to be responsible for a search at sea?", {"words": "responsible"}),
    ("Whose harbours are painted by the Agency in gold?", None),
    ("Why is the sea salt?", None),
]
"""Questions that are like none of the catalogue, and what of them a sentence may answer."""


@pytest.mark.parametrize(("words", "parameters"), SPOKEN)
def test_what_no_question_has_a_word_for_is_looked_for_in_sentences(
    harbour: Store, words: str, parameters: dict[str, str] | None
) -> None:
    """In those about the thing that is named, with most of the words; with fewer there is no answer."""
    if parameters is None:
        with pytest.raises(QueryError, match="no question of the catalogue is like"):
            understand(harbour, words)
    else:
        (meant,) = understand(harbour, words)
        assert (meant.question.name, meant.parameters) == ("find-sentences", parameters)


def test_a_date_in_figures_is_asked_about(harbour: Store) -> None:
    """Nothing else is, in the same words."""
    (meant,) = understand(harbour, "Is 03/10/2016 in March or October?")
    assert (meant.question.name, meant.parameters) == ("read-date", {"written": "03/10/2016"})
    with pytest.raises(QueryError, match="no question of the catalogue"):
        understand(harbour, "Is the moon in March or October?")


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
