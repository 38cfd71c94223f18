"""The forest: what hangs on what, and what is left as second lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from chart.scripts.forests import graphs, told, with_forest

if TYPE_CHECKING:
    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

AGENCY = {"Agency": "agency", "Chief": "post", "Deputy": "post", "Dive Office": "unit", "Rope Office": "unit"}

GROWN = with_forest("""
  const name = (node) => (node < 0 ? "" : graph.label[node]);
  const lineName = (line) => `${name(graph.lower[line])} ${graph.relations[graph.lineKind[line]].key} ${name(graph.upper[line])}`;
  const orders = graph.label.map((_, node) => forest.children(node).map(name));
  return {
    parent: Object.fromEntries(graph.label.map((label, node) => [label, name(forest.parent[node])])),
    children: Object.fromEntries(graph.label.map((label, node) => [label, orders[node]])),
    roots: forest.roots.map(name), trees: forest.roots.slice(0, forest.singles).map(name),
    seconds: forest.seconds.map(lineName), also: [...forest.also.values()].flat().map(lineName),
    holders: Object.fromEntries(graph.label.map((label, node) => [label, forest.holders(node).map(([person]) => name(person))])),
    aboard: graph.label.filter((_, node) => forest.aboard[node]),
    size: Object.fromEntries(graph.label.map((label, node) => [label, forest.size[node]])),
  };""")


@pytest.mark.parametrize(
    ("lines", "parent"),
    [
        ([("Dive Office", "part", "Agency"), ("Dive Office", "reports", "Chief")], "Chief"),
        ([("Dive Office", "partner", "Agency"), ("Dive Office", "part", "Rope Office")], "Rope Office"),
        ([("Dive Office", "part", "Agency")], "Agency"),
        ([], ""),
    ],
)
def test_a_thing_hangs_on_its_strongest_line(run: Run, lines: list[Any], parent: str) -> None:
    """Whom it reports to says more than where it belongs, and that more than whom it works with."""
    assert run("tree.js", GROWN, told(AGENCY, lines))["parent"]["Dive Office"] == parent


def test_of_equal_lines_the_one_that_more_documents_state_is_taken(run: Run) -> None:
    """The other is a second line: nothing that a document says is lost."""
    block = told(AGENCY, [("Dive Office", "reports", "Chief"), ("Dive Office", "reports", "Deputy")])
    block["sightings"], block["documents"] = [[0], [0, 1]], [block["documents"][0]] * 2
    block["lines"]["seen"] = [0, 1]
    found = run("tree.js", GROWN, block)
    assert found["parent"]["Dive Office"] == "Deputy"
    assert found["seconds"] == ["Dive Office reports Chief"]


def test_posts_that_offices_report_to_hang_under_their_agency(run: Run) -> None:
    """By the line that makes them posts of it; between the posts themselves no line is invented."""
    lines = [("Chief", "post", "Agency"), ("Deputy", "post", "Agency"), ("Dive Office", "reports", "Chief")]
    found = run("tree.js", GROWN, told(AGENCY, [*lines, ("Rope Office", "reports", "Deputy")]))
    assert found["roots"] == ["Agency"]
    assert found["children"]["Agency"] == ["Chief", "Deputy"]
    assert not found["seconds"]


def test_belonging_is_not_drawn_twice(run: Run) -> None:
    """An office that reports to a post of an agency is seen to be part of it."""
    lines = [("Chief", "post", "Agency"), ("Dive Office", "reports", "Chief"), ("Dive Office", "part", "Agency")]
    assert run("tree.js", GROWN, told(AGENCY, lines))["seconds"] == []


def test_a_second_line_between_the_same_two_goes_with_the_first(run: Run) -> None:
    """One line is drawn; the other is known to lie on it."""
    lines = [("Dive Office", "part", "Agency"), ("Agency", "partner", "Dive Office")]
    found = run("tree.js", GROWN, told(AGENCY, lines))
    assert found["also"] == ["Agency partner Dive Office"]
    assert found["seconds"] == []


@pytest.mark.parametrize(
    ("lines", "aboard"),
    [
        ([("Ada Moss", "holds", "Chief")], ["Ada Moss"]),
        ([("Ada Moss", "holds", "Chief"), ("Ada Moss", "holds", "Deputy")], ["Ada Moss"]),
        ([("Ada Moss", "holds", "Chief"), ("Chief", "post", "Agency"), ("Ada Moss", "heads", "Agency")], ["Ada Moss"]),
        ([("Ada Moss", "heads", "Dive Office")], []),
        ([("Ada Moss", "holds", "Chief"), ("Ada Moss", "member", "Rope Office")], []),
    ],
)
def test_who_only_holds_posts_stands_on_their_cards(run: Run, lines: list[Any], aboard: list[str]) -> None:
    """Whoever has more to them has a card of their own."""
    found = run("tree.js", GROWN, told({**AGENCY, "Ada Moss": "person"}, lines))
    assert found["aboard"] == aboard
    assert (found["holders"]["Chief"] == ["Ada Moss"]) == bool(aboard)


def test_siblings_stand_by_kind_then_those_who_lead_then_by_name(run: Run) -> None:
    """Those inside before those outside."""
    things = {**AGENCY, "beach clubs": "group", "Safe Quays": "program"}
    lines = [(name, "part", "Agency") for name in things if name != "Agency"] + [("Dive Office", "reports", "Deputy")]
    found = run("tree.js", GROWN, told(things, lines))
    assert found["children"]["Agency"] == ["Deputy", "Chief", "Rope Office", "Safe Quays", "beach clubs"]


def test_the_largest_trees_come_first_and_what_nothing_joins_comes_last(run: Run) -> None:
    """Posts before agencies, as everywhere."""
    lines = [("Dive Office", "reports", "Deputy"), ("Rope Office", "reports", "Deputy")]
    found = run("tree.js", GROWN, told(AGENCY, lines))
    assert found["roots"] == ["Deputy", "Chief", "Agency"]
    assert found["trees"] == ["Deputy"]


def test_what_is_hidden_still_holds_up_what_hangs_on_it(run: Run) -> None:
    """The offices of hidden posts hang, bridged, on the agency; no line is named for that."""
    lines = [("Chief", "post", "Agency"), ("Dive Office", "reports", "Chief"), ("Rope Office", "part", "Agency")]
    script = with_forest("""
      const there = { nodes: counting.nodes, lines: counting.lines };
      const nodes = counting.nodes.map((flag, node) => (graph.kinds[graph.kind[node]] === "post" ? 0 : flag));
      const lines = counting.lines.map((flag, line) => (nodes[graph.upper[line]] && nodes[graph.lower[line]] ? flag : 0));
      const pruned = grow(graph, { ...counting, nodes, lines, there });
      return graph.label.map((label, node) => [label, graph.label[pruned.parent[node]] || "", pruned.via[node] >= 0, pruned.bridged[node]]);
    """)
    found = {name: rest for name, *rest in run("tree.js", script, told(AGENCY, lines))}
    assert found["Dive Office"] == ["Agency", False, 1]
    assert found["Rope Office"] == ["Agency", True, 0]


@settings(max_examples=60, deadline=None)
@given(block=graphs())
def test_a_forest_has_every_thing_once_and_no_ring(run: Run, block: dict[str, Any]) -> None:
    """Whatever rings the lines make: from each thing the way up ends, and all ways down meet it once."""
    found = run("tree.js", GROWN, block)
    seen = [name for children in found["children"].values() for name in children] + found["roots"]
    assert sorted(seen) == sorted(block["nodes"]["label"])
    for name in block["nodes"]["label"]:
        way = [name]
        while found["parent"][way[-1]]:
            way.append(found["parent"][way[-1]])
        assert len(way) == len(set(way))
    assert sum(found["size"][root] for root in found["roots"]) == len(block["nodes"]["label"])


@settings(max_examples=40, deadline=None)
@given(block=graphs())
def test_no_line_is_invented_and_none_is_lost(run: Run, block: dict[str, Any]) -> None:
    """What hangs hangs on a stated line; every line hangs something, is second, or is shown by another."""
    script = with_forest("""
      const belonging = ["post", "part", "within"];
      const below = (node, body) => forest.wayTo(node).includes(body);
      const hung = [...forest.via].filter((line) => line >= 0);
      const wrong = hung.filter((line) => forest.parent[graph.lower[line]] !== graph.upper[line]);
      const told = new Set([...hung, ...forest.seconds, ...[...forest.also.values()].flat()]);
      const key = (line) => graph.relations[graph.lineKind[line]].key;
      const lost = [...graph.lineKind.keys()].filter((line) => !told.has(line)
        && !(belonging.includes(key(line)) && below(graph.lower[line], graph.upper[line]))
        && !(["heads", "member"].includes(key(line)) && below(graph.lower[line], graph.upper[line]))
        && !(key(line) === "holds" && forest.aboard[graph.lower[line]]));
      return { wrong, lost };
    """)
    assert run("tree.js", script, block) == {"wrong": [], "lost": []}


def test_a_chain_as_long_as_it_likes_grows(run: Run) -> None:
    """Depth is no limit."""
    things = {f"Office {place:05}": "unit" for place in range(20_000)}
    names = list(things)
    block = told({}, []) | {"sightings": [[0]]}
    block["nodes"] = {
        "id": names,
        "label": names,
        "kind": [1] * len(names),
        "acronym": [""] * len(names),
        "seen": [0] * len(names),
    }
    lower = list(range(1, len(names)))
    block["lines"] |= {"kind": [4] * len(lower), "upper": [place - 1 for place in lower], "lower": lower}
    block["lines"] |= {"seen": [0] * len(lower), "status": [0] * len(lower)}
    assert run("tree.js", with_forest("return forest.size[0]"), block) == len(names)
