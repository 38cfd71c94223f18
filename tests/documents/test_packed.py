"""Documents packed with gzip, and folders of them packed as ZIP."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from iceorg.documents import Intake, Limits, read_documents
from papers import paper

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"The Office of Tides is part of the Bureau.\n"


def zipped(
    folder: Path, members: dict[str, bytes], name: str = "letters.zip", packing: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Write a ZIP archive of members by their paths."""
    with zipfile.ZipFile(folder / name, "w", packing) as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path), data, packing)
    return folder / name


def with_mode(folder: Path, mode: int) -> Path:
    """Write a ZIP archive with a member of a type of file."""
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = mode << 16
    with zipfile.ZipFile(folder / "letters.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return folder / "letters.zip"


def codes(intake: Intake) -> dict[str, str]:
    """Return the reason codes of refused files by name."""
    return {refusal.name: refusal.code for refusal in intake.refused}


def told(intake: Intake) -> str:
    """Return what is told of the numbers of an archive's members."""
    (message,) = [problem.message for problem in intake.problems if problem.code == "archive"]
    return message


def test_a_packed_text_is_the_text(tmp_path: Path) -> None:
    """Its id is that of the bytes it has unpacked, so that it is one with an unpacked copy."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT))
    (tmp_path / "b.HTML.gz").write_bytes(gzip.compress(b"<p>The Office"))
    (tmp_path / "c.txt").write_bytes(TEXT)
    intake = read_documents([tmp_path])
    assert {document.file_names: document.media_type for document in intake.documents} == {
        ("a.txt.gz", "c.txt"): "text/plain",
        ("b.HTML.gz",): "text/html",
    }
    assert sha256(TEXT).hexdigest() in {document.sha256 for document in intake.documents}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(TEXT * 9)[:-12], "broken"),
        (gzip.compress(TEXT)[:5], "broken"),
        (TEXT, "broken"),
        (b"", "empty"),
        (gzip.compress(gzip.compress(TEXT)), "binary"),
        (gzip.compress(b"x\n" * 4_000_000), "bomb"),
    ],
    ids=["cut off", "all but cut off", "not packed", "nothing", "packed twice", "bomb"],
)
def test_a_packed_text_that_is_broken_or_a_bomb_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """Cut off, not packed at all, packed twice, or far larger than it looks."""
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert codes(read_documents([tmp_path])) == {"a.txt.gz": code}


def test_a_packed_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """The limit is that of its text, and no more is unpacked."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT))
    assert codes(read_documents([tmp_path], limits=Limits(document=20))) == {"a.txt.gz": "too-large"}


def test_a_packed_file_that_is_no_document_is_of_an_unknown_kind(tmp_path: Path) -> None:
    """Only documents are unpacked."""
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(TEXT))
    assert codes(read_documents([tmp_path])) == {"a.tar.gz": "unknown-format"}


def test_a_packed_folder_is_read_as_the_folder_would_be(tmp_path: Path) -> None:
    """All documents in it count, each by its own bytes and path; what is hidden is passed over, and the numbers add up."""
    members = {
        "b.md": b"# B",
        "in/a.txt": TEXT,
        "c.pdf": paper(["The Office."]),
        "in/": b"",
        ".x/d.txt": b"x",
        "e.png": b"x",
    }
    intake = read_documents([zipped(tmp_path, members | {"__MACOSX/a.txt": b"x"})])
    assert {document.name for document in intake.documents} == {
        "letters.zip/b.md",
        "letters.zip/c.pdf",
        "letters.zip/in/a.txt",
    }
    assert codes(intake) == {"letters.zip/e.png": "unknown-format"}
    assert told(intake) == "holds 6 members: 3 read, 1 refused, 2 passed over (2 hidden or no document)"


