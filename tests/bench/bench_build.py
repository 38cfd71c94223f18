"""Time and memory of `iceorg build`, against what Python and two libraries cost by their own start.

`python tests/bench/bench_build.py [RUNS]` prints a table. Seconds and megabytes depend on the machine; their
ratios to the import of rdflib and pyvis, on the same machine in the same minute, hardly do. A build is
two processes: its CPU seconds are those of both, and so is its memory, counted while they run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

PYTHON = Path(sys.executable)
ICEORG = PYTHON.with_name("iceorg")
YARDSTICK = "import rdflib, pyvis"

COMMANDS: dict[str, list[str | Path]] = {
    "python starts": [PYTHON, "-c", ""],
    YARDSTICK: [PYTHON, "-c", YARDSTICK],
    "iceorg --help": [ICEORG, "--help"],
    "iceorg build": [ICEORG, "build"],
    "iceorg check": [ICEORG, "check"],
    "iceorg query -n list-documents": [ICEORG, "query", "-n", "list-documents"],
    "iceorg why": [ICEORG, "why", "Federal Protective Service", "org:reportsTo"],
}
"""In this order: `build` leaves the result that the commands after it read."""


class Cost(NamedTuple):
    """What one run of a command took, all its processes together."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def cost(command: list[str | Path], folder: Path) -> Cost:
    """Run a command and return what it took."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: list[float] = [0]
    watch = threading.Thread(target=_watch, args=(process.pid, peaks))
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Cost(seconds, used.ru_utime + used.ru_stime, max(peaks))


def _watch(pid: int, peaks: list[float]) -> None:
    """Note the memory of a process and its children, shared pages counted once, until it ends."""
    with suppress(OSError):
        while True:
            peaks.append(_memory_mb(pid))
            time.sleep(0.01)


def _memory_mb(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    with Path(f"/proc/{pid}/smaps_rollup").open(encoding="ascii") as lines:
        own = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
    for child in children:
        with suppress(OSError):  # it has ended meanwhile
            own += _memory_mb(int(child))
    return own


def main(runs: int) -> None:
    """Run every command some times; print the medians, and their ratios to the yardstick."""
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as folder:
        found = {name: [cost(command, Path(folder)) for _ in range(runs)] for name, command in COMMANDS.items()}
    medians = {name: Cost(*(median(column) for column in zip(*costs, strict=True))) for name, costs in found.items()}
    yardstick = medians[YARDSTICK]
    print(f"{'median of ' + str(runs):32}{'wall s':>8}{'ratio':>7}{'CPU s':>8}{'ratio':>7}{'MB':>8}{'ratio':>7}")
    for name, costs in medians.items():
        pairs = zip(costs, yardstick, ("8.2f", "8.2f", "8.0f"), strict=True)
        print(f"{name:32}" + "".join(f"{value:{form}}{value / unit:7.2f}" for value, unit, form in pairs))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
