"""The chart's page beside pyvis's own page of the same graph, in the same browser, one after the other.

`python -m bench.bench_chart [UNITS ...]` (in `tests/`; 50, 1000 and 10000 by default, some minutes; 50000 takes longer)
prints, for each size and page: how long it takes to build, how large it is, when the first view can be used, how long
a frame takes while one pans and zooms in the first view and where everything is open, how long it takes to find a deep
unit and see it, and the memory in use. Times depend on the machine, their ratios hardly do; of several runs the median is
told. pyvis's page is its smallest:
everything in one file, no physics, straight lines.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from browsing import DESK, FLAGS, browser_engine
from iceorg.chart import render_chart
from iceorg.model import Literal
from iceorg.vocab import ID_BASE, Iri, foaf, iceorg, oa, org, prov, rdf, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from iceorg.model import Triple

SIZES: Final = (50, 1000, 10000)
PYVIS_MOST: Final = 20000
"""pyvis's page of more units is not ready within a minute."""

PATIENCE_MS: Final = 120_000
TOPICS: Final = ("Harbours", "Bridges", "Forests", "Mines", "Records", "Trade", "Health", "Rail", "Waters", "Census")
TASKS: Final = (
    "Safety",
    "Permits",
    "Training",
    "Audit",
    "Outreach",
    "Policy",
    "Survey",
    "Appeals",
    "Budget",
    "Research",
)
FANS: Final = (0, 0, 3, 5, 8, 14)
"""How many offices stand under an office."""


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry as a tree of offices.

    Args:
        above: For each office the one that it is part of; -1 for the ministry itself.
        names: What each is called.
    """

    above: tuple[int, ...]
    names: tuple[str, ...]

    def deep(self) -> list[int]:
        """Return five offices that stand as deep as any."""
        depths = [0]
        for above in self.above[1:]:
            depths.append(depths[above] + 1)
        order = sorted(range(len(depths)), key=lambda one: (-depths[one], one))
        return order[:: max(1, len(order) // 400)][:5]


def ministry(units: int) -> Ministry:
    """Return a ministry of so many offices, the same each time."""
    random = Random(7)  # noqa: S311 - the same ministry each time is what is wanted
    above, waiting, room = [-1], [0], {0: 8}
    while len(above) < units:
        place = random.randrange(min(len(waiting), 40))
        parent = waiting[place]
        office = len(above)
        above.append(parent)
        if fan := random.choice(FANS):
            waiting.append(office)
            room[office] = fan
        room[parent] -= 1
        if room[parent] <= 0 and len(waiting) > 1:
            waiting.pop(place)
    names = [f"Office of {random.choice(TOPICS)} {random.choice(TASKS)} {number}" for number in range(units)]
    return Ministry(tuple(above), ("Ministry of Works", *names[1:]))


def triples(of: Ministry) -> Iterator[Triple]:
    """Yield the graph of a ministry: each office with its name, what it is part of, and the sentence that says so."""
    document = Iri(f"{ID_BASE}document-{'0' * 16}")
    yield document, rdf.TYPE, foaf.Document
    yield document, iceorg.FILE_NAME, Literal("ministry.txt")
    yield document, iceorg.STATED_DATE, Literal("2020-01-01", xsd.DATE)
    start = 0
    for office, (above, name) in enumerate(zip(of.above, of.names, strict=True)):
        words = f"{name} is part of {of.names[above]}." if office else f"{name} is named."
        passage = Iri(f"{ID_BASE}passage-{'0' * 16}-{start}-{start + len(words)}")
        yield from _passage(passage, document, start, words)
        start += len(words) + 1
        thing = Iri(f"{ID_BASE}unit-{office}")
        facts: list[Triple] = [
            (thing, rdf.TYPE, org.OrganizationalUnit if office else org.FormalOrganization),
            (thing, skos.PREF_LABEL, Literal(name)),
        ]
        if office:
            facts.append((thing, org.SUB_ORGANIZATION_OF, Iri(f"{ID_BASE}unit-{above}")))
        for number, fact in enumerate(facts):
            yield fact
            yield from _claim(Iri(f"{ID_BASE}claim-{office:018}{number:02}"), fact, passage)


def _passage(passage: Iri, document: Iri, start: int, words: str) -> Iterator[Triple]:
    ends = [Literal(str(at), xsd.NON_NEGATIVE_INTEGER) for at in (start, start + len(words))]
    position, quote = Iri(f"{passage}-position"), Iri(f"{passage}-quote")
    yield passage, rdf.TYPE, oa.SpecificResource
    yield passage, oa.HAS_SOURCE, document
    yield passage, iceorg.QUOTE, Literal(words)
    yield passage, oa.HAS_SELECTOR, position
    yield passage, oa.HAS_SELECTOR, quote
    for ours, theirs, end in zip((iceorg.START, iceorg.END), (oa.START, oa.END), ends, strict=True):
        yield passage, ours, end
        yield position, theirs, end
    yield position, rdf.TYPE, oa.TextPositionSelector
    yield quote, rdf.TYPE, oa.TextQuoteSelector
    yield quote, oa.EXACT, Literal(words)
    yield quote, oa.PREFIX, Literal("the thirty-two letters before it")
    yield quote, oa.SUFFIX, Literal("and the thirty-two after it, too")


def _claim(claim: Iri, fact: Triple, passage: Iri) -> Iterator[Triple]:
    yield claim, rdf.TYPE, iceorg.Claim
    for part, term in zip((rdf.SUBJECT, rdf.PREDICATE, rdf.OBJECT), fact, strict=True):
        yield claim, part, term
    yield claim, iceorg.STATUS, iceorg.Stated
    yield claim, iceorg.RULE, Literal("S-PART")
    yield claim, iceorg.OBSERVED_ON, Literal("2020-01-01", xsd.DATE)
    yield claim, prov.WAS_DERIVED_FROM, passage


# --- the pages

WATCH: Final = """
globalThis.readyAfter = new Promise((done) => {
  const look = () => (document.documentElement?.dataset.ready || globalThis.drawn
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(look));
  requestAnimationFrame(look);
});
"""
"""Takes down when a page's first view is drawn: it says so itself, and two frames later it is on the screen."""

