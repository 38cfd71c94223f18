"""`iceorg publish`, as people type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.publish import SITE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result


def publish(built: Path, *words: str) -> Result:
    """Run the command on the graph of the five documents."""
    return CliRunner().invoke(main, ["publish", "--graph", str(built), *words])


def test_a_site_is_written_and_its_first_page_named(built: Path, tmp_path: Path) -> None:
    """The last line says what to open."""
    done = publish(built, str(tmp_path / "site"))
    assert done.exit_code == 0, done.output
    assert f"{tmp_path / 'site' / 'index.html'}: a site of " in done.output
    assert {path.name for path in (tmp_path / "site").iterdir()} == set(SITE) - {"sitemap.xml"}


def test_a_former_site_is_replaced_and_a_persons_files_stay(built: Path, tmp_path: Path) -> None:
    """As where the folder is a checkout that a server publishes."""
    folder = tmp_path / "site"
    publish(built, str(folder))
    (folder / "CNAME").write_text("example.org")
    (folder / "id" / "gone.html").write_text("old")
    assert publish(built, str(folder), "--title", "ICE").exit_code == 0
    assert (folder / "CNAME").read_text() == "example.org"
    assert not (folder / "id" / "gone.html").exists()
    assert "<h1>ICE</h1>" in (folder / "index.html").read_text()


def test_a_folder_that_is_no_site_is_refused(built: Path, tmp_path: Path) -> None:
    """In one sentence, and nothing in it is touched."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    done = publish(built, str(tmp_path / "letters"))
    assert done.exit_code == 3
    assert "holds files but no published site" in done.output
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_one_file_and_tables_are_other_forms(built: Path, tmp_path: Path) -> None:
    """Each by its switch, and one at a time."""
    assert publish(built, str(tmp_path / "ice.html"), "--single-file").exit_code == 0
    assert publish(built, str(tmp_path / "tables"), "--datasette").exit_code == 0
    assert (tmp_path / "ice.html").stat().st_size > 1_000_000
    assert (tmp_path / "tables" / "iceorg.db").is_file()
    assert publish(built, str(tmp_path / "x"), "--single-file", "--datasette").exit_code == 2


def test_an_address_that_is_none_is_refused(built: Path, tmp_path: Path) -> None:
    """Before anything is written."""
    done = publish(built, str(tmp_path / "site"), "--url", "example.org")
    assert done.exit_code == 2
    assert "https://" in done.output
    assert not (tmp_path / "site").exists()


def test_without_the_engine_it_says_how_to_get_it(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves no half of a site."""
    monkeypatch.setattr("iceorg.publish.engine.asset", lambda _: None)
    done = publish(built, str(tmp_path / "site"))
    assert done.exit_code == 3
    assert "python -m iceorg.pages.vendor" in done.output
    assert not (tmp_path / "site").exists()
