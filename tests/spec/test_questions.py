"""The competency questions: a person's sentence, the named question that answers it, the expected rows.

Each file of `questions/` holds one of the 52. The rows are what a careful reader of the five documents would
answer, written before the graph was there; where they differ, the graph is wrong or the reader was.

    rows     must be among the answers
    may      a fair reader may find them as well
    lacking  a careful reader finds them and the graph does not, with the reason in `because`
    absent   must not be among them
    open     whether other rows may stand beside these

A cell is a name of the thing, the value itself, "" for nothing, or `…words…` for a value with these
words in it. A list of names stands for any one of them.
"""

from __future__ import annotations

import shlex
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.model import name_key
from iceorg.query import (
    Format,
    catalogue,
    in_words,
    labels,
    render,
    run_query,
    run_question,
    understand,
)
from iceorg.query.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.query import Cell, Question, Rows
    from iceorg.query.rows import Row
    from iceorg.store import Store

FILES = sorted((Path(__file__).parent / "questions").glob("*.toml"))
QUESTIONS = 52
Names = dict[str, set[str]]


@pytest.fixture(scope="module")
def names(five_graph: Store) -> Names:
    """Every name of each thing, as keys; a count's is in words."""
    known: Names = {}
    naming = "SELECT ?thing ?name { ?thing skos:prefLabel|skos:altLabel|foaf:name|iceorg:fileName ?name }"
    for thing, name in run_query(five_graph, naming):
        known.setdefault(text_of(thing), set()).add(name_key(text_of(name)))
    counts = run_query(five_graph, "SELECT ?count { ?count a iceorg:Count }").column("count")
    return known | {count: {name_key(words)} for count, words in labels(five_graph, map(text_of, counts)).items()}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_graph_answers_as_a_careful_reader_does(five_graph: Store, names: Names, file: Path) -> None:
    """Every expected row is there, and no row that no careful reader would give."""
    faults = [
        f"{asked['query']} {asked['parameters']}: {fault}"
        for asked in tomllib.loads(file.read_text(encoding="utf-8"))["asked"]
        for fault in _faults(five_graph, names, asked)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_the_example_of_a_question_has_an_answer(five_graph: Store, asked: Question) -> None:
    """What `iceorg query --list` shows works on the bundled documents."""
    words = shlex.split(asked.example)
    given = dict(word.split("=", 1) for flag, word in pairwise(words) if flag == "--param")
    empty = asked.name in EMPTY_ON_PURPOSE
    assert bool(run_question(five_graph, asked.name, given).rows) != empty


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_row_is_cited_or_says_that_nothing_is_stated(five_graph: Store, file: Path) -> None:
    """Beside each row stand a document, a place and the words; where there is no row, the answer says so in words."""
    for asked in tomllib.loads(file.read_text(encoding="utf-8"))["asked"]:
        answer = run_question(five_graph, asked["query"], asked["parameters"])
        assert answer.note.startswith("Not stated: ") == (not answer.rows)
        assert not list(_uncited(answer)), asked["query"]


def _uncited(answer: Rows) -> Iterator[Row]:
    """Yield the rows without words; those of a question about documents are about what they name themselves."""
    if "file" not in answer.columns:
        places = [answer.columns.index(name) for name in ("document", "quote", "start")]
        yield from (row for row in answer if any(row[at] is None for at in places))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_command_and_an_endpoint_answer_alike(
    five_graph: Store, five_folder: Path, five_endpoint: str, file: Path
) -> None:
    """The same rows come out of `iceorg query` on a folder and out of a SPARQL endpoint, as SPARQL JSON."""
    for asked in tomllib.loads(file.read_text(encoding="utf-8"))["asked"]:
        expected = render(run_question(five_graph, asked["query"], asked["parameters"]), Format.JSON)
        given = [word for name, value in asked["parameters"].items() for word in ("--param", f"{name}={value}")]
        for where in (("--graph", str(five_folder)), ("--store", five_endpoint)):
            words = ["query", "-n", asked["query"], *given, "--format", "json", *where]
            result = CliRunner().invoke(main, words)
            assert (result.stdout, result.exit_code) == (expected, 0), result.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_users_words_find_the_question(five_graph: Store, file: Path) -> None:
    """`iceorg ask` takes the sentence as it stands for one of the questions that answer it."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    meant = {each.question.name for each in understand(five_graph, told["asks"])}
    assert meant <= {asked["query"] for asked in told["asked"]}


EMPTY_ON_PURPOSE = {"name-head", "list-replacements"}
"""Questions that the five documents leave open: no head is stated, and no office is said to replace another."""


def test_the_files_and_the_catalogue_name_each_other() -> None:
    """A question of the catalogue answers what it says it answers, and no file is overlooked."""
    answered = {(number, q.name) for q in catalogue() for number in q.answers}
    asked = {
        (file.stem, asked["query"])
        for file in FILES
        for asked in tomllib.loads(file.read_text(encoding="utf-8"))["asked"]
    }
    assert len(FILES) == QUESTIONS
    assert {number for number, _ in answered} == {file.stem for file in FILES}
    assert answered <= asked


def _faults(store: Store, names: Names, asked: dict[str, Any]) -> list[str]:
    rows = run_question(store, asked["query"], asked["parameters"]).select(tuple(asked["columns"]))
    found = list(dict.fromkeys(rows))
    expected, fair, absent, lacking = (asked.get(key, []) for key in ("rows", "may", "absent", "lacking"))
    assert bool(lacking) == bool(asked.get("because")), "what is lacking has a reason"
    faults = [f"missing {row}" for row in expected if not any(_fits(row, cells, names) for cells in found)]
    faults += [
        f"no longer lacking, strike it off: {row}" for row in lacking if any(_fits(row, c, names) for c in found)
    ]
    faults += [f"must not be {row}" for row in absent if any(_fits(row, cells, names) for cells in found)]
    if not asked.get("open"):
        known = [*expected, *fair]
        faults += [f"unexpected {_read(c)}" for c in found if not any(_fits(row, c, names) for row in known)]
    return faults


def _fits(row: list[str | list[str]], cells: tuple[Cell | None, ...], names: Names) -> bool:
    return all(_means(wanted, cell, names) for wanted, cell in zip(row, cells, strict=True))


def _means(wanted: str | list[str], cell: Cell | None, names: Names) -> bool:
    if isinstance(wanted, list):
        return any(_means(one, cell, names) for one in wanted)
    text = text_of(cell)
    if not isinstance(cell, str):
        return wanted.strip("…") in text if wanted.startswith("…") else wanted == text
    return name_key(wanted) in names.get(cell, ()) or wanted == in_words(cell)


def _read(cells: tuple[Cell | None, ...]) -> list[str]:
    return [in_words(text_of(cell)) or text_of(cell) for cell in cells]
