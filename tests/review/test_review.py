"""What is for a person to decide: the queue, the entries that answers become, the page, the walk in a terminal."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import iceorg
from iceorg.api import read_decisions
from iceorg.cli.main import main
from iceorg.history import candidates, read_record
from iceorg.model import Act
from iceorg.review import append_entry, queue, remove_last
from iceorg.review.writing import entry_text
from iceorg.vocab import ID_BASE

if TYPE_CHECKING:
    from iceorg.history import Record

AGENCY = Path(__file__).parents[1] / "history" / "agency"
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of the invented agency's documents."""
    out = tmp_path_factory.mktemp("agency") / "build"
    iceorg.build([AGENCY], out)
    return out


@pytest.fixture(scope="module")
def record(folder: Path) -> Record:
    """What its documents were seen to say."""
    return read_record(iceorg.open_graph(folder).store.triples())


def test_a_renamed_office_is_proposed_with_its_reasons(record: Record) -> None:
    """The earlier one first, and nothing is applied."""
    (one, *_) = candidates(record)
    assert (one.sort, record.name(one.first), record.name(one.second)) == (
        "may be the successor", "Office of Wharf Permits", "Wharf Permits Division",
    )  # fmt: skip
    assert one.reasons == ("both names have “permits”, “wharf”", "both are part of Harbor Safety Authority")
    assert 0.5 < one.score < 1


def test_bodies_that_a_document_names_side_by_side_are_not_proposed(record: Record) -> None:
    """It holds them apart."""
    named = {frozenset((record.name(one.first), record.name(one.second))) for one in candidates(record)}
    assert frozenset(("Office of Tides", "Office of Wharf Permits")) not in named


def test_the_five_documents_two_coordination_offices_are_proposed(built: Path) -> None:
    """By the letters of their acronyms and the words of their names; and so are those of removals and investigations."""
    known = read_record(iceorg.open_graph(built).store.triples())
    one, other, last = candidates(known)
    assert {known.name(one.first), known.name(one.second)} == {
        "Office of State and Local Coordination", "Office of State, Local, and Tribal Coordination",
    }  # fmt: skip
    assert "OSLC and OSLTC share their letters in order" in one.reasons
    assert "ERO and DRO differ in one letter" in other.reasons
    assert "both names have “investigations”" in last.reasons


def test_every_question_has_sentences_and_answers(record: Record) -> None:
    """Pairs first, then conflicts, then suggestions."""
    items = queue(record, ID_BASE)
    assert list(dict.fromkeys(item.sort for item in items)) == ["pairs", "conflicts", "suggestions"]
    assert all(item.answers and all(sentences for _, sentences in item.sides) for item in items)
    assert len({item.id for item in items}) == len(items)


def test_what_is_decided_is_not_asked_again(record: Record, tmp_path: Path) -> None:
    """Whatever the answer was."""
    before = queue(record, ID_BASE)
    for item in (before[0], before[-1]):
        answer = item.answers[1]
        entry = entry_text(answer.act, answer.values, author="Ann", on=DAY, reason="I looked.")
        append_entry(tmp_path / "ours.toml", entry)
    decided = [decision for decision, _ in read_decisions(tmp_path / "ours.toml").decisions]
    asked = {item.id for item in before} - {item.id for item in queue(record, ID_BASE, decided)}
    assert asked == {before[0].id, before[-1].id}


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_an_entry_is_read_as_it_was_given(tmp_path_factory: pytest.TempPathFactory, author: str, reason: str) -> None:
    """Whatever characters are in it."""
    path = tmp_path_factory.mktemp("entry") / "ours.toml"
    if any(0xD800 <= ord(letter) < 0xE000 for letter in author + reason):
        return  # no text that can be saved
    append_entry(path, entry_text(Act.ACCEPT, {"claim": "claim-1"}, author=author, on=DAY, reason=reason))
    ((decision, entry),) = read_decisions(path).decisions
    assert (entry.text("author"), entry.text("reason"), decision.on) == (author, reason, DAY)


def test_what_a_person_wrote_stays_as_it_is(tmp_path: Path) -> None:
    """Before the entry, and after it is taken back."""
    path = tmp_path / "ours.toml"
    written = b'# mine\n\n[[accept]]\nclaim = "claim-1"  # yes\nauthor = "Ann"\ndate = 2026-01-01\nreason = "so"'
    path.write_bytes(written)
    added = append_entry(path, '[[accept]]\nclaim = "claim-2"')
    assert path.read_bytes().startswith(written + b"\n\n[[accept]]")
    remove_last(path, added)
    assert path.read_bytes() == written


