"""What a second process does while a build goes on: `python -m iceorg.aside SHAPES`.

To load pySHACL and pyvis takes longer than to read five documents. A second process loads them
meanwhile, and then checks the shapes and draws the chart while the first writes the other outputs; its
memory is given back when it ends. Where documents differ and agree is found here too, since the record that it takes is read but once. It is told on standard input where the graph lies and what the texts are, and
answers in JSON.
"""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Final

from iceorg.errors import ModelError, Problem, Severity
from iceorg.history import Findings, Glimpse, find_glimpses, findings, read_record
from iceorg.model import Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.model import Layout


_FOUND: Final = ("conflicts", "agreements", "candidates")
"""What of the findings is data already."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the second process found and made.

    Args:
        problems: What the shapes find wrong with the graph.
        chart: The chart, as an HTML page.
        found: What the documents let a reader find, side by side.
    """

    problems: tuple[Problem, ...]
    chart: str
    found: Findings


@dataclass(frozen=True, slots=True)
class Aside:
    """A second process that waits for a graph, or works on it.

    Args:
        process: The process.
        shapes: The folder of the shapes that it checks.
        telling: What tells it of a graph.
    """

    process: subprocess.Popen[str]
    shapes: Path
    telling: list[Thread] = field(default_factory=list)

    def begin(
        self, graph: Path, layouts: Iterable[Layout] = (), to_check: bytes | None = None, *, shared: bool = False
    ) -> None:
        """Give it a file of N-Triples and the documents' texts for the chart, without waiting for the outcome.

        Many texts are more than a pipe holds, and it reads them only when its libraries are loaded: so a thread writes.

        Args:
            graph: The file.
            layouts: The documents.
            to_check: What of the graph is not known to be sound; None if nothing is known.
            shared: Whether a share of a large graph is checked elsewhere.
        """
        texts = {
            layout.document.sha256: [
                layout.document.text,
                [[skip.start, skip.end, skip.reason] for skip in layout.skips],
            ]
            for layout in layouts
        }
        told = {"graph": str(graph), "texts": texts, "to_check": to_check and to_check.decode(), "shared": shared}
        request = json.dumps(told)
        self.telling.append(Thread(target=self._tell, args=(request,), daemon=True))
        self.telling[-1].start()

    def _tell(self, request: str) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # if it has died, `outcome` says so
            self.process.stdin.write(request)
            self.process.stdin.close()

    def outcome(self) -> Outcome:
        """Wait for what it found and made.

        Raises:
            ModelError: It broke down.
        """
        assert self.process.stdout is not None
        answer = self.process.stdout.read()
        if self.process.wait() != 0:
            raise ModelError("the check of the shapes or the chart broke down", hint="the lines above say why")
        told = json.loads(answer)
        glimpses = tuple(Glimpse(**record) for record in told["glimpses"])
        found = Findings(glimpses, *(tuple(told[name]) for name in _FOUND))
        return Outcome(tuple(map(_problem, told["problems"])), told["chart"], found)


@contextmanager
def aside(shapes: Path) -> Iterator[Aside]:
    """Start the second process, which loads its libraries; it ends with the block.

    `-P` keeps Python from looking for modules in the folder that a person happens to be in; in a process
    group of its own, it does not hear Ctrl-C, which is answered here.

    Args:
        shapes: The folder of the shapes.
    """
    command = [sys.executable, "-P", "-m", "iceorg.aside", str(shapes)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, process_group=0) as process:  # noqa: S603 - our own
        helper = Aside(process, shapes)
        try:
            yield helper
        finally:
            process.kill()
            for thread in helper.telling:  # two that close one pipe at once would meet half of it
                thread.join()


def work(shapes: Path, request: IO[str], answer: IO[str]) -> None:
    """Check and draw the graph whose path is asked for, and write the outcome."""
    from iceorg.chart import SourceText, render_chart
    from iceorg.check import check_shapes, check_shapes_since
    from iceorg.store import read_cited

    # On nothing at first: that loads all that is needed, while the first process is still reading documents.
    check_shapes(b"", shapes)
    render_chart(())
    if not (asked := request.read()):
        return
    wanted = json.loads(asked)
    graph, to_check = Path(wanted["graph"]), wanted["to_check"]
    try:
        # The graph is in memory while it is checked, and not while it is drawn.
        to_look_at = None if to_check is None else to_check.encode()
        problems = check_shapes_since(graph.read_bytes(), shapes, to_look_at, shared=wanted["shared"])
    except FileNotFoundError:  # the build was ended, and took its folder away: nobody waits for the answer
        sys.exit(1)
    texts = {
        digest: SourceText(text, tuple(Skip(*skip) for skip in skips))
        for digest, (text, skips) in wanted["texts"].items()
    }
    cited = read_cited(graph)
    record = read_record(cited)
    found = findings(record, find_glimpses(record, texts))
    told = {
        "problems": [asdict(problem) for problem in problems],
        "glimpses": [asdict(glimpse) for glimpse in found.glimpses],
        **{name: getattr(found, name) for name in _FOUND},
    }
    del record
    answer.write(json.dumps(told | {"chart": render_chart(cited, texts=texts, glimpses=found.glimpses)}))


def _problem(record: dict[str, str]) -> Problem:
    return Problem(Severity(record["severity"]), *(record[name] for name in ("code", "where", "message", "hint")))


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where nobody waits for the answer any more, it ends in silence
    gc.disable()  # a process of one second has no time to look for rubbish
    work(Path(sys.argv[1]), sys.stdin, sys.stdout)