OURS: Final = """
globalThis.bench = {
  pan(dx, dy) {
    const svg = document.querySelector("#c-drawing");
    const send = (type, x, y) => svg.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, buttons: 1, clientX: x, clientY: y }));
    send("pointerdown", 700, 500); send("pointermove", 700 + dx / 2, 500 + dy / 2); send("pointermove", 700 + dx, 500 + dy); send("pointerup", 700 + dx, 500 + dy);
  },
  zoom(by) {
    document.querySelector("#c-drawing").dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: by > 1 ? -100 : 100, clientX: 700, clientY: 500 }));
  },
  async openAll() {
    document.querySelector("#c-open-all").click();
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
  },
  async find(office, name) {
    const box = document.querySelector("#c-search");
    box.focus();
    box.value = name;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    const chosen = () => document.querySelector("#c-drawing .card.chosen") && document.querySelector("#c-panel h2")?.textContent === name;
    while (!chosen()) await new Promise(requestAnimationFrame);
  },
};
"""
"""The page is used as a person uses it: by its own events."""

PYVIS: Final = """<script>
network.once("afterDrawing", () => { network.fit({ animation: false, minZoomLevel: 0.0005 }); globalThis.drawn = true; });
network.redraw();
globalThis.bench = {
  pan(dx, dy) { const { x, y } = network.getViewPosition(); const scale = network.getScale(); network.moveTo({ position: { x: x - dx / scale, y: y - dy / scale }, animation: false }); },
  zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); },
  async openAll() {},
  async find(office) { network.selectNodes([office]); network.focus(office, { scale: 1, animation: false }); },
};
</script></body>"""
"""pyvis's page has no search: what its own functions take for the same."""

FRAMES: Final = """async ([what, ...values]) => {
  const begun = performance.now();
  for (let frame = 0; frame < 20; frame++) {
    bench[what](...(frame < 10 ? values : values.map((value) => (what === "zoom" ? 1 / value : -value))));
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return (performance.now() - begun) / 21;
}"""

