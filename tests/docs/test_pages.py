"""The pages say what is true: commands, rooms, links, and examples that run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from iceorg.cli.main import COMMANDS
from iceorg.cli.reference import README, refreshed
from iceorg.query import catalogue

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
ROOMS = sorted(
    path.stem
    for path in (ROOT / "src" / "iceorg").iterdir()
    if path.stem != "__init__" and (path.suffix == ".py" or (path / "__init__.py").is_file())
)


def blocks(language: str) -> list[str]:
    """Return README's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def section(page: str, heading: str) -> str:
    """Return a section of a page."""
    text = (ROOT / page).read_text("utf-8")
    return re.split(r"^## ", text.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]


def test_list_of_commands_is_fresh() -> None:
    """README's list of commands is the one that the commands themselves give, and has all of them."""
    text = README.read_text("utf-8")
    assert refreshed(text) == text
    assert len(COMMANDS) == 17
    assert all(f"`iceorg {name}" in text for name in COMMANDS)


def test_every_question_is_described() -> None:
    """README lists the named questions, each as people ask it."""
    named = re.findall(r"^\| (.+) \| `([\w-]+)` \|$", section("README.md", "Questions with names"), re.MULTILINE)
    assert [name for _, name in named] == [question.name for question in catalogue()]
    assert len(named) > 40


def test_shell_examples_run(tmp_path: Path) -> None:
    """Every example of README's that needs no file of the reader's runs as it stands, one after the other."""
    examples = blocks("sh")
    assert len(examples) == 5
    (tmp_path / "iceorg").write_text(
        f'#!/bin/sh\nexec {sys.executable} -c "from iceorg.cli.main import main; main()" "$@"\n'
    )
    (tmp_path / "iceorg").chmod(0o755)
    script = f'set -e\nPATH="{tmp_path}:$PATH"\n' + "\n".join(examples)
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "established in March 2003 as the largest investigative arm" in done.stdout


def test_python_example_runs(tmp_path: Path) -> None:
    """README's example in Python runs as it stands."""
    (example,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "U.S. Department of Homeland Security" in done.stdout


def test_every_room_is_described() -> None:
    """ARCHITECTURE lists the rooms of the house, all of them and no others."""
    described = re.findall(r"^\| `(\w+)` \|", section("ARCHITECTURE.md", "The rooms"), re.MULTILINE)
    assert len(ROOMS) == 30
    assert sorted(described) == ROOMS


@pytest.mark.parametrize("page", PAGES)
def test_paths_exist(page: str) -> None:
    """Every file and folder that a page names is there."""
    text = (ROOT / page).read_text("utf-8")
    linked = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    named = re.findall(r"`((?:src|ontology|data|notebooks|tests)/[\w./-]*|[A-Z]+\.md|LICENSE|\.ci/run)`", text)
    missing = [path for path in {*linked, *named} if not (ROOT / path.partition("#")[0]).exists()]
    assert missing == []
    assert len(named) > (0 if page != "CHANGELOG.md" else -1)


def test_outputs_are_described(built: Path) -> None:
    """README names every file that a build leaves."""
    told = section("README.md", "What a build leaves")
    names = {path.name for path in built.iterdir()}
    assert len(names) == 7
    assert all(f"`{name}`" in told for name in names)


def test_make_targets_are_there() -> None:
    """The targets that the pages name are in the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)`", (ROOT / page).read_text("utf-8"))}
    assert named >= {"run", "test", "ci"}
    assert [name for name in named if f"\n{name}:" not in makefile] == []
