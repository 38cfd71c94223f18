// Why things are believed: claims and passages, each parsed when it is asked for, gathered as a reader meets them.

import { lazily } from "./graph.js";

/**
 * Return the ways into the evidence.
 *
 * @param {{prefixes: object, names: Array<[number, string]>}} head - `names`: by which other names things are found
 * @param {{passages: Rows, quotes: Rows, claims: Rows, lines: Rows, facts: Rows}} rows - facts stand in the order of the
 *   things that they are said of, passages in that of the documents
 */
export function readEvidence(head, rows) {
  return {
    ...head,
    quotes: rows.quotes,
    facts: rows.facts,
    claim: (place) => rows.claims.at(place),
    /** A passage: document, start, end, words, and its name where that does not follow from the others. */
    passage: (place) => passageAt(rows, place),
    /** The places of the passages of a document, in text order. */
    passagesOf: (document) => placesFrom(rows.passages, document),
    ofLine: (line) => rows.lines.at(line) || [],
    factsOf: (node) => placesFrom(rows.facts, node).map((place) => factOf(rows.facts.at(place))),
    uses: lazily(() => usesOf(rows)),
    /** What makes one block after the other ready to be asked, so that who asks first does not wait for all of them. */
    readying: Object.values(rows).map((block) => () => block.length),
  };
}

function passageAt({ passages, quotes }, place) {
  const passage = passages.at(place);
  return passage && [...passage.slice(0, 3), quotes.at(place), ...passage.slice(3)];
}

/** Return the places of the rows that begin with a number; rows are in the order of those. */
function placesFrom(rows, number) {
  const first = rows.firstWhere(([one]) => one >= number);
  const places = [];
  for (let place = first; rows.at(place)?.[0] === number; place++) places.push(place);
  return places;
}

function factOf([, name, value, claims, naming, predicate]) {
  return { name, value, claims, naming: Boolean(naming), predicate };
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
    const [status, rule, confidence, passages, because] = evidence.claim(place);
    const quotes = passages.map((passage) => [passage, ...evidence.passage(passage)]);
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

function order(graph, ground, date) {
  const days = ground.documents.map((document) => graph.documents[document].date).filter(Boolean);
  if (!days.length) return Number.MAX_SAFE_INTEGER;
  const goal = Date.parse(date || "2999-12-31");
  return Math.min(...days.map((day) => Math.abs(goal - Date.parse(day)))) + ground.status;
}

/** Return, by passage, what it is evidence of: lines, facts and names. */
function usesOf({ passages, claims, lines, facts }) {
  const byClaim = new Map();
  const note = (claim, use) => (byClaim.has(claim) ? byClaim.get(claim).push(use) : byClaim.set(claim, [use]));
  let line = 0;
  for (const those of lines) {
    for (const claim of those) note(claim, { line });
    line++;
  }
  for (const [node, name, value, those] of facts) for (const claim of those) note(claim, { node, name, value });
  const found = Array.from({ length: passages.length }, () => []);
  let place = 0;
  for (const [, , , behind] of claims) {
    for (const passage of behind) found[passage].push(...(byClaim.get(place) || []));
    place++;
  }
  return found.map((uses) => distinct(uses));
}

function distinct(uses) {
  const seen = new Set();
  return uses.filter((use) => {
    const key = use.line === undefined ? `${use.node}~${use.name}~${use.value}` : `l${use.line}`;
    return !seen.has(key) && seen.add(key);
  });
}
