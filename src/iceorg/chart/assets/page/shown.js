// What counts on a date and under filters: things and lines, what is new, what moved, what has ended.
//
// A document says what it saw on its day. A line is shown on a date when a document of that day or
// before states it, unless history says that it was over by then. Undated documents count when the reader lets them.

/**
 * Return what is shown.
 *
 * @param {Graph} graph
 * @param {{date: string, undated: boolean, kinds: Set<number>, documents: Set<number>, statuses: Set<number>}} view
 *   - the date ("" for all documents together), what is hidden, and in `ended` whether what was replaced is shown
 * @returns {{nodes: Uint8Array, lines: Uint8Array, there: object, fresh: Uint8Array, gone: number[], ghosts: Uint8Array,
 *   disputes: object[], appeared: number, moved: number}} - by thing and by line whether it is shown, and in `there` whether it would be
 *   if no kind were hidden; by line 1 where it is new since the stop before and 2 where it
 *   took another's place; the lines that have ended; by thing 1 where another had replaced it; the questions that
 *   documents answer differently
 */
export function shown(graph, view) {
  const sights = graph.sightings.map((documents) => sighting(graph, documents, view));
  const before = stopBefore(graph, view.date);
  const lines = new Uint8Array(graph.m);
  const fresh = new Uint8Array(graph.m);
  const gone = [];
  for (let line = 0; line < graph.m; line++) {
    const sight = graph.since[line] ? decided(graph, line, view) : sights[graph.lineSeen[line]];
    if (!sight.seen || view.statuses.has(graph.lineStatus[line])) continue;
    const over = sight.last && overOn(graph, line, view.date);
    if (over && over[2]) gone.push(line);
    if (over) continue;
    lines[line] = 1;
    if (view.date && sight.first > before) fresh[line] = 1;
  }
  for (const line of gone) for (const other of overOn(graph, line, view.date)[3]) if (fresh[other]) fresh[other] = 2;
  const { nodes, ghosts } = things(graph, view, lines, (node) => sights[graph.seen[node]].seen);
  const there = { nodes: nodes.slice(), lines: lines.slice() };
  for (let node = 0; node < graph.n; node++) if (view.kinds.has(graph.kind[node])) nodes[node] = 0;
  for (let line = 0; line < graph.m; line++) {
    if (!nodes[graph.upper[line]] || !nodes[graph.lower[line]]) lines[line] = 0;
  }
  const disputes = graph.disputes.filter((one) => isOpen(one, there.lines, view, (place) => isCounted(graph, place, view)));
  return { nodes, lines, there, fresh, gone, ghosts, disputes, ...counts(lines, fresh) };
}

/** Return whether a line counts that a person decided and dated: from its day on, whatever is done with undated documents. */
function decided(graph, line, view) {
  const since = graph.since[line];
  const given = graph.sightings[graph.lineSeen[line]].some((one) => !view.documents.has(one));
  return { seen: given && (!view.date || since <= view.date), first: since, last: since };
}

/** Return why and since when a line is over on a date, or that it has not begun; nothing while it stands. */
export function overOn(graph, line, date) {
  return date && graph.over[line]?.find(([since, until]) => since <= date && (!until || date < until));
}

/** Return the things that count, and those that another had replaced by the date: they count if they are asked for. */
function things(graph, view, lines, isSeen) {
  const nodes = new Uint8Array(graph.n);
  for (let node = 0; node < graph.n; node++) nodes[node] = isSeen(node) ? 1 : 0;
  const ghosts = new Uint8Array(graph.n);
  for (const [node, day] of Object.entries(graph.replaced)) ghosts[node] = view.date && day <= view.date ? nodes[node] : 0;
  for (let line = 0; line < graph.m; line++) {
    if (!lines[line]) continue;
    const [upper, lower] = [graph.upper[line], graph.lower[line]];
    if (graph.relations[graph.lineKind[line]].key !== "replaced") ghosts[upper] = ghosts[lower] = 0;
    nodes[upper] = nodes[lower] = 1;
  }
  if (!view.ended) ghosts.forEach((is, node) => is && (nodes[node] = 0));
  return { nodes, ghosts };
}

/** Whether two answers or more to a question stand; on a date, values of other dates have had their time. */
function isOpen({ times, sides }, lines, view, counted) {
  const standing = (side) => (side.lines.length ? side.lines.some((line) => lines[line]) : !(times && view.date) && side.seen.some(counted));
  return sides.filter(standing).length > 1;
}

/** Whether a document counts on the date and under the filters. */
function isCounted(graph, place, view) {
  const { date } = graph.documents[place];
  return !view.documents.has(place) && (date ? !view.date || date <= view.date : view.undated);
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
  return daysOf(graph, line).filter((day) => !date || day <= date).at(-1) || "";
}

/** Return when a line is observed again after a date; "" if it is not. */
export function seenNext(graph, line, date) {
  return daysOf(graph, line).find((day) => day > date) || "";
}

/** Return the days between two dates. */
export function daysBetween(earlier, later) {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86400000);
}

function daysOf(graph, line) {
  if (graph.since[line]) return [graph.since[line]];
  return graph.sightings[graph.lineSeen[line]].map((document) => graph.documents[document].date).filter(Boolean).sort();
}

/** Return whether documents that count saw something, and their first and last day ("" for undated ones alone). */
function sighting(graph, documents, view) {
  let seen = false;
  let undated = false;
  let first = "";
  let last = "";
  for (const document of documents) {
    const { date } = graph.documents[document];
    if (!isCounted(graph, document, view)) continue;
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

function counts(lines, fresh) {
  let appeared = 0;
  let moved = 0;
  for (let line = 0; line < lines.length; line++) {
    if (lines[line] && fresh[line] === 1) appeared++;
    if (lines[line] && fresh[line] === 2) moved++;
  }
  return { appeared, moved };
}