def test_programs_get_the_questions_as_json(folder: Path) -> None:
    """With the entries that answers become."""
    result = CliRunner().invoke(main, ["review", "--graph", str(folder), "--json", "--sort", "pairs"])
    asked = json.loads(result.stdout)
    assert asked[0]["question"] == "Are “Office of Wharf Permits” and “Wharf Permits Division” one?"
    assert [answer["act"] for answer in asked[0]["answers"]] == ["merge", "never-merge", "rename", "rename"]


def test_the_page_needs_no_script(folder: Path, tmp_path: Path) -> None:
    """It shows every question, and the entries to copy."""
    page = tmp_path / "review.html"
    result = CliRunner().invoke(main, ["review", "--graph", str(folder), "--page", str(page)])
    text = page.read_text("utf-8")
    assert result.exit_code == 0
    assert text.count("<article>") == len(queue(read_record(iceorg.open_graph(folder).store.triples()), ID_BASE))
    assert "[[never-merge]]" in text
    assert "<script" not in text


def test_a_person_answers_in_the_terminal(folder: Path, tmp_path: Path) -> None:
    """Undo takes the last answer back; the entry is written at once, and applied by the next build."""
    kept = tmp_path / "ours.toml"
    command = [
        "-c",
        "from iceorg.cli.start import start; start()",
        "review",
        "--graph",
        str(folder),
        "--curation",
        str(kept),
    ]
    terminal = pexpect.spawn(sys.executable, [*command, "--author", "Ann Lee"], encoding="utf-8", timeout=60)
    for wanted, typed in (("Your answer", "d"), ("Why", "They differ."), ("Your answer", "u"), ("Your answer", "s")):
        terminal.expect(wanted)
        terminal.sendline(typed)
    terminal.expect("Why")
    terminal.sendline("One office.")
    terminal.expect("Your answer")
    terminal.sendline("q")
    terminal.expect("1 answer in")
    terminal.expect(pexpect.EOF)
    ((decision, _),) = read_decisions(kept).decisions
    assert (decision.act, decision.author, decision.reason) == (Act.MERGE, "Ann Lee", "One office.")
    graph = iceorg.build([AGENCY], tmp_path / "build", curation=kept)
    assert "Wharf Permits Division" in graph.export("turtle").decode()
    assert len(graph.query("SELECT ?unit { ?unit skos:prefLabel 'Wharf Permits Division' }")) == 0


def test_the_day_of_a_rename_is_asked_for(folder: Path, tmp_path: Path) -> None:
    """Again, if what is given is no day."""
    kept = tmp_path / "ours.toml"
    command = ["-c", "from iceorg.cli.start import start; start()", "review", "--graph", str(folder)]
    command += ["--curation", str(kept), "--author", "Ann"]
    terminal = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
    typed = ("r", "in May", "2019-07-01", "A notice.", "It says so.", "q")
    asked = ("Your answer", "Since which day", "no day.*Since which day", "rest on", "Why", "Your answer")
    for wanted, words in zip(asked, typed, strict=True):
        terminal.expect(wanted)
        terminal.sendline(words)
    terminal.expect("1 answer in")
    terminal.expect(pexpect.EOF)
    ((decision, entry),) = read_decisions(kept).decisions
    assert (decision.act, entry.text("on")) == (Act.RENAME, "2019-07-01")


def test_answers_go_where_the_next_build_looks(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into data/curation of the current folder, if no other place is named."""
    monkeypatch.chdir(tmp_path)
    command = ["-c", "from iceorg.cli.start import start; start()", "review", "--graph", str(folder), "--author", "Ann"]
    terminal = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
    for wanted, typed in (("Your answer", "d"), ("Why", "They differ."), ("Your answer", "q")):
        terminal.expect(wanted)
        terminal.sendline(typed)
    terminal.expect("1 answer in data/curation/review.toml; build again to apply them")
    terminal.expect(pexpect.EOF)
    done = CliRunner().invoke(main, ["build", str(AGENCY)])
    assert "decided data/curation" in done.stdout
    assert len(candidates(read_record(iceorg.open_graph("build").store.triples()))) == 1
