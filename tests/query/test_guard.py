"""Queries in a sealed process: answered alike, and ended when they go too far."""

from __future__ import annotations

import os
import socket
import time
from typing import TYPE_CHECKING

import pytest

from iceorg.errors import LimitError, QueryError
from iceorg.query import Limits, ask_guarded, ask_question_guarded, run_query, run_question
from iceorg.query.guard import call_sealed
from iceorg.store import OxigraphStore
from serving import descendants

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from iceorg.store import Store
    from iceorg.store.base import Answer

QUERIES = (
    "SELECT ?thing ?name ?no { ?thing skos:prefLabel ?name OPTIONAL { ?thing org:holds ?no } } ORDER BY ?thing",
    "SELECT (12 AS ?n) ('a'@en AS ?text) (BNODE() AS ?blank) {}",
    "ASK { ?office org:reportsTo ?post }",
    "CONSTRUCT WHERE { ?office org:reportsTo ?post }",
)
SHORT = Limits(seconds=1, memory=100 << 20)
SMALL = Limits(seconds=60, memory=100 << 20)
FEW = Limits(rows=10)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("text", [query for query in QUERIES if "BNODE" not in query])
def test_answers_are_those_of_an_unguarded_query(harbour: Store, text: str) -> None:
    """Rows, truth and graphs come through as they are."""
    answer = ask_guarded(harbour, text)
    assert answer == run_query(harbour, text)
    assert len(answer) > 0


def test_values_are_given_as_to_an_unguarded_query(harbour: Store) -> None:
    """By name, where a comment says what they are."""
    text = "# parameters: post: thing\n\nSELECT ?office ?post { ?office org:reportsTo ?post }"
    answer = ask_guarded(harbour, text, parameters={"post": "Director of HSA"})
    assert len(answer) == 2


def test_faults_are_told_as_of_an_unguarded_query(harbour: Store) -> None:
    """With the line, the caret and the hint."""
    with pytest.raises(QueryError) as guarded:
        ask_guarded(harbour, "SELECT ?a { ?a org:reportsTo }")
    with pytest.raises(QueryError) as plain:
        run_query(harbour, "SELECT ?a { ?a org:reportsTo }")
    assert str(guarded.value) == str(plain.value)


@pytest.mark.parametrize(
    ("text", "limits", "words"),
    [
        (ENDLESS, SHORT, r"takes longer than 1 seconds; .* \(--timeout\)"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f", SMALL, "wants more than 100 MiB of memory"),
        ("ASK " + "{" * 200 + "}" * 200, FEW, "nests brackets more than 100 deep"),
        ("ASK {} #" + "x" * 70_000, FEW, "longer than 64 KiB"),
        ("SELECT * { ?a ?b ?c }", FEW, "more than 10 rows"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", FEW, "SERVICE asks another server"),
    ],
)
def test_what_goes_too_far_ends_in_a_sentence(harbour: Store, text: str, limits: Limits, words: str) -> None:
    """And this process goes on."""
    with pytest.raises(QueryError, match=words):
        ask_guarded(harbour, text, limits=limits)


def test_a_named_question_is_answered_as_without_a_guard(harbour: Store) -> None:
    """With its rows, and with its words where there are none."""
    for name, given in (
        ("name-whole", {"part": "HSA"}),
        ("name-head", {"body": "HSA"}),
        ("list-gaps", {"thing": "HSA"}),
    ):
        assert ask_question_guarded(harbour, name, given) == run_question(harbour, name, given)


@pytest.mark.parametrize(("name", "given"), [("name-hole", {}), ("name-whole", {"part": "Zork"}), ("name-whole", {})])
def test_a_question_that_cannot_be_asked_says_the_same(harbour: Store, name: str, given: dict[str, str]) -> None:
    """Nothing that the words of an error need is loaded in the sealed process."""
    with pytest.raises(QueryError) as guarded:
        ask_question_guarded(harbour, name, given)
    with pytest.raises(QueryError) as plain:
        run_question(harbour, name, given)
    assert str(guarded.value) == str(plain.value)


class Slow(OxigraphStore):
    """A store that answers after a minute."""

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None) -> Answer:
        """Wait, then answer."""
        time.sleep(60)
        return super().query(text, prefixes=prefixes)


def test_a_named_question_has_its_time_as_well() -> None:
    """It ends in the same sentence."""
    with pytest.raises(LimitError, match="takes longer than"):
        ask_question_guarded(Slow(), "list-documents", limits=Limits(seconds=0.2))


def test_a_sealed_process_can_open_nothing(tmp_path: Path) -> None:
    """No file to read, none to write, no socket, and nothing of what was open before."""

    def attempts() -> bytes:
        tried = (
            lambda: os.open("/etc/hostname", os.O_RDONLY),
            lambda: os.open(tmp_path / "new", os.O_CREAT),
            socket.socket,
            lambda: os.fstat(held),
        )
        return ",".join(map(_fault, tried)).encode()

    held = os.open(tmp_path, os.O_RDONLY)
    assert call_sealed(attempts, Limits()) == b"OSError,OSError,OSError,OSError"
    os.close(held)
    assert not (tmp_path / "new").exists()


def _fault(attempt: object) -> str:
    try:
        attempt()  # type: ignore[operator] # each is a function
    except OSError:
        return "OSError"
    return "nothing"


def test_no_process_is_left_behind(harbour: Store) -> None:
    """Neither of a query that was answered, nor of one that was ended."""
    before = descendants(os.getpid())
    ask_guarded(harbour, "ASK {}")
    with pytest.raises(QueryError):
        ask_guarded(harbour, ENDLESS, limits=SHORT)
    assert descendants(os.getpid()) == before
