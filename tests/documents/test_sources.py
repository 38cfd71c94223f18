"""What `sources.toml` says, and what can be wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from iceorg.documents.sources import read_sources
from iceorg.errors import SourceError
from iceorg.model import Source

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """# comment
[[document]]
file = "a.txt"
title = "A"
stated_date = 2016-03-10
captured = 2016-09-01
"""


def write(folder: Path, text: str) -> Path:
    """Write a sources.toml and return its path."""
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_dates_are_kept_apart(tmp_path: Path) -> None:
    """Stated, republished and captured are three dates; absent ones stay absent."""
    sources = read_sources(write(tmp_path, GOOD))
    assert sources.by_file == {"a.txt": Source(title="A", stated_date=date(2016, 3, 10), captured=date(2016, 9, 1))}
    assert sources.problems == ()


@pytest.mark.parametrize(
    ("line", "number", "words", "fix"),
    [
        ('publishr = "P"', 7, "publishr", "publisher"),
        ('republished = "March"', 7, "republished is no date", "2016-03-10"),
        ("republished = 2016-03-10T10:00:00", 7, "republished is no date", "without quotes"),
        ("publisher = 7", 7, "publisher is no text", "quotes"),
        ("colour = 'red'", 7, "colour", "known keys"),
        ("[[document]]\ntitle = 'no file'", 7, "which file", "file ="),
        ("[[document]]\nfile = 'a.txt'", 8, "second time", "one entry"),
        ("[other]\nx = 1", 1, "no part", "[[document]]"),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_fix(tmp_path: Path, line: str, number: int, words: str, fix: str) -> None:
    """A wrong key or value is a problem of its own; the rest of the file counts."""
    sources = read_sources(write(tmp_path, GOOD + line))
    (problem,) = sources.problems
    assert problem.where.endswith(f"sources.toml:{number}")
    assert words in problem.message
    assert fix in problem.hint
    assert sources.by_file["a.txt"].title == "A"


@pytest.mark.parametrize(
    ("text", "where"), [("[[document]]\nfile = a.txt", "sources.toml:2"), ("x = [", "sources.toml")]
)
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, text: str, where: str) -> None:
    """The line at fault is named."""
    with pytest.raises(SourceError) as caught:
        read_sources(write(tmp_path, text))
    assert where in caught.value.where


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Sources are text as documents are."""
    path = tmp_path / "sources.toml"
    path.write_bytes(b"title = '\xe9'")
    with pytest.raises(SourceError, match="cannot be read"):
        read_sources(path)
