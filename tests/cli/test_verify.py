"""`iceorg verify`: damage to any file of a result is found, at any place."""

from __future__ import annotations

import json
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.pipeline.folder import OUTPUTS

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CHANCE = Random(9)  # noqa: S311 - places, the same every time


@pytest.fixture
def result(built: Path, tmp_path: Path) -> Path:
    """A copy of the five documents' result, to be damaged."""
    return shutil.copytree(built, tmp_path / "result")


def verify(folder: Path, *options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["verify", str(folder), *options])


def test_a_result_as_it_was_built_is_whole(result: Path) -> None:
    """It says of how many files it is sure."""
    ran = verify(result)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == f"{result}: 7 files, as they were written\n"


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_changed_byte_is_found(result: Path, name: str) -> None:
    """In every file, the manifest among them; thirty places each."""
    content = (result / name).read_bytes()
    for _ in range(30):
        place = CHANCE.randrange(len(content))
        flipped = bytes([content[place] ^ (1 << CHANCE.randrange(8))])
        (result / name).write_bytes(content[:place] + flipped + content[place + 1 :])
        ran = verify(result)
        assert ran.exit_code in (1, 3), place
        assert str(result / name) in ran.output


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_cut_is_found(result: Path, name: str) -> None:
    """At the end by one byte, to nothing, and anywhere between."""
    content = (result / name).read_bytes()
    for length in (0, CHANCE.randrange(len(content)), len(content) - 1):
        (result / name).write_bytes(content[:length])
        assert verify(result).exit_code in (1, 3), length


@pytest.mark.parametrize("name", OUTPUTS[:-1])
def test_a_missing_file_is_found(result: Path, name: str) -> None:
    """It is told by its name, and what to do."""
    (result / name).unlink()
    ran = verify(result)
    assert ran.exit_code == 1
    assert ran.stdout.startswith(f"error: {result / name}: has no {name}; run `iceorg build` again")


def test_findings_are_given_to_programs(result: Path) -> None:
    """As JSON, with the code of each."""
    (result / "chart.html").write_bytes(b"")
    (found,) = json.loads(verify(result, "--json").stdout)
    assert (found["code"], found["where"]) == ("not-as-built", str(result / "chart.html"))


def test_check_tells_of_damage_too(result: Path) -> None:
    """Who asks for everything need not ask twice."""
    (result / "report.html").write_bytes(b"")
    ran = CliRunner().invoke(main, ["check", str(result)])
    assert ran.exit_code == 1
    assert f"{result / 'report.html'}: is not as the build wrote it" in ran.stdout


def test_a_manifest_of_a_former_version_is_told_of(result: Path) -> None:
    """One that says nothing of itself is no damage."""
    told = json.loads((result / "manifest.json").read_bytes())
    del told["sealed"]
    (result / "manifest.json").write_text(json.dumps(told), "utf-8")
    ran = verify(result)
    assert ran.exit_code == 0
    assert "says nothing of itself" in ran.stdout


def test_where_there_is_no_result_it_says_so(tmp_path: Path) -> None:
    """In a sentence, as every command does."""
    ran = verify(tmp_path)
    assert ran.exit_code == 3
    assert "has no manifest.json" in ran.stderr
