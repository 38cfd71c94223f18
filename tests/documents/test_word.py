"""Word documents: headings, lists and tables stay what they are, and what is refused."""

from __future__ import annotations

import io
import sys
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement

from iceorg.documents import Limits, lay_out, read_documents
from iceorg.documents.decode import Fault
from iceorg.documents.word import text_of_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as WordFile

    from iceorg.documents import Refusal
    from iceorg.model import Document, Layout


def offices() -> WordFile:
    """Return a Word document with a heading, a paragraph, a list and a table."""
    word = docx.Document()
    word.add_heading("Offices", 1)
    word.add_paragraph("The Office of Tides & Currents is part of the Bureau. It has <two> units:")
    word.add_paragraph("Gauge Unit", "List Bullet")
    word.add_paragraph("Table Unit", "List Bullet")
    rows = (("Office", "Head"), ("Tide Office", "Ana Reyes"), ("Pier Office", "Tom Hale"))
    table = word.add_table(0, 2)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return word


def saved(word: WordFile) -> bytes:
    """Return the bytes of a Word document."""
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, new: Callable[[bytes], bytes]) -> bytes:
    """Return a Word document one part of which is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in old.infolist():
            content = old.read(info)
            archive.writestr(info.filename, new(content) if info.filename == part else content)
    return out.getvalue()


def read(folder: Path, data: bytes) -> Document:
    """Return the document of a Word file."""
    (folder / "a.docx").write_bytes(data)
    (document,) = read_documents([folder]).documents
    return document


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> Refusal:
    """Return why a Word file is refused."""
    (folder / "a.docx").write_bytes(data)
    intake = read_documents([folder], limits=limits or Limits())
    assert intake.documents == ()
    (refusal,) = intake.refused
    return refusal


def test_headings_lists_and_tables_stay_what_they_are(tmp_path: Path, tree: Callable[[Layout], list[str]]) -> None:
    """As they do in HTML, by their styles."""
    layout = lay_out(read(tmp_path, saved(offices())))
    assert [line.strip() for line in tree(layout)] == [
        "heading1 Offices",
        "paragraph The Office of Tides & Currents is part of the Bureau. It has <two> units:",
        "item1 Gauge Unit",
        "item1 Table Unit",
        "row1 head: Office | Head",
        "row1 Tide Office | Ana Reyes",
        "row1 Pier Office | Tom Hale",
    ]


def test_the_id_is_that_of_the_file_and_offsets_are_those_of_the_text(tmp_path: Path) -> None:
    """Two readings of one file are one document with the same text, a line for each block."""
    data = saved(offices())
    document = read(tmp_path, data)
    assert document.sha256 == sha256(data).hexdigest()
    assert document == read(tmp_path, data)
    assert "<li>Table Unit</li>\n" in document.text
    start = document.text.index("Gauge Unit")
    assert document.passage(start, start + 10).quote == "Gauge Unit"


def test_tracked_changes_are_read_as_if_accepted(tmp_path: Path) -> None:
    """What somebody has deleted is not said any more."""
    word = docx.Document()
    word.add_paragraph("The Office is BEFORE part of AFTER the Bureau.")
    gone = b'</w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">a '
    data = changed(
        saved(word),
        "word/document.xml",
        lambda text: text.replace(b"BEFORE ", gone).replace(b"AFTER", b"</w:t></w:r></w:ins><w:r><w:t>"),
    )
    assert "is a part of the Bureau." in " ".join(read(tmp_path, data).text.split())


def test_pictures_and_ways_to_reach_somebody_do_not_come_along(tmp_path: Path) -> None:
    """A picture is no text, and an address is masked."""
    word = offices()
    word.add_paragraph("Write to ana.reyes@tides.example.")
    word.add_picture(io.BytesIO(b"GIF89a\1\0\1\0\0\0\0;"))
    document = read(tmp_path, saved(word))
    assert "<img" not in document.text
    assert document.masked == (("e-mail", 1),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"The Office of Tides", "broken"),
        (b"\xd0\xcf\x11\xe0 an old file", "encrypted"),
        (b"", "broken"),
        (saved(docx.Document()), "empty"),
        (saved(offices())[:9000], "broken"),
        (changed(saved(offices()), "[Content_Types].xml", lambda _: b"<"), "broken"),
        (changed(saved(offices()), "word/document.xml", lambda text: text[:500]), "broken"),
        (changed(saved(offices()), "word/document.xml", lambda _: b"<a>" * 5_000 + b"</a>" * 5_000), "broken"),
    ],
    ids=["text", "old", "nothing", "empty", "cut off", "no types", "half a part", "deep"],
)
def test_what_is_no_word_document_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """In words, whatever is wrong with it."""
    assert refused(tmp_path, data).code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_word_document_that_grows_without_end_is_refused(tmp_path: Path, encoding: str) -> None:
    """Entities of entities are not unfolded."""
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    data = changed(saved(offices()), "word/document.xml", lambda _: bomb.encode(encoding))
    assert refused(tmp_path, data).code == "bomb"


def test_a_word_document_that_is_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    """It is not unpacked."""
    data = changed(saved(offices()), "word/document.xml", lambda _: b" " * 5_000_000)
    assert refused(tmp_path, data).code == "bomb"


@pytest.mark.parametrize("limits", [Limits(file=100), Limits(parts=100), Limits(document=40)])
def test_a_word_document_without_end_is_refused(tmp_path: Path, limits: Limits) -> None:
    """Each limit that is met is told."""
    assert refused(tmp_path, saved(offices()), limits).code == "too-large"


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing else stops."""
    monkeypatch.setitem(sys.modules, "mammoth", None)
    fault = text_of_word(saved(offices()), Limits())
    assert isinstance(fault, Fault)
    assert fault.code == "not-installed"
    assert "pip install 'iceorg[docx]'" in fault.hint
