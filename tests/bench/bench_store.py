"""The store and its questions against others, and against itself in a graph ten times as large.

`PYTHONPATH=tests python -m bench.bench_store [RUNS] [FOLDER] [SIZES...]` writes graphs of SIZES triples (1e4 1e5 1e6), has every engine that is
installed load and answer, each in a process of its own and all in turn, and prints tables: CPU and wall time, peak memory, and whether the rows are the same.
An engine that takes longer than `PATIENCE_S` of CPU time for an answer is ended, told as "over", and not asked that again: so the whole comes to an end.
With FOLDER, the tables and plots are written there too, with what machine it was. The last lines say
whether what is promised holds; if not, it exits with 1. Some engines are tried with the smaller graphs only.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
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
from bench.plot import Dot, plot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from bench.engines import Engine
    from iceorg.store import OxigraphStore

SIZES = (10_000, 100_000, 1_000_000)
SLOW_TO_LOAD, MOST_TRIPLES = ("rdflib", "oxrdflib", "virtuoso"), 200_000
"""Engines that are asked about graphs up to so many triples only."""
LOADING_S = 120
"""How much CPU time an engine may take to load."""
AGAIN_MS, AGAIN_TIMES = 50, 20
"""An answer is asked for again until so much CPU time has passed, and the shortest counts: the first fills the processor's caches."""
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
    """One line of a table: how an engine did, in words where it was ended or failed."""

    size: int
    name: str
    engine: str
    cost: Cost | str


class Patience:
    """How long a process is waited for: so much CPU time from now on, or twelve times as long by the clock, as a machine may be busy.

    It is looked at from outside: a timer of the process itself makes its clock coarse.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self.pid, self.seconds = pid, seconds
        self.cpu, self.wall = self._cpu_s(), time.monotonic()

    def over(self) -> bool:
        """Return whether that has passed."""
        return self._cpu_s() - self.cpu > self.seconds or time.monotonic() - self.wall > 12 * self.seconds

    def _cpu_s(self) -> float:
        try:
            parts = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return 0
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


class Runner:
    """An engine in a process of its own, which is started anew after it was ended."""

    def __init__(self, name: str, file: Path) -> None:
        self.name, self.file = name, file
        self.process: SpawnProcess | None = None

    def start(self) -> Cost | str:
        """Start it, and have it load the file."""
        self.channel, there = get_context("spawn").Pipe()
        self.process = get_context("spawn").Process(target=serve, args=(self.name, self.file, there))
        self.process.start()
        there.close()
        return self._reply(LOADING_S)

    def ask(self, text: str) -> Cost | str:
        """Return what an answer took; words where it failed or took too long."""
        if self.process is None and isinstance(fault := self.start(), str):
            return fault
        self.channel.send(text)
        return self._reply(PATIENCE_S)

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.channel.send("")
            self.process.join()
            self.process = None

    def _reply(self, seconds: float) -> Cost | str:
        """Return what it says; where it says nothing in so much CPU time or is no more, what became of it."""
        assert self.process is not None
        patience = Patience(self.process.pid or 0, seconds)
        while not self.channel.poll(0.02):
            if patience.over():
                break
        else:
            try:
                said: Cost | str = self.channel.recv()
            except EOFError:
                self.process.join()
                said = f"ended ({self.process.exitcode})"
                self.process = None
            return said
        self.process.terminate()
        self.process.join(10)
        self.process.kill()
        self.process = None
        return f"over {seconds} s"


def serve(name: str, file: Path, channel: Connection) -> None:
    """Load a file, and answer until an empty query comes; an answer that takes too much CPU time ends the process."""
    engine = present()[name]()
    elsewhere = isinstance(engine, Virtuoso)
    if elsewhere:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that its server is ended too
    channel.send(_told(engine, lambda: _loading(engine, file), elsewhere=elsewhere))
    gc.collect()
    gc.freeze()
    while text := channel.recv():
        channel.send(_told(engine, partial(engine.ask, text), elsewhere=elsewhere, again=True))


def _loading(engine: Engine, file: Path) -> tuple[()]:
    engine.load(file)
    return ()


def _told(
    engine: Engine, work: Callable[[], Iterable[Sequence[str]]], *, elsewhere: bool, again: bool = False
) -> Cost | str:
    try:
        return _measured(work, elsewhere=elsewhere, again=again)
    except Exception as fault:  # noqa: BLE001 - an engine that cannot answer has no time, whatever it raises
        print(f"{type(engine).__name__}: {str(fault)[:100]!r}", file=sys.stderr)
        return f"over {PATIENCE_S} s" if "Timeout" in type(fault).__name__ else "failed"


def _measured(work: Callable[[], Iterable[Sequence[str]]], *, elsewhere: bool, again: bool) -> Cost:
    """Return what some work takes at its shortest; the CPU time of a server elsewhere is not known, and its wall time stands for it."""
    found, cpu, wall = _timed(work)
    rows = sorted(tuple(map(same_spelling, row)) for row in found)
    spent, times = cpu, 1
    while again and spent < AGAIN_MS and times < AGAIN_TIMES:
        _, more_cpu, more_wall = _timed(work)
        cpu, wall = min(cpu, more_cpu), min(wall, more_wall)
        spent, times = spent + more_cpu, times + 1
    digest = sha256(repr(rows).encode()).hexdigest()[:12]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(wall if elsewhere else cpu, wall, len(rows), digest, peak)


def _timed(work: Callable[[], Iterable[Sequence[str]]]) -> tuple[Iterable[Sequence[str]], float, float]:
    """Return what comes of some work, and its milliseconds of CPU and wall time."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


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
        yield Told(size, "load", runner.name, runner.start())
    for name, text in asked.items():
        costs: dict[str, list[Cost | str]] = {runner.name: [] for runner in runners}
        for _ in range(runs):
            for runner in runners:
                each = costs[runner.name]
                if not each or not isinstance(each[-1], str):
                    each.append(runner.ask(text))
        for engine, each in costs.items():
            yield Told(size, name, engine, _middle(each))
    for runner in runners:
        runner.stop()


