"""Every rule claims what its examples say, and nothing of its counter-examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.errors import RuleError
from iceorg.extract import rulebook
from iceorg.extract.rulebook import Example, Rule, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = [(rule, example) for rule in rulebook().values() for example in rule.examples]
COUNTERS = [(rule, text) for rule in rulebook().values() for text in rule.counter]


def name(value: object) -> str:
    """Return a test's name for a rule or a text."""
    return value.id if isinstance(value, Rule) else ""


def test_every_rule_has_examples_and_counter_examples() -> None:
    """There are rules of every family, each with both kinds of proof."""
    families = {rule_id[0] for rule_id in rulebook()}
    assert families == {"S", "T", "H", "L", "K", "N", "D", "R"}
    assert len(EXAMPLES) >= len(rulebook()) <= len(COUNTERS)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=name)
def test_a_rule_claims_what_its_example_says(rule: Rule, example: Example, says: Callable[..., list[str]]) -> None:
    """The claims of an example are among those that the rule makes of its text."""
    claims = says(example.text, rule=rule.id)
    assert [claim for claim in example.claims if claim not in claims] == [], claims


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=name)
def test_a_rule_claims_nothing_of_its_counter_example(rule: Rule, text: str, says: Callable[..., list[str]]) -> None:
    """A counter-example yields no claim of the rule."""
    assert says(text, rule=rule.id) == []


@pytest.mark.parametrize("pattern", ["{BODDY:x} is", "<NO_SUCH_CLASS> of", "{BODY:x} ("])
def test_a_faulty_pattern_is_refused_in_words(pattern: str) -> None:
    """An unknown slot type, an unknown word class and a broken expression say what is wrong and where."""
    with pytest.raises(RuleError, match=r"10-test\.toml: X-1"):
        compile_pattern(pattern, "10-test.toml: X-1")
