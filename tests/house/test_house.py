"""What holds for the whole house: public names, pins, no foreign hosts."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path

import pytest

import iceorg
from iceorg import _HOMES

ROOT = Path(__file__).parents[2]


def tracked_files() -> list[Path]:
    """Return the files under version control."""
    names = subprocess.check_output(["git", "-C", ROOT, "ls-files", "-z"], text=True).split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", iceorg.__all__)
def test_public_name(name: str) -> None:
    """Every public name can be imported from the top, and is public in its room."""
    assert getattr(iceorg, name) is not None
    if name != "build":
        room = importlib.import_module(f"iceorg.{_HOMES[name]}")
        assert name in getattr(room, "__all__", [name])


def test_no_public_name_is_that_of_a_room() -> None:
    """To import `iceorg.export` makes it an attribute of `iceorg`, where a function of that name would be lost."""
    rooms = {path.stem for path in (ROOT / "src" / "iceorg").iterdir()}
    assert "query" in rooms
    assert not rooms & set(iceorg.__all__)


def test_list_of_public_names_is_complete() -> None:
    """`__all__` is sorted and has every name that the top offers, and nothing else."""
    assert sorted(iceorg.__all__) == iceorg.__all__
    assert set(iceorg.__all__) == {*_HOMES, "build"}
    assert dir(iceorg) == sorted([*iceorg.__all__, "__version__"])


def test_unknown_name() -> None:
    """A name that is not public is no attribute."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        iceorg.nothing  # noqa: B018


def test_pins_are_exact_and_name_no_host() -> None:
    """Every line of constraints.txt pins one package exactly, and every dependency has its pin."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", line)] == []
    pinned = {line.partition("==")[0] for line in lines}
    wanted = re.findall(r'^    "([a-z0-9-]+)>=', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert len(wanted) > 15
    assert [name for name in wanted if name not in pinned] == []


HOSTS = re.compile(rb"https?://[\w.-]*(pypi\.org|pythonhosted|npmjs|cdn|unpkg|jsdelivr|cloudflare|googleapis)")


def test_no_file_names_a_registry_or_a_content_network() -> None:
    """No file names the address of a package registry or of a network that delivers content."""
    files = tracked_files()
    assert len(files) > 100
    assert [path for path in files if HOSTS.search(path.read_bytes())] == []