def _middle(costs: list[Cost | str]) -> Cost | str:
    done = [cost for cost in costs if isinstance(cost, Cost)]
    if len(done) < len(costs):
        return costs[-1]
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
    names = list(dict.fromkeys(one.name for one in found if one.name != "load"))
    if (small, "load", "rdflib") in cost:
        times = _cpu(cost, small, "load", "rdflib") / _cpu(cost, small, "load", "iceorg")
        yield times >= 10, f"load of {small:,}: {times:.1f} times as fast as rdflib; at least 10"
    times = _cpu(cost, large, "load", "iceorg") / _cpu(cost, large, "load", "pyoxigraph")
    yield times <= 1.3, f"load of {large:,}: {times:.2f} of raw pyoxigraph's CPU; at most 1.3"
    ours, raw = cost[large, "load", "iceorg"], cost[large, "load", "pyoxigraph"]
    assert isinstance(ours, Cost)
    assert isinstance(raw, Cost)
    times = ours.peak_mib / raw.peak_mib
    yield times <= 1.2, f"peak memory of {large:,}: {times:.2f} of raw pyoxigraph's; at most 1.2"
    for name in names:
        yield from _judged_question(name, cost, small, large)


Costs = dict[tuple[int, str, str], Cost | str]


def _cpu(cost: Costs, size: int, name: str, engine: str) -> float:
    """Return milliseconds; of an engine that was ended, as long as it was waited for."""
    one = cost.get((size, name, engine), "")
    return one.cpu_ms if isinstance(one, Cost) else PATIENCE_S * 1000


