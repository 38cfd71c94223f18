// Why things are believed: claims and passages of the second data block, gathered as a reader meets them.

import { lazily } from "./graph.js";

/**
 * Return the parsed block with its facts by thing; they stand in the order of the things.
 *
 * @param {{passages: Array, claims: Array, lines: Array, facts: Array, nodes: Array}} block
 */
export function readEvidence(block) {
  return {
    prefixes: block.prefixes,
    passages: block.passages,
    claims: block.claims,
    ofLine: (line) => block.lines[line] || [],
    ofNode: (node) => (block.nodes && block.nodes[node]) || [],
    factsOf: (node) => saidOf(block.facts, node),
    facts: block.facts,
    uses: lazily(() => usesOf(block)),
  };
}

/** Return what is said of a thing, found by halves: a reader opens few of many thousand. */
function saidOf(facts, node) {
  let [from, to] = [0, facts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (facts[middle][0] < node) from = middle + 1;
    else to = middle;
  }
  const found = [];
  for (; facts[from]?.[0] === node; from++) {
    const [, name, value, claims, naming, predicate] = facts[from];
    found.push({ name, value, claims, naming: Boolean(naming), predicate });
  }
  return found;
}

/**
 * Return claims as grounds: those with the same words as one, in the order of their dates' distance from a date.
 *
 * @returns {Array<{status: number, rules: string[], confidence: number?, because: string, quotes: Array,
 *   documents: number[], sources: Array}>} - a quote is [passage, document, start, end, words]; a source is a
 *   document with the quotes in it
 */
export function groundsOf(graph, evidence, claims, date) {
  const grounds = new Map();
  for (const place of claims) {
    const [status, rule, confidence, passages, because] = evidence.claims[place];
    const quotes = passages.map((passage) => [passage, ...evidence.passages[passage]]);
    const said = quotes.map((quote) => quote[4].replace(/\s+/g, " ")).join("\n");
    const key = `${status}\n${said}`;
    const documents = [...new Set(quotes.map((quote) => quote[1]))];
    const known = grounds.get(key);
    if (known) {
      known.sources.push(...documents.filter((one) => !known.documents.includes(one)).map((one) => [one, quotes]));
      known.documents.push(...documents.filter((one) => !known.documents.includes(one)));
      if (!known.rules.includes(rule)) known.rules.push(rule);
    } else {
      grounds.set(key, {
        status, rules: [rule], confidence, because, quotes, documents, sources: documents.map((one) => [one, quotes]),
      });
    }
  }
  return [...grounds.values()].sort((one, other) => order(graph, one, date) - order(graph, other, date));
}

/** Return the documents behind some claims, each once, in their order. */
export function documentsOf(evidence, claims) {
  const found = new Set();
  for (const claim of claims) for (const passage of evidence.claims[claim][3]) found.add(evidence.passages[passage][0]);
  return [...found].sort((one, other) => one - other);
}

function order(graph, ground, date) {
  const days = ground.documents.map((document) => graph.documents[document].date).filter(Boolean);
  if (!days.length) return Number.MAX_SAFE_INTEGER;
  const goal = Date.parse(date || "2999-12-31");
  return Math.min(...days.map((day) => Math.abs(goal - Date.parse(day)))) + ground.status;
}

/** Return, by passage, what it is evidence of: lines, facts and names. */
function usesOf(block) {
  const byClaim = new Map();
  const note = (claim, use) => (byClaim.has(claim) ? byClaim.get(claim).push(use) : byClaim.set(claim, [use]));
  block.lines.forEach((claims, line) => claims.forEach((claim) => note(claim, { line })));
  block.facts.forEach(([node, name, value, claims]) => claims.forEach((claim) => note(claim, { node, name, value })));
  const found = block.passages.map(() => []);
  block.claims.forEach(([, , , passages], claim) => {
    for (const passage of passages) found[passage].push(...(byClaim.get(claim) || []));
  });
  return found.map((uses) => distinct(uses));
}

function distinct(uses) {
  const seen = new Set();
  return uses.filter((use) => {
    const key = use.line === undefined ? `${use.node}~${use.name}~${use.value}` : `l${use.line}`;
    return !seen.has(key) && seen.add(key);
  });
}
