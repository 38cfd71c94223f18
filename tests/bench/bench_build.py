"""Time and memory of `iceorg build`, against what Python and two libraries cost by their own start.

`python tests/bench/bench_build.py [RUNS]` prints a table. Seconds depend on the machine; the ratio to
the import of rdflib and pyvis, on the same machine in the same minute, hardly does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

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


def measured(command: list[str | Path], folder: Path) -> tuple[float, float]:
    """Return a command's wall time in seconds, and the peak memory of its largest process in MB."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return seconds, used.ru_maxrss / 1024


def main(runs: int) -> None:
    """Run every command some times and print medians of time and peaks of memory."""
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as folder:
        found = {name: [measured(command, Path(folder)) for _ in range(runs)] for name, command in COMMANDS.items()}
    yardstick = median(seconds for seconds, _ in found[YARDSTICK])
    print(f"{'median of ' + str(runs):32} {'seconds':>8} {'ratio':>6} {'peak MB':>8}")
    for name, figures in found.items():
        seconds = median(seconds for seconds, _ in figures)
        print(f"{name:32} {seconds:8.2f} {seconds / yardstick:6.2f} {max(peak for _, peak in figures):8.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
