// The panel: what the documents say of a thing or a line, with every sentence, and what they do not say.

import { button, make } from "./dom.js";
import { groundsOf } from "./evidence.js";
import { lineId } from "./graph.js";
import { daysBetween, lastSeen, overOn, seenNext } from "./shown.js";
import { dateInWords, documentInWords, filledIn, spanInWords } from "./wording.js";

/** What is asked of every thing of a kind: the kind of line that answers, and the end at which the thing then is. */
const ASKED = {
  agency: [["part", "lower"], ["heads", "upper"]],
  unit: [["part", "lower"], ["reports", "lower"], ["heads", "upper"]],
  post: [["post", "lower"], ["reports", "lower"], ["holds", "upper"]],
  person: [["holds", "lower"]],
  program: [["runs", "lower"]],
};

/** What was right in a smaller share of the cases that were measured is told without its number, which rests on few. */
const SELDOM = 0.5;

/**
 * Return the panel's content for what is chosen.
 *
 * @param {object} app - graph, evidence(), shown(), forest(), state
 * @param {{node?: number, line?: number}} chosen
 * @returns {HTMLElement[]}
 */
export function sheet(app, chosen) {
  return chosen.node === undefined ? lineSheet(app, chosen.line) : nodeSheet(app, chosen.node);
}

function lineSheet(app, line) {
  const { graph } = app;
  const dispute = disputeOf(app, line);
  return [
    make("p", { class: "way" }, graph.words.line),
    make("h2", {}, nodeLink(app, graph.lower[line]), ` ${verbOf(app, line)} `, nodeLink(app, graph.upper[line]), noteOf(app, line)),
    endOf(app, line),
    ageOf(app, line),
    ...lineGrounds(app, line),
    dispute && disputeBox(app, dispute),
  ].filter(Boolean);
}

function nodeSheet(app, node) {
  const { graph } = app;
  const { words } = graph;
  const now = app.shown();
  const lines = [...graph.linesOf(node)];
  const here = lines.filter((line) => now.lines[line]);
  const elsewhere = lines.filter((line) => !now.lines[line] && !isHidden(app, line));
  const facts = app.evidence().factsOf(node);
  return [
    crumbs(app, node),
    make("h2", {}, graph.label[node]),
    make("p", { class: `about k-${graph.kinds[graph.kind[node]]}` },
      make("span", { class: "pill" }, words.kinds[graph.kinds[graph.kind[node]]]),
      graph.acronym[node] && make("b", {}, graph.acronym[node]),
      make("span", { class: "quiet" }, seenIn(app, node))),
    ...replacedBy(app, node, here),
    ...now.disputes.filter((dispute) => dispute.node === node).map((dispute) => disputeBox(app, dispute)),
    ...graph.alike.filter(({ nodes }) => nodes.includes(node) && nodes.every((one) => now.there.nodes[one])).map((pair) => alikeBox(app, node, pair)),
    ...saidAbove(app, node, here),
    ...saidBelow(app, node, here),
    ...factGroup(app, node, words.facts, facts.filter((fact) => !fact.naming)),
    ...otherTimes(app, elsewhere),
    ...factGroup(app, node, words.names, facts.filter((fact) => fact.naming)),
  ].filter(Boolean);
}

/**
 * Return the panel's content for the date shown: what is new since the document before, what has moved, what has ended.
 *
 * @param {object} app
 */
export function changesSheet(app) {
  const { graph } = app;
  const { words } = graph;
  const { lines, fresh, gone } = app.shown();
  const all = Array.from(fresh.keys());
  const lists = [
    [words.changes_new, all.filter((line) => lines[line] && fresh[line] === 1)],
    [words.changes_moved, all.filter((line) => lines[line] && fresh[line] === 2)],
    [words.changes_ended, gone],
  ];
  return [
    make("p", { class: "way" }, words.changes_about),
    make("h2", {}, filledIn(words.changes_title, { date: dateInWords(words, app.state.now.date) })),
    ...lists.filter(([, those]) => those.length).map(([title, those]) => group(app, title, those.map((line) => changeBox(app, line)))),
    ...(lists.every(([, those]) => !those.length) ? [make("p", { class: "quiet" }, words.changes_none)] : []),
  ];
}

function changeBox(app, line) {
  const { graph } = app;
  return make("article", { class: "fact" },
    make("p", { class: "said" }, nodeLink(app, graph.lower[line]), ` ${verbOf(app, line)} `, nodeLink(app, graph.upper[line]),
      noteOf(app, line), lineLink(app, line, graph.words.line_open, "line-link")),
    endOf(app, line), ...lineGrounds(app, line));
}

