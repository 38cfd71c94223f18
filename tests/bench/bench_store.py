"""The store and its questions against others, and against itself in a graph ten times as large.

`PYTHONPATH=tests python -m bench.bench_store [RUNS] [SMALL] [LARGE] [FOLDER]` writes graphs of SMALL and LARGE triples, has every engine
that is installed load and answer, each in a process of its own and all in turn, and prints tables: CPU and wall time, peak memory, and whether
the rows are the same. With FOLDER, the tables and a plot are written there too, with what machine it was. The last lines say
whether what is promised holds; if not, it exits with 1. With rdflib only the small graph is tried.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bench.bench_query import given_to
from bench.engines import DECLARED, ENGINES, PATIENCE_S, Virtuoso, present, same_spelling
from bench.large import write_large_graph
from bench.plot import plot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from bench.engines import Engine
    from iceorg.store import OxigraphStore

SLOW_TO_LOAD = ("rdflib", "oxrdflib", "virtuoso")
"""Engines that are asked about the small graph only."""
FROM_ONE_THING = frozenset({
    "check-part", "check-reporting", "count-parts", "count-reports", "date-founding", "list-gaps", "list-names", "list-parts", "list-posts",
    "list-replacements", "list-reports", "list-partners", "name-head", "name-kind", "name-runner", "name-superior", "name-whole", "nest-program",
    "state-counts", "state-facts", "state-law", "state-mission", "trace-upwards",
})  # fmt: skip
"""Questions about one thing and the chain above it: ten times the graph is to change nothing."""
FLOOR_MS = 2.0
"""Below this a ratio tells of the fixed cost of a call, and not of the graph."""


class Cost(NamedTuple):
    """What one load or answer took, and the digest of its rows."""

    cpu_ms: float
    wall_ms: float
    rows: int
    digest: str
    peak_mib: float


class Told(NamedTuple):
    """One line of a table: how an engine did, None where it was ended."""

    size: int
    name: str
    engine: str
    cost: Cost | None


class Runner:
    """An engine in a process of its own."""

    def __init__(self, name: str, file: Path) -> None:
        self.name, self.file = name, file
        self.start()

    def start(self) -> None:
        """Start it, and have it load the file."""
        here, there = get_context("spawn").Pipe()
        self.channel = here
        self.process = get_context("spawn").Process(target=serve, args=(self.name, self.file, there), daemon=False)
        self.process.start()
        there.close()
        self.loaded: Cost = here.recv()

    def ask(self, text: str) -> Cost | None:
        """Return what an answer took; None where it failed, crashed or was ended, after which it is started anew."""
        self.channel.send(text)
        if self.channel.poll(PATIENCE_S + 1):
            with suppress(EOFError):
                cost: Cost | None = self.channel.recv()
                return cost
        self.process.kill()
        self.process.join()
        self.start()
        return None

    def stop(self) -> None:
        """End it."""
        self.channel.send("")
        self.process.join()


def serve(name: str, file: Path, channel: Connection) -> None:
    """Load a file, and answer until an empty query comes."""
    engine = present()[name]()
    elsewhere = isinstance(engine, Virtuoso)
    channel.send(_measured(lambda: _loading(engine, file), elsewhere=elsewhere))
    gc.collect()
    gc.freeze()
    while text := channel.recv():
        try:
            channel.send(_measured(partial(engine.ask, text), elsewhere=elsewhere))
        except Exception as fault:  # noqa: BLE001 - an engine that cannot answer has no time, whatever it raises
            print(f"{name}: {str(fault)[:100]!r}", file=sys.stderr)
            channel.send(None)


def _loading(engine: Engine, file: Path) -> tuple[()]:
    engine.load(file)
    return ()


def _measured(work: Callable[[], Iterable[Sequence[str]]], *, elsewhere: bool) -> Cost:
    """Return what some work takes; the CPU time of a server elsewhere is not known, and its wall time stands for it."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    rows = sorted(tuple(map(same_spelling, row)) for row in found)
    digest = sha256(repr(rows).encode()).hexdigest()[:12]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost((wall if elsewhere else cpu) * 1000, wall * 1000, len(rows), digest, peak)


