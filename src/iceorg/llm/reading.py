"""One document read by a language model, alone or beside the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from iceorg.errors import Problem, Severity
from iceorg.extract.drafts import Keys
from iceorg.extract.learned.things import keys_of
from iceorg.extract.reader import Draftsheet, draft_layout, finished_reading, reading_of
from iceorg.llm.answer import Answer, NoAnswer, read_answer
from iceorg.llm.drafting import draft_claims
from iceorg.llm.proof import prove, reasons
from iceorg.llm.relations import relations_of
from iceorg.llm.windows import windows
from iceorg.model import Agent, Asked, Reading, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iceorg.extract.drafts import Draft
    from iceorg.llm.drafting import Proposed
    from iceorg.llm.proof import Proof
    from iceorg.llm.replies import Reply
    from iceorg.model import Layout

SURE: Final = 0.97
"""How often a rule must be right for its facts to stand where the model read the page and did not find them."""


def read_replies(
    layout: Layout,
    replies: Sequence[Reply],
    agent: Agent,
    *,
    beside: bool = False,
    accept: bool = True,
) -> Reading:
    """Return what a document says as a language model read it, all of it proved.

    Args:
        layout: The document.
        replies: A reply for each part of it.
        agent: The model.
        beside: Whether what the rules read is in the reading as well. Then what they alone found is
            only suggested, unless the rule is right nearly always: a second reader looked, and did not see it.
        accept: Whether facts that nothing speaks against are asserted; if not, all are suggested.
    """
    drafts = draft_layout(layout)
    answers, unread = _answers(replies)
    proofs = [prove(drafts, answer) for answer in answers]
    proposed = draft_claims(layout, proofs, agent, beside=drafts if beside else None, accept=accept)
    if beside:
        if accept and not unread:
            _doubt_alone(drafts, proposed)
        reading = finished_reading(drafts)
        whole = reading_of(layout, (*reading.claims, *proposed.claims), reading.focus)
    else:
        whole = reading_of(layout, proposed.claims, proposed.focus)
    asked = _asked(agent, replies, answers, proofs, unread)
    return replace(whole, problems=(*whole.problems, *(_problem(layout, one) for one in unread)), asked=asked)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A part of a document without a reply that can be read.

    Args:
        part: Which, from 1.
        why: The reason.
        kept: The reply's file in the folder of replies, if there is one.
    """

    part: int
    why: str
    kept: str


def _answers(replies: Iterable[Reply]) -> tuple[list[Answer], tuple[_Unread, ...]]:
    """Return the answers that can be read, and why the others cannot."""
    answers, unread = [], []
    for part, reply in enumerate(replies, 1):
        if reply.fault:
            unread.append(_Unread(part, reply.fault, reply.kept))
            continue
        try:
            answers.append(read_answer(reply.text))
        except NoAnswer as reason:
            unread.append(_Unread(part, str(reason), reply.kept))
    return answers, tuple(unread)


def _doubt_alone(drafts: Draftsheet, proposed: Proposed) -> None:
    """Make suggestions of the relations, and of the things without any, that only the rules found."""
    ledger = drafts.ledger
    ledger.tagged = {number: entry for number, entry in ledger.tagged.items() if keys_of(entry) & proposed.named}
    ledger.drafts = [
        draft
        if relation is None or relation in proposed.joined or (draft.ground.confidence or 0.0) >= SURE
        else _suggested(draft)
        for draft, relation in list(relations_of(ledger.drafts, Keys(ledger)))
    ]


def _suggested(draft: Draft) -> Draft:
    ground = draft.ground
    return replace(draft, ground=replace(ground, status=Status.SUGGESTED)) if ground.status.asserted else draft


def _asked(
    agent: Agent,
    replies: Sequence[Reply],
    answers: Sequence[Answer],
    proofs: Sequence[Proof],
    unread: Sequence[_Unread],
) -> Asked:
    facts = [fact for proof in proofs for fact in proof.facts]
    return Asked(
        agent,
        sha256("\0".join(reply.fault or reply.text for reply in replies).encode()).hexdigest(),
        requests=sum(not reply.fault for reply in replies),
        tokens_in=sum(reply.tokens_in for reply in replies),
        tokens_out=sum(reply.tokens_out for reply in replies),
        proposed=sum(len(answer.facts) + answer.malformed for answer in answers),
        proved=len(facts),
        doubted=sum(bool(fact.doubts) for fact in facts),
        dropped=tuple(reasons(proofs).items()),
        unread=tuple(one.why for one in unread),
    )


def _problem(layout: Layout, unread: _Unread) -> Problem:
    """Return the warning that what the model would find in a part of a document is missing."""
    part = f"part {unread.part} of " if len(windows(layout)) > 1 else ""
    if unread.kept:
        message = f"the model's reply about {part}it is kept, and cannot be read: {unread.why}"
        hint = f"to have it asked again, remove {unread.kept} in the folder of replies"
    else:
        message = f"the model has not read {part}it: {unread.why}"
        hint = "build again, with the server, to have it read"
    return Problem(Severity.WARNING, "reply-not-read", layout.document.name, message, hint)
