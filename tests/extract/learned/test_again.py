"""What a second look at a line sees of the page's other lines: their kinds and their names, and never its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from iceorg.documents import lay_out
from iceorg.extract.learned.again import Hints, Labels, names_of
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.tagger import (
    Sights,
    Tag,
    doubtful_in,
    first_look,
    second_sights,
    shipped,
    tags_of,
    without_number,
)
from iceorg.extract.reader import read_by_rules
from iceorg.training.fit import labels_of

LIST = """The Kelp Board has three divisions:

- Harvest
- Permits
- Wardens

The Harvest Division is the oldest.
"""


@lru_cache
def page_of(text: str) -> Page:
    """Return a text as the learned parts see it."""
    layout = lay_out(document(text))
    register, _ = read_by_rules(layout)
    return Page(layout, register)


def hints(text: str, named: dict[str, str]) -> tuple[Page, Hints]:
    """Return a page and its hints, after a first look that took some single words for names."""
    page = page_of(text)
    looks = [[f"B-{named[word.text]}" if word.text in named else "O" for word in line.words] for line in page.lines]
    return page, Hints(page, looks)


def seen_of(text: str, named: dict[str, str], word: str, line: int) -> list[str]:
    """Return what the second look sees besides the word itself."""
    page, told = hints(text, named)
    at = next(i for i, one in enumerate(page.lines[line].words) if one.text == word)
    return told.of_line(line)[at]


def test_the_items_of_a_list_tell_each_other_what_they_are() -> None:
    """Where two of three items name bodies, the third hears so."""
    assert "ll=Org" in seen_of(LIST, {"Harvest": "Org", "Permits": "Org"}, "Wardens", 3)


def test_a_word_hears_what_it_was_taken_for_elsewhere() -> None:
    """The item hears of the sentence below the list, with how often."""
    page, _ = hints(LIST, {})
    looks: list[Labels] = [["O"] * len(line.words) for line in page.lines]
    looks[4][1] = "B-Org"
    assert "e=B-Org/1" in Hints(page, looks).of_line(1)[0]


def test_the_longest_name_of_another_line_is_told_at_each_of_its_words() -> None:
    """Two words that were one name further up are told so: where it begins, and how it goes on."""
    page = page_of("The Kelp Board met. Then the Kelp Board went home.")
    told = Hints(page, [["O", "B-Org", "I-Org", "O", "O"], ["O"] * 7]).of_line(1)
    assert [[f for f in seen if f.startswith("kn=")] for seen in told][2:4] == [["kn=B-Org"], ["kn=I-Org"]]


def test_a_name_at_the_end_of_a_line_is_no_longer_than_the_line() -> None:
    """Where a longer name begins alike, the shorter one is told, to its last word."""
    page = page_of("The Kelp Board Court met. We saw the Kelp Board\n\nKelp Board")
    looks: list[Labels] = [["O", "B-Org", "I-Org", "I-Org", "O", "O"], [*"OOO", "B-Org", "I-Org"], ["O", "O"]]
    told = Hints(page, looks).of_line(2)
    assert [[f for f in seen if f.startswith("kn=")] for seen in told] == [["kn=B-Org"], ["kn=I-Org"]]


def test_a_page_of_many_names_that_begin_alike_takes_as_many_steps_as_it_has_lines() -> None:
    """Twice the lines, twice the names that are compared: each line is looked up, and not held against all others."""
    asked = [_lookups(lines) for lines in (200, 400)]
    assert asked[1] == 2 * asked[0]


def _lookups(lines: int) -> int:
    """Return how many names are looked up for a page of offices whose names begin with one word."""
    page = page_of("\n\n".join(f"Office of Number{i}" for i in range(lines)))
    told = Hints(page, [["B-Org", "I-Org", "I-Org"] for _ in page.lines])
    count = 0

    class Counted(dict[tuple[str, ...], Counter[str]]):
        def get(self, name: tuple[str, ...], default: Any = None) -> Any:
            nonlocal count
            count += 1
            return super().get(name, default)

        def items(self) -> Any:
            nonlocal count
            count += len(self)
            return super().items()

    told._names = defaultdict(dict, {first: Counted(names) for first, names in told._names.items()})
    for at in range(lines):
        told.of_line(at)
    return count


def test_the_lines_before_after_and_above_are_told_by_their_kinds() -> None:
    """A word between a person's line and a post's hears of both."""
    seen = seen_of("Ada\n\nOchs\n\nClerk", {"Ada": "Person", "Clerk": "Post"}, "Ochs", 1)
    assert {"lb=Person", "la=Post", "lba=Person|Post"} <= set(seen)


@given(labels=st.lists(st.sampled_from(["O", "B-Org", "I-Org", "B-Post", "I-Post"]), min_size=5, max_size=5))
def test_no_line_hears_its_own_labels(labels: Labels) -> None:
    """Whatever the first look took a line's words for, its hints are the same: a field that saw them would repeat them."""
    page = page_of(LIST)
    looks: list[Labels] = [["O"] * len(line.words) for line in page.lines]
    before = Hints(page, looks).of_line(4)
    looks[4] = [*labels, *["O"] * (len(page.lines[4].words) - 5)]
    assert Hints(page, looks).of_line(4) == before