/** Return by what a thing was replaced, with the sentence that says so. */
function replacedBy(app, node, here) {
  const { graph } = app;
  const lines = here.filter((line) => graph.lower[line] === node && keyOf(app, line) === "replaced");
  return lines.map((line) => make("section", { class: "dispute" },
    make("h3", {}, `${graph.words.replaced_by} `, nodeLink(app, graph.upper[line])), ...lineGrounds(app, line)));
}

// --- what a thing hangs on, what hangs on it, and what is asked and not stated

function saidAbove(app, node, here) {
  const { graph } = app;
  const lines = here.filter((line) => graph.lower[line] === node && keyOf(app, line) !== "replaced");
  const asked = (ASKED[graph.kinds[graph.kind[node]]] || []).filter(([, end]) => end === "lower").map(([key]) => key);
  const stated = lines.map((line) => factBox(app, line, graph.upper[line], verbOf(app, line)));
  const missing = app.shown().ghosts[node] ? [] : asked.filter((key) => !lines.some((line) => keyOf(app, line) === key));
  return [...stated, ...missing.map((key) => notStated(app, graph.words.lines[key][1]))];
}

function saidBelow(app, node, here) {
  const { graph } = app;
  const lines = here.filter((line) => graph.upper[line] === node && graph.lower[line] !== node);
  const asked = (ASKED[graph.kinds[graph.kind[node]]] || []).filter(([, end]) => end === "upper").map(([key]) => key);
  return graph.relations.flatMap(({ key }, place) => {
    const those = lines.filter((line) => graph.lineKind[line] === place);
    const title = graph.words.lines[key][0];
    if (!those.length) return asked.includes(key) && !app.shown().ghosts[node] ? [notStated(app, title)] : [];
    const order = new Map(app.forest().children(node).map((child, rank) => [child, rank]));
    those.sort((one, other) => (order.get(graph.lower[one]) ?? graph.n) - (order.get(graph.lower[other]) ?? graph.n));
    return [group(app, title, those.map((line) => factBox(app, line, graph.lower[line], "")))];
  });
}

/** Return a heading with boxes; of many boxes the first ones, and the rest when it is asked for. */
function group(app, title, boxes, most = 40) {
  const section = make("section", {}, make("h3", {}, `${title} (${boxes.length})`), ...boxes.slice(0, most));
  if (boxes.length > most) {
    const words = filledIn(app.graph.words.show_rest, { n: boxes.length - most });
    section.append(button(words, { class: "rest" }, (event) => event.target.replaceWith(...boxes.slice(most))));
  }
  return section;
}

function notStated(app, what) {
  const { words } = app.graph;
  const when = app.state.now.date ? words.not_stated_by : words.not_stated;
  return make("p", { class: "unstated" }, `${what}: `, make("b", {}, words.not_stated_word), ` ${when}`);
}

function otherTimes(app, lines) {
  if (!lines.length || !app.state.now.date) return [];
  const { graph } = app;
  const boxes = lines.map((line) => {
    const verb = verbOf(app, line);
    return make("li", {}, lineLink(app, line, `${graph.label[graph.lower[line]]} ${verb} ${graph.label[graph.upper[line]]}`),
      make("span", { class: "quiet" }, ` ${[whenSeen(app, line), endedBy(app, line)].filter(Boolean).join("; ")}`));
  });
  return [make("section", {}, make("h3", {}, graph.words.other_times), make("ul", { class: "times" }, ...boxes))];
}

/** Whether a filter, and not the date, keeps a line out of sight. */
function isHidden(app, line) {
  const { graph } = app;
  const { hidden } = app.state.now;
  return hidden.statuses.has(graph.lineStatus[line]) || graph.sightings[graph.lineSeen[line]].every((one) => hidden.documents.has(one)) ||
    hidden.kinds.has(graph.kind[graph.upper[line]]) || hidden.kinds.has(graph.kind[graph.lower[line]]);
}

// --- one fact

function factBox(app, line, other, verb) {
  const { graph } = app;
  const dispute = disputeOf(app, line);
  const box = make("article", { class: "fact" },
    make("p", { class: "said" }, verb && `${verb} `, nodeLink(app, other), noteOf(app, line), ageMark(app, line),
      lineLink(app, line, graph.words.line_open, "line-link")),
    ...lineGrounds(app, line));
  if (dispute) box.append(disputeMark(app, dispute, line));
  return box;
}

