"""`iceorg as-of`, `diff`, `conflicts`, and `--as-of` on the commands that ask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.check import check_graph
from iceorg.cli.days import UNDATED
from iceorg.cli.main import main
from iceorg.graph import dump_ntriples
from iceorg.history import Undated, graph_as_of, last_day
from iceorg.store import open_result

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def _run(*words: str, graph: Path | None = None) -> Result:
    return CliRunner().invoke(main, [*words, *(("--graph", str(graph)) if graph else ())])


def test_as_of_tells_lanes_and_words(agency_result: Path) -> None:
    """Each row has its lane, when it was seen, and the sentence."""
    done = _run("as-of", "2014", "--about", "Pilotage reports", graph=agency_result)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "lane,subject,predicate,object,seen,gap,status,document,quote,start"
    assert {line.split(",")[0] for line in lines[1:]} == {"dated", "ended"}
    assert "The Pilotage Division reports to the Deputy Director for Operations." in done.stdout


def test_diff_tells_both_sides_as_json(agency_result: Path) -> None:
    """A moved unit has a sentence of the time before and one of the time after."""
    done = _run("diff", "2011", "2014", "--json", graph=agency_result)
    [moved] = [one for one in json.loads(done.stdout) if one["change"] == "moved"]
    quotes = [moved[side]["claims"][0]["passages"][0]["quote"] for side in ("before", "after")]
    assert quotes == [
        "The Pilotage Division reports to the Director.",
        "The Pilotage Division reports to the Deputy Director for Operations.",
    ]


def test_diff_as_turtle_only_suggests(agency_result: Path) -> None:
    """Change events are claims of status Suggested; none is asserted."""
    turtle = _run("diff", "2011", "2021", "--format", "turtle", graph=agency_result).stdout
    assert "rdf:object org:ChangeEvent" in turtle
    assert "a org:ChangeEvent" not in turtle
    assert turtle.count("iceorg:status") == turtle.count("iceorg:status iceorg:Suggested") > 0


def test_diff_of_a_result_with_itself_is_empty(agency_result: Path) -> None:
    """Two results of one graph do not differ."""
    done = _run("diff", str(agency_result), str(agency_result))
    assert (done.exit_code, done.stderr) == (0, "no difference is observed\n")


def test_diff_of_two_results_tells_what_only_one_has(agency_result: Path, built: Path) -> None:
    """What one result lacks has appeared or is gone."""
    told = json.loads(_run("diff", str(built), str(agency_result), "--json").stdout)
    assert {one["change"] for one in told} >= {"appeared", "no longer seen"}


def test_conflicts_tell_all_sentences(agency_result: Path) -> None:
    """Two documents of one day name two who run the program, and both are quoted."""
    told = json.loads(_run("conflicts", "--about", "Buoy", "--json", graph=agency_result).stdout)
    assert [one["sort"] for one in told if one["question"] == "who runs it"] == ["documents of one day"]
    quotes = {w["quote"] for side in told[0]["sides"] for claim in side["claims"] for w in claim["passages"]}
    assert {
        "The Buoy Program is administered by the Storm Center.",
        "The Buoy Program is administered by the Office of Currents.",
    } <= quotes


def test_candidates_tell_reasons_and_sentences(agency_result: Path) -> None:
    """What may be one thing has a row for each sentence of either side."""
    done = _run("conflicts", "--candidates", "--about", "wharf permits", graph=agency_result)
    header, *rows = done.stdout.splitlines()
    assert header == "sort,score,reasons,thing,observed,status,document,quote,start"
    assert [row.split(",")[0] for row in rows] == ["may be the successor"] * 2
    assert "The Office of Wharf Permits is part of HSA." in rows[0]
    told = json.loads(_run("conflicts", "--candidates", "--json", graph=agency_result).stdout)
    assert len(told) == 2
    assert all(one["reasons"] and all(side["claims"] for side in one["sides"]) for one in told)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("conflicts", "--candidates", "--agreements"), "two questions: ask one"),
        (("as-of", "soon"), "'soon' is no date"),
        (("diff", "2020", "2008"), "2008 is not after 2020"),
        (("as-of", "2008-13-01"), "'2008-13-01' is no date"),
    ],
)
def test_a_mistake_is_told_in_words(agency_result: Path, words: tuple[str, ...], said: str) -> None:
    """What, and what to do; exit code 2."""
    done = _run(*words, graph=agency_result)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(("day", "superior"), [("2012", "Director"), ("2014", "Deputy Director for Operations")])
def test_query_asks_the_graph_of_a_day(agency_result: Path, day: str, superior: str) -> None:
    """A named question is answered by what had been seen by then."""
    asked = ("query", "-n", "name-superior", "--param", "who=Pilotage Division", "--labels", "--as-of", day)
    done = _run(*asked, graph=agency_result)
    assert done.exit_code == 0, done.stderr
    assert superior in done.stdout.splitlines()[1].split(",")


def test_export_of_a_day_keeps_every_promise(agency_result: Path) -> None:
    """The graph of a day has a claim for every fact and no later document, and exports."""
    done = _run("export", "n-triples", "--as-of", "2014", graph=agency_result)
    assert "2013-09-20" in done.stdout
    assert "2015-03-04" not in done.stdout
    assert "undated documents say is left out" in done.stderr


def test_no_fact_of_a_day_lacks_its_claim(agency_result: Path) -> None:
    """What is left of the graph holds to the checks of a whole one."""
    triples = graph_as_of(open_result(agency_result).triples(), last_day("2014"))
    assert triples
    assert not [problem for problem in check_graph(dump_ntriples(triples), {}) if problem.severity == "error"]


def test_the_switch_for_undated_documents_has_all_its_values() -> None:
    """The options name what history knows, without loading it."""
    assert list(UNDATED) == list(Undated)
