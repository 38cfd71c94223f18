"""What a build read, skipped, refused and found: one frozen `Report`."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from iceorg.errors import Severity
from iceorg.history import Findings
from iceorg.model import Status
from iceorg.report.differences import Difference, differences, stated_date
from iceorg.report.readers import ReaderCount, readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iceorg.documents import Refusal
    from iceorg.errors import Problem
    from iceorg.history import Glimpse
    from iceorg.model import Claim, DocumentId, Layout, Reading, Resolution, Skip

EXCERPT: Final = 90
"""Letters of a skipped text that the report shows."""
NOTHING_FOUND: Final = Findings()


@dataclass(frozen=True, slots=True)
class SkippedText:
    """Text that no fact is read from.

    Args:
        start: Offset of its first character.
        end: Offset after its last.
        reason: Id of the rule that skips such text.
        excerpt: How it begins.
    """

    start: int
    end: int
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document that was read.

    Args:
        id: Its id.
        sha256: Digest of its bytes.
        names: Every file name under which it was found.
        title: Its title, or nothing.
        date: The date that it states for itself, or None.
        characters: How long its text is.
        claims: How many claims were read from it.
        skipped: The text that is not read, in order.
        masked: How many stretches of it are masked, by what they are: ways to reach somebody, suppressed names.
    """

    id: str
    sha256: str
    names: tuple[str, ...]
    title: str
    date: str | None
    characters: int
    claims: int
    skipped: tuple[SkippedText, ...]
    masked: dict[str, int] = field(default_factory=dict)


