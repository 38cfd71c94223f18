"""What leaves the house: manual pages, completions, licences, and who is to be cited."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from importlib import metadata, util
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from iceorg.cli.main import COMMANDS
from iceorg.cli.manual import SHARE, stale
from iceorg.cli.materials import bill
from iceorg.pages.vendor import FOLDER, PARTS
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALLOWED = re.compile(
    r"apache|mit|bsd|isc|psf|python software foundation|mpl|mozilla|0bsd|unlicense|zlib|w3c", re.IGNORECASE
)
REFUSED = re.compile(r"\b(?:a|l)?gpl|general public|proprietary|non-?commercial", re.IGNORECASE)


def test_manual_and_completions_are_those_of_the_commands() -> None:
    """A page for each command, and a completion for three shells."""
    assert stale() == []
    assert {path.stem for path in (SHARE / "man/man1").iterdir()} == {
        "iceorg",
        *(f"iceorg-{name}" for name in COMMANDS),
    }


def test_a_manual_page_keeps_the_lines_of_examples() -> None:
    """They are typed as they stand."""
    page = (SHARE / "man/man1/iceorg-build.1").read_text("utf-8")
    assert (
        "\n.nf\niceorg build\niceorg build --with outside\niceorg build letters/ page.html --out letters-graph\n"
        in page
    )


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """Yield what a plain install brings, directly or through others."""
    for told in metadata.requires(name) or ():
        requirement = Requirement(told)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            other = requirement.name.lower().replace("_", "-")
            if other not in seen:
                seen.add(other)
                yield other
                yield from needed(other, seen)


def test_what_a_plain_install_brings_may_be_handed_on() -> None:
    """Every library has a licence that lets anybody use, change and pass it on."""
    names = sorted(needed("iceorg", set()))
    assert len(names) > 20
    told = {name: licence(name) for name in names}
    assert {name: words for name, words in told.items() if not ALLOWED.search(words) or REFUSED.search(words)} == {}


def test_the_bill_of_materials_names_what_is_installed_and_what_is_in_the_wheel(root: Path) -> None:
    """With licences, and the digest of every third-party file; it is the one that would be written now."""
    told = json.loads((root / "iceorg.cdx.json").read_text("utf-8"))
    parts = {one["name"]: one for one in told["components"]}
    assert bill() == (root / "iceorg.cdx.json").read_text("utf-8")
    assert set(needed("iceorg", set())) <= set(parts)
    assert all(one["licenses"] for one in parts.values())
    digests = {
        file["name"]: file["hashes"][0]["content"] for part in PARTS for file in parts[part.package]["components"]
    }
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FOLDER.iterdir()}
    assert digests == files


def licence(name: str) -> str:
    """Return what a library says of its licence: the expression, the classifiers, the first line of its text."""
    about = metadata.metadata(name)
    told = [text for name in ("License-Expression", "License") for text in about.get_all(name) or ()]
    told += [text for text in about.get_all("Classifier") or () if text.startswith("License")]
    return " ".join(text.partition("\n")[0] for text in told)


def test_what_is_installed_is_pinned(root: Path) -> None:
    """To one version each, with no address of where it comes from."""
    text = (root / "constraints.txt").read_text("utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    assert {name for name in needed("iceorg", set()) if metadata.version(name) != pinned.get(name)} == set()
    assert "://" not in text


def test_the_citation_names_this_version(root: Path) -> None:
    """And the licence of the package."""
    citation = (root / "CITATION.cff").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"\nversion: {__version__}\n" in citation
    assert f"\nlicense: {project['license']}\n" in citation


@pytest.mark.parametrize("name", ["Containerfile", "Makefile", "CONTRIBUTING.md", "ARCHITECTURE.md", "README.md"])
def test_every_module_that_a_file_runs_is_there(root: Path, name: str) -> None:
    """A room that is renamed takes its commands along: an image is not built in every run, and would tell too late."""
    modules = re.findall(r"-m (iceorg\.[\w.]+\w)", (root / name).read_text("utf-8"))
    assert [module for module in modules if util.find_spec(module) is None] == []
    assert modules or name == "README.md"
