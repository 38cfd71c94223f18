"""Files in: what is read, what is refused and why."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from iceorg.documents import Intake, Limits, read_documents
from iceorg.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"The Office of Tides is part of the Bureau.\n"


def put(folder: Path, **files: bytes) -> Path:
    """Write files into a folder; a double underscore in a name is a slash, a single one a dot."""
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def codes(intake: Intake) -> dict[str, str]:
    """Return the reason codes of refused files by name."""
    return {refusal.name: refusal.code for refusal in intake.refused}


def test_the_project_documents_are_read(root: Path) -> None:
    """All five come in, sorted by id, with their sources, and nothing is refused."""
    intake = read_documents([root / "data" / "documents"])
    assert len(intake.documents) == 5
    assert [d.id for d in intake.documents] == sorted(d.id for d in intake.documents)
    assert all(d.source.title and d.id == d.sha256[:16] for d in intake.documents)
    assert (intake.refused, intake.problems) == ((), ())


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    """Names go from the folder on; the format goes by the ending; hidden files and sources are passed over."""
    put(tmp_path, a_txt=TEXT, b__c_md=b"# c", b__d__e_HTML=b"<p>e", _hidden_txt=b"x", b__sources_toml=b"")
    intake = read_documents([tmp_path])
    assert {d.name: d.media_type for d in intake.documents} == {
        "a.txt": "text/plain",
        "b/c.md": "text/markdown",
        "b/d/e.HTML": "text/html",
    }
    assert (intake.refused, intake.problems) == ((), ())


def test_files_that_are_no_text_are_refused_each_with_its_reason(tmp_path: Path) -> None:
    """Empty, binary, wrongly encoded, too large and foreign files do not stop the rest."""
    put(
        tmp_path,
        a_txt=TEXT,
        b_txt=b"",
        c_txt=b"\x00",
        d_txt=b"caf\xe9",
        e_txt=TEXT * 9,
        f_doc=b"x",
        g=b"x",
        h_txt=b"%PDF",
    )
    intake = read_documents([tmp_path], limits=Limits(document=100))
    assert codes(intake) == {
        "b.txt": "empty",
        "c.txt": "binary",
        "d.txt": "not-utf-8",
        "e.txt": "too-large",
        "f.doc": "unknown-format",
        "g": "unknown-format",
        "h.txt": "binary",
    }
    assert [d.name for d in intake.documents] == ["a.txt"]
    assert next(r for r in intake.refused if r.name == "d.txt").offset == 3


def test_a_refusal_is_a_problem_with_words_and_a_hint(tmp_path: Path) -> None:
    """What the report shows says what, where and what to do."""
    (refusal,) = read_documents([put(tmp_path, d_txt=b"caf\xe9")]).refused
    assert (refusal.problem.code, refusal.problem.where) == ("not-utf-8", "d.txt")
    assert "offset 3" in refusal.problem.message
    assert "UTF-8" in refusal.problem.hint


@pytest.mark.parametrize("kind", ["pipe", "folder link", "link out", "dead link"])
def test_what_is_no_file_of_the_folder_is_not_opened(tmp_path: Path, kind: str) -> None:
    """A pipe cannot make the reading wait, and no link leads out of the folder."""
    inside, outside = put(tmp_path / "in", a_txt=TEXT), put(tmp_path / "out", b_txt=b"secret")
    target: dict[str, Path] = {
        "folder link": outside,
        "link out": outside / "b.txt",
        "dead link": tmp_path / "none.txt",
    }
    if kind == "pipe":
        os.mkfifo(inside / "x.txt")
    else:
        (inside / "x.txt").symlink_to(target[kind])
    intake = read_documents([inside])
    assert codes(intake) == {"x.txt": "not-regular" if kind == "pipe" else "link"}
    assert [d.name for d in intake.documents] == ["a.txt"]


def test_a_link_within_the_folder_counts_once(tmp_path: Path) -> None:
    """The file and the link to it are one file."""
    put(tmp_path, a_txt=TEXT)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (document,) = read_documents([tmp_path]).documents
    assert document.file_names == ("a.txt",)


def test_the_same_bytes_count_once_under_both_names(tmp_path: Path) -> None:
    """A copy is noted and makes no second document; what is known of either name is kept."""
    put(tmp_path, a_txt=TEXT, copies__b_txt=TEXT, copies__sources_toml=b'[[document]]\nfile = "b.txt"\ntitle = "B"\n')
    intake = read_documents([tmp_path])
    (document,) = intake.documents
    assert document.file_names == ("a.txt", "copies/b.txt")
    assert document.source.title == "B"
    assert [p.code for p in intake.problems] == ["duplicate"]


def test_order_and_repetition_of_paths_change_nothing(tmp_path: Path) -> None:
    """The same files in another order, or given twice, are the same intake."""
    put(tmp_path, a_txt=TEXT, b_txt=b"Another text.")
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert read_documents(paths) == read_documents([*reversed(paths), *paths])


def test_a_missing_path_is_an_error_with_a_hint(tmp_path: Path) -> None:
    """A mistyped name is no empty folder."""
    with pytest.raises(SourceError, match="no such file") as caught:
        read_documents([tmp_path / "none"])
    assert caught.value.hint


def test_sources_about_a_file_that_is_not_there_are_noted(tmp_path: Path) -> None:
    """A mistyped file name in sources.toml is told, with the name that was meant."""
    put(tmp_path, office_txt=TEXT, sources_toml=b'[[document]]\nfile = "ofice.txt"\n')
    (problem,) = read_documents([tmp_path]).problems
    assert "ofice.txt" in problem.message
    assert "office.txt" in problem.hint


def test_one_sources_file_may_serve_for_all(tmp_path: Path) -> None:
    """A sources.toml that is given goes by bare file names, wherever the documents lie."""
    put(tmp_path, in__a_txt=TEXT, s__x_toml=b'[[document]]\nfile = "a.txt"\npublisher = "P"\n')
    (document,) = read_documents([tmp_path / "in"], sources=tmp_path / "s" / "x.toml").documents
    assert document.source.publisher == "P"


def test_the_id_comes_from_the_bytes(tmp_path: Path) -> None:
    """The same document has the same id under any name; its text is the bytes without their mark."""
    (document,) = read_documents([put(tmp_path, a_txt=b"\xef\xbb\xbf" + TEXT)]).documents
    assert document.sha256 == sha256(b"\xef\xbb\xbf" + TEXT).hexdigest()
    assert document.text == TEXT.decode()


def test_a_file_of_nothing_but_lines_is_refused(tmp_path: Path) -> None:
    """A million lines are no document, whatever ends them."""
    put(tmp_path, a_txt=b"x\n" * 200_002, b_txt=b"x\r" * 200_002, c_txt=b"x\r\n" * 200)
    assert codes(read_documents([tmp_path])) == {"a.txt": "too-many-lines", "b.txt": "too-many-lines"}


def test_the_result_of_a_build_is_no_source(tmp_path: Path) -> None:
    """A result folder that lies among the documents is passed over."""
    put(tmp_path, a_txt=TEXT, build__graph_nt=b"", build__manifest_json=b"{}", build__chart_html=b"<p>x")
    intake = read_documents([tmp_path])
    assert [d.name for d in intake.documents] == ["a.txt"]
    assert intake.refused == ()


def test_very_deep_folders_are_refused(tmp_path: Path) -> None:
    """A folder nested without end does not fill the memory."""
    deep = tmp_path.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_bytes(TEXT)
    assert [r.code for r in read_documents([tmp_path]).refused] == ["too-deep"]


def test_a_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    """A file name of odd bytes can be shown and kept."""
    with open(os.fsencode(tmp_path) + b"/a\xff.txt", "wb") as stream:  # noqa: PTH123
        stream.write(TEXT)
    assert [d.name for d in read_documents([tmp_path]).documents] == ["a\\xff.txt"]
