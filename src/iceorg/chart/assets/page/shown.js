// What counts on a date and under filters: things and lines, what is new, what moved, what has ended.
//
// A document says what it saw on its day. A line is shown on a date when a document of that day or
// before states it, unless it had ended by then: because a document states its end, or because a
// later one answers the same question otherwise. Undated documents count when the reader lets them.

/** Lines that a thing has one of at a time: the kind, and the end that the question is asked of. */
const ONE_AT_A_TIME = { reports: "lower", part: "lower", runs: "lower", heads: "upper", holds: "upper" };

/**
 * Return what is shown.
 *
 * @param {Graph} graph
 * @param {{date: string, undated: boolean, kinds: Set<number>, documents: Set<number>, statuses: Set<number>}} view
 *   - the date ("" for all documents together), and what is hidden
 * @returns {{nodes: Uint8Array, lines: Uint8Array, there: object, fresh: Uint8Array, gone: number[],
 *   appeared: number, moved: number}} - by thing and by line whether it is shown, and in `there` whether it would be
 *   if no kind were hidden; by line 1 where it is new since the stop before and 2 where it
 *   took another's place; the lines that have ended
 */
export function shown(graph, view) {
  const sights = graph.sightings.map((documents) => sighting(graph, documents, view));
  const before = stopBefore(graph, view.date);
  const nodes = new Uint8Array(graph.n);
  const lines = new Uint8Array(graph.m);
  const fresh = new Uint8Array(graph.m);
  const gone = [];
  for (let line = 0; line < graph.m; line++) {
    const sight = sights[graph.lineSeen[line]];
    if (!sight.seen || view.statuses.has(graph.lineStatus[line])) continue;
    if (view.date && (graph.from[line] || "") > view.date) continue;
    if (view.date && hasEnded(graph.until[line], view.date)) {
      gone.push(line);
      continue;
    }
    lines[line] = 1;
    if (view.date && sight.first > before) fresh[line] = 1;
  }
  if (view.date) retire(graph, lines, fresh, gone, (line) => sights[graph.lineSeen[line]]);
  for (let node = 0; node < graph.n; node++) nodes[node] = sights[graph.seen[node]].seen ? 1 : 0;
  for (let line = 0; line < graph.m; line++) {
    if (lines[line]) nodes[graph.upper[line]] = nodes[graph.lower[line]] = 1;
  }
  const there = { nodes: nodes.slice(), lines: lines.slice() };
  for (let node = 0; node < graph.n; node++) if (view.kinds.has(graph.kind[node])) nodes[node] = 0;
  for (let line = 0; line < graph.m; line++) {
    if (!nodes[graph.upper[line]] || !nodes[graph.lower[line]]) lines[line] = 0;
  }
  return { nodes, lines, there, fresh, gone, ...counts(lines, fresh) };
}

/** Return the dates of the dated documents, each once, ascending: the stops of the time line. */
export function stops(graph) {
  return [...new Set(graph.documents.map((document) => document.date).filter(Boolean))].sort();
}

/** Return the last stop before a date; "" if there is none. */
export function stopBefore(graph, date) {
  return stops(graph).filter((stop) => stop < date).at(-1) || "";
}

/** Return when a line was last observed at or before a date ("" for any date); "" if only undated documents saw it. */
export function lastSeen(graph, line, date) {
  return observed(graph, graph.lineSeen[line]).filter((day) => !date || day <= date).at(-1) || "";
}

/** Return when a line is observed again after a date; "" if it is not. */
export function seenNext(graph, line, date) {
  return observed(graph, graph.lineSeen[line]).find((day) => day > date) || "";
}

/** Return the days between two dates. */
export function daysBetween(earlier, later) {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86400000);
}

function observed(graph, place) {
  return graph.sightings[place].map((document) => graph.documents[document].date).filter(Boolean).sort();
}

/** Return whether documents that count saw something, and their first and last day ("" for undated ones alone). */
function sighting(graph, documents, view) {
  let seen = false;
  let undated = false;
  let first = "";
  let last = "";
  for (const document of documents) {
    const date = graph.documents[document].date;
    if (view.documents.has(document) || (date ? view.date && date > view.date : !view.undated)) continue;
    seen = true;
    if (!date) undated = true;
    else {
      if (!first || date < first) first = date;
      if (date > last) last = date;
    }
  }
  // What an undated document states as well may be older than any date: it is never called new.
  return { seen, first: undated ? "" : first, last };
}

/** Whether a stated end, which may be a year or a month alone, lies before a date for certain. */
function hasEnded(until, date) {
  return Boolean(until) && until < date.slice(0, until.length);
}

/** Take out lines whose question a later document answers otherwise; what took their place has moved there. */
function retire(graph, lines, fresh, gone, sightOf) {
  const slots = new Map();
  for (let line = 0; line < graph.m; line++) {
    const key = graph.relations[graph.lineKind[line]].key;
    const end = ONE_AT_A_TIME[key];
    if (!lines[line] || !end) continue;
    const slot = `${key}~${graph[end][line]}`;
    if (slots.has(slot)) slots.get(slot).push(line);
    else slots.set(slot, [line]);
  }
  for (const answers of slots.values()) {
    if (answers.length < 2) continue;
    const latest = answers.reduce((most, line) => (sightOf(line).last > most ? sightOf(line).last : most), "");
    const now = answers.filter((line) => sightOf(line).last === latest);
    for (const line of answers) {
      const { last } = sightOf(line);
      if (!last || last === latest || now.some((other) => isWithin(graph, lines, line, other))) continue;
      lines[line] = 0;
      gone.push(line);
      for (const other of now) if (fresh[other]) fresh[other] = 2;
    }
  }
}

/** Whether two answers do not exclude each other: one body is part of the other. */
function isWithin(graph, lines, one, other) {
  const end = ONE_AT_A_TIME[graph.relations[graph.lineKind[one]].key] === "lower" ? "upper" : "lower";
  return isBelow(graph, lines, graph[end][one], graph[end][other]) || isBelow(graph, lines, graph[end][other], graph[end][one]);
}

function isBelow(graph, lines, node, body) {
  const seen = new Set([node]);
  for (const at of seen) {
    for (const line of graph.linesOf(at)) {
      const key = graph.relations[graph.lineKind[line]].key;
      if (!lines[line] || graph.lower[line] !== at || (key !== "part" && key !== "post")) continue;
      if (graph.upper[line] === body) return true;
      seen.add(graph.upper[line]);
    }
  }
  return false;
}

function counts(lines, fresh) {
  let appeared = 0;
  let moved = 0;
  for (let line = 0; line < lines.length; line++) {
    if (lines[line] && fresh[line] === 1) appeared++;
    if (lines[line] && fresh[line] === 2) moved++;
  }
  return { appeared, moved };
}
