// The network: all things and lines at once, drawn by vis-network in places that were reckoned beforehand.
//
// vis-network is five times as long as the rest of the page's scripts, so it is unpacked and run when the network is
// first opened. Above some thousand things it is drawn only when asked for.

import { at, button, make } from "./dom.js";
import { lineInWords } from "./graph.js";
import { wrapText } from "./lettering.js";
import { run } from "./packing.js";
import { filledIn } from "./wording.js";

/** So many things are drawn without asking: more take seconds. */
const LARGE = 3000;

const LABEL = { room: 118, lines: 3, size: 12 };
const ROUND = new Set(["person", "program", "collaboration", "place"]);
const DASHED = new Set(["partner", "linked", "member", "replaced", "located", "serves"]);
const NEAR = 0.8;

/**
 * Return the network of a page, which draws itself into a container when it is first shown.
 *
 * @param {HTMLElement} container
 * @param {{graph: Graph}} app
 * @param {{node: (node: number) => void, line: (line: number) => void}} on - what happens when one is chosen
 */
export function openNetwork(container, app, on) {
  const { graph } = app;
  let drawn = null;
  let asked = false;
  let now = null;
  let chosen = null;
  const draw = async () => {
    asked = true;
    await engine();
    drawn = drawNetwork(container, graph, now, on);
    drawn.select(chosen);
  };
  addEventListener("themechange", () => drawn?.colour());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn?.colour());
  return {
    /** Show what is shown. */
    show(shown) {
      now = shown;
      if (drawn) drawn.show(shown);
      else if (asked) return; // it is being unpacked, and then draws what is shown by then
      else if (graph.n <= LARGE) draw();
      else container.replaceChildren(...question(graph, draw));
    },
    /** Mark what is chosen: `{node}`, `{line}`, or null. */
    select(selected) {
      chosen = selected;
      drawn?.select(selected);
    },
  };
}

function question(graph, run) {
  const { words } = graph;
  return [make("div", { class: "note large" }, make("p", {}, filledIn(words.network_large, { n: graph.n })), button(words.network_draw, {}, run))];
}

/** Let vis-network be there. */
async function engine() {
  if (!globalThis.vis?.Network) await run("c-engine");
}

function drawNetwork(container, graph, shown, on) {
  const { DataSet, Network } = globalThis.vis;
  const { x, y, options } = JSON.parse(at("c-places").textContent);
  const room = make("div", { class: "canvas", role: "img", "aria-label": graph.words.network_label });
  container.replaceChildren(room);
  const nodes = new DataSet(Array.from({ length: graph.n }, (_, node) => ({
    id: node,
    label: wrapText(graph.label[node], LABEL.room, LABEL.lines, LABEL.size).join("\n"),
    title: graph.label[node],
    shape: "box",
    shapeProperties: { borderRadius: ROUND.has(graph.kinds[graph.kind[node]]) ? 14 : 3 },
    group: graph.kinds[graph.kind[node]],
    x: x[node],
    y: y[node],
    hidden: !shown.nodes[node],
  })));
  const edges = new DataSet(Array.from({ length: graph.m }, (_, line) => ({
    id: line,
    from: graph.upper[line],
    to: graph.lower[line],
    title: lineInWords(graph, line),
    dashes: DASHED.has(graph.relations[graph.lineKind[line]].key),
    hidden: !shown.lines[line],
  })));
  const network = new Network(room, { nodes, edges }, { ...options, ...colours(graph) });
  network.on("click", ({ nodes: [node], edges: [line] }) => {
    if (node !== undefined) on.node(node);
    else if (line !== undefined) on.line(line);
  });
  return {
    show(next) {
      nodes.update(changes(nodes, next.nodes));
      edges.update(changes(edges, next.lines));
    },
    select(chosen) {
      const { node, line } = chosen || {};
      network.setSelection({ nodes: node === undefined ? [] : [node], edges: line === undefined ? [] : [line] }, { highlightEdges: node !== undefined });
      if (node !== undefined) network.focus(node, { scale: Math.max(network.getScale(), NEAR), animation: false });
    },
    colour: () => network.setOptions(colours(graph)),
  };
}

/** Return what has to change so that as much is hidden as should be. */
function changes(set, flags) {
  return set.get({ fields: ["id", "hidden"], filter: ({ id, hidden }) => hidden !== !flags[id] }).map(({ id }) => ({ id, hidden: !flags[id] }));
}

/** Return the page's colours as vis-network takes them. */
function colours(graph) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const filled = new Set(["agency", "post"]);
  const groups = Object.fromEntries(graph.kinds.map((kind) => [kind, {
    color: {
      background: filled.has(kind) ? colour(kind) : colour("card"),
      border: colour(kind),
      highlight: { background: filled.has(kind) ? colour(kind) : colour("lit"), border: colour("accent") },
    },
    font: { color: filled.has(kind) ? colour("on-dark") : colour("ink"), size: LABEL.size, face: "sans-serif" },
    borderWidth: 1.5,
  }]));
  return {
    groups,
    edges: { color: { color: colour("line"), highlight: colour("accent"), inherit: false }, smooth: false },
    interaction: { hover: false, tooltipDelay: 250, multiselect: false, keyboard: false },
    layout: { improvedLayout: false },
    physics: { enabled: false },
  };
}