def test_the_same_members_are_the_same_intake_however_they_are_packed(tmp_path: Path) -> None:
    """Order and packing change nothing."""
    members = {"a.txt": TEXT, "b.txt": b"Another text."}
    one = read_documents([zipped(tmp_path, members)])
    other = read_documents([zipped(tmp_path, dict(reversed(members.items())), packing=zipfile.ZIP_STORED)])
    assert one == other


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt", "\\\\host\\a.txt"]
)
def test_no_path_leads_out_of_an_archive(tmp_path: Path, path: str) -> None:
    """Nothing is written, and no name pretends that it lies elsewhere."""
    intake = read_documents([zipped(tmp_path, {path: TEXT, "b.txt": b"Another text."})])
    assert list(codes(intake).values()) == ["link"]
    assert [document.name for document in intake.documents] == ["letters.zip/b.txt"]


@pytest.mark.parametrize(("mode", "code"), [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "not-regular")])
def test_a_link_or_a_pipe_in_an_archive_is_refused(tmp_path: Path, mode: int, code: str) -> None:
    """What a link says is no document's text."""
    assert codes(read_documents([with_mode(tmp_path, mode)])) == {"letters.zip/a.txt": code}


def test_archives_in_archives_are_not_followed(tmp_path: Path) -> None:
    """However deep they are nested, one layer is looked into."""
    inner = zipped(tmp_path, {"a.txt": TEXT}, "inner.zip").read_bytes()
    intake = read_documents([zipped(tmp_path, {"inner.zip": inner, "b.txt.gz": gzip.compress(TEXT)})])
    assert codes(intake) == {"letters.zip/inner.zip": "nested", "letters.zip/b.txt.gz": "nested"}


def test_bombs_in_an_archive_are_refused_unread(tmp_path: Path) -> None:
    """A member that is too large, or packed too well to be honest, stops no other."""
    members = {"a.txt": b"x" * 20_000_000, "b.txt": b"x\n" * 4_000_000, "c.txt": TEXT}
    intake = read_documents([zipped(tmp_path, members)])
    assert codes(intake) == {"letters.zip/a.txt": "too-large", "letters.zip/b.txt": "bomb"}
    assert [document.name for document in intake.documents] == ["letters.zip/c.txt"]


def test_an_archive_is_left_where_it_unpacks_to_too_much(tmp_path: Path) -> None:
    """What was read until then counts, and how much was not looked into is told."""
    members = {f"{letter}.txt": TEXT + letter.encode() for letter in "abcdef"}
    intake = read_documents([zipped(tmp_path, members)], limits=Limits(unpacked=100))
    assert codes(intake) == {"letters.zip": "too-large"}
    assert told(intake) == "holds 6 members: 2 read, 1 refused, 3 passed over (3 not looked into)"


@pytest.mark.parametrize("limits", [Limits(members=3), Limits(archive=10)])
def test_an_archive_without_end_is_refused(tmp_path: Path, limits: Limits) -> None:
    """Too many members, or too many bytes, before a list of them is made."""
    intake = read_documents([zipped(tmp_path, {f"{n}.txt": TEXT for n in range(9)})], limits=limits)
    assert list(codes(intake).values()) == ["too-many" if limits.members == 3 else "too-large"]


def test_an_archive_that_lies_about_its_members_is_refused(tmp_path: Path) -> None:
    """The end of an archive says how many members it has; that is not believed."""
    data = zipped(tmp_path, {f"{n}.txt": TEXT for n in range(9)}).read_bytes()
    end = data.rindex(b"PK\5\6")
    (tmp_path / "letters.zip").write_bytes(data[: end + 8] + b"\1\0\1\0" + data[end + 12 :])
    assert codes(read_documents([tmp_path], limits=Limits(members=8))) == {"letters.zip": "too-many"}


