"""Web archives: which of their records are documents, when they were captured, and what is refused."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from iceorg.documents import Intake, Limits, read_documents
from papers import paper

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<title>Tides</title><p>The Office of Tides is part of the Bureau."
ADDRESS = "http://tides.example/about"


def answer(body: bytes = PAGE, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    """Return what a server answers; an underscore in a header's name is a hyphen."""
    told = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items() if value), "", ""]
    return "\r\n".join(lines).encode() + body


def record(block: bytes, address: str = ADDRESS, day: str = "2009-05-11", kind: str = "response") -> bytes:
    """Return a record of a web archive."""
    told = "text/dns" if address.startswith("dns:") else f"application/http; msgtype={kind}"
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        f"WARC-Date: {day}T23:30:00Z",
        "WARC-Record-ID: <urn:uuid:2f1c1f0e-0000-4000-8000-000000000000>",
        f"Content-Type: {told}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def read(folder: Path, *records: bytes, limits: Limits | None = None) -> Intake:
    """Return the intake of a web archive of some records."""
    (folder / "a.warc").write_bytes(b"".join(records))
    return read_documents([folder], limits=limits or Limits())


def codes(intake: Intake) -> dict[str, str]:
    """Return the reason codes of refused files by name."""
    return {refusal.name: refusal.code for refusal in intake.refused}


def told(intake: Intake) -> str:
    """Return what is told of the numbers of an archive's records."""
    (message,) = [problem.message for problem in intake.problems if problem.code == "archive"]
    return message


def test_a_page_is_a_document_under_its_address(tmp_path: Path) -> None:
    """Its bytes are those of the page alone; the day of its capture is no date of its own."""
    (document,) = read(tmp_path, record(answer())).documents
    assert document.file_names == (ADDRESS,)
    assert document.sha256 == sha256(PAGE).hexdigest()
    assert (document.media_type, document.text) == ("text/html", PAGE.decode())
    assert (document.source.captured, document.source.original_address) == (date(2009, 5, 11), ADDRESS)
    assert document.source.stated_date is None


def test_a_page_saved_by_hand_is_the_same_document(tmp_path: Path) -> None:
    """It has both names, and what the archive knows of it."""
    (tmp_path / "about.html").write_bytes(PAGE)
    (document,) = read(tmp_path, record(answer())).documents
    assert document.file_names == ("about.html", ADDRESS)


