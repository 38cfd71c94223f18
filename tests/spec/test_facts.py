"""The graph of the five documents against facts.tsv: every fact a careful reader found, row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from eval.building import DOCUMENTS, five
from iceorg.vocab import iceorg, org, rdf, skos
from spec.facts.judge import Verdict, judge, read_entries, read_facts, read_known_missing, read_rows, totals
from spec.facts.patterns import FactGraph, plain

if TYPE_CHECKING:
    from spec.facts.judge import Finding

ROWS = read_rows()
LEAST_FOUND = 0.95
COUNTS = {"E": 167, "H": 27, "I": 21, "X": 44}
KEYS = {"E": {"holds"}, "H": {"holds"}, "I": {"inferred"}, "X": {"never", "never_here"}}


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    """How each row stands in the graph of the five documents."""
    return judge(FactGraph(five()), ROWS)


def of(findings: tuple[Finding, ...], statuses: str) -> list[Finding]:
    """Return the findings on the rows of some statuses."""
    chosen = [finding for finding in findings if finding.row.status in statuses]
    assert len(chosen) == sum(COUNTS[status] for status in statuses)
    return chosen


def lines(findings: list[Finding]) -> str:
    """Return findings for people, one after the other."""
    return "\n" + "\n".join(map(str, findings))


def test_what_is_stated_is_found(findings: tuple[Finding, ...]) -> None:
    """Of what the documents say in words or by layout, at least 95 in 100 facts are there with their words."""
    stated = of(findings, "EH")
    bad = [finding for finding in stated if not finding.verdict.good]
    assert len(stated) - len(bad) >= LEAST_FOUND * len(stated), totals(findings) + lines(bad)


def test_what_is_not_found_is_known_with_its_reason(findings: tuple[Finding, ...]) -> None:
    """known_missing.toml names the stated facts that are missing, all of them and no others."""
    known = read_known_missing()
    bad = [finding for finding in of(findings, "EH") if not finding.verdict.good]
    unknown = [finding for finding in bad if finding.row.id not in known]
    assert not unknown, lines(unknown)
    assert known.keys() - {finding.row.id for finding in bad} == set(), "found, or no row: strike them off the list"
    assert all(known.values())


def test_what_is_tempting_but_wrong_is_not_found(findings: tuple[Finding, ...]) -> None:
    """Not one of the traps is in the graph."""
    sprung = [finding for finding in of(findings, "X") if finding.verdict is not Verdict.ABSENT]
    assert not sprung, lines(sprung)


def test_what_needs_an_inference_is_there_as_an_inference_or_not_at_all(findings: tuple[Finding, ...]) -> None:
    """No inference passes for a statement of the document that it was drawn from."""
    overstated = [finding for finding in of(findings, "I") if not finding.verdict.good]
    assert not overstated, lines(overstated)


def test_a_neighbouring_wrong_reading_is_never_there(findings: tuple[Finding, ...]) -> None:
    """Where a stated fact is easily misread, the misreading is not in the graph beside it."""
    wrong = [finding for finding in findings if finding.verdict is Verdict.WRONG]
    assert not wrong, lines(wrong)


def test_every_row_has_its_patterns_and_every_pattern_its_row() -> None:
    """The table is the facts', row for row: a row's status says which kind of pattern it has."""
    facts, entries = {fact["id"]: fact for fact in read_facts()}, read_entries()
    assert facts.keys() == entries.keys()
    assert len(facts) == sum(COUNTS.values())
    for key, entry in entries.items():
        wanted = {"never"} if entry.get("absence") else KEYS[facts[key]["status"]]
        assert wanted & entry.keys(), key
        assert not (entry.keys() & {"holds", "inferred"}) - wanted, key


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_quotes_its_document(row: object) -> None:
    """The evidence of a row, and the words that its patterns ask for, stand in the row's document."""
    from spec.facts.judge import Row

    assert isinstance(row, Row)
    text = (DOCUMENTS / row.document).read_bytes().decode()
    assert text[row.start : row.end] == row.evidence
    for token in (token for pattern in row.holds for token in pattern.tokens):
        if token.startswith("~"):
            assert plain(token[2:-1]) in plain(text)
        elif token.startswith("/"):
            assert re.search(token[1:-1].replace("^", "").replace("$", ""), text, re.IGNORECASE)


def test_no_body_stands_beside_its_own_short_form() -> None:
    """No organisation of the graph is called by what is another's acronym: there is one DHS."""
    lines = [line.split(" ", 2) for line in five().decode().splitlines()]
    things = [(term[1:-1], obj.split('"')[1]) for thing, term, obj in lines if "/iceorg/id/" in thing and '"' in obj]
    labels = {text for term, text in things if term == skos.PREF_LABEL}
    shorts = {text for term, text in things if term == iceorg.ACRONYM}
    assert len(shorts) > 10
    assert labels & shorts == set()


def test_no_post_is_called_by_its_body() -> None:
    """The "U.S. Immigration and Customs Enforcement (ICE) Director" is the Director, and no second post."""
    lines = [line.split(" ", 2) for line in five().decode().splitlines()]
    posts = {thing for thing, term, obj in lines if term[1:-1] == rdf.TYPE and obj.startswith(f"<{org.Post}>")}
    titles = [obj.split('"')[1] for thing, term, obj in lines if thing in posts and term[1:-1] == skos.PREF_LABEL]
    assert len(titles) > 10
    assert [title for title in titles if "Enforcement" in title or "(" in title] == []
