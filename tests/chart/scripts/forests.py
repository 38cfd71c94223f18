"""Graphs for tests of the forest and its drawing, and the modules that make the one of the other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from chart.scripts.columns import KINDS, RELATIONS, block

WORDS = {
    "kinds": {kind: kind for kind in KINDS},
    "lines": {relation: ["", relation] for relation in RELATIONS},
    "bundles": {kind: f"{{n}} of the kind {kind}" for kind in KINDS},
    "unplaced": "{n} named alone",
    "more_holders": "and {n} more",
    "below": "{n} below",
    "new_mark": "new",
    "moved_mark": "moved",
    "disputed_mark": "documents disagree",
}

NAMES = ("Office", "of", "Border", "Investigations", "Detention", "and", "Removal", "Policy", "287(g)", "Überwachung")

ROOM = {"width": 1150, "height": 760}
"""The drawing area of a window of 1440 by 900 beside an outline of 280 pixels."""


def told(things: dict[str, str], lines: list[tuple[str, str, str]], **more: dict[str, Any]) -> dict[str, Any]:
    """Return a block of things with their kinds, and of lines (lower end, relation, upper end) that one document states."""
    return block(things, [(*line, [0]) for line in lines], ["2016-03-10"], **more) | {"words": WORDS}


@st.composite
def graphs(draw: st.DrawFn, largest: int = 45) -> dict[str, Any]:
    """Return blocks of any kinds of things with any lines between them, rings and several lines upwards among them."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=largest))
    words = st.lists(st.sampled_from(NAMES), max_size=9)
    things = {f"{place} {' '.join(draw(words))}".strip(): kind for place, kind in enumerate(kinds)}
    names = list(things)
    # Most lines lead to something named before, so that there are trees; the others lead anywhere.
    ends = [st.tuples(st.just(lower), st.integers(0, max(0, lower - 1))) for lower in range(len(names))]
    anywhere = st.tuples(st.integers(0, len(names) - 1), st.integers(0, len(names) - 1))
    pairs = [draw(pair) for pair in ends if draw(st.integers(0, 9))] + draw(
        st.lists(anywhere, max_size=len(names) // 3)
    )
    lines = {(names[lower], draw(st.sampled_from(RELATIONS)), names[upper]) for lower, upper in pairs if lower != upper}
    return told(things, sorted(lines))


def with_forest(body: str) -> str:
    """Return a function of a block and further values: its body finds the modules, `graph`, `counting` and `forest`."""
    return f"""async (_, block, ...values) => {{
      const [{{ readGraph }}, {{ shown }}, {{ grow }}, placing] = await Promise.all(
        ["graph", "shown", "tree", "layout"].map((name) => import(`http://modules.invalid/${{name}}.js`)));
      const graph = readGraph(block);
      const every = {{ date: "", undated: true, kinds: new Set(), documents: new Set(), statuses: new Set() }};
      const counting = shown(graph, every);
      const forest = grow(graph, counting);
      {body}
    }}"""
