"""Readings kept from one build to the next: what has not changed is not read again, and nobody can tell from the result."""

from __future__ import annotations

import os
import pickle
import stat
import zlib
from typing import TYPE_CHECKING

import pytest

import iceorg
from iceorg.pipeline import kept, readers
from iceorg.pipeline.stages import MANY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from iceorg.model import Reading
    from iceorg.pipeline.readers import Work


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of as many documents as are worth keeping, and a home of its own for the secret."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number}.txt").write_text(f"The Gate {number} Office reports to the Director of Tides.\n", "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were read, as they are read."""
    names: list[str] = []
    read_one: Callable[[Work], Reading] = readers.read_one

    def noted(work: Work) -> Reading:
        names.append(work.document.name)
        return read_one(work)

    monkeypatch.setattr(readers, "read_one", noted)
    return names


def build(pages: Path, *, fresh: bool = False) -> dict[str, bytes]:
    """Build in this process; return the result."""
    out = iceorg.build([pages], pages.parent / "out", jobs=1, fresh=fresh).out
    return {path.name: path.read_bytes() for path in out.iterdir()}


def kept_files(pages: Path) -> list[Path]:
    """Return the files of the readings that are kept."""
    return sorted(pages.parent.glob(".out.iceorg-readings/??/*"))


def test_nothing_is_read_twice(pages: Path, read: list[str]) -> None:
    """And the result is the same to the byte."""
    first = build(pages)
    assert len(read) == MANY
    assert build(pages) == first
    assert len(read) == MANY


def test_what_has_changed_is_read(pages: Path, read: list[str]) -> None:
    """With the result of a build that knows nothing of a former one; a document that is gone leaves no trace."""
    build(pages)
    read.clear()
    (pages / "3.txt").write_text("The Gate 3 Office reports to the Director of Winds.\n", "utf-8")
    (pages / "4.txt").unlink()
    (pages / "new.txt").write_text("The Reef Office reports to the Director of Tides.\n", "utf-8")
    result = build(pages)
    assert sorted(read) == ["3.txt", "new.txt"]
    assert len(kept_files(pages)) == MANY
    assert result == build(pages, fresh=True)


def test_what_is_known_of_a_document_is_part_of_it(pages: Path, read: list[str]) -> None:
    """A document about which `sources.toml` says something else is read again."""
    build(pages)
    read.clear()
    (pages / "sources.toml").write_text('[[document]]\nfile = "5.txt"\ntitle = "Gates"\n', "utf-8")
    build(pages)
    assert read == ["5.txt"]


def test_other_rules_read_everything_anew(pages: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading of another version is not taken for one of this."""
    build(pages)
    monkeypatch.setattr(kept, "rules_digest", lambda: b"other")
    build(pages)
    assert len(read) == 2 * MANY


def test_a_build_that_was_ended_goes_on_where_it_was(
    pages: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has read is kept, though it left no result."""
    read_one = readers.read_one

    def tired(work: Work) -> Reading:
        if len(read) == MANY // 2:
            raise KeyboardInterrupt
        return read_one(work)

    with monkeypatch.context() as patch:
        patch.setattr(readers, "read_one", tired)
        with pytest.raises(KeyboardInterrupt):
            build(pages)
    assert len(read) == MANY // 2
    build(pages)
    assert len(read) == MANY


class Trap:
    """What runs a command when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        """Return what is called."""
        return os.mkdir, ("sprung",)  # type: ignore[return-value] # it would return nothing


def test_a_reading_from_somewhere_else_is_not_opened(
    pages: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without this person's signature it is not even unpickled; nor is one that a disk has damaged."""
    build(pages)
    read.clear()
    monkeypatch.chdir(pages.parent)
    foreign, damaged = kept_files(pages)[:2]
    foreign.write_bytes(foreign.read_bytes()[:32] + zlib.compress(pickle.dumps(Trap())))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    build(pages)
    assert len(read) == 2
    assert not (pages.parent / "sprung").exists()


def test_what_is_known_to_be_sound_is_not_believed_from_somewhere_else(pages: Path) -> None:
    """Without this person's signature everything is checked."""
    state = pages.parent / "state"
    ours = kept.Kept.beside(pages.parent / "out", state)
    assert ours is not None
    ours.keep_sound(frozenset({"a", "b"}))
    assert ours.sound() == {"a", "b"}
    theirs = kept.Kept(ours.folder, b"another secret")
    assert theirs.sound() == frozenset()


def test_only_this_person_can_look_at_what_is_kept(pages: Path) -> None:
    """The words of documents lie in it; backups and git pass it over."""
    build(pages)
    folder = pages.parent / ".out.iceorg-readings"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((pages.parent / "state/iceorg/readings.key").stat().st_mode) == 0o600
    assert {".gitignore", "CACHEDIR.TAG"} < {path.name for path in folder.iterdir()}


def test_few_documents_leave_nothing_beside_the_result(pages: Path) -> None:
    """They are read in no time."""
    (pages / "0.txt").unlink()
    build(pages)
    assert sorted(path.name for path in pages.parent.iterdir()) == ["out", "pages"]


def test_where_no_secret_can_be_kept_nothing_is(pages: Path) -> None:
    """A home that cannot be written to is no reason to fail."""
    (pages.parent / "state").write_text("a file", "utf-8")
    assert build(pages) == build(pages)
    assert kept_files(pages) == []
