"""`iceorg query` and `iceorg why`, as a person runs them on a result folder."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from click import Context
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from endpoint import endpoint
from iceorg.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from iceorg.store import Store


@pytest.fixture
def run(harbour: Store, tmp_path: Path) -> Callable[..., Result]:
    """Run a command on a folder that holds the invented graph."""
    graph = harbour.dump()
    (tmp_path / "graph.nt").write_bytes(graph)
    promise = {"outputs": {"graph.nt": {"sha256": hashlib.sha256(graph).hexdigest()}}, "triples": harbour.count()}
    (tmp_path / "manifest.json").write_text(json.dumps(promise))

    def command(*words: str, stdin: str = "") -> Result:
        return CliRunner().invoke(main, [*words, "--graph", str(tmp_path)], input=stdin)

    return command


def test_a_named_question_is_csv_in_a_pipe(run: Callable[..., Result]) -> None:
    """Data goes to standard output, as IRIs unless names are asked for."""
    asked = ("query", "-n", "name-whole", "--param", "part=HSA", "--labels")
    lines = run(*asked).stdout.splitlines()
    assert lines[0] == "part,whole,status,document,quote,start"
    assert (
        lines[1] == "Harbour Safety Agency,Department of Ports,stated,handbook.txt,part of the Department of Ports,60"
    )


@pytest.mark.parametrize("words", [("query", "-"), ("query", "-f", "-")])
def test_a_query_comes_from_standard_input(run: Callable[..., Result], words: tuple[str, ...]) -> None:
    """`-` is standard input, as text and as a file."""
    result = run(*words, stdin="ASK { ?post a org:Post }")
    assert (result.stdout, result.exit_code) == ("true", 0)


def test_a_query_comes_from_a_file(run: Callable[..., Result], tmp_path: Path) -> None:
    """A file with a header takes names as its parameters."""
    file = tmp_path / "mine.rq"
    file.write_text("# parameters: who: thing\nSELECT ?who ?to { ?who org:reportsTo ?to }")
    result = run("query", "-f", str(file), "--param", "who=office of charts", "--format", "markdown")
    assert result.stdout.splitlines()[-1] == "| Office of Charts | Director |"


def test_a_file_that_is_no_text_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    """A binary file ends in words, as any mistake does."""
    file = tmp_path / "mine.rq"
    file.write_bytes(b"\xff\xfe")
    result = run("query", "-f", str(file))
    assert (result.exit_code, result.stderr) == (2, f"Error: {file}: is not UTF-8; byte 0 is no text\n")


def test_a_table_can_be_asked_for(run: Callable[..., Result]) -> None:
    """What a terminal shows by itself, `--format table` gives in a pipe."""
    assert (
        "    handbook.txt 0: “Harbour Safety Agency (HSA)”"
        in run("query", "-n", "list-names", "--param", "thing=HSA", "--format", "table").stdout.splitlines()
    )


def test_a_construct_is_turtle_in_a_pipe(run: Callable[..., Result]) -> None:
    """A graph comes out as a graph."""
    result = run("query", "CONSTRUCT WHERE { ?a org:postIn ?b }")
    assert "id:director org:postIn id:agency ." in result.stdout


def test_an_empty_answer_says_so_to_standard_error(run: Callable[..., Result]) -> None:
    """A program gets the columns; a person reads why there is nothing, and a misspelt term is named."""
    unsaid = run("query", "-n", "name-superior", "--param", "who=HSA")
    misspelt = run("query", "SELECT ?a { ?a org:reportTo ?b }")
    assert (unsaid.stdout, unsaid.exit_code) == ("superior,status,document,quote,start\n", 0)
    assert unsaid.stderr == (
        "Not stated: no document says to whom Harbour Safety Agency reports.\n"
        "Read: leaflet.txt (undated), handbook.txt (2024-05-02).\n"
    )
    assert (misspelt.stdout, misspelt.stderr) == (
        "a\n",
        "no rows: there is no org:reportTo, did you mean org:reportsTo?\n",
    )


def test_named_graphs_are_said_to_be_none(run: Callable[..., Result]) -> None:
    """A query of another store's habits finds nothing, and is told why."""
    assert "GRAPH look into named graphs" in run("query", "SELECT ?a { GRAPH ?g { ?a a ?b } }").stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give one of: a SPARQL query, -f FILE, -n NAME"),
        (("ASK {}", "-n", "list-names"), "give one of: a SPARQL query, -f FILE, -n NAME"),
        (("-n", "list-name"), "did you mean 'list-names'?"),
        (("-n", "list-names", "--param", "thing"), "'thing' is not NAME=VALUE"),
        (("ASK {",), "a } is missing"),
        (("SELECT ?a { ?a a ?b }", "--format", "turtle"), "turtle is for CONSTRUCT and DESCRIBE"),
    ],
)
def test_a_mistake_ends_with_2_and_words(run: Callable[..., Result], words: tuple[str, ...], message: str) -> None:
    """A person's mistake is told to standard error, and standard output stays empty."""
    result = run("query", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_query_is_piped_in(run: Callable[..., Result]) -> None:
    """Without a dash as well."""
    assert run("query", stdin="ASK { ?post a org:Post }").stdout == "true"


def test_a_query_can_be_cited(run: Callable[..., Result]) -> None:
    """Beside each row the words, the document and the place."""
    result = run("query", "SELECT ?a { ?a org:subOrganizationOf id:ports }", "--cite", "--labels")
    assert result.stdout.splitlines()[:2] == [
        "a,status,document,quote,start",
        "Harbour Safety Agency,stated,handbook.txt,part of the Department of Ports,60",
    ]


def test_a_question_can_be_answered_without_its_words(run: Callable[..., Result]) -> None:
    """Each row once."""
    asked = ("query", "-n", "name-whole", "--param", "part=HSA", "--labels", "--no-cite")
    assert run(*asked).stdout.splitlines() == ["part,whole", "Harbour Safety Agency,Department of Ports"]


def test_a_slow_shape_and_an_unknown_term_are_warned_of(run: Callable[..., Result]) -> None:
    """To standard error; the rows come all the same."""
    query = (
        "SELECT ?a { ?a a org:Post OPTIONAL { ?a org:reportTo ?b } FILTER NOT EXISTS { ?a org:holds ?c . ?c a ?d } }"
    )
    result = run("query", query)
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.splitlines() == [
        "Warning: there is no org:reportTo, did you mean org:reportsTo?",
        "Warning: query line 1: NOT EXISTS with 2 patterns is slow in a large graph; the same, faster:",
        "    MINUS { ?a org:holds ?c . ?c a ?d }",
    ]


def test_the_shell_completes_questions_and_their_parameters() -> None:
    """As `iceorg query -n list-re<TAB>` and `--param <TAB>`."""
    command = main.get_command(Context(main), "query")
    assert command is not None
    completing = ShellComplete(command, {}, "query", "_QUERY_COMPLETE")
    names = completing.get_completions(["-n"], "list-re")
    assert [(item.value, item.help) for item in names][-1] == ("list-reports", "Who reports to a post or a body")
    values = completing.get_completions(["-n", "list-parts", "--param"], "")
    assert [item.value for item in values] == ["whole=", "document="]


def test_an_endpoint_is_asked_in_place_of_a_folder(harbour: Store) -> None:
    """For questions, for SPARQL, and for the reasons of a fact."""
    with endpoint(harbour.dump()) as server:
        asked = [
            CliRunner().invoke(main, [*words, "--store", server.url])
            for words in (("query", "ASK { id:charts org:reportsTo id:director }"), ("why", "HSA", "founded"))
        ]
    assert [result.exit_code for result in asked] == [0, 0]
    assert asked[0].stdout == "true"
    assert "    30-55  “was founded in April 1999”" in asked[1].stdout


def test_the_list_shows_every_question_with_an_example(run: Callable[..., Result]) -> None:
    """As text for people and as JSON for programs."""
    text = run("query", "--list").stdout
    assert '$ iceorg query -n list-reports --param post="Assistant Secretary"' in text
    data = json.loads(run("query", "--list", "--format", "json").stdout)
    assert {question["name"] for question in data} >= {"list-reports", "list-holders"}


def test_why_shows_the_words(run: Callable[..., Result]) -> None:
    """The sentence, its file, its date and its offsets."""
    result = run("why", "HSA", "founded")
    assert result.stdout.splitlines() == [
        "Harbour Safety Agency — established — 1999-04",
        "  handbook.txt (2024-05-02): stated by rule by-hand, right 90% of the time",
        "    30-55  “was founded in April 1999”",
    ]


def test_why_says_what_is_not_stated_and_ends_with_0(run: Callable[..., Result]) -> None:
    """Not stated is an answer."""
    result = run("why", "HSA", "reports to")
    assert (result.stdout, result.exit_code) == ("Not stated in the documents: HSA reports to …\n", 0)


def test_why_is_json_for_programs(run: Callable[..., Result]) -> None:
    """An empty list where nothing is stated."""
    assert json.loads(run("why", "HSA", "founded", "--json").stdout)[0]["status"] == "Stated"
    assert json.loads(run("why", "HSA", "reports to", "--json").stdout) == []


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def test_a_query_that_takes_too_long_ends_with_3(run: Callable[..., Result]) -> None:
    """The query is no mistake, so that a script can tell it from one and give it more time."""
    result = run("query", ENDLESS, "--timeout", "0.5")
    assert (result.stdout, result.exit_code) == ("", 3)
    assert result.stderr == (
        "Error: the query takes longer than 0.5 seconds; ask for less, add a LIMIT, or give it more time (--timeout)\n"
    )


def test_a_server_that_takes_too_long_ends_with_3_as_well() -> None:
    """With its address and the limit."""
    with endpoint(b"") as server:
        slow = server.url.replace("/sparql", "/slow")
        result = CliRunner().invoke(main, ["query", "ASK {}", "--store", slow, "--timeout", "0.1"])
    assert (result.stdout, result.exit_code) == ("", 3)
    assert result.stderr.startswith(f"Error: {slow}: did not answer within 0.1 seconds; ask for less, add a LIMIT")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
@pytest.mark.parametrize("command", [["query", "ASK {}"], ["ask", "who heads HSA"], ["serve"]])
def test_what_is_no_time_is_refused(command: list[str], seconds: str) -> None:
    """Before a graph is read."""
    result = CliRunner().invoke(main, [*command, "--timeout", seconds])
    assert result.exit_code == 2
    assert "--timeout" in result.stderr
