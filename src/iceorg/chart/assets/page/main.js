// The page: the parts joined by one state. A choice, a date or a filter changes the state; what depends on it follows.

import { Camera } from "./camera.js";
import { at, draw, inIdleTime, make } from "./dom.js";
import { Drawing } from "./draw.js";
import { readEvidence } from "./evidence.js";
import { Filters, hiddenAtFirst } from "./filters.js";
import { lazily, lineId, readGraph } from "./graph.js";
import { layout, openAll, openStart, opensFor } from "./layout.js";
import { Minimap } from "./minimap.js";
import { openNetwork } from "./network.js";
import { Outline } from "./outline.js";
import { changesSheet, sheet } from "./panel.js";
import { Rows } from "./rows.js";
import { setUpSearch } from "./search.js";
import { shown } from "./shown.js";
import { Sources, passageSheet } from "./sources.js";
import { createState, fromHash, toHash } from "./state.js";
import { setUpTake } from "./take.js";
import { Timeline } from "./timeline.js";
import { grow } from "./tree.js";
import { filledIn } from "./wording.js";

const VIEWS = ["outline", "chart", "network", "sources"];

/** The blocks of rows that the evidence lies in. */
const EVIDENCE = ["passages", "quotes", "claims", "lines", "facts"];

/** Milliseconds: what the longest step takes of those that make what stands around the chart. */
const STEP_ROOM = 10;

/** Do something once the rest of the page is read, its evidence and its texts: until then the chart can be looked at, and what is asked of it waits. */
function onceWhole(run) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => run());
  else run();
}

const parsed = (name) => JSON.parse(at(name).textContent);
const rows = (name) => new Rows(at(`c-${name}`).textContent);
const graph = readGraph(parsed("c-graph"));
const wide = matchMedia("(min-width: 901px)");

const state = createState({
  selected: null,
  view: wide.matches ? "chart" : "outline",
  date: graph.asOf,
  undated: true,
  ended: false,
  hidden: { kinds: hiddenAtFirst(graph), documents: new Set(), statuses: new Set() },
  open: new Set(),
  document: -1,
}, (run) => onceWhole(() => requestAnimationFrame(run)));

/** What the parts of the page share. */
const app = {
  graph,
  state,
  evidence: lazily(() => readEvidence(parsed("c-evidence"), Object.fromEntries(EVIDENCE.map((name) => [name, rows(name)])))),
  isWhole: () => Boolean(at("c-engine")),
  texts: lazily(() => rows("texts")),
  shown: () => now.shown,
  forest: () => now.forest,
  hash,
};

const now = { shown: null, forest: null, layout: null };

/** What is made once the chart is seen: steps that are short, so that no move of the chart waits for them. */
const furniture = [
  () => timeline().show(state.now, now.shown),
  () => filters().show(state.now.hidden),
  () => outline().show(now.forest, state.now.open),
  () => now.layout && minimap().show(now.layout),
];

/** Return the view that an address need not name. */
function home() {
  return wide.matches ? "chart" : "outline";
}

/** Return the address of a thing, a line or a source, on the date shown and in the view shown; the sources are left. */
function hash(parts) {
  const { date, undated, ended, view } = state.now;
  const goal = parts.view || (view === "sources" ? home() : view);
  const at = date || (graph.asOf && "all");
  return toHash({ ...parts, view: goal === home() ? "" : goal, at, undated: undated ? "" : "no", ended: ended ? "yes" : "" });
}

// --- parts