class Elsewhere(Protocol):
    """One thing that is known of bodies from elsewhere, and no document says."""

    @property
    def about(self) -> tuple[str, ...]:
        """The body; or the new one and the old one."""
        ...

    @property
    def what(self) -> str:
        """Who gives the identifier, or how the two belong together."""
        ...

    @property
    def value(self) -> str:
        """The identifier, or a day."""
        ...

    @property
    def source(self) -> str:
        """What proves it."""
        ...

    @property
    def checked(self) -> str:
        """When somebody looked."""
        ...


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision that was made use of.

    Args:
        act: What it does.
        about: What it is about.
        author: Who decided.
        date: When.
        reason: Why.
        source: What it rests on, or nothing.
        file: The file that holds it.
        claims: How many claims it made or changed.
    """

    act: str
    about: tuple[str, ...]
    author: str
    date: str
    reason: str
    source: str
    file: str
    claims: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many claims one rule made, by status."""

    rule: str
    claims: int
    by_status: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a build.

    Args:
        documents: The documents read, sorted by name.
        refused: The files not read, with reasons.
        things: How many things the graph names.
        facts: How many statements are asserted, each once.
        claims: How many claims there are, asserted or not.
        triples: How many triples the graph has.
        by_status: Claims by how they follow from the document, strongest first.
        by_rule: Claims by the rule that made them, sorted by rule.
        readers: What the rules and each language model contributed.
        skipped_by_reason: Skipped texts by the rule that skips them.
        masked: Masked stretches of all documents, by what they are.
        decisions: What people decided, in the order of their files.
        outside: What is known from elsewhere, if the build was asked for it.
        differences: Where the documents answer a plain question differently: a summary of `conflicts`.
        conflicts: Where the documents answer differently, and names that may be of one thing, with every sentence.
        agreements: The facts that two or more documents state, with every sentence.
        glimpses: What documents only name, or may, and others say more of; `conflicts` has it as well.
        candidates: Things that may be one or follow each other, with reasons, score and every sentence; never applied.
        problems: What is wrong or worth knowing: of files, of readings, of names, of shapes and checks; worst first.
    """

    documents: tuple[DocumentRead, ...]
    refused: tuple[Refusal, ...]
    things: int
    facts: int
    claims: int
    triples: int
    by_status: dict[str, int]
    by_rule: tuple[RuleCount, ...]
    readers: tuple[ReaderCount, ...]
    skipped_by_reason: dict[str, int]
    differences: tuple[Difference, ...]
    conflicts: tuple[dict[str, Any], ...]
    agreements: tuple[dict[str, Any], ...]
    candidates: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    masked: dict[str, int] = field(default_factory=dict)
    decisions: tuple[Decided, ...] = ()
    outside: tuple[Elsewhere, ...] = ()
    glimpses: tuple[Glimpse, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether no check found an error."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def make_report(  # noqa: PLR0913 - all but one go by name
    resolution: Resolution,
    *,
    refused: Iterable[Refusal] = (),
    problems: Iterable[Problem] = (),
    size: int = 0,
    outside: Iterable[Elsewhere] = (),
    found: Findings = NOTHING_FOUND,
) -> Report:
    """Return the report of a build.

    Args:
        resolution: All documents as one, with their readings.
        refused: The files that were not read.
        problems: Those of the files and of the checks; those of readings and names are in the resolution.
        size: How many triples the graph has.
        outside: What is known from elsewhere.
        found: What the documents let a reader find, side by side.
    """
    documents = tuple(sorted(_documents(resolution), key=lambda document: (document.names, document.id)))
    reasons = Counter(text.reason for document in documents for text in document.skipped)
    return Report(
        documents,
        tuple(sorted(refused)),
        things=len(resolution.things),
        facts=len({_statement(claim) for claim in resolution.claims if claim.status.asserted}),
        claims=len(resolution.claims),
        triples=size,
        by_status=_by_status(resolution.claims),
        by_rule=tuple(_by_rule(resolution.claims)),
        readers=readers(resolution),
        skipped_by_reason={reason: reasons[reason] for reason in sorted(reasons)},
        differences=differences(resolution),
        conflicts=found.conflicts,
        agreements=found.agreements,
        candidates=found.candidates,
        problems=_in_order((*problems, *resolution.problems, *_of_readings(resolution.readings))),
        masked=_summed(document.masked for document in documents),
        decisions=tuple(_decided(resolution)),
        outside=tuple(outside),
        glimpses=found.glimpses,
    )


def _summed(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))


def _decided(resolution: Resolution) -> Iterable[Decided]:
    touched = Counter(claim.decision.id for claim in resolution.claims if claim.decision is not None)
    files = {file.id: file.name for file in resolution.curation}
    for one in resolution.decisions:
        told = one.act.value, one.about, one.author, one.on.isoformat(), one.reason, one.source
        yield Decided(*told, files[one.passage.document], touched[one.id])


def _documents(resolution: Resolution) -> Iterable[DocumentRead]:
    claims: Counter[DocumentId] = Counter()
    for claim in resolution.claims:
        for document in {passage.document for passage in claim.passages}:
            claims[document] += 1
    for reading in resolution.readings:
        read, date = reading.layout.document, stated_date(reading)
        yield DocumentRead(
            read.id,
            read.sha256,
            read.file_names,
            read.source.title or reading.layout.title or "",
            date.isoformat() if date else None,
            len(read.text),
            claims[read.id],
            tuple(_skipped(reading.layout, skip) for skip in reading.layout.skips),
            dict(read.masked),
        )


def _skipped(layout: Layout, skip: Skip) -> SkippedText:
    words = " ".join(layout.view[skip.start : skip.end].split())
    return SkippedText(skip.start, skip.end, skip.reason, words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…")


def _statement(claim: Claim) -> tuple[object, object, object]:
    return claim.subject, claim.predicate, claim.object


def _by_status(claims: Iterable[Claim]) -> dict[str, int]:
    counted = Counter(claim.status for claim in claims)
    return {status.value: counted[status] for status in Status if counted[status]}


def _by_rule(claims: Sequence[Claim]) -> Iterable[RuleCount]:
    made: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        made[claim.rule].append(claim)
    for rule, those in sorted(made.items()):
        yield RuleCount(rule, len(those), _by_status(those))


def _of_readings(readings: Iterable[Reading]) -> Iterable[Problem]:
    for reading in readings:
        yield from reading.problems


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    worst = list(Severity)
    return tuple(sorted(set(problems), key=lambda problem: (worst.index(problem.severity), problem)))
