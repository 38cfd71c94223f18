"""PDF: the page as a text, and what is refused."""

from __future__ import annotations

import os
import signal
import sys
from hashlib import sha256
from pathlib import Path
from threading import get_native_id
from typing import TYPE_CHECKING

import pytest

from iceorg.documents import Limits, lay_out, read_documents
from iceorg.documents.apart import Apart
from iceorg.documents.decode import Fault
from iceorg.documents.pdf import PAGE_END, text_of_pdf
from papers import locked, paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.documents import Refusal
    from iceorg.model import Document, Layout

OFFICES = (
    "Offices",
    "",
    "The Office of Tides is a part of the Bureau of Coasts and Harbors and is responsible for",
    "the tables of all tides.",
    "",
    "Units",
    "",
    "\x95 Gauge Unit",
    "\x95 Table Unit",
)


def read(folder: Path, data: bytes) -> Document:
    """Return the document of a PDF."""
    (folder / "a.pdf").write_bytes(data)
    (document,) = read_documents([folder]).documents
    return document


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> Refusal:
    """Return why a PDF is refused."""
    (folder / "a.pdf").write_bytes(data)
    intake = read_documents([folder], limits=limits or Limits())
    assert intake.documents == ()
    (refusal,) = intake.refused
    return refusal


def test_lines_and_gaps_are_kept(tmp_path: Path, outline: Callable[[Layout], list[str]]) -> None:
    """What is a heading, a paragraph or an item on the page is one in the layout; wrapped lines are one paragraph."""
    document = read(tmp_path, paper(OFFICES))
    assert outline(lay_out(document)) == [
        "heading Offices",
        "paragraph The Office of Tides is a part of the Bureau of Coasts and Harbors and is responsible for the tables of all tides.",
        "heading Units",
        "item Gauge Unit",
        "item Table Unit",
    ]


def test_the_id_is_that_of_the_file_and_offsets_are_those_of_the_text(tmp_path: Path) -> None:
    """Two readings of one file are one document with the same text."""
    data = paper(OFFICES)
    document = read(tmp_path, data)
    assert document.sha256 == sha256(data).hexdigest()
    assert document == read(tmp_path, data)
    start = document.text.index("Gauge Unit")
    assert document.passage(start, start + 10).quote == "Gauge Unit"


def test_columns_stay_apart(tmp_path: Path, tree: Callable[[Layout], list[str]]) -> None:
    """What stands side by side on the page is a row of cells."""
    cells = (("Tide Office", "Ana Reyes"), ("Pier Office", "Tom Hale"), ("Buoy Office", "Li Wei"))
    drawn = "BT /F1 11 Tf\n" + "\n".join(
        f"1 0 0 1 60 {700 - 14 * row} Tm ({left}) Tj 1 0 0 1 260 {700 - 14 * row} Tm ({right}) Tj"
        for row, (left, right) in enumerate(cells)
    )
    rows = tree(lay_out(read(tmp_path, paper(f"{drawn} ET".encode()))))
    assert [row.strip() for row in rows] == [f"row1 {left} | {right}" for left, right in cells]


def test_a_sentence_goes_on_overleaf(tmp_path: Path, outline: Callable[[Layout], list[str]]) -> None:
    """The end of a page is kept in the text, and ends no paragraph that breaks off there."""
    first = ["The Office of Tides is a part of the Bureau of Coasts and of the"]
    document = read(tmp_path, paper(first, ["Department of Water.", "", "It has two units."]))
    assert PAGE_END in document.text
    assert outline(lay_out(document)) == [
        "paragraph The Office of Tides is a part of the Bureau of Coasts and of the Department of Water.",
        "paragraph It has two units.",
    ]


def test_a_word_that_is_parted_at_the_end_of_a_line_is_whole(
    tmp_path: Path, outline: Callable[[Layout], list[str]]
) -> None:
    """Where the text has it whole elsewhere; a hyphen that may be its own stays."""
    lines = ["The Office of Investigations is a part of the Bureau, and conducts investi-", "gations by client-"]
    document = read(tmp_path, paper([*lines, "focused teams."]))
    assert outline(lay_out(document)) == [
        "paragraph The Office of Investigations is a part of the Bureau, and conducts investigations by client- focused teams."
    ]


def test_ways_to_reach_somebody_are_masked(tmp_path: Path) -> None:
    """As in any other text, and counted."""
    document = read(tmp_path, paper(["Write to ana.reyes@tides.example or come by."]))
    assert "reyes" not in document.text
    assert document.masked == (("e-mail", 1),)


