"""What each reader contributed: the rules, and every language model that was asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iceorg.model import Agent, Asked, Claim, Reading, Resolution

RULES = "rules"
"""What the project's own rules and learned parts are called together."""


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """What came of asking a language model about one document.

    Args:
        document: Its file name.
        characters: How long its text is.
        requests: How many replies were read.
        tokens_in: How many tokens the requests had.
        tokens_out: How many the replies had.
        proposed: How many facts they propose.
        proved: How many of these stand in the document.
        doubted: How many of the proved are only suggested.
        dropped: How many things and facts were left out, by reason.
        unread: How many replies could not be read.
    """

    document: str
    characters: int
    requests: int
    tokens_in: int
    tokens_out: int
    proposed: int
    proved: int
    doubted: int
    dropped: dict[str, int]
    unread: int


@dataclass(frozen=True, slots=True)
class ReaderCount:
    """One reader's part in a graph.

    Args:
        reader: `rules`, or the model's name.
        prompt: The SHA-256 of the prompt that the model was given; nothing for rules.
        claims: How many claims it made, asserted or not.
        facts: How many statements it asserts, each once.
        shared: How many of these another reader asserts too.
        by_status: Its claims by status, strongest first.
        precision: How often such claims were right where that was measured, on average over its asserted claims of measured
            rules or models; None if none of them is.
        measured: How many of its asserted claims that is over.
        asked: What came of asking it, for each document; nothing for rules.
    """

    reader: str
    prompt: str
    claims: int
    facts: int
    shared: int
    by_status: dict[str, int]
    precision: float | None
    measured: int
    asked: tuple[AskedAbout, ...] = ()

    @property
    def requests(self) -> int:
        """How many replies of it were read."""
        return sum(one.requests for one in self.asked)

    @property
    def tokens(self) -> int:
        """How many tokens requests and replies had."""
        return sum(one.tokens_in + one.tokens_out for one in self.asked)


def readers(resolution: Resolution) -> tuple[ReaderCount, ...]:
    """Return what each reader contributed, the rules first."""
    by_agent: dict[Agent | None, list[Claim]] = defaultdict(list)
    for claim in resolution.claims:
        by_agent[claim.agent].append(claim)
    asked: dict[Agent, list[AskedAbout]] = defaultdict(list)
    for reading in resolution.readings:
        if reading.asked is not None:
            asked[reading.asked.agent].append(_asked_about(reading, reading.asked))
    said = {agent: {_statement(c) for c in claims if c.status.asserted} for agent, claims in by_agent.items()}
    counts = Counter(statement for statements in said.values() for statement in statements)
    agents = sorted({*by_agent, *asked}, key=lambda agent: (agent is not None, agent.rule if agent else ""))
    return tuple(
        _count(agent, by_agent.get(agent, []), asked[agent] if agent else [], counts, said.get(agent, set()))
        for agent in agents
    )


def _count(
    agent: Agent | None,
    claims: Sequence[Claim],
    asked: Iterable[AskedAbout],
    counts: Counter[Statement],
    said: set[Statement],
) -> ReaderCount:
    sure = list(_confidences(claims))
    statuses = Counter(claim.status for claim in claims)
    return ReaderCount(
        agent.name if agent else RULES,
        agent.prompt if agent else "",
        claims=len(claims),
        facts=len(said),
        shared=sum(counts[statement] > 1 for statement in said),
        by_status={status.value: statuses[status] for status in Status if statuses[status]},
        precision=round(sum(sure) / len(sure), 3) if sure else None,
        measured=len(sure),
        asked=tuple(sorted(asked, key=lambda one: one.document)),
    )


def _confidences(claims: Iterable[Claim]) -> Iterator[float]:
    for claim in claims:
        if claim.status.asserted and claim.confidence is not None:
            yield claim.confidence


def _asked_about(reading: Reading, asked: Asked) -> AskedAbout:
    document = reading.layout.document
    return AskedAbout(
        document.name,
        len(document.text),
        asked.requests,
        asked.tokens_in,
        asked.tokens_out,
        asked.proposed,
        asked.proved,
        asked.doubted,
        dict(asked.dropped),
        len(asked.unread),
    )


Statement = tuple[object, object, object]


def _statement(claim: Claim) -> Statement:
    return claim.subject, claim.predicate, claim.object
