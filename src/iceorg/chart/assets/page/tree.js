// The graph as a forest: every shown thing once, under one other; lines that are left are second lines.
//
// A thing hangs on its strongest line upwards: the first kind in the order of the relations, then the
// line that more documents state, then the one that comes first in the data. A line that would close
// a circle becomes a second line. What is hidden by a filter still holds up what hangs on it: that
// hangs, bridged, on the nearest thing above which is shown.

/** Who stands before whom under one thing: those inside before those outside. */
const KIND_ORDER = ["person", "post", "unit", "agency", "collaboration", "program", "group", "place", "unknown"];

/** Lines that the drawing shows already where the thing hangs below the same body by another way. */
const BELONGING = ["post", "part", "within"];

const ROOT = -1;
const UNSHOWN = -2;

/**
 * @typedef {object} Forest
 * @property {Int32Array} parent - by thing: the shown thing it hangs on, -1 at the top, -2 where it is not shown
 * @property {Int32Array} via - by thing: the line it hangs on; -1 at the top, or where hidden things lie between
 * @property {Uint8Array} bridged - by thing: 1 where hidden things lie between it and what it hangs on
 * @property {(node: number) => number[]} children - what hangs on a thing, in the order of the chart
 * @property {number[]} roots - things that hang on nothing: the largest trees first, then those that nothing joins
 * @property {number} singles - the place in `roots` where those begin that nothing joins to another
 * @property {Int32Array} size - by thing: how many things its branch has, itself included
 * @property {Int32Array} cards - by thing: how many cards its branch has; people on their posts' cards have none
 * @property {number[]} seconds - shown lines on which nothing hangs and that no other shows
 * @property {Map<number, number[]>} also - by line on which a thing hangs: second lines between the same two things
 * @property {Uint8Array} aboard - by thing: 1 for people who are on the card of the post they hold, and have none
 * @property {(post: number) => [number, number][]} holders - people who hold a post, each with the line
 * @property {(node: number) => number[]} wayTo - what a thing hangs below, nearest first
 */

/**
 * Return what is shown as a forest.
 *
 * @param {Graph} graph
 * @param {{nodes: Uint8Array, lines: Uint8Array, there?: {nodes: Uint8Array, lines: Uint8Array}}} shown - what counts
 *   and is not hidden; `there`, what counts whether its kind is hidden or not
 * @returns {Forest}
 */
export function grow(graph, shown) {
  const implied = impliedByPost(graph, (shown.there || shown).lines);
  const hung = hang(graph, shown.there || shown, implied);
  const forest = bridge(graph, shown, hung);
  const rows = childRows(graph.n, forest.parent);
  const order = downwards(rows, forest.parent);
  forest.size = sizes(order, forest.parent, (node) => (forest.parent[node] === UNSHOWN ? 0 : 1));
  const sorted = new Map();
  const compare = siblingOrder(graph, rows, forest);
  forest.children = (node) => {
    if (rows.first[node] === rows.first[node + 1]) return [];
    if (!sorted.has(node)) sorted.set(node, [...rows.nodes.subarray(rows.first[node], rows.first[node + 1])].sort(compare));
    return sorted.get(node);
  };
  forest.wayTo = (node) => wayUp(forest.parent, node);
  settleSeconds(graph, shown, forest, implied, tour(rows, order, forest));
  settleRoots(graph, forest, compare);
  forest.cards = sizes(order, forest.parent, (node) => (forest.parent[node] === UNSHOWN || forest.aboard[node] ? 0 : 1));
  return forest;
}

/** Return, for every thing, the thing and the line it hangs on (-1 for none), no matter what is hidden. */
function hang(graph, there, implied) {
  const parent = new Int32Array(graph.n).fill(ROOT);
  const via = new Int32Array(graph.n).fill(-1);
  const top = new Int32Array(graph.n);
  for (let node = 0; node < graph.n; node++) top[node] = node;
  for (const line of byStrength(graph, there.lines, implied)) {
    const upper = graph.upper[line];
    const lower = graph.lower[line];
    if (upper === lower || parent[lower] !== ROOT || !there.nodes[upper] || !there.nodes[lower]) continue;
    const above = topOf(top, upper);
    if (above === lower) continue; // it would close a circle
    parent[lower] = upper;
    via[lower] = line;
    top[lower] = above;
  }
  return { parent, via };
}

