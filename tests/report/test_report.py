"""The report of a build: complete, sorted, the same every time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from builders import claim, document, lake_documents, reading, resolution
from hostile import PAYLOADS
from iceorg.documents import Refusal
from iceorg.errors import Problem, Severity
from iceorg.graph import to_triples
from iceorg.history import findings, read_record
from iceorg.model import Layout, Literal, Resolution, Skip, Status, Thing
from iceorg.model.claim import Kind
from iceorg.report import Report, differences, make_report, report_html, report_json
from iceorg.vocab import ID_BASE, Iri, iceorg, org, xsd

REFUSED = (
    Refusal("b.pdf", "unknown-format", "ends in '.pdf'", "documents end in .txt"),
    Refusal("a.txt", "empty", "is empty"),
)
PROBLEMS = (
    Problem(Severity.NOTE, "duplicate", "x.txt", "x.txt and y.txt are the same bytes and count once"),
    Problem(Severity.ERROR, "shape", "unit-a", "has no name", "see the shapes"),
    Problem(Severity.NOTE, "duplicate", "x.txt", "x.txt and y.txt are the same bytes and count once"),
)


@pytest.fixture
def report(lake: Resolution) -> Report:
    """The report on the Lake Survey Agency, with a refused file and a failed check."""
    triples = to_triples(lake)
    return make_report(
        lake, refused=REFUSED, problems=PROBLEMS, found=findings(read_record(triples)), size=len(triples)
    )


def thing(name: str) -> Iri:
    """Return the IRI of a thing."""
    return Iri(ID_BASE + name)


def told(*pages: tuple[str, Iri, Iri, Iri | Literal, date | None]) -> Resolution:
    """Return documents of one statement each."""
    readings = []
    for name, subject, predicate, value, day in pages:
        page = document(f"{name} says so.", name)
        readings.append(reading(page, (claim(page, subject, predicate, value, "says so"),), day))
    labelled = tuple(Thing(thing(name), Kind.UNIT, name.title()) for name in ("a", "b", "c", "program"))
    return resolution(*readings, things=labelled)


def test_every_document_is_there_with_its_own_date(report: Report) -> None:
    """An undated document has none."""
    assert [(read.names, read.title, read.date) for read in report.documents] == [
        (("fact-sheet.txt",), "Lake Survey Agency (fact sheet)", "2019-05-02"),
        (("offices.txt",), "", None),
    ]
    assert all(read.claims > 0 and read.characters > 0 for read in report.documents)


def test_counts_agree_with_each_other(report: Report, lake: Resolution) -> None:
    """By status, by rule and in all; facts are the asserted statements, each once."""
    assert (
        sum(report.by_status.values())
        == sum(rule.claims for rule in report.by_rule)
        == report.claims
        == len(lake.claims)
    )
    assert all(sum(rule.by_status.values()) == rule.claims for rule in report.by_rule)
    asserted = {(one.subject, one.predicate, one.object) for one in lake.claims if one.status.asserted}
    assert report.facts == len(asserted) < report.claims
    assert list(report.by_status) == ["Stated", "Layout", "Inferred", "Suggested", "Rejected"]


def test_problems_are_there_once_and_the_worst_comes_first(report: Report) -> None:
    """An error means that the checks do not hold."""
    assert [problem.severity for problem in report.problems] == [Severity.ERROR, Severity.NOTE]
    assert not report.conforms


def test_problems_of_readings_and_of_names_are_there(lake: Resolution) -> None:
    """Whoever found them."""
    note = Problem(Severity.NOTE, "untyped-name", "a.txt", "left out")
    other = Problem(Severity.WARNING, "odd-date", "b.txt", "is written two ways")
    first = replace(lake.readings[0], problems=(other,))
    found = make_report(replace(lake, readings=(first, *lake.readings[1:]), problems=(note,)))
    assert found.problems == (other, note)
    assert found.conforms


def test_skipped_text_has_its_reason_and_its_beginning() -> None:
    """In text order, counted by reason."""
    page = document("Skip to content\n\nFacts.\n\n" + "A long review. " * 40)
    skips = (Skip(0, 15, "B-NAV"), Skip(25, len(page.text), "B-REVIEW"))
    read = replace(reading(page), layout=Layout(page, page.text, (), (), skips=skips))
    found = make_report(resolution(read))
    assert [(text.reason, text.start) for text in found.documents[0].skipped] == [("B-NAV", 0), ("B-REVIEW", 25)]
    assert found.documents[0].skipped[0].excerpt == "Skip to content"
    assert len(found.documents[0].skipped[1].excerpt) < 100
    assert found.skipped_by_reason == {"B-NAV": 1, "B-REVIEW": 1}


def test_documents_that_answer_differently_are_listed_with_their_dates() -> None:
    """Who runs a program: both answers, each with its document."""
    runs = iceorg.ADMINISTERS
    found = differences(
        told(
            ("new.txt", thing("b"), runs, thing("program"), date(2020, 7, 30)),
            ("old.txt", thing("a"), runs, thing("program"), None),
        )
    )
    (one,) = found
    assert (one.thing, one.question) == ("Program", "who runs it")
    sides = [(side.answer, [(witness.document, witness.date) for witness in side.witnesses]) for side in one.sides]
    assert sides == [("A", [("old.txt", None)]), ("B", [("new.txt", "2020-07-30")])]


@pytest.mark.parametrize(
    ("predicate", "one", "other", "differ"),
    [
        (org.REPORTS_TO, thing("b"), thing("c"), True),
        (org.REPORTS_TO, thing("b"), thing("b"), False),
        (iceorg.ESTABLISHED, Literal("2003", xsd.G_YEAR), Literal("2004", xsd.G_YEAR), True),
        (iceorg.MISSION, Literal("this"), Literal("that"), False),
        (iceorg.PARTNERS_WITH, thing("b"), thing("c"), False),
    ],
)
def test_only_questions_with_one_answer_can_differ(
    predicate: Iri, one: Iri | Literal, other: Iri | Literal, *, differ: bool
) -> None:
    """A body has many partners, but one founding."""
    pages = (("1.txt", thing("a"), predicate, one, None), ("2.txt", thing("a"), predicate, other, None))
    assert bool(differences(told(*pages))) == differ


def test_a_document_that_gives_both_answers_does_not_differ(lake: Resolution) -> None:
    """An office of two chiefs in one document simply has two; what is not asserted does not count."""
    page = document("A reports to B and to C.")
    both = (
        claim(page, thing("a"), org.REPORTS_TO, thing("b"), "reports to B"),
        claim(page, thing("a"), org.REPORTS_TO, thing("c"), "to C"),
    )
    assert differences(resolution(reading(page, both))) == ()
    assert [one.question for one in differences(lake)] == ["whom it reports to"]
    doubted = replace(both[1], status=Status.SUGGESTED)
    assert differences(resolution(reading(page, (both[0], doubted)))) == ()


def test_the_json_is_whole_and_the_same_every_time(report: Report, lake: Resolution) -> None:
    """Programs read it; a rebuild gives the same bytes."""
    again = make_report(
        replace(lake, claims=lake.claims[::-1]),
        refused=REFUSED[::-1],
        problems=PROBLEMS[::-1],
        found=findings(read_record(to_triples(lake)[::-1])),
        size=len(to_triples(lake)),
    )
    assert report_json(again) == report_json(report)
    content = json.loads(report_json(report))
    assert content["format"] == 1
    assert content["conforms"] is False
    assert [file["name"] for file in content["refused"]] == ["a.txt", "b.pdf"]
    assert content["problems"][0]["severity"] == "error"
    assert Counter(rule["rule"] for rule in content["by_rule"]).most_common(1)[0][1] == 1


def test_the_page_shows_each_part(report: Report) -> None:
    """Documents, refusals, problems, differences, rules."""
    html = report_html(report)
    for words in ("Lake Survey Agency (fact sheet)", "undated", "b.pdf", "has no name", "whom it reports to", "T-LIST"):
        assert words in html
    assert report_html(report) == html


def test_an_empty_build_has_a_report() -> None:
    """Nothing read is said, not hidden."""
    empty = make_report(resolution())
    assert empty.conforms
    assert report_html(empty).count("<p>None.</p>") == 3
    assert json.loads(report_json(empty))["documents"] == []


def test_hostile_text_is_escaped_and_nothing_may_run() -> None:
    """Names of files, titles, messages and skipped text come from outside."""
    pages = lake_documents()
    text = "\n".join(PAYLOADS)
    page = replace(document(text, PAYLOADS[0]), source=replace(pages["sheet"].source, title=PAYLOADS[3]))
    skips = tuple(Skip(text.index(payload), text.index(payload) + len(payload), payload) for payload in PAYLOADS)
    read = replace(reading(page), layout=Layout(page, text, (), (), skips=skips))
    refused = [Refusal(payload, payload, payload, payload) for payload in PAYLOADS]
    problems = [Problem(Severity.NOTE, payload, payload, payload, payload) for payload in PAYLOADS]
    html = report_html(make_report(resolution(read), refused=refused, problems=problems))
    assert len(skips) >= 25
    assert "<script" not in html
    assert "<img" not in html
    assert "default-src 'none'; style-src 'sha256-" in html.replace("&#39;", "'")
