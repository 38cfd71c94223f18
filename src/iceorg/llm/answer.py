"""What a reply proposes: things and facts, read from JSON that somebody else wrote.

A reply may be anything: no JSON, cut off, endless, deep as a well, of other forms than were asked for. What cannot
be read as a whole is a fault; what cannot be read in part is left out and counted. Nothing here is believed yet.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_REPLY: Final = 1_000_000
"""Letters of the longest reply that is read; the answer to a full window has a tenth of that."""

TYPES: Final = frozenset({"Agency", "Unit", "Post", "Person", "Program", "Partner", "Place"})
RELATIONS: Final = (
    "partOf",
    "reportsTo",
    "heads",
    "holdsPost",
    "postIn",
    "administers",
    "programPartOf",
    "partnersWith",
    "locatedIn",
    "succeeds",
)
_LONGEST_TEXT: Final = 4_000
_MOST: Final = 5_000
_FENCE: Final = re.compile(r"```(?:json)?\s*(?P<inside>.*?)\s*```", re.DOTALL)
_THOUGHT: Final = ("<think>", "</think>")
"""What some models put around what they think before they answer."""


class NoAnswer(ValueError):  # noqa: N818 - a reply that says nothing is not an error of ours
    """A reply that cannot be read, with the reason."""


@dataclass(frozen=True, slots=True)
class ProposedThing:
    """A thing as a reply has it.

    Args:
        id: What the reply's facts call it.
        type: One of `TYPES`.
        names: Its name and its other names.
    """

    id: str
    type: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A fact as a reply has it.

    Args:
        relation: One of `RELATIONS`.
        subject: Id of a thing.
        object: Id of a thing.
        quote: The words that say so.
        ends: The words for the subject and for the object.
        context: The words in which the names stand that the quote does not hold.
        acting: Whether somebody stands in.
        serves: Whether the place is served, and no seat.
    """

    relation: str
    subject: str
    object: str
    quote: str
    ends: tuple[str, str]
    context: tuple[str, ...] = ()
    acting: bool = False
    serves: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply proposes.

    Args:
        page_of: Id of the body whose page it is, or nothing.
        things: The things, each id once.
        facts: The facts.
        malformed: How many things and facts are left out for their form.
    """

    page_of: str
    things: tuple[ProposedThing, ...]
    facts: tuple[ProposedFact, ...]
    malformed: int = 0


def read_answer(reply: str) -> Answer:
    """Return what a reply proposes.

    Args:
        reply: The text, as it came; a fence around the JSON, or thoughts before it, are passed over.

    Raises:
        NoAnswer: It is no JSON object of the form that was asked for, or is too long.

    Example:
        >>> read_answer('{"page_of": null, "things": [], "facts": [{"relation": "knows"}]}').malformed
        1
        >>> read_answer("Certainly! Here are the facts.")
        Traceback (most recent call last):
        iceorg.llm.answer.NoAnswer: it is no JSON
    """
    if len(reply) > LONGEST_REPLY:
        raise NoAnswer(f"it is longer than {LONGEST_REPLY} letters")
    data = _json(reply)
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("things"), list)
        or not isinstance(data.get("facts"), list)
    ):
        raise NoAnswer("it is JSON of another form than was asked for")
    listed = len(data["things"]) + len(data["facts"])
    if listed > _MOST:
        raise NoAnswer(f"it lists more than {_MOST} things and facts")
    things = {thing.id: thing for record in reversed(data["things"]) for thing in _thing(record)}
    facts = tuple(fact for record in data["facts"] for fact in _fact(record))
    page_of = data.get("page_of")
    malformed = listed - len(things) - len(facts)
    return Answer(page_of if isinstance(page_of, str) else "", tuple(reversed(things.values())), facts, malformed)


def _json(reply: str) -> Any:
    begin, end = _THOUGHT
    thought, found, rest = reply.lstrip().partition(end)
    text = rest if found and thought.startswith(begin) else reply
    fenced = _FENCE.fullmatch(text.strip())
    try:
        return json.loads(fenced["inside"] if fenced else text)
    except RecursionError:
        raise NoAnswer("it is nested too deeply") from None
    except ValueError:
        raise NoAnswer(
            "it is no JSON" if not text.lstrip().startswith("{") else "its JSON is broken or cut off"
        ) from None


def _thing(record: Any) -> Iterator[ProposedThing]:
    if not isinstance(record, dict):
        return
    others = record.get("other_names", [])
    names = [record.get("name"), *(others if isinstance(others, list) else [None])]
    told = (record.get("id"), record.get("type"), *names)
    if all(map(_is_text, told)) and told[1] in TYPES:
        yield ProposedThing(str(told[0]), str(told[1]), tuple(dict.fromkeys(map(str, names))))


def _fact(record: Any) -> Iterator[ProposedFact]:
    if not isinstance(record, dict):
        return
    relation, *texts = (record.get(name) for name in ("relation", "subject", "object", "quote"))
    ends = record.get("subject_words"), record.get("object_words")
    context = record.get("context", [])
    manner = record.get("acting", False), record.get("serves", False)
    right = relation in RELATIONS and isinstance(context, list) and all(isinstance(one, bool) for one in manner)
    if right and all(map(_is_text, (*texts, *ends, *context))):
        subject, object_, quote = map(str, texts)
        yield ProposedFact(
            str(relation), subject, object_, quote, (str(ends[0]), str(ends[1])), tuple(map(str, context)), *manner
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST_TEXT