def _judged_question(name: str, cost: Costs, small: int, large: int) -> Iterator[tuple[bool, str]]:
    if (small, name, "rdflib") in cost:
        times = _cpu(cost, small, name, "rdflib") / _cpu(cost, small, name, "iceorg")
        more = "more than " if isinstance(cost[small, name, "rdflib"], str) else ""
        yield times >= 10, f"{name}: {more}{times:.1f} times as fast as rdflib; at least 10"
    for size in (small, large):
        ours = cost[size, name, "iceorg"]
        if isinstance(ours, str):
            yield False, f"{name} at {size:,}: {ours}"
            continue
        at = {who: each for (n, q, who), each in cost.items() if (n, q) == (size, name) and who != "iceorg"}
        peers = {who: each for who, each in at.items() if isinstance(each, Cost)}
        other = [who for who, each in peers.items() if each.digest != ours.digest]
        yield not other, f"{name} at {size:,}: other rows from {', '.join(other) or 'none'}"
        best = min(peers.keys() - set(other), key=lambda one: peers[one].cpu_ms, default="")
        if best:
            times = ours.cpu_ms / max(peers[best].cpu_ms, FLOOR_MS)
            yield times <= 5, f"{name} at {size:,}: {times:.1f} of the best, {best}; at most 5"
    yield _grown(name, cost, small, large)


def _grown(name: str, cost: Costs, small: int, large: int) -> tuple[bool, str]:
    """Return whether the time of a question grows as promised, and by how much."""
    most = 2 if name in FROM_ONE_THING else 14
    times = _cpu(cost, large, name, "iceorg") / _cpu(cost, small, name, "iceorg")
    return times <= most, f"{name}: {times:.1f} times as long in {large // small} times the graph; at most {most}"


def table(found: list[Told], size: int) -> list[str]:
    """Return CPU milliseconds, a line for each question and a column for each engine, as Markdown."""
    here = [one for one in found if one.size == size]
    engines = list(dict.fromkeys(one.engine for one in here))
    lines = [
        f"| {size:,} triples: CPU ms (wall ms) | rows | {' | '.join(engines)} |",
        f"|---|--:|{'--:|' * len(engines)}",
    ]
    for name in dict.fromkeys(one.name for one in here):
        costs = {one.engine: one.cost for one in here if one.name == name}
        ours = costs["iceorg"]
        cells = (_cell(costs[engine], ours) for engine in engines)
        lines.append(f"| {name} | {ours.rows if isinstance(ours, Cost) else ''} | {' | '.join(cells)} |")
    loads = {one.engine: one.cost.peak_mib for one in here if one.name == "load" and isinstance(one.cost, Cost)}
    peaks = ", ".join(f"{engine} {peak:.0f}" for engine, peak in loads.items() if engine != "virtuoso")
    return [*lines, "", f"Peak memory after loading, MiB: {peaks}."]


def _cell(cost: Cost | str, ours: Cost | str) -> str:
    if isinstance(cost, str):
        return cost
    other = "" if isinstance(ours, str) or cost.digest == ours.digest else " ≠"
    return f"{cost.cpu_ms:.{1 if cost.cpu_ms >= 1 else 2}f} ({cost.wall_ms:.{1 if cost.wall_ms >= 1 else 2}f}){other}"


def growth(found: list[Told], small: int, large: int) -> list[str]:
    """Return by how much the time of each question grows, and how many rows it has, as Markdown."""
    cost = {(one.size, one.name, one.engine): one.cost for one in found}
    lines = [f"| question | rows at {small:,} | rows at {large:,} | times as long | at most |", "|---|--:|--:|--:|--:|"]
    for name in dict.fromkeys(one.name for one in found if one.name != "load"):
        rows = [one.rows if isinstance(one := cost[size, name, "iceorg"], Cost) else "" for size in (small, large)]
        times = _cpu(cost, large, name, "iceorg") / _cpu(cost, small, name, "iceorg")
        lines.append(f"| {name} | {rows[0]} | {rows[1]} | {times:.1f} | {2 if name in FROM_ONE_THING else 14} |")
    return lines


