// The network: all things and lines at once, drawn by vis-network in places that were reckoned beforehand.
//
// vis-network is five times as long as the rest of the page's scripts, so it is unpacked and run when the network is
// first opened. Above some thousand things it is drawn only when asked for.

import { at, button, make } from "./dom.js";
import { hiddenAtFirst } from "./filters.js";
import { lineInWords } from "./graph.js";
import { wrapText } from "./lettering.js";
import { run } from "./packing.js";
import { filledIn } from "./wording.js";

/** So many things are drawn without asking: more take seconds. */
const LARGE = 3000;

const LABEL = { room: 118, lines: 3, size: 12 };
const ROUND = new Set(["person", "program", "collaboration", "place"]);
const DASHED = new Set(["runs", "within", "partner", "linked", "member", "replaced", "located", "serves"]);

/** The smallest zoom at which labels can be read, the largest at which the whole is shown; by how much a step zooms, and pixels that one moves. */
const NEAR = 0.8;
const WHOLE = 1.3;
const ZOOM_BY = 1.25;
const MOVE_BY = 80;

/** In which of the page's colours lines are drawn; the others in that of lines. */
const LINE_COLOURS = {
  runs: "program", within: "program", partner: "group", member: "group", linked: "group", replaced: "group",
  located: "place", serves: "place", holds: "person", heads: "person",
};

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
  const { options, few, ...all } = JSON.parse(at("c-places").textContent);
  const crowding = hiddenAtFirst(graph);
  const placesFor = ({ nodes }) => (few && !nodes.some((is, node) => is && crowding.has(graph.kind[node])) ? few : all);
  let places = placesFor(shown);
  const room = make("div", { class: "canvas", role: "img", "aria-label": graph.words.network_label });
  container.replaceChildren(room);
  const nodes = new DataSet(Array.from({ length: graph.n }, (_, node) => ({
    id: node,
    label: wrapText(graph.label[node], LABEL.room, LABEL.lines, LABEL.size).join("\n"),
    title: graph.label[node],
    shape: "box",
    shapeProperties: { borderRadius: ROUND.has(graph.kinds[graph.kind[node]]) ? 14 : 3 },
    group: graph.kinds[graph.kind[node]],
    x: places.x[node],
    y: places.y[node],
    hidden: !shown.nodes[node],
  })));
  const keyOf = (line) => graph.relations[graph.lineKind[line]].key;
  const edges = new DataSet(Array.from({ length: graph.m }, (_, line) => ({
    id: line,
    from: graph.upper[line],
    to: graph.lower[line],
    title: lineInWords(graph, line),
    dashes: DASHED.has(keyOf(line)),
    color: lineColour(keyOf(line)),
    hidden: !shown.lines[line],
  })));
  const network = new Network(room, { nodes, edges }, { ...options, ...colours(graph) });
  network.on("click", ({ nodes: [node], edges: [line] }) => {
    if (node !== undefined) on.node(node);
    else if (line !== undefined) on.line(line);
  });

  /** Show the whole; where its labels could not be read then, what most lines lead to. */
  const begin = () => {
    network.fit({ animation: false, maxZoomLevel: WHOLE });
    if (network.getScale() < NEAR) network.focus(middleOf(graph, shown), { scale: NEAR, animation: false });
  };
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: false });
  const pan = (dx, dy) => {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
  };
  const fit = () => network.fit({ animation: false, maxZoomLevel: WHOLE });
  // The same buttons and keys as the chart's.
  const named = (id, run) => button(at(id).textContent, { "aria-label": at(id).getAttribute("aria-label") }, run);
  container.append(make("div", { class: "zoom" }, named("c-larger", () => zoom(ZOOM_BY)), named("c-smaller", () => zoom(1 / ZOOM_BY)), named("c-fit", fit)));
  document.addEventListener("keydown", (event) => {
    const act = {
      "+": () => zoom(ZOOM_BY), "=": () => zoom(ZOOM_BY), "-": () => zoom(1 / ZOOM_BY), 0: fit,
      ArrowLeft: () => pan(-MOVE_BY, 0), ArrowRight: () => pan(MOVE_BY, 0), ArrowUp: () => pan(0, -MOVE_BY), ArrowDown: () => pan(0, MOVE_BY),
    }[event.key];
    if (!act || event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey || !room.clientWidth) return;
    event.preventDefault();
    act();
  });
  begin();
  return {
    show(next) {
      shown = next;
      nodes.update(changes(nodes, next.nodes));
      edges.update(changes(edges, next.lines));
      if (places === placesFor(next)) return;
      places = placesFor(next);
      nodes.update(Array.from(places.x, (x, id) => ({ id, x, y: places.y[id] })));
      begin();
    },
    select(chosen) {
      const { node, line } = chosen || {};
      network.setSelection({ nodes: node === undefined ? [] : [node], edges: line === undefined ? [] : [line] }, { highlightEdges: node !== undefined });
      if (node !== undefined) network.focus(node, { scale: Math.max(network.getScale(), NEAR), animation: false });
    },
    colour() {
      network.setOptions(colours(graph));
      edges.update(edges.getIds().map((id) => ({ id, color: lineColour(keyOf(id)) })));
    },
  };
}

/** Return the shown thing that most shown lines lead to. */
function middleOf(graph, { nodes, lines }) {
  const counts = new Uint32Array(graph.n);
  for (let line = 0; line < graph.m; line++) {
    if (!lines[line]) continue;
    counts[graph.upper[line]]++;
    counts[graph.lower[line]]++;
  }
  return counts.reduce((most, count, node) => (nodes[node] && (most < 0 || count > counts[most]) ? node : most), -1);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function lineColour(key) {
  return { color: colour(LINE_COLOURS[key] || "line"), highlight: colour("accent"), inherit: false };
}

/** Return what has to change so that as much is hidden as should be. */
function changes(set, flags) {
  return set.get({ fields: ["id", "hidden"], filter: ({ id, hidden }) => hidden !== !flags[id] }).map(({ id }) => ({ id, hidden: !flags[id] }));
}

/** Return the page's colours as vis-network takes them. */
function colours(graph) {
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
    edges: { smooth: false },
    interaction: { hover: false, tooltipDelay: 250, multiselect: false, keyboard: false },
    layout: { improvedLayout: false },
    physics: { enabled: false },
  };
}
