"""What is odd about an organisation: each query finds its bad example, and none of the good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.building import five
from iceorg.check import check_domain
from iceorg.check.domain import read_oddities
from iceorg.errors import SettingsError, Severity
from turtle_files import ONTOLOGY, files, ntriples

if TYPE_CHECKING:
    from pathlib import Path

QA = ONTOLOGY / "qa"
ODDITIES = read_oddities(QA)


def test_every_query_has_one_bad_example() -> None:
    """And there is none without a query."""
    assert {path.stem for path in files("qa/examples/*.ttl")} == {oddity.code for oddity in ODDITIES}
    assert len(ODDITIES) == 16


@pytest.mark.parametrize("code", [oddity.code for oddity in ODDITIES])
def test_each_finds_its_bad_example(code: str) -> None:
    """And no other query warns of it: what else is found there are notes of what is not stated."""
    found = check_domain(ntriples(QA / "examples" / f"{code}.ttl"), QA)
    assert code in {problem.code for problem in found}
    assert {problem.code for problem in found if problem.severity is Severity.WARNING} <= {code}
    assert all("{" not in problem.message and problem.hint for problem in found)


@pytest.mark.parametrize("path", files("examples/valid/*.ttl"), ids=lambda path: path.stem)
def test_valid_examples_give_no_warning(path: Path) -> None:
    """They are small: notes of what is not stated may stand."""
    assert [p for p in check_domain(ntriples(path), QA) if p.severity is not Severity.NOTE] == []


def test_the_five_documents_give_no_warning() -> None:
    """And only notes of what they do not state."""
    found = check_domain(five(), QA)
    assert {problem.code for problem in found} <= {"post-without-body", "unit-without-whole"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# severity: grave\n# message: m\n# hint: h\n\nSELECT ?where {}", "grave"),
        ("# severity: note\n# hint: h\n\nSELECT ?where {}", "message"),
        ("# severity: note\n# message: m\n# hint: h\n\nSELECT ?where {", "cannot be asked"),
    ],
)
def test_a_query_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    """With the file, so that whoever wrote it can mend it."""
    (tmp_path / "mine.rq").write_text(text)
    with pytest.raises(SettingsError, match=said) as refused:
        check_domain(b"", tmp_path)
    assert refused.value.where == "mine.rq"


def test_a_folder_without_queries_is_refused(tmp_path: Path) -> None:
    """It would find nothing, and that would look like a clean graph."""
    with pytest.raises(SettingsError, match="no queries"):
        check_domain(b"", tmp_path)
