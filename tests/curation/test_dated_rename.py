"""A rename that a person dated counts from its day: in the facts of a day, between days, in the chart and on the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from chart_builders import page_blocks
from iceorg import build
from iceorg.check import check_graph
from iceorg.cli.main import main
from iceorg.graph import dump_ntriples
from iceorg.history import as_of, candidates, conflicts, graph_as_of, last_day, read_record
from iceorg.model import Literal
from iceorg.store import open_result
from iceorg.vocab import Iri, dcterms, org, xsd

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.history import Record
    from iceorg.model import Triple

DAY = "2019-07-01"
OLD, NEW = (f"id:unit-{name}.harbor-safety-authority" for name in ("office-of-wharf-permits", "wharf-permits-division"))
ENTRY = f"""\
[[rename]]
from = "{OLD}"
to = "{NEW}"
on = {DAY}
source = "Order 12 of the Authority"
author = "Ann Lee"
date = 2026-11-25
reason = "The order says so."
"""


@pytest.fixture(scope="module")
def renamed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of the invented agency with the decision: the first name was seen in 2011, the second in 2021."""
    folder = tmp_path_factory.mktemp("renamed")
    (folder / "order.toml").write_text(ENTRY, encoding="utf-8")
    build([root / "tests" / "history" / "agency"], out=folder / "build", curation=folder / "order.toml")
    return folder / "build"


@pytest.fixture(scope="module")
def triples(renamed: Path) -> tuple[Triple, ...]:
    """Its graph."""
    return tuple(open_result(renamed).triples())


def _told(record: Record, day: str) -> set[tuple[str, str]]:
    """Return the lanes of the facts of the two bodies on a day, with what is known of the time."""
    names = {"Office of Wharf Permits", "Wharf Permits Division"}
    found = [one for one in as_of(record, last_day(day)) if record.name(one.fact[0]) in names]
    return {(one.lane, one.gap) for one in found if one.fact[1] in (org.SUB_ORGANIZATION_OF, dcterms.REPLACES)}


def test_until_that_day_the_old_name_stands_and_from_it_on_the_new(triples: tuple[Triple, ...]) -> None:
    """The day itself counts; what is told of the time names the decision."""
    record = read_record(triples)
    assert _told(record, "2019-06-30") == {("dated", "seen on 2011-05-02, 8 years before; no later document says so")}
    assert _told(record, DAY) == {
        ("dated", f"since {DAY}, as a person decided"),
        ("ended", f"seen on 2011-05-02; replaced by Wharf Permits Division on {DAY}, as a person decided"),
    }


def test_the_change_has_its_day(triples: tuple[Triple, ...]) -> None:
    """As `dcterms:date` of the one change event that joins the two."""
    [event] = [s for s, p, o in triples if p == org.RESULTING_ORGANIZATION and str(o).endswith(NEW.removeprefix("id:"))]
    assert [o for s, p, o in triples if (s, p) == (event, dcterms.DATE)] == [Literal(DAY, xsd.DATE)]


def test_over_that_day_two_dates_differ_by_a_rename(renamed: Path) -> None:
    """With the sentence of the old name, and the entry; as Turtle with the day, and only suggested."""
    asked = ["--graph", str(renamed)]
    told = json.loads(CliRunner().invoke(main, ["diff", "2018", "2020", "--json", *asked]).stdout)
    [one] = [each for each in told if each["change"] == "renamed or replaced"]
    assert (one["before"]["answer"], one["after"]["answer"]) == ("Office of Wharf Permits", "Wharf Permits Division")
    assert one["before"]["claims"][0]["passages"][0]["quote"] == "The Office of Wharf Permits is part of HSA."
    assert one["after"]["claims"][0]["passages"][0]["quote"] == ENTRY.rstrip()
    assert "no longer seen" not in {each["change"] for each in told if "Wharf" in each["thing"]["label"]}
    turtle = CliRunner().invoke(main, ["diff", "2018", "2020", "--format", "turtle", *asked]).stdout
    assert f'rdf:object "{DAY}"^^xsd:date' in turtle
    for days in (["2011", "2018"], ["2020", "2022"]):
        told = json.loads(CliRunner().invoke(main, ["diff", *days, "--json", *asked]).stdout)
        assert "Wharf Permits Division" not in {
            each["thing"]["label"] for each in told if each["change"].startswith("renamed")
        }


def test_the_graph_of_a_day_after_it_knows_the_new_name(triples: tuple[Triple, ...]) -> None:
    """Before a document has it; every fact has its claim."""
    for day, is_there in (("2018", False), ("2020", True)):
        part = graph_as_of(triples, last_day(day))
        names = {
            value.value for s, _, value in part if s.endswith(NEW.removeprefix("id:")) and isinstance(value, Literal)
        }
        replaced = [s for s, p, _ in part if p == dcterms.REPLACES and s.endswith(NEW.removeprefix("id:"))]
        assert bool(replaced) is is_there
        assert not is_there or "Wharf Permits Division" in names
        assert not [problem for problem in check_graph(dump_ntriples(part), {}) if problem.severity == "error"]


def test_what_was_decided_is_asked_no_more(triples: tuple[Triple, ...]) -> None:
    """Neither as a candidate, nor as names that may be of one thing."""
    record = read_record(triples)
    pair = {Iri(iri) for iri in record.described if iri.endswith((OLD.removeprefix("id:"), NEW.removeprefix("id:")))}
    assert len(pair) == 2
    assert not [one for one in candidates(record) if {one.first, one.second} == pair]
    assert not [one for one in conflicts(record) if one.thing in pair and one.sort.startswith("names")]


def test_the_chart_has_the_day_of_the_line(renamed: Path) -> None:
    """And the old body is replaced since then; the entry is not a sight of either body before."""
    graph = page_blocks((renamed / "chart.html").read_text("utf-8"))["graph"]
    labels, lines = graph["nodes"]["label"], graph["lines"]
    told = [
        (labels[lines["lower"][int(line)]], labels[lines["upper"][int(line)]], day)
        for line, day in lines["since"].items()
    ]
    assert told == [("Office of Wharf Permits", "Wharf Permits Division", DAY)]
    assert graph["nodes"]["replaced"][str(labels.index("Office of Wharf Permits"))] == DAY
    seen = graph["sightings"][graph["nodes"]["seen"][labels.index("Wharf Permits Division")]]
    assert [graph["documents"][place]["date"] for place in seen] == ["2021-04-15"]