FIND: Final = """async ([office, name]) => {
  const begun = performance.now();
  await bench.find(office, name);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""


class Figures(NamedTuple):
    """What one page of one size takes."""

    build_s: float
    kilobytes: float
    ready_ms: float
    pan_ms: float
    zoom_ms: float
    find_ms: float
    heap_mb: float
    open_pan_ms: float
    open_zoom_ms: float


def build_ours(of: Ministry, file: Path) -> float:
    """Write our page; return the CPU seconds that it took."""
    graph = list(triples(of))
    gc.collect()
    begun = time.process_time()
    page = render_chart(graph)
    seconds = time.process_time() - begun
    file.write_text(page, encoding="utf-8")
    return seconds


def build_pyvis(of: Ministry, file: Path) -> float:
    """Write pyvis's page; return the CPU seconds that it took."""
    from pyvis.network import Network

    begun = time.process_time()
    network = Network(height="880px", directed=True, layout=True, cdn_resources="in_line")
    network.options.layout.hierarchical.sortMethod = "directed"
    network.toggle_physics(status=False)
    network.options.edges.smooth.enabled = False
    # In bulk, which is kind: add_node and add_edge look through a list each time.
    network.nodes = [{"id": office, "label": name, "shape": "box"} for office, name in enumerate(of.names)]
    network.edges = [{"from": above, "to": office, "arrows": "to"} for office, above in enumerate(of.above) if office]
    page = network.generate_html()
    seconds = time.process_time() - begun
    file.write_text(page.replace("</body>", PYVIS), encoding="utf-8")
    return seconds


def measure(browser: Browser, file: Path, of: Ministry, build_s: float) -> Figures:
    """Open a page and use it."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, offline=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    ready = page.evaluate("readyAfter")
    page.wait_for_load_state()
    page.evaluate(f"() => {{ if (!globalThis.bench) {{ {OURS} }} }}")
    heap = _heap(page)
    pan, zoom = frames(page)
    found = median(page.evaluate(FIND, [office, of.names[office]]) for office in of.deep())
    page.evaluate("bench.openAll()")
    open_pan, open_zoom = frames(page)
    context.close()
    return Figures(build_s, file.stat().st_size / 1000, ready, pan, zoom, found, heap, open_pan, open_zoom)


def frames(page: Page) -> tuple[float, ...]:
    """Return how long a frame takes while one pans, and while one zooms."""
    moves = (["pan", 25, 4], ["zoom", 1.15])
    return tuple(median(page.evaluate(FRAMES, values) for _ in range(3)) for values in moves)


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def compare(units: int, folder: Path) -> dict[str, Figures]:
    """Return what both pages take at a size, measured in turn."""
    of = ministry(units)
    builders = {"iceorg": build_ours} | ({"pyvis": build_pyvis} if units <= PYVIS_MOST else {})
    files = {name: folder / f"{name}-{units}.html" for name in builders}
    built = {name: build(of, files[name]) for name, build in builders.items()}
    runs: dict[str, list[Figures]] = {name: [] for name in builders}
    for _ in range(5 if units <= 1000 else 2):
        for name in builders:
            # A browser of its own for each, so that neither finds it warm.
            with browser_engine() as (chromium, path):
                browser = chromium.launch(executable_path=path, args=list(FLAGS))
                runs[name].append(measure(browser, files[name], of, built[name]))
                browser.close()
    return {name: Figures(*map(median, zip(*found, strict=True))) for name, found in runs.items()}


def main(sizes: list[int]) -> None:
    """Print the table."""
    print(f"{'units':>6} {'page':7}" + "".join(f"{name.replace('_', ' '):>13}" for name in Figures._fields))
    for units in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = compare(units, Path(folder))
        for name, figures in found.items():
            print(f"{units:6} {name:7}" + "".join(f"{value:13.2f}" for value in figures), flush=True)
        if "pyvis" in found:
            ratios = (ours / theirs for ours, theirs in zip(found["iceorg"], found["pyvis"], strict=True))
            print(f"{units:6} {'ratio':7}" + "".join(f"{ratio:13.3f}" for ratio in ratios), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
