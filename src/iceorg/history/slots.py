"""The questions that have one answer at a time, and every answer that a document gives to one.

What a plain property answers is in `iceorg.model.SLOTS`; here the answers are added that several triples make together:
who holds a post, how many parts a body has, which title stands at its top, what kind of thing it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from iceorg.history.alike import TELLING_NOTHING
from iceorg.history.titles import leading
from iceorg.model import SLOTS, Literal, Slot, name_key
from iceorg.query import in_words
from iceorg.vocab import Iri, dcterms, iceorg, org, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.history.record import Observation, Record

    Cell = Iri | Literal

PART: Final = Slot("what it is part of", org.SUB_ORGANIZATION_OF, of_object=False)
HOLDER: Final = "who holds it"
PARTS: Final = "how many parts it has"
TOP: Final = "which title stands at its top"
PLACE: Final = "what kind of thing it is"
RUNS: Final = next(slot.question for slot in SLOTS if slot.predicate == iceorg.ADMINISTERS)
HEADS: Final = next(slot.question for slot in SLOTS if slot.predicate == org.HEAD_OF)
FOUNDED: Final = next(slot.question for slot in SLOTS if slot.predicate == iceorg.ESTABLISHED)

IN_TURN: Final = (*(slot.question for slot in (*SLOTS, PART)), HOLDER)
"""The questions in which a later answer takes the place of an earlier one."""

_PART_WORDS: Final = re.compile(
    r"\b(?:division|component|office|unit|part|bureau|branch|directorate|section)s?\b", re.IGNORECASE
)
_LISTED: Final = 3
"""How many entries make a list that says something of the number of parts."""

_SIBLINGS: Final = 2
"""How many units must stand beside a program for it to be listed among units."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, with all who give it.

    Args:
        thing: What the question is asked of.
        question: The question, without the thing.
        value: The answer: a thing or a value.
        note: What is to be known of it, as "acting" or "through ICE ACCESS".
        observations: The claims that give it.
    """

    thing: Iri
    question: str
    value: Cell
    note: str
    observations: tuple[Observation, ...]

    @property
    def documents(self) -> frozenset[Iri]:
        """The documents that give it."""
        return frozenset(document for one in self.observations for document in one.documents)

    @property
    def days(self) -> frozenset[str]:
        """The days on which dated documents give it."""
        return frozenset(one.observed for one in self.observations if one.observed)


def answers(record: Record, *, charges: bool = False) -> dict[tuple[Iri, str], tuple[Answer, ...]]:
    """Return every answer to every question that has one at a time, by thing and question.

    Args:
        record: What the documents were seen to say.
        charges: Whether a mission or a service that a program is called after is an answer to who runs it. It
            may differ from another answer; it never takes its place.
    """
    found: dict[tuple[Iri, str], dict[tuple[Cell, str], list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for thing, question, value, note, observation in chain(_given(record), _charged(record) if charges else ()):
        found[thing, question][value, note].append(observation)
    return {
        asked: tuple(
            Answer(*asked, value, note, tuple(seen))
            for (value, note), seen in sorted(given.items(), key=lambda entry: str(entry[0]))
        )
        for asked, given in sorted(found.items())
    }


def excludes(record: Record, question: str, one: Answer, other: Answer) -> bool:
    """Return whether two answers to a question cannot both be right at one time.

    Bodies of which one is part of the other can, and so can a year and a day of it.
    """
    if one.value == other.value:
        return False
    if question == FOUNDED:
        long, short = sorted((record.name(one.value), record.name(other.value)), key=len, reverse=True)
        return not long.startswith(short)
    if question == TOP:
        long, short = sorted((name_key(record.name(a.value)) for a in (one, other)), key=len, reverse=True)
        return not long.endswith(f" {short}") or "performing" in long
    if question.startswith(("how many", "what kind")):
        return _number(record, one) != _number(record, other)
    return not record.nested(one.value, other.value)


def _number(record: Record, answer: Answer) -> str:
    return record.value(Iri(str(answer.value)), rdf.VALUE) or record.name(answer.value)


Given = tuple[Iri, str, "Cell", str, "Observation"]


def _given(record: Record) -> Iterator[Given]:
    for observation in record.asserted:
        yield from _plain(observation)
        yield from _held(record, observation)
        yield from _counted(record, observation)
    yield from _named_parts(record)
    yield from _through(record)
    yield from _tops(record)
    yield from _among_units(record)


def _plain(observation: Observation) -> Iterator[Given]:
    """Yield what a plain property answers."""
    subject, predicate, value = observation.fact
    for slot in (*SLOTS, PART):
        if predicate == slot.predicate:
            if not slot.of_object:
                yield subject, slot.question, value, "", observation
            elif not isinstance(value, Literal):
                yield value, slot.question, subject, "", observation


def _held(record: Record, observation: Observation) -> Iterator[Given]:
    subject, predicate, _ = observation.fact
    membership = record.memberships.get(subject)
    if membership and predicate == org.MEMBER:
        yield membership.post, HOLDER, membership.person, membership.capacity, observation


def _counted(record: Record, observation: Observation) -> Iterator[Given]:
    subject, predicate, count = observation.fact
    if predicate == iceorg.STATED_COUNT and not isinstance(count, Literal):
        counted = record.value(count, iceorg.COUNTED)
        what = counted.casefold().split()
        if what:
            yield subject, PARTS if _PART_WORDS.search(counted) else f"how many {what[-1]}", count, "", observation


def _named_parts(record: Record) -> Iterator[Given]:
    """Yield how many units a document lists under posts of a body; a list may leave some out."""
    listed: dict[tuple[Iri, Iri], list[Observation]] = defaultdict(list)
    for one in record.asserted:
        _, predicate, post = one.fact
        if predicate == org.REPORTS_TO and not isinstance(post, Literal):
            for body in record.values(post, org.POST_IN):
                for document in sorted(one.documents):
                    listed[Iri(str(body)), document].append(one)
    for (body, _), seen in listed.items():
        units, posts = ({one.fact[at] for one in seen} for at in (0, 2))
        if len(units) >= _LISTED:
            said = f"at least {len(units)} listed, under {len(posts)} post{'s' if len(posts) > 1 else ''}"
            for one in seen:
                yield body, PARTS, Literal(said), "", one


def _through(record: Record) -> Iterator[Given]:
    """Yield who runs a program by running what the program is part of, where one document says both."""
    running: dict[Iri, list[Observation]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] == iceorg.ADMINISTERS and not isinstance(one.fact[2], Literal):
            running[one.fact[2]].append(one)
    for one in record.asserted:
        program, predicate, whole = one.fact
        if predicate == dcterms.IS_PART_OF and not isinstance(whole, Literal):
            for run in running[whole]:
                if run.documents & one.documents:
                    for said in (one, run):
                        yield program, RUNS, run.fact[0], f"through {record.name(whole)}", said


def _charged(record: Record) -> Iterator[Given]:
    """Yield whose mission or service is what a program is called after, in the agency of the body that runs the program."""
    runners: dict[Iri, list[Iri]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] == iceorg.ADMINISTERS and not isinstance(one.fact[2], Literal):
            runners[one.fact[2]].append(one.fact[0])
    called = {program: _telling(record.name(program)) for program in runners}
    for one in record.asserted:
        body, predicate, value = one.fact
        charge = _charge(value.value, predicate) if isinstance(value, Literal) else None
        for program in sorted(called) if charge else ():
            if charge and charge[0] <= called[program] and _beside(record, body, runners[program]):
                yield program, RUNS, body, f"{in_words(predicate)}: “{charge[1]}”", one


def _beside(record: Record, body: Iri, runners: Iterable[Iri]) -> bool:
    """Whether a body is one of some runners of one agency, or beside them, and in none of them."""
    above = record.above(body)
    return not any(runner in above for runner in runners) and any(above & record.above(runner) for runner in runners)


_CHARGED: Final = re.compile(
    r"(?:to\s)?(?:coordinat|manag|run|administer|lead|oversee|conduct|direct|organi[sz])\w{0,6}\s(?P<what>[^,;.]{1,80}?)\s(?:efforts?|activit(?:y|ies)|programs?|programmes?|work)\b",
    re.IGNORECASE,
)


def _charge(told: str, predicate: Iri) -> tuple[frozenset[str], str] | None:
    """Return the words that tell what a body does by its mission or its service, and the phrase that has them.

    >>> words, phrase = _charge("coordinating outreach efforts to increase awareness", iceorg.MISSION)
    >>> sorted(words), phrase
    (['outreach'], 'coordinating outreach efforts')
    """
    found = _CHARGED.match(told) if predicate == iceorg.MISSION else None
    what, phrase = (found["what"], found[0]) if found else (told, told)
    words = _telling(what) if found or predicate == iceorg.SERVICE else frozenset()
    return (words, phrase) if words else None


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell which it is."""
    return frozenset(name_key(name).split()) - TELLING_NOTHING