def dots(found: list[Told], size: int) -> Iterator[Dot]:
    """Yield what the plot of one graph shows."""
    for one in found:
        if one.size == size and isinstance(one.cost, Cost):
            yield Dot(one.name, one.engine, one.cost.cpu_ms)
        elif one.size == size and str(one.cost).startswith("over") and one.name != "load":
            yield Dot(one.name, one.engine, PATIENCE_S * 1000, over=True)


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
        f"{datetime.now(UTC):%d %B %Y}. {model or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, load average {load:.1f}; {platform.system()}, "
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


def main(runs: int, folder: Path | None, sizes: Sequence[int]) -> None:
    """Measure, tell, and exit with 1 if a promise does not hold."""
    from iceorg.store import OxigraphStore

    found: list[Told] = []
    small, large = sizes[-2:]
    told: tuple[list[str], list[bool]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as where:
        for size in sizes:
            file = Path(where) / f"{size}.nt"
            with file.open("wb") as stream:
                write_large_graph(size, stream)
            store = OxigraphStore()
            store.load(file.read_bytes(), ours=True)
            asked = texts(store)
            if size == large:
                told = index(store, runs)
            del store
            engines = [name for name in present() if size <= MOST_TRIPLES or name not in SLOW_TO_LOAD]
            for one in measure(size, file, asked, runs, engines):
                print(f"{size:,}: {one.name}, {one.engine}: {_cell(one.cost, one.cost)}", file=sys.stderr, flush=True)
                found.append(one)
            print(*table(found, size), "", sep="\n", flush=True)
    print(*growth(found, small, large), "", *told[0], machine(), "", sep="\n")
    promises = list(judged(found, small, large))
    held = sum(holds for holds, _ in promises) + sum(told[1])
    verdict = f"{held} of {len(promises) + len(told[1])} promises hold."
    failed = [words for holds, words in promises if not holds]
    print(*failed, verdict, sep="\n")
    if folder is not None:
        lines = [
            _ABOUT,
            "",
            machine(),
            *_plots(folder, found, sizes),
            "",
            "## Growth",
            "",
            *growth(found, small, large),
        ]
        lines += [
            "",
            "## The index",
            "",
            "```text",
            *told[0],
            "```",
            "",
            "## Promises",
            "",
            f"{verdict} These do not:",
            "",
        ]
        lines += [f"- {words}" for words in failed]
        for size in sizes:
            lines += ["", f"## {size:,} triples", "", *table(found, size)]
        (folder / "store.md").write_text("\n".join([*lines, ""]), encoding="utf-8")
    sys.exit(held < len(promises) + len(told[1]))


def _plots(folder: Path, found: list[Told], sizes: Sequence[int]) -> Iterator[str]:
    """Write a plot of each graph but the smallest; yield the lines that show them."""
    for size in sizes[1:]:
        name = f"store-{size}.svg"
        picture = plot(list(dots(found, size)), f"CPU milliseconds, {size:,} triples; hollow: over {PATIENCE_S} s")
        (folder / name).write_text(picture, encoding="utf-8")
        yield f"\n![CPU time of each question, {size:,} triples]({name})"


_ABOUT = f"""# The store against others

Written by `PYTHONPATH=tests python -m bench.bench_store 3 tests/bench`; believe ratios inside one table only. Every engine is in a process of its own,
and all take turns: medians of the turns, and of each turn the shortest answer that fits into {AGAIN_MS} ms. `≠` is an answer with other rows than iceorg's,
`over {PATIENCE_S} s` one that was ended after so much CPU time. The CPU time of the server is not known: its wall time stands for it."""


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else 3,
        Path(given[1]) if len(given) > 1 else None,
        [int(float(one)) for one in given[2:]] or SIZES,
    )