/** Return the lines that tie a person to a body in which they hold a post: the post says as much, and more. */
function impliedByPost(graph, lines) {
  const named = (name) => graph.relations.findIndex(({ key }) => key === name);
  const [holds, post] = [named("holds"), named("post")];
  const tying = new Set([named("heads"), named("member")]);
  const isUp = (line, node, kind) => lines[line] && graph.lower[line] === node && graph.lineKind[line] === kind;
  const bodiesOf = (person) => [...graph.linesOf(person)].filter((line) => isUp(line, person, holds)).flatMap((line) => {
    const held = graph.upper[line];
    return [...graph.linesOf(held)].filter((other) => isUp(other, held, post)).map((other) => graph.upper[other]);
  });
  const implied = new Set();
  for (let line = 0; line < graph.m; line++) {
    if (lines[line] && tying.has(graph.lineKind[line]) && bodiesOf(graph.lower[line]).includes(graph.upper[line])) implied.add(line);
  }
  return implied;
}

/** Return the lines that count, the strongest first, and those last that others imply. */
function byStrength(graph, lines, implied) {
  const most = graph.sightings.reduce((count, documents) => Math.max(count, documents.length), 0) + 1;
  const keys = [];
  for (let line = 0; line < graph.m; line++) {
    if (!lines[line]) continue;
    const unsupported = most - graph.sightings[graph.lineSeen[line]].length;
    const rank = implied.has(line) ? graph.relations.length : graph.lineKind[line];
    keys.push((rank * (most + 1) + unsupported) * graph.m + line);
  }
  return Float64Array.from(keys).sort().map((key) => key % graph.m);
}

/** Return the top of the tree that a thing is in; shortens the way for those who ask after. */
function topOf(top, node) {
  let at = node;
  while (top[at] !== at) {
    top[at] = top[top[at]];
    at = top[at];
  }
  return at;
}

/** Return the forest of the shown things: each under the nearest above it that is shown. */
function bridge(graph, shown, hung) {
  const parent = new Int32Array(graph.n).fill(UNSHOWN);
  const via = new Int32Array(graph.n).fill(-1);
  const bridged = new Uint8Array(graph.n);
  for (let node = 0; node < graph.n; node++) {
    if (!shown.nodes[node]) continue;
    let above = hung.parent[node];
    while (above !== ROOT && !shown.nodes[above]) above = hung.parent[above];
    parent[node] = above;
    if (above === ROOT) continue;
    if (above === hung.parent[node] && shown.lines[hung.via[node]]) via[node] = hung.via[node];
    else bridged[node] = 1;
  }
  return { parent, via, bridged };
}

/** Return the children of every thing, one row after the other, and where each row begins. */
function childRows(n, parent) {
  const first = new Int32Array(n + 1);
  for (let node = 0; node < n; node++) if (parent[node] >= 0) first[parent[node] + 1]++;
  for (let node = 0; node < n; node++) first[node + 1] += first[node];
  const next = first.slice();
  const nodes = new Int32Array(first[n]);
  for (let node = 0; node < n; node++) if (parent[node] >= 0) nodes[next[parent[node]]++] = node;
  return { first, nodes };
}

/** Return the shown things from the top down: each after what it hangs on. */
function downwards({ first, nodes }, parent) {
  const order = [];
  for (let node = 0; node < parent.length; node++) if (parent[node] === ROOT) order.push(node);
  for (let place = 0; place < order.length; place++) {
    for (let at = first[order[place]]; at < first[order[place] + 1]; at++) order.push(nodes[at]);
  }
  return order;
}

/** Return, by thing, the sum over its branch of what each of them counts. */
function sizes(order, parent, weight) {
  const size = new Int32Array(parent.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const node = order[place];
    size[node] += weight(node);
    if (parent[node] >= 0) size[parent[node]] += size[node];
  }
  return size;
}

/** Return, by thing, when a walk through all branches comes in and when it leaves: who is below whom at one look. */
function tour(rows, order, { parent, size }) {
  const enter = new Int32Array(parent.length).fill(-1);
  const leave = new Int32Array(parent.length).fill(-1);
  let next = 0;
  for (const node of order) {
    if (parent[node] === ROOT) {
      enter[node] = next;
      next += size[node];
      leave[node] = next;
    }
    let at = enter[node] + 1;
    for (let place = rows.first[node]; place < rows.first[node + 1]; place++) {
      const child = rows.nodes[place];
      enter[child] = at;
      at += size[child];
      leave[child] = at;
    }
  }
  return { isBelow: (node, body) => enter[node] > enter[body] && leave[node] <= leave[body] };
}

