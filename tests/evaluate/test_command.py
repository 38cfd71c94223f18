"""`iceorg evaluate`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

PAGE = "Sea Agency\n\nThe Office of Harbours is part of the Sea Agency.\n"
GOLD = {
    "document": "a1.txt",
    "entities": [
        {"id": "sea", "type": "Agency", "name": "Sea Agency", "aliases": []},
        {"id": "harbours", "type": "Unit", "name": "Office of Harbours", "aliases": []},
    ],
    "relations": [
        {"type": "partOf", "subject": "harbours", "object": "sea", "evidence": "Office of Harbours is part of"},
        {"type": "succeeds", "subject": "harbours", "object": "sea", "evidence": "Office of Harbours"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents and their gold, and the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("a1", "b2"):
        for room, ending, text in (("docs", "txt", f"{PAGE}{name}"), ("gold", "json", json.dumps(GOLD))):
            (tmp_path / room).mkdir(exist_ok=True)
            (tmp_path / room / f"{name}.{ending}").write_text(text)
    return tmp_path


def evaluate(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["evaluate", *arguments])


@pytest.mark.parametrize(
    ("arguments", "gold"),
    [
        (("gold", "docs"), 4),
        (("gold", "docs", "--only", "a"), 2),
        (("gold", "docs", "--only", "a", "--only", "b"), 4),
        (("gold", "docs", "--skip", "b2"), 2),
        (("gold/a1.json", "docs"), 2),
        (("gold/a1.json", "docs/b2.txt"), 2),
    ],
)
def test_which_documents(folder: Path, arguments: tuple[str, ...], gold: int) -> None:
    """Folders go together by name, and single files as they are given."""
    told = json.loads(evaluate(*arguments, "--json").stdout)
    assert (told["relations"]["gold"], told["relations"]["recall"]) == (gold, 0.5)


def test_tables_and_misses(folder: Path) -> None:
    """The figures are a table; with `--misses`, what is missed goes before it."""
    assert evaluate("gold", "docs").stdout.startswith("2 documents")
    assert "missed    3: succeeds Office of Harbours → Sea Agency" in evaluate("gold", "docs", "--misses").stdout


def break_gold(folder: Path) -> None:
    """Leave half of a gold file."""
    (folder / "gold" / "a1.json").write_text("{")


def lose_document(folder: Path) -> None:
    """Leave a gold file without its document."""
    (folder / "docs" / "a1.txt").unlink()


def empty_document(folder: Path) -> None:
    """Leave a document that cannot be read."""
    (folder / "docs" / "a1.txt").write_text("")


def double_document(folder: Path) -> None:
    """Leave two documents of one name."""
    (folder / "docs" / "a1.md").write_text("another")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (break_gold, "is no JSON"),
        (lose_document, "a1.json cannot be scored: there is no document of that name"),
        (empty_document, "a1.json cannot be scored: its document has no text"),
        (double_document, "two documents are called a1"),
    ],
)
def test_what_cannot_be_scored(folder: Path, fault: Callable[[Path], None], words: str) -> None:
    """Gold without a document of its own is a fault, not a figure."""
    fault(folder)
    result = evaluate("gold", "docs")
    assert result.exit_code == 3
    assert words in result.stderr


def test_no_such_name(folder: Path) -> None:
    """A beginning that no name has is a mistake of usage."""
    result = evaluate("gold", "docs", "--only", "z")
    assert result.exit_code == 2
    assert "no gold in gold has such a name" in result.stderr