const drawing = new Drawing(at("c-drawing"), graph, {
  choose: (chosen) => go(chosen.node === undefined ? { l: lineId(graph, chosen.line) } : { n: graph.id[chosen.node] }),
  toggle: (key) => toggle(key),
  reach: (card) => camera.reveal([card]),
});
const camera = new Camera(at("c-drawing"), drawing.group);
camera.onmove((sight) => drawing.look(sight));
const minimap = lazily(() => new Minimap(at("c-minimap"), camera));
const outline = lazily(() => new Outline(at("c-tree"), graph, { choose: (node) => go({ n: graph.id[node] }), toggle }));
const timeline = lazily(() => new Timeline(graph, at("c-time"), {
  date: (date) => state.set({ date }),
  undated: (undated) => state.set({ undated }),
  ended: (ended) => state.set({ ended }),
  changes: () => state.set({ selected: { changes: true } }),
}));
const filters = lazily(() => new Filters(graph, at("c-filters"), (what, place, isHidden) => {
  const hidden = { ...state.now.hidden, [what]: new Set(state.now.hidden[what]) };
  hidden[what][isHidden ? "add" : "delete"](place);
  state.set({ hidden });
}));
const sources = lazily(() => new Sources(app, at("c-sources"), {
  document: (document) => go({ view: "sources", doc: graph.documents[document].id }),
  passage: (passage) => openPassage(passage),
}));
const network = lazily(() => openNetwork(at("c-network"), app, { node: (node) => go({ n: graph.id[node] }), line: (line) => go({ l: lineId(graph, line) }) }));
const panel = at("c-panel");
let scrolled = false;
panel.addEventListener("scroll", () => (scrolled = true), { passive: true });

function openPassage(passage) {
  const [document] = app.evidence().passage(passage);
  go({ view: "sources", doc: graph.documents[document].id, p: String(passage) });
}

// --- from the state to what is seen

function reckon() {
  const { date, undated, ended, hidden } = state.now;
  now.shown = shown(graph, { date, undated, ended, ...hidden });
  now.forest = grow(graph, now.shown);
}

function room() {
  camera.measure();
  return camera.room.width ? camera.room : { width: 1100, height: 700 };
}

function drawChart({ fit = false, chosen = null } = {}) {
  now.layout = layout(graph, now.forest, state.now.open, room(), { prefer: now.layout?.params, start: !now.layout });
  // The camera goes first, so that only what is in sight then is drawn.
  drawing.hold();
  camera.show(now.layout);
  if (fit) camera.fit({ least: 0.45 });
  if (chosen) bringIntoSight(chosen);
  drawing.show(now.layout, { shown: now.shown, date: state.now.date });
  if (!furniture.length) minimap().show(now.layout);
  at("c-empty").hidden = now.layout.cards.length > 0;
}

function toggle(key, opened = !state.now.open.has(key)) {
  const open = new Set(state.now.open);
  open[opened ? "add" : "delete"](key);
  if (now.layout) camera.hold(key, now.layout);
  state.set({ open });
}

/** Open what the page would begin with where another thing has come to stand on top; return whether that opened anything. */
function unfoldTop() {
  const { open } = state.now;
  if (!open.size || open.has(now.forest.roots[0])) return false;
  state.now.open = new Set([...open, ...openStart(graph, now.forest, room())]);
  return true;
}

/** Open what stands above the chosen thing or line, so that it can be seen; return whether that opened anything. */
function unfoldChosen() {
  const { selected } = state.now;
  const ends = selected?.node !== undefined ? [selected.node] : selected?.line !== undefined ? [graph.upper[selected.line], graph.lower[selected.line]] : [];
  const open = new Set(state.now.open);
  for (const end of ends) for (const key of opensFor(graph, now.forest, end)) open.add(key);
  if (open.size === state.now.open.size) return false;
  state.now.open = open;
  return true;
}

// --- choosing: by address, so that a link, the back button and a click are one

function go(parts) {
  const goal = hash(parts);
  if (location.hash !== goal) history.pushState(null, "", goal || location.pathname + location.search);
  follow(); // at once: the browser would tell of a new address only after the next frame
  if (document.readyState !== "loading") state.settle(); // and what was chosen is in that frame
}

function follow() {
  const { n, l, at: date = graph.asOf, view, doc, p, undated, ended } = fromHash(location.hash);
  const selected = chosenBy({ n, l, p });
  if (selected?.node !== undefined) uncover(selected.node);
  state.set({
    selected,
    date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : "",
    undated: undated !== "no",
    ended: ended === "yes",
    view: VIEWS.includes(view) ? view : home(),
    document: doc === undefined ? state.now.document : graph.documents.findIndex((one) => one.id === doc),
  });
}

