// The graph as the page's scripts read it: columns of numbers and words, and nothing of the browser.

/**
 * What the first data block holds, with the ways into it.
 *
 * @typedef {object} Graph
 * @property {number} n - how many things
 * @property {number} m - how many lines
 * @property {string[]} id - by thing
 * @property {string[]} label - by thing
 * @property {string[]} acronym - by thing; empty where there is none
 * @property {Uint8Array} kind - by thing: a place in `kinds`
 * @property {Int32Array} seen - by thing: a place in `sightings`
 * @property {Uint8Array} lineKind - by line: a place in `relations`
 * @property {Int32Array} upper - by line: the thing at its upper end
 * @property {Int32Array} lower - by line: the thing at its lower end
 * @property {Int32Array} lineSeen - by line: a place in `sightings`
 * @property {Uint8Array} lineStatus - by line: a place in `statuses`
 * @property {Object<number, [string, string, string, number[]][]>} over - by line, when it is over or has not begun: the
 *   first day, the day after the last ("" for ever), the reason ("" before it begins), the lines that took its place
 * @property {Object<number, string>} since - by line that a person decided and dated, its first day
 * @property {Object<number, string>} replaced - by thing, the day since which another is stated to have replaced it
 * @property {Array<{node: number, question: string, sort: string, times: boolean, sides: object[]}>} disputes - questions
 *   that documents answer differently, with every answer; `times`, only at different dates
 * @property {Array<{nodes: [number, number], follows: boolean, reasons: string[], claims: number[][]}>} alike - pairs of
 *   things that may be one, or of which the second may have taken the first's place
 * @property {(node: number) => Int32Array} linesOf - the lines that begin or end at a thing
 */

/**
 * Return the graph of a parsed data block.
 *
 * @param {object} block
 * @returns {Graph}
 */
export function readGraph(block) {
  const { nodes, lines } = block;
  const graph = {
    title: block.title,
    words: block.words,
    asOf: block.asOf || "",
    base: block.base,
    kinds: block.kinds,
    statuses: block.statuses,
    relations: block.relations,
    documents: block.documents,
    sightings: block.sightings,
    disputes: block.disputes || [],
    alike: block.alike || [],
    over: lines.over || {},
    since: lines.since || {},
    replaced: nodes.replaced || {},
    n: nodes.id.length,
    m: lines.kind.length,
    id: nodes.id,
    label: nodes.label,
    acronym: nodes.acronym,
    iris: nodes.iri || {},
    kind: Uint8Array.from(nodes.kind),
    seen: Int32Array.from(nodes.seen),
    lineKind: Uint8Array.from(lines.kind),
    upper: Int32Array.from(lines.upper),
    lower: Int32Array.from(lines.lower),
    lineSeen: Int32Array.from(lines.seen),
    lineStatus: Uint8Array.from(lines.status),
    note: lines.note || {},
    capacity: lines.capacity || {},
  };
  graph.index = lazily(() => new Map(graph.id.map((id, node) => [id, node])));
  graph.lineNames = lazily(() => new Map(Array.from({ length: graph.m }, (_, line) => [lineId(graph, line), line])));
  const rows = lazily(() => incidence(graph));
  graph.linesOf = (node) => rows().lines.subarray(rows().first[node], rows().first[node + 1]);
  return graph;
}

/** Return a line's name in addresses: its kind and both ends. */
export function lineId(graph, line) {
  return `${graph.relations[graph.lineKind[line]].key}~${graph.id[graph.upper[line]]}~${graph.id[graph.lower[line]]}`;
}

/** Return a thing's IRI. */
export function iriOf(graph, node) {
  return graph.iris[node] || graph.base + graph.id[node];
}

/** Return the place of a kind of thing, by its name. */
export function kindOf(graph, name) {
  return graph.kinds.indexOf(name);
}

/** Return a line in words, read from its lower end: "Office of Policy reports to Assistant Secretary". */
export function lineInWords(graph, line) {
  const verb = graph.words.lines[graph.relations[graph.lineKind[line]].key][1];
  return `${graph.label[graph.lower[line]]} ${verb} ${graph.label[graph.upper[line]]}`;
}

/** Return a function that makes a value when it is first asked for. */
export function lazily(make) {
  let made;
  let done = false;
  return () => {
    if (!done) {
      made = make();
      done = true;
    }
    return made;
  };
}

/** Return, for every thing, its lines: one row after the other, and where each row begins. */
function incidence(graph) {
  const first = new Int32Array(graph.n + 1);
  for (let line = 0; line < graph.m; line++) {
    first[graph.upper[line] + 1]++;
    if (graph.lower[line] !== graph.upper[line]) first[graph.lower[line] + 1]++;
  }
  for (let node = 0; node < graph.n; node++) first[node + 1] += first[node];
  const next = first.slice();
  const lines = new Int32Array(first[graph.n]);
  for (let line = 0; line < graph.m; line++) {
    lines[next[graph.upper[line]]++] = line;
    if (graph.lower[line] !== graph.upper[line]) lines[next[graph.lower[line]]++] = line;
  }
  return { first, lines };
}