function factGroup(app, node, title, facts) {
  if (!facts.length) return [];
  const boxes = facts.map((fact) =>
    make("article", { class: "fact" }, make("p", { class: "said" }, `${fact.name}: `, make("b", {}, fact.value)),
      ...grounds(app, fact.claims, [node])));
  return [make("section", {}, make("h3", {}, title), ...boxes)];
}

function grounds(app, claims, ends) {
  const { graph } = app;
  if (!claims.length) return [make("p", { class: "quiet" }, graph.words.no_evidence)];
  return groundsOf(graph, app.evidence(), claims, app.state.now.date).map((ground) => groundBox(app, ground, ends));
}

function lineGrounds(app, line) {
  return grounds(app, app.evidence().ofLine(line), [app.graph.lower[line], app.graph.upper[line]]);
}

function groundBox(app, ground, ends) {
  const { graph } = app;
  const { words } = graph;
  const status = graph.statuses[ground.status];
  const paired = status === "Layout" && ground.quotes.length > 1;
  const quotes = ground.quotes.map(([passage, , , , text], place) => make("blockquote", {},
    paired && make("small", {}, place < ground.quotes.length - 1 ? words.quote_licence : words.quote_line),
    ...marked(text, ends.flatMap((node) => namesOf(app, node)))));
  const measured = measuredInWords(words, ground.confidence);
  return make("div", { class: "claim" }, ...quotes,
    ...ground.sources.map(([document, said]) => sourceLine(app, document, said)),
    make("p", { class: "status" }, make("b", { class: `s-${status}` }, words.statuses[status]),
      ` · ${words.rule} ${ground.rules.join(", ")}`, measured && ` · ${measured}`,
      ground.because && make("span", { class: "because" }, ` · ${ground.because}`)));
}

/** Return how often what was read in this way was right, in words; of what was rarely right a number would say too much. */
function measuredInWords(words, share) {
  if (share === null || share === undefined) return "";
  return share < SELDOM ? words.confidence_low : filledIn(words.confidence, { n: Math.round(share * 100) });
}

function sourceLine(app, place, quotes) {
  const { graph } = app;
  const paper = graph.documents[place];
  const { date } = app.state.now;
  const link = make("a", { href: app.hash({ view: "sources", doc: paper.id, p: String(quotes.at(-1)[0]) }), title: graph.words.open_source },
    documentInWords(graph.words, paper));
  const late = date && paper.date > date && make("span", { class: "late" }, ` ${graph.words.later}`);
  return make("cite", {}, link, paper.publisher && ` · ${paper.publisher}`, late);
}