/** Return what the parts of an address name; null where they name nothing of this graph. */
function chosenBy({ n, l, p }) {
  const node = n === undefined ? undefined : graph.index().get(n);
  const line = l === undefined ? undefined : graph.lineNames().get(l);
  if (node !== undefined) return { node };
  if (line !== undefined) return { line };
  return p !== undefined && app.evidence().passage(Number(p)) ? { passage: Number(p) } : null;
}

/** Take back the filter that hides the kind of a thing that was chosen. */
function uncover(node) {
  const { hidden } = state.now;
  if (!hidden.kinds.has(graph.kind[node])) return;
  const kinds = new Set(hidden.kinds);
  kinds.delete(graph.kind[node]);
  state.set({ hidden: { ...hidden, kinds } });
}

function unchoose() {
  state.set({ selected: null });
}

// --- what follows from a change, in order: what counts, what is open, what is seen

state.on(Object.keys(state.now), (values, changed) => {
  furnish();
  const has = (...keys) => keys.some((key) => changed.has(key));
  if (has("date", "undated", "ended", "hidden")) {
    const [before] = now.forest.roots;
    reckon();
    changed.add("forest");
    if (now.forest.roots[0] !== before && unfoldTop()) changed.add("open");
  }
  if (has("selected") && unfoldChosen()) changed.add("open");
  if (has("forest")) showTime();
  if (has("forest", "open")) outline().show(now.forest, values.open);
  if (has("view")) showView();
  if (has("selected", "forest", "date")) showPanel();
  if (has("selected")) outline().select(values.selected?.node ?? -1);
  show[values.view]?.(has);
  address();
  outline().scroll();
});

/** What each view does when something has changed. */
const show = {
  chart(has) {
    if (has("selected")) camera.covered = covered();
    const chosen = has("selected") ? state.now.selected : null;
    if (!state.now.selected) camera.attend([]);
    const isNew = has("forest", "open", "view");
    if (isNew) drawChart({ fit: has("forest") && !camera.moved, chosen });
    if (has("selected", "view")) drawing.select(state.now.selected);
    if (chosen && !isNew) bringIntoSight(chosen);
  },
  network(has) {
    if (has("forest", "view")) network().show(now.shown);
    if (has("selected", "view")) network().select(state.now.selected);
  },
  sources(has) {
    if (has("document", "view")) sources().show(state.now.document);
    if (!has("selected", "document", "view")) return;
    const { passage, node } = state.now.selected || {};
    sources().select(passage ?? -1);
    if (node !== undefined) sources().point(node);
  },
};

function showTime() {
  timeline().show(state.now, now.shown);
  filters().show(state.now.hidden);
  at("c-told").textContent = filledIn(graph.words.counts, {
    nodes: count(now.shown.nodes), lines: count(now.shown.lines), documents: graph.documents.length,
  });
}

/** Let the address name what is shown, so that it can be sent to somebody. */
function address() {
  const { selected, view, document } = state.now;
  const parts = { view };
  if (selected?.node !== undefined) parts.n = graph.id[selected.node];
  if (selected?.line !== undefined) parts.l = lineId(graph, selected.line);
  if (view === "sources" && document >= 0) parts.doc = graph.documents[document].id;
  if (view === "sources" && selected?.passage !== undefined) parts.p = String(selected.passage);
  const goal = hash(parts);
  if (goal !== location.hash) history.replaceState(null, "", goal || location.pathname + location.search);
}

/** Make the next of what stands around the chart; return whether more is left. */
function furnishNext() {
  furniture.shift()?.();
  if (!furniture.length) document.documentElement.dataset.ready = "whole";
  return furniture.length > 0;
}

/** Let there be all that stands around the chart. */
function furnish() {
  while (furniture.length) furnishNext();
}

/** Return how much of the drawing's lower part the sentences cover, as they do on phones. */
function covered() {
  if (wide.matches || panel.hidden) return 0;
  return Math.max(0, at("c-drawing").getBoundingClientRect().bottom - panel.getBoundingClientRect().top);
}