/** Return how two things under the same one compare: by kind, posts that others report to first, then by name. */
function siblingOrder(graph, rows, forest) {
  const reports = graph.relations.findIndex(({ key }) => key === "reports");
  const rank = Uint8Array.from(graph.kinds, (kind) => KIND_ORDER.indexOf(kind) + 1 || KIND_ORDER.length + 1);
  const leads = (node) => {
    for (let place = rows.first[node]; place < rows.first[node + 1]; place++) {
      const line = forest.via[rows.nodes[place]];
      if (line >= 0 && graph.lineKind[line] === reports) return true;
    }
    return false;
  };
  return (one, other) =>
    rank[graph.kind[one]] - rank[graph.kind[other]]
    || leads(other) - leads(one)
    || inOrder(graph.label[one].toLowerCase(), graph.label[other].toLowerCase())
    || one - other;
}

function inOrder(one, other) {
  return one < other ? -1 : Number(one > other);
}

function wayUp(parent, node) {
  const way = [];
  for (let at = parent[node]; at >= 0; at = parent[at]) way.push(at);
  return way;
}

/** Tell second lines that are to be drawn from those that another line, or a holder's name on a card, shows already. */
function settleSeconds(graph, shown, forest, implied, { isBelow }) {
  const named = (name) => graph.relations.findIndex(({ key }) => key === name);
  const belonging = new Set(BELONGING.map(named));
  const holds = named("holds");
  const post = graph.kinds.indexOf("post");
  const isHolding = (line) => graph.lineKind[line] === holds && graph.kind[graph.upper[line]] === post;
  const left = [];
  forest.also = new Map();
  for (let line = 0; line < graph.m; line++) {
    const upper = graph.upper[line];
    const lower = graph.lower[line];
    if (!shown.lines[line] || !shown.nodes[upper] || !shown.nodes[lower] || upper === lower || forest.via[lower] === line) continue;
    if ((belonging.has(graph.lineKind[line]) || implied.has(line)) && isBelow(lower, upper)) continue;
    const twin = tieBetween(forest, upper, lower);
    if (twin >= 0) forest.also.set(twin, [...(forest.also.get(twin) || []), line]);
    else left.push(line);
  }
  forest.aboard = peopleAboard(graph, forest, left, isHolding);
  forest.seconds = left.filter((line) => !(isHolding(line) && forest.aboard[graph.lower[line]]));
  forest.holders = holdersOf(graph, shown, forest, isHolding);
}

function tieBetween(forest, upper, lower) {
  if (forest.parent[lower] === upper) return forest.via[lower];
  if (forest.parent[upper] === lower) return forest.via[upper];
  return -1;
}

/** Return who needs no card of their own: people who hold posts, and of whom nothing else is drawn. */
function peopleAboard(graph, forest, seconds, isHolding) {
  const aboard = new Uint8Array(graph.n);
  const person = graph.kinds.indexOf("person");
  for (let node = 0; node < graph.n; node++) {
    const line = forest.via[node];
    aboard[node] = line >= 0 && graph.kind[node] === person && isHolding(line) && forest.size[node] === 1 ? 1 : 0;
  }
  for (const line of seconds) if (!isHolding(line)) aboard[graph.upper[line]] = aboard[graph.lower[line]] = 0;
  return aboard;
}

function holdersOf(graph, shown, forest, isHolding) {
  return (post) => {
    const found = [];
    for (const line of graph.linesOf(post)) {
      const person = graph.lower[line];
      const isSeen = forest.aboard[person] || forest.parent[person] !== post; // else their own card hangs on it
      if (shown.lines[line] && graph.upper[line] === post && isHolding(line) && isSeen) found.push([person, line]);
    }
    return found.sort(([one], [other]) => inOrder(graph.label[one].toLowerCase(), graph.label[other].toLowerCase()) || one - other);
  };
}

/** Put the roots in order: the largest trees first, then the things that nothing joins to another. */
function settleRoots(graph, forest, order) {
  const joined = new Set(forest.seconds.flatMap((line) => [graph.upper[line], graph.lower[line]]));
  const roots = [];
  for (let node = 0; node < graph.n; node++) if (forest.parent[node] === ROOT) roots.push(node);
  const isSingle = (node) => (forest.size[node] === 1 && !joined.has(node) ? 1 : 0);
  forest.roots = roots.sort((one, other) => isSingle(one) - isSingle(other) || forest.size[other] - forest.size[one] || order(one, other));
  forest.singles = forest.roots.findIndex(isSingle);
  if (forest.singles < 0) forest.singles = roots.length;
}
