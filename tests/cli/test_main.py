"""The command: what it loads, how it fails, when it is quiet."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.cli.main import COMMANDS, main
from iceorg.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

RESULT = "RESULT"
"""Stands for the result folder of the five documents."""

HEAVY = ("rdflib", "pyoxigraph", "pyshacl", "pyvis", "networkx", "jinja2", "rich", "selectolax")


def iceorg(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", "from iceorg.cli.main import main; main(prog_name='iceorg')", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)


def test_help_loads_no_library() -> None:
    """`--help` names every command and loads no library but click."""
    code = f"from iceorg.cli.main import main; import sys; main(['--help'], standalone_mode=False); sys.exit(sum(m in sys.modules for m in {HEAVY}))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert [line.split()[0] for line in told.split("Commands:\n")[1].splitlines()] == list(COMMANDS)


def test_version() -> None:
    """`--version` tells the version."""
    assert CliRunner().invoke(main, ["--version"], prog_name="iceorg").output == f"iceorg {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """Every command is there, and its help begins with its usage and says what it does."""
    result = CliRunner().invoke(main, [name, "-h"], prog_name="iceorg")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: iceorg {name}")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["buidl"], 2, "No such command 'buidl'"),
        (["build", "nowhere"], 3, "Error: nowhere: there is no such file or folder; check the path"),
        (["build", "--jobs", "0"], 2, "0 is not in the range"),
        (["query", "SELEC", "--graph", RESULT], 2, "did you mean SELECT?"),
        (["query", "-n", "list-report", "--graph", RESULT], 2, "list-reports"),
        (["why", "Nobody", "--graph", RESULT], 2, "nothing in the graph is called 'Nobody'"),
        (["query", "ASK {}", "--graph", "nowhere"], 3, "there is no such folder"),
        (["why", "ICE", "--graph", "."], 3, "has no manifest.json"),
        (["query", "-f", "nowhere.rq"], 3, "nowhere.rq: cannot be read: No such file or directory; check the path"),
        (["chart", "-o", "nowhere/chart.html", "--graph", RESULT], 3, "nowhere/chart.html"),
    ],
)
def test_mistakes_end_in_words(arguments: list[str], code: int, words: str, built: Path, tmp_path: Path) -> None:
    """A mistake ends in words that name it and in the exit code for its kind, without a traceback."""
    done = iceorg(*(argument.replace(RESULT, str(built)) for argument in arguments), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("variable", "words"), [("ICEORG_JOBS", "ICEORG_JOBS"), ("ICEORG_STRICT", "true or false")])
def test_wrong_variables_are_usage(variable: str, words: str, tmp_path: Path) -> None:
    """A variable with a wrong value is a matter of usage."""
    result = CliRunner().invoke(main, ["build"], env={variable: "perhaps"})
    assert result.exit_code == 2
    assert words in result.stderr


def test_reader_that_has_had_enough(built: Path) -> None:
    """A reader of the output who stops, as `head` does, meets no complaint."""
    script = f'"$0" -c "from iceorg.cli.main import main; main()" export n-triples --graph {built} | head -n 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script, sys.executable], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