def _tops(record: Record) -> Iterator[Given]:
    """Yield the titles that a document has for the top of a body."""
    posts: dict[tuple[Iri, Iri], list[Observation]] = defaultdict(list)
    for one in record.asserted:
        _, predicate, body = one.fact
        if (
            predicate == org.POST_IN
            and not isinstance(body, Literal)
            and not _has_body_above(record, one.fact[0], body)
        ):
            for document in sorted(one.documents):
                posts[body, document].append(one)
    for (body, _), seen in sorted(posts.items()):
        tops = leading({one.fact[0]: record.name(one.fact[0]) for one in seen})
        for one in seen:
            if one.fact[0] in tops:
                yield body, TOP, one.fact[0], "", one


def _has_body_above(record: Record, post: Iri, body: Iri) -> bool:
    """Whether the post belongs to a part of the body as well, and so to that."""
    bodies = {cell for cell in record.values(post, org.POST_IN) if isinstance(cell, str)}
    return any(body in record.above(other) for other in bodies - {body})


def _among_units(record: Record) -> Iterator[Given]:
    """Yield what kind a program is, where a document lists it among units under one superior."""
    misplaced = {one.claim: one for siblings in _listings(record) for one in _out_of_kind(record, siblings)}
    programs = {one.fact[0] for one in misplaced.values()}
    for one in misplaced.values():
        yield one.fact[0], PLACE, Literal("listed among units"), "", one
    for one in record.asserted:
        if one.fact[0] in programs and one.fact[1] == rdf.TYPE:
            yield one.fact[0], PLACE, Literal("a program"), "", one


def _listings(record: Record) -> Iterable[list[Observation]]:
    """Return what each document lists under one superior."""
    listed: dict[tuple[Cell, Iri], list[Observation]] = defaultdict(list)
    for one in record.asserted:
        if one.fact[1] in (org.REPORTS_TO, org.SUB_ORGANIZATION_OF):
            for document in sorted(one.documents):
                listed[one.fact[2], document].append(one)
    return listed.values()


def _out_of_kind(record: Record, siblings: list[Observation]) -> list[Observation]:
    """Return those of a listing that tell of a program, where units are listed."""
    units = [one for one in siblings if org.OrganizationalUnit in record.values(one.fact[0], rdf.TYPE)]
    programs = [one for one in siblings if iceorg.Program in record.values(one.fact[0], rdf.TYPE)]
    return programs if len(units) >= _SIBLINGS else []