def texts(store: OxigraphStore) -> dict[str, str]:
    """Return every named question as one SPARQL text, the same for all engines."""
    from iceorg.query import catalogue
    from iceorg.query.bind import bind
    from iceorg.query.values import with_values

    found = {}
    for one in catalogue():
        values = bind(store, one.parameters, given_to(one))
        found[one.name] = DECLARED + with_values(one.sparql, values)
    return found


def measure(size: int, file: Path, asked: dict[str, str], runs: int, engines: list[str]) -> Iterator[Told]:
    """Yield what each engine takes: to load, then for each question; all take turns."""
    runners = [Runner(name, file) for name in engines]
    for runner in runners:
        yield Told(size, "load", runner.name, runner.loaded)
    for name, text in asked.items():
        costs: dict[str, list[Cost | None]] = {runner.name: [] for runner in runners}
        for turn in range(runs):
            for runner in runners:
                if turn == 0 or costs[runner.name][-1] is not None:
                    costs[runner.name].append(runner.ask(text))
        for engine, each in costs.items():
            yield Told(size, name, engine, _middle(each))
    for runner in runners:
        runner.stop()


def _middle(costs: list[Cost | None]) -> Cost | None:
    done = [cost for cost in costs if cost is not None]
    if len(done) < len(costs):
        return None
    cpu, wall = median(cost.cpu_ms for cost in done), median(cost.wall_ms for cost in done)
    return done[-1]._replace(cpu_ms=cpu, wall_ms=wall)


def index(store: OxigraphStore, runs: int) -> tuple[list[str], list[bool]]:
    """Return lines on the index against paths and against a walk of numpy over the same tree, and whether each promise holds."""
    from iceorg.store import hierarchy
    from iceorg.vocab import ID_BASE, Iri, org

    tree = hierarchy(store, org.SUB_ORGANIZATION_OF)
    top = Iri(f"{ID_BASE}ministry")
    leaf = max(tree.below(top), key=lambda each: len(tree.above(each)))
    walk = _numpy_walk(store, top)
    cases = {
        "subtree of the whole": (lambda: tree.below(top), f"SELECT ?x {{ ?x org:subOrganizationOf+ <{top}> }}", 50),
        "chain above an office": (lambda: tree.above(leaf), f"SELECT ?x {{ <{leaf}> org:subOrganizationOf+ ?x }}", 50),
        "ten largest": (lambda: tree.largest(10), _LARGEST, 200),
    }
    lines, held = [], []
    for name, (ours, path, least) in cases.items():
        mine = _cpu_ms(ours, 200, runs)
        theirs = _cpu_ms(partial(_first_column, store, path), 1, runs)
        held.append(theirs >= least * mine)
        lines.append(
            f"{name:28}{mine:10.4f} ms{theirs:10.2f} ms by a path: {theirs / mine:.0f} times; at least {least}"
        )
    mine, floor = _cpu_ms(lambda: tree.below(top), 200, runs), _cpu_ms(walk, 20, runs)
    assert sorted(tree.below(top)) == sorted(walk())
    held.append(mine <= 3 * floor)
    lines.append(f"{'subtree, against numpy':28}{mine:10.4f} ms{floor:10.4f} ms: {mine / floor:.2f} times; at most 3")
    built = _cpu_ms(lambda: hierarchy(store, org.SUB_ORGANIZATION_OF), 1, runs)
    return [*lines, f"{'the index is made in':28}{built:10.1f} ms, of {len(tree):,} things"], held


def _first_column(store: OxigraphStore, text: str) -> list[str]:
    from iceorg.vocab import PREFIXES

    return [row[0].value for row in store.query(text, prefixes=PREFIXES)]  # type: ignore[union-attr]


_LARGEST = """
SELECT ?u (COUNT(?x) AS ?n) { ?x org:subOrganizationOf+ ?u } GROUP BY ?u ORDER BY DESC(?n) ?u LIMIT 10
"""