@given(labels=st.lists(st.sampled_from(["O", "B-Org", "I-Org", "B-Post", "I-Post"])))
def test_names_cover_every_word_that_is_not_outside(labels: Labels) -> None:
    """No label is lost, whatever order they come in."""
    covered = [i for first, last, _ in names_of(labels) for i in range(first, last + 1)]
    assert covered == [i for i, label in enumerate(labels) if label != "O"]
    assert list(names_of(labels_of(tags_of(labels), len(labels)))) == list(names_of(labels))


def test_a_long_page_is_looked_at_twice_with_the_same_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not held is made anew, and is no different."""
    page = page_of(LIST)
    looks = first_look(page, Sights(page), shipped().first)
    held = list(second_sights(Sights(page), looks))
    monkeypatch.setattr("iceorg.extract.learned.tagger._HELD", 0)
    assert list(second_sights(Sights(page), looks)) == held


class Doubtful:
    """A field that thinks of each word what it is told to."""

    def __init__(self, thoughts: dict[tuple[str, int], float]) -> None:
        """Take what it thinks of a label at a word."""
        self.thoughts = thoughts

    def marginal(self, label: str, at: int) -> float:
        """Return how likely it holds a label."""
        return self.thoughts.get((label, at), 0.0)


@pytest.mark.parametrize(
    ("thoughts", "found"),
    [
        ({("B-Org", 1): 0.4, ("I-Org", 2): 0.3}, [(1, 2, "Org", 0.4)]),
        ({("B-Org", 1): 0.1}, []),
        ({("B-Post", 1): 0.35, ("I-Org", 2): 0.9}, [(1, 1, "Post", 0.35)]),
    ],
)
def test_what_may_be_a_name_is_a_candidate(
    thoughts: dict[tuple[str, int], float], found: list[tuple[int, int, str, float]]
) -> None:
    """From a probability of one in eight on, as far as it may go on; small words begin none."""
    line = page_of("The Kelp Board met.").lines[0]
    tags = doubtful_in(line, ["O"] * 5, Doubtful(thoughts))
    assert [(one.first, one.last, one.kind, one.sure) for one in tags] == found


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("It has four offices there.", "Org", None),
        ("It has nine port authorities there.", "Group", "port authorities"),
        ("It has nine District Offices there.", "Org", "nine District Offices"),
    ],
)
def test_a_number_is_no_part_of_a_name(text: str, kind: str, left: str | None) -> None:
    """How many there are is dropped, and with it a bare head word; in capitals it may belong to the name."""
    line = page_of(text).lines[0]
    found = without_number(Tag(2, len(line.words) - 3, kind), line)
    assert (" ".join(word.text for word in line.words[found.first : found.last + 1]) if found else None) == left
