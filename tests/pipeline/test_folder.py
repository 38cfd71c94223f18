"""A result folder is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from iceorg.errors import StoreError
from iceorg.pipeline import folder as rooms
from iceorg.pipeline.folder import OUTPUTS, ResultFolder, replaced, write_synced

if TYPE_CHECKING:
    from pathlib import Path


def write_result(out: Path, words: str) -> None:
    """Replace a result by one whose every file holds the given words."""
    with replaced(out) as new:
        for name in OUTPUTS:
            write_synced(new / name, words.encode())


def fail_midway(out: Path) -> None:
    """Begin to replace a result, and fail after the first file."""
    with replaced(out) as new:
        write_synced(new / "graph.nt", b"half")
        raise ZeroDivisionError


def result_of(out: Path) -> set[str]:
    """Return what the files of a whole result hold: one text, unless two builds were mixed."""
    return {(out / name).read_text() for name in OUTPUTS}


def test_first_result(tmp_path: Path) -> None:
    """A result folder and its parents are made, and nothing else stays beside it."""
    write_result(tmp_path / "a" / "build", "one")
    assert result_of(tmp_path / "a" / "build") == {"one"}
    assert [entry.name for entry in (tmp_path / "a").iterdir()] == ["build"]


def test_result_is_replaced(tmp_path: Path) -> None:
    """A second build takes the place of the first."""
    write_result(tmp_path / "build", "one")
    write_result(tmp_path / "build", "two")
    assert result_of(tmp_path / "build") == {"two"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_error_leaves_former_result(tmp_path: Path) -> None:
    """An error while writing leaves the former result, and no rubbish."""
    write_result(tmp_path / "build", "one")
    with pytest.raises(ZeroDivisionError):
        fail_midway(tmp_path / "build")
    assert result_of(tmp_path / "build") == {"one"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "no permission"), (errno.EROFS, "read-only")],
)
def test_disk_faults_have_words(tmp_path: Path, fault: int, words: str) -> None:
    """A fault of the disk is said in words, with what to do, and the former result stays."""
    write_result(tmp_path / "build", "one")
    with pytest.raises(StoreError, match=words), replaced(tmp_path / "build"):
        raise OSError(fault, os.strerror(fault))
    assert result_of(tmp_path / "build") == {"one"}


def test_two_renames_where_names_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an exchange of names the result is replaced by two renames."""
    monkeypatch.setattr(rooms, "_exchange", lambda one, other: False)
    write_result(tmp_path / "build", "one")
    write_result(tmp_path / "build", "two")
    assert result_of(tmp_path / "build") == {"two"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_failure_between_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Ctrl-C after the first of two renames leaves the former result under its name."""
    out = tmp_path / "out"
    write_result(out, "former")
    renamed = type(out).rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name.endswith("-new"):
            raise KeyboardInterrupt
        return renamed(path, target)

    monkeypatch.setattr(rooms, "_exchange", lambda _one, _other: False)
    monkeypatch.setattr(type(out), "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_result(out, "later")
    assert result_of(out) == {"former"}


def test_recovery_between_two_renames(tmp_path: Path) -> None:
    """A build that died between two renames has its former result put back by the next, even a failing one."""
    names = ResultFolder(tmp_path / "build")
    write_result(names.path, "one")
    names.path.rename(names.old)
    names.new.mkdir()
    with pytest.raises(ZeroDivisionError):
        fail_midway(names.path)
    assert result_of(names.path) == {"one"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]


def test_files_of_others_are_kept(tmp_path: Path) -> None:
    """What a person put into the result folder is still there after the next build."""
    write_result(tmp_path / "build", "one")
    (tmp_path / "build" / "notes").mkdir()
    (tmp_path / "build" / "notes" / "mine.txt").write_text("mine")
    write_result(tmp_path / "build", "two")
    assert result_of(tmp_path / "build") == {"two"}
    assert (tmp_path / "build" / "notes" / "mine.txt").read_text() == "mine"


def test_link_to_a_folder(tmp_path: Path) -> None:
    """A link stays a link, and the folder that it means is replaced."""
    write_result(tmp_path / "far" / "real", "one")
    (tmp_path / "build").symlink_to(tmp_path / "far" / "real")
    write_result(tmp_path / "build", "two")
    assert (tmp_path / "build").is_symlink()
    assert result_of(tmp_path / "far" / "real") == {"two"}


@pytest.mark.parametrize("name", ["photo.jpg", "manifest.json"])
def test_other_folders_are_refused(tmp_path: Path, name: str) -> None:
    """A folder that holds no result of ours is not taken for one."""
    (tmp_path / name).write_text("precious")
    with pytest.raises(StoreError, match="holds files but no iceorg result"):
        write_result(tmp_path, "one")
    assert (tmp_path / name).read_text() == "precious"


def test_file_in_the_way(tmp_path: Path) -> None:
    """A file under the name of the result folder is refused."""
    (tmp_path / "build").write_text("precious")
    with pytest.raises(StoreError, match="is a file"):
        write_result(tmp_path / "build", "one")


def test_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which a person stands is not swapped away under their feet."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="is the current folder"):
        write_result(tmp_path, "one")


def test_second_builder_waits_its_time(tmp_path: Path) -> None:
    """While one build writes, another gets no folder; afterwards it does."""
    with replaced(tmp_path / "build") as new:
        write_synced(new / "graph.nt", b"one")
        with pytest.raises(StoreError, match="another build"), replaced(tmp_path / "build", patience_s=0.1):
            pass
    assert (tmp_path / "build" / "graph.nt").read_bytes() == b"one"


WRITER = """
import sys, time
from pathlib import Path
from iceorg.pipeline.folder import OUTPUTS, replaced, write_synced
turn = 0
while True:
    turn += 1
    with replaced(Path(sys.argv[1])) as new:
        for name in OUTPUTS:
            write_synced(new / name, f"{sys.argv[2]}-{turn}".encode())
    print(turn, flush=True)
    time.sleep(0.06)
"""


def start_writer(out: Path, name: str) -> subprocess.Popen[str]:
    """Start a process that replaces a result for ever, and wait for its first."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, out, name], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "1\n"
    return writer


def end(writer: subprocess.Popen[str]) -> None:
    """Kill a process as a power cut would, and read what it still said."""
    writer.send_signal(signal.SIGKILL)
    writer.communicate()


def test_killed_builds_leave_whole_results(tmp_path: Path) -> None:
    """Builds killed at any moment, alone or beside another, leave one whole result, and the next build cleans up."""
    for turn in range(5):
        writers = [start_writer(tmp_path / "build", f"{name}{turn}") for name in ("a", "b")]
        for writer in writers:
            end(writer)
        assert len(result_of(tmp_path / "build")) == 1
    write_result(tmp_path / "build", "last")
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]
