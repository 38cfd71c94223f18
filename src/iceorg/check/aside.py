"""The shapes, checked in a process of its own while a build goes on: `python -m iceorg.check.aside FOLDER`.

Loading pySHACL takes half a second, and the check its time besides. In a second process both pass while
the first reads documents and draws the chart, and its memory is given back when it ends.
It is told on standard input where the graph lies, and answers with the problems as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from iceorg.errors import ModelError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class ShapeCheck:
    """A check of the shapes in another process."""

    process: subprocess.Popen[str]

    def begin(self, graph: Path) -> None:
        """Check a file of N-Triples, without waiting for the outcome."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # if it has died, `problems` says so
            self.process.stdin.write(json.dumps(str(graph)))
            self.process.stdin.close()

    def problems(self) -> tuple[Problem, ...]:
        """Wait for the outcome.

        Raises:
            ModelError: The check itself broke down.
        """
        assert self.process.stdout is not None
        answer = self.process.stdout.read()
        if self.process.wait() != 0:
            raise ModelError("the check of the shapes broke down", hint="the lines above say why")
        return tuple(Problem(**record | {"severity": Severity(record["severity"])}) for record in json.loads(answer))


@contextmanager
def shape_check(shapes: Path) -> Iterator[ShapeCheck]:
    """Start the second process, which loads its libraries meanwhile; it ends with the block.

    `-P` keeps Python from looking for modules in the folder that a person happens to be in; in a process
    group of its own, it does not hear Ctrl-C, which is answered here.
    """
    command = [sys.executable, "-P", "-m", "iceorg.check.aside", str(shapes)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0
    ) as process:
        try:
            yield ShapeCheck(process)
        finally:
            process.kill()


def answer_one(shapes: Path, request: IO[str], answer: IO[str]) -> None:
    """Check the graph whose path is asked for, and write the problems."""
    import pyshacl  # noqa: F401 - loaded now, while the other process is still reading documents

    from iceorg.check.shapes import check_shapes

    if path := request.read():
        found = check_shapes(Path(json.loads(path)).read_bytes(), shapes)
        answer.write(json.dumps([asdict(problem) for problem in found]))


if __name__ == "__main__":
    answer_one(Path(sys.argv[1]), sys.stdin, sys.stdout)