def _numpy_walk(store: OxigraphStore, top: str) -> Callable[[], list[str]]:
    """Return a walk over the children in arrays, level by level, that ends with the names."""
    import numpy as np

    from iceorg.vocab import PREFIXES

    pairs = [(low.value, up.value) for low, up in store.query(_PAIRS, prefixes=PREFIXES)]  # type: ignore[union-attr]
    names = sorted({name for pair in pairs for name in pair})
    number = {name: at for at, name in enumerate(names)}
    edges = np.array(sorted((number[up], number[low]) for low, up in pairs))
    bounds, children = np.searchsorted(edges[:, 0], np.arange(len(names) + 1)), edges[:, 1]

    def walk() -> list[str]:
        edge, levels = np.array([number[top]]), []
        while len(edge):
            counts = bounds[edge + 1] - bounds[edge]
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            edge = children[np.repeat(bounds[edge], counts) + within]
            levels.append(edge)
        return [names[at] for at in np.concatenate(levels).tolist()]

    return walk


_PAIRS = "SELECT DISTINCT ?low ?up { ?low org:subOrganizationOf ?up }"


def _cpu_ms(work: Callable[[], object], times: int, runs: int) -> float:
    best = []
    for _ in range(runs):
        before = time.process_time()
        for _ in range(times):
            work()
        best.append((time.process_time() - before) * 1000 / times)
    return median(best)


def judged(found: list[Told], small: int, large: int) -> Iterator[tuple[bool, str]]:
    """Yield each promise as words, and whether it holds."""
    cost = {(one.size, one.name, one.engine): one.cost for one in found}

    def cpu(size: int, name: str, engine: str) -> float:
        """Return milliseconds; of an engine that was ended, as long as it was waited for."""
        one = cost.get((size, name, engine))
        return one.cpu_ms if one else PATIENCE_S * 1000

    names = list(dict.fromkeys(one.name for one in found if one.name != "load"))
    times = cpu(small, "load", "rdflib") / cpu(small, "load", "iceorg")
    yield times >= 10, f"load of {small:,}: {times:.1f} times as fast as rdflib; at least 10"
    times = cpu(large, "load", "iceorg") / cpu(large, "load", "pyoxigraph")
    yield times <= 1.3, f"load of {large:,}: {times:.2f} of raw pyoxigraph's CPU; at most 1.3"
    ours, raw = cost[large, "load", "iceorg"], cost[large, "load", "pyoxigraph"]
    assert ours is not None
    assert raw is not None
    times = ours.peak_mib / raw.peak_mib
    yield times <= 1.2, f"peak memory of {large:,}: {times:.2f} of raw pyoxigraph's; at most 1.2"
    for name in names:
        yield from _judged_question(name, cost, cpu, small, large)


def _judged_question(
    name: str,
    cost: dict[tuple[int, str, str], Cost | None],
    cpu: Callable[[int, str, str], float],
    small: int,
    large: int,
) -> Iterator[tuple[bool, str]]:
    times = cpu(small, name, "rdflib") / cpu(small, name, "iceorg")
    yield times >= 10, f"{name}: {times:.1f} times as fast as rdflib; at least 10"
    for size in (small, large):
        ours = cost[size, name, "iceorg"]
        if ours is None:
            yield False, f"{name} at {size:,}: ended after {PATIENCE_S} s"
            continue
        peers = {one: each for (n, q, one), each in cost.items() if (n, q) == (size, name) and one != "iceorg" and each}
        other = [one for one, each in peers.items() if each.digest != ours.digest]
        yield not other, f"{name} at {size:,}: other rows from {', '.join(other) or 'none'}"
        best = min(peers, key=lambda one: peers[one].cpu_ms, default="")
        if best:
            times = ours.cpu_ms / max(peers[best].cpu_ms, FLOOR_MS)
            yield times <= 5, f"{name} at {size:,}: {times:.1f} of the best, {best}; at most 5"
    most = 2 if name in FROM_ONE_THING else 14
    times = cpu(large, name, "iceorg") / max(cpu(small, name, "iceorg"), FLOOR_MS)
    yield times <= most, f"{name}: {times:.1f} times as long in {large // small} times the graph; at most {most}"


