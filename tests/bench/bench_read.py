"""How fast a page is read, and whether a longer one takes more than its share.

`python tests/bench/bench_read.py [LARGEST_KB]` prints a table, by default up to 100 kB; 10000 takes more than twenty
minutes. Each line is a process of its own on one core, timed after the parts that a reader loads once are loaded. Pages are tuning documents of the corpus, one after the other, up to
the size. Seconds depend on the machine; "growth" does not: seconds per kilobyte against those of the first page of its kind.
"""

from __future__ import annotations

import hashlib
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Document, DocumentId, Source

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
SIZES_KB = (10, 100, 1_000, 10_000)
DEFAULT_KB = 100
SHAPES = ("pages", "one line", "short line")
SHORT = "The Office of Tides is part of the Bureau of Skies.\n"
"""A line to repeat."""


def page(shape: str, size: int) -> str:
    """Return a page of about so many characters."""
    if shape == "short line":
        return SHORT * (size // len(SHORT))
    texts = [path.read_bytes().decode() for path in sorted(CORPUS.glob("t[124]*"))]
    joined = "\n\n".join(texts)
    whole = "\n\n".join([joined] * (size // len(joined) + 1))[:size]
    return " ".join(whole.split()) if shape == "one line" else whole


def read(text: str, *, learned: bool) -> int:
    """Read a page and return how many claims it makes."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(DocumentId(digest[:16]), digest, ("page.txt",), "text/plain", text, Source())
    return len(read_layout(lay_out(document), learned=learned).claims)


def measure(shape: str, size: int, *, learned: bool) -> str:
    """Return tokens, claims, seconds to start, seconds to read and megabytes at the peak, of this process."""
    text = page(shape, size)
    before = time.perf_counter()
    read(SHORT, learned=learned)
    started = time.perf_counter()
    claims = read(text, learned=learned)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tokens = len(re.findall(r"\w+|[^\w\s]", text))
    return f"{tokens} {claims} {started - before} {ended - started} {peak}"


def in_a_process(shape: str, size: int, manner: str) -> list[float]:
    """Return what a process of its own measures."""
    command = [sys.executable, __file__, "--one", shape, str(size), manner]
    return [float(part) for part in subprocess.check_output(command, text=True).split()]


def main(largest_kb: int) -> None:
    """Measure every shape at every size, by the rules alone and with the learned parts."""
    print(
        f"{'page':12}{'kB':>8}{'parts':>9}{'claims':>9}{'start s':>9}{'read s':>9}{'tokens/s':>10}{'growth':>8}{'MB':>7}"
    )
    for manner in ("rules", "learned"):
        for shape in SHAPES:
            first = 0.0
            for size_kb in (kb for kb in SIZES_KB if kb <= largest_kb):
                tokens, claims, start, seconds, peak = in_a_process(shape, size_kb * 1_000, manner)
                first = first or seconds / size_kb
                growth = seconds / size_kb / first
                print(
                    f"{shape:12}{size_kb:8}{manner:>9}{claims:9.0f}{start:9.2f}{seconds:9.2f}"
                    f"{tokens / seconds:10.0f}{growth:8.2f}{peak:7.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(measure(sys.argv[2], int(sys.argv[3]), learned=sys.argv[4] == "learned"))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_KB)
