"""What carried a learned relation is told in words that a reader can check on the page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from eval.corpus import CORPUS
from iceorg.documents import lay_out, read_documents
from iceorg.extract import read_layout
from iceorg.extract.learned.signs import in_words

if TYPE_CHECKING:
    from iceorg.model import Claim

PAGE = CORPUS / "documents" / "t101-fletc-offices-within.txt"


@cache
def learned() -> tuple[Claim, ...]:
    """Return the claims of a page that the learned parts read."""
    (page,) = read_documents([PAGE]).documents
    return tuple(claim for claim in read_layout(lay_out(page)).claims if claim.rule.startswith("M-"))


def test_most_learned_facts_tell_what_carried_them() -> None:
    """A fact that was learned has its signs, three at the most; those without are few."""
    facts = [claim for claim in learned() if claim.status.asserted]
    assert len(facts) >= 5
    assert sum(bool(claim.signs) for claim in facts) >= 0.8 * len(facts)
    assert all(len(claim.signs.split("; ")) <= 3 for claim in facts)


def test_quoted_signs_stand_on_the_page() -> None:
    """Words that a sign quotes are words of the page."""
    page = " ".join(re.findall(r"[\w.]+", PAGE.read_text("utf-8").casefold()))
    quoted = [words for claim in learned() for words in re.findall("“(.+?)”", claim.signs)]
    parts = [part for words in quoted for part in words.split("…")]
    assert quoted
    assert all(" ".join(re.findall(r"[\w.]+", part)).strip(" .") in page for part in parts)


@pytest.mark.parametrize(
    ("feature", "told"),
    [
        ("1S<2:, which", "“, which” stands between the names"),
        ("S>Person>Post=, the", "“, the” stands between the names"),
        ("1La+2:led by", "“led by” stands after the first name"),
        ("LR0-2/4Org>Place", "they stand in one row"),
        ("S>w:POST", ""),
        ("b", ""),
    ],
)
def test_a_feature_is_told_in_words_or_not_at_all(feature: str, told: str) -> None:
    """Codes never reach a reader."""
    assert in_words(feature) == told