def table(found: list[Told], size: int) -> list[str]:
    """Return CPU milliseconds, a line for each question and a column for each engine, as Markdown."""
    engines = list(dict.fromkeys(one.engine for one in found if one.size == size))
    lines = [
        f"| {size:,} triples: CPU ms (wall ms) | rows | {' | '.join(engines)} |",
        f"|---|--:|{'--:|' * len(engines)}",
    ]
    for name in dict.fromkeys(one.name for one in found if one.size == size):
        here = {one.engine: one.cost for one in found if (one.size, one.name) == (size, name)}
        rows = here["iceorg"].rows if here["iceorg"] else 0
        cells = ("none" if here[e] is None else f"{here[e].cpu_ms:.1f} ({here[e].wall_ms:.1f})" for e in engines)  # type: ignore[union-attr]
        lines.append(f"| {name} | {rows} | {' | '.join(cells)} |")
    peaks = ((one.engine, one.cost.peak_mib) for one in found if one.size == size and one.name == "load" and one.cost)
    return [*lines, "", "Peak memory after loading, MiB: " + ", ".join(f"{e} {peak:.0f}" for e, peak in peaks) + "."]


def machine() -> str:
    """Return what it was measured on, and with which versions."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    engines = ", ".join(f"{name} {_version(name)}" for name in present())
    missing = ", ".join(name for name in ENGINES if name not in present())
    load = os.getloadavg()[0]
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, load average {load:.1f}; {platform.system()}, "
        f"Python {platform.python_version()}; {engines}{f'; not installed: {missing}' if missing else ''}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(of the system)"


def _lines(file: str) -> list[str]:
    path = Path(file)
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main(runs: int, small: int, large: int, folder: Path | None) -> None:
    """Measure, tell, and exit with 1 if a promise does not hold."""
    from iceorg.store import OxigraphStore

    found: list[Told] = []
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as where:
        for size in (small, large):
            file = Path(where) / f"{size}.nt"
            with file.open("wb") as stream:
                write_large_graph(size, stream)
            store = OxigraphStore()
            store.load(file.read_bytes(), ours=True)
            asked = texts(store)
            told = ([], []) if size == small else index(store, runs)
            del store
            engines = [name for name in present() if size == small or name not in SLOW_TO_LOAD]
            for one in measure(size, file, asked, runs, engines):
                print(
                    f"{one.name}, {one.engine}: {f'{one.cost.cpu_ms:.1f} ms' if one.cost else 'none'}", file=sys.stderr
                )
                found.append(one)
            print(*table(found, size), "", sep="\n", flush=True)
    lines = [machine(), "", *table(found, small), "", *table(found, large), "", *told[0]]
    print(*told[0], machine(), "", sep="\n")
    promises = list(judged(found, small, large))
    print(*(words for holds, words in promises if not holds), sep="\n")
    held = sum(holds for holds, _ in promises) + sum(told[1])
    print(f"{held} of {len(promises) + len(told[1])} promises hold.")
    if folder is not None:
        (folder / "store.md").write_text("\n".join([_ABOUT, "", *lines, ""]), encoding="utf-8")
        points = [(one.name, f"{one.engine} {one.size:.0e}", one.cost.cpu_ms) for one in found if one.cost]
        (folder / "store.svg").write_text(plot(points), encoding="utf-8")
    sys.exit(held < len(promises) + len(told[1]))


_ABOUT = """# The store against others

Written by `PYTHONPATH=tests python -m bench.bench_store 3 1e5 1e6 tests/bench`; believe ratios inside one table only. Medians; every engine in
a process of its own, in turn; the rows of all are compared, and `none` is an answer that failed or did not come in time.
The server's CPU time is not known: its wall time stands for it. ![CPU time of each question](store.svg)"""


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else 3,
        int(float(given[1])) if len(given) > 1 else 100_000,
        int(float(given[2])) if len(given) > 2 else 1_000_000,
        Path(given[3]) if len(given) > 3 else None,
    )