/** Return a sentence as text in which the names of the fact's ends are marked, whole words only, the longest first. */
function marked(text, names) {
  const sought = [...new Set(names)].filter((name) => name.length > 1 && text.includes(name))
    .sort((one, other) => other.length - one.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!sought.length) return [text];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${sought.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return text.split(pattern).map((part, place) => (place % 2 ? make("mark", {}, part) : part)).filter(Boolean);
}

function namesOf(app, node) {
  const other = app.evidence().factsOf(node).filter((fact) => fact.naming).map((fact) => fact.value);
  return [app.graph.label[node], app.graph.acronym[node], ...other].filter(Boolean);
}

// --- questions that documents answer differently

/** Return the question that a line answers and other documents answer otherwise. */
function disputeOf(app, line) {
  return app.shown().disputes.find(({ sides }) => sides.some(({ lines }) => lines.includes(line)));
}

function disputeMark(app, { sort, sides }, line) {
  const others = sides.filter(({ lines }) => !lines.includes(line));
  return make("p", { class: "disagree" }, filledIn(app.graph.words.otherwise, { sort }), " ",
    ...others.flatMap((side, place) => [place ? "; " : "", answerOf(app, side)]));
}

/** Return a question with every answer that documents give and the sentences of each. */
function disputeBox(app, { node, question, sort, sides }) {
  const boxes = sides.map((side) => make("div", { class: "side" }, make("p", { class: "said" }, make("b", {}, answerOf(app, side))),
    ...(side.glimpses ? side.glimpses.map((one) => glimpseBox(app, node, one)) : grounds(app, side.claims, [node]))));
  return make("section", { class: "dispute" }, make("h3", {}, `${app.graph.words.disputed_mark}: ${question}`),
    make("p", { class: "quiet" }, sort), ...boxes);
}

/** Return a line that only names a thing, or may, which no fact is read from. */
function glimpseBox(app, node, [place, start, end, line, , , read]) {
  const { graph } = app;
  const paper = graph.documents[place];
  return make("div", { class: "claim" }, make("blockquote", {}, line),
    make("cite", {}, make("a", { href: app.hash({ n: graph.id[node], view: "sources", doc: paper.id }), title: graph.words.open_source },
      documentInWords(graph.words, paper))),
    make("p", { class: "status" }, make("b", {}, graph.words[read ? "no_claim" : "unread"]), ` · ${filledIn(graph.words.offsets, { start, end })}`));
}

/** Return what a thing may be one with, why it may, and the sentences that name the two. */
function alikeBox(app, node, { nodes, follows, reasons, claims }) {
  const { words } = app.graph;
  const first = nodes[0] === node;
  const title = words[!follows ? "alike_same" : first ? "alike_before" : "alike_after"];
  return make("section", { class: "dispute" }, make("h3", {}, `${title} `, nodeLink(app, nodes[first ? 1 : 0])),
    make("p", { class: "quiet" }, filledIn(words.alike_note, { reasons: reasons.join("; ") })),
    ...claims.map((side) => make("div", { class: "side" }, ...grounds(app, side, nodes))));
}

/** Return an answer, as a link to the line that draws it if there is one. */
function answerOf(app, { answer, lines }) {
  return lines.length ? lineLink(app, lines[0], answer) : answer;
}

// --- small parts

function crumbs(app, node) {
  const { parent } = app.forest();
  const way = [];
  for (let up = parent[node]; up >= 0 && way.length < 64; up = parent[up]) way.unshift(up);
  if (!way.length) return null;
  return make("p", { class: "way" }, ...way.flatMap((up, place) => [place ? " › " : "", nodeLink(app, up, app.graph.acronym[up])]));
}

function seenIn(app, node) {
  const { graph } = app;
  const documents = graph.sightings[graph.seen[node]].map((place) => graph.documents[place]);
  const years = [...new Set(documents.map((one) => one.date.slice(0, 4)).filter(Boolean))].sort();
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : years[0] || graph.words.undated;
  return filledIn(graph.words[documents.length === 1 ? "in_document" : "in_documents"], { n: documents.length, span });
}

function ageOf(app, line) {
  const age = whenSeen(app, line);
  return age ? make("p", { class: "quiet" }, age) : null;
}

/** Return why a line is over on the date shown. */
function endOf(app, line) {
  const reason = endedBy(app, line);
  return reason ? make("p", { class: "quiet" }, reason) : null;
}

function endedBy(app, line) {
  return overOn(app.graph, line, app.state.now.date)?.[2] || "";
}

function ageMark(app, line) {
  const { date } = app.state.now;
  const last = date && lastSeen(app.graph, line, date);
  if (!last || daysBetween(last, date) < 366) return null;
  const { words } = app.graph;
  return make("span", { class: "age" }, filledIn(words.age, { span: spanInWords(words, daysBetween(last, date)) }));
}

/** Return when a line was seen last, how long before the date shown, and when it is seen again. */
function whenSeen(app, line) {
  const { graph } = app;
  const { words } = graph;
  const { date } = app.state.now;
  const last = lastSeen(graph, line, date);
  const next = date && seenNext(graph, line, date);
  const told = [];
  if (last && date) told.push(filledIn(words.seen_before, { date: dateInWords(words, last), span: spanInWords(words, daysBetween(last, date)) }));
  else if (last) told.push(filledIn(words.seen_last, { date: dateInWords(words, last) }));
  else if (!next) told.push(words.seen_undated);
  if (next) told.push(filledIn(words[last ? "seen_next" : "seen_later"], { date: dateInWords(words, next) }));
  return told.join("; ");
}

function nodeLink(app, node, short = "") {
  return make("a", { href: app.hash({ n: app.graph.id[node] }), title: short && app.graph.label[node] }, short || app.graph.label[node]);
}

function lineLink(app, line, words, name = "answer") {
  return make("a", { class: name, href: app.hash({ l: lineId(app.graph, line) }), title: app.graph.words.line_title }, words);
}

function noteOf(app, line) {
  return app.graph.note[line] ? make("em", { class: "note-of" }, ` (${app.graph.note[line]})`) : null;
}

function verbOf(app, line) {
  return app.graph.words.lines[keyOf(app, line)][1];
}

function keyOf(app, line) {
  return app.graph.relations[app.graph.lineKind[line]].key;
}