def test_a_page_on_its_side_is_read(tmp_path: Path) -> None:
    """A page that is turned, with its words, holds its text all the same."""
    drawn = b"BT /F1 11 Tf 0 1 -1 0 100 60 Tm (The Office of Tides) Tj ET"
    data = paper(drawn).replace(b"/MediaBox [0 0 612 792]", b"/Rotate 90 /MediaBox [0 0 612 792]")
    assert read(tmp_path, data).text == "The Office of Tides"


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_refused_with_words(tmp_path: Path, password: str) -> None:
    """Whether or not it opens without a password: its owner wants it restricted."""
    refusal = refused(tmp_path, locked(paper(OFFICES), password))
    assert (refusal.code, refusal.message) == ("encrypted", "is encrypted")
    assert "password" in refusal.hint


def test_a_pdf_of_pictures_is_refused_with_words(tmp_path: Path) -> None:
    """Nobody takes a scanned page for one that says nothing."""
    refusal = refused(tmp_path, paper(b"0 0 100 100 re f"))
    assert refusal.code == "empty"
    assert "OCR" in refusal.hint


@pytest.mark.parametrize("cut", [9, 60, 300])
def test_a_broken_pdf_is_refused_or_read(tmp_path: Path, cut: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that was cut off leaves no traceback and no talk of the library's."""
    assert refused(tmp_path, paper(OFFICES)[:cut]).code in {"broken", "empty"}
    assert capsys.readouterr().err == ""


def test_what_only_calls_itself_a_pdf_is_refused(tmp_path: Path) -> None:
    """The ending is no proof."""
    assert refused(tmp_path, b"The Office of Tides").code == "broken"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(file=100), "larger than 100 bytes"),
        (Limits(pages=1), "more than 1 pages"),
        (Limits(page=50), "draws page 1"),
        (Limits(drawn=300), "draws its pages"),
        (Limits(document=40), "more than 40 characters"),
    ],
)
def test_a_pdf_without_end_is_refused(tmp_path: Path, limits: Limits, words: str) -> None:
    """Each limit that is met is told."""
    refusal = refused(tmp_path, paper(OFFICES, OFFICES), limits)
    assert refusal.code == "too-large"
    assert words in refusal.message


def test_forms_within_forms_do_not_grow_without_end(tmp_path: Path) -> None:
    """A page that draws itself is left, not followed."""
    data = paper(b"/X Do").replace(b"/Font <<", b"/XObject << /X 4 0 R >> /Font <<")
    data = data.replace(b"<< /Length 5 >>", b"<< /Length 5 /Type /XObject /Subtype /Form /Resources 5 0 R >>")
    assert refused(tmp_path, data).code in {"broken", "empty"}


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF alone wants it."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    fault = text_of_pdf(paper(OFFICES), Limits())
    assert isinstance(fault, Fault)
    assert fault.code == "not-installed"
    assert "pip install 'iceorg[pdf]'" in fault.hint


def test_one_that_takes_for_ever_is_ended_and_the_next_is_read(tmp_path: Path) -> None:
    """The process that works on it is killed when its time is up, and the file is refused in words."""
    (tmp_path / "a.pdf").write_bytes(paper(b"BT /F 1 Tf (x) Tj ET " * 200_000))
    (tmp_path / "b.pdf").write_bytes(paper(OFFICES))
    intake = read_documents([tmp_path], limits=Limits(seconds=2))
    (refusal,) = intake.refused
    assert (refusal.name, refusal.code) == ("a.pdf", "too-slow")
    assert refusal.message == "takes more than 2 seconds of work to be read"
    assert [document.name for document in intake.documents] == ["b.pdf"]


def test_one_that_ends_the_process_is_refused_and_the_next_is_read() -> None:
    """As a crash of the library would end it, or the system that runs out of memory."""
    with Apart() as apart:
        good = apart.text(paper(OFFICES), ".pdf", Limits())
        (child,) = map(int, Path(f"/proc/{os.getpid()}/task/{get_native_id()}/children").read_text("ascii").split())
        os.kill(child, signal.SIGKILL)
        fault = apart.text(paper(OFFICES), ".pdf", Limits())
        assert isinstance(fault, Fault)
        assert fault.code == "broken"
        assert apart.text(paper(OFFICES), ".pdf", Limits()) == good
