"""What is read of a reply, and what is not."""

from __future__ import annotations

import json

import pytest

from iceorg.llm.answer import LONGEST_REPLY, NoAnswer, read_answer
from llm.pages import THINGS, TRUE, reply_of, thing

UNREAD = {
    "prose": ("Certainly! Here are the facts.", "it is no JSON"),
    "nothing": ("", "it is no JSON"),
    "cut off": (reply_of(*TRUE)[:-40], "its JSON is broken or cut off"),
    "two objects": (reply_of() + reply_of(), "its JSON is broken or cut off"),
    "a list": ("[]", "it is JSON of another form than was asked for"),
    "another form": ('{"facts": {}, "things": []}', "it is JSON of another form than was asked for"),
    "a well": ('{"things": ' + "[" * 200_000, "it is nested too deeply"),
    "giant": ('{"things": [], "facts": []}' + " " * LONGEST_REPLY, f"it is longer than {LONGEST_REPLY} letters"),
    "a long list": (json.dumps({"things": [], "facts": [0] * 6_000}), "it lists more than 5000 things and facts"),
    "a long number": ('{"things": [' + "9" * 10_000 + '], "facts": []}', "its JSON is broken or cut off"),
    "a page": ("<html><script>alert(1)</script></html>", "it is no JSON"),
}
MALFORMED: list[object] = [
    0,
    None,
    "partOf",
    [],
    {},
    {**TRUE[0], "relation": "owns"},
    {**TRUE[0], "quote": ""},
    {**TRUE[0], "quote": ["The Tide Authority"]},
    {**TRUE[0], "subject": None},
    {**TRUE[0], "context": "Tide Authority"},
    {**TRUE[0], "context": [7]},
    {**TRUE[0], "acting": "yes"},
    {**TRUE[0], "quote": "x" * 5_000},
]


@pytest.mark.parametrize(("reply", "reason"), UNREAD.values(), ids=UNREAD)
def test_a_reply_that_is_no_answer_has_a_reason(reply: str, reason: str) -> None:
    """What is no JSON of the form asked for is read not at all, and never half."""
    with pytest.raises(NoAnswer) as caught:
        read_answer(reply)
    assert str(caught.value) == reason


@pytest.mark.parametrize("record", MALFORMED, ids=lambda record: str(record)[:40])
def test_a_fact_of_another_form_is_left_out(record: object) -> None:
    """The facts beside it are read."""
    answer = read_answer(json.dumps({"page_of": "ta", "things": THINGS, "facts": [record, TRUE[1]]}))
    assert ([fact.relation for fact in answer.facts], answer.malformed) == (["reportsTo"], 1)


def test_of_two_things_with_one_id_the_first_counts() -> None:
    """A second one cannot take over what is said of the first."""
    answer = read_answer(reply_of(things=[thing("t1", "Unit", "Gauge Office"), thing("t1", "Person", "Bo Reed")]))
    assert [(one.type, one.names) for one in answer.things] == [("Unit", ("Gauge Office",))]
    assert answer.malformed == 1


@pytest.mark.parametrize("wrapped", ["```json\n{}\n```", "<think>Is {it}?</think>\n{}", "\n\n{}\n"])
def test_fences_and_thoughts_are_passed_over(wrapped: str) -> None:
    """Models put both around what they were asked for."""
    assert len(read_answer(wrapped.replace("{}", reply_of(*TRUE))).facts) == len(TRUE)
