// Finding: names, short names, people and sentences, by any of their words, with or without accents.

/** How well a kind of place fits: a short name typed in full before a name that begins so, before a word within. */
const RANKS = { acronym: 0, whole: 1, begins: 2, word: 3, within: 4, sentence: 6 };

/** Return a text as it is compared: lower case, accents and curly signs gone; as long as the text itself. */
export function folded(text) {
  if (!/[^ -~]/.test(text)) return text.toLowerCase(); // mostly, and at once
  const plain = text.toLocaleLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"').replace(/[\u2010-\u2015]/g, "-");
  let found = "";
  for (const sign of plain.length === text.length ? plain : text) {
    const base = sign.normalize("NFD")[0];
    found += sign.length === 1 && base.length === 1 ? base : sign;
  }
  return found;
}

/**
 * Return what is searched: the names of things and the sentences, ready to be compared.
 *
 * @param {Graph} graph
 * @param {{facts: Array, passages: Array} | null} evidence - without it, names and short names alone
 */
export function searchIndex(graph, evidence = null) {
  const names = graph.label.map((label, node) => ({ node, text: label, low: folded(label), other: false }));
  graph.acronym.forEach((acronym, node) => {
    if (acronym) names.push({ node, text: acronym, low: folded(acronym), other: true });
  });
  if (!evidence) return { names, passages: [], lows: [] };
  for (const [node, , value, , naming, predicate] of evidence.facts) {
    if (naming && predicate !== "rdf:type" && value !== graph.label[node] && value !== graph.acronym[node]) {
      names.push({ node, text: value, low: folded(value), other: true });
    }
  }
  return { names, passages: evidence.passages, lows: evidence.passages.map(([, , , text]) => folded(text)) };
}

/**
 * Return what fits, the best first: things, each once, then sentences.
 *
 * @param {{names: Array, passages: Array, lows: string[]}} index
 * @param {string} sought - all of its words must be there
 * @param {number} most - how many things, and how many sentences, at most
 * @returns {Array<{node?: number, passage?: number, document?: number, text: string, spans: number[][], rank: number}>}
 */
export function find(index, sought, most = 12) {
  const whole = folded(sought.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const best = new Map();
  for (const name of index.names) {
    const rank = rankOf(name, whole, words);
    if (rank < 0 || (best.has(name.node) && best.get(name.node).rank <= rank)) continue;
    best.set(name.node, { node: name.node, text: name.text, low: name.low, rank });
  }
  const things = [...best.values()].sort((one, other) => one.rank - other.rank || one.text.length - other.text.length || one.node - other.node);
  const sentences = [];
  const seen = new Set();
  for (const [passage, low] of whole.length > 2 ? index.lows.entries() : []) {
    if (sentences.length >= most) break;
    if (!words.every((word) => low.includes(word)) || seen.has(low)) continue;
    seen.add(low);
    const [document, , , text] = index.passages[passage];
    sentences.push({ passage, document, text, low, rank: RANKS.sentence });
  }
  return [...things.slice(0, most), ...sentences].map(({ low, ...found }) => ({ ...found, spans: spansOf(low, words) }));
}

function rankOf({ low, other }, whole, words) {
  if (low === whole) return other ? RANKS.acronym : RANKS.whole;
  if (low.startsWith(whole)) return RANKS.begins;
  if (!words.every((word) => low.includes(word))) return -1;
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