@pytest.mark.parametrize("cut", [0, 3, 21, 60, -30, -1])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    """In words, and without a traceback."""
    data = zipped(tmp_path, {"a.txt": TEXT}).read_bytes()
    (tmp_path / "letters.zip").write_bytes(data[:cut])
    assert codes(read_documents([tmp_path])) == {"letters.zip": "broken"}


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    """Its checksum tells."""
    path = zipped(tmp_path, {"a.txt": TEXT, "b.txt": b"Another text."}, packing=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"Tides", b"Tolls", 1))
    intake = read_documents([path])
    assert codes(intake) == {"letters.zip/a.txt": "broken"}
    assert len(intake.documents) == 1


def test_an_encrypted_or_oddly_packed_member_is_refused(tmp_path: Path) -> None:
    """It is told what to do."""
    data = bytearray(zipped(tmp_path, {"a.txt": TEXT}).read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "letters.zip").write_bytes(data)
    zipped(tmp_path, {"a.txt": TEXT}, "odd.zip", zipfile.ZIP_LZMA)
    assert codes(read_documents([tmp_path])) == {"letters.zip/a.txt": "encrypted", "odd.zip/a.txt": "broken"}


def test_an_archive_brings_its_own_sources(tmp_path: Path) -> None:
    """A sources.toml in it speaks of the documents beside and below it, and a mistake in it is told."""
    sources = b'[[document]]\nfile = "in/a.txt"\ntitle = "A"\n[[document]]\nfile = "c.txt"\n'
    intake = read_documents([zipped(tmp_path, {"in/a.txt": TEXT, "sources.toml": sources, "b/sources.toml": b"x ="})])
    assert [document.source.title for document in intake.documents] == ["A"]
    assert [(problem.where, problem.code) for problem in intake.problems if problem.code == "sources"] == [
        ("letters.zip/b/sources.toml", "sources"),
        ("letters.zip/sources.toml", "sources"),
    ]


def test_sources_beside_an_archive_speak_of_it_and_of_what_is_in_it(tmp_path: Path) -> None:
    """Of each thing that is known, what is said of the document itself goes before what is said of the archive."""
    zipped(tmp_path, {"a.txt": TEXT, "b.txt": b"Another text."})
    entry = '[[document]]\nfile = "letters.zip{}"\n{}\n'
    said = entry.format("", 'publisher = "P"\ncaptured = 2009-05-11') + entry.format("/a.txt", 'publisher = "Q"')
    (tmp_path / "sources.toml").write_text(said)
    intake = read_documents([tmp_path])
    about = {document.name: document.source for document in intake.documents}
    assert {name: source.publisher for name, source in about.items()} == {
        "letters.zip/a.txt": "Q",
        "letters.zip/b.txt": "P",
    }
    assert {source.captured for source in about.values()} == {date(2009, 5, 11)}
    assert [problem.code for problem in intake.problems] == ["archive"]


def test_a_packed_result_of_a_build_is_no_source(tmp_path: Path) -> None:
    """As with a folder, its pages are passed over."""
    members = {"out/graph.nt": b"", "out/manifest.json": b"{}", "out/chart.html": b"<p>x", "a.txt": TEXT}
    intake = read_documents([zipped(tmp_path, members)])
    assert [document.name for document in intake.documents] == ["letters.zip/a.txt"]
    assert intake.refused == ()


def test_a_member_without_a_name_is_no_document(tmp_path: Path) -> None:
    """And no reason to stop."""
    intake = read_documents([zipped(tmp_path, {"a.txt": TEXT, "\0": b"x"})])
    assert codes(intake) == {"letters.zip/.": "unknown-format"}


def test_an_archive_of_many_members_is_read_in_order(tmp_path: Path) -> None:
    """Real archives have comments at their ends, and text before their beginnings."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = b"PK letters of the year " * 99
        archive.writestr("a.txt", TEXT)
    (tmp_path / "letters.zip").write_bytes(b"#!/bin/sh\n" + stream.getvalue())
    assert [document.name for document in read_documents([tmp_path]).documents] == ["letters.zip/a.txt"]
