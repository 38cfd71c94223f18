"""What the graph makes of each row of facts.tsv."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from spec.facts.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spec.facts.patterns import FactGraph

HERE = Path(__file__).parent
UNASSERTED = {"Suggested", "Rejected"}
READ = {"Stated", "Layout"}
INFERRED = {"Inferred", "Suggested"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of facts.tsv with its patterns; the head of patterns.toml says what each list means."""

    id: str
    document: str
    status: str
    words: str
    start: int
    end: int
    evidence: str
    holds: tuple[Pattern, ...]
    inferred: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    never_here: tuple[Pattern, ...]
    absence: bool

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Every pattern of the row."""
        return self.holds + self.inferred + self.never + self.never_here


class Verdict(StrEnum):
    """How a row stands."""

    FOUND = "found"
    ABSENT = "absent"
    ELSEWHERE = "the fact is there, but no claim that was read off the page quotes the row's place"
    MISSING = "missing"
    WRONG = "wrong"

    @property
    def good(self) -> bool:
        """Whether the row is as it should be."""
        return self in (Verdict.FOUND, Verdict.ABSENT)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row's verdict, and the pattern that it was reached by."""

    row: Row
    verdict: Verdict
    pattern: str

    def __str__(self) -> str:
        """Return the finding on two lines."""
        row = self.row
        return f"{row.status} {row.id}: {self.verdict}: {row.words} <{row.evidence}>\n      {self.pattern}"


def read_facts(path: Path = HERE / "facts.tsv") -> list[dict[str, str]]:
    """Return the rows of facts.tsv as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_entries(path: Path = HERE / "patterns.toml") -> dict[str, dict[str, object]]:
    """Return the entries of patterns.toml by row id."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_known_missing(path: Path = HERE / "known_missing.toml") -> dict[str, str]:
    """Return the rows that are known to be missing, each with the reason."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_rows() -> tuple[Row, ...]:
    """Return every row of facts.tsv with its patterns; KeyError for a row that has no entry."""
    entries = read_entries()
    return tuple(_row(fact, entries[fact["id"]]) for fact in read_facts())


def _row(fact: Mapping[str, str], entry: Mapping[str, object]) -> Row:
    def patterns(key: str) -> tuple[Pattern, ...]:
        texts = entry.get(key, [])
        return tuple(Pattern.read(str(text)) for text in (texts if isinstance(texts, list) else [texts]))

    return Row(
        id=fact["id"],
        document=fact["document"],
        status=fact["status"],
        words=f"{fact['subject']} {fact['relation']} {fact['object']}",
        start=int(fact["start"]),
        end=int(fact["end"]),
        evidence=fact["evidence"],
        holds=patterns("holds"),
        inferred=patterns("inferred"),
        never=patterns("never"),
        never_here=patterns("never_here"),
        absence=bool(entry.get("absence", False)),
    )


def judge(graph: FactGraph, rows: Iterable[Row]) -> tuple[Finding, ...]:
    """Return a finding for every row; a wrong pattern outweighs a found one."""
    return tuple(next(_findings(graph, row)) for row in rows)


def _findings(graph: FactGraph, row: Row) -> Iterator[Finding]:
    for pattern in row.never:
        if graph.solutions(pattern, row.document):
            yield Finding(row, Verdict.WRONG, pattern.text)
    for pattern in row.never_here:
        if any(status not in UNASSERTED for status in _statuses_here(graph, row, pattern)):
            yield Finding(row, Verdict.WRONG, pattern.text)
    for pattern in row.inferred:
        if any(status not in INFERRED for status in _statuses_here(graph, row, pattern)):
            yield Finding(row, Verdict.WRONG, pattern.text)
    if row.holds:
        yield _best(_held(graph, row, pattern) for pattern in row.holds)
    seen = any(_statuses_here(graph, row, pattern) for pattern in row.inferred)
    yield Finding(row, Verdict.FOUND if seen else Verdict.ABSENT, " or ".join(p.text for p in row.patterns))


def _statuses_here(graph: FactGraph, row: Row, pattern: Pattern) -> set[str]:
    """Return the statuses with which the row's document bears the pattern's first triple."""
    facts = {solution[0] for solution in graph.solutions(pattern, row.document) if solution}
    return {s.status for fact in facts for s in graph.supports(fact) if s.quotes(row.document)}


def _held(graph: FactGraph, row: Row, pattern: Pattern) -> Finding:
    solutions = graph.solutions(pattern, row.document)
    supports = [support for solution in solutions for fact in solution for support in graph.supports(fact)]
    quoted = any(s.quotes(row.document, row.start, row.end) for s in supports if s.status in READ)
    verdict = Verdict.FOUND if quoted else Verdict.ELSEWHERE if solutions else Verdict.MISSING
    return Finding(row, verdict, pattern.text)


def _best(findings: Iterable[Finding]) -> Finding:
    order = list(Verdict)
    return min(findings, key=lambda finding: order.index(finding.verdict))


def totals(findings: Iterable[Finding]) -> str:
    """Return how many rows of each status are as they should be, on one line."""
    all_, good = Counter[str](), Counter[str]()
    for finding in findings:
        all_[finding.row.status] += 1
        good[finding.row.status] += finding.verdict.good
    parts = [f"{status} {good[status]}/{all_[status]}" for status in sorted(all_)]
    told = {status: all_[status] for status in ("E", "H")}
    share = sum(good[status] for status in told) / max(1, sum(told.values()))
    return f"{', '.join(parts)}; E and H together {share:.1%}"
