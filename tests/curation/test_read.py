"""Files of decisions: what an entry must hold, and how one that cannot be meant is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iceorg.api import read_decisions
from iceorg.errors import CurationError
from iceorg.model import Act

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MERGE = '[[merge]]\nthings = ["id:unit-a", "id:unit-b"]'


def test_an_entry_is_a_decision_with_its_words(write: Callable[..., Path]) -> None:
    """Who, when and why; and the entry itself, found again at its offsets."""
    path = write("# of the offices\n\n" + MERGE, '[[accept]]\nclaim = "claim-1"\nsource = "p. 4"')
    curation = read_decisions(path)
    (merge, _), (accept, _) = curation.decisions
    assert (merge.act, merge.about) == (Act.MERGE, ("id:unit-a", "id:unit-b"))
    assert (accept.author, accept.on, accept.reason, accept.source) == (
        "Ann Lee",
        date(2026, 11, 25),
        "I looked.",
        "p. 4",
    )
    passage = merge.passage
    assert curation.files[0].text[passage.start : passage.end] == passage.quote
    assert passage.quote.startswith("[[merge]]")
    assert passage.quote.endswith('reason = "I looked."')


def test_a_decision_keeps_its_id_wherever_its_entry_stands(write: Callable[..., Path]) -> None:
    """Other entries before it, and another file, change nothing."""
    (first, _), *_ = read_decisions(write(MERGE)).decisions
    *_, (last, _) = read_decisions(write('[[accept]]\nclaim = "claim-1"', MERGE, name="theirs.toml")).decisions
    assert first.id == last.id


def test_a_folder_is_read_in_the_order_of_names(write: Callable[..., Path], tmp_path: Path) -> None:
    """What is known from elsewhere is no decision, and is not read with it."""
    write(MERGE, name="b.toml")
    write('[[accept]]\nclaim = "claim-1"', name="a.toml")
    (tmp_path / "outside.toml").write_text("[[identifier]]\n")
    assert [decision.act for decision, _ in read_decisions(tmp_path).decisions] == [Act.ACCEPT, Act.MERGE]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('[[merge]]\nthing = ["a", "b"]', "ours.toml:1: a merge has no “thing”; did you mean “things”?"),
        ('[[rejct]]\nclaim = "claim-1"', "there is no decision “rejct”; did you mean “reject”?"),
        ('[[merge]]\nthings = ["a"]', "fewer than two things"),
        ('[[merge]]\nthings = "a"', "is no list of names; write things = "),
        ('[[rename]]\nfrom = "a"\nto = "b"', "the rename lacks its source; add source = "),
        (
            '[[rename]]\nfrom = "a"\nto = "b"\nsource = "c"\non = "May"',
            "'May' is no day; write on = 2019-07-01, without quotation",
        ),
        ('[[reject]]\nsubject = "a"', "the reject lacks its claim"),
        ('[[type]]\nthing = "a"\nkind = "programme"', "no kind of thing “programme”; did you mean “program”?"),
        ('[[assert]]\nsubject = 3\npredicate = "part of"\nobject = "b"\nsource = "c"', "“subject” is no text"),
        ('[merge]\nthings = ["a", "b"]', "“merge” is no entry; entries begin with a line such as [[merge]]"),
        ('[[merge]]\nthings = ["a", "b"', "is no TOML"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(write: Callable[..., Path], entry: str, words: str) -> None:
    """With its line, and what to do."""
    with pytest.raises(CurationError) as refused:
        read_decisions(write(entry))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        ('date = 2026-11-25\nreason = "b"', "lacks its author"),
        ('author = "a"\nreason = "b"', "lacks its date; add date = 2026-11-25"),
        ('author = "a"\ndate = 2026-11-25', "lacks its reason"),
        ('author = "a"\ndate = "2026-11-25"\nreason = "b"', "is no day; write date = 2026-11-25, without quotation"),
    ],
)
def test_every_decision_is_signed(write: Callable[..., Path], signed: str, words: str) -> None:
    """By whom, when and why."""
    with pytest.raises(CurationError, match=words):
        read_decisions(write(MERGE, signed=signed))


def test_all_that_is_wrong_is_told_at_once(write: Callable[..., Path]) -> None:
    """Each with its line."""
    with pytest.raises(CurationError) as refused:
        read_decisions(write("[[merg]]", MERGE, '[[type]]\nthing = "a"\nkind = "x"'))
    assert "ours.toml:1:" in str(refused.value)
    assert "ours.toml:12:" in str(refused.value)


def test_a_header_inside_a_text_is_no_entry(write: Callable[..., Path]) -> None:
    """Only what TOML takes for one is."""
    path = write(MERGE + '\nlabel = """\n[[reject]]\n"""')
    assert [decision.act for decision, _ in read_decisions(path).decisions] == [Act.MERGE]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """In words."""
    with pytest.raises(CurationError, match="there is no such file or folder"):
        read_decisions(tmp_path / "nothing.toml")


def test_suppressed_names_are_masked_in_the_file_itself(write: Callable[..., Path]) -> None:
    """No entry beside theirs shows them, and offsets hold."""
    curation = read_decisions(write('[[suppress]]\nperson = "Ada Moss"', '[[merge]]\nthings = ["Moss", "b"]'))
    assert curation.suppressed == ("Ada Moss",)
    assert "Moss" not in curation.files[0].text
    assert all(
        d.passage.quote == curation.files[0].text[d.passage.start : d.passage.end] for d, _ in curation.decisions
    )