def test_of_a_page_captured_twice_the_first_day_counts(tmp_path: Path) -> None:
    """It was on line that day, whatever the order in the archive."""
    records = [record(answer(), day=day) for day in ("2010-02-01", "2008-01-02", "2009-03-04")]
    (document,) = read(tmp_path, *records).documents
    assert document.source.captured == date(2008, 1, 2)
    changed = read(tmp_path, *records, record(answer(PAGE + b" Still."), day="2011-01-01"))
    assert [one.name for one in changed.documents] == [ADDRESS, ADDRESS]


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    """Requests, pictures, errors and redirections, names looked up; the numbers add up."""
    intake = read(
        tmp_path,
        record(b"software: x\r\n", kind="warcinfo"),
        record(b"GET /about HTTP/1.1\r\n\r\n", kind="request"),
        record(answer()),
        record(answer(b"x", "image/png")),
        record(answer(b"x", "image/png")),
        record(answer(status="404 Not Found")),
        record(answer(b"User-agent: *", "text/plain"), "http://tides.example/robots.txt"),
        record(answer(kind="")),
        record(b"a 1 IN", "dns:tides.example"),
    )
    assert len(intake.documents) == 1
    assert intake.refused == ()
    assert told(intake).startswith("holds 9 members: 1 read, 0 refused, 8 passed over (2 image/png, 1 ")
    assert "answers with status 404" in told(intake)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (
            b"10\r\n" + PAGE[:16] + b"\r\n%x\r\n" % (len(PAGE) - 16) + PAGE[16:] + b"\r\n0\r\n\r\n",
            {"Transfer_Encoding": "chunked"},
        ),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
    ],
    ids=["gzip", "deflate", "chunked", "gzip undone", "chunked undone"],
)
def test_what_was_done_to_a_page_on_its_way_is_undone(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    """Once, even where the archive has done it already and still says otherwise."""
    (document,) = read(tmp_path, record(answer(body, **headers))).documents
    assert document.text == PAGE.decode()


@pytest.mark.parametrize("whole", [True, False])
def test_a_packed_archive_is_the_archive(tmp_path: Path, whole: bool) -> None:  # noqa: FBT001
    """Whether each record is packed by itself, as is the custom, or all together."""
    records = [record(answer()), record(answer(b"<p>The Office of Piers"), ADDRESS + "/piers")]
    data = gzip.compress(b"".join(records)) if whole else b"".join(map(gzip.compress, records))
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert {document.name for document in read_documents([tmp_path]).documents} == {ADDRESS, ADDRESS + "/piers"}


def test_a_wacz_file_is_read_by_the_archives_in_it(tmp_path: Path) -> None:
    """Its lists and descriptions are passed over."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(record(answer())))
        archive.writestr("archive/more.warc", record(answer(b"<p>The Office of Piers"), ADDRESS + "/piers"))
        archive.writestr("pages/pages.jsonl", "{}")
        archive.writestr("datapackage.json", "{}")
    intake = read_documents([tmp_path])
    assert {document.name for document in intake.documents} == {ADDRESS, ADDRESS + "/piers"}
    assert told(intake) == "holds 4 members: 2 read, 0 refused, 2 passed over (2 list or description of the archive)"


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (b"<p>Caf\xe9", "text/html; charset=ISO-8859-1", "<p>Café"),
        (b"<p>\x93Tides\x94", "text/html; charset=ISO-8859-1", "<p>“Tides”"),
        (b'<meta charset="windows-1252"><p>Caf\xe9', "text/html", '<meta charset="windows-1252"><p>Café'),
        ("<p>海".encode("shift_jis"), "text/html; charset=Shift_JIS", "<p>海"),
        ("<p>Büro".encode("utf-16"), "text/html; charset=utf-8", "<p>Büro"),
        (b"Caf\xe9", "text/plain; charset=latin1", "Café"),
    ],
)
def test_characters_are_read_as_the_server_or_the_page_says(tmp_path: Path, body: bytes, kind: str, text: str) -> None:
    """A byte-order mark goes first, then the server, then the page."""
    (document,) = read(tmp_path, record(answer(body, kind))).documents
    assert document.text == text


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"<p>Caf\xe9", "text/html", "not-utf-8"),
        (b"<p>Caf\xe9", "text/html; charset=utf-8", "not-utf-8"),
        (b"<p>Tides", "text/html; charset=rot13", "not-as-told"),
        (b"+ADw-p", "text/html; charset=utf-7", "not-as-told"),
        (b"", "text/html", "empty"),
    ],
)
def test_characters_are_never_guessed(tmp_path: Path, body: bytes, kind: str, code: str) -> None:
    """A page that is not what it says, or says nothing and is no UTF-8, is refused."""
    assert codes(read(tmp_path, record(answer(body, kind)))) == {ADDRESS: code}


def test_papers_in_a_web_archive_are_documents(tmp_path: Path) -> None:
    """A PDF that a site hands out is read as one."""
    (document,) = read(tmp_path, record(answer(paper(["The Office of Tides"]), "application/pdf"))).documents
    assert document.text == "The Office of Tides"


def test_an_address_in_angles_is_the_address(tmp_path: Path) -> None:
    """Some archives write it so; what belongs to the address stays."""
    intake = read(tmp_path, record(answer(), f"<{ADDRESS}>"), record(answer(b"<p>Office"), f"{ADDRESS}?a=<b>"))
    assert {document.name for document in intake.documents} == {ADDRESS, f"{ADDRESS}?a=<b>"}


def test_an_e_mail_address_in_an_address_is_masked(tmp_path: Path) -> None:
    """Names of documents are in all outputs."""
    (document,) = read(tmp_path, record(answer(), f"{ADDRESS}?to=ana.reyes@tides.example")).documents
    assert "reyes" not in document.name + str(document.source)


def test_sources_beside_a_web_archive_add_what_it_cannot_know(tmp_path: Path) -> None:
    """Who published it, for one; the day of its capture stays."""
    (tmp_path / "sources.toml").write_text('[[document]]\nfile = "a.warc"\npublisher = "The Bureau"\n')
    (document,) = read(tmp_path, record(answer())).documents
    assert (document.source.publisher, document.source.captured) == ("The Bureau", date(2009, 5, 11))


@pytest.mark.parametrize(("cut", "code"), [(-30, "broken"), (-len(PAGE) - 3, "broken")])
def test_a_page_that_is_cut_off_is_refused(tmp_path: Path, cut: int, code: str) -> None:
    """Those before it are read."""
    data = record(answer(b"<p>The Office of Piers"), ADDRESS + "/piers") + record(answer())
    intake = read(tmp_path, data[:cut])
    assert codes(intake) == {ADDRESS: code}
    assert len(intake.documents) == 1


@pytest.mark.parametrize(
    "data",
    [b"The Office of Tides", gzip.compress(b"The Office"), record(answer()) + b"x\r\n" * 9],
    ids=["text", "packed text", "half an archive"],
)
def test_what_is_no_web_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    """Or is one only until its middle: what comes before is read."""
    intake = read(tmp_path, data)
    assert codes(intake) == {"a.warc": "broken"}
    assert len(intake.documents) == data.count(PAGE)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE)[:20] + b"x" * 20, {"Content_Encoding": "gzip"}),
        (b"x", {"Content_Encoding": "br"}),
        (b"x", {"Content_Encoding": "odd"}),
        (b"ffff\r\nabc", {"Transfer_Encoding": "chunked"}),
    ],
    ids=["gzip", "brotli", "unknown", "chunked"],
)
def test_a_page_that_cannot_be_unpacked_stops_no_other(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    """It is refused by itself."""
    intake = read(tmp_path, record(answer(body, **headers), ADDRESS + "/odd"), record(answer()))
    assert codes(intake) == {ADDRESS + "/odd": "broken"}
    assert len(intake.documents) == 1


def test_a_page_that_is_a_bomb_stops_no_other(tmp_path: Path) -> None:
    """No more of it is unpacked than is read of a document."""
    bomb = gzip.compress(b"<p>" + b"x" * 30_000_000)
    intake = read(tmp_path, record(answer(bomb, Content_Encoding="gzip"), ADDRESS + "/bomb"), record(answer()))
    assert codes(intake) == {ADDRESS + "/bomb": "too-large"}
    assert len(intake.documents) == 1


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(records=2), "too-many"), (Limits(unpacked=100), "too-large"), (Limits(archive=100), "too-large")],
)
def test_an_archive_without_end_is_left(tmp_path: Path, limits: Limits, code: str) -> None:
    """Each limit that is met is told."""
    records = [record(answer(PAGE + bytes([number])), f"{ADDRESS}/{number}") for number in range(65, 70)]
    assert codes(read(tmp_path, *records, limits=limits)) == {"a.warc": code}


def test_an_archive_that_is_a_bomb_is_left(tmp_path: Path) -> None:
    """However its size is spread over records that nobody reads."""
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(answer(b"\0" * 1_500_000, "image/png")) * 4))
    assert codes(read_documents([tmp_path])) == {"a.warc.gz": "bomb"}


def test_a_wacz_file_that_is_broken_or_sealed_is_refused(tmp_path: Path) -> None:
    """As any archive is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.warc", record(answer()))
    data = bytearray(stream.getvalue())
    (tmp_path / "a.wacz").write_bytes(data[:-20])
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "b.wacz").write_bytes(data)
    assert codes(read_documents([tmp_path])) == {"a.wacz": "broken", "b.wacz/archive/data.warc": "encrypted"}


def test_without_the_library_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing else stops."""
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "b.html").write_bytes(PAGE)
    intake = read(tmp_path, record(answer()))
    (refusal,) = intake.refused
    assert refusal.code == "not-installed"
    assert "pip install 'iceorg[web-archives]'" in refusal.hint
    assert [document.name for document in intake.documents] == ["b.html"]