function bringIntoSight({ node, line }) {
  const ends = node === undefined ? [graph.upper[line], graph.lower[line]] : [node];
  const cards = ends.map((end) => now.layout.cardOf(end)).filter(Boolean);
  camera.attend(cards);
  if (cards.length) camera.reveal(cards);
}

function showPanel() {
  const { selected } = state.now;
  const open = Boolean(selected);
  const inside = panel.contains(document.activeElement);
  panel.hidden = !open;
  document.documentElement.classList.toggle("reading", open);
  if (!open) return;
  const close = make("button", { type: "button", class: "close", "aria-label": graph.words.close }, "×");
  close.addEventListener("click", unchoose);
  const content = sheetOf(selected);
  panel.replaceChildren(close, ...content);
  if (scrolled) panel.scrollTop = 0; // which lays out the page
  scrolled = false;
  if (inside) panel.focus();
}

function sheetOf(selected) {
  if (selected.changes) return changesSheet(app);
  return selected.passage === undefined ? sheet(app, selected) : passageSheet(app, selected.passage);
}

function showView() {
  const { view } = state.now;
  document.documentElement.dataset.view = view;
  for (const name of VIEWS.slice(1)) at(`c-${name}`).hidden = name !== view && !(name === "chart" && view === "outline");
  for (const button of document.querySelectorAll(".views button")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  at("c-legend").hidden = view === "sources";
  if (view === "chart") {
    drawChart({ fit: !camera.moved });
  }
  if (view === "network") network().show(now.shown);
}

function count(flags) {
  let number = 0;
  for (const flag of flags) number += flag;
  return number;
}

function legend() {
  const { words } = graph;
  const used = new Set(Array.from(graph.lineKind, (place) => graph.relations[place].key));
  at("c-legend").append(...words.legend.filter(([key]) => used.has(key)).map(([key, text]) => {
    const sample = draw("svg", { width: 30, height: 8, "aria-hidden": "true" }, draw("path", { class: "way", d: "M0,4H30" }));
    const swatch = make("span", { class: "key" }, sample, ` ${text}`);
    sample.setAttribute("class", `line r-${key}`);
    return swatch;
  }));
  at("c-legend").append(make("span", { class: "keys" }, ...words.keys.flatMap(([sign, text]) => [make("kbd", {}, sign), ` ${text} `])));
}

/** Light, dark, or as the machine has it. */
function setUpTheme() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  at("c-theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
    dispatchEvent(new Event("themechange"));
  });
}

// --- the page begins

reckon();
legend();
setUpTheme();
document.documentElement.dataset.view = state.now.view;
state.now.open = openStart(graph, now.forest, room());
showView();
document.documentElement.dataset.ready = "chart";
// A phone begins with the outline; elsewhere what stands around the chart comes step by step when the chart is seen.
if (wide.matches) requestAnimationFrame(() => inIdleTime(furnishNext, STEP_ROOM));
else furnish();
onceWhole(() => {
  setUpSearch(app, at("c-search"), at("c-found"), at("c-told"), { thing: (node) => go({ n: graph.id[node] }), passage: openPassage });
  setUpTake(app, { drawing });
});

for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => state.set({ view: button.dataset.view }));
}
at("c-larger").addEventListener("click", () => camera.zoom(1.25));
at("c-smaller").addEventListener("click", () => camera.zoom(0.8));
at("c-fit").addEventListener("click", () => camera.fit({ least: 0.1 }));
at("c-open-all").addEventListener("click", openWhole);
at("c-close-all").addEventListener("click", () => {
  state.set({ open: new Set() });
  requestAnimationFrame(() => camera.fit({ least: 0.45 }));
});

function openWhole() {
  state.set({ open: openAll(graph, now.forest) });
  requestAnimationFrame(() => camera.fit({ least: 0.1 }));
}

addEventListener("hashchange", () => onceWhole(follow));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.now.selected) unchoose();
});
if (location.hash) onceWhole(follow);
