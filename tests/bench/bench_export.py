"""How fast a large graph is written, beside rdflib's serializers, and how much memory that takes beside the store's.

`python -m bench.bench_export [TRIPLES]` in `tests`: a graph of so many triples (default: a million) by us, of a tenth of that by rdflib,
whose time is taken times ten. Seconds are of the processor, the medians of runs that take turns: a machine has slow minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.large import large_graph

BARS = {"turtle": 20, "json-ld": 10}
MEMORY_BAR = 1.5
ROUNDS = 3


def store_and_write(form: str, file: Path) -> None:
    """Print seconds of writing, MB of the loaded store, and MB at most while writing."""
    from iceorg.export import export_graph
    from iceorg.store import OxigraphStore

    before, store = _memory_mb("VmRSS"), OxigraphStore()
    store.load(file.read_bytes(), ours=True)  # as a result folder is opened
    loaded, started = _memory_mb("VmRSS") - before, time.process_time()
    with Path(os.devnull).open("wb") as stream:
        export_graph(store, form, stream)
    print(time.process_time() - started, loaded, _memory_mb("VmHWM") - before)


def write_by_rdflib(form: str, file: Path) -> None:
    """Print seconds of writing."""
    import rdflib

    graph = rdflib.Graph().parse(data=file.read_bytes(), format="nt")
    started = time.process_time()
    graph.serialize(format=form, encoding="utf-8")
    print(time.process_time() - started)


def _memory_mb(name: str) -> float:
    """Return what the system says of this process: its memory now (VmRSS), or the most it had (VmHWM)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _measured(who: str, form: str, file: Path) -> list[float]:
    """Return what a process of its own prints, so that no other's memory counts."""
    command = [sys.executable, "-m", "bench.bench_export", who, form, str(file)]
    return [float(n) for n in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def main(triples: int) -> None:
    """Print a line for each format, with the bars."""
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder, "whole.nt"), Path(folder, "tenth.nt")
        whole.write_bytes(large_graph(triples))
        tenth.write_bytes(large_graph(triples // 10))
        _compare(whole, tenth)


def _compare(whole: Path, tenth: Path) -> None:
    for form, bar in BARS.items():
        rounds = [(_measured("ours", form, whole), _measured("rdflib", form, tenth)) for _ in range(ROUNDS)]
        seconds, store, most = (median(column) for column in zip(*(ours for ours, _ in rounds), strict=True))
        theirs = median(seconds for _, (seconds,) in rounds)
        faster = theirs * 10 / seconds
        print(f"{form}: {seconds:.1f} s, rdflib {theirs * 10:.0f} s: {faster:.1f} times as fast (wanted: {bar})")
        print(f"{form}: {most:.0f} MB at most, store {store:.0f} MB: {most / store:.2f} times (wanted: {MEMORY_BAR})")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours", form, file]:
            store_and_write(form, Path(file))
        case ["rdflib", form, file]:
            write_by_rdflib(form, Path(file))
        case asked:
            main(int(float(asked[0])) if asked else 1_000_000)
