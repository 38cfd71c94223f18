// Finding: names, short names, people and sentences, by any of their words, with or without accents.

/** How well a kind of place fits: a short name typed in full before a name that begins so, before a word within. */
const RANKS = { acronym: 0, whole: 1, begins: 2, word: 3, within: 4, sentence: 6 };

/** How much of the sentences is made ready to be compared at a time, in letters. */
const PART = 1 << 17;

/** Return a text as it is compared: lower case, accents and curly signs gone; as long as the text itself. */
export function folded(text) {
  return text.replace(/[^\n-~]/gu, plainSign).toLowerCase().replaceAll("\u03C2", "\u03C3"); // a sigma that ends a word is one too
}

/** The sign that each other is compared as; those that are no letters first, the others as they come. */
const PLAIN = new Map([["\u2018", "'"], ["\u2019", "'"], ["\u201C", '"'], ["\u201D", '"'], ...Array.from("\u2010\u2011\u2012\u2013\u2014\u2015", (dash) => [dash, "-"])]);

/** Return the sign that stands for another when texts are compared, without its accent; as long as that. */
function plainSign(sign) {
  if (!PLAIN.has(sign)) {
    const base = sign.normalize("NFD")[0];
    PLAIN.set(sign, sign.length === 1 && !/[\ud800-\udfff]/.test(base) ? base : sign);
  }
  return PLAIN.get(sign);
}

/**
 * Return what is searched: the names of things, ready to be compared, and the sentences, which `ready` makes so part by part.
 *
 * @param {Graph} graph
 * @param {{names: Array<[number, string]>, quotes: Rows, passage: (place: number) => Array} | null} evidence - without it,
 *   names and short names alone
 */
export function searchIndex(graph, evidence = null) {
  const others = Array.from(graph.acronym, (acronym, node) => [node, acronym]).filter(([, acronym]) => acronym).concat(evidence?.names || []);
  const texts = graph.label.concat(others.map(([, text]) => text));
  const index = {
    texts,
    nodeOf: (place) => (place < graph.n ? place : others[place - graph.n][0]),
    isOther: (place) => place >= graph.n,
    low: folded(texts.map(onOneLine).join("\n")), // all at once, which takes a third of the time
    evidence,
    parts: [],
    /** Make the next part of the sentences ready to be compared; return whether more are left. */
    ready: () => Boolean(evidence) && addPart(index.parts, evidence.quotes),
  };
  return index;
}

function onOneLine(text) {
  return text.includes("\n") ? text.replaceAll("\n", " ") : text;
}

/** Add the lines that follow the last part, as long as a part is; return whether more are left. */
function addPart(parts, { text, length, starts }) {
  const from = parts.at(-1)?.to ?? 0;
  let to = from;
  while (to < length && starts()[to] - starts()[from] < PART) to++;
  if (to > from) parts.push({ from, to, low: folded(text.slice(starts()[from], starts()[to])) });
  return to < length;
}

/**
 * Return what fits, the best first: things, each once, then sentences, of those that are ready.
 *
 * @param {object} index - what `searchIndex` returns
 * @param {string} sought - all of its words must be there
 * @param {number} most - how many things, and how many sentences, at most
 * @returns {Array<{node?: number, passage?: number, document?: number, text: string, spans: number[][], rank: number}>}
 */
export function find(index, sought, most = 12) {
  const whole = folded(sought.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [...thingsWith(index, whole, words).slice(0, most), ...(whole.length > 2 ? sentencesWith(index, words, most) : [])];
  return found.map(({ low, ...hit }) => ({ ...hit, spans: spansOf(low, words) }));
}

/** Return the things that have a name with all the words, by how well it fits, the short names first. */
function thingsWith({ texts, low: all, nodeOf, isOther }, whole, words) {
  const best = new Map();
  for (const [place, low] of linesWith(all, words)) {
    const node = nodeOf(place);
    const rank = rankOf({ low, other: isOther(place) }, whole, words);
    if (best.has(node) && best.get(node).rank <= rank) continue;
    best.set(node, { node, text: texts[place], low, rank });
  }
  return [...best.values()].sort((one, other) => one.rank - other.rank || one.text.length - other.text.length || one.node - other.node);
}

/** Return sentences with all the words, each once, in the order of the documents. */
function sentencesWith({ evidence, parts }, words, most) {
  const found = new Map();
  const written = words.map(writtenInRow);
  for (const { from, low: part } of parts) {
    for (const [place] of linesWith(part, written)) {
      if (found.size >= most) return [...found.values()];
      const passage = from + place;
      const [document, , , text] = evidence.passage(passage);
      const low = folded(text);
      // The row is JSON, in which a word may be found that is not in the sentence: `n` in a line's end.
      if (!found.has(low) && words.every((word) => low.includes(word))) found.set(low, { passage, document, text, low, rank: RANKS.sentence });
    }
  }
  return [...found.values()];
}

/** Yield the lines with all the words, each with its number. */
function* linesWith(text, words) {
  const [rarest] = [...words].sort((one, other) => other.length - one.length); // a long one is in few lines
  let line = 0;
  let counted = 0;
  for (let at = text.indexOf(rarest); at >= 0; at = text.indexOf(rarest, counted)) {
    for (let end = text.indexOf("\n", counted); end >= 0 && end < at; end = text.indexOf("\n", counted)) {
      counted = end + 1;
      line++;
    }
    const end = text.indexOf("\n", at);
    const low = text.slice(counted, end < 0 ? text.length : end);
    if (words.every((word) => low.includes(word))) yield [line, low];
    if (end < 0) return;
    counted = end + 1;
    line++;
  }
}

/** Return a word as it stands in a row of JSON on the page. */
function writtenInRow(word) {
  return JSON.stringify(word).slice(1, -1).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

function rankOf({ low, other }, whole, words) {
  if (low === whole) return other ? RANKS.acronym : RANKS.whole;
  if (low.startsWith(whole)) return RANKS.begins;
  return words.every((word) => beginsWord(low, word)) ? RANKS.word : RANKS.within;
}

function beginsWord(low, word) {
  for (let place = low.indexOf(word); place >= 0; place = low.indexOf(word, place + 1)) {
    if (place === 0 || !/[\p{L}\p{N}]/u.test(low[place - 1])) return true;
  }
  return false;
}

/** Return where the words stand in a text, in order, those that overlap as one. */
function spansOf(low, words) {
  const spans = words.map((word) => [low.indexOf(word), low.indexOf(word) + word.length]).filter(([place]) => place >= 0)
    .sort((one, other) => one[0] - other[0]);
  const found = [];
  for (const [from, to] of spans) {
    if (found.length && from <= found.at(-1)[1]) found.at(-1)[1] = Math.max(found.at(-1)[1], to);
    else found.push([from, to]);
  }
  return found;
}
