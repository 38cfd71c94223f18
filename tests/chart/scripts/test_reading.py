"""A document in pieces, an address and its parts, rows of the outline, gaps between documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

PIECES = "({ piecesOf }, text, passages, skipped) => piecesOf(text, passages, skipped)"
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=SPANS)
def test_pieces_are_the_text_and_carry_every_passage(run: Run, spans: list[tuple[int, int]]) -> None:
    """No letter is lost or doubled; the pieces of a passage together are its words."""
    text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
    passages = [[place, start, start + length] for place, (start, length) in enumerate(spans)]
    pieces = run("sources.js", PIECES, text, passages, [])
    assert "".join(piece["text"] for piece in pieces) == text
    for place, start, end in passages:
        assert "".join(piece["text"] for piece in pieces if place in piece["passages"]) == text[start:end]


def test_a_row_is_parsed_alone(run: Run) -> None:
    """What stands beside it is not looked at; where there is none, nothing is found."""
    script = "({ Rows }, text, places) => [new Rows(text).length, ...places.map((place) => new Rows(text).at(place) ?? null)]"
    assert run("rows.js", script, '["a\\n"]\nbroken\n2', [0, 2]) == [3, ["a\n"], 2]
    assert run("rows.js", script, "", [0]) == [0, None]
    assert run("rows.js", script, "1\n2", [-1, 0.5, 2, None]) == [2, None, None, None, None]


def test_skipped_text_carries_its_reason(run: Run) -> None:
    """And nothing else does."""
    pieces = run("sources.js", PIECES, "menu text foot", [], [[0, 4, "navigation"], [10, 14, "foot of the page"]])
    assert [(piece["text"], piece["reason"]) for piece in pieces] == [
        ("menu", "navigation"),
        (" text ", ""),
        ("foot", "foot of the page"),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("a𝒳é😀\n", max_size=20), data=st.data())
def test_offsets_are_those_of_python(run: Run, text: str, data: st.DataObject) -> None:
    """Characters beyond the basic plane count once in the graph and twice in a script."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    script = "({ placesIn }, text, start, end) => { const at = placesIn(text); return text.slice(at(start), at(end)); }"
    assert run("sources.js", script, text, start, end) == text[start:end]


@pytest.mark.parametrize(
    "parts",
    [
        {"n": "office-of-dives"},
        {"l": "reports~chief~dive & rope", "at": "2016-03-10"},
        {"view": "sources", "doc": "d1", "p": "3"},
        {"n": "a/b?c=d&e#f", "undated": "no"},
        {},
    ],
)
def test_an_address_says_what_was_put_in(run: Run, parts: dict[str, str]) -> None:
    """Whatever signs a name has."""
    assert run("state.js", "({ toHash, fromHash }, parts) => fromHash(toHash(parts))", parts) == parts


@pytest.mark.parametrize("hash_", ["#n-%E0%A4%A", "#__proto__=1&at=x", "#view", "#l-", "#constructor&doc"])
def test_a_broken_address_names_nothing_and_breaks_nothing(run: Run, hash_: str) -> None:
    """People shorten and mistype addresses."""
    found = run("state.js", "({ fromHash }, hash) => fromHash(hash)", hash_)
    assert set(found) <= {"n", "l", "at"}


def test_only_long_stretches_without_a_document_are_gaps(run: Run) -> None:
    """Two years and more."""
    days = ["2008-02-26", "2009-05-11", "2016-03-10", "2016-03-14"]
    gaps = run("timeline.js", "({ gapsOf }, days) => gapsOf(days)", days)
    assert [(gap["from"], gap["to"]) for gap in gaps] == [("2009-05-11", "2016-03-10")]


def test_only_open_branches_have_rows_below(run: Run) -> None:
    """Each row knows its level, its place among its siblings, and how many those are."""
    script = """({ rowsOf }, open) => rowsOf({ roots: [0, 4], children: (node) => ({ 0: [1, 2], 2: [3] })[node] || [] }, new Set(open))
      .map(({ node, level, place, of }) => [node, level, place, of])"""
    assert run("outline.js", script, []) == [[0, 1, 1, 2], [4, 1, 2, 2]]
    assert run("outline.js", script, [0]) == [[0, 1, 1, 2], [1, 2, 1, 2], [2, 2, 2, 2], [4, 1, 2, 2]]
    assert run("outline.js", script, [0, 2])[3] == [3, 3, 1, 1]
