"""Questions: what a whole process takes, and every named question on 10^5 triples against the same SPARQL in rdflib.

`PYTHONPATH=tests python -m bench.bench_query [RUNS] [TRIPLES]` prints two tables. In the first, CPU and wall seconds of whole
processes and their ratios to what they are held against; in the second, the CPU milliseconds of each question here and in
rdflib, with the same answer from both. The last lines say whether the ratios that are promised hold; if not, it exits with 1.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from compileall import compile_dir
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bench.large import large_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import Graph

    from iceorg.query import Cell, Question
    from iceorg.store import Store

PYTHON = Path(sys.executable)
ICEORG = PYTHON.with_name("iceorg")
FIRST_QUERY = "import rdflib; list(rdflib.Graph().query('SELECT ?a { ?a ?b ?c }'))"
PROCESSES: dict[str, list[str | Path]] = {
    "import click": [PYTHON, "-c", "import click"],
    "iceorg --help": [ICEORG, "--help"],
    "import rdflib, one query": [PYTHON, "-c", FIRST_QUERY],
    "iceorg query": [ICEORG, "query", "SELECT ?unit ?post { ?unit org:reportsTo ?post }"],
    "iceorg query -n": [ICEORG, "query", "-n", "list-reports", "--param", "post=Assistant Secretary"],
    "iceorg query, a table": [ICEORG, "query", "-n", "list-documents", "--format", "table"],
    "iceorg ask": [ICEORG, "ask", "Who heads OPLA?"],
}
HELD_AGAINST = {
    "iceorg --help": ("import click", 1.5),
    "iceorg query": ("import rdflib, one query", 0.4),
    "iceorg query -n": ("import rdflib, one query", 0.4),
}
VALUES = {
    "acronym": "OU17", "body": "MOW", "document": "page-00007.txt", "earlier": "2001", "later": "2010",
    "part": "OU37", "post": "id:post-00003", "program": "Outreach Program 36", "superior": "id:post-00000",
    "thing": "OU37", "who": "OU37", "whole": "MOW", "words": "district 37",
    "written": "03/01/2004",
}  # fmt: skip
_OFFICE, _PROGRAM = {"body": "OU37", "whole": "OU3"}, {"body": "Outreach Program 36", "thing": "Outreach Program 36"}
ABOUT = {
    "count-parts": _OFFICE, "find-things": {"words": "Program 36"}, "list-parts": _OFFICE, "list-partners": _PROGRAM, "list-posts": _OFFICE,
    "name-head": _OFFICE, "state-law": _PROGRAM,
}  # fmt: skip
"""What some questions are asked about instead: a thing of which much the same is said in a small graph and in a large one."""
LEAST_TIMES, MOST_MS = 10, 100
PATIENCE_S = 10
"""How long rdflib is waited for at one question."""


def given_to(question: Question) -> dict[str, str]:
    """Return what a question is asked about: a value for each parameter that it cannot do without."""
    values = VALUES | ABOUT.get(question.name, {})
    return {p.name: values[p.name] for p in question.parameters if p.required}


class Cost(NamedTuple):
    """What one run of a process took."""

    wall_s: float
    cpu_s: float


class Answered(NamedTuple):
    """One question: CPU milliseconds here and in rdflib, and the rows; in rdflib None where it was not waited for."""

    name: str
    rows: int
    ours_ms: float
    theirs_ms: float | None


def processes(runs: int) -> bool:
    """Print what whole processes take; return whether the promises hold. The runs of all take turns."""
    import iceorg

    compile_dir(Path(iceorg.__file__).parent, quiet=1)  # as `make` and pip leave it
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as folder:
        subprocess.run([ICEORG, "build"], cwd=folder, check=True, capture_output=True)
        found: dict[str, list[Cost]] = {name: [] for name in PROCESSES}
        for _ in range(runs):
            for name, command in PROCESSES.items():
                found[name].append(_cost(command, Path(folder)))
    costs = {name: Cost(*(median(column) for column in zip(*each, strict=True))) for name, each in found.items()}
    print(f"{'median of ' + str(runs):28}{'wall s':>8}{'CPU s':>8}   against")
    holds = True
    for name, cost in costs.items():
        against, most = HELD_AGAINST.get(name, ("", 0.0))
        told = f"{name:28}{cost.wall_s:8.3f}{cost.cpu_s:8.3f}"
        if against:
            ratio = cost.cpu_s / costs[against].cpu_s
            holds = holds and ratio <= most
            told += f"   {cost.wall_s / costs[against].wall_s:.2f} wall, {ratio:.2f} CPU of {against}; at most {most}"
        print(told)
    return holds


def _cost(command: list[str | Path], folder: Path) -> Cost:
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Cost(time.perf_counter() - before, used.ru_utime + used.ru_stime)


def questions(runs: int, triples: int) -> bool:
    """Print what every named question takes here and in rdflib; return whether the promises hold."""
    from rdflib import Graph

    from iceorg.query import catalogue
    from iceorg.store import OxigraphStore

    graph = large_graph(triples)
    store, theirs = OxigraphStore(), Graph()
    store.load(graph)
    theirs.parse(data=graph, format="nt")
    gc.collect()
    gc.freeze()
    print(f"\n{f'{store.count():,} triples':28}{'rows':>8}{'ours ms':>10}{'rdflib ms':>12}{'times':>8}")
    held = [_told(_answered(store, theirs, question, runs)) for question in catalogue()]
    return all(held)


def _answered(store: Store, theirs: Graph, question: Question, runs: int) -> Answered:
    from iceorg.query.bind import bind
    from iceorg.query.solve import solve
    from iceorg.query.values import with_values
    from iceorg.vocab import PREFIXES

    given = given_to(question)
    values: dict[str, Cell] = bind(store, question.parameters, given)
    text = with_values(question.sparql, values)
    ours = min(_cpu_ms(lambda: solve(store, question.sparql, values)) for _ in range(runs))
    rows = len(solve(store, question.sparql, values))
    return Answered(question.name, rows, ours, _patiently(lambda: list(theirs.query(text, initNs=PREFIXES)), rows))


def _cpu_ms(ask: Callable[[], object]) -> float:
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000


def _patiently(ask: Callable[[], list[object]], rows: int) -> float | None:
    """Return the CPU milliseconds of a question in rdflib, asked in a child that is ended when it takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        before = time.process_time()
        found = len(ask())
        os.write(writing, f"{(time.process_time() - before) * 1000} {found}".encode())
        os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + PATIENCE_S
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(child, 9)
            os.waitpid(child, 0)
            break
        time.sleep(0.005)
    with os.fdopen(reading) as told:
        said = told.read().split()
    if said and int(said[1]) != rows:
        sys.exit(f"rdflib gives {said[1]} rows, and not {rows}")
    return float(said[0]) if said else None


def _told(one: Answered) -> bool:
    """Print one line; return whether the question is fast enough."""
    theirs = one.theirs_ms if one.theirs_ms is not None else PATIENCE_S * 1000.0
    more = "" if one.theirs_ms is not None else ">"
    times = theirs / one.ours_ms
    holds = times >= LEAST_TIMES and one.ours_ms <= MOST_MS
    verdict = "" if holds else f"   (wanted: {LEAST_TIMES} times, {MOST_MS} ms)"
    print(f"{one.name:28}{one.rows:8}{one.ours_ms:10.1f}{more + format(theirs, '.0f'):>12}{times:8.0f}{verdict}")
    sys.stdout.flush()
    return holds


def main(runs: int, triples: int) -> None:
    """Measure both, and exit with 1 if a promise does not hold."""
    held = [processes(runs), questions(min(runs, 5), triples)]
    print("\nAll that is promised holds." if all(held) else "\nNot all that is promised holds.")
    sys.exit(not all(held))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9, int(float(sys.argv[2])) if len(sys.argv) > 2 else 100_000)
